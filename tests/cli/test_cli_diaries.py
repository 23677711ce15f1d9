"""The command line on real diaries: results, exit codes, plain sentences, nothing lost."""

from __future__ import annotations

import io
import json

import pytest

from tutordiary.__main__ import main
from tutordiary.diary import Diary
from tutordiary.model import Group, Membership, Pupil, Setting
from tutordiary.vault.ciphers import LOWEST_COST

SECRET = "kettle harbour lantern seven"


@pytest.fixture
def made(tmp_path, monkeypatch):
    """A diary in a folder, as the command line finds it; its passphrase comes from a file."""
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET + "\n")
    diary, _ = Diary.create(tmp_path / "diary", SECRET, cost=LOWEST_COST)
    diary.name_tutor("Ines Okoro", "Fenland Music")
    diary.add(
        Setting(id="s", name="Alder Bank"),
        Group(id="g", setting_id="s", working_name="Tuesday drums"),
        Pupil(id="p1", first_name="Wren", last_name="Adair"),
        Pupil(id="p2", first_name="Sol", last_name="Brook"),
        Pupil(id="p3", first_name="Sol", last_name="Dale"),
        Membership(id="m1", pupil_id="p1", group_id="g"),
        Membership(id="m2", pupil_id="p2", group_id="g"),
    )
    diary.close()
    return str(tmp_path / "diary"), ["--passphrase-file", str(secret)]


def run(capsys, *arguments):
    code = main([str(one) for one in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_new_prints_the_code_once_and_the_diary_opens_with_it(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(SECRET + "\n"))
    code, out, _ = run(capsys, "new", tmp_path / "d", "--tutor", "Ines", "--passphrase-file", "-", "--json")
    assert code == 0
    diary = Diary.open_with_recovery(tmp_path / "d", json.loads(out)["recovery_code"])
    assert diary.tutor.name == "Ines"
    diary.close()


def test_info_counts_without_naming_anybody(made, capsys):
    code, out, _ = run(capsys, "info", made[0], *made[1], "--json")
    values = json.loads(out)
    assert (code, values["counts"]["pupil"], values["schema"]) == (0, 3, values["newest_schema"])
    _, plain, _ = run(capsys, "info", made[0], *made[1])
    assert "Wren" not in plain + out


def test_check_reads_everything(made, capsys):
    code, out, _ = run(capsys, "check", made[0], *made[1], "--json")
    assert (code, json.loads(out)["whole"]) == (0, True)


def test_export_and_import_give_an_equal_diary(made, tmp_path, capsys, monkeypatch):
    assert run(capsys, "export", made[0], tmp_path / "all.json", *made[1])[0] == 0
    assert run(capsys, "export", made[0], tmp_path / "all.json", *made[1])[0] == 2
    other, _ = Diary.create(tmp_path / "other", SECRET, cost=LOWEST_COST)
    other.close()
    assert run(capsys, "import", tmp_path / "other", tmp_path / "all.json", *made[1])[0] == 0
    assert run(capsys, "export", tmp_path / "other", tmp_path / "again.json", *made[1])[0] == 0
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "all.json").read_bytes()


def test_bad_input_names_the_place_and_writes_nothing(made, tmp_path, capsys):
    bad = tmp_path / "bad.json"
    assert run(capsys, "export", made[0], bad, *made[1])[0] == 0
    data = json.loads(bad.read_text())
    data["memberships"][1]["joined_on"] = "the first week"
    bad.write_text(json.dumps(data))
    before = run(capsys, "info", made[0], *made[1], "--json")[1]
    code, out, err = run(capsys, "import", made[0], bad, *made[1])
    assert (code, out) == (2, "")
    assert "memberships[1].joined_on: not a date" in err
    after = run(capsys, "info", made[0], *made[1], "--json")[1]
    assert json.loads(before)["counts"] == json.loads(after)["counts"]


def test_backup_and_restore(made, tmp_path, capsys):
    code, out, _ = run(capsys, "backup", made[0], tmp_path / "b.tdbackup", *made[1])
    assert code == 0
    assert "opened" in out
    assert run(capsys, "backup", made[0], tmp_path / "b.tdbackup", *made[1])[0] == 2
    assert run(capsys, "restore", tmp_path / "b.tdbackup", tmp_path / "back", *made[1])[0] == 0
    assert run(capsys, "restore", tmp_path / "b.tdbackup", tmp_path / "back", *made[1])[0] == 2
    assert json.loads(run(capsys, "info", tmp_path / "back", *made[1], "--json")[1])["counts"]["pupil"] == 3


def test_one_report_and_all_reports(made, tmp_path, capsys):
    code, _, _ = run(capsys, "report", made[0], "--pupil", "wren", "-o", tmp_path / "w.pdf", *made[1])
    assert code == 0
    assert (tmp_path / "w.pdf").read_bytes().startswith(b"%PDF-")
    code, out, _ = run(
        capsys, "report", made[0], "--all", "--audience", "family", "--format", "docx",
        "-o", tmp_path / "all", *made[1], "--json",
    )  # fmt: skip
    assert code == 0
    assert len(json.loads(out)["written"]) == len(list((tmp_path / "all").glob("*.docx"))) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("report", "--pupil", "Nobody", "-o", "x.pdf"), "No pupil is called Nobody"),
        (("report", "--pupil", "Sol", "-o", "x.pdf"), "2 pupils are called Sol"),
        (("report", "-o", "x.pdf"), "Say whose report"),
    ],
)
def test_a_pupil_must_be_named_well(made, tmp_path, capsys, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    command, *rest = arguments
    code, out, err = run(capsys, command, made[0], *rest, *made[1])
    assert (code, out) == (2, "")
    assert words in err
    assert not (tmp_path / "x.pdf").exists()


def test_a_wrong_passphrase_and_a_missing_diary_are_two_sentences(made, tmp_path, capsys):
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the passphrase\n")
    code, _, first = run(capsys, "info", made[0], "--passphrase-file", wrong)
    assert code == 2
    code, _, second = run(capsys, "info", tmp_path / "nowhere", *made[1])
    assert code == 2
    assert first != second
    assert "Traceback" not in first + second


def test_without_a_terminal_a_passphrase_file_is_asked_for(made, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    code, _, err = run(capsys, "info", made[0])
    assert code == 2
    assert "--passphrase-file" in err
