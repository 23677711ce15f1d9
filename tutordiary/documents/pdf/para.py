"""A size of type, and a paragraph that knows what it means, what is read aloud and how its letters join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from tutordiary.documents.fonts import Weight
from tutordiary.documents.pdf.tagging import Element
from tutordiary.documents.shaping import set_line, width_of

INK = HexColor("#1B2A33")
LINES_IN_ONE = 40
"""Most lines of one paragraph: many line ends in one take reportlab quadratic time."""


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type: size, leading and the space around it in points before scaling."""

    size: float
    lead: float
    weight: Weight = "regular"
    colour: Any = INK
    before: float = 0
    after: float = 0
    indent: float = 0
    right: bool = False


class Para(Paragraph):  # type: ignore[misc]
    """A paragraph that knows its element; after a page break both halves belong to it."""

    element: Element | None = None
    title: str = ""
    spoken: Element | None = None
    """Stands under the element when what is drawn does not tell what is read aloud."""
    shapes: bool = False
    from_right: bool = False
    needs: float = 0.0
    """Points that must be left of a page for this to start on it: a heading is not left alone at the foot."""

    _broken_for: tuple[float, ...] = ()
    _size: tuple[float, float] = (0.0, 0.0)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size; more than there is room for if too little would be left under this."""
        style = self.style
        wanted = (width, style.leftIndent, style.rightIndent, style.firstLineIndent)
        # A table asks for the size of its cells up to four times, and breaking lines is what takes the time.
        if wanted != self._broken_for or not hasattr(self, "blPara"):
            self._size = super().wrap(width, height)
            self._broken_for = wanted
        wide, high = self._size
        return wide, height + 1 if high <= height < self.needs else high

    def breakLines(self, width: float | list[float]) -> Any:  # noqa: N802
        """Break into lines; letters to be joined later need lines that are lists of runs."""
        if self.shapes and len(self.frags) == 1 and not isinstance(self.frags[0], list):
            self.frags[0].backColor = None
        return super().breakLines(width)

    def split(self, width: float, height: float) -> list[Para]:
        """Return the halves, each with the element; the bookmark stays with the first."""
        if height < self.needs:
            return []
        halves: list[Para] = super().split(width, height)
        for half in halves:
            half.element, half.spoken = self.element, self.spoken
            half.shapes, half.from_right = self.shapes, self.from_right
        if halves:
            halves[0].title = self.title
        return halves

    def draw(self) -> None:
        """Draw the text inside its element."""
        if self.element is None:
            self.draw_words()
            return
        if self.title:
            self.canv.bookmark(int(self.element.tag[1]), self.title, self.height)
        with self.canv.mark(self.spoken or self.element):
            self.draw_words()

    def draw_words(self) -> None:
        """Draw the text, letters joined and turned where their script asks for it."""
        if self.shapes and self.blPara.kind == 1:
            for line in self.blPara.lines:
                self._set(line)
        super().draw()

    def _set(self, line: Any) -> None:
        words = [run for run in line.words if run.text]
        drawn = set_line(
            [(run.text, run.fontName) for run in words], self.canv.letters, from_right=self.from_right
        )
        made: list[Any] = []
        for place, text in drawn:
            made.append(words[place].clone())
            made[-1].text = text
        # Joined letters are narrower than the line was broken for: the rest belongs to the other side.
        line.extraSpace += _width(words) - _width(made)
        line.words = [*made, *(run for run in line.words if not run.text)]


def plain_run(text: str, style: ParagraphStyle) -> Any:
    """Return a text without any markup as the one run of a paragraph, without parsing it."""
    return _sample(style.fontName, style.fontSize, style.textColor.hexval()).clone(
        text=text, link=[], us_lines=[]
    )


@cache
def _sample(font: str, size: float, colour: str) -> Any:
    style = ParagraphStyle("sample", fontName=font, fontSize=size, textColor=HexColor(colour))
    return Paragraph("x", style).frags[0]


def _width(runs: Sequence[Any]) -> float:
    return sum(width_of(run.text, run.fontName, run.fontSize) for run in runs)
