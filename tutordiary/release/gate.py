"""The gate: a finished file leaves only after every part of it was read again and no known name was found.

It fails closed. What cannot be read, is locked or is of an unknown kind stays, and the report says where,
never what: it holds no word of the file.
"""

from __future__ import annotations

import bisect
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from tutordiary.anonymise.render import Naming
from tutordiary.anonymise.roster import Roster
from tutordiary.anonymise.verify import verify
from tutordiary.errors import NotCleared
from tutordiary.release.kept_words import KeptWords
from tutordiary.release.known_names import MAKERS, Cleared, NameFinder
from tutordiary.release.leakscan import pieces
from tutordiary.release.parts import Part, Unreadable
from tutordiary.release.sealing import SUFFIX, Sealing
from tutordiary.vault import files

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Leak:
    """A known name that can be read: where it stands and what kind of name it is, never the name."""

    place: str
    kind: str


@dataclass(frozen=True, slots=True)
class GateReport:
    """What the gate found in a finished file. ``unreadable`` says where reading had to stop, or is empty.

    ``sealed`` says with what it was sealed after that, ``key`` or ``passphrase``; else it is empty.
    """

    sha256: str
    size: int
    parts: int
    leaks: tuple[Leak, ...]
    unreadable: str
    sealed: str = ""

    @property
    def passed(self) -> bool:
        """Whether the file may leave."""
        return not self.leaks and not self.unreadable

    @property
    def sentence(self) -> str:
        """What a person reads about it."""
        if self.passed:
            return "We found nothing in this file that we recognise."
        if self.unreadable:
            return f"The file was not let go, because a part of it cannot be checked: {self.unreadable}."
        lines = list(dict.fromkeys(f"{leak.kind} in {leak.place}" for leak in self.leaks))
        more = f"; and {len(lines) - SHOWN} more places" if len(lines) > SHOWN else ""
        shown = "; ".join(lines[:SHOWN])
        return f"The file was not let go, because names can still be read in it: {shown}{more}."


def gate_file(
    file: Path | bytes,
    roster: Roster,
    *,
    name: str = "",
    own: Iterable[str] = (),
    cleared: Iterable[Cleared] = (),
) -> GateReport:
    """Read a finished file to its last part and report what can still be recognised in it.

    ``roster`` is everyone the diary knows. ``name`` is the name the file will have (a path brings its own).
    ``own`` are texts the app writes itself, in which ordinary words are nobody's name; ``cleared`` are
    passages in which the tutor kept words that equal a name.
    """
    data = file if isinstance(file, bytes) else file.read_bytes()
    name = name or ("" if isinstance(file, bytes) else file.name)
    finder = NameFinder(roster, own, cleared)
    leaks: list[Leak] = []
    unreadable = ""
    texts: list[Part] = []
    count = 0
    try:
        for piece in pieces(data, name):
            count += 1
            if isinstance(piece, Part):
                if not finder.is_own(piece.text):
                    texts.append(piece)
                found = finder.find(piece.text)
            else:
                found = finder.find_raw(piece.data)
            leaks += [Leak(_unnamed(piece.place, finder), kind) for kind in sorted(found)]
    except Unreadable as error:
        unreadable = f"{_unnamed(error.place, finder)}, {error.why}"
    if roster.is_empty():
        unreadable = unreadable or "the diary names no pupil, so that there is nothing to check against"
    second = _second_reading(texts, roster, tuple(own), tuple(cleared))
    leaks += [replace(leak, place=_unnamed(leak.place, finder)) for leak in second]
    return GateReport(
        hashlib.sha256(data).hexdigest(), len(data), count, tuple(dict.fromkeys(leaks)), unreadable
    )


def _unnamed(place: str, finder: NameFinder) -> str:
    """Return a place without the file names in it that hold a name: a finding never says what was found."""
    steps = place.split(", ")
    return ", ".join("a member" if finder.find(step) else step for step in steps)


def _second_reading(
    texts: list[Part], roster: Roster, own: tuple[str, ...], cleared: tuple[Cleared, ...]
) -> list[Leak]:
    """Read all parts once more with the verifier of the texts, which sees through other disguises."""
    joined: list[str] = []
    starts: list[int] = []
    length = 0
    for part in dict.fromkeys(texts):
        # One of our placeholders between two parts keeps them from being read together.
        piece = f"{part.text}\n[name]\n"
        starts.append(length)
        joined.append(piece)
        length += len(piece)
    text = "".join(joined)
    phrases = (*MAKERS, *(phrase for phrase in own if len(phrase.split()) > 1))
    kept = [span for phrase in phrases for span in _places(text, phrase)]
    kept += KeptWords((each.passage, each.words) for each in cleared).spans(text)
    unique = list(dict.fromkeys(texts))
    found = []
    for finding in verify(text, (Roster(), roster), Naming(), kept):
        place = _part_at(starts, finding.start)
        found.append(Leak(unique[place].place, "a known name"))
    return found


def _places(text: str, phrase: str) -> list[tuple[int, int]]:
    found = []
    at = text.find(phrase) if phrase else -1
    while at >= 0:
        found.append((at, at + len(phrase)))
        at = text.find(phrase, at + len(phrase))
    return found


def _part_at(starts: list[int], position: int) -> int:
    return max(0, bisect.bisect_right(starts, position) - 1)


def release_file(
    data: bytes,
    target: Path,
    roster: Roster,
    *,
    own: Iterable[str] = (),
    cleared: Iterable[Cleared] = (),
    sealing: Sealing | None = None,
) -> GateReport:
    """Write a finished file to its place, whole or not at all, once the gate has passed it.

    With ``sealing`` the gate reads the file, and then it is sealed: hash and size are of what was written.
    Raises: NotCleared saying where a name can still be read or what cannot be checked (nothing is written);
    BadInput, OutOfMemory when it cannot be sealed; CannotWrite, DiskFull.
    """
    name = target.name.removesuffix(SUFFIX) if sealing else target.name
    report = gate_file(data, roster, name=name, own=own, cleared=cleared)
    if not report.passed:
        raise NotCleared(f"{report.sentence} Nothing was written.")
    if sealing:
        data = sealing.seal(data)
        digest = hashlib.sha256(data).hexdigest()
        report = replace(report, sha256=digest, size=len(data), sealed=sealing.way)
    files.write_document(target, data, "the file")
    return report
