"""What the tests of the window share: hands that type and count, and the checks every page must pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from ui.tokens import contrast
from ui.widgets import Elided

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
LEAST_TARGET_PX = 24
LEAST_CONTRAST = 4.5

INTERACTIVE = {
    QAccessible.Role.PushButton,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Table,
    QAccessible.Role.List,
}


class Hands:
    """Keys on whatever has the focus, each of them counted. Prose is counted apart, in letters."""

    def __init__(self) -> None:
        self.count = 0
        self.letters = 0

    @property
    def focus(self) -> QWidget:
        """What has the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    @property
    def place(self) -> str:
        """The accessible name of what has the focus."""
        return self.focus.accessibleName()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press one key."""
        QTest.keyClick(self.focus, key, modifier)
        QApplication.processEvents()  # what was put on the page is shown only now
        self.count += 1

    def keys(self, typed: str) -> None:
        """Press keys that are letters, one after the other."""
        for letter in typed:
            QTest.keyClicks(self.focus, letter)
            self.count += 1

    def prose(self, words: str) -> None:
        """Type words; a line break is Return."""
        for number, line in enumerate(words.split("\n")):
            if number:
                QTest.keyClick(self.focus, Qt.Key.Key_Return)
            QTest.keyClicks(self.focus, line)
        self.letters += len(words)

    def tab_to(self, name: str, *, back: bool = False) -> None:
        """Press Tab until what has the focus is called so."""
        walked = []
        for _ in range(80):
            if self.place == name:
                return
            walked.append(self.place)
            self.press(Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, SHIFT if back else NONE)
        raise AssertionError(f"Tab never came to {name!r}, only to {walked}")


def walk(widget: QWidget) -> Iterator[QAccessible]:
    """Yield every accessible object below a widget that a screen reader would find."""
    waiting = [QAccessible.queryAccessibleInterface(widget)]
    while waiting:
        one = waiting.pop()
        if one is None or not one.isValid() or one.state().invisible:
            continue
        yield one
        waiting += [one.child(number) for number in range(one.childCount())]


def spoken(widget: QWidget) -> str:
    """Return every name, description and value below a widget, as a screen reader could say them."""
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    return "\n".join(one.text(kind) for one in walk(widget) for kind in kinds)


def visible(page: QWidget, *kinds: type[QWidget]) -> list[QWidget]:
    """Return the shown widgets of some kinds."""
    return [one for kind in kinds for one in page.findChildren(kind) if one.isVisible()]


def nameless(page: QWidget) -> list[tuple[str, str]]:
    """Return what can be used and has no name, or can have the focus and has no role."""
    found = []
    for one in walk(page):
        name = one.text(QAccessible.Text.Name)
        role = one.role()
        dumb = role == QAccessible.Role.Client and one.state().focusable and one.childCount() == 0
        if (role in INTERACTIVE or dumb) and not name:
            thing = one.object()
            found.append((role.name, f"{type(thing).__name__} in {type(thing.parent()).__name__}"))
    return found


def tab_stops(page: QWidget) -> list[QWidget]:
    """Press Tab all the way round from where the focus is, and return what had it, in order.

    Raises: AssertionError when the round never closes or something comes twice.
    """
    first = QApplication.focusWidget()
    assert first is not None
    seen = [first]
    for _ in range(200):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if focus is first:
            return seen
        assert focus not in seen, f"{focus.accessibleName()!r} comes twice"
        seen.append(focus)
    raise AssertionError("Tab never came round")


def not_reached(page: QWidget, seen: list[QWidget]) -> list[tuple[str, str]]:
    """Return what could have the focus by Tab and was not in the round."""
    return [
        (type(one).__name__, one.accessibleName())
        for one in page.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus.value
        and one.focusProxy() is None
        and one not in seen
        and not isinstance(one.parentWidget(), QComboBox | QAbstractItemView)
    ]


def small_targets(page: QWidget) -> list[tuple[str, str, int, int]]:
    """Return what is to be pressed and is smaller than 24 pixels."""
    return [
        (type(one).__name__, one.accessibleName(), one.width(), one.height())
        for one in visible(page, QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
        if (one.width() < LEAST_TARGET_PX or one.height() < LEAST_TARGET_PX)
        and not isinstance(one.parentWidget(), QAbstractItemView | QComboBox)
        and one.objectName() != "qt_spinbox_lineedit"
    ]


def cut_words(page: QWidget) -> list[tuple[str, tuple[int, int], tuple[int, int]]]:
    """Return labels and buttons whose words do not fit."""
    found = []
    for label in visible(page, QLabel):
        if not label.text():
            continue
        hint = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        wide = not label.wordWrap() and label.width() + 1 < label.sizeHint().width()
        if label.height() + 1 < hint or (wide and not isinstance(label, Elided)):
            found.append((label.text(), label.size().toTuple(), (label.sizeHint().width(), hint)))
    for button in visible(page, QAbstractButton):
        if button.text() and button.width() < button.sizeHint().width():
            found.append((button.text(), button.size().toTuple(), button.sizeHint().toTuple()))
    for box in visible(page, QComboBox):
        needed = box.fontMetrics().horizontalAdvance(box.currentText()) + box.fontMetrics().height()
        if box.width() < needed:
            found.append((box.currentText(), box.size().toTuple(), (needed, 0)))
    return found


def outside(page: QWidget) -> list[tuple[str, str]]:
    """Return what lies partly beyond its page's right edge, and what would have to be scrolled sideways."""
    found = []
    for one in page.findChildren(QWidget):
        if not one.isVisible() or isinstance(one.parentWidget(), QAbstractItemView):
            continue
        right = one.mapTo(page, QPoint(one.width(), 0)).x()
        if right > page.width() + 1:
            found.append((type(one).__name__, one.accessibleName()))
    for area in visible(page, QScrollArea):
        inside = area.widget()
        if inside.minimumSizeHint().width() > area.viewport().width() + 1:
            wide = [one for one in inside.findChildren(QWidget) if one.isVisible()]
            widest = max(wide, key=lambda one: one.minimumSizeHint().width())
            found.append((f"scrolled sideways by {type(widest).__name__}", widest.accessibleName()))
    return found


