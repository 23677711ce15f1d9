"""Names the elements of a Word document and reads what styles and lists say: level, mark, hidden or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tutordiary.anonymise.word_blocks import LANGUAGE, ListKind

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_LEVEL = 6
_LONGEST_CHAIN = 12
_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a:",
    "http://purl.oclc.org/ooxml/drawingml/main": "a:",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic:",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic:",
    "urn:schemas-microsoft-com:vml": "v:",
}


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says. ``numbering`` is a list's id and the depth in it, both as Word writes them."""

    level: int = 0
    hidden: bool = False
    numbering: tuple[str, str] = ("", "")


@lru_cache(maxsize=4096)
def _named(tag: str) -> str:
    space, _, local = tag.rpartition("}")
    prefix = _SPACES.get(space[1:])
    return "" if prefix is None else prefix + local


def name_of(element: _Element) -> str:
    """Return an element's name, with a prefix of ours where it is no word of Word's own; "" if unknown."""
    tag = element.tag
    return _named(tag) if isinstance(tag, str) else ""


def child(element: _Element | None, *path: str) -> _Element | None:
    """Return the first child of a name, its child of the next name, and so on; None when one is missing."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if name_of(each) == name), None)
    return element


def value(element: _Element | None, name: str = "val") -> str:
    """Return an attribute of Word's, whichever of its name spaces it is in; "" when there is none."""
    for key, found in element.attrib.items() if element is not None else ():
        if str(key).rpartition("}")[2] == name:
            return str(found)
    return ""


def number(text: str, most: int) -> int | None:
    """Return a whole number from 0 to ``most``; None for anything else."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        return None
    return int(text) if int(text) <= most else None


def is_on(element: _Element | None) -> bool:
    """Return whether a switch is there and not turned off."""
    return element is not None and value(element) not in {"0", "false", "off", "none"}


def numbering_of(properties: _Element | None) -> tuple[str, str]:
    """Return the list's id and the depth that a paragraph's properties give."""
    found = child(properties, "numPr")
    return value(child(found, "numId")), value(child(found, "ilvl"))


def outline_of(element: _Element) -> int:
    """Return the level of a heading that an element's paragraph properties give; 0 when it is none."""
    found = number(value(child(element, "pPr", "outlineLvl")), MOST_LEVEL - 1)
    return 0 if found is None else found + 1


def language_of(root: _Element | None) -> str:
    """Return the language of a document by its styles: a code such as en-GB."""
    defaults = child(root, "docDefaults", "rPrDefault", "rPr", "lang")
    wanted = value(defaults)
    return wanted if re.fullmatch(r"[a-z]{2}-[A-Z]{2}", wanted) else LANGUAGE


def styles_of(root: _Element | None) -> dict[str, Style]:
    """Return the styles of a document by their ids."""
    found = {value(each, "styleId"): each for each in _children(root, "style")}
    return {style_id: _style(style_id, found) for style_id in found}


def _style(style_id: str, found: dict[str, _Element]) -> Style:
    """Return what a style or those it is based on say; the nearest counts."""
    level, hidden, numbering = 0, False, ("", "")
    for _ in range(_LONGEST_CHAIN):
        style = found.get(style_id)
        if style is None:
            break
        name = value(child(style, "name")).lower()
        level = level or level_named(name) or level_named(style_id.lower()) or outline_of(style)
        hidden = hidden or is_on(child(style, "rPr", "vanish"))
        numbering = numbering if numbering[0] else numbering_of(child(style, "pPr"))
        style_id = value(child(style, "basedOn"))
    return Style(level, hidden, numbering)


def level_named(name: str) -> int:
    """Return the level a style's name says: "heading 2", "heading2"; a title is of level 1."""
    if name == "title":
        return 1
    match = re.fullmatch(r"heading ?([1-6])", name)
    return int(match[1]) if match else 0


def lists_of(root: _Element | None) -> dict[str, dict[int, ListKind]]:
    """Return for each list by its id the kind of mark at each depth, counted from 0."""
    shapes = {value(each, "abstractNumId"): _marks(each) for each in _children(root, "abstractNum")}
    return {
        value(each, "numId"): shapes.get(value(child(each, "abstractNumId")), {})
        for each in _children(root, "num")
    }


def _marks(shape: _Element) -> dict[int, ListKind]:
    found: dict[int, ListKind] = {}
    for each in _children(shape, "lvl"):
        depth = number(value(each, "ilvl"), 8)
        if depth is not None:
            bullet = value(child(each, "numFmt")) in ("bullet", "none", "")
            found[depth] = "bullet" if bullet else "number"
    return found


def _children(element: _Element | None, name: str) -> list[_Element]:
    return [each for each in element if name_of(each) == name] if element is not None else []
