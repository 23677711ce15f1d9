"""Backups, rehearsal, restoring in place and rescue, from the command line."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tutordiary.__main__ import main
from tutordiary.diary import Diary
from tutordiary.model import Pupil
from tutordiary.vault.ciphers import LOWEST_COST

SECRET = "kettle harbour lantern seven"


@pytest.fixture
def made(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET + "\n")
    diary, _ = Diary.create(tmp_path / "diary", SECRET, cost=LOWEST_COST)
    diary.add(*(Pupil(id=f"p{n}", first_name=f"Wren{n}") for n in range(5)))
    diary.close()
    return tmp_path / "diary", ["--passphrase-file", str(secret)]


def run(capsys, *arguments):
    code = main([str(one) for one in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_backups_are_listed_and_rehearsed(made, tmp_path, capsys):
    folder, secret = made
    code, out, _ = run(capsys, "backups", folder, *secret)
    assert (code, "no backup" in out) == (1, True)
    assert run(capsys, "backup", folder, tmp_path / "b.tdbackup", *secret)[0] == 0
    code, out, _ = run(capsys, "backups", folder, *secret, "--json")
    (listed,) = json.loads(out)["backups"]
    assert (code, listed["file"], listed["is_there"]) == (0, str(tmp_path / "b.tdbackup"), True)
    code, out, _ = run(capsys, "rehearse", folder, tmp_path / "b.tdbackup", *secret)
    assert (code, out) == (0, f"b.tdbackup: opened, {listed['records']} of {listed['records']} records\n")
    (tmp_path / "drawer").mkdir()
    (tmp_path / "b.tdbackup").rename(tmp_path / "drawer" / "moved.tdbackup")
    code, out, _ = run(capsys, "backups", folder, *secret)
    assert (code, "not there now" in out) == (1, True)
    code, out, _ = run(capsys, "backups", folder, "--folder", tmp_path / "drawer", *secret)
    assert (code, "moved.tdbackup" in out) == (0, True)
    code, _, err = run(capsys, "rehearse", folder, tmp_path / "b.tdbackup", *secret)
    assert (code, "no backup file" in err) == (2, True)


def test_a_backup_takes_the_place_of_a_damaged_diary_which_is_kept(made, tmp_path, capsys):
    folder, secret = made
    assert run(capsys, "backup", folder, tmp_path / "b.tdbackup", *secret)[0] == 0
    (folder / "diary.db").write_bytes(b"spoilt")
    kept_files = {one.name: one.read_bytes() for one in folder.iterdir() if one.name != "diary.lock"}
    assert run(capsys, "restore", tmp_path / "b.tdbackup", folder, *secret)[0] == 2
    for number in ("", "-2"):
        code, out, _ = run(
            capsys, "restore", tmp_path / "b.tdbackup", folder, "--in-place", *secret, "--json"
        )
        assert code == 0
        assert json.loads(out)["kept"] == f"{folder}.damaged-{date.today()}{number}"
    kept = folder.with_name(f"diary.damaged-{date.today()}")
    assert {one.name: one.read_bytes() for one in kept.iterdir() if one.name != "diary.lock"} == kept_files
    assert json.loads(run(capsys, "info", folder, *secret, "--json")[1])["counts"]["pupil"] == 5
    left = {one.name for one in tmp_path.iterdir() if one.name.startswith(("diary", "."))}
    assert left == {"diary", kept.name, f"{kept.name}-2"}


def test_in_place_without_the_right_words_or_without_a_diary_changes_nothing(made, tmp_path, capsys):
    folder, secret = made
    assert run(capsys, "backup", folder, tmp_path / "b.tdbackup", *secret)[0] == 0
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the right words\n")
    before = sorted(one.name for one in tmp_path.iterdir())
    place = ("restore", tmp_path / "b.tdbackup", folder, "--in-place", "--passphrase-file", wrong)
    assert run(capsys, *place)[0] == 2
    assert run(capsys, "restore", tmp_path / "b.tdbackup", tmp_path / "none", "--in-place", *secret)[0] == 2
    diary = Diary.open(folder, SECRET)
    code, _, err = run(capsys, "restore", tmp_path / "b.tdbackup", folder, "--in-place", *secret)
    diary.close()
    assert (code, "already open" in err) == (2, True)
    assert sorted(one.name for one in tmp_path.iterdir()) == before


def test_rescue_says_what_came_over(made, tmp_path, capsys):
    folder, secret = made
    code, out, _ = run(capsys, "rescue", folder, tmp_path / "new", *secret, "--json")
    values = json.loads(out)
    assert (code, values["tables"]["pupil"], values["read"]) == (0, [5, 5], values["of"])
    assert json.loads(run(capsys, "info", tmp_path / "new", *secret, "--json")[1])["counts"]["pupil"] == 5
    code, out, _ = run(capsys, "rescue", folder, tmp_path / "again", *secret)
    assert f"{values['of']:,} of {values['of']:,} rows" in out
    assert run(capsys, "rescue", folder, tmp_path / "new", *secret)[0] == 2
    assert run(capsys, "rescue", tmp_path / "nowhere", tmp_path / "newer", *secret)[0] == 2


def test_a_diary_is_looked_at_without_being_written_to(made, tmp_path, capsys):
    folder, secret = made
    before = {one.name: one.read_bytes() for one in folder.iterdir() if one.name != "diary.lock"}
    code, out, _ = run(capsys, "info", folder, *secret, "--read-only", "--json")
    assert (code, json.loads(out)["counts"]["pupil"]) == (0, 5)
    assert run(capsys, "check", folder, *secret, "--read-only")[0] == 0
    assert run(capsys, "export", folder, tmp_path / "all.json", *secret, "--read-only")[0] == 0
    code, _, err = run(capsys, "import", folder, tmp_path / "all.json", *secret, "--read-only")
    assert (code, "only to look" in err) == (2, True)
    assert {one.name: one.read_bytes() for one in folder.iterdir() if one.name != "diary.lock"} == before
