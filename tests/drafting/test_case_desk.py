"""The desk of a case study: pieces put in, moved, reworded, taken back; versions and names; what stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafting_samples import END, EVERYONE, START, sign
from test_case_and_pack import PERIOD, bundle_of_words

from tutordiary.diary import case_pieces, history
from tutordiary.documents import case_phrases
from tutordiary.drafting import giving
from tutordiary.drafting.case import names, parts, story
from tutordiary.drafting.case.desk import CaseDesk, studies
from tutordiary.drafting.rights import erase_pupil
from tutordiary.errors import BadInput, NotCleared
from tutordiary.model import (
    CaseStatus,
    CaseStudySection,
    CaseStudyVersion,
    CaseSubject,
    Disclosure,
    DisclosureSubject,
    Observation,
    Permission,
    PermissionKind,
    Pupil,
    Voice,
)
from tutordiary.release.intruder import Intruder, case_blocks
from tutordiary.release.review import HOME, Decision, decide
from tutordiary.store import binned

ANSWERS = {"WORD?": Decision.KEEP, "NAME?": Decision.NAME, HOME: Decision.LEAVE_OUT}
NOBODY = Intruder(stranger=False, colleague=False, school=False)


@pytest.fixture
def desk(told):
    """The desk of a new story of Jai."""
    return CaseDesk.new(told, CaseSubject.PUPIL, "p-jai", PERIOD)


def where(desk):
    """Return the pieces as part and the beginning of the words, in order."""
    return [(one.part, one.text.split()[0]) for one in desk.pieces()]


def read_all(told, desk):
    """Read and decide every word of a study, as its tutor would."""
    for _ in range(4):
        made = desk.woven
        for item in story.reviewer(told, made).read(story.passages_of(made)):
            for question in item.open_questions:
                decide(
                    told, item, ANSWERS[question.type], word="" if question.type == HOME else question.word
                )
            decide(told, item, Decision.READ)
    items = story.reviewer(told, made).read(story.passages_of(made))
    return story.compose(told, made, items, END)


# --- weaving ------------------------------------------------------------------------------------------------


def test_a_new_study_is_kept_with_its_first_draft_and_found_again(told, desk):
    assert [line.about for line in studies(told)] == ["Jai"]
    again = CaseDesk.open(told, desk.id)
    assert where(again) == where(desk) == [
        ("start", "Leaves"), ("tried", "Gave"), ("first_signs", "Held"), ("first_signs", "I"),
        ("first_signs", "Waited"), ("hard_patch", "I"), ("hard_patch", "Left"), ("others_saw", "Calmer"),
        ("next_step", "I"),
    ]  # fmt: skip
    assert (again.study.period_from, again.study.period_to) == (START, END)
    assert again.study.pull_quote == "I did not even shout"
    assert again.study.changed_name == again.changed_names()["p-jai"]


def test_what_is_put_in_leaves_the_tray_and_comes_back_to_it(desk):
    first = next(one for one in desk.tray() if one.id == "j-1.note")
    assert (first.part, first.when) == ("turning_point", "week 9")
    piece = desk.put(first.id)
    assert first.id not in {one.id for one in desk.tray()}
    assert desk.source_of(piece) == first
    with pytest.raises(BadInput, match="in the story already"):
        desk.put(first.id)
    desk.take_out(piece)
    assert first.id in {one.id for one in desk.tray()}
    with pytest.raises(BadInput, match="not among those"):
        desk.put("s-secret.text")


def test_pieces_move_up_down_and_over_the_edge_of_their_part(desk):
    held, said, waited = (one.id for one in desk.pieces() if one.part == "first_signs")
    desk.shift(said, -1)
    assert [one.id for one in desk.pieces() if one.part == "first_signs"] == [said, held, waited]
    desk.shift(said, -1)
    assert where(desk)[2][0] == "tried"
    assert [one.id for one in desk.pieces() if one.part == "tried"][-1] == said
    desk.shift(waited, 1)
    assert [one.part for one in desk.pieces() if one.id == waited] == ["turning_point"]
    desk.shift_part(waited, 1)
    assert [one.id for one in desk.pieces() if one.part == "hard_patch"][-1] == waited
    desk.move(waited, "hard_patch", 0)
    places = [(one.id == waited, one.place) for one in desk.pieces() if one.part == "hard_patch"]
    assert places == [(True, 0), (False, 1), (False, 2)]
    first = desk.pieces()[0].id
    desk.shift(first, -1)
    assert desk.pieces()[0].id == first


def test_a_piece_is_reworded_beside_its_source_and_taken_back(told, desk):
    piece = next(one for one in desk.pieces() if one.source and one.source.id == "s-hard.text")
    desk.reword(piece.id, "Left the room twice and was back before the song was over")
    now = desk.piece(piece.id)
    assert now.is_reworded
    assert now.source.passage.text == "Left twice and came back"
    assert [one.text for one in history.versions(told, CaseStudySection, piece.id, "text")] == [piece.text]
    desk.take_back(piece.id)
    assert not desk.piece(piece.id).is_reworded


def test_own_words_say_what_they_rest_on(told, desk):
    piece = desk.write("learned", "I talk less now.")
    desk.rest_on(piece, ("s-hard.text", "v-staff.words"))
    made = read_all(told, desk).document
    learned = next(one for one in made.sections if one.heading == parts.part_of("learned").heading)
    assert learned.text.startswith("I talk less now. [")
    assert learned.text.count("[") == 2


def test_an_undo_brings_everything_back(desk):
    stood = desk.standing()
    before = where(desk)
    desk.take_out(desk.pieces()[0].id)
    desk.write("learned", "Something new")
    desk.set_title("A title")
    desk.go_back(stood)
    assert where(desk) == before
    assert desk.study.title == ""


def test_a_gap_is_asked_for_until_it_is_filled(desk):
    assert [one.part for one in desk.gaps()][:2] == ["turning_point", "learned"]
    assert "a view from the family" in [one.what for one in desk.gaps()]
    desk.write("learned", "Less is more")
    assert "learned" not in [one.part for one in desk.gaps()]
    assert desk.kept_back == 2


# --- what never leaves --------------------------------------------------------------------------------------


def test_a_piece_whose_entry_is_for_nobody_any_more_stays_with_the_tutor(told, desk):
    piece = next(one for one in desk.pieces() if one.source and one.source.id == "s-hard.text")
    told.save(replace(told.need(Observation, "s-hard"), audiences=frozenset()))
    desk.refresh()
    assert desk.piece(piece.id).is_lost
    assert "Left twice" not in bundle_of_words(read_all(told, desk).document)


def test_a_piece_of_a_pupil_who_took_permission_back_is_left_out(told, desk):
    quotes = [one for one in told.all(Permission) if one.kind is PermissionKind.QUOTE]
    told.save(*(replace(one, withdrawn_on=END) for one in quotes))
    desk.refresh()
    desk.write("learned", "That day Jai told me: I did not even shout!")
    desk.set_short("I did not even shout, he said. And so it went.")
    made = read_all(told, desk)
    assert "did not even shout" not in bundle_of_words(made.document)
    assert made.document.quotable == "", "the line to quote goes by who said it"
    assert "Gave him the big drum" in bundle_of_words(made.document)


def test_own_words_titles_and_short_forms_go_through_the_review(told, desk):
    desk.write("learned", "Mrs Rai and Jai showed me, on 14 September, that Will leads.")
    desk.set_title("How Jai found a beat")
    desk.set_short("Jai waited. Priti saw it.")
    made = read_all(told, desk)
    words = bundle_of_words(made.document)
    name = made.document.pseudonym
    assert made.document.title == f"How {name} found a beat"
    assert made.document.short_version == f"{name} waited. Another pupil saw it."
    assert not [one for one in ("Jai", "Rai", "Priti", "14 September") if one in words]


def test_a_preview_shows_what_waits_and_a_file_does_not_hold_it(told, desk):
    shown = desk.preview(END).document
    assert "Gave him the big drum" in bundle_of_words(shown)
    unread = story.reviewer(told, desk.woven).read(story.passages_of(desk.woven))
    made = story.compose(told, desk.woven, unread, END)
    assert all(not one.text and one.quote is None for one in made.document.sections)
    assert made.document.quotable == ""


def test_each_kind_of_story_tells_of_its_own(told):
    told.add(sign("s-priti", 4, "Priti led the song", EVERYONE, pupil="p-priti"))
    group = CaseDesk.new(told, CaseSubject.GROUP, "g", PERIOD)
    document = read_all(told, group).document
    assert document.subject == "group"
    assert document.setting.startswith("Musical nurture group, fewer than 5 pupils, weekly")
    weeks = document.setting.rsplit(" in ", 1)[1]
    assert document.title == f"One group: small signs over {weeks}", (
        "the title counts as the box of facts does"
    )
    assert case_phrases.byline(document) == document.written, "nothing is left of a name that was left out"
    named = group.changed_names()
    assert len(set(named.values())) == len(named) > 3
    assert f"{named['p-priti']}" in bundle_of_words(document)
    assert "Priti" not in bundle_of_words(document)
    sessions = CaseDesk.new(told, CaseSubject.SESSIONS, "g", PERIOD)
    assert sessions.changed_names() == {}
    assert read_all(told, sessions).document.title.startswith("How the sessions developed over")


def test_words_of_an_erased_pupil_go_from_the_story_of_their_group(told):
    told.add(
        sign("s-priti", 4, "Led the song", EVERYONE, pupil="p-priti"),
        sign("s-priti-2", 5, "Sang alone", EVERYONE, pupil="p-priti"),
    )
    group = CaseDesk.new(told, CaseSubject.GROUP, "g", PERIOD)
    for one in group.pieces():
        if one.text == "Sang alone":
            group.take_out(one.id)
    piece = next((one.id for one in group.pieces() if one.text == "Led the song"), "") or group.put(
        "s-priti.text"
    )
    own = group.write("learned", "Priti led, and I followed.")
    group.keep_version("With everybody")
    thrown = group.put("s-priti-2.text")
    group.take_out(thrown)
    erase_pupil(told, "p-priti")
    with told.vault.reading() as conn:
        assert "Sang alone" not in str([entry.parcel.rows for entry in binned.entries(conn)])
    texts = {one.id: one.text for one in group.pieces()}
    assert piece not in texts
    assert texts[own] == "A pupil who has left led, and I followed."
    assert group.versions() == (), "a version with words of theirs goes whole"
    assert "Left twice and came back" in texts.values()


# --- names, versions, permissions ---------------------------------------------------------------------------


def test_a_child_may_choose_the_name(told, desk, monkeypatch):
    assert desk.rename("  Ottoline ") == "Ottoline"
    assert read_all(told, desk).document.pseudonym == "Ottoline"
    for wrong in ("Jonas", "Priti", "River", "Name1", "x" * 40):
        with pytest.raises(BadInput):
            desk.rename(wrong)
    with pytest.raises(BadInput, match="begin like the pupil’s own"):
        desk.rename("Jemima")
    with monkeypatch.context() as erased:
        erased.setattr(names.erasure, "is_retired", lambda _diary, name: name == "Rowena")
        with pytest.raises(BadInput):
            desk.rename("Rowena")
    assert desk.rename("Rowena") == "Rowena"
    assert desk.rename("Ottoline") == "Ottoline"
    told.add(Pupil(id="p-new", first_name="Ottoline"))
    assert read_all(told, desk).document.pseudonym != "Ottoline"
    assert desk.rename("") != "Ottoline"


def test_versions_are_kept_compared_and_taken_back(told, desk):
    kept = desk.keep_version("First draft")
    before = where(desk)
    first, *_ = desk.pieces()
    desk.reword(first.id, "Left the room when cross")
    desk.take_out(desk.pieces()[1].id)
    desk.set_short("Two sentences. Here they are.")
    desk.write("learned", "Less is more")
    desk.move(desk.pieces()[2].id, "turning_point")
    said = [(one.part, one.kind, one.after) for one in desk.compare(kept.number)]
    assert said[0] == ("two_sentences", "added", "Two sentences. Here they are.")
    assert ("start", "reworded", "Left the room when cross") in said
    assert ("tried", "removed", "") in said
    assert ("learned", "added", "Less is more") in said
    assert "moved" in [kind for _, kind, _ in said]
    desk.take_back_version(kept.number)
    assert where(desk) == before
    assert desk.study.two_sentences == ""
    assert [one.note for one in desk.versions()] == ["Before version 1 was taken back", "First draft"]
    assert desk.compare(kept.number) == ()


def test_a_version_that_cannot_be_read_changes_nothing(told, desk):
    kept = desk.keep_version()
    told.save(replace(told.need(CaseStudyVersion, kept.id), body='{"pieces": 3}'))
    before = where(desk)
    with pytest.raises(BadInput, match="Version 1 cannot be read"):
        desk.take_back_version(1)
    assert where(desk) == before
    with pytest.raises(BadInput, match="no version 7"):
        desk.compare(7)
    unreadable = desk.versions()[0]
    assert case_pieces.rests_on(unreadable, ()), "who is erased may stand in it"
    assert not case_pieces.rests_on(desk.keep_version(), ())


def test_each_consent_is_said_by_month_and_a_draft_is_one_until_all_are_there(told, desk):
    document = read_all(told, desk).document
    assert not document.is_draft
    assert {one.when for one in document.consents} == {"September 2026"}
    assert [one.who for one in document.consents][3:] == [
        "Pupil, to be quoted",
        "Parent or carer, to be quoted",
    ]
    made = desk.woven
    items = story.reviewer(told, made).read(story.passages_of(made))
    known = story.compose(told, made, items, END, may_be_recognised=True).document
    assert known.is_draft, "nobody agreed that the child may be recognised"


def test_one_pupil_of_a_group_agreeing_is_not_all_of_them(told):
    told.add(sign("s-priti", 4, "Led the song", EVERYONE, pupil="p-priti"))
    group = CaseDesk.new(told, CaseSubject.GROUP, "g", PERIOD)
    given = [one.given for one in group.preview(END).document.consents]
    assert given == [True] * 3 + [False] * 2, "only one of the two may be quoted"


def test_of_two_answers_the_newest_counts(told, desk):
    first = told.need(Permission, "ok-p-jai-school")
    told.save(replace(first, withdrawn_on=END))
    told.add(replace(first, id="ok-again", given_on=END))
    consents = {one.who: one for one in desk.preview(END).document.consents}
    assert (consents["School"].given, consents["School"].when) == (True, "November 2026")


def test_people_of_the_school_may_know_the_child_only_when_agreed_and_read(told, desk):
    known = replace(NOBODY, school=True)
    assert case_blocks(NOBODY, is_agreed=False, read_by="") == ""
    assert "three questions are open" in case_blocks(None, is_agreed=True, read_by="x")
    assert "agreement" in case_blocks(known, is_agreed=False, read_by="Mrs Rai")
    assert "such as the SENCO" in case_blocks(known, is_agreed=True, read_by=" ")
    assert case_blocks(known, is_agreed=True, read_by="Mrs Rai") == ""
    assert case_blocks(replace(known, stranger=True), is_agreed=True, read_by="Mrs Rai")
    made = desk.woven
    read_all(told, desk)
    items = story.reviewer(told, made).read(story.passages_of(made))
    assert not story.recognition_is_agreed(made, items)
    told.save(
        Permission(
            id="known", pupil_id="p-jai", given_by="parent_carer", given_on=START,
            kind=PermissionKind.IDENTIFIABLE_CASE_STUDY,
        )
    )  # fmt: skip
    desk.refresh()
    assert story.recognition_is_agreed(desk.woven, items)


def test_the_line_to_quote_says_who_said_it_unless_it_is_the_tutors(told, desk):
    name = desk.changed_names()["p-jai"]
    assert read_all(told, desk).document.quotable == f"“I did not even shout” ({name}, week 7)"
    desk.set_quote("calmer at break")
    assert read_all(told, desk).document.quotable.endswith("(school staff, week 8)")
    desk.set_quote("He said I did not even shout, and it was so")
    assert read_all(told, desk).document.quotable == desk.study.pull_quote


def test_what_was_given_is_noted_for_everyone_told_of(told, desk, tmp_path):
    draft = read_all(told, desk)
    target = tmp_path / "story.docx"
    report = giving.write_case_study(told, draft, "docx", target)
    giving.note_case_study(
        told, report, target.name, draft, study_id=desk.id, read_by="Mrs Rai", intruder=NOBODY
    )
    left = told.all(Disclosure)[0]
    assert (left.purpose, left.recipient_class, left.file_sha256) == ("case_study", "reader", report.sha256)
    assert '"stranger":"no"' in left.entry.replace(" ", "")
    assert {one.pupil_id for one in told.all(DisclosureSubject)} == set(draft.told_of) >= {"p-jai"}
    assert (desk.study.status, desk.study.cleared_by) == (CaseStatus.SHARED, "Mrs Rai")


def test_a_name_of_the_apps_own_words_does_not_stop_a_story(told, desk, tmp_path):
    """A pupil called April or Hope is somebody; "written April" and the headings are nobody."""
    told.add(Pupil(id="p-sept", first_name="September"), Pupil(id="p-turn", first_name="Turning"))
    draft = read_all(told, desk)
    assert "September" in str(draft.document.consents)
    assert giving.write_case_study(told, draft, "md", tmp_path / "s.md").passed
    spoilt = replace(draft, document=replace(draft.document, quotable="September sang it."))
    with pytest.raises(NotCleared):
        giving.write_case_study(told, spoilt, "md", tmp_path / "t.md")


def test_the_offer_of_two_sentences_is_the_tutors_own(told, desk):
    assert desk.short_offer().split(". ")[0] == "Leaves when cross"
    assert next(one.passage.text for one in desk.quotes()) in {one.words for one in told.all(Voice)}
    for one in desk.pieces():
        desk.take_out(one.id)
    assert desk.short_offer() == ""
    assert desk.words == 0
