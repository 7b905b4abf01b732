"""Who may open the addresses of this room."""

from naerverk_web.conftest import SYSTEM, Cast, Row
from naerverk_web.insight.models import OutsideFile
from naerverk_web.insight.public import rebuild
from naerverk_web.insight.targets.outcomes import Wanted, set_outcome
from naerverk_web.insight.targets.smileys import make_link
from naerverk_web.insight.tests.lyngholt import AT, TODAY, bring_in

# Written out and not taken from the roles: else a role that is given too much would be given its line too.
SET = "leader senior_leader union_rep safety_rep chief_safety_rep hr_adviser"
EXPORT = f"{SET} amu_member politician finance_officer"
SEE = f"{EXPORT} facilitator occupational_health nav_contact employee"
ADOPT = "senior_leader"
ARRANGE = "hr_adviser"
SOLBAKKEN: dict[str, object] = {"unit_id": "O1"}


def with_figures(cast: Cast) -> dict[str, object]:
    bring_in()
    rebuild(at=AT, today=TODAY, by=SYSTEM)
    return SOLBAKKEN


def with_a_figure(cast: Cast) -> dict[str, object]:
    return {"figure": "rolling", **with_figures(cast)}


def with_a_column(cast: Cast) -> dict[str, object]:
    with_figures(cast)
    return {"figure": "units-rate"}


def an_outcome(cast: Cast) -> int:
    wanted = Wanted("users", "Foreldre som er fornøyde", "prosent", 62, TODAY, 75, TODAY.replace(year=2027), "leader")
    return set_outcome(cast.viewer("amina"), "O1", wanted, on=TODAY)


def with_outcome(cast: Cast) -> dict[str, object]:
    return {"number": an_outcome(cast), **SOLBAKKEN}


def an_address(cast: Cast) -> dict[str, object]:
    with_figures(cast)
    return {"token": make_link(cast.viewer("amina"), "O1", at=AT)}


def a_published_file(cast: Cast) -> dict[str, object]:
    row = ["NAV", "nav_doctor_certified", "Vestland", "2025", "doctor_certified", 5.4]
    made = OutsideFile.objects.create(name="nav.csv", profile="x", rows=[row], made_by=cast.ingrid, made_at=AT)
    return {"number": made.pk}


SHARE = "leader senior_leader hr_adviser"

ROUTES = {
    "presence/": Row(SEE),
    "presence/units/<path:unit_id>": Row(SEE, given=SOLBAKKEN),
    "presence/unit/<path:unit_id>": Row(SEE, given=with_figures),
    "presence/how/<slug:figure>/<path:unit_id>": Row(SEE, given=with_a_figure),
    "presence/how-mine/<slug:figure>": Row(SEE, given=with_a_column, elsewhere=True),
    "presence/return/<path:unit_id>": Row(SEE, given=with_figures),
    "presence/compare/<path:unit_id>": Row(SEE, given=with_figures),
    "presence/compare-with/<path:unit_id>": Row(ARRANGE, given=SOLBAKKEN, methods="POST"),
    "presence/closing": Row(ARRANGE),
    "presence/closing/<slug:month>": Row(ARRANGE, given={"month": "2026-02"}, methods="POST"),
    "presence/closing/reports": Row(ARRANGE, methods="POST"),
    "presence/published": Row(ARRANGE, methods="POST"),
    "presence/published-files": Row(ARRANGE),
    "presence/published-files/<int:number>": Row(ARRANGE, given=a_published_file),
    "presence/published-files/<int:number>/decide": Row(ARRANGE, given=a_published_file, methods="POST"),
    "presence/csv/<path:unit_id>": Row(EXPORT, given=with_figures),
    "presence/csv-years/<path:unit_id>": Row(EXPORT, given=with_figures),
    "presence/xlsx/<path:unit_id>": Row(EXPORT, given=with_figures),
    "presence/pdf/<path:unit_id>": Row(EXPORT, given=with_figures),
    "presence/reports/<path:unit_id>": Row(EXPORT, given=with_figures),
    "presence/target/<path:unit_id>": Row(SET, given=SOLBAKKEN, methods="GET POST"),
    "presence/targets/<path:unit_id>": Row(SEE, given=with_figures),
    "presence/share/<path:unit_id>": Row(SET, given=SOLBAKKEN, methods="POST"),
    "presence/adopt-all/<path:unit_id>": Row(ADOPT, given=SOLBAKKEN, methods="POST"),
    # An address holds a secret and shows no figures; to make one the unit must have a smiley.
    "smiley/<str:token>": Row("everybody", given=an_address),
    "presence/smiley-rule": Row(ARRANGE, methods="GET POST"),
    "presence/smiley/<path:unit_id>": Row(SHARE, given=SOLBAKKEN),
    "presence/smiley-link/<path:unit_id>": Row(SHARE, given=SOLBAKKEN, methods="POST"),
    "presence/smiley-end/<path:unit_id>": Row(SHARE, given=SOLBAKKEN, methods="POST"),
    "presence/card/<path:unit_id>": Row(SEE, given=SOLBAKKEN),
    "presence/outcome/<path:unit_id>": Row(SET, given=SOLBAKKEN, methods="GET POST"),
    "presence/outcome-value/<int:number>/<path:unit_id>": Row(SET, given=with_outcome, methods="POST"),
    "presence/outcome-end/<int:number>/<path:unit_id>": Row(SET, given=with_outcome, methods="POST"),
    "presence/adopt/<int:number>/<path:unit_id>": Row(ADOPT, given={"number": 1, **SOLBAKKEN}, methods="POST"),
}
