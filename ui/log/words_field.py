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
        self._memory: tuple[str, int] = ("", 0)
        self._record_id = ""  # what the words shown are part of
        self._left: dict[Place, tuple[str, ...]] = {}  # what undo goes back to, where it was left
        edit.setObjectName(f"log_{place.field}")
        edit.setAccessibleName(name)

    def show(self, typed: Typed) -> None:
        """Show the kept words; what is being typed in the same place stays as it is.

        Undo goes on where it was, also after another pupil's words stood here in between.
        """
        before, self._record_id = self._record_id, typed.record_id
        if self._memory != self._presenter.memory:
            self._left.clear()  # the same place in another session holds other words
            self._turn_to(typed)
        elif typed.place != self.place:
            self._left[self.place] = self._leave()
            self._turn_to(typed)
        elif self.autosave.is_touched:
            return
        elif before and typed.record_id and before != typed.record_id:
            self._turn_to(typed)  # undo must not put the words of the one before into this one
        elif typed.is_unfinished:
            if typed.text != self.autosave.text:  # typed in the other field for this place: it is newer
                self.autosave.put(typed.text, unfinished=True, earlier=typed.steps)
            self.autosave.is_dirty = True
        else:
            self.autosave.is_dirty = False
            if typed.text != self.autosave.text.strip():
                self.autosave.reword(typed.text)

    def _leave(self) -> tuple[str, ...]:
        self.autosave.flush()
        return (*self.autosave.steps, self.autosave.text)

    def _turn_to(self, typed: Typed) -> None:
        self._memory = self._presenter.memory
        self.place = typed.place
        earlier = typed.steps if typed.is_unfinished else self._left.pop(typed.place, ())
        if earlier and earlier[-1].strip() == typed.text:
            earlier = earlier[:-1]
        self.autosave.put(typed.text, unfinished=typed.is_unfinished, earlier=earlier)

    def focus(self, caret: int | None) -> None:
        """Take the focus, with the caret so many characters in or (None) at the end."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.autosave.place_caret(len(self.autosave.text) if caret is None else caret)

    def _keep(self, text: str, caret: int) -> None:
        self._presenter.keep_typing(self.place, text, caret, self.autosave.steps)

    def _commit(self, text: str) -> None:
        self._presenter.commit_typing(self.place, text)
