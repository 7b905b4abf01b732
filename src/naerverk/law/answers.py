"""An answer with its reasons: what, where it stands, and the steps from the input to it.

After NAV's idea of a *subsumsjon*: no deadline and no quota leaves this room without its paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from naerverk.law.provisions import Provision

Value = TypeVar("Value", covariant=True)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reasoning: `code` is a sentence of the word catalogue, `params` the facts it names."""

    code: str
    provision: Provision
    params: Mapping[str, object] = field(default_factory=dict)


class Answer(Generic[Value]):
    """The value, the provision it mainly rests on, and why: the steps are worked out when somebody asks for them."""

    __slots__ = ("_because", "provision", "value")

    def __init__(self, value: Value, provision: Provision, because: Iterable[Step]) -> None:
        self.value, self.provision, self._because = value, provision, because

    @property
    def because(self) -> tuple[Step, ...]:
        """The steps in order."""
        if not isinstance(self._because, tuple):
            self._because = tuple(self._because)
        return self._because
