"""A minute at the door: a whole session in the real window by keys and by mouse alone, counted and estimated.

The seconds are those of the keystroke-level model for a practised person who makes no errors, not of people:
a key .28, a click .2, pointing 1.1, a hand between keys and mouse .4, a thought 1.35.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QCursor, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from tests.ui.window_checks import CTRL, settle
from tests.ui.window_steps import TUESDAY
from tutordiary.model import Group, Observation, Pupil, Reflection, Scope, Session, Voice
from ui.log.grid import CREEP_MS

KEY_S, CLICK_S, POINT_S, HOME_S, THINK_S = 0.28, 0.2, 1.1, 0.4, 1.35
MOST_INTERACTIONS, MOST_SECONDS = 40, 60.0
SIZES = (12.0, 24.0)  # points: 100 % and 200 %
# Row, name, dot: what differs from the level of the group, three of them on the same pupil.
EXCEPTIONS = (
    (0, "Wren", 1),
    (1, "Sol", 3),
    (3, "Idris", 1),
    (4, "Tamsin", 3),
    (5, "Wren", 3),
    (7, "Maple", 1),
    (9, "Sol", 1),
    (10, "Tamsin", 3),
)
QUOTE, NEXT = "Can we do it faster next week?", "Let Wren count us in"
EVERYONE, LEVEL = 0, 2


class Counted:
    """A person's hands: each thing they do is counted and has its seconds."""

    def __init__(self, page) -> None:
        self.page = page
        self.grid = page.grid
        self.count = 0
        self.seconds = 0.0

    def column(self, name: str) -> int:
        return [one.name for one in self.page._state.columns].index(name)

    def think(self) -> None:
        self.seconds += THINK_S

    def prose(self, words: str) -> None:
        """Type words: one entry, however long, but every letter has its seconds."""
        QTest.keyClicks(QApplication.focusWidget(), words)
        self.count += 1
        self.seconds += len(words) * KEY_S

    def done(self, how: str) -> None:
        pt = self.page.font().pointSizeF()
        print(f"\n{how} at {pt:g} pt: {self.count} interactions, {self.seconds:.1f} s by the model")
        assert self.count <= MOST_INTERACTIONS
        assert self.seconds <= MOST_SECONDS


class Keys(Counted):
    """Keys alone."""

    def keys(self, typed: str) -> None:
        for letter in typed:
            QTest.keyClicks(QApplication.focusWidget(), letter)
            self.count += 1
            self.seconds += KEY_S

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget(), key, modifier)
        self.count += 1
        self.seconds += KEY_S * (2 if modifier else 1)


