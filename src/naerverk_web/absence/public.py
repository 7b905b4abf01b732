"""What other rooms may use."""

from naerverk_web.absence.actions import (
    OverlapError,
    SpellChanges,
    correct_spell,
    import_spells,
    join_persons,
    preview_spells,
    take_apart,
    undo_spells,
)
from naerverk_web.absence.kinds import KIND_NAMES
from naerverk_web.absence.rows import newest_at, spell_rows
from naerverk_web.absence.sums import SumChanges, import_sums, preview_sums, sum_rows, undo_sums
from naerverk_web.absence.touched import Months, forget_touched, is_touched, touch, touch_batch, touched

__all__ = [
    "KIND_NAMES",
    "Months",
    "OverlapError",
    "SpellChanges",
    "SumChanges",
    "correct_spell",
    "forget_touched",
    "import_spells",
    "import_sums",
    "is_touched",
    "join_persons",
    "newest_at",
    "preview_spells",
    "preview_sums",
    "spell_rows",
    "sum_rows",
    "take_apart",
    "touch",
    "touch_batch",
    "touched",
    "undo_spells",
    "undo_sums",
]
