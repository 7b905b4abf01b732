"""What other rooms may use."""

from naerverk_web.intake.clock import tick

__all__ = ["tick"]
