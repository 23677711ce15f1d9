"""Words and questions that several of a pupil's sheets share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tutordiary import dates
from tutordiary.model import GivenBy, PermissionKind
from tutordiary.presenters.forms import FormField

PERMISSION = {
    PermissionKind.ANONYMOUS_USE: "Words and signs, without names",
    PermissionKind.IDENTIFIABLE_CASE_STUDY: "A case study that can be recognised",
    PermissionKind.QUOTE: "Quotes",
    PermissionKind.DRAWING: "Drawings",
    PermissionKind.AUDIO: "Sound recordings",
    PermissionKind.PHOTO: "Photos",
}
GIVEN_BY = {
    GivenBy.PUPIL: "The pupil",
    GivenBy.PARENT_CARER: "A parent or carer",
    GivenBy.SCHOOL: "The school",
}
WHO_MAY_SEE = FormField("audiences", "Who may see it", "audiences", "Nobody ticked means only you")


def choices(words: Mapping[Any, str], *, none: str = "") -> tuple[tuple[str, str], ...]:
    """Return a closed list as stored values with words, beginning with a capital."""
    first = (("", none),) if none else ()
    return first + tuple((key.value, text[:1].upper() + text[1:]) for key, text in words.items())


def today_words(today: Callable[[], date]) -> str:
    """Return today as it stands in a field."""
    return dates.day_and_month(today(), year=True)
