"""One paragraph of help for each page, opened in place at its foot; a test asks for it when a page is new."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HELP: dict[str, Promise] = {
    "project:home": _(
        "What needs you stands on top, most urgent first. Below are your units in one line each. When nothing is urgent, the page says what comes next."
    ),
    "project:search": _(
        "Search finds units, pages and words. Names of people are searched on their own page, by those who may see them. Æ, ø and å can be typed as ae, o and a."
    ),
    "project:setup": _("Everything you may set up, in one place. What you do not see here, others do."),
    "project:setup_organisation": _(
        "The language is only the first choice: each may choose another under the own name at the top, and it follows the account."
    ),
    "project:setup_limits": _(
        "Higher limits hide more and protect more. When you change them, all figures are made anew, which takes a minute or two."
    ),
    "project:setup_units": _(
        "Most have a list of units in the payroll system. A few units are quicker to write by hand."
    ),
    "project:setup_figures": _("Nothing is stored until you confirm it, and an import can be undone afterwards."),
    "access:sign_in": _(
        "You sign in with your e-mail address and a password. On a computer others use too, say so: then you are signed out after five minutes."
    ),
    "access:account": _(
        "What you may do here, who gave you that, and where you are signed in. Sign out a place you do not know, and choose a new password."
    ),
    "access:roles": _(
        "Each role with what it may do. A role holds for a unit and all units below it, from a day to a day."
    ),
    "access:given": _(
        "Who may see and do what. End a role when somebody changes work; a stand-in has a last day from the start."
    ),
    "access:give": _("Nobody gives a role to themselves. Who is new here gets a link to choose a password."),
    "intake:batches": _("Each import with its receipt: what came in, who confirmed it, and a way to undo it."),
    "intake:upload": _(
        "Drop the files as they come from payroll. Nothing is stored before you have seen what changes and confirmed it."
    ),
    "intake:batch": _(
        "From top to bottom: what the files are, what is wrong with single rows, what would change. Each problem has a way out. You can leave the page; the work goes on."
    ),
    "people:people": _(
        "Who is employed where, and who is nearest leader. Only those who need it for their work see this page, and what is opened is logged."
    ),
    "people:leaderless": _(
        "Somebody without a nearest leader gets no follow-up. Send the list out, fill it in, and bring it back as a file."
    ),
    "absence:find": _(
        "For one absence that is wrong. Many wrong ones are put right with a new file. The reason is kept with the change."
    ),
    "organisation:units": _(
        "Changes hold from a day. Open a unit to rename, move, merge or split it; you see what happens before it is done, and it can be undone."
    ),
    "organisation:start": _("The number must be the one payroll uses, or the files will not find the unit."),
    "organisation:unit": _("Choose what is to change. What has been stays as it was, in the tree and in the figures."),
    "organisation:change": _("Choose the day and press once to see what changes. Only the second button does it."),
    "insight:start": _("The units you may see. Open one for its figures, its target and what lies behind."),
    "insight:overview": _(
        "The drawing tells which units differ by more than size and chance explain. The list is by name, never by rate; there each unit is compared with itself a year ago."
    ),
    "insight:unit": _(
        "Begin with the sentence on top. In the chart the shaded band is where the months usually lie: a point inside it says nothing new. Under each figure you can open how it is computed."
    ),
    "insight:compare": _(
        "Published figures count a little differently. The page says how, from when they are, and what may be concluded."
    ),
    "insight:target": _(
        "A target is proposed here and adopted by top management. From then on the baseline is locked. Agree on it with the union and safety representatives first."
    ),
    "insight:targets": _(
        "The targets of the units below add up to the one above. A new version replaces the old one, which stays to be seen."
    ),
    "insight:card": _("One goal on one card: where you started, where you are, and what else shows that it works."),
    "insight:reports": _("The newest month stands on top. A month that is not closed may still change a little."),
    "insight:closing": _(
        "Set a day for each month. When it has come, leaders get the report of their unit by e-mail, never at night or on a Sunday."
    ),
    "project:letters": _(
        "An e-mail that the mail server refuses is tried again for a day, with longer and longer pauses. Look at the address and the mail server before you send it again."
    ),
    "project:glossary": _("Every word has one meaning here. The same words stand in the reports."),
}


def help_for(request: HttpRequest) -> Promise | str:
    """The paragraph of the page that is asked for; nothing for pages that say it all themselves."""
    match = request.resolver_match
    return HELP.get(match.view_name, "") if match else ""
