"""Ingrid reads what waits for her, and chooses how often she gets e-mail."""

from naerverk_web.conftest import Cast
from naerverk_web.notices.models import Notice, Preference
from naerverk_web.notices.public import tell, unread


def test_opening_a_notice_leads_on_and_it_is_read(cast: Cast) -> None:
    number = tell(cast.ingrid.pk, "import_done", link="/imports/")
    ingrid = cast.client("ingrid")
    page = ingrid.get("/notices/").content.decode()
    assert "Importen din er ferdig" in page
    assert f'href="/notices/{number}"' in page
    answer = ingrid.get(f"/notices/{number}")
    assert answer.headers["Location"] == "/imports/"
    assert unread(cast.ingrid.pk) == 0
    assert "Ingenting venter på deg" in ingrid.get("/notices/").content.decode()
    assert 'href="/imports/"' in ingrid.get("/notices/").content.decode()


def test_without_a_place_to_go_it_leads_back(cast: Cast) -> None:
    number = tell(cast.ingrid.pk, "role_given")
    assert cast.client("ingrid").get(f"/notices/{number}").headers["Location"] == "/notices/"


def test_somebody_elses_notice_does_not_exist_and_stays_unread(cast: Cast) -> None:
    number = tell(cast.ingrid.pk, "import_done")
    assert cast.client("aud").get(f"/notices/{number}").status_code == 404
    cast.client("aud").post("/notices/read")
    assert unread(cast.ingrid.pk) == 1


def test_all_are_read_at_once(cast: Cast) -> None:
    for title in ("import_done", "role_given"):
        tell(cast.ingrid.pk, title)
    cast.client("ingrid").post("/notices/read")
    assert not Notice.objects.filter(read_at=None).exists()


def test_she_chooses_how_often_there_is_mail(cast: Cast) -> None:
    ingrid = cast.client("ingrid")
    for choice in ("weekly", "never"):
        assert ingrid.post("/notices/mail", {"mail": choice}).status_code == 302
        assert Preference.objects.get(account_id=cast.ingrid.pk).mail == choice
    wrong = ingrid.post("/notices/mail", {"mail": "hourly"})
    assert wrong.status_code == 422
    assert Preference.objects.get(account_id=cast.ingrid.pk).mail == "never"
    assert 'value="never"' in ingrid.get("/notices/").content.decode()
