"""Says which texts of an outline may hold light marks: those a tutor worded, and no other.

``rich.RICH_FIELDS`` is the one list of them; the writers of Word, text and Markdown ask here, so that a name,
a label or somebody's exact words are printed as they stand.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from tutordiary.documents.blocks import Outline, Text
from tutordiary.documents.content import Document
from tutordiary.documents.rich import RICH_FIELDS, has_marks


def with_marks(shape: Outline, document: Document) -> Outline:
    """Return the outline with ``is_rich`` set on the paragraphs that hold marks to be read."""
    worded = _worded(document)
    if not worded:
        return shape
    blocks = tuple(
        replace(block, is_rich=True) if isinstance(block, Text) and _is_of(block.text, worded) else block
        for block in shape.blocks
    )
    return replace(shape, blocks=blocks)


def _is_of(text: str, worded: list[str]) -> bool:
    # An outline may put a quote between the first paragraph of a text and the rest of it.
    return any(text in one for one in worded) and has_marks(text)


def _worded(record: Any) -> list[str]:
    found: list[str] = []
    for item in fields(record):
        value = getattr(record, item.name)
        for one in value if isinstance(value, tuple) else (value,):
            if is_dataclass(one):
                found += _worded(one)
            elif isinstance(one, str) and f"{type(record).__name__}.{item.name}" in RICH_FIELDS:
                found += [one] if has_marks(one) else []
    return found
