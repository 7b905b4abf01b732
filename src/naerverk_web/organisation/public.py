"""What other rooms may use."""

from naerverk_web.organisation.actions import (
    TreeError,
    merge_units,
    move_unit,
    rename_unit,
    replace_tree,
    restore_tree,
    split_unit,
)
from naerverk_web.organisation.queries import Node, Tree, search, tree, tree_rows

__all__ = [
    "Node",
    "Tree",
    "TreeError",
    "merge_units",
    "move_unit",
    "rename_unit",
    "replace_tree",
    "restore_tree",
    "search",
    "split_unit",
    "tree",
    "tree_rows",
]
