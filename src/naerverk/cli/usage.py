"""Usage errors in the language of the command: `argparse` asks `gettext` for its words, so we lend it a catalogue."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager

from naerverk.locale import CATALOGUES

DOMAIN, CHOSEN = "usage", "LANGUAGE"


@contextmanager
def usage_in(lang: str) -> Iterator[None]:
    """While this holds, a command line that is not understood is answered in `lang`."""
    domain, before = gettext.textdomain(), os.environ.get(CHOSEN)
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext.textdomain(DOMAIN)
    os.environ[CHOSEN] = lang
    try:
        yield
    finally:
        gettext.textdomain(domain)
        # Programs that a command starts choose their own language.
        os.environ.pop(CHOSEN)
        if before is not None:
            os.environ[CHOSEN] = before
