"""A diary that cannot be opened says why, each time in words of its own, and stays as it is to the byte."""

from __future__ import annotations

import json
import sqlite3

import pytest

from tutordiary.__main__ import main
from tutordiary.diary import Diary
from tutordiary.model import Pupil
from tutordiary.vault.ciphers import LOWEST_COST

SECRET = "kettle harbour lantern seven"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A closed diary in a folder, with its passphrase in a file and its state folder beside it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    diary, _ = Diary.create(tmp_path / "diary", SECRET, cost=LOWEST_COST)
    diary.add(Pupil(id="p", first_name="Wren"))
    diary.close()
    (tmp_path / "secret.txt").write_text(SECRET + "\n")
    (tmp_path / "wrong.txt").write_text("not the passphrase at all\n")
    return tmp_path


def nothing_more(place):
    """The diary is whole; only the passphrase is wrong."""


def without_keys(place):
    gone = [*(place / "diary").glob("keys*"), *(place / "state").rglob("*.keys.json")]
    assert len(gone) == 3
    for path in gone:
        path.unlink()


def emptied(place):
    (place / "diary" / "diary.db").write_bytes(b"")


def plain_file(place):
    path = place / "diary" / "diary.db"
    path.unlink()
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE pupil (id TEXT)")
    plain.close()


def newer(place):
    diary = Diary.open(place / "diary", SECRET)
    with diary.vault.tx() as conn:
        conn.execute("PRAGMA user_version = 99")
    diary.close()


REFUSALS = {
    "wrong": (nothing_more, ("passphrase does not open", "Nothing was changed")),
    "no keys": (without_keys, ("key file",)),
    "empty": (emptied, ("empty",)),
    "plain": (plain_file, ("plain database",)),
    "newer": (newer, ("newer version", "not changed")),
}


def asked(place, case):
    return str(place / ("wrong.txt" if case == "wrong" else "secret.txt"))


def folder_bytes(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(place, case, capsys, command="info"):
    before = folder_bytes(place / "diary")
    code = main([command, str(place / "diary"), "--passphrase-file", asked(place, case)])
    out, err = capsys.readouterr()
    assert (code, out) == (2, ""), err
    assert folder_bytes(place / "diary") == before
    return err


@pytest.mark.parametrize("case", REFUSALS)
def test_it_says_why_and_changes_nothing(place, capsys, case):
    spoil, words = REFUSALS[case]
    spoil(place)
    err = refused(place, case, capsys)
    assert err.startswith("tutordiary: ")
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err
    assert "fault" not in err
    for word in words:
        assert word in err, err
    # Asked again, and by another command, it says the same: the first look left nothing behind.
    assert refused(place, case, capsys) == err
    assert refused(place, case, capsys, "check") == err


def test_no_two_refusals_read_alike(tmp_path, monkeypatch, capsys):
    said = set()
    for case, (spoil, _) in REFUSALS.items():
        place = tmp_path / case.replace(" ", "-")
        place.mkdir()
        monkeypatch.setenv("XDG_STATE_HOME", str(place / "state"))
        Diary.create(place / "diary", SECRET, cost=LOWEST_COST)[0].close()
        (place / "secret.txt").write_text(SECRET + "\n")
        (place / "wrong.txt").write_text("not the passphrase at all\n")
        spoil(place)
        said.add(refused(place, case, capsys))
    assert len(said) == len(REFUSALS)


def test_one_copy_of_the_keys_is_enough(place, capsys):
    """The refusal for missing keys is only for when every copy is gone."""
    for path in (place / "diary").glob("keys*"):
        path.unlink()
    code = main(["info", str(place / "diary"), "--passphrase-file", asked(place, "right"), "--json"])
    assert code == 0
    assert json.loads(capsys.readouterr().out)["counts"]["pupil"] == 1


def test_the_right_passphrase_still_opens_it_afterwards(place, capsys):
    for _ in range(3):
        refused(place, "wrong", capsys)
    assert main(["info", str(place / "diary"), "--passphrase-file", asked(place, "right")]) == 0
