"""Files in: one module per format, rows and problems out.

`find` tells which tables lie in a folder, `read` turns files into checked canonical Parquet, `load_profile` loads
an import profile for files that have other columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from naerverk.formats.chunks import Progress
from naerverk.formats.finding import find
from naerverk.formats.reading import Reading, read

if TYPE_CHECKING:
    from naerverk.formats.profile import Profile

__all__ = ["Progress", "Reading", "find", "load_profile", "read"]


def load_profile(name_or_path: str) -> Profile:
    """A shipped import profile by name, or one from a YAML file; UsageRefusal when it is neither, or is wrong."""
    from naerverk.formats import profile  # noqa: PLC0415 - YAML and pydantic cost 0.15 s that plain files never need

    return profile.load(name_or_path)
