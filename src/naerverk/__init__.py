"""Nærverk: right and safe sickness-absence figures, the law as a library, and the reports made of them."""

__version__ = "0.1.0"
