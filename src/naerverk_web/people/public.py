"""What other rooms may use."""

from naerverk_web.people.actions import (
    JobChanges,
    end_access_of_leavers,
    import_employments,
    merge_persons,
    preview_employments,
    set_nearest_leader,
    undo_employments,
)
from naerverk_web.people.known import Changed, Differences, KnownRow, Place, differences, undo_changes, write_changes
from naerverk_web.people.queries import Known, merged_ids, people_seen_by, without_leader
from naerverk_web.people.rows import employment_rows

__all__ = [
    "Changed",
    "Differences",
    "JobChanges",
    "Known",
    "KnownRow",
    "Place",
    "differences",
    "employment_rows",
    "end_access_of_leavers",
    "import_employments",
    "merge_persons",
    "merged_ids",
    "people_seen_by",
    "preview_employments",
    "set_nearest_leader",
    "undo_changes",
    "undo_employments",
    "without_leader",
    "write_changes",
]
