"""The road to the project manager: choose the weeks, read every passage, give a bundle."""

from __future__ import annotations

from tutordiary.model import BundleMode
from tutordiary.presenters.share import SharePresenter
from tutordiary.presenters.share_seal import SealPresenter
from tutordiary.presenters.share_state import ChoiceState, GiveState, Step
from tutordiary.release.head import SUFFIX
from tutordiary.release.sealing import SUFFIX as SEALED
from ui import file_choice
from ui.share.bundle_give import BundleGiveStep
from ui.share.choose import ChooseStep
from ui.share.road import RoadPage, RoadWords

WORDS = RoadWords("Share with the project manager", "Share", "Give the bundle…")


class BundleRoad(RoadPage):
    """Draws the choice of weeks and mode and what would leave."""

    presenter: SharePresenter

    def __init__(self) -> None:
        self.choose, self.give = ChooseStep(), BundleGiveStep()
        super().__init__(WORDS, self.choose, self.give)
        self.choose.period_chosen.connect(lambda key: self.presenter.choose_period(key))
        self.choose.dates_chosen.connect(lambda first, last: self.presenter.choose_dates(first, last))
        self.choose.mode_chosen.connect(lambda mode: self.presenter.choose_mode(mode))
        self.choose.they_chosen.connect(lambda on: self.presenter.choose_they(on=on))
        self.choose.log_wanted.connect(self.log_wanted)
        self.give.review_wanted.connect(lambda: self.presenter.open_step(Step.REVIEW))
        self.give.answered.connect(self.on_answered)
        self.give.confirmed.connect(self.on_confirmed)

    def join_seal(self, seal: SealPresenter) -> None:
        """Let the choice how the file travels speak in the third step."""
        self.give.seal.presenter = seal
        self.presenter.ask_seal(seal.blocked)

    def show_choice(self, state: ChoiceState) -> None:
        """Draw the first step."""
        self.choose.show_choice(state)
        self.fit_words(
            has_words=state.mode is BundleMode.PSEUDONYMISED, why_none="Counts hold no words to read"
        )

    def show_give(self, state: GiveState) -> None:
        """Draw the third step."""
        self.give.show_give(state)
        self.give.seal.setVisible(bool(state.leaves))
        self.fit_blocked(state.blocked)

    def show_step(self, step: Step) -> None:
        """Bring a step to the front; a passphrase typed for a file does not outlive its step."""
        seal = self.give.seal
        if step is Step.GIVE:
            seal.presenter.arrive(self.presenter.period.programme_id)
        else:
            seal.forget_typed()
        super().show_step(step)

    def focus_choice(self) -> None:
        """Put the focus on the weeks chosen."""
        self.choose.focus_first()

    def focus_open(self) -> bool:
        """Put the focus on the first question that is open, or on the choice how the file travels."""
        return self.give.intruder.focus_open() or self.give.seal.focus_open()

    def give_now(self) -> None:
        """Ask where the bundle goes, and give it."""
        seal = self.give.seal
        seal.keep_typed()
        path = file_choice.save_place(
            self,
            "Where the bundle goes",
            self.presenter.suggested_name() + seal.presenter.suffix,
            f"Bundles (*{SUFFIX} *{SUFFIX}{SEALED})",
        )
        if path is not None:
            bare = path.with_suffix("") if path.suffix == SEALED else path
            target = bare if bare.suffix == SUFFIX else bare.with_name(bare.name + SUFFIX)
            self.presenter.give(target, seal.presenter.sealing())
            seal.forget_typed()
