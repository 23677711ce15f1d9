"""The two commands, on the sample diary."""

from __future__ import annotations

import json

import pytest
from rights_sample import SECRET

from tutordiary.__main__ import main
from tutordiary.diary import Diary
from tutordiary.model import Disclosure, Pupil


@pytest.fixture
def closed(filled, tmp_path, monkeypatch):
    """The closed sample diary's folder, and how a command opens it."""
    filled.close()
    from tutordiary.vault import layout

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "system"))
    assert layout.default_state_folder()
    secret = tmp_path / "secret"
    secret.write_text(SECRET, encoding="utf-8")
    return [str(tmp_path / "diary"), "--passphrase-file", str(secret)]


def test_access_waits_for_the_tutors_eyes_and_then_writes_and_logs(closed, tmp_path, capsys):
    target = tmp_path / "saf.json"
    arguments = ["access", *closed, "--pupil", "Safiya", "-o", str(target)]
    assert main(arguments) == 2
    assert "still need your eyes" in capsys.readouterr().err
    assert not target.exists()

    decisions = tmp_path / "decisions.json"
    decisions.write_text(json.dumps([{"item": "*", "decision": "read"}]), encoding="utf-8")
    assert main([*arguments, "--decisions", str(decisions), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["records"] > 100
    assert json.loads(target.read_text(encoding="utf-8"))["records"]["pupil"][0]["first_name"] == "Safiya"
    again = Diary.open(tmp_path / "diary", SECRET)
    assert [one.purpose for one in again.all(Disclosure)] == ["subject_access"]
    again.close()


def test_a_name_that_ends_otherwise_is_refused(closed, tmp_path, capsys):
    assert main(["access", *closed, "--pupil", "Safiya", "-o", str(tmp_path / "saf.txt")]) == 2
    assert ".pdf, .docx or .json" in capsys.readouterr().err


def test_erase_says_first_and_erases_with_yes(closed, tmp_path, capsys):
    backup = tmp_path / "kept.tdbackup"
    assert main(["backup", *closed, str(backup)]) == 0
    capsys.readouterr()
    assert main(["erase", *closed, "--pupil", "Safiya", "--json"]) == 1
    plan = json.loads(capsys.readouterr().out)
    assert plan["erased"] is False
    assert plan["counts"]["pupil"] == 1
    assert [one["file"] for one in plan["backups"]] == [str(backup)]
    passage = plan["passages"][0]["item"]
    treatments = tmp_path / "treatments.json"
    treatments.write_text(json.dumps({passage: "remove"}), encoding="utf-8")

    assert main(["erase", *closed, "--pupil", "Safiya", "--yes", "--decisions", str(treatments)]) == 0
    out = capsys.readouterr().out
    assert "Erased." in out
    assert str(backup) in out
    again = Diary.open(tmp_path / "diary", SECRET)
    assert len(again.all(Pupil)) == 16
    again.close()
