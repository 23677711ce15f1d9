"""A working day that never ends, told by a seed: what the app is asked to write, and what must then be there.

The child process that is killed tells it to a real ``Diary``; the test tells the same story to a plain
dictionary and compares. Nothing here depends on the diary's own code but its records.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tutordiary.diary import Diary
from tutordiary.model import Group, Observation, Pupil, Record, Reflection, Session, Setting
from tutordiary.store.records import to_row

KINDS: tuple[type[Record], ...] = (Setting, Group, Pupil, Session, Reflection, Observation)
WORDS = (
    "kept",
    "the",
    "beat",
    "clapped",
    "led",
    "song",
    "again",
    "with",
    "one",
    "small",
    "smile",
    "at",
    "end",
)
PAGE = "faults page"


class Content:
    """What a diary holds, as far as the story goes: records by id, drafts by key, one preference.

    The fingerprint is kept up to date with each change, so that a story may be thousands of steps long.
    """

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self._prints: dict[tuple[str, str], int] = {}
        self._sum = 0

    def digest(self) -> str:
        """Return a fingerprint equal for equal content only."""
        return f"{self._sum % 2**256:064x}"

    def put(self, one: Record) -> None:
        """Take in a record in place of the one with its id."""
        self.records[one.id] = one
        self._print("record", one.id, (type(one).table, *to_row(one)))

    def drop(self, record_id: str) -> None:
        """Forget a record."""
        del self.records[record_id]
        self._print("record", record_id, None)

    def draft(self, key: str, held: tuple[str, int] | None) -> None:
        """Take in a draft's text and caret; None forgets it."""
        self._print("draft", key, held)

    def page(self, held: str) -> None:
        """Take in the preference; empty for none."""
        self._print("preference", PAGE, held or None)

    def _print(self, kind: str, name: str, held: object) -> None:
        self._sum -= self._prints.pop((kind, name), 0)
        if held is not None:
            fingerprint = hashlib.sha256(repr((kind, name, held)).encode()).digest()
            self._prints[kind, name] = int.from_bytes(fingerprint, "big")
            self._sum += self._prints[kind, name]

    def passages(self) -> set[tuple[str, str, str]]:
        """Return what search must hold: the table, the id and the words of each record with any."""
        said = set()
        for one in self.records.values():
            match one:
                case Reflection():
                    said.add((one.table, one.id, one.text))
                case Observation():
                    said.add((one.table, one.id, f"{one.text} {one.what_i_did}".strip()))
                case Pupil():
                    said.add((one.table, one.id, one.first_name))
                case Setting():
                    said.add((one.table, one.id, one.name))
                case Group():
                    said.add((one.table, one.id, one.working_name))
        return said


@dataclass(frozen=True)
class Call:
    """One call of the diary: a verb of ``Diary`` and what it is given."""

    verb: str
    given: tuple

    def make(self, diary: Diary) -> None:
        getattr(diary, self.verb)(*self.given)

    def tell(self, content: Content) -> None:
        """Do to the dictionary what the diary must do to its tables."""
        match self.verb:
            case "add" | "save":
                for one in self.given:
                    content.put(one)
            case "remove":
                gone = {one.id for one in self.given}
                for one in list(content.records.values()):
                    if one.id in gone or getattr(one, "session_id", None) in gone:
                        content.drop(one.id)
            case "keep_draft":
                content.draft(self.given[0], self.given[1:])
            case "drop_draft":
                content.draft(self.given[0], None)
            case "keep_preference":
                content.page(self.given[1])
            case _:
                raise AssertionError(self.verb)


@dataclass(frozen=True)
class Step:
    """One or more calls of which all are kept or none."""

    number: int
    calls: tuple[Call, ...]

    def make(self, diary: Diary, *, whole: bool = True) -> None:
        """Do it. ``whole`` False makes the mistake of giving each call a transaction of its own."""
        with diary.together() if whole and len(self.calls) > 1 else nullcontext():
            for call in self.calls:
                call.make(diary)


