"""The few cryptographic steps the diary takes, each one call: stretch, derive, wrap, unwrap, seal.

Argon2id, HKDF-SHA256, AES-256-GCM and HMAC-SHA256 from their libraries; nothing home-made. The libraries
are imported when first used, because a window is drawn before anybody has typed a passphrase.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass

from tutordiary.errors import OutOfMemory, WrongSecret

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
WRAPPED_BYTES = KEY_BYTES + 16
MAC_BYTES = 32


@dataclass(frozen=True, slots=True)
class KdfCost:
    """How dear one guess at a passphrase is: memory in KiB, passes over it, lanes at a time."""

    memory_kib: int
    passes: int
    lanes: int

    def is_allowed(self) -> bool:
        """Say whether a key file may ask for this: neither a downgrade nor so dear as to hang."""
        return (
            LOWEST_COST.memory_kib <= self.memory_kib <= HIGHEST_COST.memory_kib
            and LOWEST_COST.passes <= self.passes <= HIGHEST_COST.passes
            and LOWEST_COST.lanes <= self.lanes <= HIGHEST_COST.lanes
        )


DEFAULT_COST = KdfCost(memory_kib=262_144, passes=3, lanes=4)
LOWEST_COST = KdfCost(memory_kib=65_536, passes=1, lanes=1)
HIGHEST_COST = KdfCost(memory_kib=2_097_152, passes=16, lanes=8)


def stretch_passphrase(text: str, salt: bytes, cost: KdfCost) -> bytes:
    """Return the 32-byte key of a passphrase; takes about half a second at the default cost.

    Raises: OutOfMemory; WrongSecret for text no keyboard can make (a lone surrogate).
    """
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        secret = unicodedata.normalize("NFKC", text).encode("utf-8")
    except UnicodeEncodeError as error:
        raise WrongSecret(
            "The passphrase does not open this diary. Nothing was changed. Type it again."
        ) from error
    try:
        key: bytes = hash_secret_raw(
            secret=secret,
            salt=salt,
            time_cost=cost.passes,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
    except (HashingError, MemoryError) as error:
        raise OutOfMemory(
            f"Unlocking needs {cost.memory_kib // 1024} MB of free memory and there is not so much now. "
            "The diary was not changed. Close some other programs and try again."
        ) from error
    return key


def derive(key: bytes, purpose: str, salt: bytes | None = None) -> bytes:
    """Return a 32-byte key for one purpose, from a key that is already strong."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=purpose.encode("ascii")).derive(key)


def wrap(key: bytes, nonce: bytes, inner: bytes, about: bytes) -> bytes:
    """Return ``inner`` encrypted and tied to ``about``. A nonce is used once for a key."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key).encrypt(nonce, inner, about)


def unwrap(key: bytes, nonce: bytes, wrapped: bytes, about: bytes) -> bytes | None:
    """Return what was wrapped, or None if the key is another one or a bit of any part was changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(nonce, wrapped, about)
    except InvalidTag:
        return None


def seal(key: bytes, data: bytes) -> bytes:
    """Return the HMAC-SHA256 of ``data``."""
    return hmac.new(key, data, hashlib.sha256).digest()


def is_seal(key: bytes, data: bytes, mac: bytes) -> bool:
    """Say whether ``mac`` is the seal of ``data``, in a time that tells nothing about where they differ."""
    return hmac.compare_digest(seal(key, data), mac)
