"""Norwegian rules about sickness absence as dated data and pure functions.

Values in, values out: no clock, no language, no database. Every answer carries the provision it rests on and the steps
that led to it. Nothing here is legal advice: the employer sees only its own days, so that quotas are estimates.
"""
