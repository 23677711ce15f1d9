"""What may be done with the keys of an open diary: a new passphrase, a new recovery code, all keys new.

Nothing here returns or keeps a key. Whatever stretches a passphrase takes half a second and more, so it
belongs in a worker.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tutordiary.diary.diary import Diary
from tutordiary.errors import TutorDiaryError, UserError
from tutordiary.vault import diary_folder, keyfile
from tutordiary.vault import rekey as _rekey
from tutordiary.vault.ciphers import DEFAULT_COST, KdfCost
from tutordiary.vault.keyfile import Passphrase, RecoveryCode

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
    with _unconfirmed(diary):
        return _rekey.rekey(diary.vault, passphrase, cost=cost)


def news(diary: Diary) -> str:
    """Return a sentence on new keys that were cut short and put right at this opening, or ""."""
    return diary.vault.key_news


def is_code_confirmed(diary: Diary) -> bool:
    """Say whether the recovery code in force was once typed back from its sheet."""
    return diary.preference(_CONFIRMED) == "yes"


def confirm_code(diary: Diary) -> None:
    """Remember that the recovery code in force was typed back. Raises: DiskFull, CannotWrite."""
    diary.keep_preference(_CONFIRMED, "yes")


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
