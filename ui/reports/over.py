"""What may lie over the report: giving it, comment slips, the phrasebook. One at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from ui.draft_sheet import DraftSheet
from ui.phrasebook_sheet import PhrasebookSheet
from ui.reports.give_sheet import GiveSheet
from ui.reports.slips_sheet import SlipsSheet
from ui.widgets import Sheet

if TYPE_CHECKING:
    from tutordiary.presenters.report import ReportPresenter

GIVE, SLIPS, BOOK = "give", "slips", "phrasebook"


class ReportSheets:
    """Lays sheets over a page and puts its ``keys`` out of use meanwhile.

    ``finish`` makes what is being typed below final; ``kept`` is called with a sentence after slips.
    """

    def __init__(
        self,
        page: QWidget,
        presenter: Callable[[], ReportPresenter],
        finish: Callable[[], None],
        kept: Callable[[str], None],
    ) -> None:
        self._page = page
        self._presenter = presenter
        self._finish = finish
        self._kept = kept
        self.keys: Sequence[QShortcut] = ()

    def open(self, kind: str, blocked: str = "") -> None:
        """Lay a sheet over the page, unless one lies there; ``blocked`` says what stops giving."""
        self._finish()
        if any(not one.isHidden() for one in self._page.findChildren(Sheet)):
            return
        presenter = self._presenter()
        presenter.hold_sheet(kind)
        for key in self.keys:
            key.setEnabled(False)  # Ctrl+Enter is the sheet's now
        sheet: DraftSheet
        if kind == SLIPS:
            slips = presenter.slips()
            sheet = SlipsSheet(self._page, slips, slips.page(), self._kept)
        elif kind == BOOK:
            sheet = PhrasebookSheet(self._page, presenter.phrasebook(), presenter.refresh)
        else:
            giving = presenter.giving()
            sheet = GiveSheet(self._page, giving, giving.page(blocked), self._on_given)
        sheet.closed.connect(self._on_closed)

    def come_back(self, kind: str, blocked: str) -> None:
        """Lay the sheet over the page that lay there before a lock; nothing for none."""
        if kind:
            self.open(kind, blocked)

    def keep_now(self) -> None:
        """Keep what is typed in a sheet."""
        for sheet in self._page.findChildren(DraftSheet):
            sheet.keep_now()

    def leave(self) -> None:
        """Close what lies over the page; what was typed stays a draft."""
        for sheet in self._page.findChildren(DraftSheet):
            sheet.leave()

    def _on_given(self) -> None:
        self._presenter().hold_sheet("")  # nothing to come back to
        self._presenter().reload()

    def _on_closed(self) -> None:
        self._presenter().hold_sheet("")
        for key in self.keys:
            key.setEnabled(True)
