"""Changing a diary's keys from the command line."""

from __future__ import annotations

import io
import json

import pytest

from tutordiary.__main__ import main
from tutordiary.diary import Diary, keys
from tutordiary.errors import WrongSecret
from tutordiary.vault.ciphers import LOWEST_COST
from tutordiary.vault.layout import default_state_folder

OLD, NEW = "kettle harbour lantern seven", "another four plain words"


@pytest.fixture
def made(tmp_path, monkeypatch):
    """A diary, its recovery code, and a way to run a command on it with lines for standard input."""
    diary, code = Diary.create(tmp_path / "diary", OLD, cost=LOWEST_COST)
    diary.close()

    def run(command, *lines, more=()):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return main([command, str(tmp_path / "diary"), "--passphrase-file", "-", *more])

    return tmp_path / "diary", code, run


def opens(folder, secret):
    try:
        Diary.open(folder, secret).close()
    except WrongSecret:
        return False
    return True


NEW_FROM_STDIN = ("--new-passphrase-file", "-")


def test_passphrase_changes_it(made, capsys):
    folder, code, run = made
    assert run("passphrase", OLD, NEW, more=NEW_FROM_STDIN) == 0
    assert (opens(folder, OLD), opens(folder, NEW)) == (False, True)
    assert NEW not in capsys.readouterr().out
    Diary.open_with_recovery(folder, code).close()


def test_a_forgotten_passphrase_is_replaced_with_the_code(made, capsys):
    folder, code, run = made
    assert run("passphrase", code, NEW, more=("--recovery-code", *NEW_FROM_STDIN)) == 0
    assert (opens(folder, OLD), opens(folder, NEW)) == (False, True)


def test_a_passphrase_that_is_easy_to_guess_is_said_and_one_too_short_refused(made, capsys):
    folder, _, run = made
    assert run("passphrase", OLD, "too short", more=NEW_FROM_STDIN) == 2
    assert "12 characters" in capsys.readouterr().err
    assert opens(folder, OLD)
    assert run("passphrase", OLD, "qwertyuiop123456", more=NEW_FROM_STDIN) == 0
    assert "guess" in capsys.readouterr().err


def test_recovery_prints_a_new_code_and_ends_the_old(made, capsys):
    folder, code, run = made
    assert run("recovery", OLD, more=("--json",)) == 0
    fresh = json.loads(capsys.readouterr().out)["recovery_code"]
    with pytest.raises(WrongSecret):
        Diary.open_with_recovery(folder, code)
    diary = Diary.open_with_recovery(folder, fresh)
    assert not keys.is_code_confirmed(diary)
    diary.close()


def test_rekey_gives_a_new_passphrase_and_code(made, capsys):
    folder, code, run = made
    assert run("rekey", OLD, NEW, more=("--json", *NEW_FROM_STDIN)) == 0
    fresh = json.loads(capsys.readouterr().out)["recovery_code"]
    assert (opens(folder, OLD), opens(folder, NEW)) == (False, True)
    with pytest.raises(WrongSecret):
        Diary.open_with_recovery(folder, code)
    Diary.open_with_recovery(folder, fresh).close()


def test_bring_keys_puts_a_lost_key_file_back(made, tmp_path, capsys):
    folder, _, run = made
    diary = Diary.open(folder, OLD)
    vault_id = diary.vault.vault_id
    diary.back_up(tmp_path / "b.tdbackup")
    diary.name_tutor("Ines Okoro")
    diary.close()
    for path in (folder / "keys.json", folder / "keys.copy.json"):
        path.unlink()
    (default_state_folder() / f"{vault_id}.keys.json").unlink()
    assert run("bring-keys", OLD, more=(str(tmp_path / "b.tdbackup"), "--json")) == 0
    assert json.loads(capsys.readouterr().out)["records"] > 1
    diary = Diary.open(folder, OLD)
    assert diary.tutor.name == "Ines Okoro"
    diary.close()
    assert run("bring-keys", OLD, more=(str(tmp_path / "b.tdbackup"),)) == 2
    assert "has its key file" in capsys.readouterr().err


def test_new_keys_that_were_cut_short_are_told_at_the_next_opening(made, capsys, monkeypatch):
    folder, _, run = made

    class PowerCut(BaseException):
        pass

    def power_cut(*_):
        raise PowerCut

    diary = Diary.open(folder, OLD)
    with monkeypatch.context() as patched:
        patched.setattr("tutordiary.vault.rekey._rewrite", power_cut)
        with pytest.raises(PowerCut):
            keys.rekey(diary, NEW, cost=LOWEST_COST)
    diary.vault.abandon()
    assert run("info", NEW) == 0
    assert "taken back" in capsys.readouterr().err
    assert run("info", OLD) == 0
    assert "taken back" not in capsys.readouterr().err
    assert not opens(folder, NEW)
