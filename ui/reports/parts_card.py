"""Which parts of the document are printed, as switches."""

from __future__ import annotations

from PySide6.QtCore import Signal

from tutordiary.drafting.report_style import PartChoice
from ui.widgets import Card, Chips, Heading, Muted


class PartsCard(Card):
    """Shows the parts in the order they are printed.

    Signals: ``switched`` with a part's key and whether it is printed.
    """

    switched = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[PartChoice, ...] = ()
        self.body.addWidget(Heading("What is printed", level=2))
        self.body.addWidget(
            Muted("Off: the part is left out, and its words stay here.", role="small", wrap=True)
        )
        self.chips = Chips(name_start="Print: ")
        self.chips.switched.connect(self._on_switched)
        self.body.addWidget(self.chips)

    def show_parts(self, parts: tuple[PartChoice, ...]) -> None:
        """Show the parts of a report and which are on."""
        self._parts = parts
        self.chips.set_words([part.title for part in parts])
        self.chips.set_on([part.title for part in parts if part.is_on])

    def _on_switched(self, title: str, on: bool) -> None:
        key = next(part.key for part in self._parts if part.title == title)
        self.switched.emit(key, on)
