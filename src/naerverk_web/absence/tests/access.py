"""Who may open the addresses of this room: those who put single absences right, nobody else."""

from datetime import date

from django.utils import timezone

from naerverk.records import Employment, Kind
from naerverk.records import Spell as Row_
from naerverk_web.absence.models import Spell
from naerverk_web.absence.public import import_spells, join_persons
from naerverk_web.conftest import SYSTEM, Cast, Row
from naerverk_web.people.models import Merge, Person
from naerverk_web.people.public import import_employments


def rune_s_cold(cast: Cast) -> dict[str, object]:
    now, day = timezone.now(), date(2026, 3, 2)
    job = Employment("1001", "O1", date(2020, 1, 1), 80)
    import_employments([job], batch="matrix", at=now, complete=False, by=SYSTEM)
    spell = Row_("1001", day, Kind.SELF_CERTIFIED, day)
    import_spells([spell], batch="matrix", at=now, period=None, by=SYSTEM)
    return {"person_id": "1001", "spell_id": Spell.objects.get().pk}


def two_numbers_joined(cast: Cast) -> dict[str, object]:
    rune_s_cold(cast)
    Person.objects.create(person_id="1002")
    join_persons("1002", into="1001", at=timezone.now(), by=SYSTEM)
    return {"merge_id": Merge.objects.get().pk}


ROUTES = {
    "absences/": Row("hr_adviser", methods="GET POST"),
    "absences/merge": Row("hr_adviser", methods="GET POST"),
    "absences/merge/<int:merge_id>/undo": Row("hr_adviser", given=two_numbers_joined, methods="POST"),
    "absences/of/<path:person_id>/": Row("hr_adviser", given=rune_s_cold),
    "absences/<int:spell_id>/": Row("hr_adviser", given=rune_s_cold, methods="GET POST"),
}
