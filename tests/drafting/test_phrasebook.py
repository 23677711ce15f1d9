"""The phrasebook: whose words it looks for, what the tutor may change, and what a family is never told."""

from __future__ import annotations

import json

import pytest
from drafting_samples import END, FAMILY, START, sign
from drafting_samples import SCHOOL as TO_SCHOOL
from hypothesis import given
from hypothesis import strategies as st

from tutordiary import assets, coaching
from tutordiary.diary import Diary
from tutordiary.documents.content import FamilyReport, Quote
from tutordiary.drafting import phrasebook, report_desk
from tutordiary.errors import BadInput, NotCleared
from tutordiary.model import Phrase, ReportAudience
from tutordiary.vault.ciphers import LOWEST_COST

HOME, SCHOOL = ReportAudience.FAMILY, ReportAudience.SCHOOL
HOPES = "That he settles after a hard spring at home"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """One open diary for all of these tests."""
    folder = tmp_path_factory.mktemp("shelf")
    held, _ = Diary.create(
        folder / "d", "kettle harbour lantern", cost=LOWEST_COST, state_folder=folder / "s"
    )
    yield held
    held.close()


@pytest.fixture
def book(shelf):
    """The diary with the phrasebook as the app has it."""
    for one in shelf.all(Phrase):
        shelf.remove(one)
    return shelf


def found(diary, audience, text):
    return [hint.word for hint in phrasebook.wordbook(diary, audience).hints(text)]


def line(diary, audience, word):
    return next(one for one in phrasebook.entries(diary, audience) if word in one.words)


@pytest.mark.parametrize(
    ("text", "home", "school"),
    [
        ("He was naughty.", ["naughty"], ["naughty"]),
        ("She showed resilience with her peers.", ["resilience", "peers"], []),
        ("He may be autistic.", [], ["may be autistic"]),
        ("She needs a TA.", [], ["needs a TA"]),
        ("This proves that music works.", [], ["This proves"]),
        ("“I was naughty,” he said.", [], []),
        ("He counted us in.", [], []),
    ],
)
def test_each_reader_has_words_of_its_own(book, text, home, school):
    assert found(book, HOME, text) == home
    assert found(book, SCHOOL, text) == school


def test_what_is_for_one_reader_is_no_hint_in_the_diary_itself():
    assert [hint.word for hint in coaching.hints("The nurture group was naughty.")] == ["naughty"]


def test_the_tutors_own_line_is_looked_for_before_one_reader_only(book):
    phrasebook.put(book, HOME, "banging about,  thumping ", "played hard")
    assert found(book, HOME, "Banging about; thumping too.") == ["Banging about", "thumping"]
    assert found(book, SCHOOL, "Banging about.") == []
    first = phrasebook.entries(book, HOME)[0]
    assert (first.words, first.instead, first.is_own) == (("banging about", "thumping"), "played hard", True)


def test_a_line_is_reworded_and_stays_one_line(book):
    phrasebook.put(book, HOME, "thumping", "played hard")
    phrasebook.put(book, HOME, "thumping, whacking", "played loudly", line(book, HOME, "thumping"))
    assert [one.words for one in book.all(Phrase)] == ["thumping, whacking"]
    assert line(book, HOME, "whacking").instead == "played loudly"
    phrasebook.remove(book, line(book, HOME, "whacking"))
    assert found(book, HOME, "thumping") == []


def test_of_the_apps_lines_what_to_say_instead_changes_and_the_words_do_not(book):
    before = line(book, HOME, "lazy")
    after = phrasebook.put(book, HOME, "something else", "rested a while", before)
    assert (after.words, after.instead) == (before.words, "rested a while")
    assert phrasebook.wordbook(book, HOME).hints("lazy")[0].instead == "rested a while"
    phrasebook.remove(book, after)
    assert line(book, HOME, "lazy") == before


def test_a_line_switched_off_is_left_alone_until_it_is_switched_on(book):
    off = phrasebook.switch(book, HOME, line(book, HOME, "lazy"), on=False)
    assert off.is_off
    assert found(book, HOME, "lazy") == []
    assert found(book, SCHOOL, "lazy") == ["lazy"]
    on = phrasebook.switch(book, HOME, off, on=True)
    assert found(book, HOME, "lazy") == ["lazy"]
    assert (on.is_off, book.all(Phrase)) == (False, [])


def test_a_word_switched_off_in_one_line_is_left_alone_in_every_other(book):
    phrasebook.put(book, HOME, "lazy, floppy", "resting")
    phrasebook.switch(book, HOME, line(book, HOME, "floppy"), on=False)
    assert found(book, HOME, "lazy and floppy") == []


