"""A DisclosedTable is made where figures are protected, and nowhere else."""

import ast
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[3] / "src"
PROTECTED_HERE = {
    "naerverk/statistics/disclosure/figures.py",  # suppression of free tables
    "naerverk/reports/months.py",  # the publication plan, months
    "naerverk/reports/years.py",  # the publication plan, groups of persons over a whole year
    "naerverk/reports/quarters.py",  # the publication plan, sums of months and kinds
    "naerverk_web/insight/disclosed/figures.py",  # reads back what the plan let out and nothing else was stored
}


def makers(text):
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "DisclosedTable"
    ]


def test_no_other_module_makes_one():
    found = {
        path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if makers(path.read_text(encoding="utf-8"))
    }
    assert found == PROTECTED_HERE


def test_a_maker_is_seen_under_any_name_of_its_module():
    assert makers("from x import table\ntable.DisclosedTable(frame, origin)") == [2]
    assert makers("def show(table: DisclosedTable) -> None: ...") == []
