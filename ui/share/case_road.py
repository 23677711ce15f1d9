"""The road for a case study: choose one, read every word of it, give it to a reader or to a co-writer."""

from __future__ import annotations

from PySide6.QtCore import Signal

from tutordiary.presenters.share_case import CasePresenter
from tutordiary.presenters.share_case_state import FORMAT_WORDS, NOTHING_CHOSEN, CaseChoice, CaseGive
from tutordiary.presenters.share_state import Step
from ui import file_choice
from ui.keys_sheet import KeysSheet
from ui.share.case_choose import CaseChooseStep
from ui.share.case_give import CaseGiveStep
from ui.share.road import RoadPage, RoadWords
from ui.share.sheets import KEYS

WORDS = RoadWords("Share a case study", "Share", "Give it…", "Review the passages")
IN_STORY = "In the case study, stays there"


class CaseRoad(RoadPage):
    """Draws the case studies there are and what would leave of one.

    Signals: ``studio_wanted`` with the id of the case study to change, empty to begin one.
    """

    presenter: CasePresenter
    studio_wanted = Signal(str)

    def __init__(self) -> None:
        self.choose, self.give = CaseChooseStep(), CaseGiveStep()
        super().__init__(WORDS, self.choose, self.give)
        self.review.panel.name_original(IN_STORY)
        self.choose.case_chosen.connect(lambda one: self.presenter.choose(one))
        self.choose.reader_chosen.connect(lambda reader: self.presenter.choose_reader(reader))
        self.choose.studio_wanted.connect(lambda: self.studio_wanted.emit(self.presenter.case_id))
        self.give.review_wanted.connect(lambda: self.presenter.open_step(Step.REVIEW))
        self.give.answered.connect(self.on_answered)
        self.give.confirmed.connect(self.on_confirmed)
        self.give.format_chosen.connect(lambda fmt: self.presenter.choose_format(fmt))

    def join(self, presenter: CasePresenter) -> None:
        """Let a presenter decide what is drawn here."""
        self.presenter = self.give.presenter = presenter

    def open_case(self, case_id: str) -> None:
        """Take a case study straight to its review."""
        self.presenter.choose(case_id)
        self.presenter.open_step(Step.REVIEW)

    def show_case_choice(self, state: CaseChoice) -> None:
        """Draw the first step."""
        self.choose.show_choice(state)
        self.fit_words(has_words=bool(state.chosen), why_none=NOTHING_CHOSEN)

    def show_case_give(self, state: CaseGive) -> None:
        """Draw the third step."""
        self.give.show_case(state)
        self.fit_blocked(state.give.blocked)

    def keep_everything(self) -> bool:
        """Keep who read it, as it is typed; then as on every road."""
        self.give.save.flush()
        return super().keep_everything()

    def focus_choice(self) -> None:
        """Put the focus where the choosing begins."""
        self.choose.focus_first()

    def focus_open(self) -> bool:
        """Put the focus on the first question that is open, or on who read it."""
        if self.give.intruder.focus_open():
            return True
        if self.give.read_by.isVisible() and not self.give.read_by.text().strip():
            self.give.read_by.setFocus()
            return True
        return False

    def give_now(self) -> None:
        """Ask where the file goes, and give it."""
        kind = self.presenter.kind
        path = file_choice.save_place(
            self,
            "Where the case study goes",
            f"{self.presenter.suggested_name()}.{kind}",
            f"{FORMAT_WORDS[kind]} (*.{kind})",
        )
        if path is not None:
            ends = path.suffix.lower() == f".{kind}"
            self.presenter.give(path if ends else path.with_name(f"{path.name}.{kind}"))

    def _show_keys(self) -> None:
        KeysSheet(self, "Share a case study", KEYS).present()
