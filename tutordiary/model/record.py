"""What every record has in common: a table and an id."""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass
from typing import ClassVar, NewType

SettingId = NewType("SettingId", str)
GroupId = NewType("GroupId", str)
PupilId = NewType("PupilId", str)
SessionId = NewType("SessionId", str)
ObservationId = NewType("ObservationId", str)
ProgrammeId = NewType("ProgrammeId", str)

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


_one_at_a_time = threading.Lock()
_last = 0


def new_id() -> str:
    """Return a fresh record id: 20 letters and digits that sort by the time they were made.

    Ten characters of milliseconds and ten (50 bits) of chance; of two made by this process in the same
    millisecond the second sorts after the first, too. Never used in anything that leaves: exports carry keyed
    codes instead.
    """
    global _last
    with _one_at_a_time:
        fresh = ((time.time_ns() // 1_000_000) << 50) | secrets.randbits(50)
        follows = fresh if fresh > _last else _last + 1 + secrets.randbits(40)
        # A clock that was put back makes ids of its own time again.
        number = _last = follows if follows - fresh < 1 << 60 else fresh
    letters = []
    for _ in range(20):
        letters.append(CROCKFORD[number & 31])
        number >>= 5
    return "".join(reversed(letters))


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has: a table it lives in and an id that never changes."""

    table: ClassVar[str]
    id: str
