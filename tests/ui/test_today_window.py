"""Today in a window: where the focus begins, what is done by a key, and what is taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from tests.ui.window_checks import Hands, is_in_view, settle
from tutordiary import dates
from tutordiary.model import Action, Group, Session, Setting, Slot
from tutordiary.presenters.today import TodayPresenter
from ui import theme
from ui.today_view import TodayView

TUESDAY = date(2026, 11, 17)
KEY = Qt.Key


class NoCare:
    def refresh(self):
        pass


@pytest.fixture
def opened(qtbot, diary):
    diary.add(
        Setting(id="alder", name="Alder Bank"),
        Group(id="drums", setting_id="alder", working_name="Drums", starts_on=TUESDAY - timedelta(days=7)),
        Slot(id="tue", group_id="drums", weekday=1, starts_at="13:30"),
        Action(id="song", text="Send the song", due_on=TUESDAY),
        Action(id="hall", text="Ask about the hall", due_on=TUESDAY),
    )
    theme.apply_theme(QApplication.instance(), "light", 12)
    view = TodayView()
    view.presenter = TodayPresenter(diary, view, lambda: TUESDAY, lambda: "09:00")
    view.care = NoCare()
    view.resize(1150, 700)
    view.show()
    qtbot.waitActive(view)
    view.arrive()
    yield view
    view.hide()
    view.deleteLater()
    qtbot.waitUntil(lambda: not isValid(view))


def test_the_most_recent_gap_has_the_focus_and_is_set_aside_by_keys(opened, diary):
    hands = Hands()
    assert hands.place == "Log: Drums, Tuesday 10 November"
    hands.tab_to("It was cancelled: Drums, Tuesday 10 November")
    hands.press(KEY.Key_Return)
    assert hands.place == "Log: Drums"  # the next gap is today's
    assert [one.status for one in diary.all(Session)] == ["cancelled"]
    hands.press(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert diary.all(Session) == []
    hands.tab_to("Nothing to log: Drums, Tuesday 10 November")


def test_a_promise_is_ticked_by_a_key_and_taken_back(opened, diary, qtbot):
    hands = Hands()
    hands.tab_to("Done: Ask about the hall, by 17 November")
    hands.press(KEY.Key_Return)
    assert hands.place == "Done: Send the song, by 17 November"  # on to the next
    assert diary.need(Action, "hall").done_on == TUESDAY
    assert opened._notice.words == "Done: Ask about the hall."
    hands.press(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert diary.need(Action, "hall").done_on is None
    hands.tab_to("Log: Drums")
    with qtbot.waitSignal(opened.log_wanted) as wanted:
        hands.press(KEY.Key_Return)
    assert wanted.args == ["drums", TUESDAY, ""]


def test_what_has_the_focus_is_in_view_at_twice_the_size_until_somebody_scrolls(opened, diary):
    opened.hide()
    diary.add(
        *(Group(id=f"g{n}", setting_id="alder", working_name=f"Late group {n}") for n in range(4)),
        *(
            Session(
                id=f"s{n}", group_id=f"g{n}", held_on=TUESDAY, starts_at=f"1{n}:00", finished_at=dates.now()
            )
            for n in range(4)
        ),
    )
    theme.apply_theme(QApplication.instance(), "light", 24)
    opened.resize(1240, 640)
    opened.arrive()  # before anything of it has its size
    opened.show()
    settle(lambda: is_in_view(opened._first, opened), 5000)
    bar = opened._scroller.verticalScrollBar()
    assert bar.value() > 0
    assert opened.focusWidget() is opened._first
    opened.resize(1240, 500)
    settle(lambda: bar.pageStep() < 500 and is_in_view(opened._first, opened))
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    opened.resize(1240, 460)
    QApplication.processEvents()
    assert bar.value() == 0
    theme.apply_theme(QApplication.instance(), "light", 12)
