"""Paragraphs and rows that come and go in a layout."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

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
