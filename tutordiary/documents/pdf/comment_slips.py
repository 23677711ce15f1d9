"""Lays out slips to write comments on: each on a page of its own, so that nobody reads another's."""

from __future__ import annotations

from reportlab.platypus import Flowable, PageBreak

from tutordiary.documents import outline_slips, wording
from tutordiary.documents.content import CommentSlip, CommentSlips
from tutordiary.documents.pdf.boxes import Boxes, Choices, WriteIn
from tutordiary.documents.pdf.flow import ACCENT, LINE, SOFT, WIDTH, Setting, Type
from tutordiary.documents.pdf.marks import logo
from tutordiary.documents.pdf.press import Sheet

_TITLE = Type(22, 30, "bold", after=2)
_H2 = Type(16, 23, "bold", ACCENT, before=4, after=2)
_BODY = Type(11.5, 17)
_ASK = Type(13, 19, "semibold", before=8)
_SMALL = Type(10, 14, colour=SOFT)
_LOGO = (150.0, 34.0)
_BOX, _BOX_LARGE = 172, 150
_LINE_APART = 27
_LINES, _LINES_LARGE = (8, 5), (6, 3)
_LARGE_FROM = 1.15
_MANY = 3
"""From this many questions on, each has fewer lines, so that the slip stays on its page."""


class Ruled(Flowable):  # type: ignore[misc]
    """Lines to write on. They say nothing, so they are no part of what is read aloud."""

    def __init__(self, lines: int, apart: float) -> None:
        super().__init__()
        self._lines = lines
        self._apart = apart
        self._width = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the size: all of the width."""
        self._width = width
        return width, self._lines * self._apart + 4

    def draw(self) -> None:
        """Draw the lines."""
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(0.8)
        for number in range(self._lines):
            self.canv.line(0, 4 + number * self._apart, self._width, 4 + number * self._apart)


def sheet(slips: CommentSlips) -> Sheet:
    """Return what stands around the slips."""
    title = outline_slips.slips_title(slips)
    return Sheet(
        title=wording.FILE_SLIPS, footer=title, running=title.rstrip("?"), style=slips.style, family="andika"
    )


def story(setting: Setting, slips: CommentSlips) -> list[Flowable]:
    """Return the slips in reading order."""
    root = setting.root
    title = outline_slips.slips_title(slips)
    flow: list[Flowable] = list(logo(setting, root, _LOGO, style=slips.style))
    flow += setting.heading(root, 1, title, setting.fitted(title, _TITLE, WIDTH, 15))
    for place, slip in enumerate(slips.slips):
        flow += [*([PageBreak()] if place else []), *_slip(setting, slips, slip)]
    return flow


def _slip(setting: Setting, slips: CommentSlips, slip: CommentSlip) -> list[Flowable]:
    root = setting.root
    flow = setting.heading(root, 2, slip.title, _H2)
    about = outline_slips.about(slips, slip)
    flow += setting.paras(root, about, _SMALL) if about else []
    flow += setting.paras(root, slip.opening, _BODY) if slip.opening else []
    flow.append(setting.gap(6))
    flow += _room(setting, slip)
    label, choices = outline_slips.SHARED[slip.role]
    flow += [setting.gap(8), WriteIn(setting, outline_slips.NAME_AND_DATE, _BODY, setting.pt(30))]
    flow += [setting.gap(8), Choices(setting, label, choices, _BODY)]
    back = outline_slips.hand_back(slips)
    return [*flow, setting.gap(6), *(setting.paras(root, back, _SMALL) if back else [])]


def _room(setting: Setting, slip: CommentSlip) -> list[Flowable]:
    """Return boxes to write or draw in for a pupil, and lines to write on for a grown-up."""
    flow: list[Flowable] = []
    few, many = _LINES_LARGE if setting.scale > _LARGE_FROM else _LINES
    lines = few if len(slip.asks) < _MANY else many
    for ask in slip.asks:
        if slip.role == "pupil":
            flow += [_Box(setting, ask), setting.gap(10)]
        else:
            flow += [*setting.paras(setting.root, ask, _ASK), Ruled(lines, setting.pt(_LINE_APART))]
    return flow


class _Box(Boxes):
    """A box of one height, whatever is left of the page."""

    def __init__(self, setting: Setting, ask: str) -> None:
        self._high = _BOX_LARGE if setting.scale > _LARGE_FROM else setting.pt(_BOX)
        super().__init__(setting, (ask,), _ASK, self._high)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size: the whole width, and always as high."""
        return super().wrap(width, min(height, self._high + 1))
