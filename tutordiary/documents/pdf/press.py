"""Puts a story on pages: A4, margins, footers, the running line, and the rule for fitting.

A document that just misses one page is tried a little smaller (0.97), never less, or with fewer empty lines
to write on; a report that needs two pages or more gets larger type instead (1.06), because there is room.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from dataclasses import dataclass

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageTemplate

from tutordiary.documents import fonts, shaping
from tutordiary.documents.content import RenderedFile, Style
from tutordiary.documents.fonts import Family, font_name
from tutordiary.documents.pdf.finish import finish
from tutordiary.documents.pdf.flow import (
    LINE,
    SOFT,
    WARM,
    WIDTH,
    Para,
    Setting,
    Type,
    height_of,
    with_their_tables,
)
from tutordiary.documents.pdf.tagging import TaggedCanvas
from tutordiary.documents.wording import SAMPLE

PAGE = (595.28, 841.89)
LARGE = 1.3
_SIDE = 44
_FOOT = 38
_TOP_FIRST = 32
_TOP_LATER = 48
_ROOM = PAGE[1] - _TOP_FIRST - _FOOT
_HOPELESS = 1.25
_MANY = 4
_FOOTER = Type(7.6, 9.4, colour=SOFT)
_RUNNING = Type(8, 10, colour=SOFT)
_SAMPLE = Type(8, 10, weight="semibold", colour=WARM)

# reportlab keeps the letters in use with the font, shared by all documents: one at a time.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Try:
    """One way to fit a document: the scale of the type, and how far to squeeze the room for writing."""

    scale: float
    squeeze: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands around the story: title, footer, running line; and how it may be fitted.

    ``tries`` are tried in order until the story takes ``pages`` pages; if none does, ``roomy`` is printed.
    Over ``most`` pages (0: any number) the first of the tries that takes no more than those is printed.
    """

    title: str
    footer: str
    running: str
    style: Style
    family: Family = "atkinson"
    notes: frozenset[int] = frozenset()
    tries: tuple[Try, ...] = (Try(1.0),)
    pages: int = 1
    roomy: Try = Try(1.0)
    most: int = 0


Story = Callable[[Setting], list[Flowable]]


@dataclass(frozen=True, slots=True)
class _Laid:
    flow: list[Flowable]
    setting: Setting


@dataclass(frozen=True, slots=True)
class _Run:
    raw: bytes
    canvas: TaggedCanvas
    setting: Setting

    @property
    def pages(self) -> int:
        return len(self.canvas.marked_pages)


def print_story(story: Story, sheet: Sheet) -> RenderedFile:
    """Return the finished PDF of a story. ``warnings`` name characters that could not be set."""
    with _one_at_a_time:
        try:
            run = _fit(story, sheet)
        finally:
            fonts.forget()
            shaping.forget()
    pages = run.canvas.marked_pages
    data = finish(
        run.raw,
        run.setting.root,
        pages,
        run.canvas.bookmarks,
        title=sheet.title,
        language=sheet.style.language,
        letters=run.canvas.letters,
    )
    return RenderedFile(data, len(pages), (*run.setting.chooser.warnings(), *run.setting.notices))


def _fit(story: Story, sheet: Sheet) -> _Run:
    if sheet.style.large_print:
        return _press(_lay(story, sheet, Try(LARGE)), sheet)
    for attempt in sheet.tries:
        laid = _lay(story, sheet, attempt)
        height = height_of(laid.flow, _ROOM) if sheet.pages == 1 else 0.0
        # Seen without drawing: it cannot fit. If it is far too long nothing smaller will either, and of many
        # pages it matters to nobody whether there is one more.
        if height > _ROOM * _MANY:
            return _press(laid, sheet)
        if height > _ROOM * _HOPELESS:
            break
        run = _press(laid, sheet) if height <= _ROOM + 1 else None
        if run and run.pages <= sheet.pages:
            return run
    return _roomy(story, sheet)


def _roomy(story: Story, sheet: Sheet) -> _Run:
    """Return a story that takes more pages than it should: in larger type, if that takes no page more."""
    large = _press(_lay(story, sheet, sheet.roomy), sheet)
    if large.pages == sheet.pages + 1 or (sheet.roomy == sheet.tries[0] and not sheet.most):
        return large
    usual = _press(_lay(story, sheet, sheet.tries[0]), sheet)
    if sheet.most and usual.pages > sheet.most:
        return _tightened(story, sheet, usual)
    # Larger type is worth having, another page is not.
    return large if large.pages <= usual.pages else usual


