"""Codes, letters and changed names that stand for people and places in what leaves.

They come from a random key that never leaves the diary, through a key of its own for each kind of recipient:
whoever has two of the tutor's papers cannot join them by their codes. Nothing is made from a name.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cache

from tutordiary import assets
from tutordiary.anonymise import words
from tutordiary.anonymise.normalise import letters
from tutordiary.diary import Diary, erasure
from tutordiary.errors import NotCleared

SECRET = "pseudonyms"  # noqa: S105 - the name it is kept under
# A letter and a digit in turn, none of them read as a vowel: hardly a name has letters like these, however
# drawn (Ng is one, and so N is left out). The gate would refuse a bundle whose code it read as a name.
_CODE_LETTERS = "BCDFGHJKLMPQRSTVXZ"
_CODE_DIGITS = "256789"
CODE_LENGTH = 8
CODE_PATTERN = rf"(?:[{_CODE_LETTERS}][{_CODE_DIGITS}]){{{CODE_LENGTH // 2}}}"


class Recipient(StrEnum):
    """Who a paper is for; each kind has its own codes."""

    MANAGER = "pm"
    REFLECTION = "reflection"
    CASE_STUDY = "case"


class Pseudonyms:
    """Stands for the records of one diary towards one kind of recipient.

    ``occasion`` makes codes and letters that fit no other paper, as for each pack.
    """

    def __init__(
        self,
        project_key: bytes,
        recipient: Recipient,
        occasion: str = "",
        *,
        retired: Mapping[str, tuple[str, ...]] | None = None,
        is_retired: Callable[[str], bool] | None = None,
    ) -> None:
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        info = f"tutordiary pseudonyms 1 {recipient} {occasion}".encode()
        self._retired = retired or {}
        self._is_retired = is_retired or (lambda _name: False)
        self._key = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(project_key)

    @classmethod
    def of(cls, diary: Diary, recipient: Recipient, occasion: str = "") -> Pseudonyms:
        """Return a diary's pseudonyms for a kind of recipient; the key is made at first use."""
        return cls(
            diary.secret(SECRET, 32),
            recipient,
            occasion,
            retired=erasure.retired_places(diary),
            is_retired=lambda name: erasure.is_retired(diary, name),
        )

    def _mark(self, kind: str, record_id: str) -> bytes:
        return hmac.new(self._key, f"{kind} {record_id}".encode(), hashlib.sha256).digest()

    def code(self, record_id: str) -> str:
        """Return the eight capital letters and digits that stand for a record."""
        left = int.from_bytes(self._mark("code", record_id), "big")
        signs = []
        for number in range(CODE_LENGTH):
            alphabet = _CODE_DIGITS if number % 2 else _CODE_LETTERS
            left, place = divmod(left, len(alphabet))
            signs.append(alphabet[place])
        return "".join(signs)

    def numbers(self, record_ids: Iterable[str]) -> dict[str, int]:
        """Return numbers from 1 for groups or settings, in an order that says nothing."""
        ranked = sorted(set(record_ids), key=lambda record_id: self._mark("rank", record_id))
        return {record_id: number for number, record_id in enumerate(ranked, start=1)}

    def letters(self, pupil_ids: Iterable[str], group_id: str = "") -> dict[str, str]:
        """Return A, B, C… for the pupils of one group, in an order that says nothing; AA follows Z.

        A letter that stood for a pupil of the group who was erased is left out for good.
        """
        wanted = set(pupil_ids)
        ranked = self.numbers({*wanted, *self._retired.get(group_id, ())})
        return {pupil_id: _letter(number) for pupil_id, number in ranked.items() if pupil_id in wanted}

    def changed_name(
        self, pupil_id: str, pupil_name: str, known: Iterable[str], taken: Iterable[str] = ()
    ) -> str:
        """Return a changed first name for a pupil in a story.

        It is none of ``known`` (every name the diary holds) or ``taken`` (changed names in use), not near
        one, no dictionary word, and has another initial than the pupil's.
        Raises: NotCleared when no name of the list is left.
        """
        names = changed_names()
        known_letters, taken_letters = _all_letters(known), _all_letters(taken)
        start = int.from_bytes(self._mark("name", pupil_id)[:4], "big") % len(names)
        for step in range(len(names)):
            name = names[(start + step) % len(names)]
            if is_safe_name(name, pupil_name, known_letters, taken_letters) and not self._is_retired(name):
                return name
        raise NotCleared(
            "Every changed name on the list is too close to a name in this diary. Nothing was written: "
            "write a changed name for this pupil yourself."
        )


def _letter(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _all_letters(names: Iterable[str]) -> frozenset[str]:
    found = set()
    for name in names:
        found.add(letters(name))
        found.update(letters(part) for part in name.replace("-", " ").split())
    return frozenset(found - {""})


def is_safe_name(name: str, pupil_name: str, known: frozenset[str], taken: frozenset[str]) -> bool:
    """Return whether a changed name may stand for a pupil; ``known`` and ``taken`` are plain letters."""
    own = letters(name)
    if not own or words.is_word(own) or own[0] == letters(pupil_name)[:1]:
        return False
    return not any(_is_near(own, other) for other in known) and own not in taken


def _is_near(name: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    limit = 1 if min(len(name), len(other)) < 6 else 2
    return OSA.distance(name, other, score_cutoff=limit) <= limit


@cache
def changed_names() -> tuple[str, ...]:
    """Return the curated list of short first names, in the order of the file."""
    lines = assets.read_text("names/changed_names.txt").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
