"""The pupils as window pages: the list, and one pupil's picture with everything that belongs to them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tutordiary.presenters.faces import Faces
from tutordiary.presenters.ledger import Ledger
from tutordiary.presenters.pupil import PupilPresenter
from tutordiary.presenters.pupil_forms import PupilForms
from tutordiary.presenters.pupil_state import PupilList, PupilPage
from tutordiary.presenters.pupil_targets import Refusal
from ui import theme
from ui.draft_sheet import DraftSheet
from ui.form_sheet import FormSheet
from ui.pupil.listing import ListPage
from ui.pupil.parts import Hands
from ui.pupil.side import FACES, PLAN, Side
from ui.pupil.timeline import Timeline
from ui.pupil_rights_card import MakeRights
from ui.reflow import Beside
from ui.removed_notice import RemovedNotice
from ui.widgets import (
    Body,
    Chip,
    Heading,
    Muted,
    QuietButton,
    Scroller,
    SecondaryButton,
    Sheet,
)

HEAD_FROM_EM = 48.0  # of the page: below it the buttons stand under the name
SIDE_FROM_EM = 60.0  # below it the words stand under the picture


class PupilsView(QWidget):
    """Draws the list or one pupil's page, and forwards what is pressed.

    Signals: ``report_wanted`` and ``plan_wanted`` with a pupil's id; ``group_wanted`` to add a group.
    """

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Down", "from the search into the list"),
        ("Enter", "open the pupil"),
        ("Left, Right", "on the picture: from session to session"),
        ("Home, End", "on the picture: the first session, the last"),
        ("Esc", "back to the pupils"),
    )

    report_wanted = Signal(str)
    plan_wanted = Signal(str)
    group_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.presenter: PupilPresenter
        self.forms: PupilForms
        self.rights: MakeRights
        self.ledger: Callable[[str], Ledger]
        self.faces: Callable[[str], Faces]
        self.told: Callable[[str, Callable[[], str]], None]
        self._sheet: DraftSheet | None = None
        self._refused: Sheet | None = None
        self._page: PupilPage | None = None
        self._stack = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._listing = ListPage()
        self._list, self._filter = self._listing.list, self._listing.filter
        self._listing.chosen.connect(lambda pupil_id: self.presenter.open(pupil_id))
        self._listing.group_wanted.connect(self.group_wanted)
        self._listing.asked.connect(self._on_asked)
        self._stack.addWidget(self._listing)
        self._build_page()
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    # Building -------------------------------------------------------------------------------------

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
        self._timeline = Timeline()
        self._picture = self._timeline.picture
        self._timeline.span_wanted.connect(self._on_span_wanted)
        self._scroller.body.addWidget(self._timeline)
        self._scroller.body.addStretch(1)
        self._side = Scroller()
        self._parts = Side(
            self,
            Hands(
                self._open_form,
                lambda kind, record_id, on: self.presenter.star(kind, record_id, on=on),
                lambda action_id, done: self.presenter.tick(action_id, done=done),
            ),
        )
        self._picture.day_chosen.connect(self._on_day_chosen)
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
        self._as_table.toggled.connect(self._timeline_table)
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
        self._leave_sheets()
        self.presenter.show_list(self._filter.text(), everybody=self._listing.everybody.isChecked())
        self._removed.forget()
        self._stack.setCurrentIndex(0)
        self._listing.begin()

    def open_for(self, pupil_id: str, part: str = "", outcome: str = "", record_id: str = "") -> None:
        """Show a pupil's page, and on it the sheet of a part: on a record, or on a new one."""
        self._leave_sheets()
        self.presenter.open(pupil_id)
        if part:
            self._open_form(part, record_id, outcome)

    def come_back(self) -> None:
        """Show the page and the sheet that were open when the diary was put away."""
        pupil_id, kind, record_id, about = self.presenter.place()
        if not pupil_id:
            self.arrive()
            return
        self.presenter.open(pupil_id)
        if kind:
            self._open_form(kind, record_id, about)

    def show_list(self, found: PupilList) -> None:
        """Draw the list of pupils."""
        self._listing.show_found(found)

    def show_page(self, page: PupilPage) -> None:
        """Draw one pupil's page."""
        is_same = self._page is not None and self._page.pupil_id == page.pupil_id
        place = self._side.verticalScrollBar().value() if is_same else 0
        self._page = page
        self._name.setText(page.name)
        self._about.setText(page.about)
        self._timeline.show_page(page)
        self._parts.show_page(page, self.ledger(page.pupil_id), self.rights, self.arrive)
        self._stack.setCurrentIndex(1)
        self._side.verticalScrollBar().setValue(place)
        if not is_same or self.focusWidget() is None:
            self._picture.setFocus(Qt.FocusReason.OtherFocusReason)

    # Sheets ---------------------------------------------------------------------------------------

    def _open_form(self, kind: str, record_id: str = "", about: str = "") -> None:
        if self._page is None:
            return
        pupil_id = self._page.pupil_id
        if kind == PLAN:
            self.plan_wanted.emit(pupil_id)
            return
        if kind == FACES:
            self._ask_with_faces(pupil_id)
            return
        refused = self.forms.refusal(kind, pupil_id, record_id)
        if refused is not None:
            self._refuse(refused)
            return
        self.presenter.hold_place(pupil_id, kind, record_id, about)
        form = self.forms.open(kind, pupil_id, record_id, about)
        sheet = FormSheet(self, self.forms.forms, form, lambda: self.presenter.open(pupil_id))
        self._sheet = sheet
        sheet.closed.connect(self._on_sheet_closed)
        sheet.removed.connect(
            lambda entry: self._removed.offer(
                entry, self.forms.forms.bring_back, lambda: self.presenter.open(pupil_id)
            )
        )

    def _ask_with_faces(self, pupil_id: str) -> None:
        from ui.faces_sheet import FacesSheet  # the page is drawn without it

        self.presenter.hold_place(pupil_id, FACES)
        sheet = FacesSheet(self, self.faces(pupil_id), self.told, lambda: self._draw_again(pupil_id))
        self._sheet = sheet
        sheet.closed.connect(self._on_sheet_closed)

    def _draw_again(self, pupil_id: str) -> None:
        if self._page is not None and self._page.pupil_id == pupil_id and self._stack.currentIndex() == 1:
            self.presenter.open(pupil_id)
            ask, column = self._parts.ask, self._side if self._side.isVisible() else self._scroller
            ask.setFocus(Qt.FocusReason.OtherFocusReason)
            # Once all cards have their new sizes: the second turn.
            show = partial(column.ensureWidgetVisible, ask, 0, theme.em(4))
            QTimer.singleShot(0, ask, lambda: QTimer.singleShot(0, ask, show))

    def _refuse(self, refused: Refusal) -> None:
        """Say why a sheet is not opened, and offer what can be done first."""
        sheet = Sheet(self, refused.title, width_em=34)
        sheet.body.addWidget(Body(refused.sentence))
        first: QWidget | None = None
        for record_id, words in refused.choices:
            line = QHBoxLayout()
            line.addWidget(Body(words), 1)
            review = SecondaryButton("Look at it", icon="eye", name=f"Look at it: {words}")
            review.clicked.connect(lambda _on, one=record_id: self._instead(refused.kind, one))
            line.addWidget(review, 0, Qt.AlignmentFlag.AlignTop)
            sheet.body.addLayout(line)
            first = first or review
        sheet.body.addStretch(1)
        self._refused = sheet
        sheet.closed.connect(self._on_refused_closed)
        sheet.present(first)

    def _instead(self, kind: str, record_id: str) -> None:
        self._leave_sheets()
        self._open_form(kind, record_id)

    def _leave_sheets(self) -> None:
        for sheet in (self._sheet, self._refused):
            if sheet is not None:
                sheet.leave()

    def _on_refused_closed(self) -> None:
        self._refused = None

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

    def _on_asked(self, typed: str, everybody: bool) -> None:
        self.presenter.narrow(typed, everybody=everybody)

    def _on_span_wanted(self, key: str) -> None:
        if self._page is not None:
            self.presenter.look_at(self._page.pupil_id, key)

    def _on_day_chosen(self, day: object) -> None:
        self._parts.show_day(day)  # type: ignore[arg-type]
        self._side.verticalScrollBar().setValue(0)

    def _timeline_table(self, shown: bool) -> None:
        self._timeline.show_table(shown)

    def _on_report_clicked(self) -> None:
        if self._page is not None:
            self.report_wanted.emit(self._page.pupil_id)

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
        self._page_column.setContentsMargins(em(1.4), em(1.1), em(1.4), em(0.8))
        self._page_column.setSpacing(em(0.8))
        self._side.body.setContentsMargins(em(0.6), 0, em(0.3), 0)
        self._scroller.body.setSpacing(em(0.7))
