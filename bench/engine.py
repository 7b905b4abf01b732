"""One engine of Nærverk on the tables as they lie: no checks, the same output as the command.

python bench/engine.py DATA OUT [polars|duckdb|spark]
"""

import sys
from pathlib import Path

from naerverk.calendar import Month
from naerverk.records import Dataset
from naerverk.statistics import parquet
from naerverk.statistics.question import Question
from naerverk.statistics.rates import rates_frame


def main(data: Path, out: Path, engine: str) -> None:
    tables = {name: (data / f"{name}.parquet",) for name in ("units", "employments", "absences")}
    question = Question(("unit", "month", "kind", "sex"), Month(2020, 1), Month(2024, 12))
    frame = rates_frame(Dataset(**tables), question, engine=engine)
    parquet.write(frame, str(out), {})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
