"""The report page: what goes in on the left, the finished paper on the right."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from tutordiary.documents.content import RenderedFile
from tutordiary.drafting.report_desk import FileFormat, OtherName, Section
from tutordiary.model import ReportAudience
from tutordiary.presenters.report import PupilChoice, ReportPage, ReportPresenter
from ui import file_choice, theme
from ui.history_sheet import EarlierButton, HistorySheet
from ui.jobs import JobRunner
from ui.pdf_preview import PdfPreview, draw_pages
from ui.reports.choices import ReportChoices
from ui.reports.items import ReportItems
from ui.widgets import (
    Autosave,
    Body,
    Card,
    Chip,
    FieldRow,
    Heading,
    Muted,
    NoticeBar,
    PrimaryButton,
    Scroller,
    SecondaryButton,
    drop_from,
)

FORMATS: dict[FileFormat, str] = {"pdf": "PDF (*.pdf)", "docx": "Word (*.docx)"}
BESIDE_FROM_EM = 54.0  # of the page: below it the words or the page can be seen, not both
LONGER = ("summary", "opening", "proud_moment")


class ReportPageView(QWidget):
    """Draws a report and forwards what is chosen, typed and pressed.

    Signals: ``group_wanted`` to add a group, when there is nobody to write about yet.
    """

    group_wanted = Signal()

    def __init__(self, jobs: JobRunner) -> None:
        super().__init__()
        self.presenter: ReportPresenter
        self._jobs = jobs
        self._has_pupils = False
        self._saves: dict[str, Autosave] = {}
        self._rows: dict[str, FieldRow] = {}
        self._earlier: dict[str, EarlierButton] = {}
        self._sections: tuple[Section, ...] = ()
        self._rendered: RenderedFile | None = None
        self._redraw = QTimer(self, singleShot=True, interval=250)
        self._redraw.timeout.connect(self._draw)
        self._outer = QVBoxLayout(self)
        self._build_head()
        self._notice = NoticeBar("")
        self._outer.addWidget(self._notice)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._left = Scroller()
        self._words = QVBoxLayout()
        self._left.body.addLayout(self._words)
        self._build_words()
        self._preview = PdfPreview()
        self._preview.size_changed.connect(self._draw)
        self._split.addWidget(self._left)
        self._split.addWidget(self._preview)
        self._left.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._split.setStretchFactor(0, 5)
        self._split.setStretchFactor(1, 6)
        self._split.setSizes([500, 600])
        self._outer.addWidget(self._split, 1)
        self._empty = Card()
        self._empty.body.addWidget(Heading("Reports begin with a pupil", level=2))
        self._empty.body.addWidget(
            Body(
                "Add a group and log a session or two."
                " What you mark for the school is laid out here by itself."
            )
        )
        self._add = PrimaryButton("Add a group", icon="plus")
        self._add.clicked.connect(self.group_wanted)
        self._empty.body.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._empty.body.addStretch(1)
        self._outer.addWidget(self._empty)
        self._build_foot()
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    # Building -------------------------------------------------------------------------------------

    def _build_head(self) -> None:
        self._choices = ReportChoices()
        self._choices.pupil_chosen.connect(self._on_pupil_chosen)
        self._choices.changed.connect(self._on_choice_changed)
        self._see_page = Chip("See the page")
        self._see_page.toggled.connect(lambda _on: self._fit())
        self._head = QHBoxLayout()
        self._head.addWidget(Heading("Reports"), 0, Qt.AlignmentFlag.AlignTop)
        self._head.addWidget(self._choices, 1)
        self._head.addWidget(self._see_page, 0, Qt.AlignmentFlag.AlignRight)
        self._outer.addLayout(self._head)

    def _build_words(self) -> None:
        self._check = NoticeBar("")
        self._gaps = Muted("", role="small", wrap=True)
        self._parts = QVBoxLayout()
        self._items = ReportItems()
        self._items.ticked.connect(lambda one, on: self.presenter.include(one, included=on))
        self._items.grown.connect(self._order_tabs)
        self._words.addWidget(self._check)
        self._words.addWidget(self._gaps)
        self._words.addLayout(self._parts)
        self._words.addWidget(self._items)

    def _build_foot(self) -> None:
        row = QHBoxLayout()
        self._large = QCheckBox("Large print")
        self._large.toggled.connect(lambda on: self.presenter.set_large_print(on=on))
        row.addWidget(self._large)
        row.addStretch(1)
        self._word = SecondaryButton("Give as Word…", icon="file-text")
        self._word.clicked.connect(lambda: self._give("docx"))
        self._pdf = PrimaryButton("Give as PDF…", icon="send", hint="Ctrl+Enter")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)  # not under a sheet
            shortcut.activated.connect(self._pdf.click)
        earlier = QShortcut(QKeySequence("Ctrl+H"), self)
        earlier.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        earlier.activated.connect(self._on_history)
        self._pdf.clicked.connect(lambda: self._give("pdf"))
        row.setSpacing(theme.em(0.7))
        row.addWidget(self._word)
        row.addWidget(self._pdf)
        self._foot = QWidget()
        self._foot.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self._foot)

    # The view's side ------------------------------------------------------------------------------

    def arrive(self) -> None:
        """Take up the report last worked on."""
        self._finish_words()
        self._notice.say("")
        self.presenter.arrive()
        self._choices.pupil.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_for(self, pupil_id: str) -> None:
        """Take up a report for one pupil."""
        self._finish_words()
        self._notice.say("")
        self.presenter.arrive(pupil_id)
        self._choices.pupil.setFocus(Qt.FocusReason.OtherFocusReason)

    def come_back(self) -> None:
        """Take up the report last worked on, with the caret in the words that were unfinished."""
        section, caret = self.presenter.caret()
        self.arrive()
        save = self._saves.get(section)
        if save is not None:
            self._rows[section].field.setFocus(Qt.FocusReason.OtherFocusReason)
            save.put(save.text, unfinished=True, earlier=self.presenter.steps(section))
            save.place_caret(caret)
            self._left.ensureWidgetVisible(self._rows[section])

    def keep_everything(self) -> bool:
        """Keep the words being typed, and where."""
        for save in self._saves.values():
            save.let_go()
        return True

    def _finish_words(self) -> None:
        for save in self._saves.values():
            save.flush()

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
        self._large.setVisible(page.audience is ReportAudience.SCHOOL)
        self._fill(page)

    def show_preview(self, rendered: RenderedFile) -> None:
        """Draw the finished file."""
        self._rendered = rendered
        self._draw()
        if rendered.warnings:
            self._notice.say(" ".join(rendered.warnings), mood="warn")

    def show_check(self, problems: tuple[OtherName, ...], gaps: tuple[str, ...]) -> None:
        """Say what blocks giving, and what is not there yet."""
        self._pdf.setEnabled(not problems)
        self._word.setEnabled(not problems)
        if problems:
            first = problems[0]
            self._check.say(
                f"Another pupil’s name stands here: {first.name}, under {first.section}: “…{first.around}…”."
                " Reword it or take it out; until then nothing can be given.",
                mood="danger",
            )
        else:
            self._check.say("No other pupil’s name was found in this report.", mood="ok")
        self._gaps.setText(f"Not there yet: {', '.join(gaps)}." if gaps else "")
        self._gaps.setVisible(bool(gaps))

    def show_given(self, sentence: str) -> None:
        """Say that the file was written."""
        self._notice.say(sentence, mood="ok")

    def show_refused(self, sentence: str) -> None:
        """Say why nothing was written."""
        self._notice.say(sentence, mood="danger")

    # Filling --------------------------------------------------------------------------------------

    def _fill(self, page: ReportPage) -> None:
        self._check.say("")
        self._gaps.hide()
        if page.sections != self._sections:
            self._build_parts(page.sections)
        for key, save in self._saves.items():
            save.put(page.texts.get(key, ""))
        self._show_earlier()
        self._items.show_items(page.items)
        self._order_tabs()

    def _build_parts(self, sections: tuple[Section, ...]) -> None:
        drop_from(self._parts)
        self._sections, self._saves, self._rows, self._earlier = sections, {}, {}, {}
        card = Card()
        for key, title, hint in sections:
            edit = QPlainTextEdit()
            edit.setTabChangesFocus(True)
            edit.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            row = FieldRow(title, edit, hint=hint)
            card.body.addWidget(row)
            self._rows[key] = row
            self._earlier[key] = EarlierButton(title, partial(self._open_history, key))
            card.body.addWidget(self._earlier[key], 0, Qt.AlignmentFlag.AlignLeft)
            self._saves[key] = self._keeper(key, edit)
        self._parts.addWidget(card)
        self._size_fields()

    def _size_fields(self) -> None:
        for key, row in self._rows.items():
            row.field.setFixedHeight(theme.em(6.2 if key in LONGER else 4.6))

    def _order_tabs(self) -> None:
        """Let Tab go from the choices through the words to the page and to giving, as the eye does."""
        stops: list[QWidget] = [self._choices.last]
        for section, row in self._rows.items():
            stops += [row.field, self._earlier[section]]
        stops += [*self._items.boxes, self._items.more]
        stops += [*self._preview.focus_places, self._large, self._word, self._pdf]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def _keeper(self, section: str, edit: QPlainTextEdit) -> Autosave:
        def keep(text: str, caret: int) -> None:
            self.presenter.reword(section, text)
            self.presenter.hold_caret(section, caret, save.steps)
            self._show_earlier()

        def commit(text: str) -> None:
            self.presenter.hold_caret("", 0)
            self.presenter.reword(section, text)
            self._show_earlier()

        save = Autosave(edit, keep, commit)
        return save

    def _open_history(self, section: str) -> None:
        self._finish_words()
        texts = self.presenter.earlier(section)
        if texts is not None and self.findChild(HistorySheet) is None:

            def use(text: str) -> None:
                self.presenter.use_again(section, text)
                self._saves[section].reword(text)
                self._show_earlier()

            HistorySheet(self, self._rows[section].field.accessibleName(), texts, use)

    def _show_earlier(self) -> None:
        for section, button in self._earlier.items():
            texts = self.presenter.earlier(section)
            button.setVisible(texts is not None and bool(texts.lines()))

    def _on_history(self) -> None:
        for section, row in self._rows.items():
            if row.field.hasFocus():
                self._open_history(section)

    # What is chosen and pressed -------------------------------------------------------------------

    def _on_pupil_chosen(self) -> None:
        self._finish_words()
        self.presenter.choose_pupil(*self._choices.chosen)

    def _on_choice_changed(self) -> None:
        self._finish_words()
        self.presenter.choose(*self._choices.chosen, *self._choices.days)

    def _give(self, fmt: FileFormat) -> None:
        self._finish_words()
        target = file_choice.save_place(
            self, "Give the report", self.presenter.suggested_name(fmt), FORMATS[fmt]
        )
        if target is not None:
            self.presenter.give(fmt, target)

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
            if beside:
                self._head.insertWidget(1, self._choices, 1)
            else:
                self._left.body.insertWidget(0, self._choices)
            self._order_tabs()
        self._see_page.setVisible(not beside and self._has_pupils)
        page = not beside and self._see_page.isChecked()
        self._left.setVisible(not page)
        self._left.setMinimumWidth(theme.em(20))
        shown = beside or page
        if shown != self._preview.isVisibleTo(self):
            self._preview.setVisible(shown)
            self._redraw.start()

    def _restyle(self) -> None:
        em = theme.em
        self._outer.setContentsMargins(em(1.4), em(1.1), em(1.4), em(0.8))
        self._outer.setSpacing(em(0.7))
        self._fit()
        self._left.body.setSpacing(em(0.7))
        self._words.setSpacing(em(0.7))
        self._left.body.setContentsMargins(0, 0, em(0.7), 0)
        self._size_fields()
        self._redraw.start()
