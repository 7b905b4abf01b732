"""The pages of this room, by matter."""

FORM_METHODS = ["GET", "HEAD", "POST"]
