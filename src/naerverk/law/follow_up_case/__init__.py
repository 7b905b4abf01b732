"""The follow-up case (oppfølgingstilfelle): one unbroken absence of one person, across employers, as NAV sees it.

NAV's practice, not in any act. This is not the engine of the employer period: here weekends without a record are a
gap, and holiday right after sickness belongs to the case (docs/explanation/two-engines.md).
"""

from naerverk.law.follow_up_case.cases import FollowUpCase, FollowUpCases, follow_up_case
from naerverk.law.follow_up_case.records import RecordKind

__all__ = ["FollowUpCase", "FollowUpCases", "RecordKind", "follow_up_case"]
