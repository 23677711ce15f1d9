"""Who a moment can be about: the pupils of today's groups, found by the first letters of a name."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from datetime import date

from tutordiary import wording
from tutordiary.diary import Diary, reading
from tutordiary.model import Pupil, Setting

RECENT = "moment_recent"  # a preference of the diary: ids of the pupils written about last
MOST_RECENT = 5
MOST_SHOWN = 6
NOT_NOW = "not in a group today"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pupil to choose: the name, and what tells namesakes apart: group, school, year."""

    pupil_id: str
    name: str
    about: str

    @property
    def line(self) -> str:
        """Both in one line."""
        return f"{self.name}, {self.about}" if self.about else self.name


@dataclass(slots=True)
class _One:
    pupil: Pupil
    groups: list[str]
    group_id: str | None
    setting: str
    starts: str = ""  # every part of every name, each after a space, in plain letters

    def __post_init__(self) -> None:
        names = (self.pupil.first_name, self.pupil.last_name, *self.pupil.known_as)
        self.starts = " " + _plain(" ".join(names)).replace("-", " ")


class MomentPeople:
    """Reads today's pupils once; everybody else only when nobody of them fits. ``first`` is offered first."""

    def __init__(self, diary: Diary, today: date, first: str = "") -> None:
        self._diary = diary
        self._first = first
        self._people: dict[str, _One] = {}
        self._settings = {one.id: one.name for one in diary.all(Setting)}
        for here in reading.current_pupils(diary, today):
            one = self._people.setdefault(
                here.pupil.id,
                _One(here.pupil, [], here.group.id, self._settings.get(here.group.setting_id, "")),
            )
            one.groups.append(here.group.working_name)
        if first and first not in self._people:
            pupil = diary.get(Pupil, first)
            self._people |= {first: self._other(pupil)} if pupil else {}
        self._others: dict[str, _One] | None = None

    def candidates(self, typed: str) -> tuple[Candidate, ...]:
        """Return the pupils who fit, six at most: the one in hand and those written about last come first.

        Two letters that fit nobody of today look among everybody in the diary.
        """
        words = _plain(typed).split()
        found = self._fitting(self._people, words)
        if not found and len("".join(words)) > 1:
            found = self._fitting(self._everybody(), words)
        recent = self._recent()
        recent = [self._first, *(one for one in recent if one != self._first)]
        found.sort(key=lambda one: (_rank(one.pupil, words), _recency(recent, one.pupil.id), _name_key(one)))
        shown = found[:MOST_SHOWN]
        names = [one.pupil.first_name.casefold() for one in found]
        return tuple(self._candidate(one, names.count(one.pupil.first_name.casefold()) > 1) for one in shown)

    def named(self, pupil_id: str) -> Candidate | None:
        """Return one pupil, or None when there is no such pupil any more."""
        one = self._people.get(pupil_id)
        if one is None:
            pupil = self._diary.get(Pupil, pupil_id)
            one = self._other(pupil) if pupil else None
        return self._candidate(one, is_double=False) if one else None

    def group_of(self, pupil_id: str) -> str | None:
        """Return the group a pupil belongs to today; None when there is none."""
        one = self._people.get(pupil_id)
        return one.group_id if one else None

    def used(self, pupil_id: str) -> None:
        """Remember that this pupil was written about."""
        recent = [pupil_id, *(one for one in self._recent() if one != pupil_id)]
        self._diary.keep_preference(RECENT, json.dumps(recent[:MOST_RECENT]))

    def _recent(self) -> list[str]:
        return list(json.loads(self._diary.preference(RECENT) or "[]"))

    def _everybody(self) -> dict[str, _One]:
        if self._others is None:
            self._others = {pupil.id: self._other(pupil) for pupil in self._diary.all(Pupil)}
        return self._others

    def _other(self, pupil: Pupil) -> _One:
        return _One(pupil, [NOT_NOW], None, self._settings.get(pupil.setting_id or "", ""))

    @staticmethod
    def _fitting(people: dict[str, _One], words: list[str]) -> list[_One]:
        return [one for one in people.values() if all(f" {word}" in one.starts for word in words)]

    @staticmethod
    def _candidate(one: _One, is_double: bool) -> Candidate:
        pupil = one.pupil
        name = f"{pupil.first_name} {pupil.last_name}".strip() if is_double else pupil.first_name
        year = wording.year_words(pupil.year_group) if is_double else ""
        about = ", ".join(
            part for part in (*one.groups, one.setting, year, pupil.class_name * is_double) if part
        )
        return Candidate(pupil.id, name, about)


def _plain(words: str) -> str:
    parts = unicodedata.normalize("NFD", words.casefold())
    return "".join(one for one in parts if not unicodedata.combining(one))


def _rank(pupil: Pupil, words: list[str]) -> int:
    """Return 0 for a first name that begins so, 1 for any other name that does."""
    return 0 if not words or _plain(pupil.first_name).startswith(words[0]) else 1


def _recency(recent: list[str], pupil_id: str) -> int:
    return recent.index(pupil_id) if pupil_id in recent else len(recent)


def _name_key(one: _One) -> tuple[str, str, str]:
    return (_plain(one.pupil.first_name), _plain(one.pupil.last_name), one.pupil.id)
