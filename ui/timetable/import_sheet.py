"""The sheet that imports a timetable or a list of pupils: look at the file, put right, then add it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tutordiary.diary import Diary
from tutordiary.presenters.import_page import KINDS, Fate, ImportPage, ImportPresenter
from ui import file_choice, theme
from ui.jobs import JobRunner
from ui.timetable.import_rows import RowTable
from ui.widgets import (
    Body,
    Chip,
    Choice,
    Heading,
    Muted,
    NoticeBar,
    PrimaryButton,
    SecondaryButton,
    Sheet,
    Text,
    drop_from,
)

ABOUT = (
    "A calendar (.ics), or a table of pupils or times (.csv, .xlsx). You see what is in it, row by row, "
    "before anything is added."
)
SHOWN_NOTES = 5


class ImportSheet(Sheet):
    """Asks for a file and shows what it would add. Nothing is added but by its one button.

    Signals: ``file_changed`` with the name of the file that is looked at, empty for none.
    """

    file_changed = Signal(str)

    def __init__(
        self,
        over: QWidget,
        diary: Diary,
        jobs: JobRunner,
        today: date,
        file_name: str,
        done: Callable[[], None],
    ) -> None:
        super().__init__(over, "Import", width_em=64)
        self._done = done
        self._columns: tuple[tuple[str, str], ...] = ()
        self.presenter = ImportPresenter(diary, self, jobs)
        self.body.addWidget(Body(ABOUT))
        self._notice = NoticeBar("")
        self._notice.action_chosen.connect(lambda _words: self.presenter.undo())
        self.body.addWidget(self._notice)
        self._choose = SecondaryButton("Choose a file", icon="folder-open")
        self._choose.clicked.connect(self._on_choose)
        self.body.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeft)
        self._found = QWidget()
        self._column = QVBoxLayout(self._found)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._found)
        self.body.addStretch(1)
        self._found.hide()
        self._build()
        if file_name:
            self._notice.say(
                f"{file_name} was being looked at, and nothing of it was added. Choose it again to go on."
            )
        self.present(self._choose)

    def _build(self) -> None:
        self._title = Text("", role="h2", wrap=True)
        self._about = Muted("", role="small", wrap=True)
        self._summary = Body("")
        self._whole = NoticeBar("", mood="danger")
        self._mapping = QWidget()
        self._grid = QGridLayout(self._mapping)
        self._notes = Muted("", role="small", wrap=True)
        self._filters = QHBoxLayout()
        self._chips: dict[Fate | None, Chip] = {}
        for fate in (None, *Fate):
            chip = self._chips[fate] = Chip("")
            chip.clicked.connect(lambda _on=False, one=fate: self._show_only(one))
            self._filters.addWidget(chip)
        self._filters.addStretch(1)
        self._rows = RowTable()
        self._row = Body("")
        self._rows.row_changed.connect(self._row.setText)
        self._leave = Chip("")
        self._leave.clicked.connect(lambda on: self.presenter.leave_out(on=on))
        self._add = PrimaryButton("Add")
        self._add.clicked.connect(self._on_add)
        part: QWidget
        for part in (self._title, self._about, self._whole, self._summary):
            self._column.addWidget(part)
        self._column.addLayout(self._filters)
        for part in (self._rows, self._row, self._notes):
            self._column.addWidget(part)
        for part in (self._leave, self._add):
            self._column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        self._names = Heading("What each column is taken for", level=2)
        for part in (self._names, self._mapping):
            self._column.addWidget(part)
        self._column.setSpacing(theme.em(0.5))

    def _on_add(self) -> None:
        self.file_changed.emit("")  # from here on nobody can say that nothing of it was added
        self.presenter.add()

    def _on_choose(self) -> None:
        place = file_choice.open_place(self, "Choose a timetable or a list of pupils", KINDS)
        if place is not None:
            self.look(place)

    def look(self, path: Path) -> None:
        """Look at a file."""
        self.file_changed.emit(path.name)
        self.presenter.look(path)

    def leave(self) -> None:
        """Close the sheet; what is under way ends without it."""
        self.presenter.let_go(self._done)
        super().leave()

    def keep_now(self) -> None:
        """Nothing is typed here; the name of the file is kept by the page."""

    # What the presenter shows ---------------------------------------------------------------------

    def show_working(self, words: str) -> None:
        """Say that something is under way."""
        self._notice.say(words)
        self._found.setEnabled(False)

    def show_refused(self, file_name: str, words: str) -> None:
        """Say why a file is of no use."""
        self._found.hide()
        self._notice.say(words, mood="danger")
        self._begin_again()

    def show_added(self, words: str, *, can_undo: bool) -> None:
        """Say what was added, or that it was taken back."""
        self._found.hide()
        self._notice.say(words, mood="ok", actions=("Undo",) if can_undo else ())
        self.file_changed.emit("")
        self._begin_again()
        self._done()

    def _begin_again(self) -> None:
        self._choose.set_words("Choose another file")
        self._choose.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()

    def show_file(self, page: ImportPage) -> None:
        """Draw what was found in a file."""
        self._notice.say("")
        self._choose.set_words("Choose another file")
        self._found.setEnabled(True)
        self._found.show()
        self._title.setText(page.file_name)
        self._about.setText(page.about)
        self._summary.setText("" if page.whole_file else page.summary)
        self._summary.setVisible(not page.whole_file)
        self._whole.say("\n".join(page.whole_file[:SHOWN_NOTES]), mood="danger")
        self._show_columns(page)
        self._notes.setText("\n".join(_few(page.notes)))
        self._notes.setVisible(bool(page.notes))
        self._show_rows(page)
        self._leave.setVisible(page.can_leave_out)
        self._leave.setChecked(page.leaves_out)
        bad = sum(1 for row in page.rows if row.fate is Fate.BAD)
        self._leave.set_words(
            f"Leave out the {bad:,} rows that cannot be used" if bad > 1 else "Leave that row out"
        )
        self._add.setVisible(not page.whole_file)
        self._add.setEnabled(page.can_add)
        self._add.set_words(page.add_words)
        self._fit()
        focus = QApplication.focusWidget()
        if focus is None or not self._found.isAncestorOf(focus):
            # To read first: a key that was pressed once too often must add nothing.
            first = self._rows if page.rows else self._choose
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.bring_into_view(first)

    def _show_columns(self, page: ImportPage) -> None:
        wanted = tuple((one.letters, one.field + one.why) for one in page.columns)
        self._names.setVisible(bool(page.columns))
        if wanted == self._columns:
            return
        self._columns = wanted
        focus = self.focusWidget()
        held = focus.accessibleName() if focus and self._mapping.isAncestorOf(focus) else ""
        drop_from(self._grid)
        em = theme.em
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(em(0.8))
        self._grid.setVerticalSpacing(em(0.2))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        for number, column in enumerate(page.columns):
            name = f"{column.letters}  {column.heading}".strip()
            self._grid.addWidget(Text(name or "No name", role="strong", wrap=True), 2 * number, 0)
            self._grid.addWidget(Muted(column.why, role="small", wrap=True), 2 * number + 1, 0)
            if page.choices:
                choice = Choice(f"Column {name}")
                for field, words in page.choices:
                    choice.addItem(words, field)
                choice.setCurrentIndex(max(0, choice.findData(column.field)))
                choice.activated.connect(
                    lambda _index, one=column.letters, box=choice: self.presenter.use(one, box.currentData())
                )
                self._grid.addWidget(choice, 2 * number, 1, 2, 1)
                if choice.accessibleName() == held:
                    choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self, page: ImportPage) -> None:
        self._rows.show_rows(page.rows)
        counts = {fate: sum(1 for row in page.rows if row.fate is fate) for fate in Fate}
        for fate, chip in self._chips.items():
            count = len(page.rows) if fate is None else counts[fate]
            chip.set_words(f"{'All rows' if fate is None else fate.value}: {count:,}")
            chip.setVisible(bool(count))
        self._rows.setVisible(bool(page.rows))
        self._row.setVisible(bool(page.rows))
        self._show_only(Fate.BAD if counts[Fate.BAD] else None)

    def _show_only(self, fate: Fate | None) -> None:
        for one, chip in self._chips.items():
            chip.setChecked(one is fate)
        self._rows.show_only(fate)


def _few(notes: tuple[str, ...]) -> list[str]:
    if len(notes) <= SHOWN_NOTES:
        return list(notes)
    return [*notes[:SHOWN_NOTES], f"And {len(notes) - SHOWN_NOTES} more."]