def _tightened(story: Story, sheet: Sheet, usual: _Run) -> _Run:
    """Return the first of the tries that takes no more pages than the story should, or else the usual one."""
    for attempt in sheet.tries[1:]:
        run = _press(_lay(story, sheet, attempt), sheet)
        if run.pages <= sheet.most:
            return run
    return usual


def _lay(story: Story, sheet: Sheet, attempt: Try) -> _Laid:
    setting = Setting(sheet.family, attempt.scale, sheet.notes)
    setting.squeeze = attempt.squeeze
    return _Laid(with_their_tables(story(setting)), setting)


def _press(laid: _Laid, sheet: Sheet) -> _Run:
    target = io.BytesIO()
    around = _Around(sheet, laid.setting)
    made: list[TaggedCanvas] = []

    def canvas(*args: object, **options: object) -> TaggedCanvas:
        made.append(TaggedCanvas(*args, **options))
        made[-1].at_foot = around.foot
        return made[-1]

    doc = BaseDocTemplate(
        target,
        pagesize=PAGE,
        leftMargin=_SIDE,
        rightMargin=_SIDE,
        pageCompression=0,
        invariant=1,
        initialFontName=font_name(sheet.family, "regular"),
        allowSplitting=1,
    )
    doc.addPageTemplates(
        [
            PageTemplate("first", [_frame(_TOP_FIRST)], onPage=around.first),
            PageTemplate("later", [_frame(_TOP_LATER)], onPage=around.later),
        ]
    )
    doc.build([NextPageTemplate("later"), *laid.flow], canvasmaker=canvas)
    return _Run(target.getvalue(), made[-1], laid.setting)


def _frame(top: float) -> Frame:
    height = PAGE[1] - top - _FOOT
    return Frame(_SIDE, _FOOT, WIDTH, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


class _Around:
    """Draws what every page carries outside the story."""

    def __init__(self, sheet: Sheet, setting: Setting) -> None:
        self.sheet = sheet
        # Running lines keep one size and the plain family whatever the document does.
        self.small = Setting("atkinson", 1.0)
        self.setting = setting

    def first(self, canvas: TaggedCanvas, _doc: BaseDocTemplate) -> None:
        """Say at the top that this is a sample if it is."""
        if self.sheet.style.is_sample:
            top = self.small.raw(self.setting.root.add("P"), self.small.markup(SAMPLE, "semibold"), _SAMPLE)
            self.setting.root.kids.insert(0, self.setting.root.kids.pop())
            self._put(canvas, top, 817)

    def later(self, canvas: TaggedCanvas, _doc: BaseDocTemplate) -> None:
        """Draw the running line."""
        with canvas.pagination():
            text = self.small.markup(f"{self.sheet.running}, continued")
            self._put(canvas, self.small.raw(None, text, _RUNNING), 810, most=330)
            if self.sheet.style.is_sample:
                right = Type(8, 10, weight="semibold", colour=WARM, right=True)
                self._put(canvas, self.small.raw(None, self.small.markup(SAMPLE, "semibold"), right), 810)

    def foot(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        """Draw the footer of a page, when it is known how many there are."""
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(_SIDE, 28, _SIDE + WIDTH, 28)
        words = f"{SAMPLE}. {self.sheet.footer}" if self.sheet.style.is_sample else self.sheet.footer
        self._put(canvas, self.small.raw(None, self.small.markup(words), _FOOTER), 16, most=420)
        right = Type(7.6, 9.4, colour=SOFT, right=True)
        self._put(canvas, self.small.raw(None, self.small.markup(f"Page {page} of {pages}"), right), 16)

    def _put(self, canvas: TaggedCanvas, para: Para, y: float, most: float = WIDTH) -> None:
        # A running line has one line: a very long name is cut there, and stands in full in the heading.
        _, height = para.wrap(most, 1000)
        halves = para.split(most, para.style.leading) if height > para.style.leading + 1 else [para]
        first = halves[0] if halves else para
        first.wrap(most, 1000)
        first.drawOn(canvas, _SIDE, y)
