"""What a notice may be called: neutral words only, since titles show on locked phones and in e-mail lists."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TITLES: dict[str, Promise] = {
    "import_done": _("Your import is done"),
    "import_failed": _("Your import needs you"),
    "month_ready": _("The figures for %(month)s are ready"),
    "month_closes": _("%(month)s closes soon"),
    "target_adopted": _("A target has been adopted for %(unit)s"),
    "target_changed": _("The target for %(unit)s has been changed"),
    "role_given": _("You have been given a role"),
    "role_ends": _("One of your roles ends soon"),
    "given_role_ends": _("A role you have given ends soon"),
    "second_step_reset": _("The second step of your sign-in has been reset"),
    "file_waiting": _("A file is waiting for you"),
}
