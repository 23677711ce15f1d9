"""The key file: the diary's one data key, wrapped once for each secret that may open it.

A slot holds the data key encrypted under a passphrase or under the recovery code; a seal over the whole
file, made with the data key itself, stops slots being taken out, put in or swapped. The file says nothing
about the diary. Reading it ends in a key, in WrongSecret or in DiaryDamaged, whatever was done to it.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, field, replace

from tutordiary.errors import DiaryDamaged, WrongSecret
from tutordiary.vault import ciphers, recovery_code
from tutordiary.vault.ciphers import DEFAULT_COST, KdfCost

MAX_BYTES = 64 * 1024
VAULT_ID_BYTES = 16

_MAGIC = "tutordiary-keys"
_VERSION = 1
_MAX_SLOTS = 8
_MAX_GENERATION = 2**53
_SLOT_ID_BYTES = 8
_PASSPHRASE, _RECOVERY = "passphrase", "recovery"
_ARGON2, _HKDF = "argon2id", "hkdf-sha256"
_RECOVERY_PURPOSE = "recovery-slot-v1"
_MAC_PURPOSE = "keys-file-mac-v1"
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


Secret = Passphrase | RecoveryCode


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key under one secret. ``cost`` is None for the recovery code, which needs no stretching."""

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


@dataclass(frozen=True, slots=True)
class KeyFile:
    """One parsed key file. ``generation`` grows by one at every change of a slot."""

    vault_id: bytes
    generation: int
    slots: tuple[Slot, ...]
    mac: bytes

    def body(self) -> bytes:
        """Return the bytes the seal covers: the file without its seal."""
        return canonical(self._body())

    def to_bytes(self) -> bytes:
        """Return the file's bytes; parsing them gives an equal object."""
        return canonical(self._body() | {"mac": self.mac.hex()})

    def _body(self) -> Json:
        return {
            "magic": _MAGIC,
            "v": _VERSION,
            "vault": self.vault_id.hex(),
            "gen": self.generation,
            "slots": [slot.as_json() for slot in self.slots],
        }

    def about(self, slot: Slot) -> bytes:
        """Return what a slot's wrapping is tied to: this diary, this slot and how its key is worked out."""
        return canonical({"magic": _MAGIC, "v": _VERSION, "vault": self.vault_id.hex(), "slot": slot.head()})


@dataclass(frozen=True, slots=True)
class NewKeys:
    """What making a diary yields: the file to write, the key to use, the code to print once."""

    key_file: KeyFile
    data_key: bytes = field(repr=False)
    recovery_code: str = field(repr=False)


