"""Days become weeks and ages become key stages, so that the sentence still reads; nothing is guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutordiary.anonymise.generalise import Around, generalise, read_date
from tutordiary.anonymise.placeholders import as_words, find_typed, is_placeholder
from tutordiary.anonymise.recogniser import Recogniser
from tutordiary.anonymise.render import Naming, render
from tutordiary.anonymise.roster import Person, Roster
from tutordiary.anonymise.spans import Action

FIRST, LAST = date(2026, 2, 2), date(2026, 5, 10)
AROUND = Around(
    day=date(2026, 3, 17),
    week_of=lambda day: (day - FIRST).days // 7 + 1 if FIRST <= day <= LAST else None,
    first=FIRST,
    last=LAST,
    bands=frozenset({"KS1", "upper KS2", "lower KS2"}),
    year_group=5,
)
READER = Recogniser(Roster(pupils=(Person("P1", "pupil", "Tamsin"),)))


def said(text, around=AROUND):
    spans = READER.annotate(text)
    found = generalise(text, spans, around)
    words = {f"said {one.span.start}": one.words for one in found}
    made = [replace(one.span, entity=f"said {one.span.start}") for one in found]
    rest = [s for s in spans if s.action is Action.REDACT and all(s is not one.found for one in found)]
    return render(text, [*made, *rest], Naming(words))


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("We recorded it on 14 March and liked it.", "We recorded it in [week 6] and liked it."),
        ("On Saturday 14 March we played.", "In [week 6] we played."),
        ("On 14/3 we played.", "In [week 6] we played."),
        ("on 2026-03-14 we played", "in [week 6] we played"),
        ("on 14/03/2026 we played", "in [week 6] we played"),
        ("On the 14th of March we played.", "In [week 6] we played."),
        ("On the 16th we played.", "In [week 7] we played."),
        ("On Saturday the 14th we played.", "In [week 6] we played."),
        ("It began in on 14 March.", "It began in during [week 6]."),
        ("From 14 March until 21 March it rained.", "From [week 6] until [week 7] it rained."),
        ("By March 14th it was done.", "By [week 6] it was done."),
        ("The 14 March session was loud.", "The [week 6] session was loud."),
        ("On the 14 March session: loud.", "On the [week 6] session: loud."),
        ("On the morning of 14 March it rained.", "On the morning of [a day in week 6] it rained."),
        ("In the week of 14 March it rained.", "In [week 6] it rained."),
        ("w/c 9 March: drums", "[week 6]: drums"),
        ("It was tuned on 3 January.", "It was tuned on [an earlier date]."),
        ("The concert is on 14 July.", "The concert is on [a later date]."),
    ],
)
def test_a_day_becomes_its_week(text, reads):
    assert said(text) == reads


@pytest.mark.parametrize(
    "text",
    [
        "On Monday 14 March we played.",  # it was a Saturday
        "On the 31st we played.",  # the one before it or the one after it
        "On the 16th of next month we play.",
        "On 30 February we played.",
        "On 14 September we play.",  # half a year away both ways
    ],
)
def test_a_day_that_may_be_two_stays_a_blank(text):
    assert "[date]" in said(text)
    assert "week" not in said(text)


def test_a_birthday_is_never_a_week():
    for text in ("Her birthday is 14 March.", "DOB 14/03/2016", "born on 14 March 2016", "DOB: 14/03/2026"):
        assert "[date of birth]" in said(text), text
        assert "week" not in said(text)


def test_without_a_group_nothing_is_said_of_weeks():
    assert said("We played on 14 March.", Around(day=AROUND.day)) == "We played on [date]."
    assert "week" not in said("We played on 14 March 2026.", Around())


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("A nine-year-old led us.", "An [upper KS2 child] led us."),
        ("a 9-year-old girl led", "an [upper KS2] girl led"),
        ("The boy is nine years old.", "The boy is [of upper KS2 age]."),
        ("A girl aged 9 led.", "A girl [of upper KS2 age] led."),
        ("She turned 9 today.", "She turned [age] today."),
        ("A six-year-old sang.", "A [KS1 child] sang."),
        ("A Year 5 pupil led.", "An [upper KS2] pupil led."),
        ("Two year 6s led.", "Two [upper KS2 children] led."),
        ("They are in 4B now.", "They are in [a lower KS2 class] now."),
        ("They are in 5B now.", "They are in [an upper KS2 class] now."),
        ("Year 2/3 sang.", "[year group] sang."),
        ("Year 9 sang.", "[year group] sang."),
    ],
)
def test_ages_and_years_become_key_stages_where_they_may(text, reads):
    assert said(text) == reads


def test_where_no_key_stage_may_be_said_they_stay_blanks():
    around = replace(AROUND, bands=frozenset())
    assert (
        said("A nine-year-old in Year 5 and 5C led.", around) == "An [age] in [year group] and [class] led."
    )


def test_an_age_between_two_bands_says_nothing_without_the_pupil():
    assert said("She is nine years old.", replace(AROUND, year_group=None)) == "She is [age]."


@given(
    st.dates(FIRST - timedelta(200), LAST + timedelta(200)),
    st.sampled_from(["iso", "full", "words", "short"]),
)
def test_no_week_is_ever_wrong(meant, form):
    written = {
        "iso": meant.isoformat(),
        "full": f"{meant.day}/{meant.month}/{meant.year}",
        "words": f"{meant:%A} {meant.day} {meant:%B}",
        "short": f"the {meant.day}th",
    }[form].lower()
    found = read_date(written, AROUND.day)
    if form in ("iso", "full"):
        assert found == meant
    elif found is not None:
        assert found.day == meant.day
        if form == "words":
            assert (found.month, found.weekday()) == (meant.month, meant.weekday())
            assert found == meant or abs(found - AROUND.day) < abs(meant - AROUND.day)
        else:
            assert abs((found - AROUND.day).days) <= 7


def test_what_is_put_is_a_placeholder_of_ours():
    for words in ("[week 6]", "[a day in week 6]", "[an earlier date]", "[KS1]", "[of upper KS2 age]",
                  "[a lower KS2 class]", "[upper KS2 children]"):  # fmt: skip
        assert is_placeholder(words), words


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("[pupil A] led", "(a pupil) led"),
        ("[ Pupil  a ] led", "(a pupil) led"),
        ("［pupil Ａ] led", "［pupil Ａ] led"),
        ("[School 2]", "(a school)"),
        ("[week 6]", "(week 6)"),
        ("[staff member]", "(staff member)"),
        ("[loud] [1] []", "[loud] [1] []"),
    ],
)
def test_a_code_typed_by_hand_is_no_code(text, reads):
    assert as_words(text) == reads
    assert find_typed(reads) == ()
