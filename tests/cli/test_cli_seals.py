"""Sealed bundles on the command line: the key out, a bundle for it, opened by whom it is for."""

from __future__ import annotations

import json
import stat
from datetime import date

import pytest

from tutordiary import sample
from tutordiary.__main__ import main
from tutordiary.diary import Diary
from tutordiary.model import Disclosure
from tutordiary.release import age_format, sealing
from tutordiary.vault.ciphers import LOWEST_COST

SECRET = "kettle harbour lantern seven"
WORDS = "seven grey lanterns humming"
PERIOD = "2026-06-01..2026-11-20"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A sample diary, a manager's diary, and their passphrases in files."""
    folder = tmp_path_factory.mktemp("sealed")
    for name in ("diary", "manager"):
        diary, _ = Diary.create(folder / name, SECRET, cost=LOWEST_COST, is_sample=name == "diary")
        if name == "diary":
            sample.fill(diary, sample.sample_records_of(sample.OTHER_TUTORS[0], date(2026, 11, 21)))
        diary.close()
    (folder / "secret.txt").write_text(SECRET + "\n")
    (folder / "words.txt").write_text(WORDS + "\n")
    return folder


@pytest.fixture
def run(capsys, place):
    def run_it(*arguments, secret=True):
        given = ("--passphrase-file", place / "secret.txt") if secret else ()
        code = main([str(one) for one in (*arguments, *given)])
        return code, *capsys.readouterr()

    return run_it


def bundle(run, place, name, *more):
    where = ("--period", PERIOD, "--mode", "counts", "-o", place / name)
    return run("bundle", place / "diary", *where, *more)


def test_the_key_goes_out_and_a_bundle_for_it_comes_back(run, place, tmp_path):
    code, out, _ = run("receiving-key", place / "manager", "-o", place / "key.txt", "--json")
    key = json.loads(out)
    assert (code, len(key["check_words"])) == (0, 6)
    assert run("receiving-key", place / "manager")[1].splitlines()[0] == key["key"]
    code, out, err = bundle(run, place, "b.tdbundle", "--seal-for", place / "key.txt")
    assert code == 0, err
    sealed = place / "b.tdbundle.age"
    assert f"Written: {sealed}" in out
    assert "Sealed for the key" in out
    assert not (place / "b.tdbundle").exists()
    assert sealed.read_bytes().startswith(age_format.MAGIC)
    diary = Diary.open(place / "diary", SECRET)
    newest = diary.find(Disclosure, order=("-released_at", "-id"))[0]  # the diary is shared by these tests
    log = json.loads(newest.entry)
    diary.close()
    assert log["sealed"]["with"] == "key"
    assert WORDS not in json.dumps(log)
    code, out, _ = run("bundle-check", sealed, "--diary", place / "manager")
    assert (code, out) == (0, "ok   b.tdbundle.age: Counts only\n")
    code, out, _ = run("bundle-check", sealed, secret=False)
    assert code == 1
    assert "diary that has this key" in out
    code, out, _ = run("collate", sealed, "--diary", place / "manager", "-o", tmp_path / "all", "--json")
    assert (code, json.loads(out)["tutors"]) == (0, 1)
    code, _, err = run("bundle-check", sealed, "--diary", place / "diary")
    assert code == 2
    assert "no receiving key yet" in err


def test_a_passphrase_seals_and_opens(run, place, monkeypatch):
    monkeypatch.setattr(age_format, "SEAL_WORK", 8)
    monkeypatch.setattr(sealing.seal_with_passphrase, "__kwdefaults__", {"work": 8})
    code, out, err = bundle(run, place, "p.tdbundle.age", "--seal-passphrase-file", place / "words.txt")
    assert code == 0, err
    assert "Give it by telephone" in out
    assert WORDS not in out + err
    given = ("--seal-passphrase-file", place / "words.txt")
    assert run("bundle-check", place / "p.tdbundle.age", *given, secret=False)[0] == 0
    (place / "wrong.txt").write_text("another one altogether\n")
    wrong = ("--seal-passphrase-file", place / "wrong.txt")
    code, out, _ = run("bundle-check", place / "p.tdbundle.age", *wrong, secret=False)
    assert code == 1
    assert "does not open p.tdbundle.age" in out


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--seal-for", "age1nothing"), "not whole"),
        (("--seal-for", "nowhere.txt"), "cannot be read"),
        (("--seal-passphrase-file", "nowhere.txt"), "cannot be read"),
    ],
)
def test_what_cannot_seal_writes_nothing(run, place, more, words):
    before = sorted(place.iterdir())
    code, out, err = bundle(run, place, "n.tdbundle", *more)
    assert (code, out) == (2, "")
    assert words in err
    assert sorted(place.iterdir()) == before


def test_a_name_that_says_sealed_needs_a_seal(run, place):
    code, _, err = bundle(run, place, "n.tdbundle.age")
    assert code == 2
    assert "not sealed" in err
    assert not (place / "n.tdbundle.age").exists()


def test_the_key_file_of_a_diary_is_only_the_public_half(run, place):
    run("receiving-key", place / "manager", "-o", place / "again.txt")
    text = (place / "again.txt").read_text()
    assert "SECRET" not in text
    assert sealing.read_public_key(text)
    assert stat.S_ISREG((place / "again.txt").stat().st_mode)
