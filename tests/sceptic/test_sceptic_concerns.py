"""That there is a concern about a child, and how many there are, is told by nothing that leaves the diary."""

from __future__ import annotations

from datetime import UTC, datetime

from tutordiary.diary import Diary
from tutordiary.exchange import transfer
from tutordiary.model import ConcernPointer, Pupil

SECRET = "kettle harbour lantern seven"
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def test_a_backup_keeps_concern_pointers_and_tells_a_finder_of_none(diary, tmp_path):
    diary.add(Pupil(id="p", first_name="Wren"))
    diary.add(*(ConcernPointer(id=f"c{number}", noted_at=NOW, pupil_id="p") for number in range(3)))
    report = diary.back_up(tmp_path / "b.tdbackup")
    assert b"concern" not in (tmp_path / "b.tdbackup").read_bytes()
    assert "concern_pointer" not in report.counts
    Diary.restore(tmp_path / "b.tdbackup", tmp_path / "again", SECRET, state_folder=tmp_path / "state2")
    again = Diary.open(tmp_path / "again", SECRET, state_folder=tmp_path / "state2")
    assert len(again.all(ConcernPointer)) == 3
    again.close()


def test_an_export_is_the_same_with_a_concern_and_without(diary, tmp_path):
    diary.add(Pupil(id="p", first_name="Wren"))
    transfer.export_file(diary, tmp_path / "without.json")
    diary.add(ConcernPointer(id="c", noted_at=NOW, pupil_id="p", told_name="Mrs Rai"))
    transfer.export_file(diary, tmp_path / "with.json")
    assert (tmp_path / "with.json").read_bytes() == (tmp_path / "without.json").read_bytes()
