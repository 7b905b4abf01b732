"""What other rooms may use."""

from naerverk_web.sealing.open_folders import clear_open_folders, open_folder
from naerverk_web.sealing.values import SealError, key_for, open_value, opened, seal_value

__all__ = ["SealError", "clear_open_folders", "key_for", "open_folder", "open_value", "opened", "seal_value"]
