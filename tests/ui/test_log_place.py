"""The choice of a session to log: its day as it is typed, its rows drawn again only when one changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.presenters.share_samples import TODAY, fill
from tests.ui.window_checks import Hands, settle
from tutordiary import dates
from tutordiary.model import Group
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_choice import LogChoices
from ui.log_place import LogPlace
from ui.widgets import SecondaryButton


def rows(place):
    return [button.accessibleName() for button in place._card.findChildren(SecondaryButton)]


@pytest.fixture
def place(qtbot, diary):
    fill(diary, "Otis held the beat on his own.")
    made = LogPlace(LogPresenter(diary), LogChoices(diary, lambda: TODAY), TODAY)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.arrive()
    return made


def test_the_choice_is_drawn_again_only_when_it_changed(place, diary):
    card, before = place._card, rows(place)
    assert len(before) == 1
    card.findChildren(SecondaryButton)[0].clearFocus()
    place.arrive()
    assert place._card is card
    assert QApplication.focusWidget() is card.findChild(SecondaryButton)
    diary.save(replace(diary.all(Group)[0], working_name="Bassoon friends"))
    place.arrive()
    assert rows(place) == ["Log: Bassoon friends"]
    assert QApplication.focusWidget().accessibleName() == "Log: Bassoon friends"


def test_the_day_is_typed_as_people_write_it_or_stepped(place, qtbot):
    hands, field = Hands(), place._day.edit
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    settle(field.hasSelectedText)  # what is typed takes the place of the day that stood there
    wanted = TODAY - timedelta(days=7)
    hands.prose(f"{wanted.day}/{wanted.month}\n")
    assert field.text() == dates.long_day(wanted, year=True)
    hands.tab_to("The day after")
    hands.press(Qt.Key.Key_Space)
    assert field.text() == dates.long_day(wanted + timedelta(days=1), year=True)
    hands.tab_to("The day before", back=True)
    hands.press(Qt.Key.Key_Space)
    asked = []
    place.paper_wanted.connect(lambda _group, day: asked.append(day))
    hands.tab_to("Day of the session")
    hands.prose("31/11")
    hands.press(Qt.Key.Key_Tab)
    assert place._day.problem.text().startswith("Write the day like 15 November")
    assert dates.long_day(wanted, year=True) in place._day.problem.text()
    hands.tab_to("On paper: " + rows(place)[0].removeprefix("Log: "))
    hands.press(Qt.Key.Key_Space)
    assert (asked, hands.place) == ([], "Day of the session")  # never the day before it by mistake
    hands.prose(dates.WEEKDAYS[TODAY.weekday()] + "\n")
    assert not place._day.problem.isVisible()
    hands.tab_to("On paper: " + rows(place)[0].removeprefix("Log: "))
    hands.press(Qt.Key.Key_Space)
    assert asked == [TODAY]
