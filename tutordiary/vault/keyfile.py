"""The key file: the diary's one data key, wrapped once for each secret that may open it.

A slot holds the data key encrypted under a passphrase, under the recovery code or under a key in this
computer's keyring; a seal over the whole file, made with the data key itself, stops slots being taken out,
put in or swapped. While the diary is written under a new data key, the file also holds what comes ``next``.
The file says nothing about the diary. Reading it ends in a key, in WrongSecret or in DiaryDamaged, whatever
was done to it.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field, replace

from tutordiary.errors import WrongSecret
from tutordiary.vault import ciphers, recovery_code
from tutordiary.vault.ciphers import DEFAULT_COST, KdfCost
from tutordiary.vault.slots import (
    KEYRING,
    PASSPHRASE,
    RECOVERY,
    Json,
    KeyringKey,
    Passphrase,
    RecoveryCode,
    Secret,
    Slot,
    bare_slot,
    canonical,
    damaged,
    filled,
    from_hex,
    kind_of,
    parse_slot,
    slot_key,
    whole_number,
)

__all__ = [
    "MAX_BYTES",
    "VAULT_ID_BYTES",
    "KeyFile",
    "KeyringKey",
    "NewKeys",
    "Next",
    "Passphrase",
    "RecoveryCode",
    "Secret",
    "Slot",
    "canonical",
    "damaged",
    "has_keyring",
    "is_sealed_with",
    "new_keys",
    "next_data_key",
    "open_slot",
    "parse",
    "promoted",
    "slot_key",
    "unlock",
    "with_keyring",
    "with_new_recovery_code",
    "with_next",
    "with_passphrase",
    "without_keyring",
    "without_next",
]

MAX_BYTES = 64 * 1024
VAULT_ID_BYTES = 16

_MAGIC = "tutordiary-keys"
_VERSION = 1
_MAX_GENERATION = 2**53
_MAC_PURPOSE = "keys-file-mac-v1"
_NEXT_PURPOSE = "next-key-v1"
_MUST_HAVE = [PASSPHRASE, RECOVERY]
_MAY_HAVE = [KEYRING, PASSPHRASE, RECOVERY]
_NAMES = {PASSPHRASE: "passphrase", RECOVERY: "recovery code", KEYRING: "key in this computer's keyring"}


@dataclass(frozen=True, slots=True)
class Wrapped:
    """One data key encrypted under another."""

    nonce: bytes
    wrapped: bytes

    def as_json(self) -> Json:
        """Return it as it stands in the file."""
        return {"nonce": self.nonce.hex(), "ct": self.wrapped.hex()}


@dataclass(frozen=True, slots=True)
class Next:
    """What the file will be once the diary is written under a new data key, and the way from key to key.

    ``forward`` is the new data key under the old one, ``back`` the old under the new: until the one in force
    is known, either passphrase must lead to both.
    """

    slots: tuple[Slot, ...]
    forward: Wrapped
    back: Wrapped

    def as_json(self) -> Json:
        """Return it as it stands in the file."""
        return {
            "slots": [slot.as_json() for slot in self.slots],
            "forward": self.forward.as_json(),
            "back": self.back.as_json(),
        }


@dataclass(frozen=True, slots=True)
class KeyFile:
    """One parsed key file. ``generation`` grows by one at every change of a slot."""

    vault_id: bytes
    generation: int
    slots: tuple[Slot, ...]
    mac: bytes
    next: Next | None = None

    def body(self) -> bytes:
        """Return the bytes the seal covers: the file without its seal."""
        return canonical(self._body())

    def to_bytes(self) -> bytes:
        """Return the file's bytes; parsing them gives an equal object."""
        return canonical(self._body() | {"mac": self.mac.hex()})

    def _body(self) -> Json:
        coming: Json = {} if self.next is None else {"next": self.next.as_json()}
        return coming | {
            "magic": _MAGIC,
            "v": _VERSION,
            "vault": self.vault_id.hex(),
            "gen": self.generation,
            "slots": [slot.as_json() for slot in self.slots],
        }

    def about(self, slot: Slot) -> bytes:
        """Return what a slot's wrapping is tied to: this diary, this slot and how its key is worked out."""
        return canonical({"magic": _MAGIC, "v": _VERSION, "vault": self.vault_id.hex(), "slot": slot.head()})

    def about_next(self, way: str, slots: tuple[Slot, ...]) -> bytes:
        """Return what the way ``forward`` or ``back`` is tied to: this diary and the slots to come."""
        heads = [slot.head() for slot in slots]
        return canonical({"magic": _MAGIC, "v": _VERSION, "vault": self.vault_id.hex(), way: heads})


