"""Case studies and packs: only what was read and decided, weeks for days, a changed name, gaps as prompts."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from drafting_samples import END, EVERYONE, MANAGER, REFLECTION, START, sign, week

from tutordiary.documents import case_phrases
from tutordiary.documents.writer import Format
from tutordiary.drafting import case as case_study
from tutordiary.drafting import pack
from tutordiary.drafting.case import loom, parts
from tutordiary.drafting.case import story as story_parts
from tutordiary.drafting.case.desk import CaseDesk
from tutordiary.drafting.cleared import story_words
from tutordiary.drafting.giving import give_case_study, give_pack
from tutordiary.drafting.report_desk import _words
from tutordiary.errors import NotCleared
from tutordiary.evidence import Period
from tutordiary.model import (
    CaseSubject,
    Disclosure,
    GivenBy,
    LearnedName,
    Membership,
    Permission,
    PermissionKind,
    Pupil,
    Reflection,
    StartPoint,
    Target,
    Voice,
)
from tutordiary.release.disclosures import check_chain
from tutordiary.release.review import HOME, Decision, NeedsEyes, decide
from tutordiary.release.rosters import whole_roster

PERIOD = Period(START, END)
NAMES = ("Jai", "Lindqvist", "Will", "Harding", "Grace", "Young", "Priti", "Shah", "Rai", "Holt")
NAMES = (*NAMES, "Ines", "Okoro", "Alder", "Tuesday", "Astrid", "Marchetti", "Fenland")
DAYS = re.compile(
    r"\d{4}-\d\d|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|December)"
)


ANSWERS = {"WORD?": Decision.KEEP, "NAME?": Decision.NAME, HOME: Decision.LEAVE_OUT}


def read_all(told, review):
    """Read every passage: keep a word that equals a name, take out what may be one, leave home at home."""
    for _ in range(4):
        for item in review():
            for question in item.open_questions:
                whole = question.type == HOME
                decide(told, item, ANSWERS[question.type], word="" if whole else question.word)
            decide(told, item, Decision.READ)


def story(told, pupil="p-jai"):
    read_all(told, lambda: case_study.review(told, pupil, PERIOD))
    return case_study.draft(told, pupil, PERIOD, END)


def bundle_of_words(document):
    return "\n".join(_words(document))


# --- case study -------------------------------------------------------------------------------------------


def test_nothing_is_drafted_before_it_was_read(told):
    with pytest.raises(NeedsEyes) as waits:
        case_study.draft(told, "p-jai", PERIOD, END)
    assert len(waits.value.items) == len(case_study.review(told, "p-jai", PERIOD))
    assert waits.value.items


def test_words_about_home_are_never_proposed_and_wait_when_they_were_put_in(told):
    assert not [item for item in case_study.review(told, "p-jai", PERIOD) if item.passage.about_home]
    desk = CaseDesk.new(told, CaseSubject.PUPIL, "p-jai", PERIOD)
    piece = desk.put("v-home.words")
    for _ in range(2):
        items = story_parts.reviewer(told, desk.woven).read(story_parts.passages_of(desk.woven))
        for item in items:
            decide(told, item, Decision.READ)
    assert [item.id for item in items if item.is_blocking and item.passage.about_home] == [piece]


def test_the_changed_name_is_nobodys(told):
    draft = story(told)
    changed = draft.document.pseudonym
    roster = whole_roster(told)
    known = {
        name.casefold() for one in roster.people() for name in (one.first, one.last, *one.known_as) if name
    }
    assert changed.casefold() not in known
    assert changed in draft.own
    assert draft.document.title.startswith(f"{changed}: ")
    assert case_study.draft(told, "p-jai", PERIOD, END).document.pseudonym == changed


def test_the_changed_name_moves_on_when_somebody_gets_it(told):
    changed = story(told).document.pseudonym
    told.add(Pupil(id="p-twin", first_name=changed))
    assert story(told).document.pseudonym != changed


def test_the_changed_name_moves_on_when_it_was_found_to_be_somebodys(told):
    changed = story(told).document.pseudonym
    told.add(LearnedName(id="ln-1", text=changed, kind="person"))
    assert story(told).document.pseudonym != changed


def test_no_name_no_day_and_no_word_for_nobody(told):
    words = bundle_of_words(story(told).document)
    assert [name for name in NAMES if re.search(rf"\b{name}\b", words)] == []
    assert DAYS.findall(words) == []
    hidden = ("piano", "hitting", "Dad says", "Chooses less", "Taught his part")
    assert [one for one in hidden if one in words] == []
    assert "Week 3" in words


def test_the_story_is_in_order_with_the_hard_patch_kept(told):
    document = story(told).document
    told_parts = dict(zip(parts.KEYS, document.sections, strict=True))
    expected = {
        "start": "Leaves when cross",
        "tried": "**Week 3.** Gave him the big drum",
        "hard_patch": "**Week 6.** Left twice and came back",
        "others_saw": "**Week 8, school staff:** “Calmer at break”",
        "next_step": "**Week 2, a target in the pupil’s words:** “I want to count in”",
    }
    for key, words in expected.items():
        assert words in told_parts[key].text, key
    assert "I talked over the ending" in told_parts["hard_patch"].text
    assert told_parts["first_signs"].quote.words == "I did not even shout"
    outside = "**Week 8, in the playground, teaching assistant.** Waited four turns"
    assert outside in told_parts["first_signs"].text
    numbers = [int(one) for section in document.sections for one in re.findall(r"\[(\d+)\]", section.text)]
    assert sorted(set(numbers)) == list(range(1, len(document.evidence) + 1))
    assert numbers.count(numbers[1]) == 2, "what was tried and what was seen are one entry of the diary"
    assert {one.when for one in document.evidence} <= {f"week {number}" for number in range(1, 11)}


def test_two_sentences_are_offered_from_the_story_until_they_are_written(told):
    whole = story(told).document
    begin, _, end = whole.short_draft.partition(". ")
    assert begin == "Leaves when cross"
    assert end.rstrip(".") in " ".join(section.text for section in whole.sections)
    assert not any(one.words in whole.short_draft for one in told.all(Voice)), "nobody else's words"
    assert case_phrases.short_note(whole) == case_phrases.SHORT_DRAFTED
    told.remove(*told.all(StartPoint))
    assert case_phrases.short_note(story(told).document) == case_phrases.SHORT_TO_WRITE


def test_no_mark_of_the_chart_is_of_words_kept_to_oneself(told):
    chart = next(one.chart for one in story(told).document.sections if one.chart)
    assert [dot.week for dot in chart.dots] == [1, 6, 8]


def test_a_pupils_story_has_no_entry_about_another_pupil(told):
    told.add(sign("w-1", 6, "Led the song from the middle", EVERYONE, pupil="p-priti"))
    made = case_study.first_draft(told, "p-jai", PERIOD)
    assert not any(one.startswith("w-1") for one in made.sources)


def test_words_nobody_agreed_to_quote_are_in_no_first_draft(told):
    told.remove(*(told.need(Permission, f"q-{by}") for by in GivenBy))
    made = case_study.first_draft(told, "p-jai", PERIOD)
    (said,) = (one for key, one in made.sources.items() if key.startswith("v-1"))
    assert said.why_not
    assert said.id not in {piece.source_id for piece in made.pieces}


def test_key_stages_are_spelt_out(told):
    told.save(replace(told.need(Pupil, "p-jai"), year_group=4))
    assert story(told).document.key_stage == "lower Key Stage 2"


def test_what_is_not_there_stays_a_prompt(told):
    told.remove(*told.all(StartPoint), *told.all(Voice), *told.all(Target))
    document = story(told).document
    prompts = {section.heading: section.prompt for section in document.sections if section.prompt}
    empty = {"How it began", "A turning point", "What others saw", "What I learned", "What happens next"}
    assert set(prompts) == empty
    assert [gap.what for gap in document.gaps] == ["the pupil’s own line", "a view from the family"]
    assert document.quotable == ""


def test_consent_is_said_for_each_who_must_give_it(told):
    told.save(replace(told.need(Permission, "ok-p-jai-school"), withdrawn_on=week(20)))
    consents = {one.who: one.given for one in story(told).document.consents}
    assert consents == {"Pupil": True, "Parent or carer": True, "School": False}


def test_a_pupil_without_permission_has_no_story(told):
    told.add(sign("w-1", 6, "Led the song from the middle", EVERYONE, pupil="p-will"))
    draft = story(told, "p-will")
    assert "Led the song" not in bundle_of_words(draft.document)


def test_an_outcome_only_noticed_for_nobody_is_not_in_focus(told):
    told.add(sign("s-com", 9, "Whispered to the group", indicators=("COM.1",)))
    assert "Building a musical community" not in str(story(told).document.outcomes)
    told.add(sign("s-com2", 9, "Sang to the group", EVERYONE, indicators=("COM.1",)))
    assert "Building a musical community (part of a musical community)" in story(told).document.outcomes


@pytest.mark.parametrize(
    ("rendered", "words"),
    [
        ("[pupil A] led.", "Another pupil led."),
        ("I sat with [pupil A].", "I sat with another pupil."),
        ("The [TA] smiled.", "The TA smiled."),
        ("[pupil B] and [pupil A]", "Pia and another pupil"),
        ("We met on [date].", "We met on that day."),
        ("[pupil A] sang in [week 6].", "Another pupil sang in week 6."),
        ("On the morning of [a day in week 6] it began.", "On the morning of a day in week 6 it began."),
        ("An [upper KS2 child] led.", "An upper KS2 child led."),
        ("[pupil B] is [of KS1 age].", "Pia is of KS1 age."),
        ("We met on [an earlier date]. [week 2]: drums", "We met on an earlier date. Week 2: drums"),
        ("The [a family matter] passed.", "The family matter passed."),
        ("No brackets at all.", "No brackets at all."),
        ("", ""),
    ],
)
def test_placeholders_become_plain_words(rendered, words):
    assert story_words(rendered, {"[pupil B]": "Pia"}) == words


@pytest.mark.parametrize("fmt", ["pdf", "docx", "md"])
def test_a_case_study_is_given_once_the_gate_has_read_it(told, tmp_path, fmt: Format):
    story(told)
    target = tmp_path / f"story.{fmt}"
    report = give_case_study(told, "p-jai", PERIOD, END, fmt, target)
    assert report.passed
    assert target.exists()
    left = told.all(Disclosure)[0]
    assert (left.purpose, left.file_sha256) == ("case_study", report.sha256)
    assert check_chain(told).is_whole


def test_the_gate_has_the_last_word(told, tmp_path, monkeypatch):
    """A name that slipped through the draft is found in the finished file, and nothing leaves."""
    made = story(told)
    spoilt = replace(made, document=replace(made.document, quotable="Priti said so"))
    monkeypatch.setattr(case_study, "draft", lambda *_: spoilt)
    with pytest.raises(NotCleared):
        give_case_study(told, "p-jai", PERIOD, END, "pdf", tmp_path / "story.pdf")
    assert list(tmp_path.glob("story*")) == []
    assert told.all(Disclosure) == []


def test_a_pupil_of_two_groups_goes_by_one_name_and_no_other_child_by_it(told):
    """The letters of two groups are two orders: B of one is somebody else in the other."""
    told.save(Membership(id="m-also", pupil_id="p-jai", group_id="h", joined_on=START))
    for number in range(12):  # more than enough for the same letter to stand for two children
        told.save(
            Pupil(id=f"p-h{number}", first_name=f"Zaq{'abcdefghijkl'[number]}"),
            Membership(id=f"m-h{number}", pupil_id=f"p-h{number}", group_id="h", joined_on=START),
            Permission(
                id=f"pe-h{number}", pupil_id=f"p-h{number}", kind=PermissionKind.ANONYMOUS_USE,
                given_by=GivenBy.PARENT_CARER, given_on=START,
            ),
        )  # fmt: skip
    others = " ".join(f"Zaq{letter}" for letter in "abcdefghijkl")
    told.save(
        sign("s-here", 1, "Jai waited for everybody", EVERYONE),
        sign("s-there", 2, f"Jai waited for {others}", EVERYONE, group_id="h", session_id="h-02"),
    )
    made = story(told)
    lines = [one for one in bundle_of_words(made.document).splitlines() if "waited for" in one]
    assert len(lines) == 2
    for line in lines:
        assert line.count(made.document.pseudonym) == 1
        assert f"{made.document.pseudonym} waited for" in line


# --- pack -------------------------------------------------------------------------------------------------


def a_pack(told, **more):
    read_all(told, lambda: pack.review(told, "g", PERIOD))
    return pack.draft(told, "g", PERIOD, **more)


def test_a_pack_waits_to_be_read_too(told, tmp_path):
    with pytest.raises(NeedsEyes):
        give_pack(told, "g", PERIOD, "pdf", tmp_path / "p.pdf")
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_pack_is_of_one_group_and_names_nobody(told):
    told.add(
        sign("h-1", 3, "Only in the other group", EVERYONE, pupil="p-grace", group_id="h", session_id="h-03")
    )
    document = a_pack(told).document
    words = bundle_of_words(document)
    assert "Only in the other group" not in words
    assert [name for name in NAMES if re.search(rf"\b{name}\b", words)] == []
    assert DAYS.findall(words) == []
    assert "piano" not in words
    assert document.when == "weeks 3 to 8"


def test_a_pack_brings_a_sign_a_doubt_and_what_was_learned(told):
    document = a_pack(told).document
    assert document.sign == "Waited four turns"
    assert document.indicator == told.framework.indicator("RES.1").name
    assert document.unsure == ("I talked over the ending",)
    assert document.learned == "The drum did the talking"
    assert document.sign not in document.noticed


@pytest.mark.parametrize("prompt", ["look_else", "chair_pupils"])
def test_a_longer_look_leaves_only_with_its_label_and_breaks_no_document(told, prompt):
    told.add(
        Reflection(id="r-look", session_id="g-06", prompt=prompt, text="I waited and it worked"),
    )
    assert "I waited" not in bundle_of_words(a_pack(told).document)
    labelled = replace(told.need(Reflection, "r-look"), audiences=MANAGER | REFLECTION)
    told.save(labelled)
    seen = [item.rendered for item in pack.review(told, "g", PERIOD)]
    assert "I waited and it worked" in seen
    assert ("I waited" in a_pack(told).document.learned) == (prompt in pack.LEARNED)
    assert ("I waited" in bundle_of_words(story(told).document)) == (prompt in loom.LEARNED)


def test_a_pack_is_written_and_noted_for_everyone_in_the_group(told, tmp_path):
    a_pack(told)
    for fmt in ("pdf", "docx"):
        assert give_pack(told, "g", PERIOD, fmt, tmp_path / f"p.{fmt}").passed
    assert {one.purpose for one in told.all(Disclosure)} == {"reflection_pack"}
    assert check_chain(told).entries == 2


def test_a_month_without_anything_makes_an_empty_pack(told):
    empty = pack.draft(told, "g", Period(week(40), week(44)))
    assert (empty.document.when, empty.document.sign, empty.document.noticed) == ("", "", ())


def test_two_groups_share_one_run_of_letters(told):
    told.add(
        sign("h-1", 3, "Grace led the others", EVERYONE, pupil="p-grace", group_id="h", session_id="h-03"),
        sign("h-2", 3, "Jai waited his turn", EVERYONE, pupil="p-jai"),
        *(
            Permission(
                id=f"ok-grace-{by}", pupil_id="p-grace", kind=PermissionKind.ANONYMOUS_USE, given_by=by,
                given_on=START,
            )
            for by in GivenBy
        ),
    )  # fmt: skip
    items = {item.id: item.rendered for item in pack.review(told, "g", PERIOD, "h")}
    letters = [re.search(r"\[pupil ([A-Z])\]", items[one]) for one in ("h-1.text", "h-2.text")]
    assert all(letters)
    assert letters[0].group(1) != letters[1].group(1)


@pytest.mark.parametrize(
    ("sheets", "pages"),
    [
        ({"with_agenda": False, "with_facilitator": False}, 1),
        ({"with_agenda": True, "with_facilitator": False}, 2),
        ({"with_agenda": True, "with_facilitator": True}, 3),
    ],
)
def test_the_sheets_go_along_as_asked(told, tmp_path, sheets, pages):
    from pikepdf import Pdf

    a_pack(told)
    give_pack(told, "g", PERIOD, "pdf", tmp_path / "p.pdf", **sheets)
    with Pdf.open(tmp_path / "p.pdf") as file:
        assert len(file.pages) == pages
