"""Options of a chart, from what people write to what the chart takes."""

from naerverk.statistics.control_charts.options import xmr_options
from naerverk.statistics.control_charts.xmr import XmrOptions


def test_null_is_the_default_and_the_only_method_need_not_be_said():
    assert xmr_options({"method": "XmR", "trend_length": None, "rebase_at_index1": None}, 10) == XmrOptions()


def test_points_where_a_new_segment_begins_are_kept_in_their_order():
    assert xmr_options({"rebase_at_index1": [4, 7], "trend_length": 6}, 10) == XmrOptions(
        rebase_at_index1=(4, 7), trend_length=6
    )
