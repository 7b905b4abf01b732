"""Indicators are data: every figure of an answer has one, and every part of an indicator is a figure."""

from itertools import pairwise

from naerverk.statistics.definitions import DEFINITION_SOURCES, INDICATORS, LENGTH_BANDS, MEASURES, Definition

COUNTED = {"presence_days", "graded_days", "doctor_days", "working_days"}
"""Sums that indicators are made of and that are no indicators themselves."""


def test_every_measure_has_an_indicator_with_a_source() -> None:
    assert {name for name in MEASURES if name != "status"} <= set(INDICATORS)
    for indicator in INDICATORS.values():
        assert {indicator.numerator, indicator.denominator} - {None} <= set(INDICATORS) | COUNTED
        assert indicator.source
        assert (indicator.unit == "percent") == indicator.name.endswith("_percent")


def test_every_definition_has_a_source() -> None:
    assert set(DEFINITION_SOURCES) == {definition.value for definition in Definition}


def test_classes_of_length_leave_no_day_out() -> None:
    for bands in LENGTH_BANDS.values():
        assert bands[0].first == 1
        assert bands[-1].last is None
        for band, following in pairwise(bands):
            assert band.last is not None
            assert following.first == band.last + 1
