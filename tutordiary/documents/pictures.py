"""Draws strips and charts as small pictures for Word, with Pillow.

The words that stand for a picture travel beside it as its alternative text; nothing is told by colour alone.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from tutordiary import assets
from tutordiary.documents.content import AttendanceMark, WeekChart
from tutordiary.documents.strips import JOIN_FROM, Spot, across, week_spots

ACCENT = (14, 90, 102)
_GRID = (223, 231, 234)
_LINE = (197, 208, 213)
_SOFT = (74, 90, 100)
_WHITE = (255, 255, 255)
_LOGO_PIXELS = 4_000_000
_SMOOTH = 2
"""Pictures are drawn this many times larger and scaled down, so that dots are round."""

Points = Sequence[tuple[float, float]]


@lru_cache(maxsize=256)
def strip_png(spots: tuple[Spot, ...], levels: int, *, lane: bool) -> bytes:
    """Return a strip as PNG, 590 pixels wide, 70 high (74 with room below the lines for unplaced dots)."""
    width, height = 590 * _SMOOTH, (74 if lane else 70) * _SMOOTH
    image = Image.new("RGB", (width, height), _WHITE)
    draw = ImageDraw.Draw(image)
    foot = height - (19 if lane else 10) * _SMOOTH
    top = 10 * _SMOOTH
    heights = [foot - (foot - top) * level / max(1, levels - 1) for level in range(levels)]
    for level, y in enumerate(heights):
        draw.line([(0, y), (width, y)], fill=_GRID if level else _LINE, width=2 * _SMOOTH)
    low = height - 10 * _SMOOTH
    xs = across(spots, width, 16 * _SMOOTH, 22 * _SMOOTH)
    ys = [low if spot.step is None else heights[spot.step] for spot in spots]
    _dots(draw, spots, list(zip(xs, ys, strict=True)), 5.2 * _SMOOTH)
    return _png(image)


@lru_cache(maxsize=64)
def attendance_png(marks: tuple[AttendanceMark, ...]) -> tuple[bytes, int]:
    """Return attendance as PNG and its width in squares; a row has at most 30 squares."""
    side, pitch = 26 * _SMOOTH, 33 * _SMOOTH
    in_row = min(30, max(1, len(marks)))
    rows = -(-len(marks) // in_row)
    image = Image.new("RGB", (in_row * pitch, rows * pitch), _WHITE)
    draw = ImageDraw.Draw(image)
    for index, mark in enumerate(marks):
        row, column = divmod(index, in_row)
        x, y = column * pitch, row * pitch
        draw.rectangle((x, y, x + side, y + side), outline=ACCENT, width=3 * _SMOOTH)
        share = {"present": 1.0, "absent": 0.0}.get(mark.attended, 0.5)
        if share:
            draw.rectangle((x, y, x + side * share, y + side), fill=ACCENT)
    return _png(image), in_row


@lru_cache(maxsize=4)
def logo_png(data: bytes) -> tuple[bytes, float] | None:
    """Return a logo drawn anew with nothing hidden in it, and its width over its height; None if unreadable.

    Logos come from ``pictures_in`` and are small PNGs: anything else is not worth the risk of opening it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("PNG",))
        with image:
            if image.width * image.height > _LOGO_PIXELS:
                return None
            drawn = Image.new("RGB", image.size, _WHITE)
            whole = image.convert("RGBA")
            drawn.paste(whole, mask=whole)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    target = io.BytesIO()
    drawn.save(target, "PNG", optimize=True)
    return target.getvalue(), drawn.width / drawn.height


@lru_cache(maxsize=16)
def chart_png(chart: WeekChart) -> bytes:
    """Return a week chart as PNG, 1500 by 290 pixels, the steps named at the right and the weeks below."""
    spots, last = week_spots(chart)
    width, height, right = 1500 * _SMOOTH, 290 * _SMOOTH, 1250 * _SMOOTH
    image = Image.new("RGB", (width, height), _WHITE)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(
        str(assets.path("fonts/atkinson/AtkinsonHyperlegibleNext-Regular.ttf")), 28 * _SMOOTH
    )
    top, foot = 20 * _SMOOTH, 200 * _SMOOTH
    levels = len(chart.ladder)
    heights = [foot - (foot - top) * level / max(1, levels - 1) for level in range(levels)]
    for level, (y, word) in enumerate(zip(heights, chart.ladder, strict=True)):
        draw.line([(0, y), (right, y)], fill=_GRID if level else _LINE, width=2 * _SMOOTH)
        draw.text((right + 24 * _SMOOTH, y), word, fill=_SOFT, font=font, anchor="lm")
    side = 16 * _SMOOTH
    for week in range(1, last + 1, max(1, -(-last // 10))):
        x = side + (week - 1) / max(1, last - 1) * (right - 2 * side)
        label = f"week {week}" if week == 1 else str(week)
        anchor = "la" if week == 1 else "ma"
        draw.text((x if week > 1 else 0, foot + 40 * _SMOOTH), label, fill=_SOFT, font=font, anchor=anchor)
    xs = across(spots, right, side, 22 * _SMOOTH)
    ys = [foot + 24 * _SMOOTH if spot.step is None else heights[spot.step] for spot in spots]
    _dots(draw, spots, list(zip(xs, ys, strict=True)), 6.5 * _SMOOTH)
    return _png(image)


def _dots(draw: ImageDraw.ImageDraw, spots: Sequence[Spot], places: Points, small: float) -> None:
    path = [place for place, spot in zip(places, spots, strict=True) if spot.step is not None]
    if len(path) >= JOIN_FROM:
        draw.line(list(path), fill=ACCENT, width=round(small * 0.45))
    last = len(spots) - 1
    for index in [*range(1, last), *({0, last} if spots else ())]:
        is_first = index == 0 and last > 0
        size = 1.85 if index == last else 1.7 if is_first else 1.4 if spots[index].harder else 1.0
        _dot(draw, places[index], small * size, solid=not is_first, diamond=spots[index].harder)


def _dot(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], radius: float, *, solid: bool, diamond: bool
) -> None:
    x, y = at
    fill = ACCENT if solid else _WHITE
    edge = max(2, round(radius * 0.42))
    if diamond:
        reach = radius * 1.3
        corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
        draw.polygon(corners, fill=fill, outline=ACCENT, width=edge)
    else:
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill, outline=ACCENT, width=edge)


def _png(image: Image.Image) -> bytes:
    small = image.resize((image.width // _SMOOTH, image.height // _SMOOTH), Image.Resampling.LANCZOS)
    target = io.BytesIO()
    small.quantize(32).save(target, "PNG", optimize=True)
    return target.getvalue()
