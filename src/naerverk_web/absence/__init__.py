"""Absence spells of persons (privacy class P4).

Only intake, insight, followup, outreach and project may come in.
"""
