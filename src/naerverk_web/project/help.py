"""One paragraph of help for each page, opened in place at its foot; a test asks for it when a page is new."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HOW = _(
    "The numbers that a figure is made of, so that you can compute it again. Rounding is for showing only: the last digit"
    " may differ."
)

HELP: dict[str, Promise] = {
    "project:home": _(
        "What needs you stands on top, most urgent first. Below are your units in one line each. When nothing is urgent, the page says what comes next."
    ),
    "project:search": _(
        "Search finds units, pages and words. Names of people are searched on their own page, by those who may see them. Æ, ø and å can be typed as ae, o and a."
    ),
    "project:first": _(
        "Whoever holds this link makes the first account, so it works only once. Everything else is set up step by step afterwards."
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
    "access:forgot": _(
        "The link works once, for 24 hours. If nothing comes, look among unwanted mail, or ask those who give roles where you work which address you are known by."
    ),
    "access:choose_password": _(
        "Three or four words that have nothing to do with each other are easy to remember and hard to guess. Afterwards you sign in with the new password everywhere."
    ),
    "access:password": _(
        "Three or four words that have nothing to do with each other are easy to remember and hard to guess. You stay signed in here, and are signed out everywhere else."
    ),
    "access:second": _(
        "The code changes every half minute, so write the one that is there now. A recovery code from your paper works just as well, once."
    ),
    "access:set_up": _(
        "A password can be guessed or seen; the phone in your pocket cannot. You choose what suits you, and can add or change it later under your account."
    ),
    "access:confirm": _(
        "A screen may stand open. So the password is asked for again before something that decides who gets in as you. It then holds for ten minutes."
    ),
    "access:factors": _(
        "Have two, such as an app and a passkey, and the recovery codes on paper: then a lost phone is a nuisance and nothing more."
    ),
    "access:new_app": _(
        "The app and Nærverk share a secret, and both make the same six digits from it. The picture holds the secret, so do not send it to anybody."
    ),
    "access:codes": _(
        "Each code opens once, when phone or passkey is out of reach. When few are left, make new ones; then the old ones open nothing."
    ),
    "access:remove": _(
        "Take away what you no longer have or use. A phone that is lost should be taken away at once; then nobody comes in with it."
    ),
    "access:review": _(
        "Look twice a year. Those who have left and roles nobody uses stand first. Elected representatives, stand-ins and people from outside should have a last day."
    ),
    "logbook:log": _(
        "Somebody asks who has looked at them: write the employee number and the days. No employee's name stands here. That you read the log is a line of it, too."
    ),
    "access:person": _(
        "What this person may do here and when the account was last in use. Reset the second step only for somebody you have met or called."
    ),
    "access:reset": _(
        "Somebody who wants in as a colleague may ask for just this. So meet the colleague, or call the number you know, before you press."
    ),
    "access:end": _(
        "The role holds through the last day you choose, and its holder is told two weeks before. What the person has done here stays as it is."
    ),
    "intake:batches": _("Each import with its receipt: what came in, who confirmed it, and a way to undo it."),
    "intake:upload": _(
        "Drop the files as they come from payroll. Nothing is stored before you have seen what changes and confirmed it."
    ),
    "intake:batch": _(
        "From top to bottom: what the files are, what is wrong with single rows, what would change. Each problem has a way out. You can leave the page; the work goes on."
    ),
    "intake:codes": _(
        "Payroll systems write their own codes. Say once what each means; self-certified and doctor-certified count as sickness, all others are set aside."
    ),
    "intake:units": _(
        "A unit is unknown when payroll uses another number than the tree. Point to the right one, and it is remembered; a unit that is new is started in the tree first."
    ),
    "intake:columns": _(
        "We have guessed what each column holds. Below you see the first rows as they would be read; a wrong guess shows there. Columns we do not need are left alone."
    ),
    "intake:row": _(
        "Put right what you know is wrong, or leave the row out. When many rows have the same mistake, it is quicker to mend the file and send it again."
    ),
    "people:people": _(
        "Who is employed where, and who is nearest leader. Only those who need it for their work see this page, and what is opened is logged."
    ),
    "people:leaderless": _(
        "Somebody without a nearest leader gets no follow-up. Send the list out, fill it in, and bring it back as a file."
    ),
    "people:ended_units": _(
        "A job counts where its unit stands in the tree. When the unit has ended and the job has not, it stands nowhere until somebody moves it."
    ),
    "people:person": _(
        "Employments and nearest leader as they are known now. What is wrong here is usually wrong in the payroll system: put it right there, and it comes with the next file."
    ),
    "people:leader": _(
        "The nearest leader is the one who follows the person up in illness. The next file with a column of leaders may change it again."
    ),
    "people:account": _(
        "Whoever leaves keeps no role: roles end with the last employment. For somebody who has left and holds a role all the same, as an elected representative may, take the link away."
    ),
    "absence:find": _(
        "For one absence that is wrong. Many wrong ones are put right with a new file. The reason is kept with the change."
    ),
    "absence:merge": _(
        "Somebody who has left and come back may have got a new number. Joined, absences are counted as one person's. It can be undone."
    ),
    "absence:spells": _(
        "Open the absence that is wrong. That you have looked is written in the log, and the person can ask to see it."
    ),
    "absence:correct": _(
        "Days and kind only: why somebody is ill is never written here. The figures of closed months keep what was published, with a note of the correction."
    ),
    "organisation:units": _(
        "Changes hold from a day. Open a unit to rename, move, merge or split it; you see what happens before it is done, and it can be undone."
    ),
    "organisation:start": _("The number must be the one payroll uses, or the files will not find the unit."),
    "organisation:unit": _("Choose what is to change. What has been stays as it was, in the tree and in the figures."),
    "organisation:change": _("Choose the day and press once to see what changes. Only the second button does it."),
    "insight:start": _("The units you may see. Open one for its figures, its target and what lies behind."),
    "insight:overview": _(
        "The drawing tells which units differ by more than size and chance explain. The list compares each unit with itself a year ago; sorted by rate it is still no ranking, since most differences are chance."
    ),
    "insight:unit": _(
        "Begin with the sentence on top. In the chart the shaded band is where the months usually lie: a point inside it says nothing new. The mark beside each figure opens how it is computed."
    ),
    "insight:how": HOW,
    "insight:how_mine": HOW,
    "insight:return": _(
        "How soon people come back after a doctor-certified absence, year by year. The field around the newest line is chance; a difference inside it says nothing."
    ),
    "insight:compare": _(
        "Published figures count a little differently. The page says how, from when they are, and what may be concluded."
    ),
    "insight:published_files": _(
        "Only public figures are brought in here, never figures of your own people. The newest file can be undone."
    ),
    "insight:published_file": _(
        "Source, period and definition decide what may be compared. NAV counts doctor-certified absence only."
    ),
    "insight:target": _(
        "A target is proposed here and adopted by top management. From then on the baseline is locked. Agree on it with the union and safety representatives first."
    ),
    "insight:targets": _(
        "The targets of the units below add up to the one above. A new version replaces the old one, which stays to be seen."
    ),
    "insight:card": _("One goal on one card: where you started, where you are, and what else shows that it works."),
    "insight:outcome": _(
        "Choose what people would notice, and what can be counted without extra work. Higher or lower is better as the goal lies. Values are noted on the card."
    ),
    "insight:reports": _("The newest month stands on top. A month that is not closed may still change a little."),
    "insight:closing": _(
        "Set a day for each month. When it has come, leaders get the report of their unit by e-mail, never at night or on a Sunday."
    ),
    "notices:notices": _(
        "What others have done that concerns you. Titles never name a person or a health matter, since they may show on a locked phone. You choose how often we write."
    ),
    "insight:smiley": _(
        "The face follows the twelve months to the newest closed month. Taking the address back works within five minutes, also where it is shown in other pages."
    ),
    "insight:smiley_rule": _("Agree on the rule with the union and safety representatives: it says what looks good."),
    "project:letters": _(
        "An e-mail that the mail server refuses is tried again for a day, with longer and longer pauses. Look at the address and the mail server before you send it again."
    ),
    "project:glossary": _("Every word has one meaning here. The same words stand in the reports."),
}


def help_for(request: HttpRequest) -> Promise | str:
    """The paragraph of the page that is asked for; nothing for pages that say it all themselves."""
    match = request.resolver_match
    return HELP.get(match.view_name, "") if match else ""
