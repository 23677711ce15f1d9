"""Sets texts a tutor words: paragraphs, headings, lists and strong words, each tagged as what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tutordiary.documents import rich
from tutordiary.documents.fonts import Weight, font_name
from tutordiary.documents.pdf.para import LINES_IN_ONE, Para, Type
from tutordiary.documents.pdf.tagging import Element

if TYPE_CHECKING:
    from tutordiary.documents.pdf.flow import Setting

_STRONGER: dict[Weight, Weight] = {"regular": "semibold", "semibold": "bold", "bold": "bold"}
_APART = 0.45
_ITEMS_APART = 0.15
_HANG = 1.35
_WIDE_HANG = 2.0
_UNDER_HEADING = 62


class Item(Para):
    """An item of a list: its dot or number hangs before the first line, in an element of its own."""

    label: Para | None = None
    hang: float = 0.0

    def split(self, width: float, height: float) -> list[Para]:
        """Return the halves; the label stays with the first."""
        halves = super().split(width, height)
        if halves and isinstance(halves[0], Item):
            halves[0].label, halves[0].hang = self.label, self.hang
        return halves

    def draw(self) -> None:
        """Draw the label, then the words."""
        if self.label is not None:
            self.label.wrapOn(self.canv, self.hang, self.style.leading)
            x = self.style.leftIndent - self.hang
            self.label.drawOn(self.canv, x, self.height - self.style.leading)
        super().draw()


def worded(setting: Setting, parent: Element, text: str, kind: Type, *, level: int, tail: str) -> list[Para]:
    """Return a worded text as paragraphs; see :meth:`Setting.rich`."""
    if not rich.has_marks(text):
        return setting.paras(parent, text, kind, tail=tail)
    parts = rich.parse(text)
    made: list[Para] = []
    listed: Element | None = None
    for index, part in enumerate(parts):
        before = parts[index - 1].kind if index else ""
        is_last = index == len(parts) - 1
        end = tail if is_last else ""
        if part.kind in ("bullet", "number"):
            if listed is None or before != part.kind:
                listed = parent.add("L", numbering="Disc" if part.kind == "bullet" else "Decimal")
            made.append(_item(setting, listed, part, kind, end))
        else:
            made += _heading(setting, parent, part, kind, level) if part.kind == "heading" else ()
            made += _paragraphs(setting, parent, part, kind, end) if part.kind == "para" else ()
        if not is_last:
            made[-1].style.spaceAfter += setting.pt(kind.lead * _space(part.kind, parts[index + 1].kind))
    return made


def _space(kind: str, after: str) -> float:
    if kind == "heading":
        return 0.0
    return _ITEMS_APART if kind == after != "para" else _APART


def _heading(setting: Setting, parent: Element, part: rich.Part, kind: Type, level: int) -> list[Para]:
    bold = replace(kind, weight="bold", before=kind.before, after=kind.lead * 0.08)
    head = setting.raw(parent.add(f"H{level}"), setting.markup(part.text, "bold"), bold)
    head.needs = setting.pt(_UNDER_HEADING)
    return [head]


def _paragraphs(setting: Setting, parent: Element, part: rich.Part, kind: Type, tail: str) -> list[Para]:
    groups = list(_groups(part.bits))
    return [
        setting.raw(
            parent.add("P"), _markup(setting, bits, kind) + (tail if n == len(groups) - 1 else ""), kind
        )
        for n, bits in enumerate(groups)
    ]


def _item(setting: Setting, listed: Element, part: rich.Part, kind: Type, tail: str) -> Para:
    element = listed.add("LI")
    mark, body = element.add("Lbl"), element.add("LBody")
    hang = kind.size * (_WIDE_HANG if part.number else _HANG)
    label = f"{part.number}." if part.number else "•"
    shifted = replace(kind, indent=kind.indent + hang)
    item = setting.made(Item, body, _markup(setting, part.bits, kind) + tail, shifted)
    item.hang = setting.pt(hang)
    plain = replace(kind, indent=0, before=0, after=0)
    item.label = setting.raw(mark, setting.markup(label, kind.weight), plain)
    return item


def _markup(setting: Setting, bits: Sequence[rich.Bit], kind: Type) -> str:
    stronger = _STRONGER[kind.weight]
    strong = f'<font name="{font_name(setting.family, stronger)}">'
    return "".join(
        f"{strong}{setting.markup(bit.text, stronger)}</font>"
        if bit.strong
        else setting.markup(bit.text, kind.weight)
        for bit in bits
    )


def _groups(bits: Sequence[rich.Bit]) -> Iterator[list[rich.Bit]]:
    """Yield a paragraph as paragraphs of few enough lines: many in one take reportlab quadratic time."""
    group: list[rich.Bit] = []
    lines = 0
    for bit in bits:
        first, *more = bit.text.split("\n")
        group.append(replace(bit, text=first))
        for line in more:
            lines += 1
            if lines % LINES_IN_ONE:
                group.append(replace(bit, text="\n" + line))
            else:
                yield group
                group = [replace(bit, text=line)]
    yield group
