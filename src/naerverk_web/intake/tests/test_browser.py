"""The upload page in a real browser: files dropped, taken away again, sent with progress; and all without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from browser import fine
from naerverk_web.access.models import SignedIn
from naerverk_web.conftest import Cast
from naerverk_web.intake.models import Batch
from naerverk_web.intake.tests.conftest import ABSENCES, EMPLOYMENTS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opener = Callable[..., Page]
DROP = """files => {
  const data = new DataTransfer();
  for (const [name, text] of Object.entries(files)) data.items.add(new File([text], name));
  for (const kind of ["dragover", "drop"]) {
    document.querySelector("main").dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true }));
  }
}"""


@pytest.fixture
def upload(chromium: Browser, live_server: LiveServer, cast: Cast) -> Iterator[Opener]:
    """Opens the upload page as Ingrid."""
    session = cast.client("ingrid").cookies["sessionid"].value
    windows = []

    def opened(**choices: Any) -> Page:
        window = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="nb", **choices)
        windows.append(window)
        window.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = window.new_page()
        page.goto(f"{live_server.url}/imports/new")
        return page

    yield opened
    for window in windows:
        window.close()


def test_ingrid_drops_three_files_takes_one_away_and_sends_the_rest(upload: Opener) -> None:
    page = upload()
    page.evaluate(DROP, {"ansatte.csv": EMPLOYMENTS, "feil.csv": "x"})
    page.evaluate(DROP, {"fravær.csv": ABSENCES})
    expect(page.locator(".nv-files li")).to_have_count(3)
    remove = page.get_by_role("button", name="Fjern feil.csv")
    remove.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".nv-files li")).to_have_count(2)
    fine(page)
    page.get_by_role("button", name="Kontroller filene").click()
    expect(page.locator("h1")).to_have_text("Import")
    assert sorted(Batch.objects.get().files.values_list("name", flat=True)) == ["ansatte.csv", "fravær.csv"]


def test_without_a_file_the_page_says_so_and_goes_on_working(upload: Opener) -> None:
    page = upload()
    page.get_by_role("button", name="Kontroller filene").click()
    expect(page.locator(".ds-error-summary")).to_be_visible()
    page.evaluate(DROP, {"ansatte.csv": EMPLOYMENTS})
    expect(page.locator(".nv-files li")).to_have_count(1)


def test_without_scripts_the_field_is_enough(upload: Opener, tmp_path: Path) -> None:
    (tmp_path / "ansatte.csv").write_text(EMPLOYMENTS, encoding="utf-8")
    page = upload(java_script_enabled=False)
    page.set_input_files('input[type="file"]', tmp_path / "ansatte.csv")
    page.get_by_role("button", name="Kontroller filene").click()
    expect(page.locator("h1")).to_have_text("Import")


STRANGE = "A;B;C\n1001;02.03.2026;Egenmelding\n1002;03.03.2026;Sykmelding\n"


def _columns(page: Page, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(STRANGE, encoding="utf-8")
    page.set_input_files('input[type="file"]', tmp_path / "x.csv")
    page.get_by_role("button", name="Kontroller filene").click()
    page.get_by_role("link", name="Se på kolonnene").click()
    expect(page.locator("h1")).to_have_text("x.csv")


@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, {"width": 360, "height": 740}])
def test_the_rows_as_read_follow_each_choice_of_a_column(upload: Opener, tmp_path: Path, size: dict[str, int]) -> None:
    page = upload()
    page.set_viewport_size(size)  # type: ignore[arg-type]
    _columns(page, tmp_path)
    said, rows = page.locator("#columns-said"), page.locator("#columns-read")
    expect(said).to_have_text("Kolonnene kan leses. Radene blir kontrollert når du lagrer.")
    start, table = page.get_by_label("Første dag"), page.get_by_label("Hva fila inneholder")
    start.focus()
    page.keyboard.press("c")
    expect(rows).to_contain_text("kan ikke leses")
    fine(page)
    expect(start).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(rows).not_to_contain_text("kan ikke leses")
    page.get_by_label("Slag").select_option("")
    expect(said).to_have_text("Dette gjenstår å peke ut: Slag.")
    table.focus()
    page.keyboard.press("a")  # Ansettelser
    expect(said).to_have_text("Dette gjenstår å peke ut: Enhetsnummer, Stillingsprosent.")
    expect(table).to_be_focused()
    fine(page)
    table.select_option("absences")
    expect(page.get_by_label("Grad (valgfritt)")).to_be_visible()
    page.get_by_label("Slag").select_option("C")
    expect(rows).to_contain_text("Egenmeldt sykdom")
    page.get_by_role("button", name="Lagre og kontroller på nytt").click()
    expect(page.locator("h1")).to_have_text("Import")
    assert Batch.objects.get().files.get().columns == {"person_id": "A", "start": "B", "kind": "C"}


def test_without_scripts_a_key_shows_the_rows_as_read(upload: Opener, tmp_path: Path) -> None:
    page = upload(java_script_enabled=False)
    _columns(page, tmp_path)
    page.get_by_label("Hva fila inneholder").select_option("absences")
    page.get_by_role("button", name="Vis hvordan det blir lest").click()
    page.get_by_label("Første dag").select_option("C")
    page.get_by_role("button", name="Vis hvordan det blir lest").click()
    expect(page.locator("#columns-read")).to_contain_text("Egenmelding kan ikke leses")
    assert Batch.objects.get().files.get().columns["start"] == "B"


def test_a_page_that_waits_for_an_import_does_not_keep_a_shared_computer_open(upload: Opener) -> None:
    SignedIn.objects.update(shared=True)
    page = upload()
    page.evaluate(DROP, {"ansatte.csv": EMPLOYMENTS})
    page.get_by_role("button", name="Kontroller filene").click()
    expect(page.locator("h1")).to_have_text("Import")
    Batch.objects.update(state=Batch.State.RECEIVED)
    page.clock.install()
    page.reload()
    asked = re.compile(r"/imports/[0-9a-f-]+/?$")
    page.clock.fast_forward(225_000)
    expect(page.locator("#idle")).to_be_visible()
    with page.expect_response(asked):
        page.clock.run_for(3_000)
    expect(page.locator("#idle")).to_be_visible()
    fine(page)
    SignedIn.objects.update(seen_at=timezone.now() - timedelta(minutes=6), began_at=timezone.now() - timedelta(hours=1))
    page.clock.run_for(3_000)
    # Of two questions that are on their way at once the later one finds nobody signed in, and says only that.
    page.wait_for_url(re.compile(r"/sign-in\?(idle|ended)$"))
    expect(page.get_by_text(re.compile("Du (ble logget ut fordi|er ikke lenger logget inn)"))).to_be_visible()
