"""A learning plan from the command line: written, noted in the log, and kept back with a sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from tutordiary.__main__ import main
from tutordiary.diary import Diary
from tutordiary.model import Audience, Disclosure, Pupil, Target, TargetKind
from tutordiary.vault.ciphers import LOWEST_COST

SECRET = "kettle harbour lantern seven"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A closed diary of two pupils; Wren has a target. The test stands in the folder it lies in."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    diary, _ = Diary.create(tmp_path / "d", SECRET, cost=LOWEST_COST)
    diary.add(
        Pupil(id="p", first_name="Wren", last_name="Adair"),
        Pupil(id="q", first_name="Otis"),
        Target(
            id="t",
            pupil_id="p",
            kind=TargetKind.MUSICAL,
            pupil_words="I want to start us off",
            set_on=date(2026, 9, 8),
            audiences=frozenset({Audience.FAMILY}),
        ),
    )
    diary.close()
    (tmp_path / "secret.txt").write_text(SECRET + "\n")
    return tmp_path


def run(*arguments):
    return main([*arguments, "--passphrase-file", "secret.txt"])


def reopened(place):
    return Diary.open(place / "d", SECRET)


def test_a_plan_is_written_and_noted(place, capsys):
    assert run("learning-plan", "d", "--pupil", "Wren", "-o", "plan.docx", "--format", "docx", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["targets"], said["warnings"]) == (1, [])
    assert (place / "plan.docx").read_bytes().startswith(b"PK")
    assert run("learning-plan", "d", "--pupil", "Wren", "--wall", "--large-print", "-o", "wall.pdf") == 0
    assert (place / "wall.pdf").read_bytes().startswith(b"%PDF")
    diary = reopened(place)
    assert sorted(one.recipient_class for one in diary.all(Disclosure)) == ["pupil", "school"]
    diary.close()


def test_a_plan_that_names_another_child_is_not_written(place, capsys):
    diary = reopened(place)
    diary.save(replace(diary.need(Target, "t"), adult_words="Start with Otis"))
    diary.close()
    assert run("learning-plan", "d", "--pupil", "Wren", "-o", "plan.pdf") == 2
    err = capsys.readouterr().err
    assert "Another pupil’s name stands here: Otis" in err
    assert "Nothing was written." in err
    assert not (place / "plan.pdf").exists()
