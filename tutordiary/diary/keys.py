"""What may be done with the keys of an open diary: a new passphrase, a new recovery code.

Nothing here returns or keeps a key. Whatever stretches a passphrase takes half a second and more, so it
belongs in a worker.
"""

from __future__ import annotations

from tutordiary.diary.diary import Diary
from tutordiary.vault import diary_folder
from tutordiary.vault.ciphers import DEFAULT_COST, KdfCost

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
    # First the flag: a crash in between must not leave a code called confirmed that nobody typed back.
    _forget_confirmation(diary)
    return diary_folder.new_recovery_code(diary.vault)


def is_code_confirmed(diary: Diary) -> bool:
    """Say whether the recovery code in force was once typed back from its sheet."""
    return diary.preference(_CONFIRMED) == "yes"


def confirm_code(diary: Diary) -> None:
    """Remember that the recovery code in force was typed back. Raises: DiskFull, CannotWrite."""
    diary.keep_preference(_CONFIRMED, "yes")


def _forget_confirmation(diary: Diary) -> None:
    diary.keep_preference(_CONFIRMED, "")
