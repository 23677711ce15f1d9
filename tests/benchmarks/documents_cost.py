"""What a report for the school costs, held in the same run against the same words set by bare reportlab.

    python tests/benchmarks/documents_cost.py [REPORTS]

The typical report of the samples is written twice in turn, PAIRS times: once as the app writes it (tagged,
named, bookmarked, packed, a font chosen for every word, fitted to its page), and once by the program below,
which puts the same headings, paragraphs, tables and drawings on a page with reportlab alone: no tags, no
fitting, no font choice, no packing. The median of the ratios of the pairs counts. Then REPORTS (200 unless
given) reports, each with other words, are written one after the other in one process: the lower quartile of
the processor time of the last 50, and the memory after them, against those of the first 50. All times are of
the processor, not of the clock: others may be at work on the machine. Gates: 2.0 times bare reportlab; 1.1
times for processor time and memory. Not run by pytest: it takes too long.
"""

from __future__ import annotations

import gc
import io
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
MOST_TIMES_BARE, MOST_GROWTH = 2.0, 1.1
PAIRS, REPORTS, PART = 25, 200, 50

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from tutordiary.documents.blocks import Block, Cell, Strip
    from tutordiary.documents.content import SencoReport


class Bare:
    """Sets an outline with reportlab alone: one family of fonts, no tags, no page count, no second try."""

    def __init__(self) -> None:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        from tutordiary import assets

        self.fonts = {"regular": "BareRegular", "bold": "BareBold"}
        for weight, name in self.fonts.items():
            file = assets.path(f"fonts/atkinson/AtkinsonHyperlegibleNext-{weight.capitalize()}.ttf")
            pdfmetrics.registerFont(TTFont(name, str(file)))
        sizes = {
            "title": (25, 30),
            "h2": (11.4, 14),
            "h3": (9.3, 12),
            "body": (8.9, 11.4),
            "head": (7.6, 9.6),
        }
        bold = ("title", "h2", "h3")
        self.styles = {
            name: ParagraphStyle(
                name, fontName=self.fonts["bold" if name in bold else "regular"], fontSize=size, leading=lead
            )
            for name, (size, lead) in sizes.items()
        }

    def write(self, report: SencoReport) -> bytes:
        """Return the report as a PDF."""
        from reportlab.platypus import SimpleDocTemplate

        from tutordiary.documents.outline import outline

        target = io.BytesIO()
        doc = SimpleDocTemplate(target, leftMargin=44, rightMargin=44, topMargin=32, bottomMargin=38)
        doc.build([flowable for block in outline(report).blocks for flowable in self.block(block)])
        return target.getvalue()

    def para(self, text: str, style: str = "body") -> Flowable:
        """Return a paragraph."""
        from xml.sax.saxutils import escape

        from reportlab.platypus import Paragraph

        return Paragraph(escape(text).replace("\n", "<br/>"), self.styles[style])

    def block(self, block: Block) -> list[Flowable]:
        """Return what a block becomes."""
        from tutordiary.documents import blocks

        if isinstance(block, blocks.Title):
            return [self.para(block.over), self.para(block.text, "title"), self.para(block.under)]
        if isinstance(block, blocks.Heading):
            return [self.para(block.text, f"h{block.level}")]
        if isinstance(block, blocks.Text):
            return [self.para(block.text)]
        if isinstance(block, blocks.Facts):
            last = [self.para("Sessions"), self.strip(block.strip)] if block.strip else []
            rows = [[self.para(label), self.para(words)] for label, words in block.rows]
            return self.table([*rows, last] if last else rows, (30, 70))
        if isinstance(block, blocks.Grid):
            heads = [[self.para(head, "head") for head in block.heads]]
            return self.table(
                [*heads, *([self.cell(one) for one in row] for row in block.rows)], block.shares
            )
        if isinstance(block, blocks.Said):
            return [self.para(block.words), self.para(block.who, "h3"), self.para(block.how, "head")]
        if isinstance(block, blocks.Listing):
            return [self.para(f"{number + 1} {item}") for number, item in enumerate(block.items)]
        return [self.para(title) for title in getattr(block, "titles", ())]

    def cell(self, cell: Cell) -> list[Flowable]:
        """Return what stands in a cell."""
        return [
            *(self.para(text.text) for text in cell.texts),
            *([self.strip(cell.strip)] if cell.strip else ()),
        ]

    def table(self, rows: list[list[object]], shares: tuple[int, ...]) -> list[Flowable]:
        """Return a table with a rule under each row."""
        from reportlab.lib.colors import grey
        from reportlab.platypus import Table

        style = [
            ("FONT", (0, 0), (-1, -1), self.fonts["regular"], 9),
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, grey),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        return [Table(rows, [507 * share / 100 for share in shares], style=style, repeatRows=1, splitInRow=1)]

    def strip(self, strip: Strip) -> Flowable:
        """Return the drawing of an indicator or of attendance."""
        from reportlab.graphics.shapes import Circle, Drawing, Line, Rect

        drawing = Drawing(110, 15)
        for level in range(strip.levels if strip.spots else 0):
            drawing.add(Line(0, level * 4 + 1, 110, level * 4 + 1, strokeWidth=0.4))
        for spot in strip.spots:
            drawing.add(Circle(3 + spot.x * 104, 1 + 4 * (spot.step or 0), 1.5))
        for place in range(len(strip.attendance)):
            drawing.add(Rect(place * 5.4, 2, 4, 4))
        return drawing


