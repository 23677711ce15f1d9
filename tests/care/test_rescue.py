"""Rescue: all but what was on the lost page, the damaged diary untouched, and a diary that works again."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from tutordiary.diary import Diary, care
from tutordiary.diary.rescuing import rescue
from tutordiary.errors import DiaryDamaged, DiaryExists, DiaryMissing, WrongSecret
from tutordiary.model import (
    Attendance,
    Judgement,
    JudgementEvidence,
    JudgementResult,
    Observation,
    Presence,
    Pupil,
    Reflection,
    Report,
    ReportAudience,
    ReportPurpose,
    ReportSection,
    Session,
    Target,
    TargetEvidence,
    TargetKind,
)
from tutordiary.store.mending import LOST
from tutordiary.store.migrations import NEWEST_SCHEMA
from tutordiary.vault import salvage_trees, sqlcipher
from tutordiary.vault.salvage_pages import Pages

GOLDEN = Path(__file__).parents[1] / "store" / "golden" / "schema-1.tdbackup"
PAGE = sqlcipher.PAGE_BYTES
SESSIONS = 120
PAGES_TRIED = 8
ROWS_OF_A_PAGE = 140  # of the smallest, with ids as short as these


@pytest.fixture
def big(made):
    """A diary of some hundred pages."""
    diary = made.open()
    words = "She waited for the beat and came in with the others. " * 6
    with diary.together():
        for n in range(SESSIONS):
            diary.add(Session(id=f"big{n}", group_id="g", held_on=date(2026, 1 + n % 12, 1 + n % 28)))
            for pupil in range(4):
                diary.add(
                    Attendance(
                        id=f"ba{n}-{pupil}",
                        session_id=f"big{n}",
                        pupil_id=f"p{pupil}",
                        presence=Presence.PRESENT,
                    )
                )
            diary.add(Reflection(id=f"br{n}", session_id=f"big{n}", prompt="noticed", text=f"{n}. {words}"))
    diary.keep_draft("log:g", "Half a thought", 4)
    diary.close()
    return made


def destroy(made, page: int) -> bytes:
    file = made.folder / "diary.db"
    data = bytearray(file.read_bytes())
    start = (page - 1) * PAGE
    data[start + 16 * (page == 1) : start + PAGE] = random.Random(page).randbytes(PAGE - 16 * (page == 1))
    file.write_bytes(data)
    return bytes(data)


def open_rescued(made, place, **more) -> Diary:
    return Diary.open_with_recovery(place, made.code, state_folder=made.state, **more)


def root_page(made, name: str) -> int:
    diary = made.open()
    page = root_of(diary, name)
    diary.close()
    return page


def root_of(diary: Diary, name: str) -> int:
    return sqlcipher.one(diary.vault.conn, f"SELECT rootpage FROM sqlite_master WHERE name = '{name}'")


def test_a_diary_without_damage_comes_over_whole(big, tmp_path):
    before = big.files()
    diary = big.open()
    counts, found = diary.counts(), [hit.item_id for hit in diary.search("beat")]
    counter, texts = diary.vault.counter(), diary.all(Reflection)
    diary.close()
    report = rescue(big.folder, big.code, tmp_path / "new", is_code=True, state_folder=big.state)
    assert [table for table in report.tables if table.read < table.of] == []
    assert (report.stand_ins, report.left_out, report.from_search) == (0, 0, 0)
    assert big.files() == before
    rescued = open_rescued(big, tmp_path / "new")
    assert rescued.counts() == counts
    assert rescued.all(Reflection) == texts
    assert [hit.item_id for hit in rescued.search("beat")] == found
    assert rescued.drafts()[0].text == "Half a thought"
    assert rescued.vault.counter() > counter
    rescued.close()
    Diary.open(tmp_path / "new", "plain words for a test", state_folder=big.state).close()


@pytest.mark.parametrize("seed", range(PAGES_TRIED))
def test_one_lost_page_costs_at_most_what_was_on_it(big, tmp_path, seed):
    pages = (big.folder / "diary.db").stat().st_size // PAGE
    damaged = destroy(big, random.Random(seed).randrange(2, pages + 1))
    report = rescue(big.folder, big.code, tmp_path / "new", is_code=True, state_folder=big.state)
    assert report.of - report.read <= ROWS_OF_A_PAGE
    assert (big.folder / "diary.db").read_bytes() == damaged
    rescued = open_rescued(big, tmp_path / "new")
    assert all(line.passed for line in rescued.vault.full_check())
    for kind in (Session, Reflection, Attendance, Pupil):
        rescued.all(kind)
    rescued.add(Reflection(id="new", session_id=rescued.all(Session)[0].id, prompt="next", text="and on"))
    assert len(care.backups(rescued)) == 0
    rescued.close()


@pytest.mark.parametrize("which", ["the first page", "a root", "the list of tables"])
def test_the_ways_down_to_the_rows_are_not_needed(big, tmp_path, which):
    pages = (big.folder / "diary.db").stat().st_size // PAGE
    roots = {root_page(big, name) for name in ("reflection", "pupil", "session", "report")}
    page = {"the first page": 1, "a root": root_page(big, "reflection")}.get(which)
    page = page or next(n for n in range(20, pages) if n not in roots and is_list_of_tables(big, n))
    destroy(big, page)
    report = rescue(big.folder, big.code, tmp_path / "new", is_code=True, state_folder=big.state)
    assert [table for table in report.tables if table.read < table.of] == []
    rescued = open_rescued(big, tmp_path / "new")
    assert len(rescued.all(Reflection)) == SESSIONS + 3
    assert len(rescued.search("beat")) == SESSIONS
    rescued.close()


def is_list_of_tables(made, number: int) -> bool:
    diary = made.open()
    keys = diary.vault.keys
    diary.close()
    pages = Pages(made.folder / "diary.db", made.folder / "none", keys.data_key, keys.file.vault_id)
    rows = list(salvage_trees.rows(pages, number))
    return bool(rows) and rows[0][1][0] in ("table", "trigger")


def test_what_hung_on_a_lost_row_is_kept_with_a_stand_in(big, tmp_path):
    destroy(big, root_page(big, "pupil"))
    report = rescue(big.folder, big.code, tmp_path / "new", is_code=True, state_folder=big.state)
    assert report.stand_ins == 4
    rescued = open_rescued(big, tmp_path / "new")
    pupils = {pupil.id: (pupil.first_name, pupil.last_name) for pupil in rescued.all(Pupil)}
    assert pupils == {f"p{n}": (f"Wren{n}", f"({LOST.lower()})") for n in range(4)}  # search knew the names
    assert len(rescued.find(Attendance, pupil_id="p2")) == SESSIONS
    rescued.close()


def test_words_whose_own_page_is_gone_come_back_from_search(big, tmp_path):
    diary = big.open()
    keys, root = diary.vault.keys, root_of(diary, "reflection")
    before = {reflection.text.strip() for reflection in diary.all(Reflection)}
    diary.close()
    pages = Pages(big.folder / "diary.db", big.folder / "none", keys.data_key, keys.file.vault_id)
    leaf = salvage_trees.tree(pages, root).leaves[3]
    gone = len(list(salvage_trees.rows(pages, leaf)))
    destroy(big, leaf)
    report = rescue(big.folder, big.code, tmp_path / "new", is_code=True, state_folder=big.state)
    assert report.of - report.read == report.from_search == gone > 5
    rescued = open_rescued(big, tmp_path / "new")
    found = rescued.all(Observation)
    assert {one.text.strip() for one in (*rescued.all(Reflection), *found)} == before
    assert all(rescued.need(Session, one.session_id).held_on == one.noted_on for one in found)
    assert not any(one.audiences for one in found)
    assert len(rescued.search("beat")) == SESSIONS
    rescued.close()


def test_search_finds_what_came_over_and_nothing_that_did_not(big, tmp_path):
    destroy(big, root_page(big, "passage_fts_data"))
    rescue(big.folder, big.code, tmp_path / "new", is_code=True, state_folder=big.state)
    rescued = open_rescued(big, tmp_path / "new")
    assert len(rescued.search("beat")) == SESSIONS
    rescued.close()


@pytest.mark.argon2id
def test_a_diary_of_an_older_form_is_rescued_into_the_newest(tmp_path):
    Diary.restore(GOLDEN, tmp_path / "old", "plain words for a test", state_folder=tmp_path / "s")
    before = {one.name: one.read_bytes() for one in (tmp_path / "old").iterdir()}
    report = rescue(tmp_path / "old", "plain words for a test", tmp_path / "new", state_folder=tmp_path / "s")
    assert report.read == report.of > 43
    (tmp_path / "old" / "diary.lock").unlink()  # an empty file that keeps writers away meanwhile
    assert {one.name: one.read_bytes() for one in (tmp_path / "old").iterdir()} == before
    rescued = Diary.open(tmp_path / "new", "plain words for a test", state_folder=tmp_path / "s")
    assert rescued.vault.user_version == NEWEST_SCHEMA
    assert rescued.drafts()[0].text == "Words nobody had finished"
    assert care.backups(rescued) == []
    rescued.close()


def test_no_judgement_is_made_up_and_the_words_of_a_lost_report_are_kept(made, tmp_path):
    diary = made.open()
    diary.add(
        Observation(id="o", noted_on=date(2026, 9, 1), pupil_id="p1", text="Came in first"),
        Judgement(
            id="j",
            pupil_id="p1",
            outcome="o1",
            result=next(iter(JudgementResult)),
            judged_on=date(2026, 9, 2),
        ),
        JudgementEvidence(id="je", judgement_id="j", observation_id="o"),
        Report(
            id="r",
            pupil_id="p1",
            audience=next(iter(ReportAudience)),
            purpose=next(iter(ReportPurpose)),
            period_from=date(2026, 9, 1),
            period_to=date(2026, 10, 31),
        ),
        ReportSection(id="rs", report_id="r", section="progress", text="He leads the round now"),
        Target(
            id="t",
            pupil_id="p1",
            kind=next(iter(TargetKind)),
            pupil_words="Play loud",
            set_on=date(2026, 9, 3),
        ),
        TargetEvidence(id="te", target_id="t", observation_id="o"),
    )
    diary.close()
    whole = (made.folder / "diary.db").read_bytes()
    roots = {table: root_page(made, table) for table in ("judgement", "report", "target")}
    for table, root in roots.items():
        (made.folder / "diary.db").write_bytes(whole)
        destroy(made, root)
        target = tmp_path / table
        report = rescue(made.folder, made.code, target, is_code=True, state_folder=made.state)
        rescued = open_rescued(made, target)
        assert (len(rescued.all(Judgement)), len(rescued.all(Report)), len(rescued.all(Target))) == tuple(
            int(table != one) for one in ("judgement", "report", "target")
        )
        assert (report.stand_ins, report.left_out) == (0, 1)
        texts = {one.text: one.pupil_id for one in rescued.all(Observation)}
        assert ("He leads the round now" in texts) is (table == "report")
        assert ("Play loud" in texts) is (table == "target")
        assert set(texts.values()) == {"p1"}
        assert all(line.passed for line in rescued.vault.full_check())
        rescued.close()


def test_a_lost_session_keeps_its_day_and_its_group(big, tmp_path):
    destroy(big, root_page(big, "session"))
    diary_pages = (big.folder / "diary.db").read_bytes()
    report = rescue(big.folder, big.code, tmp_path / "new", is_code=True, state_folder=big.state)
    assert (big.folder / "diary.db").read_bytes() == diary_pages
    rescued = open_rescued(big, tmp_path / "new")
    sessions = {one.id: one for one in rescued.all(Session)}
    assert len(sessions) == SESSIONS + 3
    assert report.left_out == 0
    assert all(one.group_id == "g" for one in sessions.values())
    assert sessions["big17"].held_on == date(2026, 1 + 17 % 12, 1 + 17 % 28)
    assert len(rescued.all(Attendance)) == 4 * SESSIONS + 3
    rescued.close()


def test_nothing_readable_is_said_and_leaves_nothing(big, tmp_path):
    file = big.folder / "diary.db"
    file.write_bytes(file.read_bytes()[:16] + random.Random(1).randbytes(file.stat().st_size - 16))
    (tmp_path / "places").mkdir()
    with pytest.raises(DiaryDamaged):
        rescue(big.folder, big.code, tmp_path / "places" / "new", is_code=True, state_folder=big.state)
    assert list((tmp_path / "places").iterdir()) == []


def test_it_writes_over_nothing_and_asks_for_the_right_words(made, tmp_path):
    (tmp_path / "places").mkdir()
    with pytest.raises(WrongSecret):
        rescue(made.folder, "not the right words", tmp_path / "places" / "new", state_folder=made.state)
    with pytest.raises(DiaryExists):
        rescue(made.folder, made.code, made.state, is_code=True, state_folder=made.state)
    with pytest.raises(DiaryMissing):
        rescue(tmp_path / "places", made.code, tmp_path / "places" / "new", is_code=True)
    assert list((tmp_path / "places").iterdir()) == []
