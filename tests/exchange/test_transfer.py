"""Imports into diaries that hold something already, and exports to disk."""

from __future__ import annotations

import json
import os
import re
import stat
from datetime import date

import pytest
from exchange_samples import file_of

from tutordiary import assets
from tutordiary.errors import BadInput, CannotWrite, DiaryExists
from tutordiary.exchange.format import ONCE, kinds_by_array
from tutordiary.exchange.transfer import export_file, import_exchange
from tutordiary.framework import shipped_framework
from tutordiary.model import (
    RECORD_TYPES,
    FrameworkVersion,
    Group,
    Membership,
    Observation,
    Programme,
    Pupil,
    Session,
    Setting,
    Tutor,
)

TERM = {
    "settings": [{"id": "elm", "name": "Elm Primary"}],
    "groups": [{"id": "tue", "setting_id": "elm", "working_name": "Elm Tuesday"}],
    "pupils": [
        {"first_name": "Ash", "setting_id": "elm", "group_id": "tue", "joined_on": "2026-01-06"},
        {"first_name": "Bo", "setting_id": "elm", "group_id": "tue"},
    ],
    "sessions": [{"group_id": "tue", "held_on": "2026-01-06"}],
}


def write(path, **arrays):
    path.write_bytes(file_of(**arrays))
    return path


def test_a_hand_written_file_needs_few_ids(diary, tmp_path):
    report = import_exchange(diary, write(tmp_path / "term.json", **TERM))
    assert report.counts == (
        ("settings", 1),
        ("groups", 1),
        ("pupils", 2),
        ("memberships", 2),
        ("sessions", 1),
    )
    assert report.added == 7
    ash = next(pupil for pupil in diary.all(Pupil) if pupil.first_name == "Ash")
    (joined,) = diary.find(Membership, pupil_id=ash.id)
    assert (joined.group_id, joined.joined_on) == ("tue", date(2026, 1, 6))
    assert re.fullmatch("[0-9a-hjkmnp-tv-z]{20}", ash.id)


def test_the_same_file_twice_adds_nothing(diary, tmp_path):
    path = write(tmp_path / "term.json", **TERM)
    import_exchange(diary, path)
    before = diary.counts()
    again = import_exchange(diary, path)
    assert (again.added, again.skipped) == (0, 7)
    assert diary.counts() == before


def test_two_pupils_with_the_same_words_are_two_pupils(diary, tmp_path):
    import_exchange(diary, write(tmp_path / "term.json", pupils=[{"first_name": "Ash"}] * 2))
    assert len({pupil.id for pupil in diary.all(Pupil)}) == 2


def test_a_file_may_point_at_what_the_diary_has(diary, tmp_path):
    diary.add(Setting(id="elm", name="Elm"), Group(id="tue", setting_id="elm", working_name="Tuesday"))
    report = import_exchange(
        diary, write(tmp_path / "s.json", sessions=[{"group_id": "tue", "held_on": "2026-01-06"}])
    )
    assert report.added == 1
    assert diary.find(Session, group_id="tue")


def test_a_diary_without_entries_takes_the_files_tutor_and_framework(diary, tmp_path):
    own = diary.name_tutor("Typed at first run")
    body = shipped_framework().body.replace("2022.1", "2026.1")
    path = write(
        tmp_path / "f.json",
        tutors=[{"id": "t", "name": "Robin Vale"}],
        framework_versions=[
            {
                "id": "f",
                "framework": "x",
                "version": "2026.1",
                "body": body,
                "loaded_at": "2026-03-02T09:30:00Z",
            }
        ],
    )
    import_exchange(diary, path)
    assert [tutor.id for tutor in diary.all(Tutor)] == ["t"] != [own.id]
    assert [version.id for version in diary.all(FrameworkVersion)] == ["f"]
    assert diary.framework.version == "2026.1"


def test_a_framework_version_the_diary_has_is_used_under_its_own_id(diary, tmp_path):
    diary.add(Pupil(id="p", first_name="Ash"))
    (own,) = diary.all(FrameworkVersion)
    version = {"framework": own.framework, "version": own.version, "body": own.body}
    path = write(
        tmp_path / "f.json",
        framework_versions=[{"id": "theirs", **version, "loaded_at": "2026-03-02T09:30:00Z"}],
        programmes=[{"id": "pr", "name": "Nurture", "framework_version_id": "theirs"}],
    )
    report = import_exchange(diary, path)
    assert (report.added, report.skipped) == (1, 1)
    assert diary.all(FrameworkVersion) == [own]
    assert diary.get(Programme, "pr").framework_version_id == own.id


def test_a_file_with_its_own_framework_is_checked_against_it(diary, tmp_path):
    body = shipped_framework().body.replace("AGE.1", "OWN.1").replace('"id": "musical', '"id": "own-musical')
    version = {"framework": "own", "version": "1", "body": body, "loaded_at": "2026-03-02T09:30:00Z"}
    fine = {"noted_on": "2026-03-02", "indicators": ["OWN.1"]}
    old = {"noted_on": "2026-03-02", "indicators": ["AGE.1"]}
    with pytest.raises(BadInput, match=r"observations\[1\]\.indicators\[0\]: the outcomes framework has no"):
        import_exchange(
            diary, write(tmp_path / "f.json", framework_versions=[version], observations=[fine, old])
        )
    import_exchange(diary, write(tmp_path / "f.json", framework_versions=[version], observations=[fine]))
    assert diary.all(Observation)[0].indicators == ("OWN.1",)


