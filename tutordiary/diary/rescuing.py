"""Rescues what can still be read of a damaged diary; the damaged one stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary.store.mending import mend
from tutordiary.store.migrations import NEWEST_SCHEMA, migrate
from tutordiary.vault import salvage, sqlcipher
from tutordiary.vault.keyfile import Passphrase, RecoveryCode
from tutordiary.vault.salvage import RescueReport

if TYPE_CHECKING:
    from tutordiary.vault.sqlcipher import Connection

__all__ = ["RescueReport", "rescue"]


def rescue(
    folder: Path, secret: str, target: Path, *, is_code: bool = False, state_folder: Path | None = None
) -> RescueReport:
    """Read what can be read of the diary in ``folder`` into a new diary at ``target``; it is not left open.

    It opens with the same passphrase and recovery code. ``is_code`` says that the secret is a recovery code.
    The damaged diary is copied first and not touched.
    Raises: DiaryMissing, DiaryExists, DiaryDamaged when nothing can be read, DiaryInUse, WrongSecret,
    DiskFull, CannotWrite, OutOfMemory.
    """
    return salvage.rescue(
        folder,
        RecoveryCode(secret) if is_code else Passphrase(secret),
        target,
        make_tables=_make_tables,
        mend=_mend,
        state_folder=state_folder,
    )


def _make_tables(conn: Connection, version: int) -> None:
    with sqlcipher.mapped_errors():
        migrate(sqlcipher.database(conn), version or NEWEST_SCHEMA)


def _mend(conn: Connection) -> tuple[int, int]:
    mended = mend(conn)
    return mended.stand_ins, mended.left_out
