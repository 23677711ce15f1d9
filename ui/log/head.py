"""The head of the log's page: which session it is, and the buttons for what lies beside the grid."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import Elided, SecondaryButton
from ui.widgets.labels import as_tip

ICONS_BELOW_EM = 45.0  # some of the buttons then show their icon alone; their names stay


class LogHead(QWidget):
    """Title, day and buttons. The page connects the buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Elided(role="h1")
        self.when = Elided()
        self.when.set_tone("muted")
        self.words = SecondaryButton("Words", icon="notebook-pen", name="Words and next time")
        self.evening = SecondaryButton("Evening half", icon="moon", hint="Ctrl+E")
        self.plan = SecondaryButton("Plan", icon="sprout", name="Plan for today", hint="Ctrl+D")
        self.who = SecondaryButton("Who was here?", icon="users")
        self.undo = SecondaryButton("Undo", icon="undo-2", hint="Ctrl+Z")
        self._row = QHBoxLayout()
        self._row.addWidget(self.title, 1)
        for button in (self.words, self.evening, self.plan, self.who, self.undo):
            self._row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(self.when)
        theme.notifier().theme_changed.connect(self._space)
        self._space()

    def show_undo(self, words: str) -> None:
        """Say what undo would take back; nothing switches it off."""
        self.undo.setEnabled(bool(words))
        self.undo.setToolTip(as_tip(f"{words} (Ctrl+Z)") if words else "Ctrl+Z")

    def fit(self, width_px: int, *, narrow: bool, low: bool) -> None:
        """Say on the buttons what there is room for; ``low``: the day stands in the bar below instead."""
        small = width_px < theme.em(ICONS_BELOW_EM)
        self.when.setVisible(not low)
        self.evening.set_words("" if small else "Evening" if narrow else "Evening half", "Evening half")
        self.who.set_words("" if small else "Who?" if narrow else "Who was here?", "Who was here?")
        self.undo.set_words("" if small else "Undo", "Undo")
        self.plan.set_words("" if narrow else "Plan", "Plan for today")
        self.words.setVisible(narrow)

    def show_turned(self, *, to_panel: bool) -> None:
        """Offer the other of the grid and the words, where one of them is shown at a time."""
        self.words.set_icon("arrow-left" if to_panel else "notebook-pen")
        name = "Back to the grid" if to_panel else "Words and next time"
        self.words.set_words("Grid" if to_panel else "Words", name)

    def _space(self) -> None:
        self._row.setSpacing(theme.em(0.75))
