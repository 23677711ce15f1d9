"""Every way a known name may be written, worked out once per roster.

A form is keyed by its plain letters run together; ``cuts`` are the places where it may be broken, so that
"Jean-Luc", "jean luc" and "JeanLuc" are one form and "be a" is never read as "Bea".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, product

from tutordiary import assets
from tutordiary.anonymise import words
from tutordiary.anonymise.normalise import fold
from tutordiary.anonymise.roster import LearnedName, Person, Place, Roster

TYPES = {"pupil": "PUPIL", "staff": "STAFF", "family": "FAMILY", "tutor": "TUTOR"}
LEARNED_TYPES = {"person": "PERSON", "place": "PLACE", "school": "SCHOOL"}
PERSON_TITLES = ("mr", "mrs", "miss", "ms", "mx", "dr", "sir", "rev", "prof")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a known name.

    ``how`` is one of full, first, short, last, part, first_initial, initial_last, titled, title_initial,
    initials, place, core, acronym. ``cuts`` are letter counts at which the form may be broken.
    """

    key: str
    entity: str | None
    type: str
    how: str
    cuts: frozenset[int]


def parts_of(name: str) -> list[str]:
    """Return the plain lower-case parts of a name, parted at spaces, hyphens and apostrophes."""
    return _LETTERS.findall(fold(name))


def _cuts(parts: Iterable[str]) -> frozenset[int]:
    return _cuts_after(tuple(map(len, parts)))


@cache
def _cuts_after(lengths: tuple[int, ...]) -> frozenset[int]:
    """Return where parts of these lengths end; hundreds of thousands of forms share a few of these sets."""
    return frozenset(accumulate(lengths))


@cache
def _short_forms() -> dict[str, tuple[str, ...]]:
    found = {}
    for line in assets.read_text("names/short.txt").splitlines():
        if line and not line.startswith("#"):
            full, *shorts = line.split()
            found[full] = tuple(shorts)
    return found


def _form(parts: list[str], person: Person, how: str) -> Form:
    return Form("".join(parts), person.entity, TYPES[person.kind], how, _cuts(parts))


def _single_parts(parts: list[str]) -> list[str]:
    if len(parts) == 1:
        return []
    return [part for part in parts if len(part) >= 3 and part not in words.listed("particle")]


def _surname_spellings(last: list[str]) -> list[list[str]]:
    """Return the whole surname, its longer parts, and its particles shortened ("vdB")."""
    if not last:
        return []
    spellings = [last, *([part] for part in _single_parts(last))]
    if len(last) > 2 and any(part in words.listed("particle") for part in last[:-1]):
        spellings.append([*(part[0] for part in last[:-1]), last[-1][0]])
        spellings.append([*(part[0] for part in last[:-1]), last[-1]])
    return spellings


def _initial_runs(names: list[list[str]], last: list[str]) -> set[tuple[str, ...]]:
    """Return the runs of initials a person may be called by: K, KM, MR, MRC, M."""
    strong_last = [part for part in last if part not in words.listed("particle")] or last
    found: set[tuple[str, ...]] = set()
    for first in names:
        for start in {(first[0][0],), tuple(part[0] for part in first)}:
            found.add(start)
            for end in {(), (last[0][0],) if last else (), tuple(part[0] for part in strong_last)}:
                found.add(start + end)
            if last:
                found.add(start + tuple(part[0] for part in last))
    return found


def person_forms(person: Person) -> Iterator[Form]:
    """Yield every form of one person."""
    known = [parts_of(name) for name in (person.first, *person.known_as)]
    titled_known = [parts for parts in known if parts and parts[0] in PERSON_TITLES and len(parts) == 2]
    for parts in titled_known:
        yield _form(parts, person, "title_initial" if len(parts[1]) == 1 else "titled")
    names = [parts for parts in known if parts and parts not in titled_known]
    last = parts_of(person.last)
    shorts = [[short] for parts in names for short in _short_forms().get("".join(parts), ())]
    for parts in names:
        yield _form(parts, person, "first")
        for part in _single_parts(parts):
            yield _form([part], person, "first" if person.kind == "pupil" else "part")
    for parts in shorts:
        yield _form(parts, person, "short")
    surnames = _surname_spellings(last)
    for index, surname in enumerate(surnames):
        yield _form(surname, person, "last" if index == 0 else "part")
    heads = names + [[part] for parts in names for part in _single_parts(parts)]
    for first, surname in product(heads + shorts, surnames):
        yield _form(first + surname, person, "full")
        yield _form(surname + first, person, "last_first")
    if last:
        initials = {(last[0][0],), tuple(part[0] for part in last)}
        for first, run in product(heads + shorts, initials):
            yield _form([*first, *run], person, "first_initial")
        if names:
            for surname in surnames:
                yield _form([*surname, names[0][0][0]], person, "last_initial")
        for surname, run in product(surnames, _initial_runs(names, [])):
            yield _form([*run, *surname], person, "initial_last")
        for surname, run in product([last], _initial_runs(names, last)):
            yield _form([*run, *surname], person, "initial_last")
    yield from _titled_forms(person, names, surnames, last)
    for run in _initial_runs(names, last):
        yield _form(list(run), person, "initials")


