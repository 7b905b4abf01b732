"""Who may open the addresses of this room. A leader sees the own people, so another unit's leader gets 404."""

from datetime import date

from django.utils import timezone

from naerverk.records import Employment
from naerverk_web.conftest import SYSTEM, Cast, Row
from naerverk_web.people.public import import_employments


def rune(cast: Cast) -> dict[str, object]:
    job = Employment("1001", "O1", date(2020, 1, 1), 80)
    import_employments([job], batch="matrix", at=timezone.now(), complete=False, by=SYSTEM)
    return {"person_id": "1001"}


ROUTES = {
    "people/": Row("leader hr_adviser"),
    "people/in-ended-units": Row("hr_adviser"),
    "people/without-leader": Row("leader hr_adviser"),
    "people/without-leader.csv": Row("leader hr_adviser"),
    "people/<path:person_id>/": Row("leader hr_adviser", given=rune),
    "people/<path:person_id>/account": Row("hr_adviser", given=rune, methods="GET POST"),
    "people/<path:person_id>/leader": Row("hr_adviser", given=rune, methods="GET POST"),
}
