"""The page that lists the pupils: current ones by group, everybody one step away, anybody by typing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tutordiary.presenters.pupil_state import PupilList as Found
from ui import theme
from ui.pupil.list import PupilList
from ui.widgets import Body, Card, Chip, Heading, Muted, PrimaryButton, SecondaryButton


class ListPage(QWidget):
    """A field, a switch and the list.

    Signals: ``chosen`` with a pupil's id; ``group_wanted``; ``asked`` with what is typed and whether
    everybody is wanted, when either changed.
    """

    chosen = Signal(str)
    group_wanted = Signal()
    asked = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(Heading("Pupils"), 1)
        add = SecondaryButton("Add a group", icon="plus", hint="Ctrl+N")
        add.clicked.connect(self.group_wanted)
        head.addWidget(add)
        self._column.addLayout(head)
        row = QHBoxLayout()
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Type a name or a group")
        self.filter.setAccessibleName("Find a pupil")
        self.filter.textChanged.connect(self._on_asked)
        self.filter.installEventFilter(self)
        row.addWidget(self.filter, 1)
        self.everybody = Chip("Everybody", name="Everybody, also those of earlier groups")
        self.everybody.toggled.connect(self._on_asked)
        row.addWidget(self.everybody)
        self._column.addLayout(row)
        self.list = PupilList()
        self.list.chosen.connect(self.chosen)
        self.filter.returnPressed.connect(self.list.choose_current)
        self.list.left_at_top.connect(self.filter.setFocus)
        self._column.addWidget(self.list, 1)
        self.rest = Muted("", wrap=True)
        self._column.addWidget(self.rest)
        self.no_match = Muted("Nobody is called that. Try fewer letters.")
        self._column.addWidget(self.no_match)
        self._none = Card()
        self._none.body.addWidget(Heading("Nobody yet", level=2))
        self._none.body.addWidget(Body("Add a group with its pupils, and they stand here."))
        first = PrimaryButton("Add a group", icon="plus", name="Add the first group")
        first.clicked.connect(self.group_wanted)
        self._none.body.addWidget(first, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._none)
        self._column.addStretch(0)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def show_found(self, found: Found) -> None:
        """Draw the list."""
        self.list.show_lines(found.lines)
        self._none.setVisible(found.is_empty_diary)
        self.filter.setVisible(not found.is_empty_diary)
        self.everybody.setVisible(not found.is_empty_diary)
        self.list.setVisible(bool(found.lines))
        self.no_match.setVisible(not found.lines and not found.is_empty_diary)
        self.rest.setText(found.rest)
        self.rest.setVisible(bool(found.rest))

    def begin(self) -> None:
        """Take the focus: what is typed now begins another search."""
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.no_match.isVisibleTo(self):
            self.filter.clear()  # the one it found was erased, or is called something else now
        self.filter.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the search down into the list."""
        is_down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if is_down and event.type() == QEvent.Type.KeyPress and self.list.currentRow() >= 0:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def _on_asked(self) -> None:
        self.asked.emit(self.filter.text(), self.everybody.isChecked())

    def _restyle(self) -> None:
        em = theme.em
        self._column.setContentsMargins(em(1.4), em(1.1), em(1.4), em(0.8))
        self._column.setSpacing(em(0.8))
