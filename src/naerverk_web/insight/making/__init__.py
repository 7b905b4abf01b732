"""Figures made anew from what is known of persons: the one way in from them. Nothing of them comes out again."""
