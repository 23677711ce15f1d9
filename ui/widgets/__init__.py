"""The parts every page is built from. They know the theme and nothing of the field.

Each is loaded when it is first asked for: the unlock window needs few of them and starts sooner so.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.widgets.autosave import Autosave
    from ui.widgets.buttons import Button, Chip, PrimaryButton, QuietButton, SecondaryButton
    from ui.widgets.cards import Card, Line, Scroller, Sheet, drop_from
    from ui.widgets.chips import Chips, Flow
    from ui.widgets.choice import Choice
    from ui.widgets.dots import Dots, DotsButton, dot_at, dots_width, paint_dots
    from ui.widgets.fields import FieldRow
    from ui.widgets.keycaps import KeycapBar, KeyLine
    from ui.widgets.labels import Body, Elided, Heading, Muted, Text
    from ui.widgets.nav import NavItem, NavRail
    from ui.widgets.notices import NoticeBar, announce

_HOMES = {
    "Autosave": "autosave",
    "Body": "labels",
    "Button": "buttons",
    "Card": "cards",
    "Chip": "buttons",
    "Chips": "chips",
    "Choice": "choice",
    "Dots": "dots",
    "DotsButton": "dots",
    "Elided": "labels",
    "FieldRow": "fields",
    "Flow": "chips",
    "Heading": "labels",
    "KeyLine": "keycaps",
    "KeycapBar": "keycaps",
    "Line": "cards",
    "Muted": "labels",
    "NavItem": "nav",
    "NavRail": "nav",
    "NoticeBar": "notices",
    "PrimaryButton": "buttons",
    "QuietButton": "buttons",
    "Scroller": "cards",
    "SecondaryButton": "buttons",
    "Sheet": "cards",
    "Text": "labels",
    "announce": "notices",
    "dot_at": "dots",
    "dots_width": "dots",
    "drop_from": "cards",
    "paint_dots": "dots",
}

__all__ = [
    "Autosave",
    "Body",
    "Button",
    "Card",
    "Chip",
    "Chips",
    "Choice",
    "Dots",
    "DotsButton",
    "Elided",
    "FieldRow",
    "Flow",
    "Heading",
    "KeyLine",
    "KeycapBar",
    "Line",
    "Muted",
    "NavItem",
    "NavRail",
    "NoticeBar",
    "PrimaryButton",
    "QuietButton",
    "Scroller",
    "SecondaryButton",
    "Sheet",
    "Text",
    "announce",
    "dot_at",
    "dots_width",
    "drop_from",
    "paint_dots",
]


def __getattr__(name: str) -> object:
    """Return a part by its name, from the module it lives in."""
    if name not in _HOMES:
        raise AttributeError(f"ui.widgets has no part named {name}")
    part = getattr(import_module(f"ui.widgets.{_HOMES[name]}"), name)
    globals()[name] = part
    return part
