"""What may be shown: the publication plan of pages and reports, protection of free tables, and attacks on both."""
