"""What is stored is what the library says, and nothing that the publication plan hides."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import polars as pl
import pytest
from pytest_django import Settings

from naerverk.records import Dataset, Kind, Spell
from naerverk.reports.sources import Sources
from naerverk.reports.unit_report import Asked, published_report, unit_report
from naerverk.reports.units import UnitName
from naerverk.statistics.columns import schema_of
from naerverk_web.absence.public import import_spells, touched
from naerverk_web.conftest import SYSTEM, UNITS, Cast
from naerverk_web.insight.disclosed import figures as stored
from naerverk_web.insight.disclosed.revision import Revision
from naerverk_web.insight.making import from_spells
from naerverk_web.insight.models import Build, MonthFigure, QuarterFigure
from naerverk_web.insight.public import figures, rebuild, stale
from naerverk_web.insight.tests.lyngholt import AT, FIRST, LAST, TODAY, bring_in, jobs, spells
from naerverk_web.organisation.models import TreeChange
from naerverk_web.organisation.public import move_unit, undo_change


def on_disk(folder: Path) -> Dataset:
    """The same rows written down without the database."""
    found = {(spell.person_id, spell.start): spell for spell in spells()}.values()
    rows = {
        "units": [{"unit_id": u.unit_id, "parent_id": u.parent_id, "name": u.name} for u in UNITS],
        "employments": [
            {"person_id": j.person_id, "unit_id": j.unit_id, "start": j.start, "fte_percent": j.fte_percent}
            for j in jobs()
        ],
        "absences": [
            {
                "person_id": s.person_id,
                "start": s.start,
                "end": s.end,
                "kind": s.kind.value,
                "grade_percent": s.grade_percent,
            }
            for s in found
        ],
    }
    paths = {}
    for name, table in rows.items():
        schema = schema_of(name)
        paths[name] = (folder / f"{name}.parquet",)
        frame = pl.DataFrame([dict.fromkeys(schema) | row for row in table], schema=schema)
        frame.write_parquet(paths[name][0])
    return Dataset(**paths)


@pytest.mark.parametrize("unit", ["L", "H", "H1", "O1", "K1"])
def test_the_site_says_what_the_library_says(seen: Cast, tmp_path: Path, unit: str) -> None:
    found = figures()
    assert found is not None
    (tmp_path / "graded").mkdir()
    for month in (LAST, LAST.plus(-5), FIRST):
        asked = Asked(unit, month)
        direct = unit_report(on_disk(tmp_path), asked, source="Lyngholt", today=TODAY, workdir=tmp_path / "graded")
        name = UnitName(direct.unit_id, direct.name, direct.above)
        names = {u.unit_id: u.name for u in UNITS}
        assert published_report(found.published, name, asked, name=names.__getitem__, today=TODAY) == direct


def test_nothing_hidden_is_stored(seen: Cast) -> None:
    library = MonthFigure.objects.filter(unit_id="K1")
    assert {row.status for row in library} == {"hidden"}
    assert {(row.agreed_days, row.absence_days, row.rate_percent, row.persons) for row in library} == {(None,) * 4}
    assert set(QuarterFigure.objects.filter(unit_id="K1").values_list("percent", flat=True)) == {None}
    assert MonthFigure.objects.filter(unit_id="L", part="rest", status="ok").count() == 26


def test_persons_lie_readable_only_while_figures_are_made(
    seen: Cast, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA, lying, made = tmp_path, [], from_spells._made

    def watched(held: Revision, sources: Sources, folder: Path) -> from_spells.Made:
        lying.append(sorted(path.name for path in (tmp_path / "opened").glob("*/*.parquet")))
        return made(held, sources, folder)

    monkeypatch.setattr(from_spells, "_made", watched)
    assert isinstance(from_spells.make(TODAY), from_spells.Made)
    assert lying == [["absences.parquet", "employments.parquet", "units.parquet"]]
    assert list((tmp_path / "opened").iterdir()) == []


def test_again_gives_the_same(seen: Cast) -> None:
    def all_of() -> list[tuple[object, ...]]:
        names = ("unit_id", "month", "part", "agreed_days", "absence_days", "persons", "status", "reason")
        return sorted(MonthFigure.objects.values_list(*names), key=str)

    before = all_of()
    rebuild(at=AT, today=TODAY, by=SYSTEM)
    assert all_of() == before
    assert Build.objects.count() == 1


def test_only_what_differs_is_written(seen: Cast) -> None:
    """A day more of absence in one unit's last month: its own figures, and those of all above it, of that time."""
    before = {model: dict(model.objects.in_bulk()) for model in (MonthFigure, QuarterFigure)}
    day = LAST.first.replace(day=5)
    import_spells([Spell("O1-5", day, Kind.SELF_CERTIFIED, day)], batch="b", at=AT, period=None, by=SYSTEM)
    rebuild(at=AT, today=TODAY, by=SYSTEM)
    months = MonthFigure.objects.exclude(pk__in=before[MonthFigure])
    assert set(months.values_list("month", flat=True)) == {LAST.label}
    assert set(months.values_list("unit_id", flat=True)) == {"O1", "O", "L"}
    assert not QuarterFigure.objects.exclude(pk__in=before[QuarterFigure]).exists(), "its quarter is not whole yet"
    assert MonthFigure.objects.count() == len(before[MonthFigure])


def test_a_page_never_mixes_two_makings(seen: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """New figures are written while the old ones are read: they are read again, whole."""
    Build.objects.update(key=uuid4())
    read, times = stored._quarter_rows, []

    def slow() -> dict[str, list[stored.QuarterRow]]:
        times.append(1)
        if len(times) == 1:
            rebuild(at=AT + timedelta(days=1), today=TODAY, by=SYSTEM)
        return read()

    monkeypatch.setattr(stored, "_quarter_rows", slow)
    found = figures()
    assert found is not None
    assert (len(times), found.key, found.made_at) == (2, Build.objects.get().key, AT + timedelta(days=1))


def test_a_change_by_hand_makes_figures_stale_also_when_it_is_undone(seen: Cast) -> None:
    move_unit("K1", to="O", from_day=LAST.first, by=SYSTEM)
    assert stale()
    rebuild(at=AT, today=TODAY, by=SYSTEM)
    assert not stale()
    undo_change(TreeChange.objects.get().pk, by=SYSTEM)
    assert stale()


def test_what_was_touched_is_stale_until_it_is_made(cast: Cast) -> None:
    assert rebuild(at=AT, today=TODAY, by=SYSTEM) is None
    assert figures() is None
    bring_in()
    assert stale()
    rebuild(at=AT, today=TODAY, by=SYSTEM)
    assert not stale()
    assert touched() == []
    found = figures()
    assert found is not None
    assert found.published.known == (FIRST, LAST)