def _titled_forms(
    person: Person, names: list[list[str]], surnames: list[list[str]], last: list[str]
) -> Iterator[Form]:
    if person.kind == "family":
        heads = [[title] for title in sorted(words.listed("family_title"))]
        heads += [parts_of(person.relation)] if parts_of(person.relation) else []
        for head, name in product(heads, names):
            yield _form([*head, *name], person, "titled")
        return
    firsts = names[:1]
    titles = {**dict.fromkeys(PERSON_TITLES), **dict.fromkeys(parts_of(person.title)[:1])}
    for title in titles:
        for surname in surnames:
            yield _form([title, *surname], person, "titled")
            for first in firsts:
                yield _form([title, *first, *surname], person, "titled")
                yield _form([title, first[0][0], *surname], person, "titled")
        if person.kind != "pupil":
            for first in names:
                yield _form([title, *first], person, "titled")
        own = fold(person.title).strip(".")
        if last and (title == own or (title in {"miss", "ms", "mrs"} and own in {"miss", "ms", "mrs"})):
            yield _form([title, last[0][0]], person, "title_initial")
            strong = [part for part in last if part not in words.listed("particle")]
            if strong:
                yield _form([title, strong[0][0]], person, "title_initial")
            yield _form([title, *(part[0] for part in last)], person, "title_initial")


def _saint_spellings(parts: list[str]) -> list[list[str]]:
    """Return the name with St, Saint and SS, with and without the s of its possessive."""
    found = [parts]
    if parts and parts[0] in {"st", "saint", "ss", "saints"}:
        found += [[head, *parts[1:]] for head in ("st", "saint", "ss", "sts") if head != parts[0]]
    plain = []
    for spelling in found:
        if "s" in spelling:
            index = spelling.index("s")
            plain.append(spelling[:index] + spelling[index + 1 :])
            if index:
                plain.append([*spelling[: index - 1], spelling[index - 1] + "s", *spelling[index + 1 :]])
    return found + plain


def _core(parts: list[str]) -> list[str]:
    tail = words.listed("school_tail")
    end = len(parts)
    while end > 1 and parts[end - 1] in tail:
        end -= 1
    core = parts[:end]
    for index in range(1, len(core)):
        if core[index] in {"primary", "junior", "infant", "academy", "school", "nursery", "community", "c"}:
            return core[:index]
    return core


def place_forms(place: Place, type_name: str) -> Iterator[Form]:
    """Yield every form of a setting or a group."""
    entity = place.entity or type_name.lower()
    for name in place.names:
        plain = parts_of(name)
        if not plain:
            continue
        if len(plain) == 1 and name.strip().isupper() and len(plain[0]) <= 6:
            yield Form(plain[0], entity, type_name, "acronym", frozenset(range(len(plain[0]))))
            continue
        spellings = _saint_spellings(plain)
        if plain[0] == "the" and len(plain) > 1:
            spellings.append(plain[1:])
        for parts in spellings:
            yield Form("".join(parts), entity, type_name, "place", _cuts(parts))
            core = _core(parts)
            if type_name == "SETTING" and core != parts and core not in (["st"], ["saint"]):
                yield Form("".join(core), entity, type_name, "core", _cuts(core))
                for tail in (("primary",), ("primary", "school"), ("school",), ("academy",), ("juniors",)):
                    yield Form("".join([*core, *tail]), entity, type_name, "place", _cuts([*core, *tail]))
        short = "".join(part[0] for part in plain if part not in {"of", "and", "the", "s"})
        if type_name == "SETTING" and len(short) >= 3:
            yield Form(short, entity, type_name, "acronym", frozenset(range(len(short))))


def learned_forms(learned: LearnedName) -> Iterator[Form]:
    """Yield the form of a name the tutor pointed out in a review."""
    parts = parts_of(learned.text)
    if parts:
        yield Form("".join(parts), learned.entity, LEARNED_TYPES[learned.kind], "first", _cuts(parts))


def _is_held(held: list[Form], form: Form) -> bool:
    """Return whether a form is there already; those of one person or place come one after the other."""
    for one in reversed(held):
        if one.entity != form.entity:
            return False
        if one == form:
            return True
    return False


class FormTable:
    """All forms of a roster by their letters, with what is needed to find them quickly."""

    def __init__(self, roster: Roster) -> None:
        self.by_key: dict[str, list[Form]] = {}
        self.initials: dict[str, list[Form]] = {}
        self.prefixes: set[str] = set()
        for form in self._all(roster):
            self._add(form)

    @staticmethod
    def _all(roster: Roster) -> Iterator[Form]:
        for person in roster.people():
            yield from person_forms(person)
        for place in roster.settings:
            yield from place_forms(place, "SETTING")
        for place in roster.groups:
            yield from place_forms(place, "GROUP")
        yield from dict.fromkeys(form for learned in roster.learned for form in learned_forms(learned))

    def knowing(self, more: Iterable[LearnedName]) -> FormTable:
        """Return a table that knows more names, as if they had been the last of the roster."""
        table = FormTable(Roster())
        table.by_key = {key: list(forms) for key, forms in self.by_key.items()}
        table.initials = {key: list(forms) for key, forms in self.initials.items()}
        table.prefixes = set(self.prefixes)
        for form in dict.fromkeys(form for learned in more for form in learned_forms(learned)):
            table._add(form)
        return table

    def _add(self, form: Form) -> None:
        table = self.initials if form.how == "initials" else self.by_key
        held = table.get(form.key)
        if held is None:
            table[form.key] = [form]
        elif not _is_held(held, form):
            held.append(form)
        if form.how != "initials":
            key, prefixes = form.key, self.prefixes
            for end in range(len(key), 0, -1):
                if key[:end] in prefixes:
                    break  # and so are all that are shorter
                prefixes.add(key[:end])

    def single_words(self) -> Iterator[Form]:
        """Yield the one-word forms that a misspelling may stand for."""
        for forms in self.by_key.values():
            for form in forms:
                if form.how in {"first", "last", "part", "short"}:
                    yield form
