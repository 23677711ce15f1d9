"""Pieces of a web page that opens from a disk for years: no script, no outside link, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from tutordiary import assets
from tutordiary.release.small_numbers import Count

# Light to dark, so that the parts stay apart in grey print; each has its own words beside it in any case.
SHADES = ("#0e5a66", "#6fa3ab", "#d9e9ea", "#f3d9b5", "#ffffff")
SHADE_INK = ("#ffffff", "#1b2a33", "#1b2a33", "#1b2a33", "#1b2a33")


def page(title: str, body: Iterable[str]) -> bytes:
    """Return a whole page; ``body`` are finished pieces of HTML."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    head = (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{escape(title)}</title>\n<style>\n{assets.read_text('pages/page.css')}</style>\n"
        "</head>\n<body>\n<main>\n"
    )
    return (head + "\n".join(body) + "\n</main>\n</body>\n</html>\n").encode("utf-8")


def heading(level: int, text: str) -> str:
    """Return a heading of level 1 to 3."""
    return f"<h{level}>{escape(text)}</h{level}>"


def paragraph(text: str, kind: str = "") -> str:
    """Return a paragraph; ``kind`` is a class of the style sheet."""
    return f"<p{_class(kind)}>{escape(text)}</p>"


def label(text: str) -> str:
    """Return the framed words that say how a file has to be taken."""
    return f'<p><span class="label">{escape(text)}</span></p>'


def bullets(lines: Iterable[str]) -> str:
    """Return a list."""
    return "<ul>\n" + "\n".join(f"<li>{escape(line)}</li>" for line in lines) + "\n</ul>"


def quote(words: str, about: str) -> str:
    """Return someone's words with a line about them."""
    lines = "<br>".join(escape(line) for line in words.splitlines())
    return f"<blockquote>{lines}<footer>{escape(about)}</footer></blockquote>"


def table(caption: str, names: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> str:
    """Return a table; the first ``words`` columns are read from the left, the others are figures."""
    head = "".join(
        f'<th scope="col"{_figure(place, words)}>{escape(name)}</th>' for place, name in enumerate(names)
    )
    lines = []
    for row in rows:
        cells = [f'<th scope="row">{escape(row[0])}</th>']
        cells += [
            f"<td{_figure(place, words)}>{escape(cell)}</td>" for place, cell in enumerate(row[1:], start=1)
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f'<div class="scroll"><table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n'
        "<tbody>\n" + "\n".join(lines) + "\n</tbody>\n</table></div>"
    )


def bar(parts: Sequence[tuple[str, Count]]) -> str:
    """Return a bar of named counts with its words underneath; no bar when a count is not shown exactly."""
    words = " · ".join(f"{name} {count.text}" for name, count in parts)
    total = sum(count.low for _, count in parts)
    if total == 0 or not all(count.is_exact for _, count in parts):
        return paragraph(words, "soft")
    pieces = []
    left = 0.5
    for place, (_, count) in enumerate(parts):
        width = 599 * count.low / total
        if count.low:
            shade, ink = SHADES[place % 5], SHADE_INK[place % 5]
            pieces.append(
                f'<rect x="{left:.1f}" y="0.5" width="{width:.1f}" height="23" fill="{shade}" '
                'stroke="#1b2a33" stroke-width="0.5"/>'
                f'<text x="{left + width / 2:.1f}" y="17" text-anchor="middle" '
                f'font-size="14" fill="{ink}">{count.low}</text>'
            )
        left += width
    drawn = "".join(pieces)
    frame = f'viewBox="0 0 600 24" width="600" height="24" role="img" aria-label="{escape(words)}"'
    return f"<svg {frame}>{drawn}</svg>" + paragraph(words, "soft")


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _figure(place: int, words: int) -> str:
    return "" if place < words else ' class="n"'
