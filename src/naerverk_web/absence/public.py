"""What other rooms may use."""

from naerverk_web.absence.actions import OverlapError, correct_spell, import_spells, move_spells, undo_spells
from naerverk_web.absence.rows import spell_rows

__all__ = ["OverlapError", "correct_spell", "import_spells", "move_spells", "spell_rows", "undo_spells"]
