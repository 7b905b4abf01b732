"""Settings fail loudly, and say what to write."""

import argparse

import pytest

from naerverk_web.project import environment, serve
from naerverk_web.project.environment import SettingError


def test_flags_numbers_and_words_are_read(monkeypatch):
    monkeypatch.setenv("A", "yes")
    monkeypatch.setenv("B", "12")
    monkeypatch.setenv("C", "x, y,")
    assert environment.flag("A", default=False)
    assert environment.flag("MISSING", default=True)
    assert environment.number("B", 5, at_least=1) == 12
    assert environment.words("C") == ["x", "y"]
    assert environment.text("MISSING", "z") == "z"
    monkeypatch.setenv("B", "")
    assert (environment.text("B", "z"), environment.number("B", 5, at_least=1)) == ("z", 5)
    assert environment.words("B", "here,there") == ["here", "there"]


def test_what_cannot_be_used_is_named(monkeypatch):
    monkeypatch.setenv("A", "perhaps")
    monkeypatch.setenv("B", "²")
    with pytest.raises(SettingError, match="B='²'"):
        environment.number("B", 1, at_least=1)
    monkeypatch.setenv("B", "-3")
    with pytest.raises(SettingError, match="A='perhaps'"):
        environment.flag("A", default=False)
    with pytest.raises(SettingError, match="B='-3'"):
        environment.number("B", 5, at_least=1)


def test_a_folder_must_be_there(monkeypatch, tmp_path):
    assert environment.folder("MISSING") is None
    monkeypatch.setenv("B", str(tmp_path))
    assert environment.folder("B") == tmp_path.resolve()
    monkeypatch.setenv("B", str(tmp_path / "gone"))
    with pytest.raises(SettingError, match="no such folder"):
        environment.folder("B")


def test_a_choice_is_one_of_few(monkeypatch):
    among = ("off", "offered", "required")
    assert environment.choice("MISSING", "offered", among) == "offered"
    monkeypatch.setenv("A", " Required ")
    assert environment.choice("A", "off", among) == "required"
    monkeypatch.setenv("A", "sometimes")
    with pytest.raises(SettingError, match="off, offered or required"):
        environment.choice("A", "off", among)


def test_a_sign_in_provider_is_reached_safely_or_not_at_all(monkeypatch):
    assert environment.provider("MISSING") == ""
    for good in ("https://login.example.no/t", "http://127.0.0.1:8/", "http://localhost"):
        monkeypatch.setenv("A", good)
        assert environment.provider("A") == good
    monkeypatch.setenv("A", "http://login.example.no")
    with pytest.raises(SettingError, match="https://"):
        environment.provider("A")
    assert environment.needed("B", "x", "A") == "x"
    with pytest.raises(SettingError, match="B is missing: A needs it"):
        environment.needed("B", "", "A")


def test_a_host_is_written_as_in_an_address(monkeypatch):
    monkeypatch.setenv("HOSTS", "naervaer.example.no, [::1]")
    assert environment.hosts("HOSTS", "") == ["naervaer.example.no", "[::1]"]
    for wrong in ("https://naervaer.example.no", "naervaer.example.no/"):
        monkeypatch.setenv("HOSTS", wrong)
        with pytest.raises(SettingError, match="is no host"):
            environment.hosts("HOSTS", "")


def test_a_secret_may_stand_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("open sesame\n", encoding="utf-8")
    monkeypatch.setenv("KEY_FILE", str(tmp_path / "key"))
    assert environment.secret("KEY") == "open sesame"
    for name, holds, said in (("empty", b"\n", "holds nothing"), ("binary", b"\xff\xfe\x00", "is no text")):
        (tmp_path / name).write_bytes(holds)
        monkeypatch.setenv("KEY_FILE", str(tmp_path / name))
        with pytest.raises(SettingError, match=said):
            environment.secret("KEY")
    monkeypatch.setenv("KEY_FILE", str(tmp_path / "gone"))
    with pytest.raises(SettingError, match="cannot be read"):
        environment.secret("KEY")


