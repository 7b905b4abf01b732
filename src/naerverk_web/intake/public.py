"""What other rooms may use."""

from naerverk_web.intake.actions import tick

__all__ = ["tick"]
