"""Writes documents as plain text and as Markdown.

Plain text is for reading aloud, for a screen reader beside the preview, and for pasting into a school's own
system: no tables, every value with its label. Markdown keeps the headings and the numbers of the notes.
"""

from __future__ import annotations

import re
import textwrap

from tutordiary.documents import rich
from tutordiary.documents.blocks import (
    Block,
    Cell,
    Chart,
    Facts,
    Grid,
    Heading,
    Listing,
    Outline,
    Room,
    Said,
    Text,
    Title,
)
from tutordiary.documents.cleaning import prepare
from tutordiary.documents.content import Document, RenderedFile
from tutordiary.documents.outline import outline
from tutordiary.documents.outline_marks import with_marks
from tutordiary.documents.wording import joined, stop

_WIDTH = 96
_MARKED = re.compile(r"([\\`*_<>#|~])")
_LIST_LIKE = re.compile(r"^([-+]|\d+[.)])(?=\s)", re.MULTILINE)
_REFERENCE = re.compile(r"\[(?!\d{1,3}\])")


def render_text(document: Document) -> RenderedFile:
    """Return a document as plain text: UTF-8, lines of at most 96 characters, ending in a newline."""
    ready, notes = prepare(document)
    shape = with_marks(outline(ready), ready)
    parts = [part for block in shape.blocks if (part := _plain(block))]
    parts = [f"{shape.mark}.", *parts] if shape.mark else parts
    return RenderedFile(("\n\n".join([*parts, _footer(shape)]) + "\n").encode(), 0, notes)


def render_markdown(document: Document) -> RenderedFile:
    """Return a document as Markdown: UTF-8, one paragraph a line."""
    ready, notes = prepare(document)
    shape = with_marks(outline(ready), ready)
    return RenderedFile(_markdown(shape).encode(), 0, notes)


def _footer(shape: Outline) -> str:
    return joined((shape.mark, shape.footer), ". ")


# Plain text -----------------------------------------------------------------------------------------


def _plain(block: Block) -> str:
    match block:
        case Title():
            return joined(
                (block.over, f"{block.text}\n{'=' * min(_WIDTH, len(block.text))}", block.under), "\n"
            )
        case Heading(text, 2):
            return f"{text}\n{'-' * min(_WIDTH, len(text))}"
        case Heading(text):
            return text
        case Text():
            return _told(block)
        case Facts():
            return _facts(block)
        case Grid():
            return "\n\n".join(_row(block, row) for row in block.rows)
        case Said(words, who, how):
            return joined((_wrapped(words, "    "), _wrapped(joined((who, how)), "    ")), "\n")
        case Listing():
            return "\n".join(_wrapped(item, "   ", label) for label, item in _labelled(block))
        case Chart():
            return _wrapped(f"{block.alt}\n{block.caption}")
        case Room(titles):
            return "\n\n".join(map(_to_fill, titles))


def _with_notes(text: Text) -> str:
    return " ".join([text.spoken or text.text, *(f"[{number}]" for number in text.notes)])


def _told(text: Text) -> str:
    if not text.is_rich:
        return _wrapped(_with_notes(text))
    lines: list[str] = []
    parts = rich.parse(text.text)
    for index, part in enumerate(parts):
        lines += [""] if index and _stand_apart(parts[index - 1], part) else []
        words = part.text + "".join(f" [{number}]" for number in text.notes if part is parts[-1])
        label = {"bullet": "-  ", "number": f"{part.number}. "}.get(part.kind)
        lines.append(_wrapped(words, "   ", label) if label else _wrapped(words))
    return "\n".join(lines)


def _stand_apart(before: rich.Part, part: rich.Part) -> bool:
    in_list = part.kind in ("bullet", "number")
    return before.kind != "heading" and not (in_list and before.kind == part.kind)


def _cell_words(cell: Cell) -> str:
    words = [_with_notes(text).replace("\n", " ") for text in cell.texts]
    return words[0] if len(words) == 1 else " ".join(map(stop, words))


