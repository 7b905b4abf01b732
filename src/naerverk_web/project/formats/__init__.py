"""Dates and times as people write them here, also on English pages: 3. mai 2026 and 03.05.2026."""
