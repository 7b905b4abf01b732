"""Targets and the goal card: what was agreed, by whom, how a unit does against it, and who is told."""
