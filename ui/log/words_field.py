"""One place to type in, and what keeps it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_state import Place, Typed
from ui.widgets import Autosave


class WordsField:
    """A field of the log. It knows which words it holds while they are typed."""

    def __init__(
        self, edit: QLineEdit | QPlainTextEdit, place: Place, presenter: LogPresenter, name: str
    ) -> None:
        self.edit = edit
        self.place = place
        self._presenter = presenter
        self.autosave = Autosave(edit, self._keep, self._commit)
        edit.setObjectName(f"log_{place.field}")
        edit.setAccessibleName(name)

    def show(self, typed: Typed) -> None:
        """Show the kept words; what is being typed in the same place stays as it is."""
        if typed.place != self.place:
            self.autosave.flush()
            self.place = typed.place
        elif self.autosave.is_dirty:
            return
        self.autosave.put(typed.text, unfinished=typed.is_unfinished)

    def focus(self, caret: int | None) -> None:
        """Take the focus, with the caret so many characters in or (None) at the end."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.autosave.place_caret(len(self.autosave.text) if caret is None else caret)

    def _keep(self, text: str, caret: int) -> None:
        self._presenter.keep_typing(self.place, text, caret)

    def _commit(self, text: str) -> None:
        self._presenter.commit_typing(self.place, text)
