"""The road to the project manager: choose the weeks, read every passage, give a bundle."""

from __future__ import annotations

from tutordiary.model import BundleMode
from tutordiary.presenters.share import SharePresenter
from tutordiary.presenters.share_state import ChoiceState, GiveState, Step
from tutordiary.release.head import SUFFIX
from ui import file_choice
from ui.share.choose import ChooseStep
from ui.share.give import GiveStep
from ui.share.road import RoadPage, RoadWords

WORDS = RoadWords("Share with the project manager", "Share", "Give the bundle…")


class BundleRoad(RoadPage):
    """Draws the choice of weeks and mode and what would leave."""

    presenter: SharePresenter

    def __init__(self) -> None:
        self.choose, self.give = ChooseStep(), GiveStep()
        super().__init__(WORDS, self.choose, self.give)
        self.choose.period_chosen.connect(lambda key: self.presenter.choose_period(key))
        self.choose.dates_chosen.connect(lambda first, last: self.presenter.choose_dates(first, last))
        self.choose.mode_chosen.connect(lambda mode: self.presenter.choose_mode(mode))
        self.choose.log_wanted.connect(self.log_wanted)
        self.give.review_wanted.connect(lambda: self.presenter.open_step(Step.REVIEW))

    def show_choice(self, state: ChoiceState) -> None:
        """Draw the first step."""
        self.choose.show_choice(state)
        self.fit_words(
            has_words=state.mode is BundleMode.PSEUDONYMISED, why_none="Counts hold no words to read"
        )

    def show_give(self, state: GiveState) -> None:
        """Draw the third step."""
        self.give.show_give(state)
        self.fit_blocked(state.blocked)

    def focus_choice(self) -> None:
        """Put the focus on the weeks chosen."""
        self.choose.focus_first()

    def give_now(self) -> None:
        """Ask where the bundle goes, and give it."""
        path = file_choice.save_place(
            self, "Where the bundle goes", self.presenter.suggested_name(), f"Bundles (*{SUFFIX})"
        )
        if path is not None:
            self.presenter.give(path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX))