def test_the_database_is_sqlite_or_postgresql(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert environment.database("DATABASE_URL", tmp_path)["NAME"] == tmp_path / "naerverk.sqlite3"
    monkeypatch.setenv("DATABASE_URL", "postgresql://ingrid:p%40ss@db:5433/lyngholt?sslmode=require")
    found = environment.database("DATABASE_URL", tmp_path)
    assert (found["NAME"], found["USER"], found["PASSWORD"], found["PORT"]) == ("lyngholt", "ingrid", "p@ss", "5433")
    assert found["OPTIONS"] == {"sslmode": "require"}
    monkeypatch.setenv("DATABASE_URL", "postgresql://db:lyngholt")
    with pytest.raises(SettingError, match="no port"):
        environment.database("DATABASE_URL", tmp_path)
    monkeypatch.setenv("DATABASE_URL", "mysql://x")
    with pytest.raises(SettingError, match="mysql"):
        environment.database("DATABASE_URL", tmp_path)


def test_a_demo_has_its_own_data_and_this_machine_needs_no_certificate(monkeypatch):
    for name in ("NAERVERK_DATA", "NAERVERK_HOSTS", "NAERVERK_HTTPS"):
        monkeypatch.delenv(name, raising=False)
    demo = serve.environment(host="127.0.0.1", demo=True, employees=1200)
    assert (demo["NAERVERK_DEMO"], demo["NAERVERK_HTTPS"]) == ("yes", "no")
    assert demo["NAERVERK_DATA"].endswith("site-1200")
    assert "NAERVERK_HTTPS" not in serve.environment(host="0.0.0.0", demo=False, employees=1200)


def test_serving_prepares_first_and_then_serves_with_its_helpers(monkeypatch, capsys):
    parser = argparse.ArgumentParser()
    serve.add_arguments(parser)
    args = parser.parse_args(["--demo", "--port", "8123"])
    done = []

    def serve_all(server, helpers, env, ready):
        done.extend(["serve", *(helper[3] for helper in helpers)])
        ready()
        return 0

    monkeypatch.setattr(serve, "manage", lambda *words, env: done.append(words[0]))
    monkeypatch.setattr(serve, "serve_with_helpers", serve_all)
    assert serve.run(args) == 0
    assert done == ["update", "demo", "collectstatic", "serve", "db_worker", "tick"]
    assert "http://127.0.0.1:8123/" in capsys.readouterr().out
    assert "8123" in serve.server(args)


def test_the_first_link_leads_to_where_people_reach_the_site():
    """Without TLS, that is; else the settings know the address, and the command takes theirs."""
    parser = argparse.ArgumentParser()
    serve.add_arguments(parser)
    here, open_to_others = parser.parse_args([]), parser.parse_args(["--host", "0.0.0.0", "--port", "8080"])
    named = {"NAERVERK_HOSTS": "presence.example.no, naerver.example.no"}
    assert serve.site(here, {}) == "http://127.0.0.1:8000"
    assert serve.site(open_to_others, named) == "http://presence.example.no:8080"


def test_what_the_site_says_when_it_may_not_start_is_enough(monkeypatch):
    def refuse(*words, env):
        raise serve.subprocess.CalledProcessError(1, words)

    monkeypatch.setattr(serve, "manage", refuse)
    parser = argparse.ArgumentParser()
    serve.add_arguments(parser)
    assert serve.run(parser.parse_args([])) == 1


def test_mail_goes_out_by_an_address_with_everything_in_it(monkeypatch):
    monkeypatch.delenv("MAIL", raising=False)
    assert str(environment.email("MAIL")["EMAIL_BACKEND"]).endswith("console.EmailBackend")
    monkeypatch.setenv("MAIL", "smtp://nv:p%40ss@mail.example.no")
    found = environment.email("MAIL")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_HOST_PASSWORD"]) == ("mail.example.no", 587, "p@ss")
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (True, False)
    monkeypatch.setenv("MAIL", "smtps://mail.example.no:4650")
    assert environment.email("MAIL")["EMAIL_PORT"] == 4650
    for wrong in ("mail.example.no", "smtp://", "http://mail.example.no"):
        monkeypatch.setenv("MAIL", wrong)
        with pytest.raises(SettingError, match="smtp://user"):
            environment.email("MAIL")


def test_a_site_with_a_name_knows_its_own_address(monkeypatch):
    def address(*hosts, https=True):
        return environment.own_address("NAERVERK_ADDRESS", list(hosts), https=https)

    assert address("presence.example.no", "localhost") == "https://presence.example.no"
    assert address("localhost", ".example.no", "presence.example.no") == "https://presence.example.no"
    assert address("localhost", "127.0.0.1", ".example.no") == ""
    assert address("presence.example.no", https=False) == "", "without TLS nobody knows the port"
    monkeypatch.setenv("NAERVERK_ADDRESS", "https://hos.example.no:8443")
    assert address("presence.example.no") == "https://hos.example.no:8443"
    monkeypatch.setenv("NAERVERK_ADDRESS", "hos.example.no")
    with pytest.raises(SettingError, match="is no site"):
        address("presence.example.no")


def test_sites_that_may_frame_a_smiley_are_named_whole(monkeypatch):
    assert environment.origins("MISSING") == []
    monkeypatch.setenv("A", "https://intranett.example.no, http://localhost:8080")
    assert environment.origins("A") == ["https://intranett.example.no", "http://localhost:8080"]
    for wrong in ("http://intranett.example.no", "https://*.example.no", "intranett.example.no", "*", "https://a.no/x",
                  "https://a.no; script-src *", "'self'", "https://"):  # fmt: skip
        monkeypatch.setenv("A", wrong)
        with pytest.raises(SettingError, match="is no site"):
            environment.origins("A")
