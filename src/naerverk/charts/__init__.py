"""Charts as data, drawn once as SVG for page, PDF and screen."""
