"""The page for pupil and family: what it begins with, where that is from, and what it never tells."""

from __future__ import annotations

from drafting_samples import END, FAMILY, START, sign, week

from tutordiary.documents.writer import write
from tutordiary.drafting import family, report_desk, tracing
from tutordiary.drafting.pupil_file import gather
from tutordiary.model import Direction, Observation, Pupil, ReportAudience, Target


def page(told):
    draft = report_desk.load(told, report_desk.begin(told, "p-jai", ReportAudience.FAMILY, START, END).id)
    return report_desk.compose(draft, END)


def words(document):
    return write(document, "text").data.decode()


def test_every_first_sentence_is_recorded_and_labelled_for_the_family(told):
    found = family.first_sentences(gather(told, "p-jai", START, END))
    for key, sentences in found.items():
        for one in sentences:
            for origin in one.origins:
                if origin.kind == "observation":
                    assert told.need(Observation, origin.record_id).audiences & FAMILY
                    assert told.need(Observation, origin.record_id).text == one.words
                elif origin.kind == "target":
                    assert told.need(Target, origin.record_id).audiences & FAMILY
            assert one.origins or key == "try_at_home"
    assert tracing.as_text(found["proud_moment"]) == "Taught his part to a friend"
    assert tracing.as_text(found["next_step"]) == "I want to count in"


def test_what_got_easier_is_a_step_on_after_a_harder_day_that_is_not_told(told):
    told.add(sign("s-after", 7, "Came back in by himself", FAMILY, direction=Direction.STEP_ON))
    told.add(sign("s-proud", 9, "Counted everyone in", FAMILY, direction=Direction.STEP_ON))
    texts = family.first_texts(gather(told, "p-jai", START, END))
    assert (texts["easier"], texts["proud_moment"]) == ("Came back in by himself", "Counted everyone in")
    text = words(page(told))
    assert "Left twice" not in text
    assert text.count("Came back in by himself") == 1


def test_without_a_harder_day_nothing_is_said_to_have_got_easier(told):
    told.remove(told.need(Observation, "s-hard"))
    told.add(sign("s-after", 7, "Came back in by himself", FAMILY, direction=Direction.STEP_ON))
    assert family.first_texts(gather(told, "p-jai", START, END))["easier"] == ""


def test_the_newest_of_each_kind_come_before_two_of_one_kind(told):
    for number in (1, 2, 3):
        told.add(sign(f"s-r{number}", number + 6, f"Waited {number}", FAMILY))
    told.add(sign("s-m", 5, "Kept the beat", FAMILY, indicators=("MUS.1",)))
    told.add(sign("s-a", 4, "Chose the gong", FAMILY, indicators=("AGE.1",)))
    assert [one.detail for one in page(told).can_do] == ["Chose the gong", "Kept the beat", "Waited 3"]


def test_the_idea_for_home_is_for_what_was_seen_last_and_names_the_pupil(told):
    told.add(sign("s-last", 9, "Conducted us", FAMILY, indicators=("COM.3",)))
    idea = family.first_texts(gather(told, "p-jai", START, END))["try_at_home"]
    assert idea.startswith("Let Jai conduct")
    assert family.first_texts(gather(told, "p-will", START, END))["try_at_home"] == ""


def test_what_is_not_there_yet_is_said_and_nothing_is_made_up(told):
    gaps = {one.what for one in family.missing(gather(told, "p-will", START, END), {"tricky": "Waiting"})}
    assert "the pupil’s own words" in gaps
    assert "what the pupil does when it gets hard" in gaps
    text = words(report_desk.compose(
        report_desk.load(told, report_desk.begin(told, "p-will", ReportAudience.FAMILY, START, END).id), END
    ))  # fmt: skip
    assert "It is early days." in text


def test_the_page_never_says_why_the_pupil_was_put_forward(told):
    text = words(page(told))
    never = ("spring", "SEMH", "nurture", "Waiting for a turn", "SENCO")
    assert [one for one in never if one in text] == []


def test_attendance_can_be_left_out(told):
    report = report_desk.begin(told, "p-jai", ReportAudience.FAMILY, START, END)
    assert "sessions" in words(page(told))
    report_desk.set_choice(told, report.id, "part:attendance", included=False)
    assert "sessions" not in words(page(told))


def test_a_pupil_with_next_to_nothing_has_a_page_to_draw_on(told):
    told.add(Pupil(id="p-new", first_name="Bo"))
    report = report_desk.begin(told, "p-new", ReportAudience.FAMILY, week(9), END)
    document = report_desk.compose(report_desk.load(told, report.id), END)
    assert write(document, "pdf").pages == 1
    assert "Space for me to draw or write" in words(document)