class Mouse(Counted):
    """The mouse alone; the hand goes to the keys for words and comes back."""

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        point = at if at is not None else widget.rect().center()
        window = widget.window()
        where = widget.mapTo(window, point)
        assert window.rect().contains(where)
        assert window.childAt(where) is widget, "something lies over it, or it is scrolled away"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=point)
        QApplication.processEvents()
        self.count += 1
        self.seconds += POINT_S + CLICK_S

    def dot(self, row: int, column: int, dot: int) -> QPoint:
        box = self.grid.visualRect(self.grid.log.index(row, column))
        return QPoint(round(box.center().x() + (dot - 2) * self.grid.dot_zone() * 0.9), box.center().y())

    def is_seen(self, row: int) -> bool:
        box: QRect = self.grid.visualRect(self.grid.log.index(row, 0))
        return self.grid.viewport().rect().adjusted(0, -2, 0, 2).contains(box)

    def draw_all(self, column: int, dot: int) -> None:
        """Press on a dot of the first row and draw the mouse down to the last; at the edge rows come by."""
        view = self.grid.viewport()
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=self.dot(0, column, dot))
        for row in range(1, 11):
            if self.is_seen(row):
                self._move(QPointF(self.dot(row, column, dot)))
        beyond = sum(not self.is_seen(row) for row in range(11))
        if beyond:
            self._move(QPointF(self.dot(0, column, dot).x(), view.height() - 2))
            settle(lambda: self.page._state.cells[10][column].mark is not None)
            self.seconds += beyond * CREEP_MS / 1000
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=self.dot(10, column, dot))
        self.count += 1
        self.seconds += 2 * POINT_S + CLICK_S

    def _move(self, at: QPointF) -> None:
        view = self.grid.viewport()
        QCursor.setPos(view.mapToGlobal(at.toPoint()))
        moved = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            at,
            view.mapToGlobal(at),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(view, moved)

    def wheel(self, view: QWidget, *, up: bool = False) -> None:
        """Turn the wheel by one notch."""
        at = QPointF(view.rect().center())
        turned = QWheelEvent(
            at,
            view.mapToGlobal(at),
            QPoint(),
            QPoint(0, 120 if up else -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view, turned)
        QApplication.processEvents()
        self.count += 1
        self.seconds += KEY_S

    def bring(self, row: int) -> None:
        """Turn the wheel over the grid, up or down, until a row is seen."""
        while not self.is_seen(row):
            self.wheel(self.grid.viewport(), up=self.grid.rowViewportPosition(row) < 0)

    def write(self, field: QWidget, area: QScrollArea, words: str) -> None:
        """Scroll to a field, click into it, type, and take the mouse again."""
        self.think()
        view = area.viewport()
        if not view.rect().contains(QRect(field.mapTo(view, QPoint(0, 0)), field.size())):
            self.seconds += POINT_S  # into the panel, to turn the wheel there
            for _ in range(40):
                if view.rect().contains(QRect(field.mapTo(view, QPoint(0, 0)), field.size())):
                    break
                self.wheel(view)
        self.click(field)
        self.seconds += 2 * HOME_S
        self.prose(words)


@pytest.fixture
def open_log(hands, window):
    """Open the log of the group in the real window, on another day for each size of the text."""

    def opened(size_pt: float):
        desk = window.desk
        window._set_text(size_pt)
        group = desk.diary.all(Group)[0]
        desk.open_log(group.id, TUESDAY + timedelta(weeks=SIZES.index(size_pt)))
        page = desk.page("log").page
        settle(lambda: page.isVisible() and page.grid.hasFocus())
        settle(lambda: page.grid.viewport().x() == page.grid.signs.x() + page.grid.signs.width())
        return page

    yield opened
    window._set_text(12.0)


def check(window, page) -> None:
    """Check that the whole session is in the diary, as it was meant."""
    diary = window.desk.diary
    settle(lambda: diary.need(Session, page._presenter.session_id).finished_at is not None)
    session = diary.need(Session, page._presenter.session_id)
    marks = diary.find(Observation, session_id=session.id)
    names = {pupil.id: pupil.first_name for pupil in diary.all(Pupil)}
    rows = [row.indicator_id for row in page._state.rows]
    own = {
        (rows.index(mark.indicators[0]), names[mark.pupil_id], mark.step)
        for mark in marks
        if mark.scope is Scope.PUPIL
    }
    assert own == set(EXCEPTIONS)
    assert {mark.step for mark in marks if mark.scope is Scope.GROUP} == {LEVEL}
    assert len({(mark.pupil_id, mark.indicators) for mark in marks}) == 5 * 11
    (said,) = diary.find(Voice, session_id=session.id)
    assert (names[said.pupil_id], said.words) == ("Wren", QUOTE)
    assert [one.text for one in diary.find(Reflection, session_id=session.id)] == [NEXT]


def test_by_keys_alone(window, open_log):
    for size_pt in SIZES:
        page = open_log(size_pt)
        hands = Keys(page)
        letters = {column.name: column.letter for column in page._state.columns}
        different = {row: (name, dot) for row, name, dot in EXCEPTIONS}
        for row in range(11):
            if row in different:
                name, dot = different[row]
                hands.think()
                hands.keys(f"{letters[name]}{dot}")
            hands.keys(str(LEVEL))
        hands.think()
        hands.keys(f'{letters["Wren"]}"')
        hands.prose(QUOTE)
        hands.press(Qt.Key.Key_Escape)
        hands.think()
        hands.keys("n")
        hands.prose(NEXT)
        hands.press(Qt.Key.Key_Return, CTRL)
        check(window, page)
        hands.done("Keys")


def test_by_mouse_alone(window, open_log):
    for size_pt in SIZES:
        page = open_log(size_pt)
        hands = Mouse(page)
        view = hands.grid.viewport()
        hands.think()
        hands.draw_all(EVERYONE, LEVEL)
        for row, name, dot in reversed(EXCEPTIONS):  # the last row is where the mouse is now
            hands.think()
            hands.bring(row)
            hands.click(view, hands.dot(row, hands.column(name), dot))
        if not page.panel.isVisible():
            hands.click(page.words_button)
        area = page.panel.scroller
        hands.write(page.panel.next_time.edit, area, NEXT)
        hands.write(page.panel.words.edit, area, QUOTE)
        hands.click(page.finish_button)
        check(window, page)
        hands.done("Mouse")
