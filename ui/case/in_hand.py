"""The piece in hand: its words in the story above, the diary's beside them below, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from tutordiary.presenters.case_studio_state import InHand
from tutordiary.presenters.history import Piece
from ui import theme
from ui.history_sheet import EarlierButton, HistorySheet
from ui.widgets import Autosave, FieldRow, Flow, Heading, Muted, QuietButton, Text
from ui.widgets.worded import MarkButtons, WordedEdit

if TYPE_CHECKING:
    from tutordiary.presenters.case_studio import CaseStudio

NOTHING = (
    "A heading is in hand. Enter writes something of your own into this part; an entry of the evidence "
    "comes in by Enter, or by dragging it here."
)
OWN = "Your own words. Nothing in the diary stands behind them, so no source is printed."
SAME = "The story says it in the diary’s words."
DIFFERS = "Underlined: what the story leaves out or says otherwise."
STUDIO = "case_studio"  # the name of the page that sheets lie over
MOVES = (
    ("chevron-up", "Move up", "Alt+Up", "up"),
    ("chevron-down", "Move down", "Alt+Down", "down"),
    ("arrow-left", "To the part before", "Alt+Left", "before"),
    ("arrow-right", "To the part after", "Alt+Right", "after"),
)


class _Source(QTextEdit):
    """What is read in. It asks for a few lines; Qt's own asks for so many that the panel would scroll."""

    def sizeHint(self) -> QSize:
        """Return a few lines."""
        return QSize(theme.em(10), theme.em(4.5))

    def minimumSizeHint(self) -> QSize:
        """Return the same: less could not be read."""
        return self.sizeHint()


