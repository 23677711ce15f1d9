"""What is filled in by hand: boxes that take what is left of their page, lines, squares and circles."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from tutordiary.documents.pdf.flow import LINE, SOFT, WIDTH, Para, Setting, Type

_BETWEEN = 14
_INSET = 9
_TOP = 4
_MOST = 400


class Boxes(Flowable):  # type: ignore[misc]
    """Boxes side by side, each with a title at its top; under one another in large print.

    ``least`` is how high a box must be, in points: where a page has less left they start the next one.
    """

    def __init__(self, setting: Setting, titles: Sequence[str], kind: Type, least: float) -> None:
        super().__init__()
        self._setting = setting
        self._titles = [setting.paras(setting.root, title, kind) for title in titles]
        self._columns = 1 if setting.scale > 1.15 else len(titles)
        self._rows = len(titles) // self._columns
        self._least = least
        self._table: Flowable | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size: all that is left, up to a third of a page and never under the least."""
        high = max(self._least, min(_MOST, height / self._rows - 1 - _BETWEEN * (self._rows - 1)))
        self._table = self._made(high)
        size: tuple[float, float] = self._table.wrap(width, height)
        return size

    def draw(self) -> None:
        """Draw the boxes."""
        assert self._table is not None
        self._table.drawOn(self.canv, 0, 0)

    def _made(self, high: float) -> Flowable:
        wide = (WIDTH - _BETWEEN * (self._columns - 1)) / self._columns
        inner = wide - 2 * _INSET
        rows: list[list[object]] = []
        commands: list[tuple[object, ...]] = [("LEFTPADDING", (0, 0), (-1, -1), _INSET)]
        for at, title in enumerate(self._titles):
            row, column = divmod(at, self._columns)
            if column == 0:
                rows += [[None]] if rows else []
                rows.append([])
            else:
                rows[-1].append(None)
            place = (2 * column, 2 * row)
            text = sum(para.wrap(inner, high)[1] for para in title)
            rows[-1].append(list(title))
            commands += [
                ("BOX", place, place, 0.8, LINE),
                ("TOPPADDING", place, place, _TOP),
                ("BOTTOMPADDING", place, place, max(0.0, high - _TOP - text)),
            ]
            if column == 0 and row:
                commands.append(("BOTTOMPADDING", (0, 2 * row - 1), (0, 2 * row - 1), _BETWEEN - 4))
        widths = [wide if at % 2 == 0 else _BETWEEN for at in range(2 * self._columns - 1)]
        return self._setting.table(rows, widths, commands)[0]


class Square(Flowable):  # type: ignore[misc]
    """A square to tick, beside the first line of a text with this leading."""

    def __init__(self, size: float, lead: float) -> None:
        super().__init__()
        self._size = size
        self._lead = lead

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size: one line."""
        return self._size, self._lead

    def draw(self) -> None:
        """Draw the square."""
        self.canv.setStrokeColor(SOFT)
        self.canv.setLineWidth(0.8)
        self.canv.rect(0, (self._lead - self._size) / 2 - 0.5, self._size, self._size)


class WriteIn(Flowable):  # type: ignore[misc]
    """A label with a line after it to write on, ``high`` points from the line before."""

    def __init__(self, setting: Setting, label: str, kind: Type, high: float) -> None:
        super().__init__()
        self._label = setting.raw(setting.root.add("P"), setting.markup(f"{label}:", kind.weight), kind)
        self._start = setting.width_of(f"{label}:", kind) + setting.pt(6)
        self._high = high
        self._width = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the size: all of the width."""
        self._width = width
        return width, self._high

    def draw(self) -> None:
        """Draw the label and its line."""
        self._label.wrapOn(self.canv, self._width, self._high)
        self._label.drawOn(self.canv, 0, 0)
        self.canv.setStrokeColor(SOFT)
        self.canv.setLineWidth(0.6)
        self.canv.line(min(self._start, self._width * 0.8), 2.5, self._width, 2.5)


class Choices(Flowable):  # type: ignore[misc]
    """Words with a circle before each, to fill in the one that is true; they go on to further lines."""

    def __init__(self, setting: Setting, label: str, choices: Sequence[str], kind: Type) -> None:
        super().__init__()
        listed = [f"{label}:", *choices]
        self._paras: list[Para] = [
            setting.raw(setting.root.add("P"), setting.markup(one, kind.weight), kind) for one in listed
        ]
        self._widths = [setting.width_of(one, kind) for one in listed]
        self._lead = setting.pt(kind.lead) * 1.15
        self._round = setting.pt(4.4)
        self._places: list[tuple[float, int]] = []

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the size, as many lines as the words take."""
        self._places = []
        x, line = 0.0, 0
        for number, wide in enumerate(self._widths):
            lead = 2 * self._round + 4 if number else 0.0
            if number and x + lead + wide > width:
                x, line = 0.0, line + 1
            self._places.append((x, line))
            x += lead + wide + 12
        return width, (line + 1) * self._lead

    def draw(self) -> None:
        """Draw the circles and the words."""
        lines = self._places[-1][1] + 1
        self.canv.setStrokeColor(SOFT)
        self.canv.setLineWidth(0.8)
        for number, (para, (x, line)) in enumerate(zip(self._paras, self._places, strict=True)):
            bottom = (lines - 1 - line) * self._lead
            if number:
                self.canv.circle(x + self._round, bottom + self._lead * 0.42, self._round)
                x += 2 * self._round + 4
            para.wrapOn(self.canv, self._widths[number] + 2, self._lead)
            para.drawOn(self.canv, x, bottom)
