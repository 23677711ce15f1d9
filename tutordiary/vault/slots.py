"""The slots of a key file: the data key encrypted once for each secret that may open the diary.

A slot knows its own bytes and how its key is worked out; which slots belong together is the key file's.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, field, replace

from tutordiary.errors import DiaryDamaged
from tutordiary.vault import ciphers, recovery_code
from tutordiary.vault.ciphers import KdfCost

PASSPHRASE, RECOVERY, KEYRING = "passphrase", "recovery", "keyring"

_ARGON2, _HKDF = "argon2id", "hkdf-sha256"
_FORMS = {(PASSPHRASE, _ARGON2), (RECOVERY, _HKDF), (KEYRING, _HKDF)}
_RECOVERY_PURPOSE = "recovery-slot-v1"
_KEYRING_PURPOSE = "keyring-slot-v1"
_SLOT_ID_BYTES = 8
_HEX = re.compile(r"[0-9a-f]*", re.ASCII)

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Passphrase:
    """A passphrase as it was typed."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """A recovery code as it was typed: any case, with or without hyphens."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyringKey:
    """The 32 random bytes this computer's keyring holds for one diary."""

    key: bytes = field(repr=False)


Secret = Passphrase | RecoveryCode | KeyringKey


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key under one secret. ``cost`` is None where nothing need be stretched."""

    id: str
    kind: str
    salt: bytes
    cost: KdfCost | None
    nonce: bytes
    wrapped: bytes

    def _kdf(self) -> Json:
        if self.cost is None:
            return {"name": _HKDF, "salt": self.salt.hex()}
        return {
            "name": _ARGON2,
            "m": self.cost.memory_kib,
            "t": self.cost.passes,
            "p": self.cost.lanes,
            "salt": self.salt.hex(),
        }

    def head(self) -> Json:
        """Return all of the slot but the wrapped key: what the wrapping is tied to."""
        return {"id": self.id, "kind": self.kind, "kdf": self._kdf()}

    def as_json(self) -> Json:
        """Return the slot as it stands in the file."""
        return self.head() | {"nonce": self.nonce.hex(), "ct": self.wrapped.hex()}


def canonical(value: object) -> bytes:
    """Return JSON in the only spelling we write: sorted keys, no spaces, plain ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def damaged(why: str) -> DiaryDamaged:
    """Return the error for a key file that cannot be trusted; ``why`` is a clause, as "it is too long"."""
    return DiaryDamaged(
        f"The key file of this diary is damaged: {why}. The diary itself was not touched. "
        "Restore the newest backup, which carries the key file with it."
    )


def kind_of(secret: Secret) -> str:
    """Return the kind of slot a secret opens."""
    if isinstance(secret, Passphrase):
        return PASSPHRASE
    return RECOVERY if isinstance(secret, RecoveryCode) else KEYRING


def slot_key(slot: Slot, secret: Secret) -> bytes:
    """Work out the key of one slot; slow for a passphrase. Raises: WrongSecret, OutOfMemory."""
    if isinstance(secret, RecoveryCode):
        return ciphers.derive(recovery_code.from_code(secret.text), _RECOVERY_PURPOSE, slot.salt)
    if isinstance(secret, KeyringKey):
        return ciphers.derive(secret.key, _KEYRING_PURPOSE, slot.salt)
    if slot.cost is None:
        raise damaged("its passphrase entry is not one")
    return ciphers.stretch_passphrase(secret.text, slot.salt, slot.cost)


def bare_slot(secret: Secret, cost: KdfCost | None = None) -> Slot:
    """Return a slot of a new salt and nonce that holds nothing yet; ``cost`` is for a passphrase."""
    if cost is not None and not cost.is_allowed():
        raise ValueError("a cost outside the limits could never be read back")
    return Slot(
        id=secrets.token_bytes(_SLOT_ID_BYTES).hex(),
        kind=kind_of(secret),
        salt=secrets.token_bytes(ciphers.SALT_BYTES),
        cost=cost,
        nonce=secrets.token_bytes(ciphers.NONCE_BYTES),
        wrapped=b"",
    )


def filled(slot: Slot, secret: Secret, data_key: bytes, about: bytes) -> Slot:
    """Return a bare slot with the data key in it, tied to ``about``."""
    return replace(slot, wrapped=ciphers.wrap(slot_key(slot, secret), slot.nonce, data_key, about))


def parse_slot(raw: Json) -> Slot:
    """Read one slot. Raises: ValueError, KeyError, TypeError for anything we would not have written."""
    kdf = raw["kdf"]
    if not isinstance(kdf, dict):
        raise TypeError("kdf")
    kind, cost = str(raw["kind"]), None
    if (kind, kdf["name"]) not in _FORMS:
        raise ValueError("a slot of an unknown kind")
    if kind == PASSPHRASE:
        cost = KdfCost(
            memory_kib=whole_number(kdf["m"]), passes=whole_number(kdf["t"]), lanes=whole_number(kdf["p"])
        )
        if not cost.is_allowed():
            raise ValueError("a cost outside the limits is never worked out")
    return Slot(
        id=from_hex(raw["id"], _SLOT_ID_BYTES).hex(),
        kind=kind,
        salt=from_hex(kdf["salt"], ciphers.SALT_BYTES),
        cost=cost,
        nonce=from_hex(raw["nonce"], ciphers.NONCE_BYTES),
        wrapped=from_hex(raw["ct"], ciphers.WRAPPED_BYTES),
    )


def from_hex(value: object, size_bytes: int) -> bytes:
    """Return the bytes of a lower-case hex text of just this size. Raises: ValueError."""
    if not isinstance(value, str) or len(value) != 2 * size_bytes or not _HEX.fullmatch(value):
        raise ValueError("hex")
    return bytes.fromhex(value)


def whole_number(value: object) -> int:
    """Return a number that is a whole one. Raises: TypeError."""
    if type(value) is not int:  # True is an int to isinstance, and must not stand for 1
        raise TypeError("number")
    return value
