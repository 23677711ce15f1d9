"""Locks a finished PDF with a password: AES-256, the kind every current reader opens."""

from __future__ import annotations

import io
import unicodedata

from tutordiary.errors import BadInput

PASSWORD_LEAST = 10
"""Fewest characters of a password: a locked file can be guessed at for as long as somebody likes."""

_BYTES_MOST = 127


def locked(data: bytes, password: str) -> bytes:
    """Return the PDF locked: nothing of it can be read without the password, and everything with it.

    The same password gives different bytes each time. Raises: BadInput for a password that cannot be used.
    """
    import pikepdf

    secret = checked(password)
    # One password for both roles: a second, secret owner would only forbid what any program can undo. Reading
    # aloud and copying stay allowed, or a screen reader would be locked out with everyone else.
    lock = pikepdf.Encryption(owner=secret, user=secret, R=6, aes=True, metadata=True)
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(packed, encryption=lock, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return packed.getvalue()


def checked(password: str) -> str:
    """Return the password as it is used: letters that look the same are the same on every keyboard.

    Raises: BadInput for one that is too short, too long, or could not be typed again.
    """
    secret = unicodedata.normalize("NFKC", password)
    if secret != secret.strip() or any(unicodedata.category(letter).startswith("C") for letter in secret):
        raise BadInput(
            "This password begins or ends with a space, or has a character that cannot be typed. No file was"
            " made. Choose one of letters, figures and signs."
        )
    if len(secret) < PASSWORD_LEAST:
        raise BadInput(
            f"A password for a file needs at least {PASSWORD_LEAST} characters, because whoever has the file"
            " can try passwords without end. No file was made. Three or four words make a good one."
        )
    if len(secret.encode("utf-8")) > _BYTES_MOST:
        raise BadInput(
            "This password is too long for a PDF: readers would use only the beginning of it. No file was"
            " made. Choose a shorter one."
        )
    return secret
