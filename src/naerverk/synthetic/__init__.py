"""An invented Norwegian municipality, for trying things out, for tests and for benchmarks.

Nobody in it exists. It never holds a diagnosis or a person's name.
"""

from naerverk.synthetic.municipality import LAST_MONTH, Frames, Summary, frames, make

__all__ = ["LAST_MONTH", "Frames", "Summary", "frames", "make"]
