"""How the two views of the cost are computed, with everything that is assumed."""

from __future__ import annotations

from collections.abc import Iterator

from naerverk.economy.absence import CostAnswer, saving_a_year
from naerverk.law import parameters as law
from naerverk.locale import Words
from naerverk.reports.cost_words import assumption_rows, kroner
from naerverk.reports.explanation.people import count
from naerverk.reports.explanation.told import Told, days, price
from naerverk.reports.figures import UnitReport


def production(report: UnitReport, words: Words) -> Iterator[Told]:
    """The value of the work that was not done, and who bears it."""
    cost = report.cost
    if cost is None:
        return
    view, said = cost.production, _said(cost, words)
    sums = (
        words.say("explanations.split_sum", share=_share(cost, words), **said),
        words.say("explanations.employer_sum", amount=kroner(view.employer, words), **said),
        words.say("explanations.state_sum", amount=kroner(view.state, words), **said),
        words.say(
            "explanations.total_sum",
            employer=kroner(view.employer, words),
            state=kroner(view.state, words),
            amount=kroner(view.total, words),
        ),
    )
    yield Told(texts=_texts("production_means", words), sums=sums)
    yield _prices(cost, words)
    if report.people and report.people.low > 0:
        yield _saving(report.people.more, cost, words)
    yield _assumed(cost, words)


def budget(report: UnitReport, words: Words) -> Iterator[Told]:
    """What the absence does to the accounts."""
    cost = report.cost
    if cost is None:
        return
    view, said = cost.budget, _said(cost, words)
    amounts = {"replacement": view.replacement, "administration": view.administration, "relief": view.refund}
    written = {name: kroner(value, words) for name, value in amounts.items()}
    sums = (
        words.say("explanations.split_sum", share=_share(cost, words), **said),
        words.say("explanations.replacement_sum", amount=written["replacement"], **said),
        words.say("explanations.administration_sum", amount=written["administration"]),
        words.say("explanations.relief_sum", amount=written["relief"], **said),
        words.say("explanations.net_sum", amount=kroner(view.effect, words), **written),
    )
    yield Told(texts=_texts("budget_means", words), sums=sums)
    yield _prices(cost, words)
    yield _assumed(cost, words)


def _texts(means: str, words: Words) -> tuple[str, ...]:
    return tuple(words.say(f"explanations.{name}") for name in (means, "split_means", "rounding"))


def _said(cost: CostAnswer, words: Words) -> dict[str, str]:
    return {
        "days": days(cost.days.total, words),
        "inside": days(cost.days.in_period, words),
        "after": days(cost.days.after, words),
        "value": price(cost.prices.value, words),
        "bears": price(cost.prices.after_early, words),
        "substitute": price(cost.prices.substitute, words),
    }


def _share(cost: CostAnswer, words: Words) -> str:
    share = next(one.value for one in cost.assumptions if one.code == "share_in_period")
    return words.percent(share)


def _prices(cost: CostAnswer, words: Words) -> Told:
    wage = next(one.value for one in cost.assumptions if one.code == "wage_year")
    pay = words.say("explanations.price_pay", wage=kroner(wage, words), days=_pay_days(cost))
    prices = {
        "price_value": cost.prices.value,
        "price_bears": cost.prices.after_early,
        "price_substitute": cost.prices.substitute,
    }
    lines = ((words.say(f"explanations.{name}"), price(value, words)) for name, value in prices.items())
    return Told(words.say("explanations.price_title"), facts=((pay, price(cost.prices.pay, words)), *lines))


def _pay_days(cost: CostAnswer) -> int:
    """What a yearly pay is divided by."""
    return int(float(law.value("sick_pay.daily_divisor", cost.price_day)))


def _saving(more: float, cost: CostAnswer, words: Words) -> Told:
    sum_ = words.say(
        "explanations.saving_sum",
        people=count(more, words),
        days=int(float(law.value("work.days_per_year", cost.price_day))),
        price=price(cost.production.employer / cost.days.total, words),
        amount=kroner(saving_a_year(more, cost), words),
    )
    return Told(words.say("explanations.saving_title"), sums=(sum_,))


def _assumed(cost: CostAnswer, words: Words) -> Told:
    facts = tuple((row.label, f"{row.amount} ({row.note})") for row in assumption_rows(cost, words))
    return Told(words.say("economy.assumptions_title"), facts=facts)
