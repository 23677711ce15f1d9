"""What a co-writer sent back: one thing after the other, to take into the story or to leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTextEdit, QWidget

from tutordiary.presenters.case_cowriting import Offer
from ui import theme
from ui.history_sheet import draw_changes
from ui.widgets import Body, Heading, Muted, PrimaryButton, SecondaryButton, Sheet, announce

TOGETHER = "What a co-writer wrote"
LEGEND = "Underlined: their words. Struck through: yours that would go, kept as an earlier text."
NEW = "Words of their own; they come in as a piece of its own."


class OffersSheet(Sheet):
    """Shows one offer at a time. ``take`` and ``leave_it`` get its number and return what is left."""

    def __init__(
        self,
        over: QWidget,
        offers: Sequence[Offer],
        take: Callable[[int], Sequence[Offer]],
        leave_it: Callable[[int], Sequence[Offer]],
    ) -> None:
        super().__init__(over, TOGETHER, width_em=44)
        self._offers = tuple(offers)
        self._take, self._leave_it = take, leave_it
        self._count = Muted("")
        self._title = Heading("", level=2)
        self._what = Body("")
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.text.setFixedHeight(theme.em(11))
        for part in (self._count, self._title, self.text, self._what):
            self.body.addWidget(part)
        row = QHBoxLayout()
        row.addStretch(1)
        self.no = SecondaryButton("Leave mine")
        self.yes = PrimaryButton("Take theirs", hint="Ctrl+Enter")
        self.no.clicked.connect(lambda: self._decide(self._leave_it))
        self.yes.clicked.connect(lambda: self._decide(self._take))
        row.addWidget(self.no)
        row.addWidget(self.yes)
        self.body.addLayout(row)
        self._draw()
        self.present(self.yes)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter from the page below, where it goes on to the giving."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _means_yes(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the offer on Ctrl+Enter."""
        if _means_yes(event):
            self._decide(self._take)
            event.accept()
            return
        super().keyPressEvent(event)

    def _decide(self, how: Callable[[int], Sequence[Offer]]) -> None:
        if self._offers:
            self._offers = tuple(how(self._offers[0].number))
        if self._offers:
            self._draw()
        else:
            self.leave()

    def _draw(self) -> None:
        offer = self._offers[0]
        left = len(self._offers)
        self._count.setText("The last one" if left == 1 else f"{left} to decide")
        self._title.setText(offer.title)
        self._what.setText(NEW if offer.is_new else LEGEND)
        self.text.clear()
        draw_changes(QTextCursor(self.text.document()), offer.pieces)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        said = f"They wrote: {offer.words}"
        self.text.setAccessibleName(f"{offer.title}. {said}")
        announce(self.text, f"{offer.title}. {said}")


def _means_yes(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and bool(
        event.modifiers() & Qt.KeyboardModifier.ControlModifier
    )