@dataclass(frozen=True, slots=True)
class NewKeys:
    """What making a diary, or new keys for it, yields: the file, the data key, the code to print once."""

    key_file: KeyFile
    data_key: bytes = field(repr=False)
    recovery_code: str = field(repr=False)


def new_keys(passphrase: str, cost: KdfCost = DEFAULT_COST) -> NewKeys:
    """Make the keys of a new diary: random id, random data key, a passphrase slot and a recovery slot."""
    empty = KeyFile(vault_id=secrets.token_bytes(VAULT_ID_BYTES), generation=1, slots=(), mac=b"")
    data_key, slots, code = _fresh(empty, passphrase, cost)
    return NewKeys(_sealed(replace(empty, slots=slots), data_key), data_key, code)


def with_passphrase(old: KeyFile, data_key: bytes, passphrase: str, cost: KdfCost = DEFAULT_COST) -> KeyFile:
    """Return the following key file, which only the new passphrase and the same recovery code open."""
    return _with_slot(old, data_key, _filled(old, data_key, Passphrase(passphrase), cost))


def with_new_recovery_code(old: KeyFile, data_key: bytes) -> tuple[KeyFile, str]:
    """Return the following key file and a new recovery code; the one printed before no longer opens it."""
    code = recovery_code.to_code(recovery_code.new_secret())
    return _with_slot(old, data_key, _filled(old, data_key, RecoveryCode(code))), code


def with_keyring(old: KeyFile, data_key: bytes, key: KeyringKey) -> KeyFile:
    """Return the following key file, which a key in the computer's keyring opens as well."""
    return _with_slot(old, data_key, _filled(old, data_key, key))


def without_keyring(old: KeyFile, data_key: bytes) -> KeyFile:
    """Return the following key file, which no keyring opens."""
    slots = tuple(slot for slot in old.slots if slot.kind != KEYRING)
    return _following(old, data_key, slots)


def has_keyring(key_file: KeyFile) -> bool:
    """Say whether a key in a keyring opens the diary too."""
    return any(slot.kind == KEYRING for slot in key_file.slots)


def with_next(old: KeyFile, data_key: bytes, passphrase: str, cost: KdfCost = DEFAULT_COST) -> NewKeys:
    """Return the key file for the time in which the diary is written under a new data key, and that key.

    What opened the old file opens this one, and so do the new passphrase and the new code; its seal is made
    with the old key. A keyring has no part in what comes next.
    """
    new_key, slots, code = _fresh(old, passphrase, cost)
    coming = Next(
        slots=slots,
        forward=_wrapped(data_key, new_key, old.about_next("forward", slots)),
        back=_wrapped(new_key, data_key, old.about_next("back", slots)),
    )
    return NewKeys(_following(old, data_key, old.slots, coming), new_key, code)


def promoted(pending: KeyFile, new_key: bytes) -> KeyFile:
    """Return the following key file, with the slots that were to come and nothing of the old data key."""
    assert pending.next is not None
    return _following(pending, new_key, pending.next.slots)


def without_next(pending: KeyFile, data_key: bytes) -> KeyFile:
    """Return the following key file, as it was before there was anything to come."""
    return _following(pending, data_key, pending.slots)


def next_data_key(pending: KeyFile, data_key: bytes) -> bytes:
    """Return the new data key of a file that has one to come, from the old one. Raises: DiaryDamaged."""
    coming = pending.next
    assert coming is not None
    return _unwrapped(coming.forward, data_key, pending.about_next("forward", coming.slots))


def unlock(key_file: KeyFile, secret: Secret) -> bytes:
    """Return the data key; of a file with a key to come the old one, whichever passphrase was given.

    Raises: WrongSecret, DiaryDamaged if the secret is right but the file was changed, OutOfMemory.
    """
    try:
        return _unlock_slot(key_file, key_file.slots, secret)
    except WrongSecret:
        if key_file.next is None:
            raise
    return _unlock_slot(key_file, key_file.next.slots, secret)


def open_slot(key_file: KeyFile, slot: Slot, key: bytes) -> bytes:
    """Return the data key from a slot and prove the file with it. Raises: WrongSecret, DiaryDamaged."""
    data_key = ciphers.unwrap(key, slot.nonce, slot.wrapped, key_file.about(slot))
    if data_key is None:
        raise _wrong(slot.kind)
    coming = key_file.next
    if coming is not None and slot in coming.slots:
        data_key = _unwrapped(coming.back, data_key, key_file.about_next("back", coming.slots))
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


