"""A calm sheet of paper over the whole app, for when a pupil walks up. Nothing is locked, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui import theme
from ui.door_widgets import Emblem
from ui.lock import sweep
from ui.widgets import Body, Heading, Muted, SecondaryButton

NAME = "Tutor Diary"
KEY = "Ctrl+B"
_KEYS = {QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.Shortcut}
_COMING_AND_GOING = {QEvent.Type.Show, QEvent.Type.Hide}
WINDOW_ONLY = Qt.FocusReason.ActiveWindowFocusReason  # fields take it as if the person looked elsewhere


class Paper(QWidget):
    """The app's picture and name on plain paper, perhaps a sentence and a button. No word of the diary."""

    def __init__(
        self, sentence: str = "", button: str = "", keys: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self.setAccessibleName(NAME)
        self.setAccessibleDescription(sentence or keys)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(Emblem(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(Heading(NAME), 0, Qt.AlignmentFlag.AlignHCenter)
        self._sentence = Body(sentence)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._sentence)
        self.button = SecondaryButton(button, name=button or NAME)
        # A letter typed by habit must not press it: the paper has the focus, and takes Esc.
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        row.addStretch(1)
        column.addSpacing(theme.em(1))
        column.addLayout(row)
        self._keys = Muted(keys, role="small")
        column.addWidget(self._keys, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        # Only now that they are on the paper: shown before, they would be windows of their own.
        self._sentence.setVisible(bool(sentence))
        self.button.setVisible(bool(button))
        self._keys.setVisible(bool(keys))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the paper."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens().page))
        painter.end()


class Cover(QObject):
    """Lays paper over every window of the app and takes it away again.

    While it lies there, keys go nowhere: only the key itself, Esc and a click on the button lift it, and the
    lock key locks. The pages below do not notice: focus, caret and undo are as they were.
    """

    def __init__(self, lock: Callable[[], None]) -> None:
        super().__init__()
        self._lock = lock
        self._papers: dict[QWidget, Paper] = {}
        self._hidden: list[QWidget] = []
        self._focus: QWidget | None = None
        self._is_turning = False

    @property
    def is_on(self) -> bool:
        """Whether the paper lies there."""
        return bool(self._papers)

    def lay(self) -> None:
        """Cover every window, dialogs too; menus close."""
        if self._papers:
            return
        self._focus = QApplication.focusWidget()
        sweep.close_popups()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        active = app.activeWindow()
        for window in list(app.topLevelWidgets()):
            if window.isVisible():
                self._lay_on(window)
        self._focus_paper(active)
        self._turn(self._hidden, shown=False)
        app.installEventFilter(self)

    def lift(self) -> None:
        """Take the paper away: the same focus, the same caret."""
        if not self._papers:
            return
        app = QApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        self._turn(self._hidden, shown=True)
        if self._focus is not None and isValid(self._focus) and self._focus.isVisible():
            self._focus.setFocus(WINDOW_ONLY)
        for paper in self._papers.values():
            if isValid(paper):  # a window may have closed under it
                paper.hide()
                paper.deleteLater()
        self._papers, self._hidden, self._focus = {}, [], None

    def toggle(self) -> None:
        """Cover, or uncover."""
        self.lift() if self._papers else self.lay()

    def _lay_on(self, window: QWidget) -> None:
        below = [one for one in window.findChildren(QWidget, options=_DIRECT) if one.isVisible()]
        self._hidden += [one for one in below if not one.isWindow()]
        paper = Paper(button="Show my diary", keys=f"Esc or {KEY}", parent=window)
        paper.button.clicked.connect(self.lift)
        paper.setGeometry(window.rect())
        paper.show()
        paper.raise_()
        self._papers[window] = paper

    def _focus_paper(self, active: QWidget | None) -> None:
        paper = self._papers.get(active) if active is not None else None
        if paper is None and self._papers:
            paper = next(iter(self._papers.values()))
        if paper is not None:
            paper.setFocus(WINDOW_ONLY)

    def _turn(self, widgets: list[QWidget], *, shown: bool) -> None:
        # The pages hear nothing of it: one that is hidden makes its words final and begins anew when shown.
        app = QApplication.instance()
        assert app is not None
        self._is_turning = True
        app.installEventFilter(self)
        try:
            for widget in widgets:
                if isValid(widget):
                    widget.setVisible(shown)
        finally:
            self._is_turning = False
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let no key through to what lies below, and keep the paper as large as its window."""
        kind = event.type()
        if self._is_turning:
            return kind in _COMING_AND_GOING and watched not in self._hidden
        if kind == QEvent.Type.Resize and watched in self._papers:
            self._papers[watched].setGeometry(watched.rect())
        if kind == QEvent.Type.InputMethod:
            return True
        if kind not in _KEYS:
            return False
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()  # or a shortcut would take the key before it is seen here
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return True

    def _on_key(self, event: QKeyEvent) -> bool:
        control = Qt.KeyboardModifier.ControlModifier
        both = control | Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Escape or (event.key(), event.modifiers()) == (Qt.Key.Key_B, control):
            self.lift()
        elif (event.key(), event.modifiers()) == (Qt.Key.Key_L, both):
            self._lock()
        return True


_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
