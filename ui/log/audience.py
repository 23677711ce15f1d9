"""Who may see some words, as a button that says so and a menu that changes it one audience at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from tutordiary import wording
from tutordiary.model import Audience
from ui.widgets import Button


class AudienceButton(Button):
    """Says "Only me" or the audiences; its menu has a switch for each of the four."""

    kind = "chip"

    def __init__(
        self, about: str, change: Callable[[Audience, bool], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(wording.ONLY_ME, parent, icon="lock")
        self._about = about
        self._menu = QMenu(self)
        self._menu.setAccessibleName(f"Who may see {about}")
        self._menu.addAction("Who may see this, besides me?").setEnabled(False)
        self._actions: dict[Audience, QAction] = {}
        for audience, words in wording.AUDIENCE.items():
            action = self._menu.addAction(words)
            action.setCheckable(True)
            action.triggered.connect(lambda on, who=audience: change(who, on))
            self._actions[audience] = action
        self.setMenu(self._menu)
        self.show_audiences(frozenset())

    def show_audiences(self, audiences: frozenset[Audience]) -> None:
        """Show to whom the words are released; nobody is only me."""
        words = ", ".join(name for who, name in wording.AUDIENCE.items() if who in audiences)
        for audience, action in self._actions.items():
            action.setChecked(audience in audiences)
        self.set_icon("eye" if words else "lock")
        self.set_words(words or wording.ONLY_ME, f"Who may see {self._about}: {words or wording.ONLY_ME}")