def is_in_view(label: QWidget, page: QWidget) -> bool:
    """Say whether all of a widget can be seen, not scrolled away."""
    area = label.visibleRegion().boundingRect()
    return area.size() == label.size()


def pale_words(page: QWidget) -> tuple[int, list[tuple[str, float]]]:
    """Return how many labels were looked at as drawn, and those below 4.5 to 1."""
    picture = page.grab().toImage()
    seen, found = 0, []
    for label in visible(page, QLabel):
        if not label.text() or not is_in_view(label, page):
            continue
        corner = label.mapTo(page, QPoint(0, 0))
        colours: dict[str, int] = {}
        for x in range(corner.x(), corner.x() + min(label.width(), 160)):
            for y in range(corner.y(), corner.y() + min(label.height(), 40)):
                name = picture.pixelColor(x, y).name(QColor.NameFormat.HexRgb)
                colours[name] = colours.get(name, 0) + 1
        ground = max(colours, key=lambda name: colours[name])
        best = max(contrast(ground, name) for name in colours)
        seen += 1
        if best < LEAST_CONTRAST:
            found.append((label.text(), best))
    return seen, found


def once_still(check: Callable[[], list], timeout_ms: int = 3000) -> list:
    """Return what a check finds once the layout stands still: nothing, or what is left after the wait."""
    waited = 0
    while (found := check()) and waited < timeout_ms:
        QTest.qWait(20)
        waited += 20
    return found


def settle(wanted: Callable[[], bool], timeout_ms: int = 20_000) -> None:
    """Let the window work until something is so. Raises: AssertionError when it takes too long."""
    waited = 0
    while not wanted():
        assert waited < timeout_ms, "waited too long"
        QTest.qWait(10)
        waited += 10
