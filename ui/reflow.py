"""Parts that stand beside each other where there is room, and one below the other where there is not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ui import theme


class Beside(QWidget):
    """Lays its parts out in a row from ``from_em`` of its own width, else in a column.

    Its least width is that of its widest part, so that large text never widens the window. ``stretches`` are
    the shares of the row's width, one a part; none means equal ones.
    """

    def __init__(self, parts: Sequence[QWidget], *, from_em: float, stretches: Sequence[int] = ()) -> None:
        super().__init__()
        self._parts = list(parts)
        self._from_em = from_em
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for part, stretch in zip(self._parts, stretches or [1] * len(self._parts), strict=True):
            self._row.addWidget(part, stretch, Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    @property
    def is_row(self) -> bool:
        """Whether the parts stand beside each other now."""
        return self._row.direction() == QBoxLayout.Direction.LeftToRight

    def minimumSizeHint(self) -> QSize:
        """Return the width of the widest part and the height of the layout as it is."""
        widest = max((_least(part) for part in self._parts if not part.isHidden()), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between row and column."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        ways = QBoxLayout.Direction
        wanted = ways.LeftToRight if self.width() >= theme.em(self._from_em) else ways.TopToBottom
        if wanted != self._row.direction():
            self._row.setDirection(wanted)
            self.updateGeometry()

    def _restyle(self) -> None:
        self._row.setSpacing(theme.em(0.8))
        self._fit()


def _least(part: QWidget) -> int:
    if part.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored:
        return part.minimumWidth()
    return max(part.minimumSizeHint().width(), part.minimumWidth())


def hug(widget: QWidget) -> None:
    """Let a widget be as tall as its words need at its width, and no taller."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
