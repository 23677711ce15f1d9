"""Remembers the highest change this computer has seen of a diary, outside the diary's own folder.

Damage to SQLite's log is silent: the diary just opens a little older. So does an old copy put in its place.
The mark is how the opener can tell.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from tutordiary.vault import ciphers
from tutordiary.vault.files import make_private_folder, write_atomic
from tutordiary.vault.keyfile import canonical

_PURPOSE = "mark-mac-v1"
_MAX_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Mark:
    """The highest counter of changes and the highest generation of the key file."""

    counter: int
    generation: int


def save(path: Path, vault_id: bytes, data_key: bytes, mark: Mark) -> None:
    """Write the mark, sealed with the diary's key. Raises: DiskFull, CannotWrite."""
    make_private_folder(path.parent, "the app's own folder")
    body = _body(vault_id, mark)
    mac = ciphers.seal(ciphers.derive(data_key, _PURPOSE), canonical(body))
    write_atomic(path, canonical(body | {"mac": mac.hex()}), "the app’s note of your last change")


def load(path: Path, vault_id: bytes, data_key: bytes) -> Mark | None:
    """Return the mark; None if there is none or it is not ours.

    A damaged mark must not keep anybody from their diary, and whoever can spoil it could as well delete it.
    """
    try:
        data = path.read_bytes()[:_MAX_BYTES]
        document = json.loads(data)
        mark = Mark(counter=int(document["ctr"]), generation=int(document["gen"]))
        mac = bytes.fromhex(document["mac"])
    except (OSError, ValueError, OverflowError, KeyError, TypeError, RecursionError):
        return None
    body = canonical(_body(vault_id, mark))
    return mark if ciphers.is_seal(ciphers.derive(data_key, _PURPOSE), body, mac) else None


def _body(vault_id: bytes, mark: Mark) -> dict[str, object]:
    return {"vault": vault_id.hex(), "ctr": mark.counter, "gen": mark.generation}
