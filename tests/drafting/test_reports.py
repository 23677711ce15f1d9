"""Reports from the first draft to the file that was given: whose words go in, what blocks, what is noted."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from drafting_samples import END, EVERYONE, SCHOOL, START, sign, week

from tutordiary.documents.content import (
    FamilyReport,
    Letterhead,
    OutcomeNote,
    RenderedFile,
    SencoReport,
    Style,
    TargetRow,
)
from tutordiary.drafting import family, report_desk, report_style, senco
from tutordiary.drafting.pupil_file import gather
from tutordiary.errors import CannotWrite, NotCleared
from tutordiary.model import (
    Disclosure,
    DisclosureSubject,
    Group,
    Pupil,
    Report,
    ReportAudience,
    ReportPurpose,
    ReportSection,
    ReportStatus,
    Scope,
    Setting,
    Target,
    Voice,
)
from tutordiary.release.disclosures import check_chain

FILE = RenderedFile(b"%PDF-1.7 stands for a report", 1, ())
NEVER = ("piano", "hitting", "Dad says", "nobody", "less than he did")


def begin(diary, audience=ReportAudience.SCHOOL, pupil="p-jai"):
    return report_desk.begin(diary, pupil, audience, START, END)


def printed(diary, audience, pupil="p-jai"):
    """Return all the words of the report as it would be given."""
    draft = report_desk.load(diary, begin(diary, audience, pupil).id)
    return "\n".join(report_desk._words(report_desk.compose(draft, END)))


# --- what goes in -----------------------------------------------------------------------------------------


def test_the_school_reads_what_is_for_the_school(told):
    words = printed(told, ReportAudience.SCHOOL)
    for said in ("Held the beat for everyone", "Left twice", "Waited four turns", "I did not even shout",
                 "Calmer at break", "Leaves when cross", "He waits now", "I want to count in",
                 "settles after a hard spring"):  # fmt: skip
        assert said in words
    assert [one for one in (*NEVER, "Taught his part") if one in words] == []


def test_the_family_reads_what_is_for_the_family(told):
    words = printed(told, ReportAudience.FAMILY)
    for said in ("Taught his part to a friend", "Waited four turns", "I did not even shout", "count in"):
        assert said in words
    hidden = ("Held the beat", "Left twice", "Calmer", "Leaves when", "He waits now", "spring", "SEMH")
    assert [one for one in (*NEVER, *hidden) if one in words] == []


def test_a_target_for_nobody_is_never_the_familys_next_step(told):
    told.remove(told.need(Target, "tg-1"))
    file = gather(told, "p-jai", START, END)
    assert family.first_texts(file)["next_step"] == "Samba band"
    assert "a target set with the pupil" in {one.what for one in senco.missing(file, {})}


def test_dots_are_marks_and_labelled_words_and_never_the_groups(told):
    told.add(sign("s-group", 7, scope=Scope.GROUP))
    draft = report_desk.load(told, begin(told).id)
    document = report_desk.compose(draft, END)
    dots = sorted(dot.day for row in document.rows for dot in row.dots)
    assert dots == sorted(week(number) for number in (1, 3, 6, 8))
    assert document.basis.observations == 4
    assert document.basis.last == week(8)


def test_what_the_tutor_takes_out_is_out_and_what_they_put_in_is_in(told):
    report = begin(told)
    report_desk.set_choice(told, report.id, "s-school", included=False)
    report_desk.set_choice(told, report.id, "s-secret", included=True)
    draft = report_desk.load(told, report.id)
    assert "s-secret" in draft.chosen
    words = [note.text for note in report_desk.compose(draft, END).evidence]
    assert words == ["Cried under the piano", "Left twice and came back", "Waited four turns"]
    report_desk.set_choice(told, report.id, "s-secret", included=False)
    assert "s-secret" not in report_desk.load(told, report.id).chosen


def test_words_about_home_cannot_even_be_chosen(told):
    for audience in ReportAudience:
        report = begin(told, audience)
        report_desk.set_choice(told, report.id, "v-home", included=True)
        draft = report_desk.load(told, report.id)
        assert "v-home" not in {item.item_id for item in draft.items}
        assert "Dad says" not in printed(told, audience)


def test_a_harder_day_is_not_on_offer_for_the_family(told):
    items = report_desk.load(told, begin(told, ReportAudience.FAMILY).id).items
    assert "s-hard" not in {item.item_id for item in items}
    assert {item.item_id for item in items if item.included} == {"v-1", "s-family", "s-late"}


def test_first_texts_are_the_tutors_own_sentences(told):
    texts = report_desk.load(told, begin(told).id).texts
    assert texts["summary"] == "He waits now."
    assert texts["still_hard"] == "Waiting for a turn"
    assert texts["review"] == "With Mrs Rai."
    assert texts["plan"] == "Samba band. Carry on with “I want to count in”."
    assert texts["do"] == ""
    assert set(texts) == {key for key, _, _ in senco.SECTIONS}


def test_without_a_judgement_the_summary_is_start_and_step_on(told):
    file = gather(told, "p-jai", START, week(8))
    assert senco.first_texts(file)["summary"] == (
        "At the start, on 7 September: Leaves when cross. On 21 September: Held the beat for everyone."
        " A harder day, on 12 October: Left twice and came back."
    )


def test_what_is_missing_is_said_most_useful_first(told):
    draft = report_desk.load(told, begin(told).id)
    gaps = [one.what for one in draft.missing]
    assert gaps == ["a start point for musical skill and knowledge and building a musical community",
                    "the family’s own words"]  # fmt: skip
    empty = report_desk.load(told, begin(told, pupil="p-will").id).missing
    assert empty[0].what == "a three-line summary"
    assert len(empty) == 7


# --- drafts -----------------------------------------------------------------------------------------------


def test_a_draft_is_taken_up_again_and_a_given_one_is_not(told, tmp_path):
    first = begin(told)
    assert begin(told).id == first.id
    assert report_desk.begin(told, "p-jai", ReportAudience.SCHOOL, START, week(3)).id != first.id
    assert begin(told, ReportAudience.FAMILY).id != first.id
    report_desk.hand_over(told, report_desk.load(told, first.id), FILE, tmp_path / "r.pdf", END)
    assert begin(told).id != first.id


def test_the_tutors_words_outlive_a_reload(told):
    report = begin(told)
    report_desk.set_text(told, report.id, "summary", "Three lines of mine")
    report_desk.set_text(told, report.id, "summary", "Three better lines")
    assert report_desk.load(told, report.id).texts["summary"] == "Three better lines"
    assert len(told.find(ReportSection, report_id=report.id)) == 1
    report_desk.set_text(told, report.id, "still_hard", "")
    assert report_desk.load(told, report.id).texts["still_hard"] == ""


# --- other pupils' names ----------------------------------------------------------------------------------


def names_in(told, text, *, pupil="p-jai", section="summary"):
    report = begin(told, pupil=pupil)
    report_desk.set_text(told, report.id, section, text)
    return [one.name for one in report_desk.other_names(told, report_desk.load(told, report.id))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He led Priti and the others.", ["Priti"]),
        ("He stood beside Pip.", ["Pip"]),
        ("He shared Priti's drum.", ["Priti's"]),
        ("He walked over with Will.", ["Will"]),
        ("He played a duet with Will Harding.", ["Will Harding"]),
        ("He will try it again, with a grace note.", []),
        ("Will he try it again?", []),
        ("Mrs Rai saw it, and so did Mr Holt.", []),
        ("Jai led. Jai's hands were still.", []),
        ("Ines wrote this.", []),
    ],
)
def test_a_pupils_name_blocks_and_a_word_or_an_adult_does_not(told, text, found):
    assert [one.removesuffix("'s") for one in names_in(told, text)] == [
        one.removesuffix("'s") for one in found
    ]


def test_a_shared_first_name_is_the_pupils_own_but_not_the_others_surname(told):
    assert names_in(told, "Grace led the song.", pupil="p-grace") == []
    assert names_in(told, "Grace Penhaligon led the song.", pupil="p-grace") == ["Grace Penhaligon"]


def test_a_first_name_of_two_others_blocks_too(told):
    assert names_in(told, "Grace led the song.") == ["Grace"]


def test_a_name_partly_in_strong_letters_is_read_as_it_is_printed(told):
    assert names_in(told, "He sat with Pri**ti** and waited.") == ["Priti"]


def test_a_groups_name_covers_its_own_words_and_no_pupil_beside_it(told):
    told.save(replace(told.need(Pupil, "p-will"), first_name="Melody"))
    told.save(replace(told.need(Group, "g"), pupils_name="The Melody Makers"))
    assert names_in(told, "The Melody Makers played.") == []
    assert names_in(told, "The Melody Makers played. Melody led.") == ["Melody"]


PARTS_OF_SENCO = {
    "hopes": ("hopes",), "strengths": ("strengths",), "observed": ("rows",),
    "then_and_now": ("outcome_notes",),
    "targets": ("targets",), "voices": ("voices",), "hard_and_helps": ("still_hard", "what_helps"),
    "evidence": ("evidence",), "next_steps": ("next_steps",),
}  # fmt: skip
PARTS_OF_FAMILY = {
    "attendance": ("attended", "offered"), "can_do": ("can_do",), "proud": ("proud_moment",),
    "quote": ("quote",), "targets": ("targets",), "easier": ("easier",), "tricky": ("tricky",),
    "next": ("next_step",), "at_home": ("try_at_home",),
}  # fmt: skip


@pytest.mark.parametrize(
    ("empty", "known"),
    [
        (SencoReport(head=Letterhead(pupil="Jai")), PARTS_OF_SENCO),
        (FamilyReport(name="Jai"), PARTS_OF_FAMILY),
    ],
)
def test_what_stands_in_a_part_left_out_is_not_in_the_document_at_all(empty, known):
    audience = ReportAudience.SCHOOL if known is PARTS_OF_SENCO else ReportAudience.FAMILY
    keys = {part.key for part in report_style.parts_of(audience, {})}
    assert keys - set(known) == {"comments" if known is PARTS_OF_SENCO else "spaces"}
    for key, names in known.items():
        full = replace(empty, **dict.fromkeys(names, ("words",)))
        shown = report_style.styled(full, {f"part:{key}": False})
        assert [getattr(shown, name) for name in names] == [getattr(empty, name) for name in names], key
        assert getattr(report_style.styled(full, {}), names[0]) == ("words",)


def test_a_sample_stays_one_and_without_notes_no_text_points_at_one():
    report = SencoReport(
        head=Letterhead(pupil="Jai"),
        outcome_notes=(OutcomeNote(outcome="Resilience", evidence=(1,)),),
        targets=(TargetRow(pupil_words="I want to count in", evidence=(2,)),),
        style=Style(is_sample=True),
    )
    shown = report_style.styled(report, {"part:evidence": False})
    assert (shown.outcome_notes[0].evidence, shown.targets[0].evidence) == ((), ())
    assert shown.style.is_sample


def test_a_name_that_only_begins_like_the_pupils_own_blocks(told):
    told.save(replace(told.need(Pupil, "p-jai"), first_name="Jo"))
    assert names_in(told, "He sat with Jos at the keys.") == ["Jos"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told.add(sign("x", 9, "Waved to Priti", SCHOOL)),
        lambda told: told.save(replace(told.need(Voice, "v-1"), words="Priti showed me")),
        lambda told: told.save(replace(told.need(Voice, "v-staff"), speaker_label="Priti’s dad")),
        lambda told: told.save(replace(told.need(Voice, "v-1"), scribed_by="Priti")),
        lambda told: told.save(replace(told.need(Target, "tg-1"), set_with="tutor and Priti")),
        lambda told: told.save(replace(told.need(Target, "tg-1"), what_happened="Priti helped")),
        lambda told: told.save(replace(told.need(Pupil, "p-jai"), school_hopes="To sit with Priti")),
        lambda told: told.save(replace(told.need(Pupil, "p-jai"), school_plan_ref="As for Priti")),
        lambda told: told.save(replace(told.need(Pupil, "p-jai"), next_step="A duet with Priti")),
    ],
)
def test_a_name_is_found_wherever_it_would_be_printed(told, spoil):
    spoil(told)
    with pytest.raises(NotCleared, match="Another pupil’s name stands in this report"):
        report_desk.checked(told, begin(told).id)


def test_a_name_that_would_not_be_printed_does_not_block(told):
    told.add(sign("x", 9, "Waved to Priti"))
    told.save(replace(told.need(Target, "tg-2"), what_happened="Priti helped"))
    told.save(replace(told.need(Pupil, "p-jai"), school_hopes="To sit with Priti"))
    draft = report_desk.load(told, begin(told, ReportAudience.FAMILY).id)
    assert report_desk.other_names(told, draft) == ()


def test_a_school_called_like_a_pupil_does_not_block(told):
    told.save(replace(told.need(Setting, "w"), name="Will Harding Primary School"))
    assert report_desk.other_names(told, report_desk.load(told, begin(told).id)) == ()


def test_the_refusal_says_where_and_nothing_is_written(told, tmp_path):
    report = begin(told)
    report_desk.set_text(told, report.id, "what_helps", "Sitting by Priti")
    with pytest.raises(NotCleared) as refused:
        report_desk.checked(told, report.id)
    assert "under What helps" in str(refused.value)
    assert "Nothing was written." in str(refused.value)
    assert told.need(Report, report.id).status is ReportStatus.DRAFT
    assert report_desk.load(told, report.id).texts["what_helps"] == "Sitting by Priti"
    assert told.all(Disclosure) == []
    assert list(tmp_path.glob("*.pdf")) == []


# --- giving -----------------------------------------------------------------------------------------------


def test_giving_writes_the_file_the_log_and_the_words(told, tmp_path):
    report = begin(told, ReportAudience.FAMILY)
    target = tmp_path / "r.pdf"
    left = report_desk.hand_over(
        told, report_desk.checked(told, report.id), FILE, target, END, given_to="Jai’s family"
    )
    assert target.read_bytes() == FILE.data
    digest = hashlib.sha256(FILE.data).hexdigest()
    given = told.need(Report, report.id)
    assert (given.status, given.given_on, given.given_to) == (ReportStatus.GIVEN, END, "Jai’s family")
    assert given.file_sha256 == left.file_sha256 == digest
    assert (left.purpose, left.recipient_class, left.file_name) == ("report_family", "family", "r.pdf")
    assert [one.pupil_id for one in told.find(DisclosureSubject, disclosure_id=left.id)] == ["p-jai"]
    assert "Jai" not in left.entry
    # The words as they were given stay, whatever is noticed later.
    told.add(sign("s-new", 10, "Sang a solo", EVERYONE))
    assert "Taught his part" in report_desk.load(told, report.id).texts["proud_moment"]


def test_every_report_is_a_link_of_the_chain(told, tmp_path):
    for number, audience in enumerate((*ReportAudience, *ReportAudience)):
        report = report_desk.begin(
            told, "p-jai", audience, START, week(number + 2), ReportPurpose.ANNUAL_REVIEW
        )
        report_desk.hand_over(told, report_desk.load(told, report.id), FILE, tmp_path / f"{number}.pdf", END)
    chain = check_chain(told)
    assert (chain.is_whole, chain.entries) == (True, 4)
    told.save(replace(told.all(Disclosure)[1], file_name="other.pdf", entry="{}"))
    assert not check_chain(told).is_whole


def test_a_file_that_cannot_be_written_leaves_the_draft_a_draft(told, tmp_path):
    report = begin(told)
    draft = report_desk.load(told, report.id)
    with pytest.raises(CannotWrite):
        report_desk.hand_over(told, draft, FILE, tmp_path / "no such folder" / "r.pdf", END)
    assert told.need(Report, report.id).status is ReportStatus.DRAFT
    assert told.all(Disclosure) == []


@pytest.mark.parametrize("name", ["diary.db", "Diary.DB"])
def test_a_report_never_takes_the_diarys_place(told, name):
    before = (told.folder / "diary.db").read_bytes()
    report = begin(told)
    with pytest.raises(CannotWrite, match="may be a diary"):
        report_desk.hand_over(told, report_desk.load(told, report.id), FILE, told.folder / name, END)
    assert (told.folder / "diary.db").read_bytes() == before
    assert told.need(Report, report.id).status is ReportStatus.DRAFT


@pytest.mark.parametrize("audience", list(ReportAudience))
@pytest.mark.parametrize("fmt", report_desk.FORMATS)
def test_the_real_file_is_made_and_is_the_same_each_time(told, audience, fmt):
    document = report_desk.compose(report_desk.checked(told, begin(told, audience).id), END)
    first, second = report_desk.render(document, fmt), report_desk.render(document, fmt)
    assert first.data == second.data
    assert first.data.startswith(b"%PDF-" if fmt == "pdf" else b"PK")
