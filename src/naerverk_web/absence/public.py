"""What other rooms may use."""

from naerverk_web.absence.actions import OverlapError, correct_spell, join_persons, take_apart, undo_spells
from naerverk_web.absence.importing import (
    PlannedSpells,
    SpellChanges,
    import_spells,
    plan_spells,
    preview_spells,
    write_spells,
)
from naerverk_web.absence.kinds import KIND_NAMES
from naerverk_web.absence.rows import newest_at, spell_rows
from naerverk_web.absence.sums import (
    PlannedSums,
    SumChanges,
    import_sums,
    plan_sums,
    preview_sums,
    sum_rows,
    undo_sums,
    write_sums,
)
from naerverk_web.absence.touched import (
    Days,
    Months,
    forget_touched,
    in_months,
    is_touched,
    touch,
    touch_units,
    touched,
)

__all__ = [
    "KIND_NAMES",
    "Days",
    "Months",
    "OverlapError",
    "PlannedSpells",
    "PlannedSums",
    "SpellChanges",
    "SumChanges",
    "correct_spell",
    "forget_touched",
    "import_spells",
    "import_sums",
    "in_months",
    "is_touched",
    "join_persons",
    "newest_at",
    "plan_spells",
    "plan_sums",
    "preview_spells",
    "preview_sums",
    "spell_rows",
    "sum_rows",
    "take_apart",
    "touch",
    "touch_units",
    "touched",
    "undo_spells",
    "undo_sums",
    "write_spells",
    "write_sums",
]
