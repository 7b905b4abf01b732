"""Targets: what was promised, the way there, where we are, and what it means in people at work.

`target` holds the promise and its path, `smiley` the monthly status, `people` turns points into people, `units`
shares a top target among units. The probability of reaching a target is `naerverk.statistics.probability`.
"""
