"""`naerverk report`: one unit's month as one page, PDF or HTML."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from naerverk.calendar import FIRST_DAY, LAST_DAY, Month
from naerverk.cli.cost import add_price_arguments, price_choices
from naerverk.cli.dates import month_named, today
from naerverk.cli.sources import add_source_arguments, reading
from naerverk.locale import Words
from naerverk.problems import refuse_usage
from naerverk.reports.aims import Aim
from naerverk.reports.html import html_of
from naerverk.reports.page import Page
from naerverk.reports.pdf import has_own_font, pdf_of
from naerverk.reports.unit_report import Asked, unit_report
from naerverk.reports.wording import page_of
from naerverk.statistics.definitions import Definition

EXAMPLES = """examples:
  naerverk report --data demo --unit u0031 --month 2025-12 --out rogneplassen.pdf
  naerverk report --data demo --unit "Rogneplassen barnehage" --month 2025-12 --out report.html --lang nn
  naerverk report --data demo --unit u0002 --month 2025-12 --out care.pdf --target 8.0 --target-date 2027-12
"""

MAKERS = (".pdf", ".html")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options as in the contract, and the prices of `naerverk cost`."""
    add_source_arguments(parser)
    parser.add_argument("--unit", required=True, metavar="U", help="unit_id, or the unit's whole name")
    parser.add_argument("--month", required=True, metavar="YYYY-MM", help="the month of the report")
    parser.add_argument("--out", type=Path, required=True, metavar="F", help="file to write: .pdf or .html")
    parser.add_argument("--definition", choices=[one.value for one in Definition], default=Definition.SSB.value)
    aims = parser.add_argument_group("target")
    aims.add_argument("--target", type=float, metavar="PERCENT", help="absence to come down to (12 months)")
    aims.add_argument("--target-date", metavar="YYYY-MM", help="the last of those 12 months")
    aims.add_argument("--started", metavar="YYYY-MM", help="month in which measures began; marked in the chart")
    aims.add_argument("--baseline", metavar="YYYY-MM", help="last of the 12 months the path starts from")
    parser.add_argument("--wage", type=float, metavar="KR", help="mean yearly pay in a full position")
    parser.add_argument("--share-in-period", type=float, metavar="PERCENT", help="days in the employer period")
    add_price_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Read, gather in the bounds of the publication plan, write the page."""
    if args.out.suffix not in MAKERS:
        raise refuse_usage("reports.wrong_ending", path=str(args.out))
    words, asked = Words(args.lang), _asked(args)
    with reading(args) as source, TemporaryDirectory(prefix="naerverk-") as folder:
        report = unit_report(source.dataset, asked, source=source.source, today=today(), workdir=Path(folder))
    _write(args.out, page_of(report, words), words)
    if not args.quiet:
        print(words.say("reports.written", unit=report.name, month=report.month, path=str(args.out)), file=sys.stderr)
    return 0


def _asked(args: argparse.Namespace) -> Asked:
    month = _known_month("--month", args.month)
    started = args.started and _known_month("--started", args.started)
    return Asked(args.unit, month, _aim(args), started, price_choices(args), Definition(args.definition))


def _aim(args: argparse.Namespace) -> Aim | None:
    if args.target is None and args.target_date is None:
        return None
    if args.target is None or args.target_date is None:
        raise refuse_usage("reports.target_and_date")
    baseline = args.baseline and _known_month("--baseline", args.baseline)
    return Aim(args.target, month_named("--target-date", args.target_date), baseline or None)


def _known_month(option: str, text: str) -> Month:
    """A month whose days can be counted; those before and after have no working days."""
    month = month_named(option, text)
    if not FIRST_DAY <= month.first <= LAST_DAY:
        raise refuse_usage("statistics.outside_calendar", first=FIRST_DAY, last=LAST_DAY)
    return month


def _write(path: Path, page: Page, words: Words) -> None:
    if path.suffix == ".html":
        content = html_of(page).encode()
    else:
        content = pdf_of(page, today())
        if not has_own_font():
            print(words.say("reports.fonts_missing"), file=sys.stderr)
    try:
        path.write_bytes(content)
    except OSError as trouble:
        raise refuse_usage("cli.cannot_write", path=str(path), reason=trouble.strerror or str(trouble)) from trouble
