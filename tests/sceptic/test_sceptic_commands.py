"""What a command leaves out of a paper it says."""

from __future__ import annotations

from datetime import date

from tutordiary.__main__ import main
from tutordiary.diary import Diary
from tutordiary.model import Group, Membership, Pupil, Session, SessionStatus, Setting
from tutordiary.vault.ciphers import LOWEST_COST

SECRET = "kettle harbour lantern seven"


def test_a_report_that_was_cut_to_fit_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    diary, _ = Diary.create(tmp_path / "diary", SECRET, cost=LOWEST_COST)
    diary.add(
        Setting(id="s", name="Oakfield Primary"),
        Group(id="g", setting_id="s", working_name="Blue"),
        Pupil(
            id="p", first_name="Wren", setting_id="s", what_helps="a quiet end and a seat by the door " * 60
        ),
        Membership(id="m", pupil_id="p", group_id="g"),
        Session(id="x", group_id="g", held_on=date(2026, 3, 4), status=SessionStatus.HELD),
    )
    diary.close()
    (tmp_path / "secret.txt").write_text(SECRET)
    arguments = ("report", tmp_path / "diary", "--pupil", "Wren", "-o", tmp_path / "r.pdf")
    code = main([str(one) for one in (*arguments, "--passphrase-file", tmp_path / "secret.txt")])
    said = capsys.readouterr().out
    assert code == 0
    assert "the rest was left out" in said
