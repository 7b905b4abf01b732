"""What most analysts write: one row for each person and day, in pandas.

.venvs/bench/bin/python bench/by_pandas.py DATA OUT HOLIDAYS.csv

The same columns as the other contenders, for the same question; only feasible for the smallest size.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

FIRST, LAST = pd.Timestamp("2020-01-01"), pd.Timestamp("2024-12-31")
SICK = ["self_certified", "doctor_certified"]


def per_day(rows: pd.DataFrame, first: pd.Series, last: pd.Series) -> pd.DataFrame:
    """Each row once for every day from first to last."""
    days = [pd.date_range(a, b) for a, b in zip(first, last, strict=True)]
    exploded = rows.assign(day=days).explode("day", ignore_index=True)
    return exploded.assign(day=pd.to_datetime(exploded["day"]))


def main(data: Path, out: Path, holidays_file: Path) -> None:
    holidays = np.array(pd.read_csv(holidays_file)["date"], dtype="datetime64[D]")
    units = pd.read_parquet(data / "units.parquet")
    parent = dict(zip(units["unit_id"], units["parent_id"], strict=True))
    chains = []
    for unit in units["unit_id"]:
        above = unit
        while isinstance(above, str):
            chains.append((unit, above))
            above = parent[above]
    above = pd.DataFrame(chains, columns=["unit_id", "unit"])
    jobs = pd.read_parquet(data / "employments.parquet")
    jobs["sex"] = jobs["sex"].fillna("unknown")
    jobs["start"], jobs["end"] = pd.to_datetime(jobs["start"]), pd.to_datetime(jobs["end"])
    first, last = jobs["start"].clip(lower=FIRST), jobs["end"].fillna(LAST).clip(upper=LAST)
    kept = first <= last
    day_jobs = per_day(jobs[kept][["person_id", "unit_id", "sex", "fte_percent"]], first[kept], last[kept])
    day_jobs["works"] = np.is_busday(day_jobs["day"].to_numpy().astype("datetime64[D]"), holidays=holidays)
    day_jobs["month"] = months(day_jobs["day"])
    day_jobs["agreed"] = day_jobs["works"] * day_jobs["fte_percent"] / 100
    own = day_jobs.groupby(["unit_id", "month", "sex"], as_index=False)["agreed"].sum()
    keys = ["unit", "month", "sex"]
    agreed = own.merge(above, on="unit_id").groupby(keys)["agreed"].sum()
    seen = day_jobs[["person_id", "unit_id", "month", "sex"]].drop_duplicates().merge(above, on="unit_id")
    persons = seen.groupby(keys)["person_id"].nunique()
    spells = pd.read_parquet(data / "absences.parquet")
    spells = spells[spells["kind"].isin(SICK)].reset_index(names="spell")
    spells["start"], spells["end"] = pd.to_datetime(spells["start"]), pd.to_datetime(spells["end"])
    first, last = spells["start"].clip(lower=FIRST), spells["end"].fillna(LAST).clip(upper=LAST)
    kept = first <= last
    columns = ["spell", "person_id", "start", "kind", "grade_percent"]
    day_spells = per_day(spells[kept][columns], first[kept], last[kept])
    both = day_spells.merge(day_jobs.drop(columns="agreed"), on=["person_id", "day"])
    both["absent"] = both["works"] * both["fte_percent"] / 100 * both["grade_percent"] / 100
    own = both.groupby(["unit_id", "month", "sex", "kind"], as_index=False)["absent"].sum()
    absent = own.merge(above, on="unit_id").groupby([*keys, "kind"])["absent"].sum()
    begun = both[both["day"] == both["start"]][["spell", "unit_id", "month", "sex", "kind"]].merge(above, on="unit_id")
    begun = begun.groupby([*keys, "kind"])["spell"].nunique()
    base = pd.DataFrame({"agreed_days": agreed, "persons": persons}).reset_index()
    rows = base.merge(pd.DataFrame({"kind": SICK}), how="cross")
    sums = pd.DataFrame({"absence_days": absent, "spells": begun}).reset_index()
    rows = rows.merge(sums, on=[*keys, "kind"], how="left").fillna({"absence_days": 0, "spells": 0})
    total = rows.groupby([*keys, "agreed_days", "persons"], as_index=False)[["absence_days", "spells"]].sum()
    rows = pd.concat([rows, total.assign(kind="total")])
    rows["rate_percent"] = (100 * rows["absence_days"] / rows["agreed_days"]).where(rows["agreed_days"] > 0)
    rows["spells"], rows["status"] = rows["spells"].astype("int64"), "none"
    rows["kind"] = pd.Categorical(rows["kind"], [*SICK, "total"], ordered=True)
    rows = rows.sort_values(["unit", "month", "kind", "sex"]).astype({"kind": str})
    order = [
        "unit",
        "month",
        "kind",
        "sex",
        "agreed_days",
        "absence_days",
        "rate_percent",
        "persons",
        "spells",
        "status",
    ]
    rows[order].to_parquet(out, index=False)


def months(days: pd.Series) -> pd.Series:
    """`2024-03` for each day; formatted once per month, which is kinder than most analysts are."""
    period = days.to_numpy().astype("datetime64[M]")
    codes, names = pd.factorize(period)
    return pd.Series(pd.Categorical.from_codes(codes, [str(name)[:7] for name in names])).astype(str)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
