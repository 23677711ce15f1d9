"""Earlier texts and the bin as a tutor reads them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutordiary import dates
from tutordiary.diary import history
from tutordiary.model import Group, Observation, Pupil, Reflection, Session, Setting
from tutordiary.presenters.history import Bin, TextHistory, TextPlace, compare, in_words

TODAY = date(2026, 11, 17)


@pytest.fixture
def clock(monkeypatch):
    """Set the moment that everything is done at."""

    def at(day: date, hour: int) -> None:
        moment = datetime(day.year, day.month, day.day, hour, 5, tzinfo=UTC)
        monkeypatch.setattr(dates, "now", lambda: moment)

    return at


@pytest.fixture
def full(diary):
    diary.add(
        Setting(id="s", name="Oakfield"),
        Group(id="g", setting_id="s", working_name="Samba"),
        Pupil(id="p", first_name="Wren"),
        Session(id="z", group_id="g", held_on=date(2026, 10, 14)),
    )
    return diary


def test_earlier_texts_say_until_when_they_stood_there(full, clock):
    texts = TextHistory(full, TextPlace(Reflection, "r", "text"), lambda: TODAY)
    assert texts.lines() == ()
    for day, words in (
        (date(2025, 11, 3), "Short turns"),
        (date(2026, 11, 3), "Short turns and drums"),
        (TODAY, "Short turns, drums and " + "counting in, " * 10),
        (TODAY + timedelta(days=1), "Nothing of that"),
    ):
        clock(day, 14)
        full.save(Reflection(id="r", session_id="z", prompt="worked", text=words))
    lines = texts.lines()
    assert [line.when.split(",")[0] for line in lines] == ["18 November", "Today", "3 November"]
    assert lines[0].when.endswith("until 2:05 pm")
    assert lines[0].opening.endswith("…")
    assert len(lines[0].opening) <= 70
    assert texts.now == "Nothing of that"
    assert "Short turns" in in_words(texts.pieces(lines[2].text))


def test_a_comparison_says_what_comes_back_and_what_goes():
    pieces = compare("Wren led us in twice.", "Wren sang us in.")
    assert "".join(one.text for one in pieces if one.change != "gone") == "Wren sang us in."
    assert "".join(one.text for one in pieces if one.change != "back") == "Wren led us in twice."
    assert in_words(pieces) == "Comes back: sang. Goes: led; twice."
    assert in_words(compare("a", "a")) == "The words are the same."


@given(now=st.text("ab é𝄞.\n", max_size=40), earlier=st.text("ab é𝄞.\n", max_size=40))
def test_a_comparison_holds_both_texts_whole(now, earlier):
    pieces = compare(now, earlier)
    assert "".join(one.text for one in pieces if one.change != "back") == now
    assert "".join(one.text for one in pieces if one.change != "gone") == earlier


def test_the_bin_in_words(full, clock):
    contents = Bin(full, lambda: TODAY)
    assert contents.lines() == ()
    clock(TODAY - timedelta(days=3), 12)
    full.add(Observation(id="o", noted_on=TODAY, pupil_id="p", session_id="z", text="Led"))
    full.remove(full.need(Observation, "o"))
    clock(TODAY, 12)
    full.remove(full.need(Session, "z"))
    session, sign = contents.lines()
    assert session.note == "Removed today. Kept for 30 more days."
    assert sign.note == "Removed on 14 November. Kept for 27 more days."
    done, sentence = contents.bring_back(sign.id)
    assert not done
    assert sentence.endswith("Bring this back first: The session of Samba, 14 October.")
    assert contents.bring_back(session.id) == (True, "It is back, with everything that belonged to it.")
    assert contents.bring_back(sign.id)[0]
    assert contents.bring_back(sign.id) == (False, "That is no longer in the bin. Nothing was changed.")
    full.remove(full.need(Group, "g"))
    (group,) = contents.lines()
    assert group.note == "Removed today, with 2 records that belonged to it. Kept for 30 more days."
    assert contents.empty() == "1 thing removed for good. Older backups may still hold them."
    assert history.binned(full) == []
