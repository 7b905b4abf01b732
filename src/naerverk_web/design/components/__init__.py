"""The components as plain functions, by noun; `templatetags/design.py` lists them all."""
