"""The figures of the benchmark, written by hand in Polars for this one question and a tree that never changes.

python bench/by_hand_polars.py DATA OUT
"""

import sys
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from naerverk.calendar import is_working_day
from naerverk.statistics import parquet

FIRST, LAST, MONTHS = date(2020, 1, 1), date(2024, 12, 31), 60
KINDS = ["self_certified", "doctor_certified", "total"]
SEXES = ["F", "M", "X", "unknown"]


def main(data: Path, out: Path) -> None:
    days, months = calendar()
    units = pl.read_parquet(data / "units.parquet", columns=["unit_id", "parent_id"]).with_row_index("unit")
    units = units.cast({"unit": pl.Int64})
    parents = units.join(units.select(parent_id="unit_id", parent="unit"), on="parent_id", how="left").sort("unit")
    parent, above = parents["parent"], ancestors(parents)
    jobs = jobs_of(data, units, days)
    employed = employed_of(jobs, above, parent, months)
    absent = absent_of(data, jobs, days, above, parent)
    rows = employed.join(absent, on="cell", how="left", maintain_order="left").with_columns(
        pl.col("a0", "a1", "s0", "s1").fill_null(0)
    )
    sick = {0: ("a0", "s0"), 1: ("a1", "s1")}
    parts = [
        rows.select("cell", "agreed", "persons", kind=pl.lit(kind, pl.Int8), absent=pl.col(a), spells=pl.col(s))
        for kind, (a, s) in sick.items()
    ]
    parts.append(
        rows.select(
            "cell",
            "agreed",
            "persons",
            kind=pl.lit(2, pl.Int8),
            absent=pl.col("a0") + pl.col("a1"),
            spells=pl.col("s0") + pl.col("s1"),
        )
    )
    finish(pl.concat(parts), units, out)


