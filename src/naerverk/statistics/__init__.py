"""Definitions, engines, control charts, targets and disclosure control: the figures, computed once."""
