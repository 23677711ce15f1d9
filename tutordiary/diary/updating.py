"""Brings a diary of an older schema up to date, and never without a backup that was proven first."""

from __future__ import annotations

from pathlib import Path

from tutordiary import dates
from tutordiary.errors import CannotWrite, DiaryExists, DiskFull
from tutordiary.model import new_id
from tutordiary.store import kept
from tutordiary.store.migrations import NEWEST_SCHEMA, migrate
from tutordiary.vault import backup
from tutordiary.vault.backup import SUFFIX, BackupReport
from tutordiary.vault.looking import LookingVault
from tutordiary.vault.vault import Vault


def bring_up_to_date(vault: Vault) -> None:
    """Bring a diary up to the newest schema; nothing happens when it is there already.

    A diary that already holds something is backed up first, into its own folder, as
    ``before-update-schema-N.tdbackup``. If that cannot be done, or a step of the update fails, the diary
    stays at the schema it had. A copy only looked at is brought up to date without a backup, then sealed.
    Raises: DiskFull, CannotWrite, DiaryDamaged.
    """
    if isinstance(vault, LookingVault):
        _migrate(vault)
        vault.seal()
        return
    if not 0 < vault.user_version < NEWEST_SCHEMA:
        _migrate(vault)
        return
    report = _back_up_first(vault)
    _migrate(vault)
    _note(vault, report)


def place_before(folder: Path, schema: int) -> Path:
    """Return where the backup made before an update from ``schema`` lies."""
    return folder / f"before-update-schema-{schema}{SUFFIX}"


def _migrate(vault: Vault) -> None:
    with vault.reading():
        migrate(vault.db)


def _back_up_first(vault: Vault) -> BackupReport:
    why = (
        "This version of Tutor Diary keeps the diary in a newer form, and makes a backup before it changes "
        "anything. That backup could not be written into the diary's folder, so the diary was left as it was."
    )
    try:
        return backup.write_backup(vault, place_before(vault.folder, vault.user_version), kept.count_openly)
    except DiskFull as error:
        raise DiskFull(f"{why} Make some room on the disk and open the diary again.") from error
    except (CannotWrite, DiaryExists) as error:
        raise CannotWrite(f"{why} Check that you may write to that folder and open it again.") from error


def _note(vault: Vault, report: BackupReport) -> None:
    made = kept.BackupMade(
        path=report.file.absolute(),
        made_at=dates.now(),
        counter=report.counter,
        records=sum(report.counts.values()),
        size_bytes=report.size_bytes,
        kind=kept.BEFORE_UPDATE,
    )
    with vault.tx() as conn:
        kept.note_backup(conn, new_id(), made)
