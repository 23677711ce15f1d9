"""What is typed becomes what the index understands, whatever it is, and filters are exact."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutordiary.diary import Diary, finding
from tutordiary.diary.finding import Wanted
from tutordiary.diary.snippets import Piece
from tutordiary.model import (
    Conversation,
    ConversationPupil,
    Group,
    Observation,
    Pupil,
    Setting,
    Source,
    StartPoint,
    Voice,
)
from tutordiary.store import searching
from tutordiary.store.searching import Term
from tutordiary.vault.ciphers import LOWEST_COST

DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def diary(tmp_path_factory):
    """Some notes about two pupils; these tests only look."""
    folder = tmp_path_factory.mktemp("notes")
    made, _ = Diary.create(
        folder / "d", "plain words for a test", cost=LOWEST_COST, state_folder=folder / "s"
    )
    made.add(
        Setting(id="s", name="Alder Bank"),
        Group(id="g", setting_id="s", working_name="Tuesday drums"),
        Group(id="h", setting_id="s", working_name="Keys"),
        Pupil(id="p1", first_name="Élodie", last_name="O’Hara", known_as=("Lo",), still_hard="waiting"),
        Pupil(id="p10", first_name="Sol", interests_and_strengths="Knows Elodie from home"),
        seen("o1", 0, "Held the beat with both hands.", pupil_id="p1", group_id="g", indicators=("MUS.1",)),
        seen("o2", 1, "Beat the held note, then stopped.", pupil_id="p10", group_id="h", starred=True),
        seen("o3", 400, "She isn't waiting: café songs.", pupil_id="p1", indicators=("MUS.2", "AGE.1")),
        seen("o4", 401, "AND OR NOT near the beat", source=Source.TA, indicators=("MUS.10",)),
        Voice(id="v1", speaker="pupil", words="Can I hold it?", said_on=DAY, pupil_id="p1", starred=True),
        StartPoint(id="s1", pupil_id="p10", outcome="AGE", noted_on=DAY, text="Sat by the door."),
        Conversation(id="c1", held_on=DAY, with_role="SENCO", summary="Both are ready for the concert."),
        ConversationPupil(id="x1", conversation_id="c1", pupil_id="p1"),
    )
    yield made
    made.close()


def seen(record_id, days_later, text, **more):
    return Observation(id=record_id, noted_on=DAY + timedelta(days=days_later), text=text, **more)


def ids(diary, typed="", **wanted):
    return [one.item_id for one in finding.find(diary, Wanted(typed=typed, **wanted)).passages]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", []),
        ("  \n ", []),
        ('" "', []),
        ("beat", [Term("beat", True)]),
        ("beat ", [Term("beat", False)]),
        ("held be", [Term("held", False), Term("be", True)]),
        ("held b", [Term("held", False)]),
        ("year 4", [Term("year", False), Term("4", False)]),
        ("b", [Term("b", False)]),
        ("it's", [Term("it's", False)]),
        ('"held t', [Term("held", False)]),
        ('held "t', [Term("held", False)]),
        ("“a b c", [Term("a b", False)]),
        ('"held the" be', [Term("held the", False), Term("be", True)]),
        ("“held the", [Term("held the", True)]),
        ("it’s!", [Term("it’s!", False)]),
        ("!!! ???", []),
    ],
)
def test_words_are_beginnings_and_marks_hold_words_together(typed, expected):
    assert list(searching.terms(typed)) == expected


def test_words_beginnings_and_phrases(diary):
    assert ids(diary, "held") == ["o2", "o1"]
    assert ids(diary, "hel") == ["o2", "o1"]
    assert ids(diary, "hel ") == []
    assert ids(diary, '"held the beat"') == ["o1"]
    assert ids(diary, "“held the be") == ["o1"]
    assert ids(diary, "beat held") == ["o2", "o1"]
    assert ids(diary, "isn't") == ids(diary, "isn’t") == ["o3"]


def test_accents_do_not_matter_on_either_side(diary):
    assert (
        ids(diary, "cafe") == ids(diary, "CAFÉ") == ids(diary, unicodedata.normalize("NFD", "café")) == ["o3"]
    )


def test_a_name_finds_what_is_about_that_pupil(diary):
    about = {"o1", "o3", "v1", "c1", "p1"}
    assert set(ids(diary, "elod")) == {*about, "p10"}  # and whoever's page says the name
    assert set(ids(diary, "o’hara")) == about
    assert set(ids(diary, "lo")) == about
    assert ids(diary, "elodie beat") == ["o1"]
    found = finding.find(diary, Wanted(typed="elodie"))
    assert found.called == (("p1", "Élodie O’Hara"),)


def test_the_newest_come_first_and_what_has_no_day_last(diary):
    found = finding.find(diary, Wanted())
    days = [one.day for one in found.passages if one.day]
    assert days == sorted(days, reverse=True)
    assert [one.day for one in found.passages[len(days) :]] == [None] * (len(found.passages) - len(days))
    assert found.is_all


def test_each_filter_alone_and_all_together(diary):
    assert set(ids(diary, pupil_id="p1")) == {"o1", "o3", "v1", "c1", "p1"}
    assert set(ids(diary, pupil_id="p10")) == {"o2", "s1", "p10"}
    assert set(ids(diary, group_id="g")) == {"o1", "g"}
    assert ids(diary, indicator="MUS.1") == ["o1"]
    assert ids(diary, outcome="MUS") == ["o3", "o1"]
    assert ids(diary, source=Source.TA) == ["o4"]
    assert set(ids(diary, kinds=("voice", "start"))) == {"v1", "s1"}
    assert set(ids(diary, starred=True)) == {"o2", "v1"}
    assert ids(diary, first=DAY + timedelta(days=1), last=DAY + timedelta(days=400)) == ["o3", "o2"]
    assert ids(diary, last=DAY, kinds=("sign",)) == ["o1"]
    of_the_day = {"o1", "v1", "s1", "c1"}
    assert set(ids(diary, last=DAY)) == set(ids(diary, first=DAY, last=DAY)) == of_the_day
    assert ids(diary, "wait", pupil_id="p1", indicator="AGE.1", kinds=("sign",), first=DAY) == ["o3"]
    assert ids(diary, "wait", pupil_id="p10") == []


def test_pages_follow_on_without_a_gap_or_a_double(diary):
    whole, paged, after = ids(diary), [], None
    while True:
        found = finding.find(diary, Wanted(), limit=2, after=after)
        paged += [one.item_id for one in found.passages]
        if found.is_all:
            break
        after = found.passages[-1]
    assert paged == whole
    assert finding.find(diary, Wanted(), limit=len(whole)).is_all
    assert not finding.find(diary, Wanted(), limit=len(whole) - 1).is_all


@pytest.mark.parametrize("typed", ["!!! ???", "“ ”", "'"])
def test_signs_alone_find_nothing_rather_than_everything(diary, typed):
    assert ids(diary, typed) == []
    assert ids(diary, typed, pupil_id="p1") == []


def test_the_words_looked_for_are_marked(diary):
    (passage,) = finding.find(diary, Wanted(typed="both", kinds=("sign",))).passages
    assert passage.pieces == (
        Piece("Held the beat with ", False),
        Piece("both", True),
        Piece(" hands.", False),
    )
    assert (passage.pupil, passage.group) == ("Élodie O’Hara", "Tuesday drums")
    assert finding.whole_text(diary, passage) == "Held the beat with both hands."


@given(st.text(st.characters(codec=None), max_size=40) | st.text('"“”*^:(){}+-ab AND NEAR tags', max_size=30))
def test_nothing_typed_breaks_the_search(diary, typed):
    finding.find(diary, Wanted(typed=typed))
    diary.search(typed)


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_filter_breaks_the_search(diary, one, other):
    finding.find(diary, Wanted(pupil_id=one, group_id=other, indicator=other, outcome=one, kinds=(other,)))


def test_a_talk_says_whom_it_was_about(diary):
    (talk,) = finding.find(diary, Wanted(typed="concert")).passages
    assert (talk.item_id, talk.pupil, talk.pupil_id) == ("c1", "Élodie O’Hara", "")


def test_the_language_of_the_index_is_only_words(diary):
    assert ids(diary, "AND OR NOT") == ["o4"]
    assert ids(diary, "tags : kvoice") == ids(diary, "kvoice ") == ids(diary, "zstarred ") == []
    assert ids(diary, "beat*") == ids(diary, "beat^") == ids(diary, "beat ")
