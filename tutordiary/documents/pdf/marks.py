"""The small drawings: strips of dated dots, attendance squares, review marks, the week chart, the logo.

Nothing here relies on colour: first is open and latest is solid, a harder day is a diamond, an observation
without a step stands below the lines. No averages, no arrows; dots are joined only from three up.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from reportlab.lib.colors import white
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from tutordiary.documents.content import AttendanceMark, Dot, Style
from tutordiary.documents.fonts import font_name
from tutordiary.documents.pdf.flow import ACCENT, GRID, LINE, SOFT, Para, Setting, Type
from tutordiary.documents.pdf.tagging import Element
from tutordiary.documents.pictures_in import clean_picture
from tutordiary.documents.strips import JOIN_FROM, Calendar, Spot, across, spots_of
from tutordiary.documents.wording import month
from tutordiary.errors import BadInput

_STRIP = 14.2
_LANE = 4.2
_SIDE = 3.2
_MONTH_APART = 16.5
_NAMES = Type(7.6, 9.6, colour=SOFT)
_LOGO_PX = 800
_WEEKS = Type(7.6, 9.6)


class Drawing(Flowable):  # type: ignore[misc]
    """A drawing that takes the whole width it is offered and stands in the tree as a figure."""

    def __init__(self, setting: Setting, element: Element, height: float) -> None:
        super().__init__()
        self.setting = setting
        self.element = element
        self.height = height
        self.width = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Take the width offered."""
        self.width = width
        return width, self.height

    def draw(self) -> None:
        """Draw inside the element."""
        with self.canv.mark(self.element, (self.width, self.height)):
            self.paint(self.canv)

    def paint(self, canvas: Any) -> None:
        """Draw the figure from its lower left corner."""
        raise NotImplementedError


class Logo(Drawing):
    """A picture in its own shape, as large as fits a height and a width in points."""

    def __init__(
        self, setting: Setting, element: Element, png: bytes, most: tuple[float, float], *, right: bool
    ) -> None:
        self.picture = ImageReader(io.BytesIO(png))
        width, height = self.picture.getSize()
        scale = min(most[0] / width, most[1] / height)
        super().__init__(setting, element, height * scale)
        self.size = (width * scale, height * scale)
        self.right = right

    def draw(self) -> None:
        """Draw inside the element, at the side it was asked for."""
        if self.right:
            self.canv.translate(self.width - self.size[0], 0)
        with self.canv.mark(self.element, self.size):
            self.paint(self.canv)

    def paint(self, canvas: Any) -> None:
        """Draw the picture."""
        canvas.drawImage(self.picture, 0, 0, *self.size)


def logo(
    setting: Setting, parent: Element, most: tuple[float, float], *, style: Style, right: bool = False
) -> list[Flowable]:
    """Return a service's logo as a figure, or nothing when there is none.

    ``most`` is the width and the height in points it may take. One that cannot be read is left out, and the
    setting notes a sentence for the tutor.
    """
    if not style.logo:
        return []
    try:
        png = _anew(style.logo)
    except BadInput:
        setting.notices.append("The logo could not be read, so it is not on the page. Choose it again.")
        return []
    alt = f"Logo of {style.service}" if style.service else "Logo of the music service"
    return [Logo(setting, parent.add("Figure", alt=alt), png, most, right=right), setting.gap(4)]


@lru_cache(maxsize=4)
def _anew(picture: bytes) -> bytes:
    # Whoever made it, what gets into the file was decoded and written anew: upright, small, without metadata.
    return clean_picture(picture, _LOGO_PX).png


def _dot(canvas: Any, x: float, y: float, radius: float, *, solid: bool, diamond: bool) -> None:
    canvas.setStrokeColor(ACCENT)
    canvas.setFillColor(ACCENT if solid else white)
    canvas.setLineWidth(1.1)
    if not diamond:
        canvas.circle(x, y, radius, stroke=0 if solid else 1, fill=1)
        return
    reach = radius * 1.35
    path = canvas.beginPath()
    path.moveTo(x, y + reach)
    for corner in ((x + reach, y), (x, y - reach), (x - reach, y)):
        path.lineTo(*corner)
    path.close()
    canvas.drawPath(path, stroke=0 if solid else 1, fill=1)


