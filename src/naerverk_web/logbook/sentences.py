"""What each action is called in a plain sentence; who did it stands beside it. A test asks for every code there is.

Places: `about`, and what else an event tells that is no more about a person than an employee number. A code that may be
refused has a sentence for that in `REFUSED`.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DONE: dict[str, Promise] = {
    "absence.read": _("Looked at the absences of %(about)s"),
    "absence.corrected": _("Corrected an absence of %(about)s"),
    "absence.moved": _("Moved the absences of %(other)s to %(about)s"),
    "absence.imported": _("Brought in absences with %(about)s"),
    "absence.undone": _("Took back the absences that came with %(about)s"),
    "absence.sums_imported": _("Brought in monthly sums with %(about)s"),
    "absence.sums_undone": _("Took back the monthly sums that came with %(about)s"),
    "access.signed_in": _("Signed in"),
    "access.signed_out": _("Signed out"),
    "access.sessions_ended": _("Signed %(about)s out in other places"),
    "access.password_changed": _("Changed the own password"),
    "access.password_chosen": _("Chose a new password by a link"),
    "access.second_step_needed": _("Was asked to sign in again with a second step"),
    "access.account_made": _("Made an account for %(about)s"),
    "access.account_forgotten": _("Removed %(about)s, which nobody used any more"),
    "access.role_given": _("Gave %(about)s the role “%(role)s” for %(unit)s"),
    "access.role_ended": _("Ended the role “%(role)s” of %(about)s"),
    "access.role_kept": _("Looked at the role “%(role)s” of %(about)s and kept it"),
    "access.review_read": _("Read the access review"),
    "access.given_read": _("Read the list of who has which role"),
    "access.account_read": _("Looked at the account of %(about)s"),
    "access.recovery_code_used": _("A recovery code of %(about)s was used"),
    "access.recovery_codes_made": _("Made recovery codes for %(about)s"),
    "access.factor_added": _("Added a second step for %(about)s"),
    "access.factor_removed": _("Took away a second step of %(about)s"),
    "access.factors_reset": _("Reset the second step of %(about)s"),
    "access.provider_linked": _("Linked %(about)s to the sign-in provider"),
    "audit.read": _("Read the log about %(about)s"),
    "audit.verified": _("Verified the seals of the log"),
    "insight.closing_set": _("Set the day on which %(month)s closes"),
    "insight.comparison_chosen": _("Chose what %(about)s is compared with"),
    "insight.exported": _("Downloaded the figures of %(about)s"),
    "insight.month_closed": _("Closed %(month)s"),
    "insight.outcome_set": _("Set one more goal for %(about)s"),
    "insight.outcome_noted": _("Noted a value on the goal card of %(about)s"),
    "insight.outcome_ended": _("Took a goal off the goal card of %(about)s"),
    "insight.published_brought_in": _("Brought in published figures"),
    "insight.published_dropped": _("Dropped a file of published figures"),
    "insight.published_undone": _("Took published figures back"),
    "insight.rebuilt": _("Made the figures anew"),
    "insight.report_mail_chosen": _("Chose how reports are sent"),
    "insight.smiley_link_made": _("Made an address that shows the smiley of %(about)s to everybody"),
    "insight.smiley_link_ended": _("Took back the address of the smiley of %(about)s"),
    "insight.smiley_rule_chosen": _("Chose the rule of the smiley"),
    "insight.target_proposed": _("Proposed a target for %(about)s"),
    "insight.target_adopted": _("Adopted the target of %(about)s"),
    "intake.received": _("Sent in files: %(about)s"),
    "intake.choice_made": _("Said what the files hold: %(about)s"),
    "intake.columns_matched": _("Said what the columns of a file are: %(about)s"),
    "intake.codes_kept": _("Said what absence codes mean: %(about)s"),
    "intake.units_kept": _("Said which units are meant: %(about)s"),
    "intake.row_mended": _("Put one row right: %(about)s"),
    "intake.row_left_out": _("Left one row out: %(about)s"),
    "intake.problems_read": _("Read the list of rows with problems: %(about)s"),
    "intake.rows_read": _("Looked at the first rows of a file: %(about)s"),
    "intake.row_read": _("Opened one row of a file: %(about)s"),
    "intake.rejects_read": _("Downloaded the rejected rows: %(about)s"),
    "intake.confirmed": _("Confirmed an import: %(about)s"),
    "intake.discarded": _("Dropped an import: %(about)s"),
    "intake.imported": _("Brought files in: %(about)s"),
    "intake.undone": _("Undid an import: %(about)s"),
    "intake.purged": _("Removed the files of an import: %(about)s"),
    "notices.letter_again": _("Sent an e-mail once more"),
    "organisation.employer_named": _("Wrote the name and language of the organisation"),
    "organisation.limits_chosen": _("Chose the limits that protect people"),
    "organisation.imported": _("Brought in the tree of units"),
    "organisation.started": _("Started %(about)s"),
    "organisation.renamed": _("Gave %(about)s a new name"),
    "organisation.moved": _("Moved %(about)s"),
    "organisation.merged": _("Merged units into %(about)s"),
    "organisation.split": _("Split %(about)s"),
    "organisation.restored": _("Put units back as they were"),
    "organisation.undone": _("Took a change of units back"),
    "people.list_read": _("Read a list of employees, %(shown)s shown"),
    "people.person_read": _("Opened the page of %(about)s"),
    "people.account_linked": _("Changed the account that %(about)s is linked to"),
    "people.nearest_leader_set": _("Set the nearest leader of %(about)s"),
    "people.merged": _("Joined %(other)s with %(about)s"),
    "people.merge_undone": _("Took %(about)s and %(other)s apart again"),
    "people.people_imported": _("Brought in names and leaders with %(about)s"),
    "people.employments_imported": _("Brought in employments with %(about)s"),
    "people.employments_undone": _("Took back the employments that came with %(about)s"),
    "project.backup_made": _("Made a backup"),
    "project.restored": _("Restored a backup"),
    "project.purged": _("Removed what is older than it is kept"),
}

REFUSED: dict[str, Promise] = {
    "absence.read": _("Wanted to look at the absences of %(about)s"),
    "access.refused": _("Asked for what needs the right “%(permission)s” for %(about)s"),
    "access.sign_in": _("Tried to sign in as %(about)s with a wrong password"),
    "access.sign_in_must_wait": _("Tried to sign in as %(about)s too often and had to wait"),
    "access.password_again": _("Wrote a wrong password when %(about)s was asked for it again"),
    "access.code": _("Wrote a wrong code at the second step of %(about)s"),
    "access.code_must_wait": _("Tried codes at the second step of %(about)s too often and had to wait"),
    "access.passkey": _("Tried a passkey that does not open: %(about)s"),
    "access.provider": _("Was not let in by the sign-in provider"),
    "people.person_read": _("Wanted to open the page of %(about)s"),
}

# What was read or done for a task that has a name of its own; other reasons are shown as they were written.
PURPOSES: dict[str, Promise] = {"correct by hand": _("to correct an absence by hand")}

JOBS: dict[str, Promise] = {
    "": _("Somebody not signed in"),
    "calendar": _("The closing calendar"),
    "clock": _("The site's clock"),
    "figures": _("The job that makes figures"),
    "first set-up": _("The first set-up"),
    "inbox": _("The watched folder"),
    "provider": _("The sign-in provider"),
    "tick": _("The site's clock"),
}
"""Who acts when nobody does. Commands are shown by their own names."""

FAMILIES: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "people": (_("People: pages and lists that were opened, leaders, joined numbers"), ("people",)),
    "absence": (_("Absences: looked at, corrected, brought in"), ("absence",)),
    "access": (_("Signing in, accounts and roles"), ("access",)),
    "imports": (_("Imports: files, rows and problems"), ("intake",)),
    "figures": (_("Figures, targets and reports"), ("insight",)),
    "units": (_("Units and the organisation"), ("organisation",)),
    "running": (_("Running the site: backup, removal, e-mail"), ("project", "notices")),
    "log": (_("The log itself: who has read it"), ("audit",)),
}


def actions_of(family: str, *, refused: bool = False) -> tuple[str, ...]:
    """The codes of one family of actions, or of those of them that may be refused."""
    rooms, codes = FAMILIES[family][1], REFUSED.keys() if refused else DONE.keys() | REFUSED.keys()
    return tuple(sorted(code for code in codes if code.partition(".")[0] in rooms))
