"""The dated tree of units: they merge, split and move, and every "which unit" question takes a date.

Knows nothing of persons.
"""