def paint_dots(
    canvas: Any, spots: Sequence[Spot], xs: Sequence[float], heights: Sequence[float], k: float
) -> None:
    """Draw the dots of one indicator, oldest first; a line joins those with a step, from three up."""
    placed = [(x, y) for x, y, spot in zip(xs, heights, spots, strict=True) if spot.step is not None]
    if len(placed) >= JOIN_FROM:
        canvas.setStrokeColor(ACCENT)
        canvas.setLineWidth(0.6 * k)
        canvas.lines([(*start, *end) for start, end in pairwise(placed)])
    last = len(spots) - 1
    order = [*range(1, last), *({0, last} if spots else ())]
    for index in order:
        spot = spots[index]
        is_first = index == 0 and last > 0
        radius = 2.7 if index == last else 2.3 if is_first else 2.0 if spot.harder else 1.5
        _dot(canvas, xs[index], heights[index], radius * k, solid=not is_first, diamond=spot.harder)


class Strip(Drawing):
    """All observations of one indicator on the programme's calendar, each its own dot."""

    def __init__(
        self,
        setting: Setting,
        element: Element,
        dots: Sequence[Dot],
        levels: int,
        calendar: Calendar,
        *,
        lane: bool,
    ) -> None:
        self.lane = setting.pt(_LANE) if lane else 0.0
        super().__init__(setting, element, setting.pt(_STRIP) + self.lane)
        self.levels = levels
        self.spots = spots_of(dots, levels, calendar)

    def paint(self, canvas: Any) -> None:
        """Draw the level lines and the dots."""
        k = self.setting.scale
        for level in range(self.levels):
            canvas.setStrokeColor(GRID if level else LINE)
            canvas.setLineWidth(0.4 * k)
            canvas.line(0, self._height(level), self.width, self._height(level))
        xs = across(self.spots, self.width, self.setting.pt(_SIDE), 4 * k)
        paint_dots(canvas, self.spots, xs, [self._height(spot.step) for spot in self.spots], k)

    def _height(self, step: int | None) -> float:
        if step is None:
            return self.setting.pt(1.8)
        room = self.setting.pt(_STRIP - 2 * 1.8)
        return self.lane + self.setting.pt(1.8) + room * step / max(1, self.levels - 1)


class MonthAxis(Drawing):
    """The names of the months over the strips, left out where they would touch."""

    def __init__(self, setting: Setting, element: Element, calendar: Calendar) -> None:
        super().__init__(setting, element, setting.pt(9))
        self.calendar = calendar

    def draw(self) -> None:
        """Draw the names as text: the element is a table head, not a figure."""
        with self.canv.mark(self.element):
            self.paint(self.canv)

    def paint(self, canvas: Any) -> None:
        """Draw the names."""
        side = self.setting.pt(_SIDE)
        canvas.setFillColor(SOFT)
        free = -1.0
        for day in self._named():
            x = side + self.calendar.place(day) * (self.width - 2 * side) - self.setting.pt(3)
            if x >= free and x + self.setting.pt(14) <= self.width:
                text = canvas.beginText(x, self.setting.pt(1.6))
                text.setFont(font_name(self.setting.family, "regular"), self.setting.pt(7.4))
                text.textOut(month(day, short=True) + " ")
                canvas.drawText(text)
                free = x + self.setting.pt(_MONTH_APART)

    def _named(self) -> list[date]:
        """Return the days to name: without a few days at the start that would crowd out a whole month."""
        days = months(self.calendar)
        apart = [self.calendar.place(day) * self.width for day in days[:2]]
        return days[1:] if len(days) > 1 and apart[1] - apart[0] < self.setting.pt(_MONTH_APART) else days


def months(calendar: Calendar) -> list[date]:
    """Return the first day of the calendar and then the first of each month in it; at most 37."""
    days = [calendar.first]
    day = calendar.first.replace(day=1)
    while len(days) <= 36:
        day = (day + timedelta(days=32)).replace(day=1)
        if day > calendar.last:
            break
        days.append(day)
    return days