class InHandPanel(QWidget):
    """Draws the piece in hand and keeps what is typed.

    Signals: ``moved`` with "up", "down", "before" or "after"; ``out_wanted``; ``back_wanted`` to take the
    diary's words again; ``rest_wanted`` to say what the tutor's own words rest on.
    """

    moved = Signal(str)
    out_wanted = Signal()
    back_wanted = Signal()
    rest_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.presenter: CaseStudio
        self._piece = ""
        self._column = QVBoxLayout(self)
        self.title = Heading("", level=2)
        self.title.setWordWrap(True)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self._nothing = Muted(NOTHING, wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.field = WordedEdit(least_em=5.0, most_em=12.0)
        self._row = FieldRow("In the story", self.field)
        self.save = Autosave(self.field, self._keep, self._commit)
        self.marks = MarkButtons(lambda: self.field)
        self._beside = self._build_source()
        self.back = QuietButton("Take the diary’s words", icon="undo-2")
        self.out = QuietButton("Take out", icon="x", hint="Delete")
        self.back.clicked.connect(self.back_wanted)
        self.out.clicked.connect(self.out_wanted)
        self.earlier = EarlierButton("the piece in hand", self.open_earlier)
        moves = []
        for icon, name, keys, where in MOVES:
            button = QuietButton("", icon=icon, name=name, hint=f"{name} ({keys})")
            button.clicked.connect(lambda _on=False, one=where: self.moved.emit(one))
            moves.append(button)
        self._buttons, self._moves = Flow(), Flow()
        self._buttons.set_items([self.back, self.earlier])
        self._moves.set_items([self.out, *moves])
        self._parts = (self._row, self.marks, self._beside, self._buttons, self._moves)
        for part in (self.title, self._nothing, *self._parts):
            self._column.addWidget(part)
        self._column.addStretch(0)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()
        self.show_in_hand(None)

    def _build_source(self) -> QWidget:
        box = QWidget()
        self._source_column = QVBoxLayout(box)
        self._source_column.setContentsMargins(0, 0, 0, 0)
        self._source_title = Text("In your diary", role="strong", wrap=True)
        self._source_title.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.source = _Source()
        self.source.setReadOnly(True)
        self.source.setTabChangesFocus(True)
        self.source.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.source.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._legend = Muted("", role="small", wrap=True)
        self.rest = QuietButton("What it rests on…", icon="layers")
        self.rest.clicked.connect(self.rest_wanted)
        for part in (self._source_title, self.source, self._legend):
            self._source_column.addWidget(part)
        self._source_column.addWidget(self.rest, 0, Qt.AlignmentFlag.AlignLeft)
        self._source_column.setStretch(1, 1)
        return box

    def show_in_hand(self, state: InHand | None) -> None:
        """Draw a piece; None while a heading is in hand."""
        is_same = state is not None and state.piece_id == self._piece
        self._nothing.setVisible(state is None)
        for part in self._parts:
            part.setVisible(state is not None)
        if state is None:
            self._piece = ""
            self.title.setText("Piece in hand")
            return
        self.title.setText(state.title)
        if not is_same:
            self.save.flush()  # what was typed belongs to the piece before
            self._piece = state.piece_id
            steps = self.presenter.steps(state.piece_id)
            self.save.put(state.words, unfinished=bool(steps), earlier=steps)
        elif state.words != self.save.text and not self.save.is_dirty:
            self.save.reword(state.words)
        own = f"Your own words. They rest on: {'; '.join(state.rests)}" if state.rests else OWN
        self._source_title.setText(own if state.is_own else f"In your diary. {state.source_title}")
        self.rest.setVisible(state.is_own)
        self._source_title.set_tone("muted" if state.is_own else "text")
        self._source_title.set_role("body" if state.is_own else "strong")
        for part in (self.source, self._legend):
            part.setVisible(not state.is_own)
        self.source.setAccessibleName(f"In your diary: {state.source_title}")
        draw_source(self.source, state.pieces)
        self._legend.setText(DIFFERS if state.can_take_back else SAME)
        self.back.setEnabled(state.can_take_back)
        self._show_earlier()

    @property
    def piece(self) -> str:
        """Which piece is in hand; empty on a heading."""
        return self._piece

    def focus_words(self) -> None:
        """Put the caret into the words, at their end."""
        if self._row.isVisible():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.save.place_caret(len(self.save.text))

    def open_earlier(self) -> None:
        """Lay the earlier texts of the piece over the window's page."""
        self.save.flush()
        texts = self.presenter.earlier(self._piece)
        over = self.parentWidget()
        while over is not None and over.objectName() != STUDIO:
            over = over.parentWidget()
        if texts is not None and over is not None and over.findChild(HistorySheet) is None:
            piece = self._piece
            HistorySheet(over, self.title.text(), texts, lambda text: self.presenter.use_again(piece, text))

    def _show_earlier(self) -> None:
        texts = self.presenter.earlier(self._piece)
        self.earlier.setEnabled(texts is not None and bool(texts.lines()))

    def _keep(self, text: str, caret: int) -> None:
        if self._piece:
            self.presenter.reword(self._piece, text)
            self.presenter.hold(self._piece, caret, self.save.steps)

    def _commit(self, text: str) -> None:
        if self._piece:
            self.presenter.reword(self._piece, text)
            self.presenter.let_go()

    def _restyle(self) -> None:
        self._column.setContentsMargins(theme.em(0.2), 0, 0, 0)
        self._column.setSpacing(theme.em(0.5))
        self._source_column.setSpacing(theme.em(0.25))


def draw_source(view: QTextEdit, pieces: tuple[Piece, ...]) -> None:
    """Write the diary's words into a view, underlined where the story does not have them."""
    same, other = QTextCharFormat(), QTextCharFormat()
    other.setFontUnderline(True)
    other.setBackground(QColor(theme.tokens().warn_soft))
    view.clear()
    cursor = QTextCursor(view.document())
    for piece in pieces:
        if piece.change != "gone":
            cursor.insertText(piece.text, other if piece.change == "back" else same)
    view.moveCursor(QTextCursor.MoveOperation.Start)
