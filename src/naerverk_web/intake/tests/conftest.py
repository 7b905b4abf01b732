"""Ingrid's files, in a data folder of each test's own; background work is done at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

EMPLOYMENTS = """Ansattnr;Enhet;Fra dato;Til dato;Stillingsprosent
1001;O1;01.01.2020;;80
1002;O1;01.01.2020;;100
1003;H1;01.01.2020;;37,5
"""
ABSENCES = """Ansattnr;Enhet;Fra dato;Til dato;Fraværskode;Prosent
1001;;02.03.2026;04.03.2026;Egenmelding;100
1002;O1;10.02.2026;;Sykmelding;60
1003;;09.03.2026;13.03.2026;Ferie;100
"""
MARCH = {"everybody": "yes", "absences": "all", "first": "2026-01-01", "last": "2026-03-31"}


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.CONFIDENTIAL_KEY = "a key for tests only"


def csv(name, text, encoding="utf-8"):
    return SimpleUploadedFile(name, text.encode(encoding))


@pytest.fixture
def ingrid(cast):
    return cast.client("ingrid")


@pytest.fixture
def bring(ingrid):
    """Upload files and give the address of the import's page."""

    def upload(*files):
        answer = ingrid.post("/imports/new", {"files": list(files)})
        assert answer.status_code == 302, answer.content.decode()
        return answer.headers["Location"]

    return upload


@pytest.fixture
def march(bring):
    """The address of the import of employments and absences, checked and waiting for what it holds."""
    return bring(csv("ansatte.csv", EMPLOYMENTS), csv("fravær.csv", ABSENCES, "cp1252"))
