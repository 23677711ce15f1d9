"""The report for the school: a first draft that invents nothing, and the page line by line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafting_samples import END, SCHOOL, START, sign, week

from tutordiary.drafting import senco, tracing
from tutordiary.drafting.pupil_file import gather
from tutordiary.drafting.senco_first import first_sentences
from tutordiary.model import (
    RECORD_TYPES,
    Action,
    Asked,
    Conversation,
    ConversationPupil,
    Direction,
    Judgement,
    JudgementEvidence,
    JudgementResult,
    Pupil,
    ReportPurpose,
    ReviewResult,
    Source,
    Speaker,
    Target,
    TargetKind,
    Voice,
)

TABLES = {kind.table: kind for kind in RECORD_TYPES}


def drafted(told, until=END, purpose=ReportPurpose.TERMLY):
    return first_sentences(gather(told, "p-jai", START, until), purpose)


def laid_out(told, *, pupil="p-jai", purpose=ReportPurpose.TERMLY, also=()):
    file = gather(told, pupil, START, END)
    chosen = frozenset(one.item_id for one in senco.choosable(file) if one.included) | frozenset(also)
    return senco.senco_report(file, senco.first_texts(file, purpose), chosen, purpose=purpose, written_on=END)


def judge(told, name, outcome, result, note="", to=SCHOOL):
    told.add(
        Judgement(
            id=name,
            pupil_id="p-jai",
            outcome=outcome,
            result=result,
            judged_on=week(9),
            note=note,
            audiences=to,
        )
    )


def talk(told, *actions, to=SCHOOL):
    told.add(
        Conversation(id="k", held_on=week(5), with_role="senco", summary="How it goes", audiences=to),
        ConversationPupil(id="kp", conversation_id="k", pupil_id="p-jai"),
        *actions,
    )


# --- the first draft --------------------------------------------------------------------------------------


def test_every_sentence_holds_the_words_of_the_record_it_names(told):
    talk(
        told,
        Action(id="ac", text="Move the drum nearer", who="Mrs Rai", due_on=week(12), conversation_id="k"),
    )
    told.save(replace(told.need(Target, "tg-1"), review_by=week(14)))
    told.save(
        replace(
            told.need(Pupil, "p-jai"), interests_and_strengths="Keeps a beat", still_hard="", what_helps=""
        )
    )
    for until in (week(8), END):
        for part, sentences in drafted(told, until).items():
            for one in sentences:
                assert one.words in one.text, part
                for origin in one.origins:
                    held = getattr(told.need(TABLES[origin.kind], origin.record_id), origin.field)
                    if origin.field not in ("result", "review_by", "last_name"):
                        assert held.strip() == one.words or held.strip().rstrip(".") == one.words
                    assert origin.told
                assert one.origins or one.text.startswith("Not judged yet")


def test_nothing_unlabelled_reaches_the_first_draft(told):
    told.save(replace(told.need(Pupil, "p-jai"), still_hard="", what_helps=""))
    talk(told, Action(id="ac", text="Ring the hidden number", conversation_id="k"), to=frozenset())
    told.add(
        sign("s-mine", 9, "Hid in the cupboard", direction=Direction.HARDER_DAY, what_i_did="Sat by the door")
    )
    for until in (week(8), END):
        words = " ".join(senco.first_texts(gather(told, "p-jai", START, until)).values())
        for secret in ("piano", "Chooses", "less", "hitting", "hidden", "cupboard", "door"):
            assert secret not in words.casefold() if secret.islower() else secret not in words


def test_a_fall_keeps_its_place_among_three_lines_of_increases(told):
    told.remove(told.need(Judgement, "j-2"))
    for number, outcome in enumerate(("MUS", "COM")):
        judge(told, f"up-{number}", outcome, JudgementResult.INCREASED, f"More of {outcome}")
    judge(told, "down", "AGE", JudgementResult.LESS, "Chooses less than before")
    texts = senco.first_texts(gather(told, "p-jai", START, END))
    assert texts["summary"] == "More of MUS. He waits now. Chooses less than before."
    assert texts["assess"] == (
        "Increased: musical skill and knowledge, resilience and building a musical community."
        " Less than at the start: agency."
    )


def test_a_fall_without_a_note_is_said_in_the_judgements_own_word(told):
    told.remove(told.need(Judgement, "j-2"))
    judge(told, "down", "AGE", JudgementResult.LESS)
    judge(told, "same", "COM", JudgementResult.NO_CHANGE)
    texts = senco.first_texts(gather(told, "p-jai", START, END))
    assert texts["summary"] == "He waits now. Less than at the start: agency."


def test_what_was_not_judged_is_said_and_what_was_judged_for_nobody_is_not(told):
    assert senco.first_texts(gather(told, "p-jai", START, END))["assess"] == (
        "Increased: resilience. Not judged yet: musical skill and knowledge and building a musical community."
    )


def test_agreements_and_dates_to_come_fill_do_and_review(told):
    talk(
        told,
        Action(
            id="a-1x", text="Find a room with a carpet", who="Mrs Rai", due_on=week(12), conversation_id="k"
        ),
        Action(id="a-2x", text="Bring the big drum.", conversation_id="k", done_on=week(6)),
        Action(id="a-3x", text="Bring the small drum.", conversation_id="k"),
    )
    told.save(replace(told.need(Target, "tg-1"), review_by=week(14)))
    texts = senco.first_texts(gather(told, "p-jai", START, END))
    assert texts["do"] == "Mrs Rai: Find a room with a carpet, by 23 November. Bring the small drum."
    assert texts["review"] == "Targets are looked at again by 7 December. With Mrs Rai."


def test_a_review_date_gone_by_is_not_to_come(told):
    told.save(replace(told.need(Target, "tg-1"), review_by=week(5)))
    assert senco.first_texts(gather(told, "p-jai", START, END))["review"] == "With Mrs Rai."


def test_a_target_that_was_reached_is_not_carried_on(told):
    told.save(replace(told.need(Target, "tg-1"), review_result=ReviewResult.GOT_THERE))
    assert senco.first_texts(gather(told, "p-jai", START, END))["plan"] == "Samba band"


def test_an_empty_page_of_the_pupil_is_filled_from_labelled_days(told):
    told.save(replace(told.need(Pupil, "p-jai"), still_hard="", what_helps=""))
    texts = senco.first_texts(gather(told, "p-jai", START, END))
    assert texts["still_hard"] == "On 12 October: Left twice and came back."
    assert texts["what_helps"] == "Gave him the big drum."


def test_nobody_with_nothing_has_an_empty_draft_but_for_the_senco(told):
    texts = senco.first_texts(gather(told, "p-jos", START, END))
    assert {key for key, text in texts.items() if text} == {"review"}


# --- following a sentence back ----------------------------------------------------------------------------


def test_a_sentence_is_found_where_it_stands_until_it_is_reworded(told):
    sentences = drafted(told, week(8))["summary"]
    text = f"My own words first. {tracing.as_text(sentences)}"
    found = tracing.places(text, sentences)
    assert [text[one.start : one.end] for one in found] == [one.text for one in sentences]
    assert tracing.at(text, text.index("Held the beat"), sentences).origins[0].record_id == "s-school"
    assert tracing.at(text, 3, sentences) is None
    reworded = text.replace("On 21 September: Held", "By then he held").replace("Leaves when cross", "Left")
    assert [one.sentence.origins[0].record_id for one in tracing.places(reworded, sentences)] == ["s-hard"]


def test_words_recorded_twice_lead_to_each_record_once():
    twice = [tracing.Traced("He led.", "He led.", (tracing.Origin("o", name, "text", ""),)) for name in "ab"]
    found = tracing.places("He led. He led.", twice)
    assert [(one.start, one.sentence.origins[0].record_id) for one in found] == [(0, "a"), (8, "b")]
    assert len(tracing.places("He led.", twice)) == 1


def test_the_recorded_words_alone_are_enough(told):
    sentences = drafted(told, week(8))["summary"]
    found = tracing.places("He “Leaves when cross”, and is back soon", sentences)
    assert [(one.start, one.sentence.origins[0].kind) for one in found] == [(4, "start_point")]


# --- the page ---------------------------------------------------------------------------------------------


def test_a_sign_is_told_once_where_there_is_another(told):
    told.add(sign("s-both", 9, "Sang and waited", SCHOOL, indicators=("MUS.1", "RES.1")))
    notes = {note.outcome: note for note in laid_out(told).outcome_notes}
    assert notes["Musical skill and knowledge"].seen == "Sang and waited"
    assert notes["Resilience"].seen == "Waited four turns"


def test_who_else_saw_it_counts_the_voices_behind_a_judgement(told):
    told.add(JudgementEvidence(id="je", judgement_id="j-1", voice_id="v-staff"))
    note = next(one for one in laid_out(told).outcome_notes if one.outcome == "Resilience")
    assert note.also_seen_by == "school staff and teaching assistant"
    told.save(replace(told.need(Voice, "v-staff"), audiences=frozenset()))
    note = next(one for one in laid_out(told).outcome_notes if one.outcome == "Resilience")
    assert note.also_seen_by == "teaching assistant"


def test_a_comment_from_a_slip_stands_among_the_voices_as_it_was_given(told):
    told.add(
        Voice(id="v-slip", pupil_id="p-jai", speaker=Speaker.PARENT_CARER, words="He hums all evening",
              said_on=week(9), speaker_label="Jai’s mum", captured_how="comment slip", asked=Asked.ASKED,
              translated=True, audiences=SCHOOL)
    )  # fmt: skip
    quote = next(one for one in laid_out(told).voices if one.words == "He hums all evening")
    assert (quote.who, quote.role, quote.how, quote.asked) == (
        "Jai’s mum", "family", "comment slip, translated", "asked",
    )  # fmt: skip


def test_a_harder_day_is_called_one_in_the_evidence(told):
    sources = {note.text: note.source for note in laid_out(told).evidence}
    assert sources["Left twice and came back"] == "Diary, in the session, a harder day"
    assert sources["Waited four turns"] == "Teaching assistant, in the playground"


def test_what_others_saw_is_counted_apart(told):
    told.add(sign("s-senco", 9, "Queued for dinner", SCHOOL, source=Source.SENCO))
    basis = laid_out(told).basis
    assert (basis.observations, basis.by_others) == (5, 2)


@pytest.mark.parametrize("purpose", list(ReportPurpose))
def test_each_purpose_has_its_hints_and_its_name(told, purpose):
    parts = senco.sections(purpose)
    assert [key for key, _, _ in parts] == [key for key, _, _ in senco.SECTIONS]
    assert all(hint for _, _, hint in parts)
    assert laid_out(told, purpose=purpose).head.occasion == purpose.value.replace("_", " ")
    at = senco.first_texts(gather(told, "p-jai", START, END), purpose)["review"]
    assert at.endswith("at the annual review.") == (purpose is ReportPurpose.ANNUAL_REVIEW)


def test_what_an_annual_review_or_an_ending_needs_is_asked_for(told):
    file = gather(told, "p-jai", START, END)
    texts = senco.first_texts(file)

    def asked(purpose):
        return {one.what for one in senco.missing(file, texts, purpose)}

    assert "which outcome of the school’s plan this speaks to" in asked(ReportPurpose.ANNUAL_REVIEW)
    assert "the review of every target" in asked(ReportPurpose.END_OF_PROGRAMME)
    assert not asked(ReportPurpose.TERMLY) & {
        "which outcome of the school’s plan this speaks to", "the review of every target",
    }  # fmt: skip
    told.save(replace(told.need(Target, "tg-1"), review_result=ReviewResult.NEARLY))
    told.add(Target(id="tg-9", pupil_id="p-jai", kind=TargetKind.OWN, pupil_words="Mine", set_on=week(2)))
    file = gather(told, "p-jai", START, END)
    assert "the review of every target" not in asked(ReportPurpose.END_OF_PROGRAMME)


def test_more_than_five_helps_are_too_many(told):
    file = gather(told, "p-jai", START, END)
    five = "\n".join(f"- help {number}" for number in range(5))
    gaps = [one.what for one in senco.missing(file, {"what_helps": five})]
    assert not any("five lines" in what for what in gaps)
    gaps = [one.what for one in senco.missing(file, {"what_helps": f"{five}\n- and a sixth"})]
    assert any("five lines" in what for what in gaps)


def test_a_summary_of_many_lines_is_asked_to_be_shorter(told):
    file = gather(told, "p-jai", START, END)

    def asked(summary):
        return [one.what for one in senco.missing(file, {"summary": summary}) if "summary" in one.what]

    assert asked("He waits. " * 40) == []
    assert asked("He waits. " * 50) == ["a shorter summary: three lines are about 330 characters"]
