"""The keys a diary knows: its owner's own, to receive bundles with, and those of the project managers.

The owner's secret stays in the diary. A manager's public key is kept for each programme.
"""

from __future__ import annotations

from tutordiary.diary import Diary
from tutordiary.diary import receiving as secrets_kept
from tutordiary.errors import BadInput
from tutordiary.release.sealing import Opener, PublicKey, ReceivingKey, key_of, make_key

_MANAGER = "manager_key/"  # a preference of the diary, followed by a programme's id

KEY_FILE = "receiving-key.txt"


def own_key(diary: Diary) -> ReceivingKey | None:
    """Return the owner's key, or None before one was made."""
    secret = secrets_kept.kept(diary)
    return key_of(secret) if secret else None


def make_own_key(diary: Diary) -> ReceivingKey:
    """Return the owner's key, made now if there is none.

    Raises: BadInput when the diary is only looked at; DiskFull, CannotWrite.
    """
    return own_key(diary) or renew_own_key(diary)


def renew_own_key(diary: Diary) -> ReceivingKey:
    """Return a new key in the place of the one there was: what was sealed for that stays closed for good.

    Backups made before still hold the old one. Raises: as ``make_own_key``.
    """
    if diary.is_read_only:
        raise BadInput("This diary is only looked at, so no key can be made in it. Nothing was changed.")
    key = make_key()
    secrets_kept.keep(diary, key.secret)
    return key


def opener_of(diary: Diary, passphrase: str = "") -> Opener:
    """Return what sealed bundles are tried with in this diary."""
    return Opener(own_key(diary), passphrase)


def manager_key(diary: Diary, programme_id: str | None) -> PublicKey | None:
    """Return the key the manager of a programme gave, or None; without a programme, that of all of them."""
    held = diary.preference(f"{_MANAGER}{programme_id or ''}")
    return PublicKey(held) if held else None


def keep_manager_key(diary: Diary, programme_id: str | None, key: PublicKey | None) -> None:
    """Keep the key of a programme's manager; None forgets it."""
    diary.keep_preference(f"{_MANAGER}{programme_id or ''}", key.text if key else "")


def key_file(key: PublicKey, name: str = "") -> bytes:
    """Return a small text file to send to tutors. ``name`` is who it is from; it may be empty."""
    about = f"# Key for sealing bundles{f' for {name}' if name else ''}. It may be passed on to anyone.\n"
    words = f"# Check words: {' '.join(key.check_words)}\n"
    return f"{about}{words}{key.text}\n".encode()
