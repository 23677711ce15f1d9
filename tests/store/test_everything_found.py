"""Every field somebody writes in is found by its words, and no more once it is changed, removed or erased."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from tests.history.history_samples import one_of_each
from tutordiary.diary import Diary, erasure, finding, history
from tutordiary.diary.fields import WORDS
from tutordiary.diary.finding import Wanted
from tutordiary.model import (
    ConcernPointer,
    ConversationPupil,
    FrameworkVersion,
    Group,
    Observation,
    Programme,
    Pupil,
    Reflection,
    Session,
    Setting,
    Tutor,
    Voice,
)
from tutordiary.store import kept_texts
from tutordiary.vault.ciphers import LOWEST_COST

# What Find passes over, and why.
PASSED_OVER = {
    "case_study_version": "an earlier text, like those of a page",
    "service_template": "how papers look, not what was noticed",
    "phrase": "a list to look through where it is used",
    "concern_pointer": "a worry is nobody's to come across",
    "tutor": "whose diary it is",
    "disclosure": "the log of what left says it, whole and in order",
    "retention_review": "stands with its programme",
    "slot": "stands in the timetable",
    "closure": "stands in the timetable",
}
LABELS = {
    "setting.safeguarding_route", "setting.controller", "setting.retention_rule", "contact.channel",
    "pupil.school_plan_kind", "voice.captured_how", "voice.scribed_by", "voice.artefact",
    "conversation.with_role", "external_score.name", "external_score.scorer", "external_score.score",
    "case_study.cleared_by", "report.given_to", "pack_item.text",
}  # fmt: skip


def named(record):
    """Return a record with a word of its own in every field of words, and those words by field."""
    words = {name: f"canary{record.table}{name}".replace("_", "") for name in WORDS.get(type(record), ())}
    return replace(record, **words), {f"{record.table}.{name}": word for name, word in words.items()}


def marked():
    """Return one of each record with words of its own, and the words by table and field."""
    records, canaries = [], {}
    for one in one_of_each():
        if not isinstance(one, Tutor | FrameworkVersion):
            if isinstance(one, Programme):
                one = replace(one, framework_version_id=None)
            record, words = named(one)
            records.append(record)
            canaries |= words
    return records, canaries


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A diary with one of each record, its records, and its words by table and field."""
    folder = tmp_path_factory.mktemp("canaries")
    diary, _ = Diary.create(
        folder / "d", "plain words for a test", cost=LOWEST_COST, state_folder=folder / "s"
    )
    records, canaries = marked()
    diary.add(*records)
    yield diary, records, canaries
    diary.close()


def found(diary: Diary, word: str) -> list[tuple[str, str]]:
    return [(one.table, one.item_id) for one in finding.find(diary, Wanted(typed=word)).passages]


def test_every_field_of_words_is_found_by_them(written):
    diary, records, canaries = written
    ids = {record.table: record.id for record in records}
    missed = {}
    for place, word in canaries.items():
        table = place.split(".")[0]
        if table in PASSED_OVER:
            assert found(diary, word) == [], place
        elif found(diary, word) != [(table, ids[table])]:
            missed[place] = found(diary, word)
    assert set(missed) <= LABELS
    assert "setting.safeguarding_route" in missed  # how a school is told of a worry is for its sheet alone


def test_every_long_text_is_among_them(written):
    _, _, canaries = written
    long = {f"{table}.{name}" for table, names in kept_texts.LONG_TEXTS.items() for name in names}
    assert long <= set(canaries) - LABELS


def test_drafts_earlier_texts_and_the_bin_are_not_looked_through(diary):
    diary.add(Setting(id="s", name="Alder Bank"), Group(id="g", setting_id="s", working_name="Drums"))
    diary.add(Session(id="d", group_id="g", held_on=date(2026, 3, 2)))
    diary.add(Reflection(id="r", session_id="d", prompt="went_well", text="A walrus sang"))
    diary.keep_draft("log/r", "A walrus in a draft")
    assert found(diary, "walrus") == [("reflection", "r")]
    diary.save(Reflection(id="r", session_id="d", prompt="went_well", text="An otter sang"))
    assert found(diary, "walrus") == []
    assert found(diary, "otter") == [("reflection", "r")]
    (entry,) = diary.remove(diary.need(Session, "d"))
    assert found(diary, "otter") == []
    history.bring_back(diary, entry)
    assert found(diary, "otter") == [("reflection", "r")]


def test_a_word_that_was_changed_leaves_no_piece_of_itself_in_the_index(diary):
    diary.add(Pupil(id="p", first_name="Wren", still_hard="waiting for zzyzxwalrus"))
    pieces = "SELECT count(*) FROM passage_fts_data WHERE instr(block, CAST(? AS BLOB))"
    assert diary.vault.conn.execute(pieces, ("zzyzxwalrus",)).fetchone() != (0,)
    diary.save(Pupil(id="p", first_name="Wren", still_hard="waiting"))
    assert diary.vault.conn.execute(pieces, ("zzyzxwal",)).fetchone() == (0,)


def test_a_worry_is_never_found_even_by_the_name_it_is_about(diary):
    diary.add(Setting(id="s", name="Alder Bank"), Pupil(id="p", first_name="Wren", setting_id="s"))
    pointer = next(one for one in one_of_each() if isinstance(one, ConcernPointer))
    diary.add(
        replace(pointer, setting_id="s", pupil_id="p", told_name="Quillfeather", told_how="by telephone")
    )
    assert found(diary, "quillfeather") == found(diary, "telephone") == []
    assert found(diary, "wren") == [("pupil", "p")]


def test_what_is_erased_is_found_by_nothing(diary):
    diary.add(Setting(id="s", name="Alder Bank"), Pupil(id="p", first_name="Wren", setting_id="s"))
    diary.add(
        Observation(id="o", noted_on=date(2026, 3, 2), pupil_id="p", text="held the xylophone"),
        Voice(id="v", speaker="pupil", words="My xylophone", said_on=date(2026, 3, 2), pupil_id="p"),
    )
    assert len(found(diary, "xylophone")) == 2
    erasure.erase(diary, "p")
    assert found(diary, "xylophone") == found(diary, "wren") == []
    left = diary.vault.conn.execute("SELECT count(*) FROM passage WHERE tags LIKE '%pp%'").fetchone()
    assert left == (0,)


def test_a_talk_is_found_by_the_pupils_it_was_about(written):
    diary, records, _ = written
    (link,) = [one for one in records if isinstance(one, ConversationPupil)]
    about = finding.find(diary, Wanted(pupil_id=link.pupil_id, kinds=("conversation",)))
    assert ("conversation", link.conversation_id) in [(one.table, one.item_id) for one in about.passages]


def test_a_finder_knows_a_new_name_at_once_and_no_name_that_is_gone(written):
    diary, finder = written[0], finding.Finder(written[0])
    with ThreadPoolExecutor(1) as worker:  # as in the window: another thread, another connection

        def called():
            return worker.submit(finder.find, Wanted(typed="quillon")).result().called

        assert called() == ()
        diary.add(Pupil(id="new", first_name="Quillon"))
        assert called() == (("new", "Quillon"),)
        diary.remove(diary.need(Pupil, "new"))
        assert called() == ()
