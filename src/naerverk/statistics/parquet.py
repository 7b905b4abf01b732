"""An answer as a Parquet file."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import IO

import polars as pl

ARROW_SCHEMA = "ARROW:schema"


def write(frame: pl.DataFrame, file: str | IO[bytes], facts: Mapping[str, str]) -> None:
    """Write the frame, with `facts` beside the columns; words are text to every reader, also where they are Enum here.

    A file keeps words as numbers into a list either way. From Enum the list is known beforehand, which halves the time
    of a large answer; only the note that tells Arrow's readers (pandas, Polars) the type must then say text.
    """
    facts = {**facts, ARROW_SCHEMA: _text_schema(frame)}
    frame.lazy().sink_parquet(file, metadata=facts, compression="snappy")


def _text_schema(frame: pl.DataFrame) -> str:
    empty = BytesIO()
    frame.clear().cast({pl.Enum: pl.String}).write_parquet(empty)
    empty.seek(0)
    return pl.read_parquet_metadata(empty)[ARROW_SCHEMA]
