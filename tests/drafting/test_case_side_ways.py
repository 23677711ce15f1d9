"""What must not leave a case study by a side way: kept, withdrawn, erased and reworded words."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import MagicMock

import pytest
from drafting_samples import END, EVERYONE, START, sign
from test_case_and_pack import PERIOD, bundle_of_words
from test_case_desk import read_all

from tutordiary.diary import erasure
from tutordiary.drafting import giving
from tutordiary.drafting.case import story
from tutordiary.drafting.case.desk import CaseDesk
from tutordiary.drafting.rights import erase_pupil
from tutordiary.drafting.subject_access import gather_all
from tutordiary.evidence import Period
from tutordiary.model import (
    CaseStudyVersion,
    CaseSubject,
    DisclosureSubject,
    Permission,
    PermissionKind,
    StartPoint,
    Voice,
)
from tutordiary.presenters.case_studio import CaseStudio
from tutordiary.presenters.work import InlineRunner
from tutordiary.release.review import HOME, Decision, decide
from tutordiary.store import binned


@pytest.fixture
def desk(told):
    """The desk of a new story of Jai."""
    return CaseDesk.new(told, CaseSubject.PUPIL, "p-jai", PERIOD)


def test_words_kept_from_a_story_do_not_leave_as_the_tutors_own(told, desk):
    """The line to quote, a title and own words go by what was said, also where the entry is in no story."""
    said = told.need(Voice, "v-1")
    desk.write("tried", "did not even shout")
    for audiences, first_days in ((frozenset(), PERIOD), (EVERYONE, Period(START, START))):
        told.save(replace(said, audiences=audiences))
        desk.set_period(first_days)
        for one in told.all(Permission) if audiences else ():
            if one.kind is PermissionKind.QUOTE:
                told.save(replace(one, withdrawn_on=END))
        words = read_all(told, desk)
        assert words.document.quotable == ""
        assert [one.why_left_out for one in words.seen if one.passage.text == said.words]
        assert words.document.sections[1].text.count("did not even shout") == 0
    desk.set_quote("says I am loud")
    made = desk.woven
    home = story.reviewer(told, made).read(story.passages_of(made))
    assert [[q.type for q in one.questions] for one in home if one.id.endswith("pull_quote")] == [[HOME]]


def test_the_two_sentences_keep_nothing_of_a_piece_that_may_not_leave_any_more(told, desk):
    desk.set_short("Leaves when cross. Waited four turns.")
    told.save(replace(told.need(StartPoint, "sp-1"), audiences=frozenset()))
    desk.refresh()
    assert read_all(told, desk).document.short_version == ""
    desk.set_short("Waited four turns.")
    assert read_all(told, desk).document.short_version == "Waited four turns."


def test_words_put_into_somebodys_mouth_are_no_quote(told, desk):
    """A part of what was said is one still; what the tutor reworded stands without quotation marks."""
    said = next(one for one in desk.pieces() if one.source and one.source.id == "v-1.words")
    staff = next(one for one in desk.pieces() if one.source and one.source.id == "v-staff.words")
    desk.reword(said.id, "not even shout!")
    quotes = [one.quote.words for one in read_all(told, desk).document.sections if one.quote]
    assert quotes == ["not even shout!"]
    (item,) = (one for one in read_all(told, desk).seen if one.id == said.id)
    decide(told, item, Decision.REWORD, replacement="I kept the peace")
    desk.set_quote("not even shout!")
    assert [one.quote for one in read_all(told, desk).document.sections if one.quote] == []
    assert read_all(told, desk).document.quotable == "I kept the peace"
    desk.reword(said.id, "I was quiet and happy")
    desk.reword(staff.id, "He was calmer")
    made = read_all(told, desk).document
    words = bundle_of_words(made)
    assert not any(one.quote for one in made.sections)
    assert "**Week 7.** I was quiet and happy [" in words
    assert "**Week 8, school staff.** He was calmer [" in words


def test_a_story_of_a_pupil_who_took_everything_back_says_nothing(told, desk):
    """Also what the tutor tried tells of the one pupil a story is of."""
    for one in told.find(Permission, pupil_id="p-jai"):
        told.save(replace(one, withdrawn_on=END))
    desk.refresh()
    made = read_all(told, desk)
    assert "I talked over the ending" in [one.original for one in made.seen]
    assert made.went == ()
    assert not any(one.text or one.quote or one.chart for one in made.document.sections)
    assert {one.why_left_out for one in made.seen} == {
        "The permission for words about Jai without names was taken back."
    }
    assert not story.recognition_is_agreed(desk.woven, ())
    assert made.told_of == ("p-jai",)


def test_what_an_erased_pupil_said_is_quoted_nowhere_any_more(told, desk):
    """The line to quote, a piece typed by hand, their versions; the tutor's own account stays, nameless."""
    told.add(
        Voice(
            id="v-p", pupil_id="p-priti", speaker="pupil", words="My drum is the moon drum", said_on=END,
            audiences=EVERYONE,
        ),
        sign("s-priti", 4, "Led the song", EVERYONE, pupil="p-priti"),
    )  # fmt: skip
    group = CaseDesk.new(told, CaseSubject.GROUP, "g", PERIOD)
    group.set_quote("drum is the moon drum")
    typed = group.write("learned", "My drum is the moon drum.")
    rests = group.write("learned", "Priti led, and I followed.")
    group.rest_on(rests, ("s-priti.text",))
    group.keep_version("All of it")
    own = desk.write("learned", "It began so.\nPriti led it.")
    desk.keep_version("With Priti in it")
    copy = gather_all(told, "p-priti")
    (told_of,) = copy.of(CaseStudyVersion)
    assert told_of.body.split("\n\n") == [
        "drum is the moon drum", "Led the song", "My drum is the moon drum.", "Priti led, and I followed.",
    ]  # fmt: skip
    assert "It began so.\nPriti led it." in [one.text for one in copy.mentions if one.id.endswith("body")]
    assert "Left twice" in gather_all(told, "p-jai").of(CaseStudyVersion)[-1].body
    erase_pupil(told, "p-priti")
    assert group.study.pull_quote == ""
    assert group.versions() == ()
    assert group.piece(typed) is None
    assert group.piece(rests).text == "A pupil who has left led, and I followed."
    (kept,) = desk.versions()
    assert desk.compare(kept.number) == (), "it can be read, and says what the story says"
    assert desk.piece(own).text == "It began so.\nA pupil who has left led it."
    assert "Priti" not in kept.body + kept.note