def finish(rows: pl.DataFrame, units: pl.DataFrame, out: Path) -> None:
    """Names, order, percent, Parquet."""
    names = units["unit_id"].sort()
    rank = units.join(names.to_frame().with_row_index("rank"), on="unit_id", maintain_order="left")["rank"]
    labels = [f"{FIRST.year + number // 12}-{number % 12 + 1:02d}" for number in range(MONTHS)]
    rows = rows.with_columns(
        unit=pl.lit(rank.cast(pl.Int32)).gather(pl.col("cell") // (4 * MONTHS)),
        sex=(pl.col("cell") // MONTHS % 4).cast(pl.Int8),
        month=(pl.col("cell") % MONTHS).cast(pl.Int8),
    ).sort("unit", "month", "kind", "sex")

    def named(column: str, texts: list[str]) -> pl.Expr:
        return pl.lit(pl.Series(texts, dtype=pl.Enum(texts))).gather(pl.col(column)).alias(column)

    rate = pl.when(pl.col("agreed") != 0).then(pl.col("absent") / pl.col("agreed") / 100)
    rows = rows.select(
        named("unit", names.to_list()),
        named("month", labels),
        named("kind", KINDS),
        named("sex", SEXES),
        agreed_days=pl.col("agreed") / 1e6,
        absence_days=pl.col("absent") / 1e10,
        rate_percent=rate,
        persons=pl.col("persons"),
        spells=pl.col("spells"),
        status=pl.lit("none", pl.Enum(["none"])),
    )
    parquet.write(rows, str(out), {})


def calendar() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Each day's number of working days before and through it, its month; each month's the same at its ends."""
    dates = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    days = pl.DataFrame({"day": dates, "works": [int(is_working_day(day)) for day in dates]}).select(
        "day",
        through=pl.col("works").cum_sum(),
        before=pl.col("works").cum_sum() - pl.col("works"),
        month=((pl.col("day").dt.year() - FIRST.year) * 12 + pl.col("day").dt.month() - 1).cast(pl.Int64),
    )
    return days, days.group_by("month").agg(pl.col("before").min(), pl.col("through").max()).sort("month")


def ancestors(parents: pl.DataFrame) -> pl.DataFrame:
    """Each unit with itself and all above it."""
    found = [parents.select("unit", above="unit")]
    while len(found[-1]):
        step = found[-1].join(parents.select(above="unit", next="parent"), on="above").drop_nulls("next")
        found.append(step.select("unit", above="next"))
    return pl.concat(found)


def up(rows: pl.DataFrame, parent: pl.Series, size: int) -> pl.DataFrame:
    """Sums of units to sums of units with all below."""
    values = [name for name in rows.columns if name != "cell"]
    done, here = [rows], rows
    while len(here):
        here = here.with_columns(above=pl.lit(parent).gather(pl.col("cell") // size)).drop_nulls("above")
        here = here.select((pl.col("above") * size + pl.col("cell") % size).alias("cell"), *values)
        here = here.group_by("cell").agg(pl.col(values).sum())
        done.append(here)
    return pl.concat(done).group_by("cell").agg(pl.col(values).sum())


def jobs_of(data: Path, units: pl.DataFrame, days: pl.DataFrame) -> pl.DataFrame:
    sex = pl.when(pl.col("sex") == "F").then(0).when(pl.col("sex") == "M").then(1).when(pl.col("sex") == "X").then(2)
    rows = pl.scan_parquet(data / "employments.parquet")
    rows = rows.filter((pl.col("start") <= LAST) & (pl.col("end").is_null() | (pl.col("end") >= FIRST)))
    rows = rows.join(units.lazy().select("unit_id", "unit"), on="unit_id").select(
        "person_id",
        "unit",
        "unit_id",
        first=pl.when(pl.col("start") > FIRST).then("start").otherwise(pl.lit(FIRST)),
        last=pl.when(pl.col("end") < LAST).then("end").otherwise(pl.lit(LAST)),
        place=pl.col("unit") * 4 + sex.otherwise(3),
        fte=(pl.col("fte_percent") * 1e4 + 0.5).floor(),
    )
    rows = rows.join(days.lazy().select(first="day", before="before", begin="month"), on="first")
    rows = rows.join(days.lazy().select(last="day", through="through", stop="month"), on="last")
    return rows.collect(engine="streaming")


def employed_of(jobs: pl.DataFrame, above: pl.DataFrame, parent: pl.Series, months: pl.DataFrame) -> pl.DataFrame:
    """Agreed days and persons by unit, sex and month: two events per job, running sums."""
    size = MONTHS + 1
    key = pl.col("place") * size
    zero = pl.lit(0.0)
    bounds = months.select(begin="month", stop="month", month_before="before", month_through="through")
    jobs = jobs.join(bounds.select("begin", "month_before"), on="begin").join(
        bounds.select("stop", "month_through"), on="stop"
    )
    missing_start = (pl.col("before") - pl.col("month_before")) * pl.col("fte")
    missing_stop = (pl.col("month_through") - pl.col("through")) * pl.col("fte")
    events = pl.concat(
        [
            jobs.select(cell=key + pl.col("begin"), fte="fte", cut=missing_start, persons=pl.lit(1)),
            jobs.select(cell=key + pl.col("stop"), fte=zero, cut=missing_stop, persons=pl.lit(0)),
            jobs.select(cell=key + pl.col("stop") + 1, fte=-pl.col("fte"), cut=zero, persons=pl.lit(-1)),
        ]
    )
    events = up(events.group_by("cell").agg(pl.col("fte", "cut", "persons").sum()), parent, 4 * size)
    events = pl.concat([events, persons_twice(jobs, above)]).group_by("cell").agg(pl.col("fte", "cut", "persons").sum())
    places = events.select((pl.col("cell") // size).unique().alias("place")).sort("place")
    every = places.join(pl.DataFrame({"month": range(size)}).cast(pl.Int64), how="cross", maintain_order="left_right")
    every = every.with_columns(cell=pl.col("place") * size + pl.col("month"))
    every = every.join(events, on="cell", how="left", maintain_order="left").with_columns(
        pl.col("fte", "persons").fill_null(0).cum_sum(), pl.col("cut").fill_null(0)
    )
    working = pl.lit((months["through"] - months["before"]).append(pl.Series([0]))).gather(pl.col("month"))
    return every.filter(pl.col("persons") > 0).select(
        "persons", cell=pl.col("place") * MONTHS + pl.col("month"), agreed=pl.col("fte") * working - pl.col("cut")
    )


def persons_twice(jobs: pl.DataFrame, above: pl.DataFrame) -> pl.DataFrame:
    """Take away persons counted by several of their jobs in one month and unit."""
    several = jobs.filter(pl.col("person_id").is_duplicated())
    several = several.join(above, on="unit").with_columns(cell=pl.col("above") * 4 + pl.col("place") % 4)
    several = several.select("person_id", "cell", "begin", "stop").sort("person_id", "cell", "begin", "stop")
    lift = pl.struct("person_id", "cell").rle_id().cast(pl.Int64) * 1000
    until = (lift + pl.col("stop")).cum_max().shift(1) - lift
    several = several.with_columns(until=until).filter(pl.col("until") >= pl.col("begin"))
    cell, gone = pl.col("cell") * (MONTHS + 1), pl.min_horizontal("stop", "until") + 1
    zero = pl.lit(0.0)
    return pl.concat(
        [
            several.select(cell=cell + pl.col("begin"), fte=zero, cut=zero, persons=pl.lit(-1)),
            several.select(cell=cell + gone, fte=zero, cut=zero, persons=pl.lit(1)),
        ]
    )


def absent_of(
    data: Path, jobs: pl.DataFrame, days: pl.DataFrame, above: pl.DataFrame, parent: pl.Series
) -> pl.DataFrame:
    """Absence days and spells by unit, sex, month and kind."""
    spells = pl.scan_parquet(data / "absences.parquet").filter(
        (pl.col("start") <= LAST)
        & (pl.col("end").is_null() | (pl.col("end") >= FIRST))
        & pl.col("kind").is_in(KINDS[:2])
    )
    spells = spells.select(
        "person_id",
        spell_unit="unit_id",
        start="start",
        end=pl.when(pl.col("end") < LAST).then("end").otherwise(pl.lit(LAST)),
        sick=pl.col("kind") == KINDS[1],
        grade=(pl.col("grade_percent") * 100 + 0.5).floor(),
    )
    sums = by_month(spells, jobs, days)
    sums = sums.group_by("cell").agg(
        a0=pl.col("absent").filter(~pl.col("sick")).sum(),
        a1=pl.col("absent").filter("sick").sum(),
        s0=(pl.col("begins") & ~pl.col("sick")).sum().cast(pl.Int64),
        s1=(pl.col("begins") & pl.col("sick")).sum().cast(pl.Int64),
    )
    found = up(sums.collect(engine="streaming"), parent, 4 * MONTHS)
    twice = spells_twice(spells, jobs, days, above)
    return pl.concat([found, twice]).group_by("cell").agg(pl.col("a0", "a1", "s0", "s1").sum())


def by_month(spells: pl.LazyFrame, jobs: pl.DataFrame, days: pl.DataFrame, *keep: str) -> pl.LazyFrame:
    held = jobs.lazy().select("person_id", "unit_id", "first", "last", "fte", "place")
    rows = spells.join(held, on="person_id", build_side="force_right").filter(
        (pl.col("start") <= pl.col("last"))
        & (pl.col("end") >= pl.col("first"))
        & (pl.col("spell_unit").is_null() | (pl.col("spell_unit") == pl.col("unit_id")))
    )
    rows = rows.select(
        "place",
        "sick",
        *keep,
        weight=pl.col("fte") * pl.col("grade"),
        from_day=pl.max_horizontal("start", "first"),
        to_day=pl.min_horizontal("end", "last"),
        starts=pl.col("start") >= pl.col("first"),
    )
    rows = rows.join(days.lazy().select(from_day="day", before="before", begin="month"), on="from_day")
    rows = rows.join(days.lazy().select(to_day="day", through="through", stop="month"), on="to_day")
    bounds = days.group_by("month").agg(pl.col("before").min(), pl.col("through").max()).rows()
    spans = pl.LazyFrame(
        [(b * MONTHS + e, m, before, through) for b in range(MONTHS) for e in range(b, MONTHS)
         for m, before, through in bounds if b <= m <= e],
        schema=["span", "month", "month_before", "month_through"], orient="row",
    )  # fmt: skip
    rows = rows.with_columns(span=pl.col("begin") * MONTHS + pl.col("stop")).join(spans, on="span", how="left")
    worked = pl.min_horizontal("through", "month_through") - pl.max_horizontal("before", "month_before")
    return rows.select(
        "sick",
        *keep,
        cell=pl.col("place") * MONTHS + pl.col("month"),
        absent=worked * pl.col("weight"),
        begins=pl.col("starts") & (pl.col("month") == pl.col("begin")),
    )


def spells_twice(spells: pl.LazyFrame, jobs: pl.DataFrame, days: pl.DataFrame, above: pl.DataFrame) -> pl.DataFrame:
    """Take away spells counted by several jobs held at once."""
    ordered = jobs.sort("person_id", "first", "last")
    lift = pl.col("person_id").rle_id().cast(pl.Int64) * 100_000
    day = (pl.col("first").to_physical().cast(pl.Int64), pl.col("last").to_physical().cast(pl.Int64))
    busy = ordered.filter((lift + day[1]).cum_max().shift(1) - lift >= day[0])["person_id"].unique()
    rows = spells.filter(pl.col("person_id").is_in(busy.implode())).filter(pl.col("start") >= FIRST)
    held = jobs.filter(pl.col("person_id").is_in(busy.implode()))
    found = by_month(rows, held, days, "person_id", "start").filter("begins").collect(engine="streaming")
    found = found.with_columns(unit=pl.col("cell") // (4 * MONTHS)).join(above, on="unit")
    found = found.with_columns(cell=pl.col("above") * 4 * MONTHS + pl.col("cell") % (4 * MONTHS))
    times = (
        found.group_by("cell", "person_id", "start", "sick").agg(pl.len().alias("times")).filter(pl.col("times") > 1)
    )
    surplus = times.group_by("cell").agg(
        s0=(1 - pl.col("times").cast(pl.Int64)).filter(~pl.col("sick")).sum(),
        s1=(1 - pl.col("times").cast(pl.Int64)).filter("sick").sum(),
    )
    return surplus.select("cell", a0=pl.lit(0.0), a1=pl.lit(0.0), s0="s0", s1="s1")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
