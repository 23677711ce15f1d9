"""Paragraphs and rows that come and go in a layout, and columns that follow the width."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from ui import theme
from ui.widgets import Body, drop_from


def show_lines(layout: QVBoxLayout, lines: Sequence[str]) -> None:
    """Show one paragraph for each line, using those that are there already."""
    drop_from(layout, len(lines))
    while layout.count() < len(lines):
        layout.addWidget(Body(""))
    for at, line in enumerate(lines):
        item = layout.itemAt(at)
        label = item.widget() if item is not None else None
        if isinstance(label, Body):
            label.setText(line)


def lay_columns(columns: QBoxLayout, width: int, least_em: float) -> None:
    """Lay parts side by side, or below each other where the width in pixels is less than so many em."""
    is_wide = width >= theme.em(least_em)
    columns.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
    columns.setSpacing(theme.em(1))