def test_switching_keeps_what_the_tutor_reworded(book):
    one = phrasebook.put(book, HOME, "", "rested a while", line(book, HOME, "lazy"))
    one = phrasebook.switch(book, HOME, one, on=False)
    one = phrasebook.switch(book, HOME, one, on=True)
    assert one.instead == "rested a while"


@pytest.mark.parametrize("words", ["", "  ", "!!, ??", ",\n;"])
def test_a_line_without_a_word_is_refused(book, words):
    with pytest.raises(BadInput, match="Nothing was kept"):
        phrasebook.put(book, HOME, words, "anything")
    assert book.all(Phrase) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_make_a_book_that_can_be_read_with(words, text):
    book = coaching.Wordbook([coaching.Advice(phrasebook.split(words), "x")])
    for hint in book.hints(text):
        assert hint.word == text[hint.start : hint.end]


# --- what a family is never told --------------------------------------------------------------------------


def test_why_a_pupil_was_chosen_keeps_the_page_back_wherever_it_stands(book):
    said = (
        "Jai came to nurture.",
        "He is at risk.",
        "His SEMH needs",
        "put forward by school",
        "Ask the SENCO.",
    )
    for field in ("opening", "proud_moment", "easier", "next_step", "group"):
        for words in said:
            (stop,) = phrasebook.stopped(book, FamilyReport(name="Jai", **{field: words}))
            assert stop.word.casefold() in words.casefold()
            assert stop.why


def test_an_everyday_word_is_no_short_form(book):
    assert phrasebook.stopped(book, FamilyReport(name="Jai", opening="Send us a photo. Do send one.")) == ()
    (stop,) = phrasebook.stopped(book, FamilyReport(name="Jai", opening="He is on the SEND list."))
    assert stop.word == "SEND"


def test_it_is_found_in_quotation_marks_and_behind_light_marks_too(book):
    page = FamilyReport(name="Jai", quote=Quote("I like “nurture”", "Jai"), opening="- the **nurture** group")
    assert [one.word for one in phrasebook.stopped(book, page)] == ["nurture group", "nurture"]


def test_the_schools_own_words_are_known_again(book):
    page = FamilyReport(name="Jai", opening="Since Easter he settles, after a HARD spring at home, in music.")
    assert [one.word for one in phrasebook.stopped(book, page, HOPES)] == [
        "he settles, after a HARD spring at home"
    ]
    assert phrasebook.stopped(book, page, "A hard spring") == ()
    assert phrasebook.stopped(book, page, "") == ()


def test_what_keeps_a_page_back_is_no_suggestion_beside_it(book):
    kinder = phrasebook.wordbook(book, HOME, without_must_go=True)
    assert [hint.word for hint in kinder.hints("Naughty in nurture.")] == ["Naughty"]


def test_names_and_the_look_of_a_page_never_keep_it_back(book):
    page = FamilyReport(name="Jai", ask="the SENCO", tutor="Ms Nurture", service="Nurture Music")
    assert phrasebook.stopped(book, page) == ()


def test_a_page_that_says_it_is_not_given_until_reworded_or_switched_off(told):
    told.add(sign("s-n", 9, "Loves coming to nurture", FAMILY))
    report = report_desk.begin(told, "p-jai", HOME, START, END)
    with pytest.raises(NotCleared, match="“nurture”") as refused:
        report_desk.checked(told, report.id)
    assert "Nothing was written." in str(refused.value)
    phrasebook.switch(told, HOME, line(told, HOME, "nurture"), on=False)
    assert report_desk.checked(told, report.id).report.id == report.id


def test_the_school_may_be_told_what_the_family_is_not(told):
    told.add(sign("s-n", 9, "Asked when nurture is", TO_SCHOOL))
    report = report_desk.begin(told, "p-jai", SCHOOL, START, END)
    assert report_desk.checked(told, report.id).report.id == report.id


def test_no_idea_for_home_needs_the_phrasebook(book):
    held = json.loads(assets.read_text("framework/home_ideas.json"))
    ideas = [*held["ideas"].values(), *held["domains"].values()]
    assert [idea for idea in ideas if found(book, HOME, idea)] == []
    assert set(held["ideas"]) == {one.id for one in book.framework.indicators}
    assert {one.domain for one in book.framework.outcomes} <= set(held["domains"])
    assert [idea for idea in ideas if len(idea) > 140] == []
