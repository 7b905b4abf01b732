"""What other rooms may use."""

from naerverk_web.people.actions import (
    JobChanges,
    PlannedJobs,
    end_access_of_leavers,
    import_employments,
    leavers,
    plan_employments,
    preview_employments,
    undo_employments,
    write_employments,
)
from naerverk_web.people.known import Changed, Differences, KnownRow, Place, differences, undo_changes
from naerverk_web.people.leaders import (
    FromFiles,
    PeopleChanges,
    PlannedPeople,
    import_people,
    plan_people,
    preview_people,
    set_nearest_leader,
    write_people,
)
from naerverk_web.people.merging import UnmergeError, merge_persons, unmerge
from naerverk_web.people.naming import Unclear
from naerverk_web.people.planned import (
    PERSON,
    UNIT,
    Planned,
    UnknownCodeError,
    plan_changes,
    staged,
    write_planned,
)
from naerverk_web.people.queries import Joined, Known, joined, merged_ids, people_seen_by, without_leader
from naerverk_web.people.rows import employment_rows, jobs_ever
from naerverk_web.people.writing import insert_rows

__all__ = [
    "PERSON",
    "UNIT",
    "Changed",
    "Differences",
    "FromFiles",
    "JobChanges",
    "Joined",
    "Known",
    "KnownRow",
    "PeopleChanges",
    "Place",
    "Planned",
    "PlannedJobs",
    "PlannedPeople",
    "Unclear",
    "UnknownCodeError",
    "UnmergeError",
    "differences",
    "employment_rows",
    "end_access_of_leavers",
    "import_employments",
    "import_people",
    "insert_rows",
    "jobs_ever",
    "joined",
    "leavers",
    "merge_persons",
    "merged_ids",
    "people_seen_by",
    "plan_changes",
    "plan_employments",
    "plan_people",
    "preview_employments",
    "preview_people",
    "set_nearest_leader",
    "staged",
    "undo_changes",
    "undo_employments",
    "unmerge",
    "without_leader",
    "write_employments",
    "write_people",
    "write_planned",
]
