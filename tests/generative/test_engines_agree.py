"""All engines give the same answer as the day-by-day reference, to the last digit, on invented organisations.

NAERVERK_FUZZ_EXAMPLES says how many organisations to invent (200 when it is not set; a number that is set is also drawn
at random instead of always the same).
"""

import os
import tempfile
from pathlib import Path
from unittest.mock import patch

import polars as pl
from hypothesis import HealthCheck, Phase, given, note, settings

from generative.organisations import Rows, organisations, questions
from naerverk.problems import Refusal
from naerverk.records import Dataset
from naerverk.statistics.engines import on_polars
from naerverk.statistics.question import Question
from naerverk.statistics.rates import rates

TOGETHER = 5
WANTED = os.environ.get("NAERVERK_FUZZ_EXAMPLES")
EXAMPLES = settings(
    max_examples=max(1, int(WANTED or 200) // TOGETHER),
    derandomize=WANTED is None,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    # Shrinking batches takes minutes and tells little: the note names the question and the first rows that differ.
    phases=(Phase.generate,),
)


def answer(dataset: Dataset, question: Question, engine: str) -> pl.DataFrame | str:
    """The figures, or the code of the refusal: engines must agree on both."""
    try:
        return rates(dataset, question, engine=engine).frame
    except Refusal as refusal:
        return refusal.problems[0].code


@EXAMPLES
@given(rows=organisations(TOGETHER), first=questions(), second=questions())
def test_polars_and_duckdb_agree_with_the_reference(rows: Rows, first: Question, second: Question) -> None:
    with tempfile.TemporaryDirectory() as folder:
        dataset = rows.write(Path(folder))
        for question in (first, second):
            expected = answer(dataset, question, "reference")
            for engine, many in (("polars", on_polars.MANY), ("polars", 0), ("duckdb", on_polars.MANY)):
                with patch.object(on_polars, "MANY", many):
                    found = answer(dataset, question, engine)
                note(f"{engine} {many} {question}\n{different(expected, found)}")
                assert same(expected, found)


def same(expected: pl.DataFrame | str, found: pl.DataFrame | str) -> bool:
    """Equal in every row, column, type and digit."""
    if isinstance(expected, str) or isinstance(found, str):
        return isinstance(found, type(expected)) and expected == found
    return expected.schema == found.schema and expected.equals(found)


def different(expected: pl.DataFrame | str, found: pl.DataFrame | str) -> str:
    """The first rows that differ."""
    if isinstance(expected, str) or isinstance(found, str):
        return f"{expected} {found}"
    pairs = [(a, b) for a, b in zip(expected.rows(), found.rows(), strict=False) if a != b]
    return f"{expected.height} rows, {found.height} rows, {pairs[:3]}"
