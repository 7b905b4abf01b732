"""The one gate from persons to groups: reads spells, hands out disclosed aggregates only."""
