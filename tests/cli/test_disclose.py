"""`naerverk disclose` from the command line."""

import io
import json
import sys

import pytest

from naerverk import cli

TABLE = {
    "id": "library",
    "note": "kept",
    "params": {"maxN": 2},
    "freq_var": "n",
    "inner_rows": [{"n": 2}, {"n": 7}, {"n": 9}],
    "published": [{"name": "all", "n": 18}, {"n": 2}, {"n": 7}, {"n": 9}],
    "published_is_sum_of_inner_index0": [[0, 1, 2], [0], [1], [2]],
}


@pytest.fixture
def disclose(monkeypatch, capsys):
    def run(text, *words):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        code = cli.main(["disclose", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_list_goes_in_and_the_same_list_comes_out(disclose):
    code, out, _ = disclose(json.dumps([TABLE]))
    [answer] = json.loads(out)
    assert (code, answer["note"], answer["published"][0]["name"]) == (0, "kept", "all")
    assert [row["suppressed"] for row in answer["published"]] == [False, True, True, False]
    code, out, _ = disclose(out, "--attack")
    assert json.loads(out) == [{"id": "library", "hidden": 2, "recoverable": 0, "narrowest_interval": 9.0}]


def test_a_mark_at_the_start_says_nothing(disclose):
    assert disclose("\ufeff[]")[:2] == (0, "[]\n")


@pytest.mark.parametrize("text", ["", "{", "{}", "[1]", "[" * 100_000, f'[{{"n": {"9" * 5_000}}}]'])
def test_what_is_no_list_of_tables_is_refused_in_words(disclose, text):
    code, out, err = disclose(text, "--lang", "en")
    assert (code, out) == (1, "")
    assert "Send a list" in err


def test_files_go_with_the_attack_only(disclose, tmp_path):
    assert disclose("", "--monthly", str(tmp_path / "a.csv"))[0] == 2
    assert disclose("", "--attack", "--profile", "nhs-england")[0] == 2


def test_a_published_file_is_attacked_and_only_counts_come_out(disclose, tmp_path):
    file = tmp_path / "monthly.csv"
    lines = ["unit_id,month,agreed_days,total_days", "org,2026-03,100,5", "org|a,2026-03,,", "org|b,2026-03,60,3"]
    file.write_text("\n".join(lines), encoding="utf-8")
    units = tmp_path / "units.csv"
    units.write_text("unit_id,parent_id,name\norg,,Org\norg|a,org,A\norg|b,org,B\n", encoding="utf-8")
    code, out, err = disclose("", "--attack", "--monthly", str(file), "--units", str(units), "--lang", "en")
    assert code == 0, err
    assert json.loads(out) == {"hidden": 1, "recoverable": 1, "recoverable_zero": 0}