class Story:
    """The steps of one seed, and the content and fingerprint after each."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._dice = random.Random(seed)
        self.content = Content()
        self.digests = [self.content.digest()]

    def __iter__(self) -> Iterator[Step]:
        while True:
            yield self.next()

    def next(self) -> Step:
        """Return the next step; the story's own content is then as it must be after it."""
        number = len(self.digests)
        calls = self._opening() if number == 1 else self._choose(number)
        for call in calls:
            call.tell(self.content)
        self.digests.append(self.content.digest())
        return Step(number, calls)

    def skip_to(self, number: int) -> None:
        """Go on until ``number`` steps have been told."""
        while len(self.digests) <= number:
            self.next()

    def _words(self, number: int) -> str:
        return f"step{number}x " + " ".join(self._dice.choices(WORDS, k=self._dice.randrange(3, 60)))

    def _opening(self) -> tuple[Call, ...]:
        people = [
            Setting(id="setting", name="Invented School"),
            Group(id="group", setting_id="setting", working_name="Tuesday"),
        ]
        return (Call("add", (*people, *(Pupil(id=f"p{n}", first_name=f"Pupil{n}") for n in range(4)))),)

    def _choose(self, number: int) -> tuple[Call, ...]:
        chosen = self._dice.choice(
            ("sign", "sign", "reword", "unsay", "draft", "draft", "log", "log", "unlog", "page")
        )
        return getattr(self, f"_{chosen}")(number) or self._draft(number)

    def _one(self, kind: type[Record]) -> Record | None:
        held = [one for one in self.content.records.values() if isinstance(one, kind)]
        return self._dice.choice(held) if held else None

    def new_sign(self, number: int, session: str | None = None, part: str = "") -> Observation:
        """Return a small sign not seen before, as the person writes it."""
        day = date(2026, 1, 1) + timedelta(days=number % 300)
        pupil = f"p{self._dice.randrange(4)}"
        return Observation(
            id=f"o{number}{part}", noted_on=day, pupil_id=pupil, session_id=session, text=self._words(number)
        )

    def _sign(self, number: int) -> tuple[Call, ...]:
        return (Call("add", (self.new_sign(number),)),)

    def _reword(self, number: int) -> tuple[Call, ...] | None:
        one = self._one(Observation)
        return one and (Call("save", (replace(one, what_i_did=self._words(number)),)),)

    def _unsay(self, number: int) -> tuple[Call, ...] | None:
        one = self._one(Observation)
        return one and (Call("remove", (one,)),)

    def _draft(self, number: int) -> tuple[Call, ...]:
        return (Call("keep_draft", (f"log/{self._dice.randrange(3)}", self._words(number), number % 7)),)

    def _log(self, number: int) -> tuple[Call, ...]:
        """A finished log: what the person sees as one press of a button."""
        session = Session(
            id=f"s{number}", group_id="group", held_on=date(2026, 1, 1) + timedelta(days=number % 300)
        )
        said = [
            Reflection(
                id=f"r{number}-{n}", session_id=session.id, prompt=f"prompt{n}", text=self._words(number)
            )
            for n in range(3)
        ]
        signs = [self.new_sign(number, session.id, f"-{n}") for n in range(2)]
        return (
            Call("add", (session, *said)),
            Call("save", tuple(signs)),
            Call("drop_draft", (f"log/{self._dice.randrange(3)}",)),
            Call("keep_preference", (PAGE, f"log {number}")),
        )

    def _unlog(self, number: int) -> tuple[Call, ...] | None:
        one = self._one(Session)
        return one and (Call("remove", (one,)),)

    def _page(self, number: int) -> tuple[Call, ...]:
        return (Call("keep_preference", (PAGE, f"page {number}")),)


def read(diary: Diary) -> Content:
    """Return what an open diary holds, in the story's own terms."""
    found = Content()
    for kind in KINDS:
        for one in diary.all(kind):
            found.put(one)
    for draft in diary.drafts():
        found.draft(draft.key, (draft.text, draft.caret))
    found.page(diary.preference(PAGE))
    return found


def search_drift(diary: Diary, expected: Content) -> int:
    """Return the number of passages search has too many or too few, or cannot find by their own word."""
    rows = diary.vault.conn.execute("SELECT kind, item_id, text FROM passage").fetchall()
    held = {(kind, item, " ".join(text.split())) for kind, item, text in rows}
    drift = len(held ^ expected.passages())
    for kind, item, text in sorted(held, reverse=True)[:5]:
        drift += (kind, item) not in {(hit.kind, hit.item_id) for hit in diary.search(text.split()[0])}
    return drift