def canonical(value: object) -> bytes:
    """Return JSON in the only spelling we write: sorted keys, no spaces, plain ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def damaged(why: str) -> DiaryDamaged:
    """Return the error for a key file that cannot be trusted; ``why`` is a clause, as "it is too long"."""
    return DiaryDamaged(
        f"The key file of this diary is damaged: {why}. The diary itself was not touched. "
        "Restore the newest backup, which carries the key file with it."
    )


def new_keys(passphrase: str, cost: KdfCost = DEFAULT_COST) -> NewKeys:
    """Make the keys of a new diary: random id, random data key, a passphrase slot and a recovery slot."""
    vault_id, data_key = secrets.token_bytes(VAULT_ID_BYTES), secrets.token_bytes(ciphers.KEY_BYTES)
    secret = recovery_code.new_secret()
    empty = KeyFile(vault_id=vault_id, generation=1, slots=(), mac=b"")
    slots = (
        _passphrase_slot(empty, data_key, passphrase, cost),
        _recovery_slot(empty, data_key, secret),
    )
    key_file = _sealed(replace(empty, slots=slots), data_key)
    return NewKeys(key_file=key_file, data_key=data_key, recovery_code=recovery_code.to_code(secret))


def with_passphrase(old: KeyFile, data_key: bytes, passphrase: str, cost: KdfCost = DEFAULT_COST) -> KeyFile:
    """Return the next key file, which only the new passphrase and the same recovery code open."""
    fresh = _passphrase_slot(old, data_key, passphrase, cost)
    return _next(old, data_key, _PASSPHRASE, fresh)


def with_new_recovery_code(old: KeyFile, data_key: bytes) -> tuple[KeyFile, str]:
    """Return the next key file and a new recovery code; the code printed before no longer opens it."""
    secret = recovery_code.new_secret()
    fresh = _recovery_slot(old, data_key, secret)
    return _next(old, data_key, _RECOVERY, fresh), recovery_code.to_code(secret)


def unlock(key_file: KeyFile, secret: Secret) -> bytes:
    """Return the data key.

    Raises: WrongSecret, DiaryDamaged if the secret is right but the file was changed, OutOfMemory.
    """
    slot = slot_for(key_file, secret)
    return open_slot(key_file, slot, slot_key(slot, secret))


def slot_for(key_file: KeyFile, secret: Secret) -> Slot:
    """Return the slot a secret belongs to."""
    kind = _PASSPHRASE if isinstance(secret, Passphrase) else _RECOVERY
    return next(slot for slot in key_file.slots if slot.kind == kind)


def slot_key(slot: Slot, secret: Secret) -> bytes:
    """Work out the key of one slot; slow for a passphrase. Raises: WrongSecret, OutOfMemory."""
    if isinstance(secret, RecoveryCode):
        return ciphers.derive(recovery_code.from_code(secret.text), _RECOVERY_PURPOSE, slot.salt)
    if slot.cost is None:
        raise damaged("its passphrase entry is not one")
    return ciphers.stretch_passphrase(secret.text, slot.salt, slot.cost)


def open_slot(key_file: KeyFile, slot: Slot, key: bytes) -> bytes:
    """Return the data key from a slot and prove the file with it. Raises: WrongSecret, DiaryDamaged."""
    data_key = ciphers.unwrap(key, slot.nonce, slot.wrapped, key_file.about(slot))
    if data_key is None:
        what = "recovery code" if slot.kind == _RECOVERY else "passphrase"
        raise WrongSecret(f"The {what} does not open this diary. Nothing was changed. Type it again.")
    if not is_sealed_with(key_file, data_key):
        raise damaged("its seal does not fit")
    return data_key


def is_sealed_with(key_file: KeyFile, data_key: bytes) -> bool:
    """Say whether the file was written, just as it is, by somebody who had this data key."""
    return ciphers.is_seal(ciphers.derive(data_key, _MAC_PURPOSE), key_file.body(), key_file.mac)


def parse(data: bytes) -> KeyFile:
    """Read a key file without any secret. Raises: DiaryDamaged for anything we would not have written."""
    if len(data) > MAX_BYTES:
        raise damaged("it is too long")
    try:
        key_file = _key_file(json.loads(data.decode("ascii")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise damaged("it cannot be read") from error
    # Two spellings of one document would let a changed byte pass the seal unnoticed.
    if key_file.to_bytes() != data:
        raise damaged("it is not as it was written")
    return key_file


def _key_file(document: Json) -> KeyFile:
    if document["magic"] != _MAGIC or _number(document["v"]) != _VERSION:
        raise ValueError("not a key file of this version")
    raw_slots = document["slots"]
    if not isinstance(raw_slots, list) or len(raw_slots) > _MAX_SLOTS:
        raise ValueError("slots")
    slots = tuple(_slot(raw) for raw in raw_slots)
    if sorted(slot.kind for slot in slots) != [_PASSPHRASE, _RECOVERY]:
        raise ValueError("one passphrase and one recovery slot are needed")
    generation = _number(document["gen"])
    if not 1 <= generation <= _MAX_GENERATION:
        raise ValueError("generation")
    return KeyFile(
        vault_id=_hex(document["vault"], VAULT_ID_BYTES),
        generation=generation,
        slots=slots,
        mac=_hex(document["mac"], ciphers.MAC_BYTES),
    )


def _slot(raw: Json) -> Slot:
    kdf = raw["kdf"]
    if not isinstance(kdf, dict):
        raise TypeError("kdf")
    kind, cost = str(raw["kind"]), None
    if (kind, kdf["name"]) not in ((_PASSPHRASE, _ARGON2), (_RECOVERY, _HKDF)):
        raise ValueError("a slot of an unknown kind")
    if kind == _PASSPHRASE:
        cost = KdfCost(memory_kib=_number(kdf["m"]), passes=_number(kdf["t"]), lanes=_number(kdf["p"]))
        if not cost.is_allowed():
            raise ValueError("a cost outside the limits is never worked out")
    return Slot(
        id=_hex(raw["id"], _SLOT_ID_BYTES).hex(),
        kind=kind,
        salt=_hex(kdf["salt"], ciphers.SALT_BYTES),
        cost=cost,
        nonce=_hex(raw["nonce"], ciphers.NONCE_BYTES),
        wrapped=_hex(raw["ct"], ciphers.WRAPPED_BYTES),
    )


def _hex(value: object, size_bytes: int) -> bytes:
    if not isinstance(value, str) or len(value) != 2 * size_bytes or not _HEX.fullmatch(value):
        raise ValueError("hex")
    return bytes.fromhex(value)


def _number(value: object) -> int:
    if type(value) is not int:  # True is an int to isinstance, and must not stand for 1
        raise TypeError("number")
    return value


def _passphrase_slot(file: KeyFile, data_key: bytes, passphrase: str, cost: KdfCost) -> Slot:
    if not cost.is_allowed():
        raise ValueError("a cost outside the limits could never be read back")
    salt = secrets.token_bytes(ciphers.SALT_BYTES)
    return _wrapped(
        file, data_key, _PASSPHRASE, salt, cost, ciphers.stretch_passphrase(passphrase, salt, cost)
    )


def _recovery_slot(file: KeyFile, data_key: bytes, secret: bytes) -> Slot:
    salt = secrets.token_bytes(ciphers.SALT_BYTES)
    key = ciphers.derive(secret, _RECOVERY_PURPOSE, salt)
    return _wrapped(file, data_key, _RECOVERY, salt, None, key)


def _wrapped(
    file: KeyFile, data_key: bytes, kind: str, salt: bytes, cost: KdfCost | None, key: bytes
) -> Slot:
    nonce, slot_id = secrets.token_bytes(ciphers.NONCE_BYTES), secrets.token_bytes(_SLOT_ID_BYTES).hex()
    bare = Slot(id=slot_id, kind=kind, salt=salt, cost=cost, nonce=nonce, wrapped=b"")
    return replace(bare, wrapped=ciphers.wrap(key, nonce, data_key, file.about(bare)))


def _next(old: KeyFile, data_key: bytes, kind: str, fresh: Slot) -> KeyFile:
    slots = tuple(fresh if slot.kind == kind else slot for slot in old.slots)
    return _sealed(replace(old, generation=old.generation + 1, slots=slots), data_key)


def _sealed(file: KeyFile, data_key: bytes) -> KeyFile:
    return replace(file, mac=ciphers.seal(ciphers.derive(data_key, _MAC_PURPOSE), file.body()))
