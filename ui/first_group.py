"""The card that stands where nothing can begin before there is a group."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from ui.widgets import Body, Card, Heading, PrimaryButton

WHAT_TO_DO = "Add the school, the group and the pupils’ first names. Initials are fine."


class FirstGroupCard(Card):
    """Says what begins with a group, and offers to add one."""

    def __init__(self, title: str, add: Callable[[], None]) -> None:
        super().__init__()
        self.body.addWidget(Heading(title, level=2))
        self.body.addWidget(Body(WHAT_TO_DO))
        button = PrimaryButton("Add a group", icon="plus")
        button.clicked.connect(lambda _on: add())
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
