"""The copy of everything: it holds all that is theirs, and nobody else's name."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import get_type_hints

import pytest
from rights_reading import docx_text, found_names, pdf_text, plain
from rights_sample import TODAY

from tutordiary.diary.fields import NOT_WORDS, WORDS
from tutordiary.drafting import access_document, subject_access
from tutordiary.drafting.access_words import HEADS
from tutordiary.drafting.subject_access import KEEP, LEAVE_OUT, NAME, PUT_BACK, READ, NeedsReading
from tutordiary.errors import BadInput, NotCleared
from tutordiary.model import (
    RECORD_TYPES,
    Attendance,
    ConcernPointer,
    Contact,
    Conversation,
    ConversationPupil,
    FamilyMember,
    Judgement,
    Observation,
    Permission,
    Pupil,
    Session,
    StartPoint,
    Target,
    Tutor,
    Voice,
)
from tutordiary.release import disclosures

TOLD = {
    Observation: ("text", "what_i_did"),
    Voice: ("words",),
    StartPoint: ("text",),
    Target: ("pupil_words", "adult_words", "what_happened", "pupil_review"),
    Judgement: ("note",),
    Permission: ("note",),
}


def first(diary, name="Safiya"):
    return next(pupil for pupil in diary.all(Pupil) if pupil.first_name == name)


def read_all(diary, pupil):
    """Say of every passage that it was read, and return the copy."""
    for item in subject_access.gather_all(diary, pupil.id).waiting:
        subject_access.decide(diary, pupil.id, item, READ)
    return subject_access.gather_all(diary, pupil.id)


def names_of_others(diary, pupil):
    """Return what other children and their families are called, without names of anybody who may be named."""
    may = [pupil.first_name, pupil.last_name, *pupil.known_as]
    may += [one.name for one in diary.find(FamilyMember, pupil_id=pupil.id)]
    may += [name for one in diary.all(Contact) for name in (one.first_name, one.last_name, *one.known_as)]
    may += [diary.tutor.name] if diary.tutor else []
    known = {part for name in may for part in (name, *name.split())}
    found = set()
    for one in diary.all(Pupil):
        if one.id != pupil.id:
            found |= {one.first_name, one.last_name, *one.known_as}
    found |= {one.name for one in diary.all(FamilyMember) if one.pupil_id != pupil.id}
    return {name for name in found if name} - known


@pytest.mark.parametrize("number", range(17))
def test_a_copy_holds_every_record_of_its_pupil_and_names_no_other(filled, number):
    pupil = filled.all(Pupil)[number]
    access = read_all(filled, pupil)
    made = access_document.render(filled, access, "json", TODAY).data.decode("utf-8")
    held = json.loads(made)

    for kind in RECORD_TYPES:
        if "pupil_id" not in {one.name for one in fields(kind)} or kind is ConcernPointer:
            continue
        theirs = filled.find(kind, pupil_id=pupil.id)
        told = held["records"].get(kind.table, [])
        assert len(told) == len(theirs)
        assert len({one["id"] for one in told}) == len(told)
        assert not any(one.id in made for one in theirs)
    shared = {one.conversation_id for one in filled.find(ConversationPupil, pupil_id=pupil.id)}
    assert len(held["records"].get("conversation", [])) == len(shared)
    days = sorted(held["sessions"][one["session_id"]] for one in held["records"]["attendance"])
    assert days == sorted(
        filled.need(Session, one.session_id).held_on.isoformat()
        for one in filled.find(Attendance, pupil_id=pupil.id)
    )
    assert found_names(made, names_of_others(filled, pupil)) == []
    others = {one.id for one in filled.all(Pupil)} - {pupil.id}
    assert not any(other in made for other in others)


@pytest.mark.parametrize("name", ["Safiya", "Hope", "Leïla"])
def test_the_pages_hold_every_word_that_was_written_about_the_pupil(filled, name):
    pupil = first(filled, name)
    access = read_all(filled, pupil)
    touched = {item.id for item in access.items}
    for fmt, reading in (("pdf", pdf_text), ("docx", docx_text)):
        made = access_document.render(filled, access, fmt, TODAY)
        assert made.warnings == ()
        text = plain(reading(made.data)).replace(" ", "")
        for kind, names in TOLD.items():
            for record in filled.find(kind, pupil_id=pupil.id):
                for field in names:
                    if f"{record.id}.{field}" not in touched:
                        assert plain(getattr(record, field)).replace(" ", "").strip() in text
        for mark in filled.find(Attendance, pupil_id=pupil.id):
            day = filled.need(Session, mark.session_id).held_on
            assert f"{day.day}{day:%B}{day.year}" in text
        assert found_names(reading(made.data), names_of_others(filled, pupil)) == []


def test_other_children_become_another_pupil_and_adults_at_work_stay(filled):
    pupil = first(filled)
    access = read_all(filled, pupil)
    texts = [one.text for one in access.mentions]
    assert any("nother pupil" in text for text in texts)
    assert any("Mrs Bhandal" in text for text in texts)
    assert not any("Zofia" in text for text in texts)


def test_nothing_is_given_before_every_passage_was_seen(filled, tmp_path):
    pupil = first(filled)
    target = tmp_path / "copy.pdf"
    with pytest.raises(NeedsReading) as refused:
        access_document.give(filled, pupil.id, "pdf", target, TODAY)
    assert "Zofia" not in str(refused.value)
    assert not target.exists()
    assert disclosures.check_chain(filled).entries == 0

    read_all(filled, pupil)
    left = access_document.give(filled, pupil.id, "pdf", target, TODAY, given_to="Her nan")
    assert (left.purpose, left.recipient_class, left.recipient) == ("subject_access", "pupil", "Her nan")
    assert target.read_bytes().startswith(b"%PDF")
    assert disclosures.check_chain(filled).is_whole


def test_decisions_take_more_out_or_put_a_word_back_only_when_asked(filled):
    pupil = first(filled)
    access = subject_access.gather_all(filled, pupil.id)
    item = next(one for one in access.items if any(place.word == "Dom" for place in one.told.places))
    word = next(word for word in item.words.split() if word.isalpha() and word.islower() and len(word) > 5)
    subject_access.decide(filled, pupil.id, item, NAME, word)
    subject_access.decide(filled, pupil.id, item, KEEP, "Dom")

    def now():
        return next(one for one in subject_access.again(filled, access).items if one.id == item.id)

    assert word not in now().shown.split()
    assert "Dom" in now().shown
    assert now().is_waiting
    subject_access.decide(filled, pupil.id, item, LEAVE_OUT)
    assert now().shown == subject_access.LEFT_OUT_WORDS
    assert not now().is_waiting
    subject_access.decide(filled, pupil.id, item, PUT_BACK)
    assert now().is_waiting
    for decision, wrong in ((KEEP, "zzz"), ("reword", ""), (READ, "Dom")):
        with pytest.raises(BadInput):
            subject_access.decide(filled, pupil.id, item, decision, wrong)


def test_a_decision_for_one_pupils_copy_says_nothing_for_anothers(filled):
    safiya, dom = first(filled), first(filled, "Dominic")
    for item in subject_access.gather_all(filled, safiya.id).items:
        for place in item.told.places:
            subject_access.decide(filled, safiya.id, item, KEEP, place.word)
        subject_access.decide(filled, safiya.id, item, READ)
    copy = subject_access.gather_all(filled, dom.id)
    assert all(item.is_waiting for item in copy.items)
    assert not any("Safiya" in one.text for one in copy.mentions)


def test_changed_words_wait_again(filled):
    pupil = first(filled)
    access = read_all(filled, pupil)
    sign = next(one for one in filled.find(Observation, pupil_id=pupil.id) if one.text)
    assert access.waiting == ()
    filled.save(replace(sign, text="Sat beside Zofia and Dom for the first time."))
    waiting = subject_access.gather_all(filled, pupil.id).waiting
    # The text before the change is kept for undo, and waits with it where it named somebody.
    assert f"{sign.id}.text" in {item.id for item in waiting}


def test_a_name_the_tutor_keeps_passes_the_last_reading_and_no_other_does(filled, tmp_path, monkeypatch):
    pupil = first(filled)
    read_all(filled, pupil)
    sign = next(one for one in filled.find(Observation, pupil_id=pupil.id) if one.text)

    def careless(self, text, decided=None):
        return subject_access.Told(text, (), ())

    filled.save(replace(sign, text="Sat beside Zofia."))
    monkeypatch.setattr(subject_access.OthersWords, "tell", careless)
    with pytest.raises(NotCleared):
        access_document.give(filled, pupil.id, "docx", tmp_path / "copy.docx", TODAY)
    assert not (tmp_path / "copy.docx").exists()


def test_a_copy_is_the_same_whether_or_not_a_worry_was_handed_on(filled):
    pupil = first(filled)
    access = read_all(filled, pupil)
    before = access_document.render(filled, access, "docx", TODAY).data
    records = access_document.render(filled, access, "json", TODAY).data
    filled.add(
        ConcernPointer(
            id="c",
            noted_at=datetime(2026, 10, 1, tzinfo=UTC),
            pupil_id=pupil.id,
            told_role="DSL",
            told_name="Miss Kell",
            told_how="by telephone, about Safiya",
        )
    )
    again = subject_access.gather_all(filled, pupil.id)
    assert access_document.render(filled, again, "docx", TODAY).data == before
    assert access_document.render(filled, again, "json", TODAY).data == records
    text = plain(docx_text(before))
    assert "says neither that there was one nor that there was none" in text


def test_unfinished_earlier_and_removed_words_are_in_it(filled):
    pupil = first(filled)
    signs = [one for one in filled.find(Observation, pupil_id=pupil.id) if one.text][:2]
    filled.save(replace(signs[0], text="quixotic first"))
    filled.save(replace(signs[0], text="something else entirely"))
    filled.save(replace(signs[1], text="zygomorphic thing"))
    filled.remove(filled.need(Observation, signs[1].id))
    filled.keep_draft(f"log/x/moment/{pupil.id}", "kaleidoscopic half", 3)
    filled.keep_draft(f"form/voice/{pupil.id}", '{"words": "Again!", "caret_in": "words"}', 3)
    said = {(one.kind, one.text) for one in subject_access.gather_all(filled, pupil.id).asides}
    assert ("draft", "kaleidoscopic half") in said
    assert ("draft", "Again!") in said
    assert ("in the bin", "zygomorphic thing") in said
    assert ("earlier text", signs[0].text) in said


def test_what_the_first_page_says_comes_from_the_diary(filled):
    pupil = first(filled)
    document = access_document.compose(filled, read_all(filled, pupil), date(2026, 11, 21))
    about = dict(document.about)
    assert "Wexmoor Music Service" in about["Who answers for it"]
    assert "Twelve months" in about["How long it is kept"]
    assert about["Who was told"] == "Nothing has left the diary."
    assert "within one month" in about["What you can ask for"]
    assert document.left_out[0].startswith("Other children")


def test_every_field_of_text_is_known_to_hold_words_or_not():
    missing = []
    for kind in RECORD_TYPES:
        hints = get_type_hints(kind)
        for one in fields(kind):
            if hints[one.name] is not str or one.name == "id" or one.name.endswith("_id"):
                continue
            if one.name not in WORDS.get(kind, ()) and f"{kind.__name__}.{one.name}" not in NOT_WORDS:
                missing.append(f"{kind.__name__}.{one.name}")
    assert missing == []
    assert all(name in {one.name for one in fields(kind)} for kind, names in WORDS.items() for name in names)


def test_every_record_that_can_be_told_has_a_name_for_people():
    assert {kind.table for kind in WORDS} - set(HEADS) - {ConcernPointer.table} == set()
    assert {Tutor.table, Conversation.table} <= set(HEADS)


def test_a_pupil_of_whom_nothing_is_held_yet_gets_a_copy_too(diary, tmp_path):
    diary.add(Pupil(id="p", first_name="W"))
    for fmt in ("pdf", "docx", "json"):
        access_document.give(diary, "p", fmt, tmp_path / f"copy.{fmt}", TODAY)
    text = plain(pdf_text((tmp_path / "copy.pdf").read_bytes()))
    assert "Nothing is held." in text
    assert disclosures.check_chain(diary).entries == 3


def test_long_and_strange_words_are_told_whole(diary, tmp_path):
    long = "A zigzagging day. " * 900
    strange = "Line one\u2028line two\x07 <b>bold</b> & more 🥁 {curly} [2]"
    diary.add(
        Pupil(id="p", first_name="Kasimir", what_helps=long),
        Observation(id="o", pupil_id="p", noted_on=TODAY, text=strange),
    )
    access = read_all(diary, diary.need(Pupil, "p"))
    for fmt, reading in (("pdf", pdf_text), ("docx", docx_text)):
        made = access_document.render(diary, access, fmt, TODAY)
        assert not any("left out" in warning for warning in made.warnings)
        text = plain(reading(made.data))
        assert text.count("zigzagging") == 900
        assert "<b>bold</b> & more" in text


def test_the_made_up_name_of_stories_stands_on_no_page(filled):
    pupil = first(filled)
    assert pupil.pseudonym
    assert pupil.pseudonym not in repr(access_document.compose(filled, read_all(filled, pupil), TODAY))
