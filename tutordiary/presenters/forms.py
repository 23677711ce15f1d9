"""Sheets for the records that are not logged in a session: what each asks, and how the answers are kept.

A form is data: the window draws any of them. What is typed is a draft in the diary until it is kept, so that
a lock or a crash loses none of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, Literal, Protocol

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.diary.former_names import former_names
from tutordiary.model import Audience, Record, new_id
from tutordiary.presenters.history import Bin
from tutordiary.store.records import FieldRule, rules

FieldKind = Literal["line", "text", "choice", "many", "audiences", "flag", "links"]
MOST_INDICATORS = 3
AHEAD = frozenset({"review_by", "due_on", "ends_on"})  # days somebody plans for; all others lie behind
YES = "yes"
# Fields that hold what somebody else said: their words are theirs, and nobody is hinted at kinder ones.
SAID_BY_OTHERS = frozenset({"words", "pupil_words", "pupil_review", "school_hopes", "ground_rules"})
CARET_IN = "@caret"  # no field of a record is called so
_PLACES = ("group_id", "setting_id")  # these may change while words about a pupil are a draft


@dataclass(frozen=True, slots=True)
class FormField:
    """One question. ``choices`` pairs stored values with words; an empty value means "not known"."""

    key: str
    label: str
    kind: FieldKind = "line"
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field, as a sentence.

    ``is_question``: nothing is wrong; it is asked once, and what stands there may be kept as it is.
    """

    field: str
    sentence: str
    is_question: bool = False


