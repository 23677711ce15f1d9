"""Papers of my service: a card in the settings, and the sheet with logo, names, headings and parts."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from tutordiary.documents.content import RenderedFile
from tutordiary.model import ReportAudience
from tutordiary.presenters.service_template import PAPERS, PartLine, TemplatePresenter, TemplateState
from ui import file_choice, theme
from ui.jobs import JobRunner
from ui.pdf_preview import PdfPreview, draw_pages
from ui.reflow import Beside
from ui.widgets import (
    Autosave,
    Card,
    Choice,
    FieldRow,
    Flow,
    Heading,
    Line,
    Muted,
    NoticeBar,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    Sheet,
    drop_from,
)

ABOUT = "Your service’s logo and wording on every report, and which parts are printed."
FILES = "Template (*.tdtemplate)"
PICTURES = "Pictures (*.png *.jpg *.jpeg *.gif *.webp *.bmp);;All files (*)"
UNDO = "Undo"
LOGO_EM = 9.0


class TemplateCard(Card):
    """Says what it is for and opens the sheet. ``make`` builds the presenter for a view.

    ``was_open`` tells whether a lock closed the sheet.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__()
        self.make: Callable[[TemplateSheet], TemplatePresenter]
        self.was_open: Callable[[], bool]
        self.jobs: JobRunner
        self._over = over
        self.sheet: TemplateSheet | None = None
        self.body.addWidget(Heading("Papers of my service", level=2))
        self.body.addWidget(Muted(ABOUT, wrap=True))
        self.button = SecondaryButton("Logo and wording…", icon="file-text", name="Papers of my service")
        self.button.clicked.connect(self.open_sheet)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def open_sheet(self) -> None:
        """Lay the sheet over the page, if it is not there."""
        if self.sheet is None:
            self.sheet = TemplateSheet(self._over, self.jobs, self.make)
            self.sheet.closed.connect(self._on_closed)

    def keep_now(self) -> None:
        """Keep what is being typed on the sheet; nothing when it is closed."""
        if self.sheet is not None:
            self.sheet.keep_now()

    def come_back(self) -> None:
        """Open the sheet again when a lock closed it."""
        if self.was_open():
            self.open_sheet()

    def _on_closed(self) -> None:
        self.sheet = None


