"""Accounts for the load test: leaders spread over the tree, each with a password of their own to sign in with.

Runs in the site's own environment (DJANGO_SETTINGS_MODULE, NAERVERK_DATA) and prints them as JSON.
"""

import json
import secrets
import sys
from datetime import date

import django

django.setup()

from django.utils import timezone  # noqa: E402 - Django must be set up first

from naerverk_web.access.models import Account  # noqa: E402
from naerverk_web.access.public import give_role, make_account  # noqa: E402
from naerverk_web.audit.public import Actor  # noqa: E402
from naerverk_web.organisation.public import Tree, tree  # noqa: E402

BY = Actor("", "load test")


def main(wanted: int) -> None:
    units = spread(tree(timezone.localdate()), wanted)
    print(json.dumps([leader(number, unit) for number, unit in enumerate(units)]))


def spread(units: Tree, wanted: int) -> list[str]:
    """Leaders of groups and leaders of leaders, in turn, from all over the organisation."""
    ids = sorted(unit for unit, node in units.nodes.items() if node.parent_id)
    lowest, above = ([unit for unit in ids if bool(units.below(unit)) is has] for has in (False, True))
    halves = [[some[n * len(some) // half] for n in range(half)] for some, half in
              ((lowest, wanted - wanted // 2), (above, wanted // 2)) if half]  # fmt: skip
    return [unit for half in halves for unit in half]


def leader(number: int, unit_id: str) -> dict[str, str]:
    email, password = f"leader-{number}@load.example", secrets.token_urlsafe(16)
    account = Account.objects.filter(email=email).first()
    account = account or make_account(email=email, name=f"Leader {number}", by=BY)
    account.set_password(password)
    account.save()
    account.grants.all().delete()
    first = date(2020, 1, 1)
    give_role(account.pk, role="leader", unit_id=unit_id, from_day=first, appointed_by="load test", by=BY)
    return {"email": email, "password": password, "unit": unit_id}


if __name__ == "__main__":
    main(int(sys.argv[1]))
