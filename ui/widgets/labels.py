"""Words on the window, by their place on the type scale."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme


def as_tip(words: str) -> str:
    """Return words as a tooltip that shows them as they are.

    A tooltip reads what looks like mark-up, and would fetch a picture it names, even from another computer: a
    name out of an imported file could make the app do that.
    """
    if "<" not in words and "&lt;" not in words:  # what Qt goes by
        return words
    return f'<span style="white-space: pre-wrap">{escape(words)}</span>'


class Text(QLabel):
    """Plain words in one role of the type scale, kept right when the theme changes.

    ``tone`` names a colour token. Words never read as mark-up, so what a tutor typed shows as typed.
    """

    def __init__(
        self,
        words: str = "",
        parent: QWidget | None = None,
        *,
        role: theme.Role = "body",
        tone: str = "text",
        wrap: bool = False,
    ) -> None:
        super().__init__(words, parent)
        self._role: theme.Role = role
        self._tone = tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def set_tone(self, tone: str) -> None:
        """Use another colour token from now on."""
        self._tone = tone
        self._restyle()

    def set_role(self, role: theme.Role) -> None:
        """Use another place on the type scale from now on."""
        self._role = role
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(theme.font(self._role))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour(getattr(theme.tokens(), self._tone)))
        self.setPalette(palette)


class Heading(Text):
    """The title of a page (level 1) or of a part of it (level 2)."""

    def __init__(self, words: str = "", parent: QWidget | None = None, *, level: int = 1) -> None:
        super().__init__(words, parent, role="h1" if level == 1 else "h2", wrap=False)


class Body(Text):
    """A paragraph: wraps, reads at the plain size."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent, wrap=True)


class Muted(Text):
    """Words that stand back: dates, hints, counts. Still 4.5 to 1 against what they lie on."""

    def __init__(
        self,
        words: str = "",
        parent: QWidget | None = None,
        *,
        role: theme.Role = "body",
        wrap: bool = False,
    ) -> None:
        super().__init__(words, parent, role=role, tone="muted", wrap=wrap)


class Elided(Text):
    """One line that shortens with an ellipsis when there is no room; the whole text is its description."""

    def __init__(self, words: str = "", parent: QWidget | None = None, *, role: theme.Role = "body") -> None:
        super().__init__("", parent, role=role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._whole = ""
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """Show other words."""
        self._whole = words
        self.setAccessibleName(words)
        self._fit()

    def resizeEvent(self, event: QEvent) -> None:
        """Fit the words to the new width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        width = max(self.width(), theme.em(2))
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, width)
        self.setText(shown)
        self.setToolTip(as_tip(self._whole) if shown != self._whole else "")
