"""The kinds of absence as people call them."""

from django.utils.translation import gettext_lazy as _

from naerverk.records import Kind

KIND_NAMES = {
    Kind.SELF_CERTIFIED: _("Self-certified sickness"),
    Kind.DOCTOR_CERTIFIED: _("Doctor-certified sickness"),
    Kind.CHILD_SICK: _("Sick child"),
    Kind.WELFARE_LEAVE: _("Welfare leave"),
    Kind.PARENTAL_LEAVE: _("Parental leave"),
    Kind.UNPAID_LEAVE: _("Unpaid leave"),
    Kind.HOLIDAY: _("Holiday"),
    Kind.OTHER_LEAVE: _("Other leave"),
}