class Attendance(Drawing):
    """One square for each session offered: filled came, half filled part of it, outlined away."""

    def __init__(self, setting: Setting, element: Element, marks: Sequence[AttendanceMark]) -> None:
        super().__init__(setting, element, 0)
        self.marks = marks
        self.pitch = 0.0
        self.in_row = 1

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Make the squares smaller until they fit one row, then use more rows."""
        self.width = width
        self.pitch = min(self.setting.pt(7.8), max(self.setting.pt(5.2), width / max(1, len(self.marks))))
        self.in_row = max(1, int(width / self.pitch + 0.01))
        rows = -(-len(self.marks) // self.in_row)
        self.height = rows * self.pitch + self.setting.pt(1.4)
        return width, self.height

    def paint(self, canvas: Any) -> None:
        """Draw the squares, row by row from the top."""
        side = self.pitch - self.setting.pt(1.6)
        canvas.setStrokeColor(ACCENT)
        canvas.setFillColor(ACCENT)
        canvas.setLineWidth(self.setting.pt(0.7))
        for index, mark in enumerate(self.marks):
            row, column = divmod(index, self.in_row)
            x, y = column * self.pitch, self.height - (row + 1) * self.pitch
            if mark.attended != "present":
                canvas.rect(x + 0.3, y + 0.3, side - 0.6, side - 0.6, stroke=1, fill=0)
            share = {"present": 1.0, "absent": 0.0}.get(mark.attended, 0.5)
            if share:
                canvas.rect(x, y, side * share, side, stroke=0, fill=1)


class Reviewed(Para):
    """The result of a target: a small mark before the word. The word says it all, the mark is decoration."""

    result: str = ""

    def draw(self) -> None:
        """Draw the mark as an artifact, then the word."""
        size = self.style.fontSize
        x, y = size * 0.42, self.height - self.style.leading * 0.56
        self._mark(self.canv, x, y, size * 0.38)
        super().draw()

    def _mark(self, canvas: Any, x: float, y: float, radius: float) -> None:
        canvas.setStrokeColor(ACCENT)
        canvas.setFillColor(ACCENT)
        canvas.setLineWidth(1.1)
        if self.result == "changed my mind":
            _dot(canvas, x, y, radius * 0.85, solid=False, diamond=True)
            return
        canvas.circle(x, y, radius, stroke=1, fill=self.result == "got there")
        if self.result == "nearly":
            canvas.wedge(x - radius, y - radius, x + radius, y + radius, 90, 180, stroke=0, fill=1)
        elif self.result == "not right for me":
            canvas.line(x - radius, y, x + radius, y)


class WeekStrip(Drawing):
    """One indicator over the weeks of a programme, with the steps named at the right."""

    def __init__(
        self, setting: Setting, element: Element, spots: Sequence[Spot], weeks: int, ladder: Sequence[str]
    ) -> None:
        super().__init__(setting, element, setting.pt(68))
        self.spots = spots
        self.weeks = weeks
        self.ladder = ladder

    def paint(self, canvas: Any) -> None:
        """Draw the lines with their names, the weeks below, and the dots."""
        pt, k = self.setting.pt, self.setting.scale
        right = self.width - pt(72)
        for level, word in enumerate(self.ladder):
            canvas.setStrokeColor(GRID if level else LINE)
            canvas.setLineWidth(0.5)
            canvas.line(0, self._height(level), right, self._height(level))
            self.setting.write_at(canvas, (right + pt(8), self._height(level) - pt(2.6)), word, _NAMES)
        step = max(1, -(-self.weeks // 10))
        for week in range(1, self.weeks + 1, step):
            label = f"week {week}" if week == 1 else str(week)
            self.setting.write_at(canvas, (self._x(week, right) - pt(2.5), pt(3)), label, _WEEKS)
        xs = [self._x(1 + spot.x * max(1, self.weeks - 1), right) for spot in self.spots]
        paint_dots(canvas, self.spots, xs, [self._height(spot.step) for spot in self.spots], k * 1.15)

    def _height(self, step: int | None) -> float:
        if step is None:
            return self.setting.pt(12.5)
        return self.setting.pt(19) + self.setting.pt(45) * step / max(1, len(self.ladder) - 1)

    def _x(self, week: float, right: float) -> float:
        side = self.setting.pt(4)
        return side + (week - 1) / max(1, self.weeks - 1) * (right - 2 * side)
