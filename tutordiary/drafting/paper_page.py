"""Draws the sheet of paper for one session. Loaded only when one is drawn, as reportlab is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import black
from reportlab.platypus import Flowable

from tutordiary.documents.parts import Style
from tutordiary.documents.pdf.flow import WIDTH, Setting, Type
from tutordiary.documents.pdf.press import Sheet, print_story
from tutordiary.drafting.paper_sheet import MOST_ON_A_PAGE, PaperSheet

TITLE = "Session sheet"
FOOTER = "Letters only. Who they are is in your diary: write no names here."
EVERYONE = "All"

_HEIGHT = 748.0  # points: what is left of A4 between the running line and the footer
_LABEL = 158.0
_HEAD = 22.0
_AWAY = 21.0
_BAND = 13.5
_ROW = 20.5
_PART = 27.0
_NEXT = 34.0
_TOP = 52.0
_GAP = 8.0

_INK = {"colour": black}
_NUMBER = Type(17, 21, "bold", **_INK)
_SMALL = Type(8, 10, **_INK)
_BAND_TYPE = Type(8.6, 11, "bold", **_INK)
_ROW_TYPE = Type(9.2, 12, **_INK)
_CODE = Type(13, 16, "bold", **_INK)
_DOT = Type(7.4, 9, **_INK)
_LETTER = Type(8.4, 10, **_INK)


def print_sheets(sheets: Sequence[PaperSheet]) -> bytes:
    """Return the sheets as one PDF."""
    style = Style(is_sample=any(one.is_sample for one in sheets))

    def story(setting: Setting) -> list[Flowable]:
        return [_Page(setting, sheet, codes) for sheet in sheets for codes in _shares(sheet.codes)]

    return print_story(story, Sheet(TITLE, footer=FOOTER, running=TITLE, style=style)).data


def _shares(codes: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the codes by page: as even as can be."""
    pages = max(1, -(-len(codes) // MOST_ON_A_PAGE))
    size = max(1, -(-len(codes) // pages))
    return [codes[at : at + size] for at in range(0, max(1, len(codes)), size)]


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    width: float
    code: str

    @property
    def middle(self) -> float:
        return self.left + self.width / 2


class _Page(Flowable):  # type: ignore[misc]
    """One page, drawn from the top down in the order it is written up in."""

    def __init__(self, setting: Setting, sheet: PaperSheet, codes: tuple[str, ...]) -> None:
        super().__init__()
        self._setting = setting
        self._sheet = sheet
        width = (WIDTH - _LABEL) / (len(codes) + 1)
        self._columns = [
            _Column(_LABEL + at * width, width, code) for at, code in enumerate((EVERYONE, *codes))
        ]

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size of a page's inside."""
        return WIDTH, _HEIGHT

    def draw(self) -> None:
        """Draw the page."""
        self.canv.setStrokeColor(black)
        y = self._top(_HEIGHT)
        first = y
        y = self._head(y)
        for outcome, rows in self._sheet.blocks:
            y = self._band(y, outcome)
            for row in rows:
                y = self._row(y, row)
        y = self._part(y)
        self._rules(first, y)
        y = self._words(y - _GAP, _NEXT + _GAP)
        self._box(0, y - _GAP, WIDTH, _NEXT, "Next time, one thing to try")

    def _say(self, x: float, y: float, text: str, kind: Type, *, centred: bool = False) -> None:
        with self.canv.mark(self._setting.root.add("P")):
            self._setting.write_at(self.canv, (x, y), text, kind, centred=centred)

    def _line(self, x: float, y: float, to_x: float, to_y: float, width: float = 0.5) -> None:
        self.canv.setLineWidth(width)
        self.canv.line(x, y, to_x, to_y)

    def _top(self, y: float) -> float:
        self._say(0, y - 16, f"{TITLE} {self._sheet.number}", _NUMBER)
        self._say(WIDTH - 250, y - 14, "Day", _SMALL)
        self._line(WIDTH - 230, y - 16, WIDTH - 120, y - 16)
        self._say(WIDTH - 112, y - 14, "Time", _SMALL)
        self._line(WIDTH - 90, y - 16, WIDTH, y - 16)
        steps = ",  ".join(f"{number} {words}" for number, words in enumerate(self._sheet.levels, start=1))
        self._say(0, y - 31, f"Ring what you noticed:  {steps},  H a harder day. Empty: not noted.", _SMALL)
        ways = ",  ".join(f"{number} {words}" for number, words in enumerate(self._sheet.parts, start=1))
        self._say(0, y - 43, f"How they took part:  {ways}.", _SMALL)
        return y - _TOP

    def _head(self, y: float) -> float:
        for column in self._columns:
            self._say(column.middle, y - 16, column.code, _CODE, centred=True)
        self._line(0, y - _HEAD, WIDTH, y - _HEAD, 1.2)
        y -= _HEAD
        self._say(0, y - 14, "Away", _ROW_TYPE)
        self.canv.setLineWidth(0.9)
        for column in self._columns[1:]:
            self.canv.rect(column.middle - 6, y - _AWAY + 4.5, 12, 12)
        self._line(0, y - _AWAY, WIDTH, y - _AWAY)
        return y - _AWAY

    def _band(self, y: float, outcome: str) -> float:
        self._say(0, y - 10, outcome, _BAND_TYPE)
        self._line(0, y - _BAND, WIDTH, y - _BAND)
        return y - _BAND

    def _row(self, y: float, name: str) -> float:
        kind = self._setting.fitted(name, _ROW_TYPE, _LABEL - 8, 7)
        self._say(4, y - 13.5, name, kind)
        for column in self._columns:
            self._marks(column, y - _ROW / 2)
        self._line(0, y - _ROW, WIDTH, y - _ROW)
        return y - _ROW

    def _marks(self, column: _Column, y: float) -> None:
        marks = [str(number) for number, _ in enumerate(self._sheet.levels, start=1)]
        gap = min(15.0, (column.width - 4) / (len(marks) + 1))
        radius = min(6.2, gap / 2 - 0.6)
        x = column.middle - gap * len(marks) / 2
        self.canv.setLineWidth(0.6)
        for mark in (*marks, "H"):
            if mark != "H":
                self.canv.circle(x, y, radius)
            self._say(x, y - 2.6, mark, _DOT, centred=True)
            x += gap

    def _part(self, y: float) -> float:
        self._say(0, y - 16, "How they took part", _ROW_TYPE)
        numbers = [str(number) for number, _ in enumerate(self._sheet.parts, start=1)]
        half = -(-len(numbers) // 2)
        for column in self._columns[1:]:
            for line, some in enumerate((numbers[:half], numbers[half:])):
                self._say(column.middle, y - 10.5 - line * 11.5, "    ".join(some), _LETTER, centred=True)
        self._line(0, y - _PART, WIDTH, y - _PART, 1.2)
        return y - _PART

    def _rules(self, top: float, foot: float) -> None:
        for column in self._columns:
            self._line(column.left, top, column.left, foot, 0.9 if column.code == EVERYONE else 0.5)

    def _words(self, top: float, below: float) -> float:
        """Draw room for a moment and for their words, for everyone and each pupil."""
        height = (top - below) / len(self._columns)
        for at, column in enumerate(self._columns):
            y = top - at * height
            self._box(0, y, WIDTH * 0.56, height - 3, f"{column.code}   A moment to remember")
            self._box(WIDTH * 0.58, y, WIDTH * 0.42, height - 3, f"{column.code}   Their words, exactly")
        return top - height * len(self._columns)

    def _box(self, x: float, top: float, width: float, height: float, says: str) -> None:
        self.canv.setLineWidth(0.7)
        self.canv.rect(x, top - height, width, height)
        self._say(x + 4, top - 9.5, says, _SMALL)