def test_a_story_in_the_bin_keeps_no_words_of_an_erased_pupil(told):
    told.add(
        sign("s-priti", 4, "Led the moon song", EVERYONE, pupil="p-priti"),
        sign("s-priti-2", 5, "Left twice and came back", pupil="p-priti"),
    )
    group = CaseDesk.new(told, CaseSubject.GROUP, "g", PERIOD)
    group.set_quote("Led the moon song")
    group.write("learned", "Led the moon song!")
    group.keep_version("Before the bin")
    alike = CaseDesk.new(told, CaseSubject.PUPIL, "p-jai", PERIOD)
    alike.set_quote("Left twice and came back")
    alike.keep_version("Of Jai, who did the same")
    told.keep_draft(f"case_study/{group.id}/quote", "", 3, ("Led the moon song", "Nothing"))
    told.remove(group.study)
    erase_pupil(told, "p-priti")
    assert [one.steps for one in told.drafts("case_study/")] == [()]
    with told.vault.reading() as conn:
        held = str([entry.parcel for entry in binned.entries(conn)])
    assert "moon song" not in held
    assert "Left twice and came back" in held
    assert alike.study.pull_quote == "Left twice and came back"
    assert len(alike.versions()) == 1


def test_a_name_from_an_earlier_story_is_given_to_nobody_again(told, desk, tmp_path):
    """The name stood in a version, or in a story that is in the bin now; its paper is with a reader."""
    desk.rename("Ottoline")
    desk.keep_version("As Ottoline")
    desk.rename("Clementine")
    draft = read_all(told, desk)
    report = giving.write_case_study(told, draft, "md", tmp_path / "s.md")
    giving.note_case_study(told, report, "s.md", draft, study_id=desk.id)
    other = CaseDesk.new(told, CaseSubject.PUPIL, "p-jai", PERIOD)
    other.rename("Wilhelmina")
    told.remove(other.study)
    erase_pupil(told, "p-jai")
    assert all(erasure.is_retired(told, name) for name in ("Ottoline", "Clementine", "Wilhelmina"))


def test_a_groups_story_stands_in_the_log_of_everybody_who_was_in_it(told, tmp_path):
    group = CaseDesk.new(told, CaseSubject.SESSIONS, "g", Period(START, START))
    draft = read_all(told, group)
    report = giving.write_case_study(told, draft, "md", tmp_path / "g.md")
    left = giving.note_case_study(told, report, "g.md", draft, study_id=group.id)
    noted = {one.pupil_id for one in told.find(DisclosureSubject, disclosure_id=left.id)}
    assert noted == {"p-jai", "p-grace", "p-grace2", "p-priti"}, "and of nobody who came later"


def test_undo_brings_no_erased_pupil_back(told):
    told.add(sign("s-priti", 4, "Led the song", EVERYONE, pupil="p-priti"))
    group = CaseDesk.new(told, CaseSubject.GROUP, "g", PERIOD)
    studio = CaseStudio(told, MagicMock(), InlineRunner(), lambda: END)
    studio.choose(group.id)
    piece = next(one for one in group.pieces() if one.text == "Led the song")
    studio.select(piece.part, piece.id)
    studio.take_out()
    erase_pupil(told, "p-priti")
    studio.undo()
    assert "Led the song" not in [one.text for one in group.pieces()]
