"""The page of learning plans: what stands on the sheet at the left, the finished sheet at the right."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from tutordiary.documents.content import RenderedFile
from tutordiary.drafting.report_desk import FileFormat
from tutordiary.presenters.learning_plan import PlanPage, PlanPresenter, TargetTick
from tutordiary.presenters.report_state import PupilChoice
from ui import file_choice, print_pages, theme
from ui.jobs import JobRunner
from ui.pdf_preview import draw_pages
from ui.reflow import Beside
from ui.reports.paper import Paper
from ui.widgets import (
    Body,
    Card,
    Chip,
    Choice,
    FieldRow,
    Flow,
    Heading,
    Muted,
    NoticeBar,
    PrimaryButton,
    QuietButton,
    Scroller,
    SecondaryButton,
    drop_from,
)

FORMATS: dict[FileFormat, str] = {"pdf": "PDF (*.pdf)", "docx": "Word (*.docx)"}
PLACES = (("For the folder", False), ("For the wall", True))
ABOUT = (
    "Ticked to begin with: targets being worked on and marked for the family; for the folder, also those"
    " marked for the school. Under “The best way there”, each line that begins with a dash is a step."
)
BESIDE_FROM_EM = 54.0


class PlanPageView(QWidget):
    """Draws a plan and forwards what is chosen and pressed.

    Signals: ``landing_wanted`` with the place of a target to change; ``group_wanted`` to add a group.
    """

    landing_wanted = Signal(object)
    group_wanted = Signal()

    def __init__(self, jobs: JobRunner) -> None:
        super().__init__()
        self.presenter: PlanPresenter
        self._jobs = jobs
        self._offered: tuple[PupilChoice, ...] = ()
        self._rendered: RenderedFile | None = None
        self._ticks: tuple[TargetTick, ...] = ()
        self.boxes: dict[str, QCheckBox] = {}
        self._opens: list[QuietButton] = []
        self._redraw = QTimer(self, singleShot=True, interval=250)
        self._redraw.timeout.connect(self._draw)
        self._outer = QVBoxLayout(self)
        self._build_head()
        self._notice = NoticeBar("")
        self._blocked = NoticeBar("")
        self._outer.addWidget(self._notice)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._left = Scroller()
        self._left.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._build_left()
        self.paper = Paper()
        self.paper.pages.size_changed.connect(self._draw)
        self._split.addWidget(self._left)
        self._split.addWidget(self.paper)
        self._split.setStretchFactor(0, 5)
        self._split.setStretchFactor(1, 6)
        self._split.setSizes([500, 600])
        self._outer.addWidget(self._split, 1)
        self._build_empty()
        self._build_foot()
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    # Building -------------------------------------------------------------------------------------

    def _build_head(self) -> None:
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Heading("Learning plan"), 0, Qt.AlignmentFlag.AlignTop)
        self._head_row = row
        self._see_page = Chip("See the page")
        self._see_page.toggled.connect(lambda _on: self._fit())
        row.addWidget(self._see_page, 0, Qt.AlignmentFlag.AlignRight)
        self._outer.addWidget(self._head)

    def _build_left(self) -> None:
        self.pupil, self.place = Choice("Pupil"), Choice("Where it goes")
        self.pupil.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.pupil.activated.connect(lambda _at: self.presenter.choose_pupil(self.pupil.currentData()))
        for words, on_wall in PLACES:
            self.place.addItem(words, on_wall)
        self.place.activated.connect(lambda _at: self.presenter.set_wall(on=self.place.currentData()))
        self._fields = (FieldRow("Pupil", self.pupil), FieldRow("Where it goes", self.place))
        self._who = Beside(self._fields, from_em=26, stretches=(3, 1))
        card = Card()
        card.body.addWidget(Heading("What stands on it", level=2))
        self.likes, self.helps = QCheckBox("What I like"), QCheckBox("What helps me")
        self.likes.clicked.connect(lambda on: self.presenter.set_likes(on=on))
        self.helps.clicked.connect(lambda on: self.presenter.set_helps(on=on))
        card.body.addWidget(self.likes)
        card.body.addWidget(self.helps)
        card.body.addWidget(Muted(ABOUT, role="small", wrap=True))
        self._rows = QVBoxLayout()
        card.body.addLayout(self._rows)
        self._remark = Body("")
        card.body.addWidget(self._remark)
        self.add = QuietButton("Add a target", icon="plus", hint="On the pupil’s page")
        self.add.clicked.connect(lambda: self.landing_wanted.emit(self.presenter.place_of()))
        card.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.large = QCheckBox("Large print")
        self.large.clicked.connect(lambda on: self.presenter.set_large_print(on=on))
        card.body.addWidget(self.large)
        for part in (self._blocked, card):
            self._left.body.addWidget(part)
        self._left.body.addStretch(1)

    def _build_empty(self) -> None:
        self._empty = Card()
        self._empty.body.addWidget(Heading("A plan begins with a pupil", level=2))
        self._empty.body.addWidget(Body("Add a group. Targets you agree with a pupil are laid out here."))
        self._add_group = PrimaryButton("Add a group", icon="plus")
        self._add_group.clicked.connect(self.group_wanted)
        self._empty.body.addWidget(self._add_group, 0, Qt.AlignmentFlag.AlignLeft)
        self._empty.body.addStretch(1)
        self._outer.addWidget(self._empty)

    def _build_foot(self) -> None:
        self.word = SecondaryButton("Save as Word…", icon="file-text")
        self.word.clicked.connect(lambda: self._save("docx"))
        self.printing = SecondaryButton("Print…", icon="printer")
        self.printing.clicked.connect(lambda: self.presenter.print())
        self.pdf = PrimaryButton("Save as PDF…", icon="save", hint="Ctrl+Enter")
        self.pdf.clicked.connect(lambda: self._save("pdf"))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.pdf.click)
        ways = Flow(at_end=True)
        ways.set_items([self.word, self.printing, self.pdf])
        self._foot = ways
        self._outer.addWidget(self._foot)

    # The view's side ------------------------------------------------------------------------------

    def arrive(self) -> None:
        """Draw the plan last looked at with what the diary holds now."""
        self.open_for("")

    def open_for(self, pupil_id: str) -> None:
        """Draw one pupil's plan."""
        self._notice.say("")
        self.presenter.arrive(pupil_id)
        if self._offered:
            self.pupil.setFocus(Qt.FocusReason.OtherFocusReason)

    def come_back(self) -> None:
        """Draw the plan that was looked at before the diary was put away."""
        self.arrive()

    def show_pupils(self, pupils: tuple[PupilChoice, ...]) -> None:
        """Offer the pupils to choose from; with none, say how to begin."""
        for part in (self._split, self._foot):
            part.setVisible(bool(pupils))
        self._empty.setVisible(not pupils)
        if pupils != self._offered:
            self._offered = pupils
            self.pupil.clear()
            for before, one in pairwise((None, *pupils)):
                assert one is not None
                if before is not None and before.is_current and not one.is_current:
                    self.pupil.insertSeparator(self.pupil.count())
                self.pupil.addItem(one.words, one.pupil_id)
        self._fit()
        if not pupils:
            self._add_group.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_plan(self, page: PlanPage) -> None:
        """Draw the choices of one pupil's plan."""
        self.pupil.setCurrentIndex(self.pupil.findData(page.pupil_id))
        self.place.setCurrentIndex(self.place.findData(page.choice.for_wall))
        for box, is_on in (
            (self.likes, page.choice.likes),
            (self.helps, page.choice.helps),
            (self.large, page.choice.large_print),
        ):
            with QSignalBlocker(box):
                box.setChecked(is_on)
        self.likes.setVisible(page.has_likes)
        self.helps.setVisible(page.has_helps and not page.choice.for_wall)
        self._remark.setText(page.remark)
        self._remark.setVisible(bool(page.remark))
        self._show_targets(page.targets)
        self._blocked.say("")
        self._order_tabs()

    def _show_targets(self, ticks: tuple[TargetTick, ...]) -> None:
        if [one.target_id for one in ticks] == list(self.boxes) and _words(ticks) == _words(self._ticks):
            for one in ticks:
                with QSignalBlocker(self.boxes[one.target_id]):
                    self.boxes[one.target_id].setChecked(one.included)
        else:
            drop_from(self._rows)
            self.boxes, self._opens = {}, []
            for one in ticks:
                self._rows.addWidget(self._row(one))
        self._ticks = ticks

    def _row(self, one: TargetTick) -> QWidget:
        part = QWidget()
        line = QHBoxLayout(part)
        line.setContentsMargins(0, 0, 0, 0)
        box = QCheckBox()
        box.setChecked(one.included)
        box.setAccessibleName(f"{one.words}. {one.note}")
        box.toggled.connect(partial(self._on_ticked, one.target_id))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Body(one.words))
        words.addWidget(Muted(one.note, role="small", wrap=True))
        change = QuietButton("Change", name=f"Change: {one.words}")
        change.clicked.connect(partial(self._on_change, one.target_id))
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        self.boxes[one.target_id] = box
        self._opens.append(change)
        return part

    def show_sheet(self, rendered: RenderedFile, text: str) -> None:
        """Draw the finished sheet, and hold the same as text."""
        self._rendered = rendered
        self.paper.show_words(text)
        self._draw()
        if rendered.warnings:
            self._notice.say(" ".join(rendered.warnings), mood="warn")

    def show_blocked(self, sentences: tuple[str, ...]) -> None:
        """Say what keeps the sheet back."""
        self._blocked.say(" ".join(sentences), mood="danger")
        for button in (self.word, self.printing, self.pdf):
            button.setEnabled(not sentences)

    def print_sheet(self, data: bytes) -> None:
        """Print the sheet; no file of it is left by us."""
        said = print_pages.print_pdf(self, data)
        if said == print_pages.SENT:
            self.presenter.printed(said)
        elif said:
            self.say(said, is_good=False)

    def say(self, sentence: str, *, is_good: bool) -> None:
        """Say how something went."""
        self._notice.say(sentence, mood="ok" if is_good else "danger")

    # What is pressed ------------------------------------------------------------------------------

    def _on_ticked(self, target_id: str, on: bool) -> None:
        self.presenter.include(target_id, included=on)

    def _on_change(self, target_id: str, _on: bool = False) -> None:
        self.landing_wanted.emit(self.presenter.place_of(target_id))

    def _save(self, fmt: FileFormat) -> None:
        name = self.presenter.suggested_name(fmt)
        target = file_choice.save_place(self, "Save the plan", name, FORMATS[fmt]) if name else None
        if target is not None:
            self.presenter.save(fmt, target)

    # The paper ------------------------------------------------------------------------------------

    def _draw(self) -> None:
        rendered = self._rendered
        if rendered is None or not self.paper.pages.isVisible():
            return
        width = self.paper.pages.width_px
        self._jobs.run(
            lambda: draw_pages(rendered.data, width),
            lambda pictures: self.paper.pages.show_pages(pictures) if rendered is self._rendered else None,
            lambda error: self.say(str(error), is_good=False),
        )

    def _order_tabs(self) -> None:
        rows = zip(self.boxes.values(), self._opens, strict=True)
        stops: list[QWidget] = [self.pupil, self.place, self.likes, self.helps]
        stops += [one for row in rows for one in row]
        stops += [self.add, self.large, *self.paper.stops, self.word, self.printing, self.pdf]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the pages at the new width once the window has settled."""
        super().resizeEvent(event)
        self._fit()
        self._redraw.start()

    def _fit(self) -> None:
        """Show the choices and the sheet beside each other, or where there is no room one of them."""
        beside = self.width() >= theme.em(BESIDE_FROM_EM)
        self._place_who(beside=beside)
        self._who.setVisible(bool(self._offered))
        self._see_page.setVisible(not beside and bool(self._offered))
        page = not beside and self._see_page.isChecked()
        self._left.setVisible(not page)
        self._left.setMinimumWidth(theme.em(20))
        shown = beside or page
        if shown != self.paper.isVisibleTo(self):
            self.paper.setVisible(shown)
            self._redraw.start()

    def _place_who(self, *, beside: bool) -> None:
        """Put whose plan it is beside the title, or where there is no room above what stands on it."""
        if beside != self._left.isAncestorOf(self._who) and self._who.parent() is not None:
            return
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self._who.isAncestorOf(focus)
        self._head_row.setStretch(0, int(not beside))
        if beside:
            self._head_row.insertWidget(1, self._who, 1)
        else:
            self._left.body.insertWidget(0, self._who)
        for one in self._fields:  # moving gave the labels back the font they were made with
            one.label.set_role("strong")
        self._order_tabs()
        if had_focus and focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)  # moving took it away

    def _restyle(self) -> None:
        em = theme.em
        self._outer.setContentsMargins(em(1.4), em(1.1), em(1.4), em(0.8))
        self._outer.setSpacing(em(0.7))
        self._left.body.setSpacing(em(0.7))
        self._left.body.setContentsMargins(0, 0, em(0.7), 0)
        self._rows.setSpacing(em(0.5))
        self._head_row.setSpacing(em(1))
        self._fit()
        self._redraw.start()


def _words(ticks: tuple[TargetTick, ...]) -> list[tuple[str, str]]:
    return [(one.words, one.note) for one in ticks]
