"""The command line: thin, and the only place in the library that reads the clock.

Each command is a module `naerverk.cli.<name>` with `EXAMPLES`, `add_arguments(parser)` and `run(args) -> int`; only
the module that is asked for is imported, so that a command starts fast. Data go to stdout, words to stderr.
Exit codes: 0 ok, 1 problems in the data, 2 a usage error, 70 a bug of ours.
"""

from __future__ import annotations

import argparse
import errno
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn

from naerverk import __version__
from naerverk.cli.output import say_problems
from naerverk.cli.usage import usage_in
from naerverk.locale import DEFAULT_LANGUAGE, LANGUAGES, Words
from naerverk.problems import Refusal

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint
    from types import ModuleType

COMMANDS: dict[str, str] = {
    "demo": "make an invented municipality",
    "guess": "look at a file and propose an import profile",
    "check": "check files and list every problem",
    "rates": "absence rates by unit, month, kind, sex, age group or length",
    "seasonal": "months with the season taken out, from four years of data",
    "statutory": "the statutory quarterly figures",
    "spc": "control charts (XmR) of series",
    "funnel": "funnel limits with and without overdispersion",
    "disclose": "hide small cells safely, or attack a published table",
    "law": "answers of the law library, or their explanation",
    "cost": "what absence costs the employer and the state",
    "alpha": "Cronbach's alpha of a scale",
    "report": "the monthly unit report as PDF or HTML",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; never a traceback for what a user did."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    # Polars tells of a panic inside it at length when the environment asks for that; the user reads our sentence.
    os.environ["RUST_BACKTRACE"] = "1" if "--verbose" in arguments else "0"
    try:
        with usage_in(_words(arguments).lang):
            args = _parser(arguments).parse_args(arguments)
        return _answer(args)
    except KeyboardInterrupt:
        print(_words(arguments).say("cli.interrupted"), file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader (head, less) left.
        _let_go_of_stdout()
        return 0
    except SystemExit:
        raise
    except BaseException as bug:
        # Not only Exception: a panic in Polars, which is written in another language, is none.
        if "--verbose" in arguments:
            traceback.print_exc()
        what = f"{type(bug).__name__}: {bug}".splitlines()[0][:200]
        print(_words(arguments).say("cli.bug", what=what), file=sys.stderr)
        return 70


def _words(arguments: Sequence[str]) -> Words:
    """The language asked for, also where the command got no further than that."""
    pairs = [*pairwise(arguments), *(word.split("=", 1) for word in arguments if word.startswith("--lang="))]
    asked = [lang for option, lang in pairs if option == "--lang" and lang in LANGUAGES]
    return Words(asked[-1] if asked else DEFAULT_LANGUAGE)


def _answer(args: argparse.Namespace) -> int:
    try:
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except Refusal as refusal:
        say_problems(refusal.problems, Words(args.lang), refusal.counts)
        return refusal.exit_code
    except OSError as trouble:
        if trouble.errno not in _NO_ROOM:
            raise
        print(Words(args.lang).say("cli.no_room", reason=trouble.strerror), file=sys.stderr)
        _let_go_of_stdout()
        return 2


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


def _let_go_of_stdout() -> None:
    """What could not be written cannot be flushed at exit either; Python would complain about that once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="naerverk",
        description="Right and safe sickness-absence figures for a Norwegian employer.",
        epilog="naerverk COMMAND --help shows the options and examples of a command.",
    )
    parser.add_argument("--version", action="version", version=f"naerverk {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    asked = next((word for word in arguments if not word.startswith("-")), None)
    others = {} if asked in COMMANDS else _commands_of_others()
    brought = {name: "" if asked else _summary(point) for name, point in others.items()}
    for name, summary in {**COMMANDS, **brought}.items():
        if name == asked:
            module = others[name].load() if name in others else importlib.import_module(f"naerverk.cli.{name}")
            command = commands.add_parser(
                name,
                help=summary,
                description=_described(summary, module),
                epilog=module.EXAMPLES,
                formatter_class=argparse.RawDescriptionHelpFormatter,
            )
            _common(command)
            module.add_arguments(command)
            command.set_defaults(run=module.run)
        else:
            commands.add_parser(name, help=summary)
    return parser


def _described(summary: str, module: ModuleType) -> str:
    """Our own summary; a command that others bring says itself what it does."""
    if module.__name__.startswith(f"{__name__}."):
        return summary[0].upper() + summary[1:] + "."
    return (module.__doc__ or summary).strip().splitlines()[0]


def _commands_of_others() -> dict[str, EntryPoint]:
    """Commands that other packages bring, such as the site's; looked for only when the name is not ours."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - 25 ms that our own commands never need

    return {point.name: point for point in entry_points(group="naerverk.commands")}


def _summary(point: EntryPoint) -> str:
    """What a command that others bring does, in the words of its module's first line."""
    try:
        first = (point.load().__doc__ or "").strip().splitlines()[0]
    except (ImportError, IndexError):
        return f"({point.module})"
    return first.removeprefix(f"`naerverk {point.name}`: ").removesuffix(".")


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=LANGUAGES, default=DEFAULT_LANGUAGE, help="language of the words")
    loudness = parser.add_mutually_exclusive_group()
    loudness.add_argument("--quiet", action="store_true", help="no progress bars and no notes")
    loudness.add_argument("--verbose", action="store_true", help="more notes; the traceback of a bug")


def run() -> NoReturn:
    """The console script."""
    sys.exit(main())
