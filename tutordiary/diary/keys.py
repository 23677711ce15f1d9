"""What may be done with the keys of an open diary: a new passphrase, a new recovery code, all keys new.

Nothing here returns or keeps a key. Whatever stretches a passphrase takes half a second and more, so it
belongs in a worker.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tutordiary.diary.diary import Diary
from tutordiary.errors import KeyringSilent, TutorDiaryError, UserError, WrongSecret
from tutordiary.store.migrations import NEWEST_SCHEMA
from tutordiary.vault import diary_folder, key_copies, keyfile, system_keyring
from tutordiary.vault import rekey as _rekey
from tutordiary.vault.ciphers import DEFAULT_COST, KEY_BYTES, KdfCost
from tutordiary.vault.keyfile import KeyringKey, Passphrase, RecoveryCode
from tutordiary.vault.layout import DiaryPaths

_CONFIRMED = "recovery_code_confirmed"


def change_passphrase(diary: Diary, new: str, *, cost: KdfCost = DEFAULT_COST) -> None:
    """Make ``new`` the only passphrase; the recovery code stays as it is.

    Backups made before still open with the old one. On an error the old one stands.
    Raises: BadInput for a passphrase that will not do, DiskFull, CannotWrite, OutOfMemory.
    """
    diary_folder.change_passphrase(diary.vault, new, cost=cost)


def new_recovery_code(diary: Diary) -> str:
    """Return a new recovery code, shown once and kept nowhere; the old one is dead at once.

    The new one counts as not confirmed. Backups made before still open with the old one.
    Raises: DiskFull, CannotWrite.
    """
    with _unconfirmed(diary):
        return diary_folder.new_recovery_code(diary.vault)


def check_passphrase(diary: Diary, passphrase: str) -> None:
    """Make sure that ``passphrase`` opens this diary: whoever found it open must not change its keys.

    Raises: WrongSecret, OutOfMemory.
    """
    keyfile.unlock(diary.vault.keys.file, Passphrase(passphrase))


def check_code(diary: Diary, code: str) -> None:
    """Make sure that ``code`` is the recovery code in force. Raises: WrongSecret."""
    keyfile.unlock(diary.vault.keys.file, RecoveryCode(code))


def rekey(diary: Diary, passphrase: str, *, cost: KdfCost = DEFAULT_COST) -> str:
    """Write the whole diary under a new data key and return its new recovery code, shown once.

    For whoever fears that somebody knows the passphrase and has had the files: the old passphrase, the old
    code and the keyring open nothing any more, and the new code counts as not confirmed. Backups made before
    still open with the old passphrase and the old code. Needs as much room as the diary beside it; no other
    thread may be at work with the diary meanwhile.
    Cut short at any moment, it is finished or taken back at the next opening; ``news`` then says which.
    Raises: BadInput, DiskFull, CannotWrite, DiaryInUse, OutOfMemory, with the old keys in force;
    DiaryDamaged for a diary that does not pass the full check.
    """
    had_keyring = keyring_is_on(diary)
    with _unconfirmed(diary):
        code = _rekey.rekey(diary.vault, passphrase, cost=cost)
    if had_keyring:
        with suppress(KeyringSilent):
            system_keyring.forget(diary.vault.vault_id)
    return code


def news(diary: Diary) -> str:
    """Return a sentence on new keys that were cut short and put right at this opening, or ""."""
    return diary.vault.key_news


def is_code_confirmed(diary: Diary) -> bool:
    """Say whether the recovery code in force was once typed back from its sheet."""
    return diary.preference(_CONFIRMED) == "yes"


def confirm_code(diary: Diary) -> None:
    """Remember that the recovery code in force was typed back. Raises: DiskFull, CannotWrite."""
    diary.keep_preference(_CONFIRMED, "yes")


def keyring_name() -> str | None:
    """Return what this computer's keyring is called, or None if it has none the diary may use.

    Asks the system, and waits up to 10 seconds for it: for a worker.
    """
    return system_keyring.name()


def keyring_is_on(diary: Diary) -> bool:
    """Say whether this computer's keyring may open the diary: whoever can log in here then can."""
    return keyfile.has_keyring(diary.vault.keys.file)


