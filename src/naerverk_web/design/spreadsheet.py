"""Text for files that a spreadsheet opens."""

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would take for a formula."""


def harmless(text: str) -> str:
    """An apostrophe before what a spreadsheet would run."""
    return f"'{text}" if text.startswith(RUNS) else text
