"""Who and what must not be readable in a text: the pupils, staff, family, tutor, schools and groups.

A roster is all the recogniser knows about real people. It says nothing about how they are to be replaced;
see ``render.Naming`` for that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tutordiary.errors import BadInput

PersonKind = Literal["pupil", "staff", "family", "tutor"]
LearnedKind = Literal["person", "place", "school"]
LEARNED_KINDS: tuple[LearnedKind, ...] = ("person", "place", "school")


@dataclass(frozen=True, slots=True)
class Person:
    """One known person. ``entity`` is unique in the roster; empty strings mean not known.

    ``relation`` is for family ("dad", "nan"), ``role`` and ``title`` for staff.
    """

    entity: str
    kind: PersonKind
    first: str
    last: str = ""
    title: str = ""
    role: str = ""
    relation: str = ""
    known_as: tuple[str, ...] = ()
    pronouns: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A setting or a group by all the names people use for it, the full one first."""

    names: tuple[str, ...]
    entity: str = ""


@dataclass(frozen=True, slots=True)
class LearnedName:
    """A name the tutor pointed out in a review; ``entity`` says whose, or None for someone unlisted."""

    text: str
    kind: LearnedKind
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """Everything known about the people around one project. ``not_names`` are lower-case words to leave."""

    pupils: tuple[Person, ...] = ()
    staff: tuple[Person, ...] = ()
    family: tuple[Person, ...] = ()
    tutor: Person | None = None
    settings: tuple[Place, ...] = ()
    groups: tuple[Place, ...] = ()
    learned: tuple[LearnedName, ...] = ()
    not_names: frozenset[str] = frozenset()

    def people(self) -> tuple[Person, ...]:
        """Return everyone, pupils first, the tutor last."""
        return self.pupils + self.staff + self.family + ((self.tutor,) if self.tutor else ())

    def is_empty(self) -> bool:
        """Return whether the roster names no pupil: nothing may be given out on such a roster."""
        return not self.pupils


def _text(record: Mapping[str, object], key: str, where: str, *, needed: bool = False) -> str:
    value = record.get(key)
    if value is None:
        value = ""
    if not isinstance(value, str):
        raise BadInput(f"In the roster, {where}.{key} should be text. Nothing was written.")
    if needed and not value.strip():
        raise BadInput(f"In the roster, {where}.{key} is missing or empty. Nothing was written.")
    if len(value) > 200:
        raise BadInput(f"In the roster, {where}.{key} is longer than 200 characters. Nothing was written.")
    return value.strip()


def _texts(record: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    value = record.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadInput(f"In the roster, {where}.{key} should be a list of texts. Nothing was written.")
    return tuple(item.strip() for item in value if item.strip())


def _records(record: Mapping[str, object], key: str) -> Sequence[tuple[str, Mapping[str, object]]]:
    value = record.get(key)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise BadInput(f"In the roster, {key} should be a list. Nothing was written.")
    found = []
    for index, item in enumerate(value):
        where = f"{key}[{index}]"
        if not isinstance(item, dict):
            raise BadInput(f"In the roster, {where} should be an object. Nothing was written.")
        found.append((where, item))
    return found


def _person(kind: PersonKind, record: Mapping[str, object], where: str, default: str) -> Person:
    if kind == "family":
        first, last = (
            _text(record, "name", where) or _text(record, "first", where),
            _text(record, "last", where),
        )
        needed = "name"
    else:
        first, last = _text(record, "first", where), _text(record, "last", where)
        needed = "first"
    if not first and not last:
        raise BadInput(f"In the roster, {where}.{needed} is missing or empty. Nothing was written.")
    return Person(
        entity=_text(record, "id", where) or default,
        kind=kind,
        first=first,
        last=last,
        title=_text(record, "title", where),
        role=_text(record, "role", where),
        relation=_text(record, "relation", where),
        known_as=_texts(record, "known_as", where),
        pronouns=_text(record, "pronouns", where),
    )


def _people(kind: PersonKind, key: str, record: Mapping[str, object], letter: str) -> tuple[Person, ...]:
    return tuple(
        _person(kind, item, where, f"{letter}{index}")
        for index, (where, item) in enumerate(_records(record, key), start=1)
    )


def _places(record: Mapping[str, object], one: str, many: str) -> tuple[Place, ...]:
    value = record.get(one)
    items = record.get(many) if value is None else [value]
    if items is None:
        return ()
    if not isinstance(items, list):
        raise BadInput(f"In the roster, {many} should be a list. Nothing was written.")
    places = []
    for index, item in enumerate(items):
        where = one if value is not None else f"{many}[{index}]"
        if isinstance(item, str):
            item = {"name": item}
        if not isinstance(item, dict):
            raise BadInput(f"In the roster, {where} should be a name or an object. Nothing was written.")
        names = (_text(item, "name", where, needed=True), *_texts(item, "aliases", where))
        places.append(Place(names, _text(item, "id", where) or f"{one}{index + 1}"))
    return tuple(places)


def _learned(record: Mapping[str, object]) -> tuple[LearnedName, ...]:
    found = []
    for where, item in _records(record, "learned"):
        kind = _text(item, "kind", where, needed=True)
        match = next((known for known in LEARNED_KINDS if known == kind), None)
        if match is None:
            raise BadInput(
                f"In the roster, {where}.kind should be person, place or school. Nothing was written."
            )
        found.append(
            LearnedName(_text(item, "text", where, needed=True), match, _text(item, "entity", where) or None)
        )
    return tuple(found)


def roster_from_world(world: object, place: str = "") -> Roster:
    """Read the JSON shape of a roster: setting, group, tutor, pupils, staff, family.

    ``setting`` and ``group`` may also be lists under ``settings`` and ``groups``; ``place`` (the world's own
    key) goes in front of what an error names. Raises BadInput naming the part that is wrong.
    """
    try:
        return _read(world)
    except BadInput as error:
        if not place:
            raise
        raise BadInput(str(error).replace("In the roster, ", f"In the roster, {place}.", 1)) from None


def _read(world: object) -> Roster:
    if not isinstance(world, dict):
        raise BadInput(
            "In the roster, each entry should be an object with a list of pupils. Nothing was written."
        )
    if not isinstance(world.get("pupils"), list) or not world["pupils"]:
        raise BadInput("In the roster, pupils is missing or empty. Nothing was written.")
    tutor = world.get("tutor")
    if tutor is not None and not isinstance(tutor, dict):
        raise BadInput("In the roster, tutor should be an object. Nothing was written.")
    roster = Roster(
        pupils=_people("pupil", "pupils", world, "P"),
        staff=_people("staff", "staff", world, "S"),
        family=_people("family", "family", world, "F"),
        tutor=_person("tutor", tutor, "tutor", "T") if tutor else None,
        settings=_places(world, "setting", "settings"),
        groups=_places(world, "group", "groups"),
        learned=_learned(world),
        not_names=frozenset(word.lower() for word in _texts(world, "not_names", "roster")),
    )
    seen: set[str] = set()
    for person in roster.people():
        if person.entity in seen:
            raise BadInput("In the roster, two people share one id. Nothing was written.")
        seen.add(person.entity)
    return roster
