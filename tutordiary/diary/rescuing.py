"""The ways back from a damaged diary: a backup in its place, or what can still be read of it.

The damaged diary is never changed and never deleted.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary.errors import NewerDiary
from tutordiary.store.kept import count_openly
from tutordiary.store.mending import mend
from tutordiary.store.migrations import NEWEST_SCHEMA, migrate
from tutordiary.vault import backup, salvage, sqlcipher, swap
from tutordiary.vault.backup_file import BackupReport
from tutordiary.vault.keyfile import Passphrase, RecoveryCode
from tutordiary.vault.salvage import RescueReport

if TYPE_CHECKING:
    from tutordiary.vault.sqlcipher import Connection

__all__ = ["RescueReport", "rescue", "restore_in_place"]


def rescue(
    folder: Path, secret: str, target: Path, *, is_code: bool = False, state_folder: Path | None = None
) -> RescueReport:
    """Read what can be read of the diary in ``folder`` into a new diary at ``target``; it is not left open.

    It opens with the same passphrase and recovery code. ``is_code`` says that the secret is a recovery code.
    The damaged diary is copied first and not touched.
    Raises: DiaryMissing, DiaryExists, DiaryDamaged when nothing can be read, DiaryInUse, WrongSecret,
    NewerDiary, DiskFull, CannotWrite, OutOfMemory.
    """
    return salvage.rescue(
        folder,
        RecoveryCode(secret) if is_code else Passphrase(secret),
        target,
        make_tables=_make_tables,
        mend=_mend,
        state_folder=state_folder,
    )


def restore_in_place(
    file: Path,
    folder: Path,
    secret: str,
    today: date,
    *,
    is_code: bool = False,
    state_folder: Path | None = None,
) -> tuple[BackupReport, Path]:
    """Restore a backup in the place of a damaged diary; return what it held and where the damaged one lies.

    The damaged one becomes ``NAME.damaged-YYYY-MM-DD`` beside it, once the restored one is proven.
    Raises: DiaryMissing, WrongSecret, DiaryDamaged, DiaryInUse, NewerDiary, DiskFull, CannotWrite.
    """
    reports: list[BackupReport] = []

    def make(fresh: Path) -> None:
        report = backup.restore_backup(
            file,
            fresh,
            RecoveryCode(secret) if is_code else Passphrase(secret),
            count_rows=count_openly,
            newest_schema=NEWEST_SCHEMA,
            state_folder=state_folder,
        )
        reports.append(report)

    kept = swap.swap_in(folder, today, make)
    return reports[0], kept


def _make_tables(conn: Connection, version: int) -> None:
    if version > NEWEST_SCHEMA:
        raise NewerDiary(
            "This diary was last used with a newer version of Tutor Diary. Nothing was changed or rescued. "
            "Install the newest version on this computer and rescue it again."
        )
    with sqlcipher.mapped_errors():
        migrate(sqlcipher.database(conn), version or NEWEST_SCHEMA)


def _mend(conn: Connection, vault_id: str) -> tuple[int, int, int]:
    mended = mend(conn, vault_id)
    return mended.stand_ins, mended.left_out, mended.from_search