def keyring_on(diary: Diary) -> None:
    """Put a random key for this diary into the computer's keyring, and let it open the diary.

    The passphrase and the recovery code stay as they are; a key that was there before is replaced.
    Raises: KeyringSilent with nothing changed, DiskFull, CannotWrite.
    """
    key = secrets.token_bytes(KEY_BYTES)
    system_keyring.keep(diary.vault.vault_id, key)
    try:
        diary.vault.replace_keys(lambda old, data_key: keyfile.with_keyring(old, data_key, KeyringKey(key)))
    except BaseException:
        with suppress(KeyringSilent):
            system_keyring.forget(diary.vault.vault_id)
        raise


def keyring_off(diary: Diary) -> None:
    """Let no keyring open the diary any more, and take its key out of the computer's keyring.

    A keyring that does not answer then keeps a key that opens nothing. Raises: DiskFull, CannotWrite.
    """
    if keyring_is_on(diary):
        diary.vault.replace_keys(keyfile.without_keyring)
    with suppress(KeyringSilent):
        system_keyring.forget(diary.vault.vault_id)


def has_keyring(folder: Path) -> bool:
    """Say whether a closed diary may be opened with this computer's keyring; False if it cannot be told."""
    found = key_copies.first(DiaryPaths(folder))
    return found is not None and keyfile.has_keyring(found)


def open_with_keyring(folder: Path, *, state_folder: Path | None = None, accept_older: bool = False) -> Diary:
    """Open a diary with the key in this computer's keyring; asks it for up to 10 seconds.

    Raises: KeyringSilent if it gives none or a wrong one, else as ``Diary.open``.
    """
    found = key_copies.first(DiaryPaths(folder))
    if found is None or not keyfile.has_keyring(found):
        raise KeyringSilent(
            "This diary is not opened by this computer's keyring. Nothing was changed. Use the passphrase."
        )
    key = KeyringKey(system_keyring.fetch(found.vault_id.hex()))
    try:
        vault = diary_folder.open_diary(
            folder, key, newest_schema=NEWEST_SCHEMA, state_folder=state_folder, accept_older=accept_older
        )
    except WrongSecret as error:
        raise KeyringSilent(
            "What this computer's keyring holds does not open this diary. Nothing was changed. "
            "Use the passphrase, then switch the keyring off and on again."
        ) from error
    return Diary.of(vault)


def open_with_keys_of_backup(
    folder: Path,
    backup: Path,
    secret: str,
    *,
    is_code: bool = False,
    state_folder: Path | None = None,
    accept_older: bool = False,
) -> Diary:
    """Open a diary that has lost its key file with the one in a backup, and put that back in its place.

    Nothing written since that backup is lost. The secret is the passphrase, or with ``is_code`` the recovery
    code, of the day of the backup, and opens the diary from now on; new keys made since make it useless.
    Raises: DiaryExists if the diary has a key file, else as ``Diary.open``.
    """
    vault = diary_folder.open_diary(
        folder,
        RecoveryCode(secret) if is_code else Passphrase(secret),
        newest_schema=NEWEST_SCHEMA,
        state_folder=state_folder,
        accept_older=accept_older,
        keys_of=backup,
    )
    return Diary.of(vault)


@contextmanager
def _unconfirmed(diary: Diary) -> Iterator[None]:
    """Hold the code for unconfirmed from now on; if the block fails, the old code stands as it stood."""
    # First the flag: a crash in between must not leave a code called confirmed that nobody typed back.
    was_confirmed = is_code_confirmed(diary)
    diary.keep_preference(_CONFIRMED, "")
    try:
        yield
    except UserError:
        if was_confirmed:
            with suppress(TutorDiaryError):
                confirm_code(diary)
        raise
