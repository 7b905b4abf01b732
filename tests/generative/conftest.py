"""Invented organisations by the hundred."""

from unmeasured import unmeasured

__all__ = ["unmeasured"]
