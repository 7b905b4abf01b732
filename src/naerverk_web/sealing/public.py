"""What other rooms may use."""

from naerverk_web.sealing.values import SealError, key_for, open_value, opened, seal_value

__all__ = ["SealError", "key_for", "open_value", "opened", "seal_value"]
