"""Did all contenders answer the same? To nine digits: pandas adds in another order.

python bench/compare.py NAME=ANSWER.parquet ...
"""

import sys

import polars as pl

KEYS = ("unit", "month", "kind", "sex")
FIGURES = ("agreed_days", "absence_days", "rate_percent", "persons", "spells")


def main(answers: list[str]) -> int:
    (first, path), *others = (answer.split("=", 1) for answer in answers)
    expected = pl.read_parquet(path)
    differ = [name for name, other in others if not same(expected, pl.read_parquet(other))]
    agree = ", ".join([first, *(name for name, _ in others if name not in differ)])
    print(f"The same {expected.height:,} rows: {agree}.")
    for name in differ:
        print(f"ANOTHER ANSWER than {first}: {name}.")
    return 1 if differ else 0


def same(expected: pl.DataFrame, found: pl.DataFrame) -> bool:
    if expected.height != found.height or any((expected[key] != found[key]).any() for key in KEYS):
        return False
    for name in FIGURES:
        wanted, got = expected[name].cast(pl.Float64), found[name].cast(pl.Float64)
        close = (got - wanted).abs().fill_null(0) <= 1e-9 * wanted.abs().fill_null(0) + 1e-9
        if not close.all() or (got.is_null() != wanted.is_null()).any():
            return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
