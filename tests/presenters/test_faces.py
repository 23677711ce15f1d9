"""Asking with faces: what may be asked, how an answer is kept, and what it never counts as."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.presenters.pupil_samples import TODAY, WREN, fill
from tutordiary.diary.reading import book_of, voices_heard
from tutordiary.drafting import access_document, family, senco, subject_access
from tutordiary.drafting.pupil_file import gather
from tutordiary.evidence import Period, missing_voices, rule_lines
from tutordiary.exchange.transfer import export_file
from tutordiary.model import (
    NOBODY,
    Asked,
    Audience,
    Judgement,
    JudgementEvidence,
    JudgementResult,
    Pupil,
    Session,
    SessionStatus,
    Speaker,
    Voice,
)
from tutordiary.presenters.faces import HAS_NAME, NO_QUESTION, QUESTIONS, TOO_LONG, Faces
from tutordiary.presenters.log_book import LogBook
from tutordiary.presenters.log_fields import quotes_of
from tutordiary.presenters.pupil_forms import PupilForms
from tutordiary.presenters.pupil_lines import voice_of
from tutordiary.presenters.pupil_links import voices_of
from tutordiary.release.bundle import book_of as bundle_book
from tutordiary.release.passages import CHOSEN_FACE, collect

ASKED = QUESTIONS[0]


@pytest.fixture
def faces(diary):
    fill(diary)
    return Faces(diary, lambda: TODAY, WREN)


def only(diary) -> Voice:
    (held,) = diary.find(Voice)
    return held


def test_a_chosen_face_is_kept_as_the_pupils_own_for_the_tutor_alone(faces, diary):
    diary.add(Session(id="now", group_id="group", held_on=TODAY, status=SessionStatus.PLANNED))
    kept = faces.keep(f"  {ASKED} ", 5, 4)
    held = only(diary)
    assert (held.speaker, held.face, held.face_scale, held.asked) == (Speaker.PUPIL, 4, 5, Asked.ASKED)
    assert (held.said_on, held.pupil_id, held.group_id, held.session_id) == (TODAY, WREN, "group", "now")
    assert (held.captured_how, held.audiences) == ("chose a face", NOBODY)
    assert held.words == f"Asked “{ASKED}”, chose the face “Very good” (4 of 5)."
    assert kept.sentence == "Wren chose “Very good”. It is kept in their words, for you alone."
    assert kept.take_back() == "What Wren chose is in the bin."
    assert diary.find(Voice) == []


def test_not_wanting_to_say_is_an_answer_like_the_others(faces, diary):
    diary.add(Session(id="off", group_id="group", held_on=TODAY, status=SessionStatus.CANCELLED))
    assert faces.keep(ASKED, 3, 0).sentence.startswith("Wren chose not to say.")
    held = only(diary)
    assert (held.face, held.face_scale, held.session_id) == (0, 3, None)
    assert held.words == f"Asked “{ASKED}”, chose not to say."
    for face, scale in ((4, 3), (-1, 5), (2, 4)):
        with pytest.raises(ValueError, match="no face"):
            faces.keep(ASKED, scale, face)


@pytest.mark.parametrize(("year", "scale"), [(0, 3), (2, 3), (3, 5), (None, 5)])
def test_how_many_faces_follows_the_year_until_another_number_was_used(faces, diary, year, scale):
    diary.save(replace(diary.need(Pupil, WREN), year_group=year))
    again = Faces(diary, lambda: TODAY, WREN)
    assert again.first_scale() == scale
    again.keep(ASKED, 8 - scale, 1)
    assert again.first_scale() == 8 - scale


def test_questions_are_kept_in_a_list_and_names_stay_off_the_screen(faces):
    assert faces.questions() == QUESTIONS
    faces.add("How were the drums?")
    for question in QUESTIONS:
        faces.drop(question)
    assert faces.questions() == ("How were the drums?",)
    faces.drop("How were the drums?")
    assert faces.questions() == QUESTIONS
    for number in range(20):
        faces.add(f"How was song {number}?")
    assert len(faces.questions()) == 8
    assert faces.questions()[-1] == "How was song 19?"
    assert faces.problem(ASKED) == ""
    assert faces.problem("  ") == NO_QUESTION
    assert faces.problem("How was " + "it, " * 20) == TOO_LONG
    assert faces.problem("How was wren’s music?") == HAS_NAME
    faces.keep_typed("How was")
    assert faces.typed() == "How was"
    faces.keep_typed("")
    assert faces.typed() == ""


def test_a_chosen_face_counts_as_no_words_and_stands_behind_no_decision(faces, diary):
    faces.keep(ASKED, 5, 5)
    face = only(diary)
    diary.add(
        Judgement(id="j", pupil_id=WREN, outcome="MUS", result=JudgementResult.INCREASED, judged_on=TODAY),
        JudgementEvidence(id="je", judgement_id="j", voice_id=face.id),
    )
    book = book_of(diary, (WREN,))
    assert rule_lines(book, diary.framework, WREN, "MUS").triangulated_by == ()
    assert Speaker.PUPIL in missing_voices(book, WREN)
    assert voices_heard(diary, (WREN,)) == {}
    assert voices_of(diary, WREN) == ()
    diary.add(replace(face, id="said", face=None, face_scale=None, captured_how="said at the door"))
    assert Speaker.PUPIL not in missing_voices(book_of(diary, (WREN,)), WREN)
    assert voices_heard(diary, (WREN,)) == {WREN: frozenset({Speaker.PUPIL})}
    assert [one for one, _ in voices_of(diary, WREN)] == ["said"]


def test_no_adult_changes_what_was_chosen(faces, diary):
    diary.add(Session(id="now", group_id="group", held_on=TODAY))
    faces.keep(ASKED, 5, 1)
    face = only(diary)
    form = PupilForms(diary, lambda: TODAY).open("voice", WREN, face.id)
    assert [one.key for one in form.fields] == ["audiences"]
    assert form.note == face.words
    book = LogBook(diary, diary.need(Session, "now"), [face], lambda: None)
    assert quotes_of(book, WREN) == []


def test_documents_tell_of_a_face_only_where_its_label_lets_it_and_never_as_a_quote(faces, diary):
    faces.keep(ASKED, 5, 3)
    face = only(diary)

    def drawn(voice: Voice):
        diary.save(voice)
        return gather(diary, WREN, TODAY - timedelta(weeks=20), TODAY)

    file = drawn(face)
    assert [one.included for one in senco.choosable(file) if one.item_id == face.id] == [False]
    file = drawn(replace(face, audiences=frozenset(Audience)))
    assert [one.included for one in senco.choosable(file) if one.item_id == face.id] == [True]
    (quote,) = senco.senco_report(file, {}, frozenset({face.id}), written_on=TODAY).voices
    assert (quote.words, quote.is_exact) == (face.words, False)
    assert face.id not in {one.item_id for one in family.choosable(file)}
    assert family.family_report(file, {}, frozenset({face.id}), written_on=TODAY).quote is None
    moment = voice_of(file, file.voices[0])
    assert (moment.kind, moment.face, moment.face_scale) == ("face", 3, 5)


def test_a_face_leaves_only_by_its_label_and_is_told_as_what_it_is(faces, diary, tmp_path):
    faces.keep(ASKED, 5, 2)
    face = only(diary)
    weeks = Period(TODAY - timedelta(weeks=20), TODAY)

    def leaving():
        found = collect(diary, bundle_book(diary), weeks, Audience.MANAGER)
        return [(one.about, one.text) for one in found if one.id.startswith(face.id)]

    assert leaving() == []
    diary.save(replace(face, audiences=frozenset({Audience.MANAGER})))
    assert leaving() == [(CHOSEN_FACE, face.words)]
    for item in subject_access.gather_all(diary, WREN).waiting:
        subject_access.decide(diary, WREN, item, subject_access.READ)
    copy = access_document.render(diary, subject_access.gather_all(diary, WREN), "json", TODAY)
    assert "chose the face “OK” (2 of 5)" in copy.data.decode("utf-8")
    assert [hit.item_id for hit in diary.search("chose the face")] == [face.id]
    assert export_file(diary, tmp_path / "all.json").warnings == ()
    assert '"face_scale": 5' in (tmp_path / "all.json").read_text("utf-8")
