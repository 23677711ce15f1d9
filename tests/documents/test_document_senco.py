"""The report for the school, line by line of what a SENCO needs; slips to write on; words to paste."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import document_samples as samples
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_reading import spoken, structure, text_of
from PIL import Image
from story_samples import SLIPS

from tutordiary.documents import paste, short_forms
from tutordiary.documents.content import Dot, EvidenceNote, Letterhead, Quote, SencoReport, Style
from tutordiary.documents.parts import SENCO_PARTS
from tutordiary.documents.pdf import render_pdf
from tutordiary.documents.text import render_text
from tutordiary.documents.wording import first_to_latest

SIGNS = range(1, 6)
TOLD = replace(
    samples.FULL,
    comment_spaces=False,
    evidence=(
        *(
            EvidenceNote(n, "Diary, in the session", samples.week(n), f"Small sign number {n}.")
            for n in SIGNS
        ),
        EvidenceNote(6, "Diary, in the session", samples.week(17), samples.FULL.outcome_notes[0].seen),
    ),
    outcome_notes=(replace(samples.FULL.outcome_notes[0], evidence=(6,)), samples.FULL.outcome_notes[1]),
)


def words(report):
    return " ".join(text_of(render_pdf(report).data).split())


def plain(report):
    return " ".join(render_text(report).data.decode().split())


def for_(occasion, report=samples.FULL):
    return replace(report, head=replace(report.head, occasion=occasion))


@pytest.fixture(scope="module")
def full():
    return words(samples.FULL)


# --- the list of what a good report has, line by line ------------------------------------------------------


@pytest.mark.parametrize(
    "told",
    [
        "End of programme report",  # purpose, period, sessions, group size at the top
        "8 Jan to 18 Jun 2026",
        "18 of 20 attended",
        "The Night Owls, four pupils",
        "What the school hoped for “That he finds one adult",  # the school's own hopes, dated
        "Mr Achebe, 8 January 2026",
        "Chose not to play in week 1",  # then, now, one dated observation, who else saw it
        "Chooses first, gives a reason",
        "28 May: asked to swap parts",
        "Mrs Quill (TA)",
        "Nobody else yet",
        "Still hard",
        "What helps in music",
        "“I want to pick the beat and say why”",
        "Got there",
        "11 Jun",
        "written down by the tutor; asked; 11 June",  # whose words, how, asked or offered
        "conversation; offered; 4 June",
        "Assess",
        "Review",
        "What this rests on: 18 diary entries and 44 observations",
        "Judged by the tutor",
        "it does not say what caused it",
        "One of the 2 outcomes described here was also seen by someone else.",
        "TA: teaching assistant; SENCO: special educational needs coordinator",
    ],
)
def test_the_page_has_what_a_senco_looks_for(full, told):
    assert told in full


def test_strengths_stand_before_anything_hard(full):
    assert full.index("Strengths and interests") < full.index("What was observed") < full.index("Still hard")


def test_a_pupils_words_without_a_note_say_that_nobody_noted_how_they_came():
    quote = Quote("It is loud.", "Rowan", "pupil", "spoken")
    assert "asked or offered: not noted" in plain(replace(samples.SENCO, voices=(quote,)))
    adult = replace(quote, role="staff")
    assert "not noted" not in plain(replace(samples.SENCO, voices=(adult,)))
    assert "not noted" not in plain(replace(samples.SENCO, voices=(replace(quote, is_exact=False),)))


def test_when_nobody_else_has_spoken_the_page_says_so():
    alone = tuple(replace(note, also_seen_by="") for note in samples.FULL.outcome_notes)
    told = plain(replace(samples.FULL, outcome_notes=alone))
    assert "None of the 2 outcomes described here was seen by someone else yet." in told
    one = replace(samples.FULL, outcome_notes=samples.FULL.outcome_notes[:1])
    assert "The outcome described here was also seen by someone else." in plain(one)
    one = replace(samples.FULL, outcome_notes=alone[:1])
    assert "The outcome described here was not yet seen by someone else." in plain(one)


def test_words_are_counted_by_whose_they_are():
    twice = (*samples.FULL.voices, replace(samples.FULL.voices[1], words="He waited."))
    assert "Words gathered: 1 from the pupil, 2 from school staff, 1 from family." in plain(
        replace(samples.FULL, voices=twice)
    )
    assert "Words gathered" not in plain(replace(samples.FULL, voices=()))
    face = replace(samples.FULL.voices[0], is_exact=False)
    assert "Words gathered" not in plain(replace(samples.FULL, voices=(face,)))


def test_what_others_saw_is_counted():
    report = replace(samples.SENCO, basis=replace(samples.SENCO.basis, by_others=1200))
    assert "44 observations (1,200 by someone other than the tutor), 8 January" in plain(report)


def test_evidence_told_under_then_and_now_is_not_printed_twice():
    told = words(TOLD)
    assert told.count("asked to swap parts") == 1
    assert "7 May" not in told
    assert "Diary, in the session, 28 May: see “Then and now”." in told
    assert "Small sign number 4." in told
    without = replace(TOLD, outcome_notes=(), style=Style(left_out=("then_and_now",)))
    assert "28 May: asked to swap parts" in words(without)


def test_the_same_sign_under_another_outcome_is_only_named():
    note = replace(samples.FULL.outcome_notes[0], seen="", seen_under="Resilience")
    assert "28 May: as told under Resilience." in plain(replace(samples.FULL, outcome_notes=(note,)))


def test_notes_of_one_day_are_no_change_over_time():
    day = samples.week(3)
    ladder = samples.SENCO.ladder
    assert first_to_latest((Dot(day, 1), Dot(day, 2)), ladder) == ("A glimpse and sometimes", "one day")
    assert first_to_latest((Dot(day, 2), Dot(day, 2)), ladder) == ("Sometimes", "one day")
    assert first_to_latest((Dot(day, 1), Dot(samples.week(4), 2)), ladder) == ("A glimpse to sometimes", "")


def test_a_few_days_at_the_start_do_not_crowd_out_a_month():
    head = replace(samples.SENCO.head, period_from=date(2026, 9, 28), period_to=date(2026, 12, 1))
    told = words(replace(samples.SENCO, head=head, rows=samples.ROWS[:1]))
    assert "Indicator Oct Nov" in told
    assert "Indicator Sep Oct Nov" not in told


# --- what it is for, what is left out, how a service heads it -----------------------------------------------


@pytest.mark.parametrize(
    ("occasion", "there", "not_there"),
    [
        ("termly", ("Still hard", "Next steps", "Then and now"), ("Not working yet", "What comes next")),
        ("annual review", ("Not working yet", "What is working in music", "They recommend no provision."),
         ("Still hard", "What comes next")),
        ("end of programme", ("What comes next", "From the start to the end"), ("Next steps", "Then and")),
    ],
)  # fmt: skip
def test_parts_are_headed_by_what_the_report_is_for(occasion, there, not_there):
    for told in (words(for_(occasion)), plain(for_(occasion))):
        assert [one for one in there if one not in told] == []
        assert [one for one in not_there if one in told] == []


def test_a_part_left_out_is_in_no_format_and_the_others_stay(full):
    heads = dict(SENCO_PARTS) | {"hard_and_helps": "What helps in music"}
    for part, head in heads.items():
        told = render_text(replace(samples.FULL, style=Style(left_out=(part,)))).data.decode().splitlines()
        assert [one for one in heads.values() if one not in told] == [head]
        assert head in full
    bare = words(replace(samples.FULL, style=Style(left_out=tuple(heads))))
    assert [head for head in heads.values() if head in bare] == []
    assert "What this rests on" in bare


def test_a_services_own_headings_stand_in_every_format():
    own = tuple((key, f"Our {key.replace('_', ' ')}") for key, _ in SENCO_PARTS)
    report = replace(samples.FULL, style=Style(headings=own))
    for told in (words(report), plain(report)):
        assert [heading for _, heading in own if heading not in told] == []
    tree = structure(render_pdf(report).data)
    assert tree.all("H1", "H2")[0].tag == "H1"


def test_a_logo_is_a_figure_with_words_and_comes_before_the_title():
    picture = io.BytesIO()
    Image.new("RGB", (120, 40), "teal").save(picture, "PNG")
    style = Style(logo=picture.getvalue(), service="Wexcombe Music Service")
    made = render_pdf(replace(samples.SENCO, style=style))
    tree = structure(made.data)
    assert tree.kids[0].alt == "Logo of Wexcombe Music Service"
    assert tree.kids[1].tag == "H1"
    assert made.pages == 1


# --- room -------------------------------------------------------------------------------------------------


def test_a_report_that_just_runs_over_folds_what_is_empty_before_it_takes_another_side():
    few = tuple(row if place % 3 == 0 else replace(row, dots=()) for place, row in enumerate(samples.ROWS))
    report = replace(TOLD, rows=few, targets=TOLD.targets[:1], hopes=(), voices=())
    made = render_pdf(report)
    told = " ".join(text_of(made.data).split())
    assert made.pages == 1
    assert "Not observed: knowledge of genres and cultures, making choices through music" in told
    assert "Small sign number 5." in told
    assert structure(made.data).all("Table")


def test_a_report_of_more_than_two_sides_is_tightened_to_two():
    report = replace(
        TOLD,
        summary=samples.FULL.summary * 3,
        targets=samples.FULL.targets * 2,
        voices=samples.FULL.voices * 3,
        rows=tuple(
            replace(row, dots=row.dots if place % 2 else ()) for place, row in enumerate(samples.ROWS)
        ),
    )
    made = render_pdf(report)
    assert made.pages == 2
    assert made.warnings == ()


def test_no_line_of_many_and_no_voice_of_five_is_lost_on_the_page():
    lines = [f"line{number}" for number in range(47)]
    said = tuple(Quote(f"What voice{number} said", f"Adult {number}") for number in range(5))
    report = SencoReport(
        head=Letterhead(pupil="Ada"), summary="**Leads** now.\n" + "\n".join(lines), voices=said
    )
    words = text_of(render_pdf(report).data).split()
    assert [one for one in (*lines, *(f"voice{number}" for number in range(5))) if one not in words] == []


# --- short forms ------------------------------------------------------------------------------------------


def test_short_forms_are_listed_once_and_not_where_they_are_spelt_out():
    report = SencoReport(
        head=Letterhead(pupil="Ada"),
        summary="The TA and both TAs met the SENCO about the EHCP. TATA is REAL, SEN-like is not a form.",
        what_helps="A special educational needs coordinator (SENCO) nearby.",
    )
    assert short_forms.used(report) == (
        ("TA", "teaching assistant"),
        ("EHCP", "education, health and care plan"),
    )
    assert short_forms.spelt_out(SencoReport(head=Letterhead(pupil="Ta"), summary="ta, Send it")) == ""


# --- slips ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("large", [False, True])
def test_every_slip_stands_alone_on_its_page(large):
    made = render_pdf(replace(SLIPS, style=Style(large_print=large)))
    assert made.pages == len(SLIPS.slips)
    assert "music, continued" in text_of(made.data)  # a question goes on without its mark
    tree = structure(made.data)
    told = " ".join(spoken(made.data, tree).translate({160: " "}).split())
    assert told.count("Please give this back to Priya Lall by 18 June 2026.") == 3
    assert told.count("Name and date:") == 3
    assert told.count("yes, without my name") == 2
    assert "only my music tutor" in told
    pages = {mark[0] for node in tree.all("H2") for mark in node.marks}
    assert pages == {0, 1, 2}


# --- words to paste ---------------------------------------------------------------------------------------


def test_every_part_can_be_pasted_by_itself():
    parts = {part.title: part.text for part in paste.paste_parts(samples.FULL)}
    assert next(iter(parts)) == "About this report"
    assert "Sessions: Attended 18 of 20 sessions. Absent: 5 Feb" in parts["About this report"]
    assert parts["Still hard"] == samples.FULL.still_hard
    assert parts["Next steps"].startswith("Assess\nTrust and choice")
    assert parts["Next steps"].endswith("own recording.")
    assert parts["Evidence"].startswith("1. Diary, 8 Jan.\n2. Diary, 29 Jan.")
    assert (
        "Musical skill. First to latest: A glimpse to often. Seen: 6."
        in parts["What was observed, by outcome"]
    )
    assert "and hers is not”. [5]\n" in parts["Then and now"]
    assert parts["What this report rests on"].startswith("Written by Priya Lall")
    assert "Space for comments" not in parts


def test_a_word_longer_than_a_box_is_cut_and_whole():
    assert "".join(paste.boxes("abcdefghij" * 11, 40)) == "abcdefghij" * 11


def test_pasted_words_have_no_breaks_or_marks_of_ours():
    report = replace(samples.SENCO, summary="**Leads** now.\n\n- waits\n- counts in")
    text = paste.pasted(replace(report, still_hard=samples.FULL.summary * 3))
    assert "Leads now.\n\n- waits\n- counts in" in text
    assert samples.FULL.summary * 3 in text
    assert text.endswith("\n")


@pytest.mark.parametrize("document", [samples.FAMILY, samples.PACK, samples.EMPTY, SLIPS])
def test_other_documents_can_be_pasted_too(document):
    assert paste.paste_parts(document)


def test_a_box_ends_where_a_sentence_does():
    text = "One short sentence here. Another one follows it. And a third comes last."
    assert paste.boxes(text, 50) == (
        "One short sentence here. Another one follows it.",
        "And a third comes last.",
    )
    assert paste.boxes("", 500) == ()


@given(st.text(max_size=400), st.integers(1, 120))
def test_boxes_lose_nothing_and_are_never_too_long(text, most):
    pieces = paste.boxes(text, most)
    assert all(0 < len(piece) <= max(most, paste.LEAST) for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
