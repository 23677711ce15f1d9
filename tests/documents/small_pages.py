"""Prints a few words by themselves, set as every document is."""

from __future__ import annotations

from tutordiary.documents.content import Style
from tutordiary.documents.pdf.flow import Type
from tutordiary.documents.pdf.press import Sheet, print_story

BODY = Type(10, 14)


def sheet(**changes):
    return Sheet(**{"title": "Test", "footer": "Foot", "running": "Run", "style": Style()} | changes)


def page(story, **changes):
    """Print a story: a function of the setting, as layouts have it."""
    return print_story(story, sheet(**changes))


def words(*texts, kind=BODY, **changes):
    """Print texts as paragraphs."""
    return page(
        lambda setting: [one for text in texts for one in setting.paras(setting.root, text, kind)], **changes
    )
