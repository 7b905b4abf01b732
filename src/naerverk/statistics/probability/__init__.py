"""Observed against expected: what a unit's next months will be if nothing new happens, and how sure that is.

`panel` holds the months of many units, `variation` how they vary, `fit` puts both together, `prediction` looks
ahead, `reaching` answers how likely a target is. Verdicts on measures are no business of this room; it only says
what to expect. Needs numpy and scipy; nothing that computes rates imports it.
"""
