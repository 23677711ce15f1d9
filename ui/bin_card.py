"""Recently removed: a card for the settings, with what can still be brought back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from tutordiary.presenters.history import Bin, BinLine
from ui import theme
from ui.widgets import (
    Body,
    Card,
    Heading,
    Line,
    Muted,
    NoticeBar,
    QuietButton,
    SecondaryButton,
    Text,
    drop_from,
)

MOST_SHOWN = 5
ABOUT = "What you remove stays here for thirty days, and can be brought back as it was."
NOTHING = "Nothing was removed in the last thirty days."
EMPTY, REALLY = "Empty now", "Remove all of it for good?"


class BinCard(Card):
    """Shows what lies in the bin, ``contents``, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.contents: Bin
        self._shown = MOST_SHOWN
        self.heading = Heading("Recently removed", level=2)
        self.body.addWidget(self.heading)
        self.body.addWidget(Muted(ABOUT, wrap=True))
        self.notice = NoticeBar("", self)
        self.body.addWidget(self.notice)
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._rows)
        foot = QHBoxLayout()
        self.more = QuietButton("Show all", icon="chevron-down")
        self.more.clicked.connect(self._on_more)
        self.empty = SecondaryButton(EMPTY, icon="trash-2")
        self.empty.clicked.connect(self._on_empty)
        foot.addWidget(self.more)
        foot.addStretch(1)
        foot.addWidget(self.empty)
        self.body.addLayout(foot)

    def arrive(self) -> None:
        """Show what lies in the bin now."""
        self._shown = MOST_SHOWN
        self.notice.say("")
        self._fill()

    def _fill(self) -> None:
        lines = self.contents.lines()
        drop_from(self._column)
        for number, line in enumerate(lines[: self._shown]):
            if number:
                self._column.addWidget(Line())
            self._column.addWidget(self._row(line))
        if not lines:
            self._column.addWidget(Body(NOTHING))
        self.more.setVisible(len(lines) > self._shown)
        self.more.set_words(f"Show all {len(lines)}")
        self.empty.setVisible(bool(lines))
        self.empty.set_words(EMPTY)

    def _row(self, line: BinLine) -> QWidget:
        part = QWidget()
        row, words = QHBoxLayout(part), QVBoxLayout()
        row.setContentsMargins(0, theme.em(0.2), 0, theme.em(0.2))
        row.setSpacing(theme.em(0.8))
        words.setSpacing(0)
        words.addWidget(Text(line.title, role="strong", wrap=True))
        words.addWidget(Muted(line.note, role="small", wrap=True))
        row.addLayout(words, 1)
        back = SecondaryButton("Bring back", icon="undo-2", name=f"Bring back: {line.title}")
        back.clicked.connect(lambda _on, one=line.id: self._on_bring_back(one))
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return part

    def _on_bring_back(self, line_id: str) -> None:
        done, sentence = self.contents.bring_back(line_id)
        self._fill()
        self.notice.say(sentence, mood="ok" if done else "warn")
        self._focus_something()

    def _on_empty(self) -> None:
        if self.empty.text() != REALLY:
            self.empty.set_words(REALLY)
            return
        sentence = self.contents.empty()
        self._fill()
        self.notice.say(sentence, mood="ok")
        self._focus_something()

    def _on_more(self) -> None:
        self._shown = 10**6
        self._fill()
        self._focus_something()

    def _focus_something(self) -> None:
        """Keep the focus in the card: the button that had it has gone with its line."""
        buttons = [one for one in self._rows.findChildren(SecondaryButton) if not one.isHidden()]
        target = buttons[0] if buttons else self.nextInFocusChain()
        if target is not None and QApplication.focusWidget() is None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
