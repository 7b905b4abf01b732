"""How one wants e-mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from naerverk_web.notices.models import Preference


class MailForm(forms.Form):
    """When notices come by e-mail."""

    mail = forms.ChoiceField(
        label=_("E-mail about what waits for you"),
        help_text=_(
            "Never in the evening, at night or on Sundays, and never about a person. The month's report to leaders"
            " comes by itself, unless you choose never."
        ),
        choices=[
            (Preference.Mail.DAILY, _("Once a day at most")),
            (Preference.Mail.WEEKLY, _("Once a week at most")),
            (Preference.Mail.NEVER, _("Never: I look here myself")),
        ],
        widget=forms.RadioSelect,
    )
