"""The pupils as window pages: the list, and one pupil's picture, table, moments, targets and words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tutordiary.dates import day_and_month
from tutordiary.presenters.ledger import Ledger
from tutordiary.presenters.pupil import Moment, PictureDot, PupilLine, PupilPage, PupilPresenter
from tutordiary.presenters.pupil_forms import PupilForms
from ui import theme
from ui.form_sheet import FormSheet
from ui.pupil.ledger import LedgerCard, LeftCard
from ui.pupil.list import PupilList
from ui.pupil.parts import show_rest
from ui.pupil.picture import PupilPicture
from ui.pupil_rights_card import MakeRights, RightsCard
from ui.reflow import Beside
from ui.removed_notice import RemovedNotice
from ui.widgets import (
    Body,
    Card,
    Chip,
    Heading,
    Muted,
    PrimaryButton,
    QuietButton,
    Scroller,
    SecondaryButton,
    Text,
    drop_from,
)

MOST_SHOWN = 4
HEAD_FROM_EM = 48.0  # of the page: below it the buttons stand under the name
SIDE_FROM_EM = 60.0  # below it the words stand under the picture
COLUMNS = ("Date", "Indicator", "Step", "Set for", "Words")


class PupilsView(QWidget):
    """Draws the list or one pupil's page, and forwards what is pressed.

    Signals: ``report_wanted`` with a pupil's id; ``group_wanted`` to add a group.
    """

    report_wanted = Signal(str)
    group_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.presenter: PupilPresenter
        self.forms: PupilForms
        self.rights: MakeRights
        self.ledger: Callable[[str], Ledger]
        self._sheet: FormSheet | None = None
        self._page: PupilPage | None = None
        self._stack = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._build_list()
        self._build_page()
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    # Building -------------------------------------------------------------------------------------

    def _build_list(self) -> None:
        page = QWidget()
        self._list_column = QVBoxLayout(page)
        head = QHBoxLayout()
        head.addWidget(Heading("Pupils"), 1)
        add = SecondaryButton("Add a group", icon="plus", hint="Ctrl+N")
        add.clicked.connect(self.group_wanted)
        head.addWidget(add)
        self._list_column.addLayout(head)
        self._filter = QLineEdit()
        self._filter.setPlaceholderText("Type a name or a group")
        self._filter.setAccessibleName("Find a pupil")
        self._filter.textChanged.connect(self._on_filter_changed)
        self._filter.installEventFilter(self)
        self._list_column.addWidget(self._filter)
        self._list = PupilList()
        self._list.chosen.connect(lambda pupil_id: self.presenter.open(pupil_id))
        self._filter.returnPressed.connect(self._list.choose_current)
        self._list.left_at_top.connect(self._filter.setFocus)
        self._list_column.addWidget(self._list, 1)
        self._no_match = Muted("Nobody is called that. Try fewer letters.")
        self._list_column.addWidget(self._no_match)
        self._none = Card()
        self._none.body.addWidget(Heading("Nobody yet", level=2))
        self._none.body.addWidget(Body("Add a group with its pupils, and they stand here."))
        first = PrimaryButton("Add a group", icon="plus", name="Add the first group")
        first.clicked.connect(self.group_wanted)
        self._none.body.addWidget(first, 0, Qt.AlignmentFlag.AlignLeft)
        self._list_column.addWidget(self._none)
        self._list_column.addStretch(0)
        self._stack.addWidget(page)

    def _build_page(self) -> None:
        page = QWidget()
        self._page_column = QVBoxLayout(page)
        self._page_column.addWidget(
            Beside((self._build_title(), self._build_buttons()), from_em=HEAD_FROM_EM, stretches=(1, 0))
        )
        self._removed = RemovedNotice(page)
        self._page_column.addWidget(self._removed)
        body = QHBoxLayout()
        self._scroller = Scroller()
        self._picture = PupilPicture()
        self._picture.dot_chosen.connect(self._on_dot_chosen)
        self._table = QTableWidget(0, len(COLUMNS))
        self._table.setHorizontalHeaderLabels(COLUMNS)
        self._table.setAccessibleName("Observations")
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._table.horizontalHeader().setStretchLastSection(True)
        self._table.hide()
        card = Card()
        card.body.addWidget(self._picture)
        self._key = Muted(
            "Each mark is one dated observation, never an average. Ring: with words. Diamond: a harder day."
            " Square: set for everyone. A dash above: away.",
            role="small",
            wrap=True,
        )
        card.body.addWidget(self._key)
        card.body.addWidget(self._table)
        self._scroller.body.addWidget(card)
        self._scroller.body.addStretch(1)
        self._side = Scroller()
        self._parts = QWidget()
        self._parts_column = QVBoxLayout(self._parts)
        self._parts_column.setContentsMargins(0, 0, 0, 0)
        self._side.body.addWidget(self._parts)
        self._side.body.addStretch(1)
        body.addWidget(self._scroller, 7)
        body.addWidget(self._side, 3)
        self._page_column.addLayout(body, 1)
        self._stack.addWidget(page)

    def _build_title(self) -> QWidget:
        title = QWidget()
        row = QHBoxLayout(title)
        row.setContentsMargins(0, 0, 0, 0)
        back = QuietButton("Pupils", icon="arrow-left", hint="Esc", name="Back to the pupils")
        back.clicked.connect(self.arrive)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._name, self._about = Heading(""), Muted("", wrap=True)
        self._name.setWordWrap(True)
        words.addWidget(self._name)
        words.addWidget(self._about)
        row.addLayout(words, 1)
        return title

    def _build_buttons(self) -> QWidget:
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.em(0.6))
        self._as_table = Chip("Table", name="Show the picture as a table")
        self._as_table.toggled.connect(self._on_table_toggled)
        details = SecondaryButton("Details", icon="user")
        details.clicked.connect(lambda _on: self._open_form("pupil"))
        self._report = SecondaryButton("Make a report", icon="file-text")
        self._report.clicked.connect(self._on_report_clicked)
        for button in (self._as_table, details, self._report):
            row.addWidget(button)
        row.addStretch(1)
        return buttons

    # The view's side ------------------------------------------------------------------------------

    def arrive(self) -> None:
        """Show the list; an open sheet is left first, and keeps what was typed as a draft."""
        if self._sheet is not None:
            self._sheet.leave()
        self.presenter.show_list()
        self._removed.forget()
        self._stack.setCurrentIndex(0)
        self._filter.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._no_match.isVisibleTo(self):
            self._filter.clear()  # the one it found was erased, or is called something else now
        self._filter.selectAll()  # what is typed now begins another search

    def open_for(self, pupil_id: str, part: str = "", outcome: str = "", record_id: str = "") -> None:
        """Show a pupil's page, and on it the sheet of a part: on a record, or on a new one."""
        if self._sheet is not None:
            self._sheet.leave()
        self.presenter.open(pupil_id)
        if part:
            self._open_form(part, record_id)

    def come_back(self) -> None:
        """Show the page and the sheet that were open when the diary was put away."""
        pupil_id, kind, record_id = self.presenter.place()
        if not pupil_id:
            self.arrive()
            return
        self.presenter.open(pupil_id)
        if kind:
            self._open_form(kind, record_id)

    def show_list(self, lines: tuple[PupilLine, ...]) -> None:
        """Draw the list of pupils."""
        self._list.show_lines(lines)
        self._none.setVisible(not lines)
        self._filter.setVisible(bool(lines))
        self._list.setVisible(bool(lines))
        self._on_filter_changed(self._filter.text())

    def show_page(self, page: PupilPage) -> None:
        """Draw one pupil's page."""
        self._page = page
        self._name.setText(page.name)
        self._about.setText(page.about)
        self._picture.show_page(page)
        self._fill_table(page)
        self._fill_side(page)
        self._stack.setCurrentIndex(1)
        self._picture.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_table(self, page: PupilPage) -> None:
        rows = sorted(
            ((dot, row.indicator) for row in page.rows for dot in row.dots),
            key=lambda pair: pair[0].day,
            reverse=True,
        )
        self._table.setRowCount(len(rows))
        for number, (dot, indicator) in enumerate(rows):
            step = page.ladder[dot.step] if dot.step is not None else ""
            words = dot.spoken if dot.has_words else ("a harder day" if dot.harder else "")
            cells = (
                day_and_month(dot.day, year=True), indicator, step, "everyone" if dot.is_group else page.name,
                words,
            )  # fmt: skip
            for column, text in enumerate(cells):
                self._table.setItem(number, column, QTableWidgetItem(text))
        self._table.setMinimumHeight(theme.em(24))

    def _fill_side(self, page: PupilPage) -> None:
        body = self._parts_column
        drop_from(body)
        self._chosen_card = Card()
        self._chosen_card.body.addWidget(Heading("Chosen observation", level=2))
        self._chosen = Body("")
        self._chosen_card.body.addWidget(self._chosen)
        self._chosen_card.hide()
        body.addWidget(self._chosen_card)
        parts = (
            ("Moments", "sign", page.moments, "No small sign in words yet."),
            ("In their words", "voice", page.voices, "Nobody’s words yet."),
            ("Targets", "target", page.targets, "None set yet."),
            ("Start points", "start", page.start_points, "None yet: sessions 1 to 3 are the time."),
            ("Your decisions", "judgement", page.judgements, "None yet. They are yours to make, at the end."),
            ("At school", "contact", page.people, "Nobody yet. The SENCO’s name stands on reports."),
        )
        for title, kind, moments, empty in parts:
            body.addWidget(self._part(title, kind, moments, empty))
        ledger = self.ledger(page.pupil_id)
        body.addWidget(LedgerCard(self, ledger, lambda record_id: self._open_form("permission", record_id)))
        body.addWidget(LeftCard(ledger))
        body.addWidget(RightsCard(self, page.pupil_id, self.rights, self.arrive))

    def _part(self, title: str, kind: str, moments: tuple[Moment, ...], empty: str) -> Card:
        card = Card()
        head = QHBoxLayout()
        heading = Heading(title, level=2)
        heading.setWordWrap(True)
        head.addWidget(heading, 1)
        add = QuietButton("Add", icon="plus", name=f"Add to {title.lower()}")
        add.clicked.connect(lambda _on: self._open_form(kind))
        head.addWidget(add)
        card.body.addLayout(head)
        if not moments:
            card.body.addWidget(Muted(empty, wrap=True))
        rest: list[QWidget] = []
        for number, moment in enumerate(moments):
            box = QWidget()
            lines = QVBoxLayout(box)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(theme.em(0.1))
            card.body.addWidget(box)
            if number >= MOST_SHOWN:
                box.hide()
                rest.append(box)
            about = ", ".join(part for part in (moment.when, moment.title, moment.seen_by) if part)
            line = QHBoxLayout()
            line.addWidget(Muted(about, role="small", wrap=True), 1)
            edit = QuietButton("", icon="pencil", name=f"Change: {about}")
            edit.clicked.connect(lambda _on, one=moment.record_id: self._open_form(kind, one))
            line.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
            lines.addLayout(line)
            if moment.kind == "harder":
                lines.addWidget(Text("A harder day", role="small_strong"))
            words = f"“{moment.text.strip('“”')}”" if moment.kind == "voice" else moment.text
            lines.addWidget(Body(words))
        if rest:
            card.body.addWidget(show_rest(rest, f"Show all {len(moments)}", title))
        return card

    def _open_form(self, kind: str, record_id: str = "") -> None:
        if self._page is None:
            return
        pupil_id = self._page.pupil_id
        self.presenter.hold_place(pupil_id, kind, record_id)
        form = self.forms.open(kind, pupil_id, record_id)
        sheet = FormSheet(self, self.forms.forms, form, lambda: self.presenter.open(pupil_id))
        self._sheet = sheet
        sheet.closed.connect(self._on_sheet_closed)
        sheet.removed.connect(
            lambda entry: self._removed.offer(
                entry, self.forms.forms.bring_back, lambda: self.presenter.open(pupil_id)
            )
        )

    def _on_sheet_closed(self) -> None:
        self._sheet = None
        if self._page is not None:
            self.presenter.hold_place(self._page.pupil_id)

    def keep_everything(self) -> bool:
        """Keep the words being typed on a sheet."""
        if self._sheet is not None:
            self._sheet.keep_now()
        return True

    # What is pressed ------------------------------------------------------------------------------

    def _on_filter_changed(self, typed: str) -> None:
        shown = self._list.show_only(typed)
        self._no_match.setVisible(bool(self._list.count()) and not shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the search down into the list."""
        is_down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if is_down and event.type() == QEvent.Type.KeyPress and self._list.currentRow() >= 0:
            self._list.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def _on_table_toggled(self, shown: bool) -> None:
        self._table.setVisible(shown)
        self._picture.setVisible(not shown)
        self._key.setVisible(not shown)

    def _on_report_clicked(self) -> None:
        if self._page is not None:
            self.report_wanted.emit(self._page.pupil_id)

    def _on_dot_chosen(self, dot: PictureDot) -> None:
        self._chosen.setText(dot.spoken)
        self._chosen_card.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list on Esc."""
        if event.key() == Qt.Key.Key_Escape and self._stack.currentIndex() == 1:
            self.arrive()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the words below the picture where there is no room beside it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        beside = self.width() >= theme.em(SIDE_FROM_EM)
        if beside != self._side.isAncestorOf(self._parts):
            (self._side if beside else self._scroller).body.insertWidget(0 if beside else 1, self._parts)
        self._side.setVisible(beside)

    def _restyle(self) -> None:
        self._fit()
        em = theme.em
        for column in (self._list_column, self._page_column):
            column.setContentsMargins(em(1.4), em(1.1), em(1.4), em(0.8))
            column.setSpacing(em(0.8))
        self._side.body.setContentsMargins(em(0.6), 0, em(0.3), 0)
        self._scroller.body.setSpacing(em(0.7))
        self._parts_column.setSpacing(em(0.7))
