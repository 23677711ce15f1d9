"""The words of a report: a field for each part a tutor words, kept while they are typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tutordiary.drafting.report_desk import Section
from ui import theme
from ui.history_sheet import EarlierButton, HistorySheet
from ui.widgets import Autosave, Card, FieldRow, drop_from
from ui.widgets.steps import units
from ui.widgets.worded import WordedEdit

if TYPE_CHECKING:
    from tutordiary.presenters.report import ReportPresenter

LONGER = ("summary", "opening", "proud_moment")


class ReportWords(QWidget):
    """The fields of one report. ``presenter`` answers who keeps the words; ``over`` is what sheets lie over.

    Signals: ``caret_moved`` when the caret stands elsewhere, or in another field.
    """

    caret_moved = Signal()

    def __init__(self, presenter: Callable[[], ReportPresenter], over: QWidget) -> None:
        super().__init__()
        self._presenter = presenter
        self._over = over
        self.saves: dict[str, Autosave] = {}
        self.rows: dict[str, FieldRow] = {}
        self.earlier: dict[str, EarlierButton] = {}
        self.current = ""  # the part the caret was in last
        self._sections: tuple[Section, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def current_field(self) -> WordedEdit | None:
        """The field the caret is in, or was in last; the first before any was."""
        row = self.rows.get(self.current) or next(iter(self.rows.values()), None)
        return row.field if row is not None and isinstance(row.field, WordedEdit) else None

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        return [stop for key, row in self.rows.items() for stop in (row.field, self.earlier[key])]

    def show_texts(self, sections: tuple[Section, ...], texts: dict[str, str]) -> None:
        """Show the words of a report."""
        if sections != self._sections:
            self._build(sections)
        for key, save in self.saves.items():
            save.put(texts.get(key, ""))
        self.show_earlier()

    def finish(self) -> None:
        """Make what is typed final, in every field."""
        for save in self.saves.values():
            save.flush()

    def let_go(self) -> None:
        """Keep what is typed as it stands: the diary is about to be closed."""
        for save in self.saves.values():
            save.let_go()

    def come_back_to(self, section: str, caret: int, steps: tuple[str, ...]) -> QWidget | None:
        """Stand in a part with its unfinished words, as before a lock; None when there is no such part."""
        save = self.saves.get(section)
        if save is None:
            return None
        self.rows[section].field.setFocus(Qt.FocusReason.OtherFocusReason)
        save.put(save.text, unfinished=True, earlier=steps)
        save.place_caret(caret)
        return self.rows[section]

    def go_to(self, section: str, word: str) -> QWidget | None:
        """Put the caret into a part, with a word marked that is to be put right; None for no such part."""
        row = self.rows.get(section)
        if row is None or not isinstance(row.field, WordedEdit):
            return None
        edit = row.field
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        text = edit.toPlainText()
        at = text.find(word) if word else -1
        cursor = edit.textCursor()
        cursor.setPosition(units(text, at if at >= 0 else len(text)))
        if at >= 0:
            cursor.setPosition(units(text, at + len(word)), QTextCursor.MoveMode.KeepAnchor)
        edit.setTextCursor(cursor)
        return row

    def place(self) -> tuple[str, int] | None:
        """Return the text and the caret of the field in use; None when the focus is elsewhere."""
        row = self.rows.get(self.current)
        if row is None or not row.field.hasFocus():
            return None
        save = self.saves[self.current]
        return save.text, save.caret

    def open_history(self, section: str = "") -> None:
        """Lay the earlier texts of a part over the page; of the one with the focus when none is named."""
        wanted = section or next((key for key, row in self.rows.items() if row.field.hasFocus()), "")
        if not wanted:
            return
        self.finish()
        texts = self._presenter().earlier(wanted)
        if texts is not None and self._over.findChild(HistorySheet) is None:

            def use(text: str) -> None:
                self._presenter().use_again(wanted, text)
                self.saves[wanted].reword(text)
                self.show_earlier()

            HistorySheet(self._over, self.rows[wanted].field.accessibleName(), texts, use)

    def show_earlier(self) -> None:
        """Show the way to earlier texts where there are some."""
        for section, button in self.earlier.items():
            texts = self._presenter().earlier(section)
            button.setVisible(texts is not None and bool(texts.lines()))

    def _build(self, sections: tuple[Section, ...]) -> None:
        drop_from(self._column)
        self._sections, self.current = sections, ""
        for held in (self.saves, self.rows, self.earlier):
            held.clear()
        card = Card()
        for key, title, hint in sections:
            edit = WordedEdit(least_em=6.2 if key in LONGER else 4.6)
            row = self.rows[key] = FieldRow(title, edit, hint=hint)
            card.body.addWidget(row)
            self.earlier[key] = EarlierButton(title, partial(self.open_history, key))
            card.body.addWidget(self.earlier[key], 0, Qt.AlignmentFlag.AlignLeft)
            self.saves[key] = self._keeper(key, edit)
            edit.cursorPositionChanged.connect(partial(self._on_caret, key))
            edit.focused.connect(partial(self._on_caret, key))
        self._column.addWidget(card)

    def _keeper(self, section: str, edit: WordedEdit) -> Autosave:
        def keep(text: str, caret: int) -> None:
            self._presenter().reword(section, text)
            self._presenter().hold_caret(section, caret, save.steps)
            self.show_earlier()

        def commit(text: str) -> None:
            self._presenter().hold_caret("", 0)
            self._presenter().reword(section, text)
            self.show_earlier()

        save = Autosave(edit, keep, commit)
        return save

    def _on_caret(self, section: str) -> None:
        if self.rows[section].field.hasFocus():
            self.current = section
            self.caret_moved.emit()

    def restyle(self) -> None:
        """Follow the size of the text."""
        self._column.setSpacing(theme.em(0.7))
