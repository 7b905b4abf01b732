"""The log as a page and a file, for those who watch over it. Knows numbers of employees, and no names."""
