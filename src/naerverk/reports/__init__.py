"""The monthly unit report, as PDF and as HTML."""
