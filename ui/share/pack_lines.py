"""The lines of a pack under their parts: tick, move, put into words of one's own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from tutordiary.model import PackItemKind
from tutordiary.presenters.share_pack_state import PackPart, PackRow
from ui import theme
from ui.widgets import Body, Card, Heading, Muted, QuietButton, Text, announce, drop_from

MOST_ROWS = 6
CONTROL_EM = 1.7
TICK, UP, DOWN, WORDS = "tick", "up", "down", "words"


class _Words(Body):
    """The words of a line; a press on them ticks it like a press on its box."""

    def __init__(self, words: str, box: QCheckBox) -> None:
        super().__init__(words)
        self._box = box

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick the line."""
        self._box.click()
        event.accept()


class LineRow(QWidget):
    """One line: its box, its words, where it is from, and what can be done with it.

    Signals: ``ticked`` with whether it is in, ``moved`` with -1 or 1, ``words_wanted``.
    """

    ticked = Signal(bool)
    moved = Signal(int)
    words_wanted = Signal()

    def __init__(self, row: PackRow, part: PackPart) -> None:
        super().__init__()
        self.row = row
        self.box = QCheckBox()
        self.box.setChecked(row.is_ticked)
        self.box.setAccessibleName(f"{part.words}: {row.words}")
        self.box.setAccessibleDescription(f"{row.about}. Alt and up or down moves it, F2 rewords it")
        self.box.setMinimumSize(theme.em(CONTROL_EM), theme.em(CONTROL_EM))
        self.box.toggled.connect(self.ticked)
        self.box.installEventFilter(self)
        self.up = QuietButton("", icon="chevron-up", name=f"Move up: {row.words}")
        self.down = QuietButton("", icon="chevron-down", name=f"Move down: {row.words}")
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.up.setEnabled(row.can_go_up)
        self.down.setEnabled(row.can_go_down)
        self.words = QuietButton(
            "", icon="pencil", name=f"{'Change' if row.is_own else 'In my own words'}: {row.words}"
        )
        self.words.clicked.connect(self.words_wanted)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.em(0.4))
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(_Words(row.words, self.box))
        texts.addWidget(Muted(row.about, role="small", wrap=True))
        line.addLayout(texts, 1)
        for button in (self.up, self.down, self.words):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if not (row.can_go_up or row.can_go_down):
            self.up.hide()
            self.down.hide()

    def control(self, what: str) -> QAbstractButton:
        """Return one of what can be pressed, or the box where that one cannot be now."""
        held: dict[str, QAbstractButton] = {TICK: self.box, UP: self.up, DOWN: self.down, WORDS: self.words}
        wanted = held[what]
        return wanted if wanted.isEnabled() and not wanted.isHidden() else self.box

    def control_with_focus(self) -> str:
        """Return which of them has the focus; empty when none has."""
        held = ((TICK, self.box), (UP, self.up), (DOWN, self.down), (WORDS, self.words))
        return next((what for what, widget in held if widget.hasFocus()), "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with Alt and an arrow, reword with F2, from the box."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if self.row.can_go_up if by < 0 else self.row.can_go_down:
                self.moved.emit(by)
            return True
        if event.key() == Qt.Key.Key_F2:
            self.words_wanted.emit()
            return True
        return False


class PartList(Card):
    """All parts of the pack in the order of the page.

    Signals: ``ticked`` with a line's id and whether it is in, ``moved`` with an id and -1 or 1,
    ``words_wanted`` with the part and a line's id, empty for new words; ``came_to_front`` with what to see.
    """

    ticked = Signal(str, bool)
    moved = Signal(str, int)
    words_wanted = Signal(object, str)
    came_to_front = Signal(QWidget)

    def __init__(self) -> None:
        super().__init__()
        self.body.addWidget(Heading("What is in it", level=2))
        self.body.addWidget(
            Muted("Only what is ticked is read and leaves. One page: three minutes to read aloud.", wrap=True)
        )
        self._parts_box = QVBoxLayout()
        self.body.addLayout(self._parts_box)
        self._shown: tuple[PackPart, ...] = ()
        self._all_of: set[PackItemKind] = set()
        self.rows: dict[str, LineRow] = {}
        self.write: dict[PackItemKind, QuietButton] = {}
        self._more: dict[PackItemKind, QuietButton] = {}
        self.tab_after: QWidget | None = None
        theme.notifier().theme_changed.connect(self._draw_again)

    def show_parts(self, parts: tuple[PackPart, ...]) -> None:
        """Draw the parts; the focus stays on its line wherever that went."""
        if parts == self._shown:
            return
        self._shown = parts
        self._draw_again()

    def _draw_again(self) -> None:
        held = next(
            ((one, what) for one, row in self.rows.items() if (what := row.control_with_focus())), None
        )
        writing = next((kind for kind, button in self.write.items() if button.hasFocus()), None)
        drop_from(self._parts_box)
        self.rows, self.write, self._more = {}, {}, {}
        for part in self._shown:
            box = self._part(part)
            self._parts_box.addWidget(box)
            box.show()  # now, not when the layout comes round to it: the focus goes there at once
        self._parts_box.setSpacing(theme.em(0.7))
        self._line_up()
        if held is not None and held[0] in self.rows:
            self.rows[held[0]].control(held[1]).setFocus(Qt.FocusReason.OtherFocusReason)
        elif writing in self.write:
            self.write[writing].setFocus(Qt.FocusReason.OtherFocusReason)

    def _line_up(self) -> None:
        """Let Tab come by the lines where they stand, and not last of all because they were made last."""
        before = self.tab_after
        for after in self._stops():
            if before is not None:
                QWidget.setTabOrder(before, after)
            before = after

    def _stops(self) -> list[QWidget]:
        stops: list[QWidget] = []
        for part in self._shown:
            stops.append(self.write[part.kind])
            rows = (self.rows[row.id] for row in part.rows if row.id in self.rows)
            stops += [stop for row in rows for stop in (row.box, row.up, row.down, row.words)]
            stops += [self._more[part.kind]] if part.kind in self._more else []
        return stops

    def focus_first(self) -> None:
        """Put the focus on the first line, or on the first place to write."""
        first = next(iter(self.rows.values()), None)
        target: QWidget | None = first.box if first else next(iter(self.write.values()), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_line(self, line_id: str, kind: PackItemKind) -> None:
        """Put the focus on a line, or on the way to write for its part where the line is gone."""
        if line_id in self.rows:
            self.rows[line_id].box.setFocus(Qt.FocusReason.OtherFocusReason)
            self.came_to_front.emit(self.rows[line_id])
        else:
            self.focus_part(kind)

    def focus_part(self, kind: PackItemKind) -> None:
        """Put the focus on the way to write for a part."""
        if kind in self.write:
            self.write[kind].setFocus(Qt.FocusReason.OtherFocusReason)
            self.came_to_front.emit(self.write[kind])

    def _part(self, part: PackPart) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.25))
        head = QHBoxLayout()
        head.addWidget(Text(part.words, role="strong", wrap=True), 1)
        if part.room:
            head.addWidget(Muted(part.room, role="small"))
        write = QuietButton("Write", icon="plus", name=f"Write for: {part.words}")
        write.clicked.connect(lambda _on, kind=part.kind: self.words_wanted.emit(kind, ""))
        self.write[part.kind] = write
        head.addWidget(write)
        column.addLayout(head)
        for row in self._rows_shown(part):
            column.addWidget(self._line(row, part))
        hidden = len(part.rows) - len(self._rows_shown(part))
        if hidden:
            more = QuietButton(f"Show {hidden} more", name=f"Show {hidden} more for: {part.words}")
            more.clicked.connect(self._show_all(part.kind))
            self._more[part.kind] = more
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        for hint in part.hints:
            column.addWidget(Text(hint, role="small", tone="warn", wrap=True))
        return box

    def _rows_shown(self, part: PackPart) -> tuple[PackRow, ...]:
        """Return the ticked rows and the newest others; all once they were asked for."""
        if part.kind in self._all_of or len(part.rows) <= MOST_ROWS:
            return part.rows
        newest = {row.id for row in part.rows[-MOST_ROWS:]}
        return tuple(row for row in part.rows if row.is_ticked or row.id in newest)

    def _show_all(self, kind: PackItemKind) -> Callable[[], None]:
        def show() -> None:
            self._all_of.add(kind)
            self._draw_again()
            self.focus_part(kind)
            announce(self, "All lines are shown")

        return show

    def _line(self, row: PackRow, part: PackPart) -> LineRow:
        line = LineRow(row, part)
        line.ticked.connect(lambda on, one=row.id: self.ticked.emit(one, on))
        line.moved.connect(lambda by, one=row.id: self.moved.emit(one, by))
        line.words_wanted.connect(lambda one=row.id, kind=part.kind: self.words_wanted.emit(kind, one))
        self.rows[row.id] = line
        return line