def _unlock_slot(key_file: KeyFile, slots: tuple[Slot, ...], secret: Secret) -> bytes:
    slot = next((slot for slot in slots if slot.kind == kind_of(secret)), None)
    if slot is None:
        raise _wrong(kind_of(secret))
    return open_slot(key_file, slot, slot_key(slot, secret))


def _wrong(kind: str) -> WrongSecret:
    what = _NAMES[kind]
    do = "Use the passphrase." if kind == KEYRING else "Check capitals and spaces, and type it again."
    return WrongSecret(f"The {what} does not open this diary. Nothing was changed. {do}")


def _key_file(document: Json) -> KeyFile:
    if document["magic"] != _MAGIC or whole_number(document["v"]) != _VERSION:
        raise ValueError("not a key file of this version")
    generation = whole_number(document["gen"])
    if not 1 <= generation <= _MAX_GENERATION:
        raise ValueError("generation")
    return KeyFile(
        vault_id=from_hex(document["vault"], VAULT_ID_BYTES),
        generation=generation,
        slots=_slots(document["slots"], _MUST_HAVE, _MAY_HAVE),
        mac=from_hex(document["mac"], ciphers.MAC_BYTES),
        next=_next(document["next"]) if "next" in document else None,
    )


def _slots(raw: object, *allowed: list[str]) -> tuple[Slot, ...]:
    if not isinstance(raw, list) or len(raw) > len(_MAY_HAVE):
        raise ValueError("slots")
    slots = tuple(parse_slot(one) for one in raw)
    if sorted(slot.kind for slot in slots) not in allowed:
        raise ValueError("one passphrase and one recovery slot are needed, and at most one for a keyring")
    return slots


def _next(raw: object) -> Next:
    if not isinstance(raw, dict):
        raise TypeError("next")
    return Next(
        slots=_slots(raw["slots"], _MUST_HAVE),
        forward=_parse_wrapped(raw["forward"]),
        back=_parse_wrapped(raw["back"]),
    )


def _parse_wrapped(raw: Json) -> Wrapped:
    return Wrapped(
        nonce=from_hex(raw["nonce"], ciphers.NONCE_BYTES), wrapped=from_hex(raw["ct"], ciphers.WRAPPED_BYTES)
    )


def _wrapped(outer: bytes, inner: bytes, about: bytes) -> Wrapped:
    nonce = secrets.token_bytes(ciphers.NONCE_BYTES)
    return Wrapped(nonce, ciphers.wrap(ciphers.derive(outer, _NEXT_PURPOSE), nonce, inner, about))


def _unwrapped(held: Wrapped, outer: bytes, about: bytes) -> bytes:
    inner = ciphers.unwrap(ciphers.derive(outer, _NEXT_PURPOSE), held.nonce, held.wrapped, about)
    if inner is None:
        raise damaged("its keys to come do not fit")
    return inner


def _fresh(file: KeyFile, passphrase: str, cost: KdfCost) -> tuple[bytes, tuple[Slot, ...], str]:
    """Return a random data key, the two slots every diary has for it, and the recovery code."""
    data_key = secrets.token_bytes(ciphers.KEY_BYTES)
    code = recovery_code.to_code(recovery_code.new_secret())
    slots = (
        _filled(file, data_key, Passphrase(passphrase), cost),
        _filled(file, data_key, RecoveryCode(code)),
    )
    return data_key, slots, code


def _filled(file: KeyFile, data_key: bytes, secret: Secret, cost: KdfCost | None = None) -> Slot:
    bare = bare_slot(secret, cost)
    return filled(bare, secret, data_key, file.about(bare))


def _with_slot(old: KeyFile, data_key: bytes, fresh: Slot) -> KeyFile:
    kept = [slot for slot in old.slots if slot.kind != fresh.kind]
    order = [PASSPHRASE, RECOVERY, KEYRING]
    slots = sorted([*kept, fresh], key=lambda slot: order.index(slot.kind))
    return _following(old, data_key, tuple(slots))


def _following(old: KeyFile, data_key: bytes, slots: tuple[Slot, ...], coming: Next | None = None) -> KeyFile:
    following = replace(old, generation=old.generation + 1, slots=slots, next=coming)
    return _sealed(following, data_key)


def _sealed(file: KeyFile, data_key: bytes) -> KeyFile:
    return replace(file, mac=ciphers.seal(ciphers.derive(data_key, _MAC_PURPOSE), file.body()))
