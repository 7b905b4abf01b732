"""The site as it is served, with many at once."""

from unmeasured import unmeasured

__all__ = ["unmeasured"]
