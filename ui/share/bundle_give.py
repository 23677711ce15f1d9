"""The third step to the project manager: what leaves, who could recognise a child in it, how it travels."""

from __future__ import annotations

from ui.share.give import GiveStep
from ui.share.seal_card import SealCard


class BundleGiveStep(GiveStep):
    """Draws what would leave, and the choice how the file travels."""

    def __init__(self) -> None:
        super().__init__()
        self.seal = SealCard()
        self.left.insertWidget(1, self.seal)
