"""Files in: one module per format, rows and problems out."""
