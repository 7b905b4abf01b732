"""PySpark carries out the same expression and gives the same answer, on one batch: starting Spark takes seconds."""

import importlib.util
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from generative.organisations import Rows, organisations
from naerverk.calendar import Month
from naerverk.statistics.definitions import Definition
from naerverk.statistics.question import Question
from naerverk.statistics.rates import rates

pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("default"),
    pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="PySpark is not installed"),
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java on this machine"),
]
QUESTIONS = (
    Question(("unit", "month", "kind", "sex"), Month(2023, 10), Month(2024, 4)),
    Question(("unit", "quarter", "age_group", "length"), Month(2023, 10), Month(2024, 6), Definition.REGULATION),
    Question(("unit", "year"), Month(2023, 12), Month(2024, 3), Definition.ROSTER),
)


@settings(
    max_examples=1, derandomize=True, deadline=None, database=None, phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(rows=organisations(40))
def test_spark_agrees_with_the_reference(rows: Rows) -> None:
    leave = ("0-0", None, Month(2024, 1).first, Month(2024, 1).last, "holiday", 100.0, None)
    rows.absences.append(leave)
    with tempfile.TemporaryDirectory() as folder:
        dataset = rows.write(Path(folder))
        for question in QUESTIONS:
            expected = rates(dataset, question, engine="reference").frame
            assert expected.equals(rates(dataset, question, engine="spark").frame)
