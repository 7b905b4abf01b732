"""Every reference case through the command, as a script outside the project would ask."""

import json

from asking import agrees, ask

from shared import shared_path


def test_every_reference_case_gets_its_expected_answer(monkeypatch, capsys):
    cases = [json.loads(line) for line in shared_path("vectors/law.jsonl").read_text("utf-8").splitlines()]
    questions = [{word: case[word] for word in ("id", "rule", "input")} for case in cases]
    said = ask(monkeypatch, capsys, *questions)
    wrong = [
        (case["id"], case["expected"], answer["result"])
        for case, answer in zip(cases, said.answers, strict=True)
        if not agrees(case["expected"], answer["result"])
    ]
    assert not wrong
    assert (said.code, said.words, len(said.answers)) == (0, "", len(cases))
