"""What other rooms may use."""

from naerverk_web.absence.actions import (
    OverlapError,
    SpellChanges,
    correct_spell,
    import_spells,
    move_spells,
    preview_spells,
    undo_spells,
)
from naerverk_web.absence.rows import spell_rows
from naerverk_web.absence.touched import Months, forget_touched, touch, touch_batch, touched

__all__ = [
    "Months",
    "OverlapError",
    "SpellChanges",
    "correct_spell",
    "forget_touched",
    "import_spells",
    "move_spells",
    "preview_spells",
    "spell_rows",
    "touch",
    "touch_batch",
    "touched",
    "undo_spells",
]
