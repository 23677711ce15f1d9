"""The printed recovery code: 160 random bits and a checksum, in 37 letters and figures.

A slip of the pen is found before any key is tried. Reading is forgiving: capitals, spaces, hyphens,
the letter O for nought, I or L for one.
"""

from __future__ import annotations

import hashlib
import secrets

from tutordiary.errors import WrongSecret

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_BYTES = 20
CODE_CHARACTERS = 37
GROUP_CHARACTERS = 5

_CHECKSUM_BYTES = 3
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_IGNORED = str.maketrans(
    "", "", " \t\r\n\u00a0\u2002\u2003\u2009\u200b-\u2010\u2011\u2012\u2013\u2014\u2212_."
)
_VALUES = {character: value for value, character in enumerate(ALPHABET)}


def new_secret() -> bytes:
    """Return 20 random bytes for a new code."""
    return secrets.token_bytes(SECRET_BYTES)


def to_code(secret: bytes) -> str:
    """Return the code for 20 secret bytes, in groups of five: ``7GQ2M-…``, the last group two long."""
    if len(secret) != SECRET_BYTES:
        raise ValueError("a recovery secret has 20 bytes")
    number = int.from_bytes(secret + _checksum(secret), "big")
    characters = [ALPHABET[(number >> 5 * place) & 31] for place in range(CODE_CHARACTERS - 1, -1, -1)]
    plain = "".join(characters)
    groups = range(0, CODE_CHARACTERS, GROUP_CHARACTERS)
    return "-".join(plain[start : start + GROUP_CHARACTERS] for start in groups)


def from_code(text: str) -> bytes:
    """Return the 20 secret bytes of a code as somebody typed it.

    Raises: WrongSecret if a character is missing, extra or not as printed.
    """
    plain = text.translate(_IGNORED).upper().translate(_LOOK_ALIKES)
    strange = [character for character in plain if character not in _VALUES]
    if strange:
        raise WrongSecret(
            "The recovery code has only letters and figures, and never the letter U. "
            "Nothing was tried. Compare it with the sheet and type it again."
        )
    if len(plain) != CODE_CHARACTERS:
        raise WrongSecret(
            f"The recovery code has {CODE_CHARACTERS} letters and figures; this has {len(plain)}. "
            "Nothing was tried. Compare it with the sheet and type it again."
        )
    number = 0
    for character in plain:
        number = number << 5 | _VALUES[character]
    if number >> 8 * (SECRET_BYTES + _CHECKSUM_BYTES):
        raise _slip()
    whole = number.to_bytes(SECRET_BYTES + _CHECKSUM_BYTES, "big")
    secret, checksum = whole[:SECRET_BYTES], whole[SECRET_BYTES:]
    if checksum != _checksum(secret):
        raise _slip()
    return secret


def _checksum(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()[:_CHECKSUM_BYTES]


def _slip() -> WrongSecret:
    return WrongSecret(
        "A letter or figure of the recovery code is not as it was printed. Nothing was tried. "
        "Compare it with the sheet and type it again."
    )
