"""What other rooms may use."""

from naerverk_web.organisation.actions import (
    TreeError,
    merge_units,
    move_unit,
    rename_unit,
    replace_tree,
    restore_tree,
    split_unit,
    start_unit,
    undo_change,
)
from naerverk_web.organisation.employer import (
    LEAST_IN_UNIT,
    LEAST_PERSONS,
    Settled,
    choose_limits,
    employer,
    name_employer,
)
from naerverk_web.organisation.finding import folded, how_well
from naerverk_web.organisation.history import by_hand
from naerverk_web.organisation.queries import Node, Tree, search, tree, tree_rows

__all__ = [
    "LEAST_IN_UNIT",
    "LEAST_PERSONS",
    "Node",
    "Settled",
    "Tree",
    "TreeError",
    "by_hand",
    "choose_limits",
    "employer",
    "folded",
    "how_well",
    "merge_units",
    "move_unit",
    "name_employer",
    "rename_unit",
    "replace_tree",
    "restore_tree",
    "search",
    "split_unit",
    "start_unit",
    "tree",
    "tree_rows",
    "undo_change",
]
