"""The cast with figures to look at."""

import pytest

from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.insight.public import rebuild
from naerverk_web.insight.tests.lyngholt import AT, TODAY, bring_in


@pytest.fixture
def seen(cast: Cast) -> Cast:
    bring_in()
    rebuild(at=AT, today=TODAY, by=SYSTEM, source="Lyngholt")
    return cast
