"""A month is corrected after it was shown: what is out stays out."""

from naerverk.statistics.disclosure.later import Version, later_plan
from naerverk.statistics.disclosure.publication_plan import Plan, Size, fits, plan_month

TREE = {"L": None, "A": "L", "B": "L", "C": "L"}


def sizes(a: int, b: int, c: int) -> dict[str, Size]:
    return {"L": Size(a + b + c, 0), "A": Size(a, a), "B": Size(b, b), "C": Size(c, c)}


def after(out: list[Version], now: dict[str, Size], tree: dict[str, str | None] | None = None) -> Plan | None:
    parents = TREE if tree is None else tree
    fresh = Version(plan_month(now, parents), parents)
    empty = {unit for unit, size in now.items() if not size.own}
    return later_plan(fresh, out, nobody_in=empty, still_fits=lambda plan: fits(plan, now, parents, 10, 5))


def first(a: int, b: int, c: int) -> Version:
    return Version(plan_month(sizes(a, b, c), TREE), TREE)


def test_the_first_time_the_plan_is_as_it_is() -> None:
    assert after([], sizes(30, 20, 6)) == plan_month(sizes(30, 20, 6), TREE)


def test_new_figures_of_the_same_units_are_published() -> None:
    out = first(30, 20, 6)
    assert out.plan.shown == {"L", "A"}, "B protects the small C"
    assert after([out], sizes(31, 21, 6)) == out.plan


def test_another_choice_of_protector_would_give_the_small_unit_away() -> None:
    """A was shown and B hidden with C; to show B and hide A with C now would leave C alone."""
    out = first(30, 20, 6)
    now = sizes(15, 20, 6)
    fresh = plan_month(now, TREE)
    assert fresh.shown == {"L", "B"}
    plan = after([out], now)
    assert plan is not None
    assert plan.shown == {"L", "A"}, "the plan before is kept with the new figures"


def test_where_the_plan_before_shows_a_unit_that_is_small_now_nothing_new_is_published() -> None:
    out = first(30, 20, 6)
    assert after([out], sizes(8, 40, 6)) is None


def test_a_unit_that_has_grown_is_shown_when_that_leaves_nobody_alone() -> None:
    out = first(30, 20, 6)
    plan = after([out], sizes(30, 20, 12))
    assert plan is not None
    assert plan.shown == {"L", "A", "B", "C"}


def test_a_unit_that_comes_late_is_hidden_with_the_others_when_the_plan_is_kept() -> None:
    out = first(30, 20, 6)
    tree = TREE | {"D": "L"}
    now = {"L": Size(15 + 20 + 6 + 25, 0), "A": Size(15, 15), "B": Size(20, 20), "C": Size(6, 6), "D": Size(25, 25)}
    plan = after([out], now, tree)
    assert plan is not None
    assert "C" not in plan.shown
    assert not {"A", "B"} <= plan.shown


def test_versions_add_up() -> None:
    """What the first version showed counts even when the second did not."""
    one = first(30, 20, 6)
    two = Version(Plan(frozenset({"L"}), {}, frozenset()), TREE)
    plan = after([one, two], sizes(15, 20, 6))
    assert plan is None or plan.shown <= {"L", "A"}


def test_a_plan_fits_only_below_shown_units_that_are_large_enough() -> None:
    plan = first(30, 20, 6).plan
    assert fits(plan, sizes(30, 20, 6), TREE, 10, 5)
    assert not fits(plan, sizes(9, 20, 6), TREE, 10, 5)
    assert not fits(plan, sizes(30, 2, 6), TREE, 10, 5), "the rest has become too small"
    assert not fits(Plan(frozenset({"A"}), {}, frozenset()), sizes(30, 20, 6), TREE, 10, 5), "its parent is hidden"


def test_another_organisation_that_comes_late_is_hidden_too_when_the_plan_is_kept() -> None:
    out = first(30, 20, 6)
    now = {**sizes(15, 20, 6), "M": Size(25, 25)}
    plan = after([out], now, TREE | {"M": None})
    assert plan is not None
    assert plan.shown == {"L", "A"}
