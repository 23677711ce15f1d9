"""A field with its label above and its hint or problem below, wired for screen readers."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.labels import Text


class FieldRow(QWidget):
    """A label, a field, and one line under it: the hint, or what is wrong and how to put it right."""

    def __init__(self, label: str, field: QWidget, parent: QWidget | None = None, *, hint: str = "") -> None:
        super().__init__(parent)
        self.field = field
        self._hint = hint
        self.label = Text(label, self, role="strong")
        self.label.setBuddy(field)
        self.under = Text(hint, self, role="small", tone="muted", wrap=True)
        field.setAccessibleName(label.rstrip(":"))
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.label)
        self._column.addWidget(field)
        self._column.addWidget(self.under)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()
        self.set_problem("")

    def set_problem(self, words: str) -> None:
        """Say under the field what is wrong; empty goes back to the hint."""
        shown = words or self._hint
        self.under.setText(f"Please check: {words}" if words else self._hint)
        self.under.set_tone("danger" if words else "muted")
        self.under.setVisible(bool(shown))
        self.field.setAccessibleDescription(shown)
        self.field.setProperty("problem", bool(words))
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)

    def set_hint(self, words: str) -> None:
        """Show another hint; a problem that is shown stays until it is put right."""
        self._hint = words
        if not self.field.property("problem"):
            self.set_problem("")

    @property
    def problem(self) -> str:
        """What is wrong with the field; empty when nothing is."""
        return self.under.text() if self.field.property("problem") else ""

    def _restyle(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.em(0.25))
