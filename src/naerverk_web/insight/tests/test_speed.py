"""A page asks the database the same few questions, however many units there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naerverk_web.conftest import Cast


def queries(cast: Cast, address: str) -> int:
    client = cast.client("berit")
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("page", ["unit", "units"])
def test_the_whole_municipality_costs_no_more_questions_than_one_unit(seen: Cast, page: str) -> None:
    counts = {unit: queries(seen, f"/presence/{page}/{unit}") for unit in ("L", "H", "O1", "K1")}
    assert counts["L"] == counts["H"], counts
    assert counts["O1"] == counts["K1"] <= counts["L"], "units with none below need not ask for those"
    assert max(counts.values()) <= 25
