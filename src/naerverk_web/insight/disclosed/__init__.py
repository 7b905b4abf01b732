"""What the publication plan has let out: the figures there are, what was out before, and of which data they are."""
