"""The contract that no tool ships with: one room may use another only through its door."""

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class RoomsMeetAtTheDoor(Contract):
    """A room imports another room only through its `public` module; models may be named by foreign keys' owners."""

    site = fields.StringField()
    door = fields.StringField()
    free = fields.ListField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        rooms = graph.find_children(self.site) - set(self.free or ())
        strangers = [
            (importer, inner)
            for room in sorted(rooms)
            for inner in sorted({room} | graph.find_descendants(room))
            if inner not in {f"{room}.{self.door}", f"{room}.models"}
            for importer in sorted(graph.find_modules_that_directly_import(inner))
            if any(importer.startswith(f"{other}.") for other in rooms - {room})
        ]
        return ContractCheck(kept=not strangers, metadata={"strangers": strangers})

    def render_broken_contract(self, check: Any) -> None:
        for importer, inner in check.metadata["strangers"]:
            output.print_error(f"{importer} comes in through {inner}; use its public module")
