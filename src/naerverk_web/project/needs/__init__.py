"""What the home page asks: each source looks at one matter and says what needs a viewer, or what comes by itself.

A room plugs in with a function of the same kind in its `public.py`, in one line below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from naerverk_web.access.public import Viewer
from naerverk_web.design.public import Coming, Need
from naerverk_web.project.needs.data import (
    files_missing,
    first_files,
    imports_waiting,
    people_in_ended_units,
    people_without_leader,
)
from naerverk_web.project.needs.figures import being_calculated, month_ready, no_target, target_in_force, to_adopt
from naerverk_web.project.needs.running import failed_jobs, lost_mail, no_mail, refused, roles_ending, set_up
from naerverk_web.project.needs.told import notices

Source = Callable[[Viewer, datetime], Iterable[Need | Coming]]

SOURCES: tuple[Source, ...] = (
    set_up,
    first_files,
    to_adopt,
    imports_waiting,
    failed_jobs,
    lost_mail,
    notices,
    files_missing,
    roles_ending,
    people_in_ended_units,
    people_without_leader,
    no_mail,
    being_calculated,
    target_in_force,
    month_ready,
    no_target,
    refused,
)
