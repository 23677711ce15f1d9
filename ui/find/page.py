"""Find: one box, and what it finds as somebody types."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tutordiary.presenters.find import FindPresenter, Results
from tutordiary.presenters.find_asked import Asked, Choices
from tutordiary.presenters.find_lines import FoundLine, Landing
from ui import theme
from ui.find.filters import CLEAR_KEY, FilterBar
from ui.find.results import ResultsList
from ui.find.saved_sheet import SavedSheet
from ui.find.whole import WholeCard
from ui.jobs import JobRunner
from ui.removed_notice import RemovedNotice
from ui.widgets import Flow, Heading, KeycapBar, Muted, NoticeBar, QuietButton, announce

WIDE_EM = 58.0  # of the page: below it nothing stands beside the results
NARROW_EM = 46.0  # below it the filters fold away
LOW_EM = 34.0  # of the page's height: below it the bar of keys gives its room to the results
KEEP_MS = 500
PLACEHOLDER = "Words, “exact words”, or a pupil’s name"
NO_PLACE = "There is no page for this one: all of it is shown here."


class FindPage(QWidget):
    """Draws what is asked and found, and forwards what is typed and pressed.

    Signals: ``landing_chosen`` with the place (``Landing``) where a passage stands; ``back_wanted`` on Esc.
    """

    landing_chosen = Signal(object)
    back_wanted = Signal()

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Down", "into what was found"),
        ("Enter", "open it where it stands"),
        ("S", "star it, or take the star away"),
        (CLEAR_KEY, "clear words and filters"),
        ("Ctrl+S", "keep this search under a name"),
        ("Esc", "back to the box, then to the page before"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.presenter: FindPresenter
        self.jobs = JobRunner()
        self._sheet: SavedSheet | None = None
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep.timeout.connect(self._on_keep_timeout)
        self._column = QVBoxLayout(self)
        self._build_head()
        self._build_found()
        self._keys = KeycapBar([(key.replace("+", " "), does) for key, does in self.KEYS])
        self._column.addWidget(self._keys)
        for key, does in ((CLEAR_KEY, self._on_clear), ("Ctrl+S", self._open_saved)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(does)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    # Building -------------------------------------------------------------------------------------

    def _build_head(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Heading("Find"))
        head.addStretch(1)
        self._count = Muted("")
        head.addWidget(self._count)
        self._column.addLayout(head)
        self._notice = NoticeBar("", self)
        self._column.addWidget(self._notice)
        self._removed = RemovedNotice(self)
        self._column.addWidget(self._removed)
        self.box = QLineEdit()
        self.box.setPlaceholderText(PLACEHOLDER)
        self.box.setAccessibleName("Find")
        self.box.setClearButtonEnabled(False)
        self.box.textEdited.connect(self._on_typed)
        self.box.returnPressed.connect(self._on_return)
        self.box.installEventFilter(self)
        self._column.addWidget(self.box)
        self.filters = FilterBar()
        self.filters.filter_chosen.connect(self._on_filter_chosen)
        self.filters.star_switched.connect(self._on_star_switched)
        self.filters.days_chosen.connect(self._on_days_chosen)
        self.filters.clear_wanted.connect(self._on_clear)
        self.filters.saved_wanted.connect(self._open_saved)
        self._column.addWidget(self.filters)
        self._called = Flow()
        self._column.addWidget(self._called)

    def _build_found(self) -> None:
        row = QHBoxLayout()
        self.results = ResultsList()
        self.whole = WholeCard()
        self._empty = Muted("", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.results, 3)
        row.addWidget(self._empty, 3)
        row.addWidget(self.whole, 2)
        row.setSpacing(theme.em(0.8))
        self._row = row
        self._column.addLayout(row, 1)
        self.results.line_chosen.connect(self._on_line_chosen)
        self.results.line_shown.connect(self._on_line_shown)
        self.results.star_pressed.connect(self._on_star_pressed)
        self.results.left_at_top.connect(self._to_box)
        self.results.end_near.connect(lambda: self.presenter.more())
        self.whole.open_wanted.connect(self.results.choose_current)
        self.whole.star_wanted.connect(lambda: self._on_star_pressed(self.results.current_row()))

    # The view's side ------------------------------------------------------------------------------

    def arrive(self) -> None:
        """Show what was asked last; what is typed now begins another search."""
        if self._sheet is not None:
            self._sheet.leave()
        self._removed.forget()
        self._notice.say("")
        self.presenter.arrive()
        self._to_box()
        self.box.selectAll()

    def come_back(self) -> None:
        """Show what was asked when the diary was put away, the caret after it."""
        self.arrive()
        self.box.deselect()
        self.box.setCursorPosition(len(self.box.text()))

    def keep_everything(self) -> bool:
        """Keep what is asked, and let no answer come any more."""
        self._keep.stop()
        self.presenter.keep()
        if self._sheet is not None:
            self._sheet.keep_now()
        self.presenter.rest()
        self.jobs.settle()
        return True

    def show_asked(self, asked: Asked) -> None:
        """Put the words into the box."""
        if self.box.text() != asked.typed:
            self.box.setText(asked.typed)

    def show_filters(self, asked: Asked, offered: Choices, own_days: tuple[date, date]) -> None:
        """Draw the filters."""
        self.filters.show_filters(asked, offered, own_days)

    def show_results(self, results: Results) -> None:
        """Draw what was found, from the top."""
        self.results.show_lines(results.lines)
        self.results.setVisible(not results.empty)
        self._empty.setVisible(bool(results.empty))
        self._empty.setText(results.empty)
        self._show_count(results.empty or results.count, results.count)
        called = [self._about(pupil_id, name) for pupil_id, name in results.called]
        self._called.set_items(called)
        self._called.setVisible(bool(called))
        self._fit()

    def _about(self, pupil_id: str, name: str) -> QuietButton:
        button = QuietButton(f"Only about {name}", icon="user")
        button.clicked.connect(lambda: self._on_filter_chosen("pupil_id", pupil_id))
        return button

    def add_results(self, results: Results) -> None:
        """Draw more rows at the end."""
        self.results.add_lines(results.lines)
        self._show_count(results.count, results.count)

    def _show_count(self, said: str, shown: str) -> None:
        if said and said != self._count.text():
            announce(self._count, said)
        self._count.setText(shown)

    def show_line(self, row: int, line: FoundLine) -> None:
        """Draw one row anew."""
        self.results.rows.show_line(row, line)
        if row == self.results.current_row():
            self.whole.show_star(line)
        announce(self.results, "Starred" if line.starred else "Star taken away")

    def say(self, sentence: str) -> None:
        """Say something that needs reading."""
        self._notice.say(sentence, mood="warn")

    # What is typed and pressed --------------------------------------------------------------------

    def _on_typed(self, typed: str) -> None:
        self._keep.start()
        self.presenter.type(typed)

    def _asked_anew(self, change: partial[None]) -> None:
        self._keep.start()
        change()

    def _on_filter_chosen(self, name: str, value: str) -> None:
        self._asked_anew(partial(self.presenter.set_filter, name, value))

    def _on_star_switched(self, on: bool) -> None:
        self._asked_anew(partial(self.presenter.set_starred, on=on))

    def _on_days_chosen(self, first: date, last: date) -> None:
        self._asked_anew(partial(self.presenter.set_days, first, last))

    def _on_clear(self) -> None:
        self._asked_anew(partial(self.presenter.clear))
        self._to_box()

    def _on_keep_timeout(self) -> None:
        self.presenter.keep()

    def _on_return(self) -> None:
        self.results.choose_current()

    def _on_line_chosen(self, row: int) -> None:
        landing: Landing = self.presenter.landing(self.results.rows.lines[row])
        if landing.page:
            self.presenter.keep()
            self.landing_chosen.emit(landing)
        else:
            self._notice.say(NO_PLACE)

    def _on_line_shown(self, row: int) -> None:
        self._notice.say("")
        if row < 0 or not self._is_wide():
            self.whole.hide()
            return
        line = self.results.rows.lines[row]
        self.whole.show_whole(self.presenter.whole(line), line)
        self.whole.show()

    def _on_star_pressed(self, row: int) -> None:
        self.presenter.star(row)

    def _open_saved(self) -> None:
        if self._sheet is None:
            self._sheet = SavedSheet(self, self.presenter, self._to_results, self._on_removed)
            self._sheet.closed.connect(self._on_sheet_closed)

    def _on_sheet_closed(self) -> None:
        self._sheet = None

    def _on_removed(self, entry_id: str) -> None:
        self._removed.offer(entry_id, self.presenter.bring_back, lambda: None)

    def _to_box(self) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_results(self) -> None:
        if self.results.isVisibleTo(self):
            self.results.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._to_box()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the box down into what was found."""
        is_down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if is_down and event.type() == QEvent.Type.KeyPress and self.results.current_row() >= 0:
            self._to_results()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back one step on Esc."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.box.hasFocus():
            self.back_wanted.emit()
        else:
            self._to_box()

    # Fitting --------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show beside the results what there is room for."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit what the look may have changed meanwhile."""
        super().showEvent(event)
        self._fit()

    def _is_wide(self) -> bool:
        return self.width() >= theme.em(WIDE_EM)

    def _fit(self) -> None:
        wide = self._is_wide()
        self.results.opens_on_click = not wide
        self.filters.set_narrow(narrow=self.width() < theme.em(NARROW_EM))
        self._keys.setVisible(self.height() >= theme.em(LOW_EM))
        if wide != self.whole.isVisibleTo(self) and self.results.current_row() >= 0:
            self._on_line_shown(self.results.current_row())
        elif self.results.current_row() < 0:
            self.whole.hide()

    def _restyle(self) -> None:
        em = theme.em
        self._column.setContentsMargins(em(1.4), em(1.1), em(1.4), em(0.8))
        self._column.setSpacing(em(0.6))
        self._row.setSpacing(em(0.8))
        if self.isVisible():  # a page put away reads nothing: its diary may be closed by now
            self._fit()
