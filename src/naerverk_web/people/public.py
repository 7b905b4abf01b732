"""What other rooms may use."""

from naerverk_web.people.actions import (
    JobChanges,
    end_access_of_leavers,
    import_employments,
    leavers,
    preview_employments,
    undo_employments,
)
from naerverk_web.people.known import (
    Changed,
    Differences,
    KnownRow,
    Place,
    differences,
    insert_rows,
    undo_changes,
    write_changes,
)
from naerverk_web.people.leaders import FromFiles, PeopleChanges, import_people, preview_people, set_nearest_leader
from naerverk_web.people.merging import UnmergeError, merge_persons, unmerge
from naerverk_web.people.queries import Joined, Known, joined, merged_ids, people_seen_by, without_leader
from naerverk_web.people.rows import employment_rows

__all__ = [
    "Changed",
    "Differences",
    "FromFiles",
    "JobChanges",
    "Joined",
    "Known",
    "KnownRow",
    "PeopleChanges",
    "Place",
    "UnmergeError",
    "differences",
    "employment_rows",
    "end_access_of_leavers",
    "import_employments",
    "import_people",
    "insert_rows",
    "joined",
    "leavers",
    "merge_persons",
    "merged_ids",
    "people_seen_by",
    "preview_employments",
    "preview_people",
    "set_nearest_leader",
    "undo_changes",
    "undo_employments",
    "unmerge",
    "without_leader",
    "write_changes",
]
