"""One passage in full, beside the results: whom it is about, every word, what else is known, the ways on."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from tutordiary.presenters.find import Whole
from tutordiary.presenters.find_lines import FoundLine
from ui import theme
from ui.widgets import Body, Card, Heading, Muted, QuietButton, Scroller, SecondaryButton


class WholeCard(Card):
    """Shows a passage. Signals: ``open_wanted``; ``star_wanted``."""

    open_wanted = Signal()
    star_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Heading("", level=2)
        self._title.setWordWrap(True)
        self._about = Muted("", role="small", wrap=True)
        self._words = Body("")
        self._words.setTextFormat(Qt.TextFormat.RichText)  # all that was written is escaped
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._facts = Muted("", role="small", wrap=True)
        self._scroller = Scroller()
        for part in (self._title, self._about, self._words, self._facts):
            self._scroller.body.addWidget(part)
        self._scroller.body.addStretch(1)
        self.body.addWidget(self._scroller, 1)
        row = QHBoxLayout()
        self.open_button = SecondaryButton(
            "Open", icon="arrow-right", hint="Enter", name="Open where it stands"
        )
        self.open_button.clicked.connect(self.open_wanted)
        self.star_button = QuietButton("Star", icon="star", hint="S")
        self.star_button.clicked.connect(self.star_wanted)
        row.addWidget(self.open_button)
        row.addWidget(self.star_button)
        row.addStretch(1)
        self.body.addLayout(row)
        theme.notifier().theme_changed.connect(self._space)
        self._space()

    def show_whole(self, whole: Whole, line: FoundLine) -> None:
        """Show a passage from its beginning."""
        self._title.setText(whole.title)
        self._about.setText(whole.about)
        self._words.setText(marked(whole))
        self._words.setAccessibleName(whole.text)
        self._facts.setText("\n".join(whole.facts))
        self._facts.setVisible(bool(whole.facts))
        self.open_button.setVisible(line.can_open)
        self.show_star(line)
        self._scroller.verticalScrollBar().setValue(0)

    def show_star(self, line: FoundLine) -> None:
        """Say what the star button does now."""
        self.star_button.setVisible(line.can_star)
        self.star_button.set_words("Take the star away" if line.starred else "Star")

    def _space(self) -> None:
        self._scroller.body.setSpacing(theme.em(0.5))


def marked(whole: Whole) -> str:
    """Return a passage as rich text with the words found marked; whatever was written stays as it is."""
    parts = (
        f"<b><u>{escape(one.text)}</u></b>" if one.is_found else escape(one.text) for one in whole.pieces
    )
    return f'<span style="white-space: pre-wrap">{"".join(parts)}</span>'
