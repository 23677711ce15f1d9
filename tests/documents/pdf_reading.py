"""Reads a finished PDF back the way a viewer or a screen reader does."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdfium2

SPACES = str.maketrans({"\u00a0": " ", "\r": "", "\n": " "})


@dataclass
class Node:
    """An element of the structure tree with what it holds."""

    tag: str
    alt: str = ""
    actual: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Node] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def all(self, *tags: str) -> list[Node]:
        found = [self] if self.tag in tags else []
        return found + [node for kid in self.kids for node in kid.all(*tags)]


def text_of(data: bytes) -> str:
    """Return the words of all pages in the order they are drawn, spaces made plain."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in pdf).translate(SPACES)
    finally:
        pdf.close()


def structure(data: bytes) -> Node:
    """Return the structure tree; every mark is checked to be on its page and in the parent tree."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        root = pdf.Root.StructTreeRoot
        node = _node(root.K[0], pages)
        numbers = list(root.ParentTree.Nums)
        parents = {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
        for mark in [mark for each in node.all(*ALL) for mark in each.marks]:
            assert parents[mark[0]][mark[1]] is not None
        return node


ALL = (
    "Document",
    "H1",
    "H2",
    "H3",
    "P",
    "Table",
    "TR",
    "TH",
    "TD",
    "Figure",
    "BlockQuote",
    "Span",
    "L",
    "LI",
    "LBody",
    "Lbl",
)


def _node(item: Any, pages: dict[Any, int]) -> Node:
    attributes: dict[str, Any] = {}
    for table in item.get("/A", []):
        attributes |= {str(key): table[key] for key in table.keys()}  # noqa: SIM118
    node = Node(str(item.S)[1:], str(item.get("/Alt", "")), str(item.get("/ActualText", "")), attributes)
    for kid in item.K:
        if kid.get("/Type") == "/MCR":
            node.marks.append((pages[kid.Pg.objgen], int(kid.MCID)))
        else:
            node.kids.append(_node(kid, pages))
    return node


def spoken(data: bytes, node: Node) -> str:
    """Return the words of an element in the order of the tree, found through its marks."""
    return " ".join(
        each.actual or " ".join(_words(data).get(mark, "") for mark in each.marks) for each in _in_order(node)
    )


def _in_order(node: Node) -> list[Node]:
    return [node, *[each for kid in node.kids for each in _in_order(kid)]]


_cache: dict[int, dict[tuple[int, int], str]] = {}


def _words(data: bytes) -> dict[tuple[int, int], str]:
    if hash(data) not in _cache:
        _cache[hash(data)] = _read_words(data)
    return _cache[hash(data)]


def _read_words(data: bytes) -> dict[tuple[int, int], str]:
    words: dict[tuple[int, int], str] = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for index, page in enumerate(pdf.pages):
            fonts = {name: _unicode(font) for name, font in page.Resources.Font.items()}
            mark: int | None = None
            table: dict[int, str] = {}
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name == "BDC" and "/MCID" in operands[1]:
                    mark = int(operands[1].MCID)
                elif name in ("BMC", "EMC", "BDC"):
                    mark = None
                elif name == "Tf":
                    table = fonts[str(operands[0])]
                elif name in ("Tj", "TJ") and mark is not None:
                    shown = [operands[0]] if name == "Tj" else operands[0]
                    codes = [
                        code for part in shown if isinstance(part, pikepdf.String) for code in bytes(part)
                    ]
                    text = "".join(table.get(code, "\ufffd") for code in codes)
                    words[index, mark] = words.get((index, mark), "") + text
    return words


def _unicode(font: Any) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {}
    table: dict[int, str] = {}
    for line in font.ToUnicode.read_bytes().decode("ascii").split("\n"):
        parts = line.strip().split()
        if len(parts) == 2 and len(parts[0]) == 4 and len(parts[1]) >= 6:
            table[int(parts[0][1:-1], 16)] = bytes.fromhex(parts[1][1:-1]).decode("utf-16-be")
    return table
