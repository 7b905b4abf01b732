"""How it looks: base templates, components as template tags, static files. Knows no other room."""
