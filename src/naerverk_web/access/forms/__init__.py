"""The forms of this room, by page."""
