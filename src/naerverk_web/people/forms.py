"""What is filled in on the person side."""

from django import forms
from django.utils.translation import gettext_lazy as _

from naerverk_web.design.public import DayField, SharedForm


class AccountForm(SharedForm):
    """With which account somebody signs in."""

    email = forms.EmailField(
        label=_("E-mail address of the account"),
        help_text=_("What this person signs in with. Leave it empty to take the link away."),
        max_length=254,
        required=False,
    )


class LeaderForm(forms.Form):
    """Who leads somebody from a day on."""

    leader = forms.CharField(label=_("Employee number of the leader"), max_length=64)
    from_day = DayField(label=_("From and including"))
