"""A list of things to tick, each a whole sentence that wraps: what stands behind something else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import Muted, Text


class _Tick(QCheckBox):
    """A box whose words stand beside it, where they can wrap."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMinimumSize(theme.em(1.6), theme.em(1.6))


class _Words(Text):
    """The words beside a box; a press on them is one on the box."""

    def __init__(self, words: str, box: QCheckBox) -> None:
        super().__init__(words, wrap=True)
        self._box = box

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick the box, or untick it."""
        self._box.click()


class LinkList(QWidget):
    """Ticks pair an id with words, in the order given.

    Signals: ``switched`` when a person ticked one or took a tick away.
    """

    switched = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]], on: Sequence[str], *, name: str) -> None:
        super().__init__()
        self._boxes: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.2))
        for key, words in choices:
            box = _Tick(f"{name}: {words}")
            box.setChecked(key in on)
            box.toggled.connect(self.switched)
            row = QHBoxLayout()
            row.setSpacing(theme.em(0.4))
            row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(_Words(words, box), 1)
            column.addLayout(row)
            self._boxes[key] = box
        if not choices:
            column.addWidget(Muted("Nothing to link yet.", wrap=True))
        else:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def on(self) -> tuple[str, ...]:
        """Return the ids that are ticked, in order."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())
