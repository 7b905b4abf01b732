"""Scales and their scoring."""
