"""Copies of the whole site: the database as it was at one moment, the sealed files, and one list of checksums.

The keys are never in them: a thief of the copy must not be able to open what is sealed.
"""
