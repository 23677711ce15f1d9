"""The log of what left the diary: one entry for each release, each tied to the one before it.

An entry says what, for whom, when and how it was checked; never a name and never a word that was replaced.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.model import Disclosure, DisclosureSubject, Record, new_id


def canonical(entry: Mapping[str, Any]) -> str:
    """Return an entry as the one JSON text its digest is made of."""
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(previous: str, entry: str) -> str:
    """Return the digest that ties an entry to the one before it."""
    return hashlib.sha256((previous + entry).encode("utf-8")).hexdigest()


def newest_digest(diary: Diary) -> str:
    """Return the digest the next entry is tied to; empty for the first."""
    entries = diary.find(Disclosure, order=("-released_at", "-id"))
    earlier = {entry.previous_digest for entry in entries}
    ends = [entry for entry in entries if entry.digest not in earlier]
    return (ends or entries)[0].digest if entries else ""


@contextlib.contextmanager
def taking_back(target: Path) -> Iterator[None]:
    """Take a file just written away again when the block, which notes that it left, fails.

    What left and what the log says are then the same, even on a full disk.
    """
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            target.unlink()
        raise


def note(
    diary: Diary,
    entry: Mapping[str, Any],
    *,
    purpose: str,
    recipient_class: str,
    file_name: str,
    file_sha256: str,
    recipient: str = "",
    pupil_ids: Iterable[str] = (),
    also: Iterable[Record] = (),
) -> Disclosure:
    """Write down that something left, for each pupil it tells of; ``also`` is saved in the same step."""
    moment = dates.now()
    text = canonical(
        {
            "v": 1,
            "utc": moment.isoformat(),
            "purpose": purpose,
            "recipient_class": recipient_class,
            **entry,
            "file_sha256": file_sha256,
        }
    )
    previous = newest_digest(diary)
    left = Disclosure(
        id=new_id(),
        released_at=moment,
        purpose=purpose,
        recipient_class=recipient_class,
        recipient=recipient,
        file_name=file_name,
        file_sha256=file_sha256,
        entry=text,
        previous_digest=previous,
        digest=digest_of(previous, text),
    )
    with diary.together():
        diary.add(left)
        diary.add(
            *(
                DisclosureSubject(id=new_id(), disclosure_id=left.id, pupil_id=pupil)
                for pupil in sorted(set(pupil_ids))
            )
        )
        diary.save(*also)
    return left


@dataclass(frozen=True, slots=True)
class ChainReport:
    """Whether the log is whole. ``altered`` are ids of entries that are not what was written down."""

    entries: int
    altered: tuple[str, ...]
    is_linked: bool

    @property
    def is_whole(self) -> bool:
        """Whether no entry was altered, removed or slipped in."""
        return self.is_linked and not self.altered


def check_chain(diary: Diary) -> ChainReport:
    """Read the whole log again and follow it from the first entry to the last."""
    entries = diary.find(Disclosure, order=("released_at", "id"))
    altered = tuple(entry.id for entry in entries if not _is_as_written(entry))
    after: dict[str, list[Disclosure]] = {}
    for entry in entries:
        after.setdefault(entry.previous_digest, []).append(entry)
    followed, at = 0, ""
    while len(after.get(at, ())) == 1 and followed <= len(entries):
        at = after[at][0].digest
        followed += 1
    return ChainReport(len(entries), altered, followed == len(entries))


def _is_as_written(entry: Disclosure) -> bool:
    if digest_of(entry.previous_digest, entry.entry) != entry.digest:
        return False
    try:
        said = json.loads(entry.entry)
    except ValueError:
        return False
    return bool(
        said.get("file_sha256") == entry.file_sha256
        and said.get("purpose") == entry.purpose
        and said.get("recipient_class") == entry.recipient_class
        and said.get("utc") == entry.released_at.isoformat()
    )