def seconds(call: Callable[[], object]) -> float:
    """Return the seconds of the processor a call takes: others may be at work on the machine."""
    begun = time.process_time()
    call()
    return time.process_time() - begun


def measure_pairs(report: SencoReport) -> float:
    """Print what a report costs either way, and return the median of the ratios."""
    from tutordiary.documents.pdf import render_pdf

    bare = Bare()
    made, plain = render_pdf(report), bare.write(report)
    pairs = [(seconds(lambda: render_pdf(report)), seconds(lambda: bare.write(report))) for _ in range(PAIRS)]
    ours, theirs = (statistics.median(side) * 1000 for side in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"one report for the school, {made.pages} page, medians of {PAIRS} pairs in turn")
    print(f"  bare reportlab, no tags   {theirs:7.1f} ms   {len(plain) / 1024:6.1f} KB")
    print(f"  as the app writes it      {ours:7.1f} ms   {len(made.data) / 1024:6.1f} KB   {ratio:.2f} x")
    return ratio


def memory_mb() -> float:
    """Return the megabytes of memory this process has in use now."""
    pages = Path("/proc/self/statm")
    if pages.exists():
        return int(pages.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def measure_many(report: SencoReport, count: int) -> tuple[float, float]:
    """Print how many reports in one process fare, and return the growth of time and of memory."""
    from tutordiary.documents.pdf import render_pdf

    taken: list[float] = []
    memory: list[float] = []
    for number in range(count):
        head = replace(report.head, pupil=f"Pupil {number}", school=f"School of the hill {number}")
        one = replace(report, head=head, summary=f"{report.summary} Week {number}.")
        taken.append(seconds(lambda one=one: render_pdf(one)))
        if number % PART == PART - 1:
            gc.collect()
            memory.append(memory_mb())
    # The lower quartile: others on the machine slow a report down, nothing makes one faster.
    first, last = (statistics.quantiles(part, n=4)[0] for part in (taken[:PART], taken[-PART:]))
    print(f"{count} reports in one process: {count / sum(taken):.1f} a second")
    print(f"  a quarter of the first {PART} within {first * 1000:6.1f} ms   {memory[0]:6.1f} MB")
    print(f"  a quarter of the last {PART} within  {last * 1000:6.1f} ms   {memory[-1]:6.1f} MB")
    return last / first, memory[-1] / memory[0]


def main() -> int:
    """Measure and print. Returns 1 beyond a gate."""
    import document_samples

    count = max(2 * PART, int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS)
    ratio = measure_pairs(document_samples.SENCO)
    slower, larger = measure_many(document_samples.SENCO, count)
    print(f"  last over first: time {slower:.2f} x, memory {larger:.2f} x")
    print(f"gates: {MOST_TIMES_BARE} x bare reportlab, {MOST_GROWTH} x time and memory")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}")
    return int(ratio > MOST_TIMES_BARE or slower > MOST_GROWTH or larger > MOST_GROWTH)


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "documents")]
    sys.exit(main())
