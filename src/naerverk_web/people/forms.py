"""What is filled in on the person side."""

from django import forms
from django.utils.translation import gettext_lazy as _

from naerverk_web.design.public import DayField


class LeaderForm(forms.Form):
    """Who leads somebody from a day on."""

    leader = forms.CharField(label=_("Employee number of the leader"), max_length=64)
    from_day = DayField(label=_("From and including"))