class Extra(Protocol):
    """What a sheet asks beyond its record's own fields, and what it may refuse."""

    def problem(self, record: Record, values: Mapping[str, str], /) -> Problem | None:
        """Return why the record cannot be kept with these answers, or None."""

    def keep(self, record: Record, values: Mapping[str, str], /) -> None:
        """Write what hangs on the record, in the same transaction and after it."""


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet to fill in. ``values`` are what stands in its fields; ``note`` is a sentence above them.

    ``was_typed`` says that the values are words somebody typed before and did not keep yet; ``caret`` then
    counts characters in the field ``caret_in``, which is empty when the focus was elsewhere, and ``steps``
    are the texts that stood in that field before.
    """

    draft_key: str
    title: str
    note: str
    fields: tuple[FormField, ...]
    values: Mapping[str, str]
    record_type: type[Record]
    record: Record | None
    fixed: Mapping[str, Any]
    was_typed: bool
    caret_in: str = ""
    caret: int = 0
    steps: tuple[str, ...] = ()
    extra: Extra | None = None


class Forms:
    """Opens forms on records and keeps what they were filled with."""

    def __init__(self, diary: Diary, today: Callable[[], date]) -> None:
        self._diary = diary
        self._today = today

    def open(
        self,
        record_type: type[Record],
        title: str,
        questions: tuple[FormField, ...],
        *,
        record: Record | None = None,
        fixed: Mapping[str, Any] | None = None,
        first: Mapping[str, str] | None = None,
        note: str = "",
        extra: Extra | None = None,
    ) -> Form:
        """Return a form on a record, or on a new one with ``fixed`` values and ``first`` answers.

        Questions that are no fields of the record are answered by ``first`` and kept by ``extra``.
        """
        owners = (record.id,) if record else _owners(fixed or {})
        keys = [f"form/{record_type.table}/{owner}" for owner in owners]
        values = dict(first or {})
        if record is not None:
            own = {rule.name for rule in rules(record_type)}
            values |= {one.key: shown(getattr(record, one.key)) for one in questions if one.key in own}
        draft = next((one for one in self._diary.drafts(keys[0]) if one.key in keys), None)
        typed = json.loads(draft.text) if draft else {}
        caret_in = typed.pop(CARET_IN, "")
        return Form(
            draft_key=draft.key if draft else keys[0],
            title=title,
            note=note,
            fields=questions,
            values=values | typed,
            record_type=record_type,
            record=record,
            fixed=fixed or {},
            was_typed=bool(typed),
            caret_in=caret_in,
            caret=draft.caret if draft else 0,
            steps=draft.steps if draft else (),
            extra=extra,
        )

    def keep_typing(
        self,
        form: Form,
        values: Mapping[str, str],
        caret_in: str = "",
        caret: int = 0,
        steps: tuple[str, ...] = (),
    ) -> None:
        """Keep what stands in the fields as a draft, and the caret and the earlier texts of one of them.

        Nothing happens in a diary that is only looked at.
        """
        if self._diary.is_read_only:
            return
        held = {**values, CARET_IN: caret_in}
        self._diary.keep_draft(form.draft_key, json.dumps(held, ensure_ascii=False), caret, steps)

    def keep(self, form: Form, values: Mapping[str, str]) -> Problem | None:
        """Write the record, or return what is wrong and write nothing."""
        by_name = {rule.name: rule for rule in rules(form.record_type)}
        found: dict[str, Any] = {}
        for one in form.fields:
            typed = values.get(one.key, "").strip()
            if one.is_needed and not typed:
                return Problem(one.key, "This is needed. Nothing was kept yet.")
            if one.key not in by_name:
                continue  # the form's extra keeps it
            value, wrong = _read(by_name[one.key], typed, self._today())
            if wrong:
                return Problem(one.key, wrong)
            found[one.key] = value
        record = self._record(form, found)
        problem = form.extra.problem(record, values) if form.extra else None
        if problem is not None:
            return problem
        with self._diary.together():
            self._diary.save(record, *former_names(self._diary, record))
            if form.extra is not None:
                form.extra.keep(record, values)
            self._diary.drop_draft(form.draft_key)
        return None

    def remove(self, form: Form) -> str:
        """Remove the record the form is on, and return what brings it back; empty when nothing does."""
        if form.record is None:
            return ""
        with self._diary.together():
            entries = self._diary.remove(form.record)
            self._diary.drop_draft(form.draft_key)
        return next(iter(entries), "")

    def bring_back(self, entry_id: str) -> tuple[bool, str]:
        """Bring back what was removed; return whether that was done, and a sentence that says so."""
        return Bin(self._diary, self._today).bring_back(entry_id)

    def _record(self, form: Form, found: dict[str, Any]) -> Record:
        if form.record is not None:
            return replace(form.record, **found)
        names = {field.name for field in fields(form.record_type)}
        values = {key: value for key, value in {**form.fixed, **found}.items() if key in names}
        return form.record_type(id=new_id(), **values)


def _owners(fixed: Mapping[str, Any]) -> tuple[str, str]:
    """Return what the draft of a new record is kept by: whom it is about, not where they are just now.

    The second is what it was kept by before, with the place.
    """
    mine = {name: value for name, value in fixed.items() if name not in _PLACES or "pupil_id" not in fixed}
    first, before = ("-".join(str(value) for value in one.values()) for one in (mine, fixed))
    return first, before


def shown(value: Any) -> str:
    """Return a stored value as it stands in a field."""
    if value is None:
        return ""
    if isinstance(value, date):
        return dates.day_and_month(value, year=True)
    if isinstance(value, bool):
        return YES if value else ""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, frozenset):
        return " ".join(sorted(value))
    return str(value)


def _read(rule: FieldRule, typed: str, today: date) -> tuple[Any, str]:
    """Return what was typed as the field's own type, and a sentence when it cannot be."""
    if rule.kind is date:
        if not typed:
            return None, "" if rule.optional else "A day is needed, for example 14 October."
        day = dates.parse_day(typed, today, ahead=rule.name in AHEAD)
        return day, "" if day else "Write the day like 14 October 2026 or 14/10/2026."
    if rule.kind is int:
        if not typed:
            return None, ""
        return (int(typed), "") if typed.isdecimal() and len(typed) < 6 else (None, "Write a whole number.")
    if rule.kind is bool:
        return typed == YES, ""
    if rule.kind is tuple:
        parts = tuple(part.strip() for part in typed.split(",") if part.strip())
        if rule.name == "indicators" and len(parts) > MOST_INDICATORS:
            return None, "Three indicators are the most for one small sign."
        return parts, ""
    if rule.kind is frozenset:
        return frozenset(Audience(word) for word in typed.split()), ""
    if issubclass(rule.kind, StrEnum):
        return (rule.kind(typed), "") if typed else (None, "" if rule.optional else "Choose one.")
    return (typed or None) if rule.optional else typed, ""
