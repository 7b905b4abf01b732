"""Who may open the addresses of this room."""

from django.utils import timezone

from naerverk_web.audit.public import Actor
from naerverk_web.conftest import Cast, Row
from naerverk_web.intake.checking import check_batch
from naerverk_web.intake.receiving import Incoming, receive

IMPORTERS = "hr_adviser"
# One row cannot be read, so that there is a row to mend and a file of rejected rows.
FILE = b"person_id,unit_id,start,fte_percent\n1001,O1,2020-01-01,100\n1002,O1,2020-13-01,100\n"


def an_import(cast: Cast) -> dict[str, object]:
    now = timezone.now()
    files = [Incoming("employments.csv", [FILE])]
    batch = receive(files, at=now, by=Actor(str(cast.ingrid.pk), "Ingrid"), queue=False)
    check_batch(batch.pk, at=now)
    return {"batch_id": batch.pk, "number": 1, "line": 3}


ROUTES = {
    "imports/": Row(IMPORTERS),
    "imports/new": Row(IMPORTERS, methods="GET POST"),
    "imports/<uuid:batch_id>/": Row(IMPORTERS, given=an_import),
    **{
        f"imports/<uuid:batch_id>/{step}": Row(IMPORTERS, given=an_import, methods="POST")
        for step in ("holds", "confirm", "discard", "undo", "files/<int:number>/rows/<int:line>/leave-out")
    },
    **{
        f"imports/<uuid:batch_id>/{way}": Row(IMPORTERS, given=an_import, methods="GET POST")
        for way in ("codes", "units", "files/<int:number>/columns", "files/<int:number>/rows/<int:line>")
    },
    "imports/<uuid:batch_id>/rejects": Row(IMPORTERS, given=an_import),
}
