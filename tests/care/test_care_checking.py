"""The check that is due after a cut and each week: quiet when all is well, plain when it is not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tutordiary.diary import care
from tutordiary.errors import DiaryDamaged
from tutordiary.model import Reflection
from tutordiary.vault import checks, sqlcipher

TODAY = date(2026, 11, 21)


def test_it_runs_once_a_week_and_is_no_change_of_the_diary(diary, tmp_path):
    care.back_up_to_shelf(diary, tmp_path / "shelf", TODAY)
    found = care.check_if_due(diary, TODAY)
    assert (found.is_whole, found.sentence, found.rebuilt) == (True, "", False)
    assert not care.has_changed(diary)
    assert care.check_if_due(diary, TODAY + timedelta(days=6)) is None
    assert care.check_if_due(diary, TODAY + timedelta(days=7)) is not None


def test_it_runs_after_the_diary_was_cut_short(diary):
    care.check_if_due(diary, TODAY)
    diary.vault.was_interrupted = True
    assert care.check_if_due(diary, TODAY).is_whole
    assert care.check_if_due(diary, TODAY) is None


def test_a_search_index_that_fell_behind_is_built_again(diary):
    with diary.vault.tx() as conn:
        conn.execute("INSERT INTO passage_fts(passage_fts) VALUES ('delete-all')")
    assert diary.search("kept time") == []
    found = care.check_if_due(diary, TODAY)
    assert (found.is_whole, found.rebuilt, found.sentence) == (True, True, "")
    assert len(diary.search("kept time")) == 3


def test_damage_is_told_and_nothing_more_is_written(made):
    diary = made.open()
    page = sqlcipher.one(diary.vault.conn, "SELECT rootpage FROM sqlite_master WHERE name = 'saved_search'")
    diary.close()
    file = made.folder / "diary.db"
    data = bytearray(file.read_bytes())
    data[(page - 1) * sqlcipher.PAGE_BYTES + 100] ^= 1
    file.write_bytes(data)
    diary = made.open()
    found = care.check_if_due(diary, TODAY)
    assert not found.is_whole
    assert "page seals" in found.sentence
    assert "restore the newest backup" in found.sentence
    with pytest.raises(DiaryDamaged):
        diary.add(Reflection(id="x", session_id="e1", prompt="next", text="more"))
    diary.close()
    assert file.read_bytes() == bytes(data)


def test_a_busy_diary_is_checked_another_time(diary, monkeypatch):
    busy = (checks.CheckLine("reading", True, ""), checks.CheckLine("log", False, "busy"))
    monkeypatch.setattr(checks, "full_check", lambda _: busy)
    assert care.check_if_due(diary, TODAY) is None
    monkeypatch.undo()
    assert care.check_if_due(diary, TODAY).is_whole


def test_bad_news_is_believed_only_when_it_comes_twice(diary, monkeypatch):
    told, real = [], checks.full_check

    def once(connection):
        told.append(1)
        bad = checks.CheckLine("page seals", False, "page 4")
        return (bad,) if len(told) == 1 else real(connection)

    monkeypatch.setattr(checks, "full_check", once)
    assert care.check_if_due(diary, TODAY).is_whole
    assert len(told) == 2


def test_a_diary_only_looked_at_is_not_checked(made):
    diary = made.open(read_only=True)
    assert care.check_if_due(diary, TODAY) is None
    diary.close()
