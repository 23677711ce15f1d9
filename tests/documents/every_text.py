"""Puts the same words into every text of a document, choices excepted."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Literal, get_args, get_origin, get_type_hints

NEVER = ("style",)
"""Parts that say how a document looks: no user words get there."""


def with_every_text(record, words: str):
    """Return the record with all its free text replaced, however deep; what is a choice of few stays."""
    hints = get_type_hints(type(record))
    changes = {}
    for item in fields(record):
        if item.name in NEVER or _is_choice(hints[item.name]):
            continue
        value = getattr(record, item.name)
        if isinstance(value, tuple):
            changes[item.name] = tuple(_replaced(part, words) for part in value)
        else:
            changes[item.name] = _replaced(value, words)
    return replace(record, **changes)


def _replaced(value, words: str):
    if isinstance(value, str):
        return words
    if isinstance(value, tuple):
        return tuple(_replaced(part, words) for part in value)
    return with_every_text(value, words) if is_dataclass(value) else value


def _is_choice(hint) -> bool:
    return get_origin(hint) is Literal or any(get_origin(one) is Literal for one in get_args(hint))
