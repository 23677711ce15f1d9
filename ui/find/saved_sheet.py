"""The searches kept under a name: keep the present one, open, rename or remove one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tutordiary.presenters.find import FindPresenter, Saved
from ui import theme
from ui.reflow import Beside
from ui.widgets import FieldRow, Line, Muted, QuietButton, SecondaryButton, Sheet, drop_from
from ui.widgets.autosave import PAUSE_MS

NONE_YET = "None yet. Search for something, then keep it here under a name."


class SavedSheet(Sheet):
    """Lies over the Find page. ``removed`` is called with what brings a removed search back."""

    def __init__(
        self,
        over: QWidget,
        presenter: FindPresenter,
        opened: Callable[[], None],
        removed: Callable[[str], None],
    ) -> None:
        super().__init__(over, "Kept searches", width_em=40)
        self._presenter = presenter
        self._opened = opened
        self._removed = removed
        self.body.setSpacing(theme.em(0.7))
        now = presenter.now_in_words()
        self._name = QLineEdit(presenter.naming())
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.keep_now)
        self._renaming: dict[str, tuple[Saved, FieldRow]] = {}  # searches whose name is being typed
        self._name.textEdited.connect(lambda _typed: self._pause.start())
        self._name.returnPressed.connect(self._on_keep)
        self._row = FieldRow("A name for the present search", self._name, hint=now)
        keep = SecondaryButton("Keep this search", icon="save")
        keep.clicked.connect(self._on_keep)
        if now:
            self.body.addWidget(self._row)
            self.body.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeft)
            self.body.addWidget(Line())
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.em(0.6))
        self.body.addWidget(self._list)
        self.body.addStretch(1)
        self._fill()
        self.present(self._name if now else None)

    def keep_now(self) -> None:
        """Keep the name being typed as a draft, and a new name of a kept search."""
        self._pause.stop()
        self._presenter.keep_naming(self._name.text())
        for one, row in tuple(self._renaming.values()):
            self._on_renamed(one, row)

    def leave(self) -> None:
        """Close the sheet; a name that was being typed stands there the next time."""
        self.keep_now()
        super().leave()

    def _fill(self) -> None:
        drop_from(self._column)
        held = self._presenter.saved()
        if not held:
            self._column.addWidget(Muted(NONE_YET, wrap=True))
        for one in held:
            self._column.addWidget(self._entry(one))

    def _entry(self, one: Saved) -> QWidget:
        field = QLineEdit(one.name)
        row = FieldRow("Name", field, hint=one.about)
        field.setAccessibleName(f"Name of the search {one.name}")
        field.textEdited.connect(lambda _typed: self._on_name_typed(one, row))
        field.editingFinished.connect(lambda: self._on_renamed(one, row))
        buttons = QWidget()
        line = QHBoxLayout(buttons)
        line.setContentsMargins(0, 0, 0, 0)
        search = SecondaryButton("Search", icon="search", name=f"Search: {one.name}")
        search.clicked.connect(lambda: self._on_opened(one))
        remove = QuietButton("Remove", icon="trash-2", name=f"Remove: {one.name}")
        remove.clicked.connect(lambda: self._on_removed(one))
        line.addWidget(search)
        line.addWidget(remove)
        line.addStretch(1)
        return Beside((row, buttons), from_em=26, stretches=(1, 0))

    def _on_keep(self) -> None:
        problem = self._presenter.save_search(self._name.text())
        self._row.set_problem(problem)
        if not problem:
            self._name.clear()
            self._presenter.keep_naming("")
            self._fill()
            QTimer.singleShot(0, self, self._fit)
            self.bring_into_view(self._list)

    def _on_name_typed(self, one: Saved, row: FieldRow) -> None:
        self._renaming[one.id] = (one, row)
        self._pause.start()

    def _on_renamed(self, one: Saved, row: FieldRow) -> None:
        self._renaming.pop(one.id, None)
        field = row.field
        assert isinstance(field, QLineEdit)
        row.set_problem(self._presenter.rename_saved(one.id, field.text()))

    def _on_opened(self, one: Saved) -> None:
        self._presenter.open_saved(one.id)
        self.leave()
        self._opened()

    def _on_removed(self, one: Saved) -> None:
        self._renaming.pop(one.id, None)
        entry = self._presenter.remove_saved(one.id)
        self.leave()
        if entry:
            self._removed(entry)
