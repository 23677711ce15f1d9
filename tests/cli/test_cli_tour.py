"""What the tour asks for and refuses; the tour itself is walked in tests/road."""

from __future__ import annotations

import pytest

from tutordiary.__main__ import main
from tutordiary.cli import tour
from tutordiary.diary import Diary
from tutordiary.errors import BugError
from tutordiary.vault.ciphers import LOWEST_COST


def test_a_folder_with_something_in_it_is_left_alone(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["tour", str(tmp_path)]) == 2
    assert "is not empty. Nothing was written." in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_is_no_folder(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["tour", str(tmp_path / "mine.txt")]) == 2
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert "Traceback" not in capsys.readouterr().err


def test_it_decides_for_invented_people_only(diary):
    walk = tour._Tour(diary.folder, None, None)
    with pytest.raises(BugError):
        tour._settle(walk, diary, lambda: ())


@pytest.mark.parametrize("arguments", [["--help"], ["tour", "--help"], ["bundle", "--help"], ["--version"]])
def test_help_is_there_for_everything(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["bundle", "d", "--period", "yesterday", "--mode", "counts", "-o", "x"], ["pack", "d"]],
)
def test_what_makes_no_sense_ends_with_two(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_period_may_be_given_backwards(tmp_path, capsys):
    secret = tmp_path / "s.txt"
    secret.write_text("kettle harbour lantern seven\n")
    Diary.create(tmp_path / "d", "kettle harbour lantern seven", cost=LOWEST_COST)[0].close()
    given = ["--period", "2026-06-30..2026-01-01", "--mode", "counts", "-o", str(tmp_path / "b.tdbundle")]
    assert main(["bundle", str(tmp_path / "d"), *given, "--passphrase-file", str(secret)]) == 2
    assert "No group has a session between these days" in capsys.readouterr().err
