"""What every record has in common: a table and an id."""

from __future__ import annotations

import secrets
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


def new_id() -> str:
    """Return a fresh record id: 20 letters and digits that sort by the time they were made.

    Ten characters of milliseconds and ten (50 bits) of chance. Never used in anything that leaves:
    exports carry keyed codes instead.
    """
    stamp = time.time_ns() // 1_000_000
    number = (stamp << 50) | secrets.randbits(50)
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
