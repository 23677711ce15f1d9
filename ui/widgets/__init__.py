"""The parts every page is built from. They know the theme and nothing of the field."""

from __future__ import annotations

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
