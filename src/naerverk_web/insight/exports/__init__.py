"""Disclosed figures to go on with in a spreadsheet."""
