"""The report page: what goes in on the left, the finished paper on the right."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from tutordiary.documents.content import RenderedFile
from tutordiary.presenters.find_lines import Landing
from tutordiary.presenters.report import ReportPresenter
from tutordiary.presenters.report_state import CheckState, Place, PupilChoice, ReportPage
from ui import theme
from ui.jobs import JobRunner
from ui.pdf_preview import draw_pages
from ui.reports.check_card import NONE_FOUND, CheckCard
from ui.reports.choices import ReportChoices
from ui.reports.frame import Foot, Head, add_keys, nobody_yet
from ui.reports.items import ReportItems
from ui.reports.over import BOOK, GIVE, SLIPS, ReportSheets
from ui.reports.paper import Paper
from ui.reports.parts_card import PartsCard
from ui.reports.source_bar import SourceBar
from ui.reports.words import ReportWords
from ui.widgets import NoticeBar, Scroller, Text

BESIDE_FROM_EM = 54.0  # of the page: below it the words or the page can be seen, not both
GO_THERE = "Go there"


class ReportPageView(QWidget):
    """Draws a report and forwards what is chosen, typed and pressed.

    Signals: ``group_wanted`` to add a group, when there is nobody to write about yet; ``landing_wanted`` with
    the place of an entry that is to be opened; ``several_wanted`` to make many at once.
    """

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Ctrl Enter", "give the report"),
        ("Ctrl J", "open the entry the sentence at the caret comes from"),
        ("Ctrl Shift B", "make the word at the caret strong"),
        ("Ctrl Shift H", "make the line a heading"),
        ("Ctrl Shift 8, 7", "make the lines a list, or a numbered one"),
    )

    group_wanted = Signal()
    landing_wanted = Signal(object)
    several_wanted = Signal()

    def __init__(self, jobs: JobRunner) -> None:
        super().__init__()
        self.presenter: ReportPresenter
        self._jobs = jobs
        self._has_pupils = False
        self._rendered: RenderedFile | None = None
        self._blocking: tuple[Place, ...] = ()
        self._sheets = ReportSheets(
            self, lambda: self.presenter, lambda: self._words.finish(), self._on_slips_kept
        )
        self._redraw = QTimer(self, singleShot=True, interval=250)
        self._redraw.timeout.connect(self._draw)
        self._look = QTimer(self, singleShot=True, interval=120)
        self._look.timeout.connect(self._show_source)
        self._outer = QVBoxLayout(self)
        self._build_head()
        self._notice = NoticeBar("")
        self._outer.addWidget(self._notice)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._build_left()
        self._paper = Paper()
        self._preview = self._paper.pages
        self._preview.size_changed.connect(self._draw)
        self._paper.turned.connect(self._draw)  # what cannot be seen is not drawn
        self._split.addWidget(self._side)
        self._split.addWidget(self._paper)
        self._split.setStretchFactor(0, 5)
        self._split.setStretchFactor(1, 6)
        self._split.setSizes([500, 600])
        self._outer.addWidget(self._split, 1)
        self._empty, self._add = nobody_yet()
        self._add.clicked.connect(self.group_wanted)
        self._outer.addWidget(self._empty)
        self._build_foot()
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    # Building -------------------------------------------------------------------------------------

    def _build_head(self) -> None:
        self._choices = ReportChoices()
        self._choices.pupil_chosen.connect(self._on_pupil_chosen)
        self._choices.changed.connect(self._on_choice_changed)
        self._head = Head(self._choices)
        self._see_page = self._head.see_page
        self._see_page.toggled.connect(lambda _on: self._fit())
        self._outer.addWidget(self._head)

    def _build_left(self) -> None:
        self._side = QWidget()
        self._side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        self._words = ReportWords(lambda: self.presenter, self)
        self._words.caret_moved.connect(self._look.start)
        self._saves, self._rows, self._earlier = self._words.saves, self._words.rows, self._words.earlier
        self._source = SourceBar(lambda: self._words.current_field)
        self._source.wanted.connect(self._open_source)
        self._left = Scroller()
        self._check = NoticeBar("")
        self._check.action_chosen.connect(lambda _words: self._go_to(self._blocking[0]))
        self._items = ReportItems()
        self._items.ticked.connect(lambda one, on: self.presenter.include(one, included=on))
        self._items.grown.connect(self._order_tabs)
        self._items.opened.connect(self._open_record)
        self._parts = PartsCard()
        self._parts.switched.connect(lambda key, on: self.presenter.include_part(key, included=on))
        self._found = CheckCard()
        self._found.place_wanted.connect(self._go_to)
        self._found.grown.connect(self._order_tabs)
        self._found.phrasebook_wanted.connect(lambda: self._sheets.open(BOOK))
        for part in (self._check, self._words, self._items, self._parts, self._found):
            self._left.body.addWidget(part)
        self._left.body.addStretch(1)
        column.addWidget(self._source)
        column.addWidget(self._left, 1)

    def _build_foot(self) -> None:
        self._foot = Foot()
        self._large = self._foot.large
        self._large.clicked.connect(lambda on: self.presenter.set_large_print(on=on))
        self._foot.slips.clicked.connect(lambda: self._sheets.open(SLIPS))
        self._foot.several.clicked.connect(self._on_several_clicked)
        self._give = self._foot.give
        self._give.clicked.connect(self._open_give)
        self._sheets.keys = add_keys(
            self,
            {
                "Ctrl+Return": self._give_or_go,
                "Ctrl+Enter": self._give_or_go,
                "Ctrl+H": self._words.open_history,
                "Ctrl+J": self._open_source,
            },
        )
        self._outer.addWidget(self._foot)

    def _on_several_clicked(self) -> None:
        self._words.finish()  # what is being typed goes along
        self.several_wanted.emit()

    # The view's side ------------------------------------------------------------------------------

    def arrive(self) -> None:
        """Take up the report last worked on."""
        self._begin("")

    def open_for(self, pupil_id: str) -> None:
        """Take up a report for one pupil."""
        self._begin(pupil_id)

    def _begin(self, pupil_id: str) -> None:
        self._words.finish()
        self._sheets.leave()
        self._notice.say("")
        self.presenter.arrive(pupil_id)
        self._choices.pupil.setFocus(Qt.FocusReason.OtherFocusReason)

    def come_back(self) -> None:
        """Take up the report last worked on, with the caret in the words that were unfinished."""
        section, caret = self.presenter.caret()
        sheet = self.presenter.open_sheet
        self.arrive()
        row = self._words.come_back_to(section, caret, self.presenter.steps(section))
        if row is not None:
            self._left.ensureWidgetVisible(row)
        if self._has_pupils:
            self._sheets.come_back(sheet, "" if self.presenter.check.may_leave else self._check.words)

    def keep_everything(self) -> bool:
        """Keep the words being typed, and where."""
        self._sheets.keep_now()
        self._words.let_go()
        return True

    def show_pupils(self, pupils: tuple[PupilChoice, ...]) -> None:
        """Offer the pupils to choose from."""
        self._choices.show_pupils(pupils)
        self._has_pupils = bool(pupils)
        for part in (self._split, self._foot, self._choices):
            part.setVisible(self._has_pupils)
        self._empty.setVisible(not pupils)
        self._fit()
        if not pupils:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_report(self, page: ReportPage) -> None:
        """Draw another report's parts."""
        self._choices.show_report(page)
        self._large.setChecked(page.large_print)
        self._check.say("")
        self._words.show_texts(page.sections, page.texts)
        self._items.show_items(page.items)
        self._parts.show_parts(page.parts)
        self._order_tabs()

    def show_preview(self, rendered: RenderedFile) -> None:
        """Draw the finished file."""
        self._rendered = rendered
        self._draw()
        if rendered.warnings:
            self._notice.say(" ".join(rendered.warnings), mood="warn")

    def show_words(self, text: str) -> None:
        """Show the whole document as plain text."""
        self._paper.show_words(text)

    def show_check(self, check: CheckState) -> None:
        """Say what blocks giving, what could be kinder, what is not there yet, and what leaves."""
        self._give.setEnabled(check.may_leave)
        blocking = (*check.names, *check.never)
        self._blocking = tuple(one.place for one in blocking if one.place is not None)
        if blocking:
            what = "Another pupil’s name stands here" if check.names else "This is not for a family to read"
            self._check.say(
                f"{what}: {blocking[0].words}. Reword it or take it out; until then nothing can be given.",
                mood="danger",
                actions=(GO_THERE,) if self._blocking else (),
            )
        else:
            self._check.say(NONE_FOUND, mood="ok")
        self._found.show_check(check)

    def show_given(self, sentence: str) -> None:
        """Say that the file was written."""
        self._notice.say(sentence, mood="ok")

    def show_refused(self, sentence: str) -> None:
        """Say why nothing was written."""
        self._notice.say(sentence, mood="danger")

    # Where a sentence comes from ------------------------------------------------------------------

    def _show_source(self) -> None:
        place = self._words.place()
        if place is not None:
            self._source.show_source(self.presenter.source_at(self._words.current, *place))

    def _open_source(self) -> None:
        field = self._words.current_field
        if field is None or not self._words.current:
            return
        save = self._saves[self._words.current]
        source = self.presenter.source_at(self._words.current, save.text, save.caret)
        self._land(source.landing if source is not None else None)

    def _open_record(self, record_id: str) -> None:
        self._land(self.presenter.landing_of(record_id))

    def _land(self, landing: Landing | None) -> None:
        if landing is not None:
            self._words.finish()
            self.landing_wanted.emit(landing)

    def _go_to(self, place: Place) -> None:
        """Go where something is to be put right."""
        self._see_page.setChecked(False)
        found = self._words.go_to(place.section, place.word) if place.section else None
        if found is None and place.item_id:
            found = self._items.go_to(place.item_id)
        if found is not None:
            self._left.ensureWidgetVisible(found)
        else:
            self._land(place.landing)

    # Sheets ---------------------------------------------------------------------------------------

    def _give_or_go(self) -> None:
        """Open giving; where something keeps the page back, go there."""
        if self._give.isEnabled():
            self._open_give()
        elif self._blocking:
            self._go_to(self._blocking[0])

    def _open_give(self) -> None:
        self._sheets.open(GIVE, "" if self.presenter.check.may_leave else self._check.words)

    def _on_slips_kept(self, sentence: str) -> None:
        self.presenter.reload()
        self._notice.say(sentence, mood="ok")

    # What is chosen -------------------------------------------------------------------------------

    def _on_pupil_chosen(self) -> None:
        self._words.finish()
        self._notice.say("")
        self.presenter.choose_pupil(*self._choices.chosen)

    def _on_choice_changed(self) -> None:
        self._words.finish()
        self._notice.say("")
        self.presenter.choose(*self._choices.chosen, *self._choices.days)

    # Looks ----------------------------------------------------------------------------------------

    def _order_tabs(self) -> None:
        """Let Tab go from the choices through the words to the page and to giving, as the eye does."""
        stops: list[QWidget] = [self._choices.last, *self._source.stops, *self._check.buttons]
        stops += [*self._words.stops, *self._items.stops, *self._parts.chips.items]
        stops += [*self._found.buttons, self._found.book]
        stops += [*self._paper.stops, *self._foot.stops]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def _draw(self) -> None:
        rendered = self._rendered
        if rendered is None or not self._preview.isVisible():
            return
        width = self._preview.width_px
        self._jobs.run(
            lambda: draw_pages(rendered.data, width),
            lambda pictures: self._preview.show_pages(pictures) if rendered is self._rendered else None,
            lambda error: self.show_refused(str(error)),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the pages at the new width once the window has settled."""
        super().resizeEvent(event)
        self._fit()
        self._redraw.start()

    def _fit(self) -> None:
        """Show the words and the page beside each other, or where there is no room one of them."""
        beside = self.width() >= theme.em(BESIDE_FROM_EM)
        if beside == self._left.isAncestorOf(self._choices):
            self._move_choices(to_head=beside)
        self._see_page.setVisible(not beside and self._has_pupils)
        page = not beside and self._see_page.isChecked()
        self._side.setVisible(not page)
        self._side.setMinimumWidth(theme.em(20))
        shown = beside or page
        if shown != self._paper.isVisibleTo(self):
            self._paper.setVisible(shown)
            self._redraw.start()

    def _move_choices(self, *, to_head: bool) -> None:
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self._choices.isAncestorOf(focus)
        if to_head:
            self._head.take(self._choices)
        else:
            self._left.body.insertWidget(0, self._choices)
        for label in self._choices.findChildren(Text):  # moving gave them the font they were made with
            label.set_role("small")
        self._order_tabs()
        if had_focus and focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)  # moving took it away

    def _restyle(self) -> None:
        em = theme.em
        self._outer.setContentsMargins(em(1.4), em(1.1), em(1.4), em(0.8))
        self._outer.setSpacing(em(0.7))
        self._fit()
        self._left.body.setSpacing(em(0.7))
        self._left.body.setContentsMargins(0, 0, em(0.7), 0)
        self._redraw.start()
