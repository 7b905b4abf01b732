"""What other rooms may use."""

from naerverk_web.intake.clock import tick
from naerverk_web.intake.elsewhere import know_published

__all__ = ["know_published", "tick"]