def test_the_same_tutor_under_another_id_is_no_difference(diary, tmp_path):
    diary.name_tutor("Robin Vale")
    diary.add(Pupil(id="p", first_name="Ash"))
    report = import_exchange(diary, write(tmp_path / "t.json", tutors=[{"name": "Robin Vale"}]))
    assert (report.added, report.skipped) == (0, 1)


def test_what_is_odd_but_may_stay_is_a_warning(diary, tmp_path):
    path = write(
        tmp_path / "odd.json",
        is_sample=True,
        settings=TERM["settings"],
        groups=[{**TERM["groups"][0], "starts_on": "2026-05-01", "ends_on": "2026-01-01"}],
        sessions=[{"id": "s", "group_id": "tue", "held_on": "2026-01-06"}],
        reflections=[{"session_id": "s", "prompt": "next_tme", "text": "Slower."}],
    )
    assert import_exchange(diary, path).warnings == (
        "The file comes from a sample diary, so this diary is marked as a sample from now on.",
        "groups[0]: ends_on is before starts_on",
        'reflections[0].prompt: this app has no prompt "next_tme"; did you mean next_time?',
    )


def test_a_copy_of_the_sample_is_marked_as_sample_too(diary, tmp_path):
    sample = write(tmp_path / "s.json", is_sample=True, settings=TERM["settings"])
    import_exchange(diary, sample)
    assert diary.is_sample
    export_file(diary, tmp_path / "again.json")
    assert json.loads((tmp_path / "again.json").read_text())["is_sample"] is True


@pytest.mark.parametrize("file_is_sample", [True, False])
def test_invented_and_real_people_are_never_mixed(diary, tmp_path, file_is_sample):
    if not file_is_sample:
        diary.mark_as_sample()
    diary.add(Pupil(id="p", first_name="Ash"))
    before = diary.counts()
    path = write(tmp_path / "other.json", is_sample=file_is_sample, settings=TERM["settings"])
    with pytest.raises(BadInput, match="Nothing was written"):
        import_exchange(diary, path)
    assert diary.counts() == before
    assert diary.is_sample is not file_is_sample


def test_many_warnings_are_counted(diary, tmp_path):
    backwards = {"name": "Half term", "from_on": "2026-02-20", "until_on": "2026-02-16"}
    report = import_exchange(diary, write(tmp_path / "odd.json", closures=[backwards] * 30))
    assert len(report.warnings) == 21
    assert report.warnings[-1] == "and 10 more"


def test_the_fields_that_stand_once_are_the_databases(diary):
    held = {}
    for kind in ONCE:
        rows = diary.vault.conn.execute(f"PRAGMA index_list({kind.table})").fetchall()
        unique = [row[1] for row in rows if row[2] and row[3] == "c"]
        held[kind] = tuple(
            row[2]
            for name in unique
            for row in diary.vault.conn.execute(f"PRAGMA index_info({name})").fetchall()
        )
    assert held == ONCE
    unique = diary.vault.conn.execute(
        "SELECT tbl_name FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE UNIQUE%'"
    ).fetchall()
    records = {kind.table for kind in RECORD_TYPES}
    assert {row[0] for row in unique} & records == {kind.table for kind in ONCE}


def test_an_export_is_private_and_never_silently_replaces(diary, tmp_path):
    path = tmp_path / "copy.json"
    report = export_file(diary, path)
    assert report.counts == (("framework_versions", 1),)
    assert report.size_bytes == path.stat().st_size
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    diary.add(Pupil(id="p", first_name="Ash"))
    with pytest.raises(DiaryExists, match=r"^copy\.json exists already and was left as it is\."):
        export_file(diary, path)
    assert path.read_bytes() == before
    export_file(diary, path, overwrite=True)
    assert json.loads(path.read_bytes())["pupils"][0]["first_name"] == "Ash"
    assert [entry.name for entry in tmp_path.iterdir() if entry.suffix == ".tmp"] == []


def test_an_export_into_no_folder(diary, tmp_path):
    with pytest.raises(CannotWrite):
        export_file(diary, tmp_path / "nowhere" / "copy.json")


def test_an_export_says_what_an_import_would_not_take(diary, tmp_path):
    diary.add(Observation(id="o", noted_on=date(2026, 3, 2), text="x" * 20_001))
    report = export_file(diary, tmp_path / "copy.json")
    assert report.warnings[1] == "observations[0].text: longer than 20,000 characters"
    assert json.loads((tmp_path / "copy.json").read_bytes())["observations"][0]["text"] == "x" * 20_001


def test_the_example_in_the_guide_can_be_imported(diary, tmp_path):
    guide = assets.read_text("exchange/tutor-diary-exchange-1.md")
    assert [array for array in kinds_by_array() if f"`{array}`" not in guide] == []
    (example,) = re.findall(r"```json\n(.*?)```", guide, re.DOTALL)
    path = tmp_path / "example.json"
    path.write_text(example, encoding="utf-8")
    report = import_exchange(diary, path)
    assert report.warnings == ()
    assert report.added >= 8