class TemplateSheet(Sheet):
    """Draws the template that is open. What is typed is kept half a second after a pause, and on leaving."""

    def __init__(
        self, over: QWidget, jobs: JobRunner, make: Callable[[TemplateSheet], TemplatePresenter]
    ) -> None:
        super().__init__(over, "Papers of my service", width_em=60)
        self._jobs = jobs
        self._saves: list[Autosave] = []
        self._shown_id = ""
        self._rendered: RenderedFile | None = None
        self._back: Callable[[], None] | None = None
        self._is_left = False
        self.notice = NoticeBar("")
        self.notice.action_chosen.connect(self._on_back_chosen)
        self.body.addWidget(self.notice)
        self._build_choice()
        self._build_template()
        self.body.addStretch(1)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()
        self.presenter = make(self)
        self.presenter.arrive()
        self.present(self.choice)

    # Building -------------------------------------------------------------------------------------

    def _build_choice(self) -> None:
        self.choice = Choice("My papers look")
        self.choice.activated.connect(lambda _row: self._on_used(str(self.choice.currentData())))
        self.body.addWidget(FieldRow("My papers look", self.choice, hint="For every report from now on"))
        self.new = SecondaryButton("Make a template", icon="plus")
        self.new.clicked.connect(self._on_new_clicked)
        self.bring = SecondaryButton("Bring one in…", icon="folder-open", name="Bring a template in")
        self.bring.clicked.connect(self._on_bring_clicked)
        self._ways = Flow()
        self._ways.set_items((self.new, self.bring))
        self.body.addWidget(self._ways)

    def _build_template(self) -> None:
        self._template = QWidget()
        column = QVBoxLayout(self._template)
        column.setContentsMargins(0, 0, 0, 0)
        self._column = column
        column.addWidget(Line())
        self.use_it = PrimaryButton("Use it on my papers", icon="check")
        self.use_it.clicked.connect(lambda: self._on_used(self._shown_id))
        column.addWidget(self.use_it, 0, Qt.AlignmentFlag.AlignLeft)
        self.name, self.service = QLineEdit(), QLineEdit()
        for field in (self.name, self.service):
            field.setMaxLength(80)
        self._keep_by(self.name, lambda words: self.presenter.rename(words))
        self._keep_by(self.service, lambda words: self.presenter.name_service(words))
        names = (
            FieldRow("Name of the template", self.name),
            FieldRow("Name of the service", self.service, hint="As papers have it"),
        )
        column.addWidget(Beside(names, from_em=28))
        self._build_logo(column)
        parts = QWidget()
        self._parts = QVBoxLayout(parts)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._preview = PdfPreview()
        self._preview.claim = "to show how it looks"
        self._preview.size_changed.connect(self._draw)
        column.addWidget(Beside((parts, self._build_page()), from_em=44, stretches=(1, 1)))
        self.save = SecondaryButton("Save it as a file…", icon="save", name="Save the template as a file")
        self.save.clicked.connect(self._on_save_clicked)
        self.remove = QuietButton("Remove it", name="Remove the template")
        self.remove.clicked.connect(lambda: self.presenter.remove())
        foot = Flow()
        foot.set_items((self.save, self.remove))
        column.addWidget(foot)
        self.body.addWidget(self._template)

    def _build_logo(self, column: QVBoxLayout) -> None:
        self.logo = QLabel()
        self.choose_logo = SecondaryButton("Choose a logo…", icon="folder-open")
        self.choose_logo.clicked.connect(self._on_logo_clicked)
        self.drop_logo = QuietButton("Take the logo off")
        self.drop_logo.clicked.connect(lambda: self.presenter.drop_logo())
        row = Flow()
        row.set_items((self.choose_logo, self.drop_logo))
        column.addWidget(self.logo, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(row)
        note = "Only the picture itself is kept: where and when it was taken is left out."
        column.addWidget(Muted(note, role="small", wrap=True))

    def _build_page(self) -> QWidget:
        self.paper = Choice("The page shown")
        for audience, words in PAPERS.items():
            self.paper.addItem(words, audience)
        self.paper.activated.connect(lambda _row: self.presenter.see(self.paper.currentData()))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FieldRow("See it on", self.paper, hint="An invented paper"))
        column.addWidget(self._preview)
        return holder

    def _keep_by(self, field: QLineEdit, keep: Callable[[str], None]) -> Autosave:
        save = Autosave(field, lambda words, _caret: keep(words), lambda words: self._on_worded(keep, words))
        self._saves.append(save)
        return save

    # What the presenter shows ---------------------------------------------------------------------

    def show_template(self, state: TemplateState) -> None:
        """Draw everything. Words being typed stay as they are."""
        self.choice.clear()
        for key, words in state.choices:
            self.choice.addItem(words, key)
        self.choice.setCurrentIndex(max(0, self.choice.findData(state.active_id)))
        self.choice.setEnabled(not state.is_read_only)
        self._ways.setEnabled(not state.is_read_only)
        self._template.setEnabled(not state.is_read_only)
        self._template.setVisible(bool(state.template_id))
        self.use_it.setVisible(bool(state.template_id) and state.template_id != state.active_id)
        self._show_logo(state.logo)
        if state.template_id != self._shown_id:
            self._shown_id = state.template_id
            self._saves[0].put(state.name)
            self._saves[1].put(state.service_name)
            self._show_parts(state)

    def show_page(self, rendered: RenderedFile) -> None:
        """Draw the pages of an invented paper with the template on it."""
        self._rendered = rendered
        self._draw()

    def say(self, sentence: str, *, is_problem: bool = False) -> None:
        """Say how something went."""
        self.notice.say(sentence, mood="danger" if is_problem else "ok")
        self.bring_into_view(self.notice)

    def offer_back(self, sentence: str, back: Callable[[], None]) -> None:
        """Say what was removed, with a way to have it back."""
        self._back = back
        self.notice.say(sentence, actions=(UNDO,))
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_into_view(self.notice)

    def _show_logo(self, logo: bytes) -> None:
        picture = QPixmap()
        if logo and picture.loadFromData(logo, "PNG"):
            side = theme.em(LOGO_EM)
            picture = picture.scaled(
                side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        self.logo.setPixmap(picture)
        self.logo.setVisible(not picture.isNull())
        self.logo.setAccessibleName("The logo" if logo else "")
        self.drop_logo.setVisible(bool(logo))
        self.choose_logo.set_words("Choose another logo…" if logo else "Choose a logo…")

    def _show_parts(self, state: TemplateState) -> None:
        drop_from(self._parts)
        del self._saves[2:]
        stops: list[QWidget] = [self.drop_logo]
        for audience, lines in state.parts:
            self._parts.addWidget(Heading(PAPERS[audience], level=2))
            for line in lines:
                self._parts.addWidget(self._part_row(audience, line, stops))
        for before, after in pairwise((*stops, self.paper)):  # they were built after what follows them
            QWidget.setTabOrder(before, after)

    def _part_row(self, audience: ReportAudience, line: PartLine, stops: list[QWidget]) -> QWidget:
        tick = QCheckBox(line.usual)
        tick.setChecked(line.is_on)
        tick.setAccessibleName(f"{line.usual}: print this part")
        stops.append(tick)
        tick.toggled.connect(lambda on: self._on_part_toggled(audience, line.key, is_on=on))
        if not line.has_heading:
            return tick
        heading = QLineEdit()
        stops.append(heading)
        heading.setMaxLength(60)
        heading.setPlaceholderText("Your heading")
        heading.setAccessibleName(f"{line.usual}: your heading")
        save = self._keep_by(heading, lambda words: self.presenter.word_heading(audience, line.key, words))
        save.put(line.own)
        return Beside((tick, heading), from_em=22, stretches=(1, 1))

    def _draw(self) -> None:
        rendered = self._rendered
        if rendered is None:
            return
        width = self._preview.width_px

        def show(pictures: list[QImage]) -> None:
            if self._rendered is rendered and not self._is_left:
                self._preview.show_pages(pictures)

        self._jobs.run(lambda: draw_pages(rendered.data, width), show, lambda error: self.say(str(error)))

    # What a person does ---------------------------------------------------------------------------

    def keep_now(self) -> None:
        """Keep what is being typed, at once."""
        for save in self._saves:
            save.flush()

    def leave(self) -> None:
        """Close the sheet; what was typed is kept."""
        self.keep_now()
        self._is_left = True
        self.presenter.leave()
        super().leave()

    def _on_used(self, template_id: str) -> None:
        self.keep_now()
        self.presenter.use(template_id)

    def _on_new_clicked(self) -> None:
        self.keep_now()
        self.presenter.make()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _on_bring_clicked(self) -> None:
        self.keep_now()
        path = file_choice.open_place(self, "A template to bring in", FILES)
        if path is not None:
            self.presenter.bring_in(path)

    def _on_logo_clicked(self) -> None:
        path = file_choice.open_place(self, "A picture for the logo", PICTURES)
        if path is not None:
            self.presenter.choose_logo(path)

    def _on_save_clicked(self) -> None:
        self.keep_now()
        target = file_choice.save_place(self, "Where the template goes", self.presenter.file_name, FILES)
        if target is not None:
            self.presenter.export(target)

    def _on_part_toggled(self, audience: ReportAudience, key: str, *, is_on: bool) -> None:
        self.presenter.print_part(audience, key, is_on=is_on)
        self._show_paper(audience)

    def _on_worded(self, keep: Callable[[str], None], words: str) -> None:
        keep(words)
        self.presenter.see(self.presenter.shown)

    def _on_back_chosen(self, _words: str) -> None:
        self.notice.say("")
        if self._back is not None:
            self._back()

    def _show_paper(self, audience: ReportAudience) -> None:
        self.paper.setCurrentIndex(self.paper.findData(audience))
        self.presenter.see(audience)

    def _restyle(self) -> None:
        self._column.setSpacing(theme.em(0.6))
        self._parts.setSpacing(theme.em(0.35))
        self._preview.setMinimumHeight(theme.em(30))
