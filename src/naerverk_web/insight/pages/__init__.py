"""What the pages of figures say: what a viewer may see, as words, tables and drawings."""
