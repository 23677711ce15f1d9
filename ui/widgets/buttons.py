"""The buttons: one primary to a page, secondary ones beside it, quiet ones inside cards, chips to switch."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import icons, theme
from ui.widgets.labels import as_tip


class Button(QPushButton):
    """A push button of one kind, with an optional Lucide icon that follows the theme.

    An icon without words needs ``name``: what a screen reader says.
    """

    kind = "secondary"
    icon_role: icons.IconRole = "text"

    def __init__(
        self,
        words: str = "",
        parent: QWidget | None = None,
        *,
        icon: str = "",
        name: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(words, parent)
        self._icon_name = icon
        self.setProperty("kind", self.kind)
        self.setAutoDefault(False)
        self.setAccessibleName(name or words)
        if hint:
            self.setToolTip(as_tip(hint))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def set_words(self, words: str, name: str = "") -> None:
        """Change what the button says, and its accessible name with it."""
        self.setText(words)
        self.setAccessibleName(name or words)
        self._restyle()

    def set_icon(self, name: str) -> None:
        """Show another icon, or none for an empty name."""
        self._icon_name = name
        self._restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter as well as on Space, as people expect of a button with the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            event.accept()
            return
        super().keyPressEvent(event)

    def _restyle(self) -> None:
        if not self._icon_name:
            if not self.icon().isNull():
                self.setIcon(QIcon())
            return
        gap = 0.4 if self.text() else 0.0
        self.setIcon(icons.icon(self._icon_name, self.icon_role, 1.25, gap))
        self.setIconSize(icons.icon_extent(1.25, gap))


class PrimaryButton(Button):
    """The one thing a page is for."""

    kind = "primary"
    icon_role: icons.IconRole = "on_accent"


class SecondaryButton(Button):
    """Anything else a page can do."""


class QuietButton(Button):
    """A word to press inside a card or a line."""

    kind = "quiet"
    icon_role: icons.IconRole = "accent"


class Chip(Button):
    """A small switch with a word: on or off. Announced as a check box."""

    kind = "chip"

    def __init__(self, words: str, parent: QWidget | None = None, *, name: str = "", icon: str = "") -> None:
        super().__init__(words, parent, name=name, icon=icon)
        self.setCheckable(True)
