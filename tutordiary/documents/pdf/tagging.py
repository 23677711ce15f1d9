"""Remembers what each thing on a page means while reportlab draws it.

The open edition of reportlab draws but cannot tag, so the canvas here keeps every page inside exactly one run
of marked content at a time: whatever is drawn is an artifact (rules, tints, footers) until a flowable says
which element of the structure tree it belongs to. The tree is built with the story, so the reading order is
ours and not the order of drawing. ``finish`` writes it into the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from tutordiary.documents.shaping import Glyphs, Letters

_ARTIFACT = "/Artifact BMC"
_END = "EMC"


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of a page's content: the page counted from 0, and its number on that page."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Element:
    """A node of the structure tree: a standard tag such as "H1", "TH" or "Figure", and what is under it.

    ``repeats`` is for table heads: drawn again after a page break they are artifacts, not said twice.
    ``actual`` is what is read aloud instead of what is drawn, where glyphs do not tell.
    ``numbering`` says how the items of a list are marked: "Disc" or "Decimal".
    """

    tag: str
    alt: str = ""
    scope: str = ""
    row_span: int = 1
    col_span: int = 1
    repeats: bool = False
    actual: str = ""
    numbering: str = ""
    box: tuple[float, float, float, float] | None = None
    kids: list[Element | Mark] = field(default_factory=list)

    def add(self, tag: str, **about: Any) -> Element:
        """Put a new element after the others and return it."""
        kid = Element(tag, **about)
        self.kids.append(kid)
        return kid

    def has_content(self) -> bool:
        """Say whether anything under this element was drawn."""
        return any(isinstance(kid, Mark) or kid.has_content() for kid in self.kids)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading as it was drawn: ``top`` in points from the foot of page ``page`` (from 0)."""

    level: int
    title: str
    page: int
    top: float


class _SpacedText(PDFTextObject):  # type: ignore[misc]
    """Text as it is copied: lines end with a space, and glyphs that make a letter together carry it."""

    _rise: float

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803
        # Without the space copied text reads "weekshe".
        if TStar and not text.endswith(" "):
            text = text.spaced() if isinstance(text, Glyphs) else text + " "
        super()._textOut(text, TStar)

    def _formatText(self, text: str) -> str:  # noqa: N802
        if not isinstance(text, Glyphs):
            return str(super()._formatText(text))
        code: list[str] = []
        for letters, glyphs in text.parts():
            drawn = super()._formatText(glyphs)
            actual = letters.encode("utf-16-be").hex()
            code.append(f"/Span <</ActualText <feff{actual}>>> BDC {drawn} {_END}" if letters else drawn)
        return " ".join(code)

    def setRise(self, rise: float) -> None:  # noqa: N802
        """Raise or lower what follows. reportlab's own looks at the last of no operators, and forgets."""
        if self._code and self._code[-1].endswith(" Ts"):
            self._code.pop()
        self._y += self._rise - rise
        self._rise = rise
        self._code.append(f"{rise:.6g} Ts")


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas on which everything is marked, as an element or as an artifact.

    ``at_foot`` draws the foot of each page at the end, from the page's number and how many there are.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.marked_pages: list[list[Element]] = []
        self.bookmarks: list[Bookmark] = []
        self.letters: Letters = {}
        self.at_foot: Callable[[TaggedCanvas, int, int], None] = _nothing
        self._elements: list[Element] = []
        self._aside: list[dict[str, Any]] = []
        self._code: list[str]

    @contextmanager
    def mark(self, element: Element, box: tuple[float, float] | None = None) -> Iterator[None]:
        """Draw as part of an element. ``box`` is width and height from the current origin, for figures."""
        if element.repeats and element.has_content():
            with self.pagination():
                yield
            return
        number = len(self._elements)
        element.kids.append(Mark(len(self.marked_pages), number))
        self._elements.append(element)
        if box:
            x, y = self.absolutePosition(0, 0)
            element.box = (x, y, x + box[0], y + box[1])
        self._code += [_END, f"/{element.tag} <</MCID {number}>> BDC"]
        yield
        self._code += [_END, _ARTIFACT]

    @contextmanager
    def pagination(self) -> Iterator[None]:
        """Draw running heads, footers and repeated table heads: not part of what is read aloud."""
        self._code += [_END, "/Artifact <</Type /Pagination>> BDC"]
        yield
        self._code += [_END, _ARTIFACT]

    def bookmark(self, level: int, title: str, height: float) -> None:
        """Remember a heading that starts ``height`` points above the current origin."""
        top = self.absolutePosition(0, height)[1]
        self.bookmarks.append(Bookmark(level, title, len(self.marked_pages), top))

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> PDFTextObject:  # noqa: N802
        """Return a text object whose lines end with a space."""
        return _SpacedText(self, x, y, direction=direction)

    def showPage(self) -> None:  # noqa: N802
        """Put the page aside: its foot says how many pages there are, which is not known yet."""
        self.marked_pages.append(self._elements)
        self._elements = []
        self._aside.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Finish the pages, each with its foot, and close the runs of marked content that are open."""
        for number, page in enumerate(self._aside, 1):
            self.__dict__.update(page)
            with self.pagination():
                self.at_foot(self, number, len(self._aside))
            self._code = _without_empty([_ARTIFACT, *self._code, _END])
            super().showPage()
        super().save()


def _nothing(_canvas: TaggedCanvas, _page: int, _pages: int) -> None:
    """Draw no foot."""


def _without_empty(code: list[str]) -> list[str]:
    kept: list[str] = []
    for line in code:
        if line == _END and kept and kept[-1] == _ARTIFACT:
            kept.pop()
        else:
            kept.append(line)
    return kept
