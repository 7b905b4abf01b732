"""A cost in words: rows of label and amount, and every assumption as one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from naerverk.economy.absence import CostAnswer
from naerverk.economy.terms import Assumption, Basis, Measure
from naerverk.locale import Words


@dataclass(frozen=True, slots=True)
class CostRow:
    """One line: what, how much, and what it is made of ("" for nothing)."""

    label: str
    amount: str
    note: str = ""


def kroner(value: float, words: Words, to: int = 1) -> str:
    """`42 571 kr`, in English `NOK 42,571`; `to` 1000 for what rests on guesses."""
    number = words.number(round(value / to) * to)
    return f"NOK\N{NO-BREAK SPACE}{number}" if words.lang == "en" else f"{number}\N{NO-BREAK SPACE}kr"


def production_rows(answer: CostAnswer, words: Words, to: int = 1) -> list[CostRow]:
    """The value of lost work: employer, state, total; rounded to so many kroner."""
    view = answer.production
    made_of = words.say(
        "economy.employer_made_of",
        inside=kroner(view.employer_in_period, words, to),
        after=kroner(view.employer_after, words, to),
    )
    return [
        CostRow(words.say("economy.employer"), kroner(view.employer, words, to), made_of),
        CostRow(words.say("economy.state"), kroner(view.state, words, to)),
        CostRow(words.say("economy.total"), kroner(view.total, words, to)),
    ]


def budget_rows(answer: CostAnswer, words: Words, to: int = 1) -> list[CostRow]:
    """The effect on the accounts: replacement, administration when there is some, relief, net."""
    view = answer.budget
    rows = [CostRow(words.say("economy.replacement"), kroner(view.replacement, words, to))]
    if view.administration:
        rows.append(CostRow(words.say("economy.administration"), kroner(view.administration, words, to)))
    rows.append(CostRow(words.say("economy.relief"), kroner(-view.refund, words, to)))
    rows.append(CostRow(words.say("economy.net"), kroner(view.effect, words, to)))
    return rows


def sensitivity_sentence(answer: CostAnswer, words: Words, to: int = 1) -> str:
    """What the budget effect becomes with a fifth less and a fifth more replacement."""
    low, high = answer.variants
    return words.say(
        "economy.sensitivity",
        low_rate=words.percent(low.rate * 100, 0),
        low=kroner(low.effect, words, to),
        high_rate=words.percent(high.rate * 100, 0),
        high=kroner(high.effect, words, to),
    )


def assumption_rows(answer: CostAnswer, words: Words) -> Iterator[CostRow]:
    """Every number the answer rests on, and whether it was given, is a rule or is a guess."""
    for assumption in answer.assumptions:
        yield CostRow(
            words.say(f"economy.assumed_{assumption.code}"),
            _written(assumption, words),
            words.say(f"economy.basis_{assumption.basis}"),
        )


def guesses(answer: CostAnswer, words: Words) -> str:
    """The guesses among the assumptions in one line; what is guessed to be nothing is left to the full list."""
    said = (one for one in answer.assumptions if one.basis is Basis.ASSUMED and one.value)
    return "; ".join(f"{_inside(words.say(f'economy.assumed_{one.code}'))} {_written(one, words)}" for one in said)


def _inside(label: str) -> str:
    """A label in the middle of a sentence."""
    return label[0].lower() + label[1:]


def _written(assumption: Assumption, words: Words) -> str:
    if assumption.measure is Measure.KRONER:
        return kroner(assumption.value, words)
    whole = assumption.value == round(assumption.value)
    if assumption.measure is Measure.PERCENT:
        return words.percent(assumption.value, 0 if whole else 1)
    return words.number(assumption.value, 0 if whole else 1)
