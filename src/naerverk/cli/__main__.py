"""`python -m naerverk.cli`, the same as `naerverk`."""

from naerverk.cli import run

run()
