"""Where results may go: never into the diary's own folder, never over what is being read."""

from __future__ import annotations

import json
import os
from datetime import date

import pytest

from tutordiary.__main__ import main
from tutordiary.diary import Diary
from tutordiary.model import Group, Membership, Pupil, Session, SessionStatus, Setting
from tutordiary.vault.ciphers import LOWEST_COST

SECRET = "kettle harbour lantern seven"
PERIOD = ("--period", "2026-09-01..2026-12-01", "--mode", "counts")
MONTH = ("--group", "g", "--from", "2026-09-01", "--to", "2026-10-01")
WRITING = {
    "report": ("--pupil", "Wren", "-o"),
    "learning-plan": ("--pupil", "Wren", "-o"),
    "case-study": ("--pupil", "Wren", "--format", "pdf", "-o"),
    "pack": (*MONTH, "--format", "pdf", "-o"),
    "bundle": (*PERIOD, "-o"),
    "export": (),
    "backup": (),
}


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A closed diary with one session; the test stands in the folder it lies in."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    diary, _ = Diary.create(tmp_path / "d", SECRET, cost=LOWEST_COST)
    diary.add(
        Setting(id="s", name="Alder Bank"),
        Group(id="g", setting_id="s", working_name="Tuesday drums"),
        Pupil(id="p", first_name="Wren"),
        Membership(id="m", pupil_id="p", group_id="g"),
        Session(id="x", group_id="g", held_on=date(2026, 9, 8), status=SessionStatus.HELD),
    )
    diary.close()
    (tmp_path / "secret.txt").write_text(SECRET + "\n")
    return tmp_path


def folder_bytes(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def write(command, target, *more):
    return main([command, "d", *WRITING[command], str(target), *more, "--passphrase-file", "secret.txt"])


@pytest.mark.parametrize(
    "target", ["d/diary.db", "d/keys.json", "d/new.pdf", "d/sub/new.pdf", "link/diary.db"]
)
@pytest.mark.parametrize("command", WRITING)
def test_nothing_is_written_into_the_diarys_own_folder(place, capsys, command, target):
    if target.startswith("link"):
        if os.name == "nt":
            pytest.skip("links need a right of their own there")
        os.symlink(place / "d", place / "link", target_is_directory=True)
    before = folder_bytes(place / "d")
    assert write(command, target) == 2
    assert "in the diary's own folder. Nothing was written." in capsys.readouterr().err
    assert folder_bytes(place / "d") == before


def test_all_reports_do_not_go_there_either(place, capsys):
    code = main(["report", "d", "--all", "-o", "d", "--passphrase-file", "secret.txt"])
    assert code == 2
    assert "in the diary's own folder" in capsys.readouterr().err


@pytest.mark.parametrize("command", WRITING)
def test_a_folder_that_is_not_there_is_one_sentence(place, capsys, command):
    assert write(command, "nowhere/out.pdf") == 2
    err = capsys.readouterr().err
    assert "Traceback" not in err
    assert not (place / "nowhere").exists()


@pytest.mark.parametrize("command", WRITING)
def test_a_folder_is_no_file(place, capsys, command):
    (place / "out").mkdir()
    assert write(command, "out") == 2
    assert "Traceback" not in capsys.readouterr().err
    assert list((place / "out").iterdir()) == []


def test_a_file_is_no_folder_for_all_reports(place, capsys):
    (place / "mine.txt").write_text("mine")
    code = main(["report", "d", "--all", "-o", "mine.txt", "--passphrase-file", "secret.txt"])
    assert code == 2
    assert "did not let the folder for the reports be written" in capsys.readouterr().err
    assert (place / "mine.txt").read_text() == "mine"


def test_an_older_copy_is_opened_only_when_asked_to(place, capsys):
    secret = ("--passphrase-file", "secret.txt")
    assert main(["backup", "d", "b.tdbackup", *secret]) == 0
    assert main(["restore", "b.tdbackup", "again", *secret]) == 0
    assert main(["report", "d", "--pupil", "Wren", "-o", "r.pdf", *secret]) == 0
    capsys.readouterr()
    assert main(["info", "again", *secret]) == 2
    assert "older" in capsys.readouterr().err
    assert main(["info", "again", "--accept-older", *secret]) == 0


def test_notes_are_never_written_over(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "roster.json").write_text(json.dumps({"pupils": [{"id": "p", "first": "Niamh"}]}))
    (tmp_path / "n.txt").write_text("Niamh sang.")
    os.link("n.txt", tmp_path / "other.txt")
    for target in ("n.txt", "./n.txt", "other.txt", "roster.json"):
        assert main(["scrub", "n.txt", "--roster", "roster.json", "-o", target]) == 2
        assert "is the file to be read. Nothing was written." in capsys.readouterr().err
    assert (tmp_path / "n.txt").read_text() == "Niamh sang."
    assert main(["scrub", "n.txt", "--roster", "roster.json", "-o", "out.txt"]) == 0
    assert (tmp_path / "out.txt").read_text() == "[pupil A] sang."


def test_the_tour_looks_where_it_will_write(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["tour", "new/deep/../.."]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
