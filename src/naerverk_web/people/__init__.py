"""Persons, employments, nearest leaders (privacy class P3).

Only intake, insight, followup, outreach and project may come in.
"""
