"""F1: the keys of the page that is open, and those that work everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets import KeyLine, Sheet, Text

Keys = Sequence[tuple[str, str]]

EVERYWHERE: Keys = (
    ("Ctrl K", "a moment: seen or said outside a session"),
    ("Ctrl Shift C", "a worry about a child"),
    ("Ctrl F", "find"),
    ("Ctrl T", "the timetable"),
    ("Ctrl N", "add a group"),
    ("Ctrl L", "log a session"),
    ("F6", "the list of pages; arrows and Enter go on"),
    ("Ctrl Z", "undo"),
    ("Ctrl H", "earlier words of the field you are in"),
    ("Ctrl B", "cover the screen; Esc brings the diary back"),
    ("Ctrl Shift L", "lock now"),
    ("Ctrl + -", "larger or smaller text; Ctrl 0 for the usual size"),
    ("F1", "this list"),
    ("Shift F1", "glossary: what the words schools use mean"),
)
ALL_PAGES: Keys = (("Alt 1 to 7", "the pages, as the list at the side has them"), ("Ctrl ,", "Settings"))


class KeysSheet(Sheet):
    """Lists keys over a page: first the page's own, then the pages, then what works everywhere.

    A page that shows its own keys need not know the others: for ``pages`` one line stands for them all.
    """

    def __init__(self, over: QWidget, page_name: str, own: Keys, pages: Keys = ALL_PAGES) -> None:
        super().__init__(over, "Keys", width_em=46)
        self.body.setSpacing(theme.em(0.15))
        for title, keys in (
            (f"On this page: {page_name}", own),
            ("Pages", pages),
            ("Everywhere", EVERYWHERE),
        ):
            if keys:
                self.body.addWidget(Text(title, role="strong"))
                for key, does in keys:
                    self.body.addWidget(KeyLine(key, does))
        self.body.addStretch(1)
