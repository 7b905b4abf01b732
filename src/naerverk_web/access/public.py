"""What other rooms may use."""

from naerverk_web.access.actions import end_access, end_role, give_role, make_account
from naerverk_web.access.ending import tell_of_ending_roles
from naerverk_web.access.forgetting import forget_accounts
from naerverk_web.access.middleware import open_to_all
from naerverk_web.access.policy import Held, Viewer, viewer_for
from naerverk_web.access.queries import accounts_with, address_of
from naerverk_web.access.review import know_leavers
from naerverk_web.access.roles import PERMISSION_NAMES, ROLES, Permission, Role
from naerverk_web.access.tries import forget_old_tries, wrong_guess

__all__ = [
    "PERMISSION_NAMES",
    "ROLES",
    "Held",
    "Permission",
    "Role",
    "Viewer",
    "accounts_with",
    "address_of",
    "end_access",
    "end_role",
    "forget_accounts",
    "forget_old_tries",
    "give_role",
    "know_leavers",
    "make_account",
    "open_to_all",
    "tell_of_ending_roles",
    "viewer_for",
    "wrong_guess",
]
