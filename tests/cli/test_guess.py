"""`naerverk guess` on a file that lacks what its table needs."""

from naerverk import cli


def test_a_column_that_is_not_found_is_named_for_ingrid_to_fill_in(tmp_path, capsys):
    path = tmp_path / "fravær.csv"
    lines = ["Ansattnr;Enhet;Til dato;Fraværskode", *(f"{n};Skole;0{n}.02.2024;Egenmelding" for n in range(1, 6))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert cli.main(["guess", str(path), "--lang", "en"]) == 0
    assert "Fill in what is missing before you use it: start." in capsys.readouterr().out