def _wrapped(text: str, indent: str = "", first: str | None = None) -> str:
    lines: list[str] = []
    for line in text.replace("\u00a0", " ").split("\n"):
        start = indent if first is None or lines else first
        filled = textwrap.wrap(
            line,
            _WIDTH,
            initial_indent=start,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        lines += filled or [""]
    return "\n".join(lines)


def _to_fill(title: str) -> str:
    return title if title.endswith(("?", ":", ".", "!")) else f"{title}:"


def _facts(facts: Facts) -> str:
    rows = list(facts.rows)
    if facts.strip:
        rows[-1] = (rows[-1][0], facts.strip.alt)
    return "\n".join(_wrapped(f"{label}: {value}", "  ", "") for label, value in rows)


def _row(grid: Grid, row: tuple[Cell, ...]) -> str:
    drawn = next((cell.strip.alt for cell in row if cell.strip), "")
    lines = [_wrapped(drawn or _cell_words(row[0]), "  ", "")]
    rest = zip(grid.heads[1:], row[1:], strict=True)
    lines += [_wrapped(f"{head}: {_cell_words(cell)}", "  ") for head, cell in rest if not cell.strip]
    return "\n".join(lines)


def _labelled(listing: Listing) -> list[tuple[str, str]]:
    if listing.numbers:
        return [(f"{number}. ", item) for number, item in zip(listing.numbers, listing.items, strict=True)]
    return [("-  ", item) for item in listing.items]


# Markdown -------------------------------------------------------------------------------------------


def _markdown(shape: Outline) -> str:
    parts, level = [], 1
    for block in shape.blocks:
        level = block.level if isinstance(block, Heading) else level
        parts += [part] if (part := _marked(block, level)) else []
    parts = [f"**{_safe(shape.mark)}.**", *parts] if shape.mark else parts
    return "\n\n".join([*parts, "---", _safe(_footer(shape))]) + "\n"


def _marked(block: Block, under: int) -> str:
    match block:
        case Title():
            over = f"*{_safe(block.over)}*" if block.over else ""
            return joined((over, f"# {_line(block.text)}", _safe(block.under)), "\n\n")
        case Heading(text, level):
            return f"{'#' * level} {_line(text)}"
        case Text():
            if block.is_rich:
                return _marked_parts(block, under)
            body = _safe(_with_notes(block))
            return (
                f"**{body}**" if block.tone in ("strong", "question", "warn") and "\n" not in body else body
            )
        case Facts():
            lines = [f"- **{_line(label)}:** {_line(value)}" for label, value in block.rows]
            return "\n".join(lines + ([f"- {_line(block.strip.alt)}"] if block.strip else []))
        case Grid():
            return _marked_grid(block)
        case Said(words, who, how):
            quoted = "\n".join(f"> {line}" for line in _safe(words).split("\n"))
            source = joined((who, how))
            return quoted + (f"\n>\n> {_line(source)}" if source else "")
        case Listing(items, numbers):
            if numbers:
                return "\n".join(f"- [{n}] {_line(item)}" for n, item in zip(numbers, items, strict=True))
            return "\n".join(f"- {_line(item)}" for item in items)
        case Chart():
            return f"{_safe(block.alt)}\n\n*{_line(block.caption)}*"
        case Room(titles):
            return "\n\n".join(_safe(_to_fill(title)) for title in titles)


def _marked_parts(text: Text, under: int) -> str:
    """Return a worded text with its marks as Markdown has them, headings one level below the one above."""
    parts = rich.parse(text.text)
    written: list[str] = []
    for index, part in enumerate(parts):
        words = _marked_bits(part)
        words += "".join(f" [{number}]" for number in text.notes if index == len(parts) - 1)
        lead = {"heading": f"{'#' * (under + 1)} ", "bullet": "- ", "number": f"{part.number}. "}
        apart = index and (part.kind in ("para", "heading") or parts[index - 1].kind != part.kind)
        written.append(("\n\n" if apart else "\n" if index else "") + lead.get(part.kind, "") + words)
    return "".join(written)


def _marked_bits(part: rich.Part) -> str:
    # Escaped whole: only a line may begin a list, never a bit in the middle of one.
    whole = "".join(f"**{_inline(bit.text)}**" if bit.strong else _inline(bit.text) for bit in part.bits)
    return _unlisted(whole)


def _marked_grid(grid: Grid) -> str:
    rows = [grid.heads, tuple("---" for _ in grid.heads)]
    rows += [tuple(_marked_cell(cell) for cell in row) for row in grid.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _marked_cell(cell: Cell) -> str:
    if cell.strip:
        return _line(cell.strip.alt)
    return _line(_cell_words(cell))


def _safe(text: str) -> str:
    return _unlisted(_inline(text))


def _inline(text: str) -> str:
    return _REFERENCE.sub(r"\\[", _MARKED.sub(r"\\\1", text))


def _unlisted(text: str) -> str:
    return _LIST_LIKE.sub(lambda found: found[0][:-1] + "\\" + found[0][-1], text)


def _line(text: str) -> str:
    return _safe(text).replace("\n", " ")
