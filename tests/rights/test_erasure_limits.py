"""What erasing cannot reach is listed exactly; what goes wrong in between leaves nothing half done."""

from __future__ import annotations

import hashlib

import pytest
from rights_pages import plain_pages
from rights_sample import SECRET, TODAY

from tutordiary.diary import Diary, care, erasure
from tutordiary.diary.erasure import BackupHolding
from tutordiary.errors import BadInput, DiskFull, UserError
from tutordiary.model import RECORD_TYPES, Pupil
from tutordiary.presenters.pupil_rights import PupilRights
from tutordiary.presenters.pupil_rights_pages import backup
from tutordiary.presenters.work import InlineRunner
from tutordiary.store import erasing
from tutordiary.vault.ciphers import LOWEST_COST


def first(diary):
    return next(pupil for pupil in diary.all(Pupil) if pupil.first_name == "Safiya")


def content(diary):
    """Return the digest of every record."""
    told = "\n".join(repr(one) for kind in RECORD_TYPES for one in diary.all(kind))
    return hashlib.sha256(told.encode()).hexdigest()


def test_the_list_of_backups_that_hold_a_pupil_is_exact(filled, tmp_path):
    newcomer = Pupil(id="newcomer", first_name="Ottoline")
    care.back_up(filled, tmp_path / "before.tdbackup")
    filled.add(newcomer)
    care.back_up(filled, tmp_path / "with.tdbackup")
    filled.remove(newcomer)
    care.back_up(filled, tmp_path / "bin.tdbackup")
    filled.add(newcomer)
    erasure.erase(filled, newcomer.id)
    care.back_up(filled, tmp_path / "after.tdbackup")

    held = erasure.backups_holding(filled, newcomer.id)

    assert {one.made.path.name for one in held} == {"with.tdbackup", "bin.tdbackup"}
    assert all(one.is_sure for one in held)
    (tmp_path / "bin.tdbackup").rename(tmp_path / "elsewhere")
    held = erasure.backups_holding(filled, newcomer.id)
    assert {one.made.path.name: one.is_sure for one in held} == {
        "with.tdbackup": True,
        "bin.tdbackup": False,
    }


def test_a_backup_is_taken_away_only_if_it_is_this_diarys(filled, tmp_path):
    mine, other = tmp_path / "mine.tdbackup", tmp_path / "notes.txt"
    care.back_up(filled, mine)
    other.write_text("not a backup", encoding="utf-8")
    with pytest.raises(UserError, match=r"left as it is|not touched"):
        erasure.take_away(filled, other)
    assert other.exists()
    erasure.take_away(filled, mine)
    assert not mine.exists()
    assert erasure.backups_holding(filled, first(filled).id) == ()


def test_another_diarys_backup_is_not_touched(filled, tmp_path):
    theirs = tmp_path / "theirs.tdbackup"
    other, _ = Diary.create(tmp_path / "o", SECRET, cost=LOWEST_COST, state_folder=tmp_path / "os")
    care.back_up(other, theirs)
    other.close()
    with pytest.raises(BadInput):
        erasure.take_away(filled, theirs)
    assert theirs.exists()


@pytest.mark.parametrize("step", ["retire", "drop_loose", "write_loose", "note_erasure"])
def test_a_full_disk_in_between_leaves_everything_as_it_was(filled, monkeypatch, step):
    pupil = first(filled)
    filled.keep_draft(f"log/x/moment/{pupil.id}", "half", 1)
    filled.keep_draft("log/x/next_time/everyone", "Ask Safiya", 1)
    before, drafts = content(filled), filled.drafts()

    def full(*_args, **_kwargs):
        raise DiskFull("There is no room.")

    monkeypatch.setattr(erasing, step, full)
    with pytest.raises(DiskFull):
        erasure.erase(filled, pupil.id)
    assert content(filled) == before
    assert filled.drafts() == drafts
    assert all(line.passed for line in filled.vault.full_check())


def test_without_room_to_write_the_file_anew_the_words_are_overwritten_all_the_same(filled, monkeypatch):
    pupil = first(filled)

    def full(_conn):
        raise DiskFull("There is no room.")

    with monkeypatch.context() as patched:
        patched.setattr(erasing, "tidy", full)
        report = erasure.erase(filled, pupil.id)
    assert not report.is_tidied
    filled.vault.checkpoint()
    assert b"safiya" not in plain_pages(filled).lower()
    assert erasure.finish_tidying(filled)
    with filled.vault.reading() as conn:
        assert erasing.free_pages(conn) == 0
    assert erasure.finish_tidying(filled)


def test_the_sheet_says_that_a_note_without_their_name_cannot_be_found(filled):
    class Sheet:
        def show_busy(self, words):
            pass

        def show_plan(self, page):
            self.goes = page.goes

    sheet = Sheet()
    PupilRights(filled, sheet, InlineRunner(), lambda: TODAY, first(filled).id).open_erase()
    assert "without naming them cannot be found" in sheet.goes[-1]


def test_nothing_typed_confirms_nothing_without_a_plan_or_a_name(filled):
    rights = PupilRights(filled, object(), InlineRunner(), lambda: TODAY, first(filled).id)
    assert not rights.is_confirmed("")
    assert not rights.is_confirmed(" ")


def test_a_backup_that_was_not_looked_into_is_said_to_count(filled, tmp_path):
    care.back_up(filled, tmp_path / "b.tdbackup")
    (made,) = care.backups(filled)
    sure, unsure = (backup(BackupHolding(made, is_sure)).words for is_sure in (True, False))
    assert "counts as holding them" in unsure
    assert "counts" not in sure
