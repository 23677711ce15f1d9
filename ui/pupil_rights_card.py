"""The card on a pupil's page that leads to their rights: a copy of everything, and erasing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from ui.widgets import Card, Heading, Muted, QuietButton

if TYPE_CHECKING:
    from tutordiary.presenters.pupil_rights import PupilRights, RightsView
    from ui.pupil_rights_sheet import RightsSheet

MakeRights = Callable[["RightsView", str], "PupilRights"]


class RightsCard(Card):
    """Opens the two sheets over ``over``. ``gone`` is called once a pupil was erased and the sheet closed."""

    def __init__(self, over: QWidget, pupil_id: str, make: MakeRights, gone: Callable[[], None]) -> None:
        super().__init__()
        self._over = over
        self._pupil_id = pupil_id
        self._make = make
        self._gone = gone
        self._sheet: RightsSheet | None = None
        self.body.addWidget(Heading("Their rights", level=2))
        self.body.addWidget(
            Muted("A pupil, or the family for them, may ask what you hold, and to be erased.", wrap=True)
        )
        for words, icon, opener in (
            ("Everything about this pupil…", "file-text", self.open_copy),
            ("Erase this pupil…", "trash-2", self.open_erase),
        ):
            button = QuietButton(words, icon=icon)
            button.clicked.connect(lambda _on, go=opener: go())
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def open_copy(self) -> None:
        """Open the copy of everything."""
        self._open("Everything about this pupil").open_copy()

    def open_erase(self) -> None:
        """Open what erasing would do."""
        self._open("Erase this pupil").open_erase()

    def _open(self, title: str) -> RightsSheet:
        from ui.pupil_rights_sheet import RightsSheet

        make, pupil_id = self._make, self._pupil_id
        sheet = RightsSheet(self._over, title, lambda view: make(view, pupil_id), self._gone)
        self._sheet = sheet
        sheet.closed.connect(self._on_closed)
        return sheet

    def _on_closed(self) -> None:
        self._sheet = None

    def hideEvent(self, event: QHideEvent) -> None:
        """Close the sheet with the page it belongs to."""
        if self._sheet is not None:
            self._sheet.leave()
        super().hideEvent(event)
