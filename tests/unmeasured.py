"""Suites that are long, and go only where other tests have been: coverage would nearly double their time."""

from collections.abc import Iterator

import coverage
import pytest


@pytest.fixture(autouse=True)
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Neither here nor in processes that the test starts."""
    measuring = coverage.Coverage.current()
    if measuring is None:
        yield
        return
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
    measuring.stop()
    yield
    measuring.start()
