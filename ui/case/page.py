"""The studio of the case studies in the window: the story in its parts, in short, and the page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from tutordiary.documents.content import RenderedFile
from tutordiary.presenters.case_studio import CaseStudio
from tutordiary.presenters.case_studio_state import CaseLine, InHand, Sheet, ShortState, StoryState, WhoLine
from tutordiary.presenters.share_state import Mood
from ui import file_choice, theme
from ui.case.head import TITLE, StudioHead
from ui.case.in_hand import STUDIO
from ui.case.keys import CAPS, KEYS
from ui.case.offers import OffersSheet
from ui.case.sheets import NewCaseSheet, OutSheet, RestSheet, VersionsSheet
from ui.case.short import ShortPanel
from ui.case.story import HAND, STORY, StoryPanel
from ui.jobs import JobRunner
from ui.log.foot import FootBar
from ui.pdf_preview import PdfPreview, draw_pages
from ui.widgets import (
    Autosave,
    Body,
    Card,
    Heading,
    KeycapBar,
    Muted,
    NoticeBar,
    PrimaryButton,
    QuietButton,
    Scroller,
)

SHEETS = (Sheet.STORY, Sheet.SHORT, Sheet.PAGE)
SHEET_WORDS = {Sheet.STORY: "Story", Sheet.SHORT: "In short", Sheet.PAGE: "The page"}
BEGIN = (
    "A case study tells how one pupil, a group or the sessions changed, and what you changed. It is laid out "
    "from your own dated notes; you choose, order and reword them here."
)
CO_WRITTEN = "Files for writing together (*.md *.txt);;All files (*)"
Over = NewCaseSheet | VersionsSheet | OutSheet | OffersSheet | RestSheet
KEYS_FROM_EM, LENGTH_FROM_EM, TITLE_FROM_EM = 60.0, 46.0, 22.0
EMPTY = len(SHEETS)  # the last page of the stack


class CaseStudioPage(QWidget):
    """Draws the studio and forwards what is chosen, moved and typed.

    Signals: ``give_wanted`` with the id of the case study to review and give.
    """

    KEYS = KEYS
    give_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName(STUDIO)
        self._presenter: CaseStudio
        self.jobs = JobRunner()
        self._case = ""
        self._rendered: RenderedFile | None = None
        self._over: Over | None = None
        self._redraw = QTimer(self, singleShot=True, interval=200)
        self._redraw.timeout.connect(self._draw_pages)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._inner = QVBoxLayout()
        self._outer.addLayout(self._inner, 1)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Views of the case study")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for sheet in SHEETS:
            self.tabs.addTab(SHEET_WORDS[sheet])
        self.head, self._notice = StudioHead(self.tabs), NoticeBar("")
        self._inner.addWidget(self.head)
        self._inner.addWidget(self._notice)
        self.story, self.short = StoryPanel(), ShortPanel()
        self._stack = QStackedWidget()
        # A long sentence on a view that is not shown must not make the page taller than the window.
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        for part in (self.story, self.short, self._build_page(), self._build_empty()):
            self._stack.addWidget(part)
        self._inner.addWidget(self._stack, 1)
        self._build_foot()
        self._connect()
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    # Building -----------------------------------------------------------------------------------

    def _build_page(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        self.why = NoticeBar("")
        self.preview = PdfPreview()
        self.preview.claim = "names changed"
        self.preview.size_changed.connect(self._draw_pages)
        column.addWidget(self.why)
        column.addWidget(self.preview, 1)
        column.addStretch(0)
        return box

    def _build_empty(self) -> QWidget:
        box, card = Scroller(), Card()
        card.body.addWidget(Heading("Case studies begin with somebody", level=2))
        card.body.addWidget(Body(BEGIN))
        self.first = PrimaryButton("Begin a case study…", icon="plus")
        self.first.clicked.connect(self.open_new)
        card.body.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        box.body.addWidget(card)
        box.body.addStretch(1)
        return box

    def _build_foot(self) -> None:
        self._foot = FootBar()
        self._foot_row = QHBoxLayout(self._foot)
        self._caps = KeycapBar(CAPS[Sheet.STORY])
        self._length = Muted("")
        self.versions = QuietButton("Versions…", icon="clock")
        self.versions.clicked.connect(self.open_versions)
        self.go = PrimaryButton("Review and give…", icon="send", hint="Ctrl+Enter")
        self.go.clicked.connect(self._on_go)
        self._foot_row.addWidget(self._caps, 1)
        for part in (self._length, self.versions, self.go):
            self._foot_row.addWidget(part)
        self._outer.addWidget(self._foot)

    def _connect(self) -> None:
        self.head.case_chosen.connect(self._on_case)
        self.head.new_wanted.connect(self.open_new)
        self.head.out_wanted.connect(self.open_out)
        self.tabs.currentChanged.connect(self._on_tab)
        self.story.hand.rest_wanted.connect(self._open_rest)
        self.short.quote_chosen.connect(lambda words: self.presenter.choose_quote(words))
        actions = [("Ctrl+Return", self._on_go), ("Ctrl+Enter", self._on_go)]
        actions.append(("Ctrl+H", self.story.hand.open_earlier))
        actions += [(f"Ctrl+{at + 1}", partial(self.tabs.setCurrentIndex, at)) for at in range(len(SHEETS))]
        for keys, action in actions:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    @property
    def presenter(self) -> CaseStudio:
        """What decides."""
        return self._presenter

    @presenter.setter
    def presenter(self, presenter: CaseStudio) -> None:
        self._presenter = self.head.presenter = self.short.presenter = presenter
        self.story.join(presenter)
        fields = (self.head.title, self.story.hand.field, self.short.two, self.short.quote, self.short.name)
        for field in fields:
            field.setReadOnly(presenter.is_read_only)

    # The page's own life ------------------------------------------------------------------------

    def arrive(self) -> None:
        """Draw the case study last worked on."""
        self.open_for("")

    def open_for(self, case_id: str) -> None:
        """Take up one case study, or the last one for an empty id."""
        self.flush()
        self.say("", "info")
        self.presenter.arrive(case_id)
        self._focus_in()

    def come_back(self) -> None:
        """Draw it as it was before a lock, with the caret in the words that were unfinished."""
        name, caret = self.presenter.caret()
        self.presenter.arrive()
        save = self._saves().get(name) if name else None
        if save is None:
            self._focus_in()
            return
        if name not in (TITLE, *self.short.saves):
            self.story.go_to(HAND)
        save.field.setFocus(Qt.FocusReason.OtherFocusReason)
        save.place_caret(caret)

    def keep_everything(self) -> bool:
        """Keep the words being typed, and where."""
        for save in self._saves().values():
            save.let_go()
        self.presenter.put_away()
        self.jobs.settle()
        return True

    def flush(self) -> None:
        """Make the words being typed final."""
        for save in self._saves().values():
            save.flush()

    def _saves(self) -> dict[str, Autosave]:
        hand = self.story.hand
        return {TITLE: self.head.save, hand.piece: hand.save, **self.short.saves}

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the pages at the width there is."""
        super().showEvent(event)
        self._redraw.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Make what is typed final when another page comes to the front."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.flush()

    def _focus_in(self) -> None:
        if self._stack.currentIndex() == EMPTY:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._sheet is Sheet.STORY:
            self.story.go_to(STORY)
        elif self._sheet is Sheet.SHORT:
            self.short.focus_first()
        else:
            self.preview.focus_places[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _sheet(self) -> Sheet:
        return SHEETS[self.tabs.currentIndex()]

    # What the presenter shows -------------------------------------------------------------------

    def show_cases(self, cases: tuple[CaseLine, ...], current: str) -> None:
        """Offer the case studies; with none the page says how one begins."""
        self._case = current
        self.head.show_cases(cases, current)
        self._foot.setVisible(bool(cases))
        self._stack.setCurrentIndex(self.tabs.currentIndex() if cases else EMPTY)
        self._restyle()

    def show_story(self, state: StoryState) -> None:
        """Draw the story and the tray."""
        self.head.show_story(state)
        self.story.show_story(state)
        self._length.setText(state.words)

    def show_in_hand(self, state: InHand | None) -> None:
        """Draw the piece in hand beside its source."""
        self.story.show_in_hand(state)

    def show_short(self, state: ShortState) -> None:
        """Draw the short version."""
        self.short.show_short(state)

    def show_page(self, rendered: RenderedFile | None, why: str) -> None:
        """Draw the finished page, or say why there is none."""
        self._rendered = rendered
        self.why.say(why, mood="info" if rendered is None else "warn")
        self.preview.setVisible(rendered is not None)
        self._draw_pages()

    def show_sheet(self, sheet: Sheet) -> None:
        """Bring one of the three views to the front."""
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(SHEETS.index(sheet))
        self.tabs.blockSignals(False)
        self._stack.setCurrentIndex(SHEETS.index(sheet))
        self._caps.set_keys(CAPS[sheet])
        self._restyle()

    def say(self, sentence: str, mood: Mood) -> None:
        """Say how something went."""
        self._notice.say(sentence, mood=mood)

    # What a person does -------------------------------------------------------------------------

    def open_new(self) -> None:
        """Ask of whom a new case study tells."""
        if self._over is None:
            self.flush()
            self._lay(NewCaseSheet(self, self.presenter.who(), self._on_begin))

    def _on_begin(self, line: WhoLine) -> None:
        self.presenter.begin(line)
        self._focus_in()

    def open_versions(self) -> None:
        """Lay the versions over the page."""
        if self._over is None and self._case:
            self.flush()
            one = self.presenter
            sheet = VersionsSheet(self, one.versions(), one.keep_version, one.changes, one.go_back)
            sheet.bring_in.clicked.connect(self._on_bring_in)
            sheet.anew.clicked.connect(self._on_anew)
            self._lay(sheet)

    def open_out(self) -> None:
        """Ask before the case study goes into the bin."""
        if self._over is None and self._case:
            self.flush()
            self._lay(OutSheet(self, self.head.cases.currentText(), self._on_out))

    def _on_out(self) -> None:
        self.presenter.remove()
        self._focus_in()

    def _on_anew(self) -> None:
        if self._over is not None:
            self._over.leave()
        self.presenter.lay_out_again()

    def _open_rest(self) -> None:
        self.flush()
        lines = self.presenter.rests()
        if self._over is None and lines:
            self._lay(RestSheet(self, lines, self.presenter.rest_on))

    def _on_bring_in(self) -> None:
        path = file_choice.open_place(self, "What a co-writer wrote", CO_WRITTEN)
        if path is None:
            return
        if self._over is not None:
            self._over.leave()
        offers = self.presenter.bring_in(path)
        if offers:
            one = self.presenter
            self._lay(OffersSheet(self, offers, one.take_offer, one.leave_offer))

    def _lay(self, sheet: Over) -> None:
        self._over = sheet
        sheet.closed.connect(self._on_sheet_closed)

    def _on_sheet_closed(self) -> None:
        self._over = None

    def _on_case(self, case_id: str) -> None:
        self.flush()
        self.presenter.choose(case_id)

    def _on_tab(self, at: int) -> None:
        self.flush()
        self.presenter.open_sheet(SHEETS[at])
        if not self.tabs.hasFocus():
            self._focus_in()

    def _on_go(self) -> None:
        if self._over is None and self._case:
            self.flush()
            self.give_wanted.emit(self._case)

    # Looks --------------------------------------------------------------------------------------

    def _draw_pages(self) -> None:
        rendered = self._rendered
        if rendered is None or not self.preview.isVisible():
            return
        width = self.preview.width_px
        self.jobs.run(
            lambda: draw_pages(rendered.data, width),
            lambda pictures: self.preview.show_pages(pictures) if rendered is self._rendered else None,
            lambda error: self.say(str(error), "danger"),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the pages at the new width once the window has settled."""
        super().resizeEvent(event)
        self.head.fit()
        self._restyle()
        self._redraw.start()

    def _restyle(self) -> None:
        em = theme.em
        self._inner.setContentsMargins(em(1.4), em(0.8), em(1.4), em(0.7))
        self._inner.setSpacing(em(0.6))
        self._foot_row.setContentsMargins(em(1.4), em(0.5), em(1.4), em(0.5))
        self._foot_row.setSpacing(em(0.8))
        is_empty = self._stack.currentIndex() == EMPTY
        self._caps.setVisible(self.width() >= em(KEYS_FROM_EM) and not is_empty)
        self._length.setVisible(self.width() >= em(LENGTH_FROM_EM) and not is_empty)
        # Where letters are large the story needs the room; the title is always at the short forms.
        self.head.show_title(shown=self.height() >= em(TITLE_FROM_EM) or self._sheet is Sheet.SHORT)
