"""Writes the recovery sheet to the place the tutor chose. No copy is kept anywhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tutordiary import dates
from tutordiary.documents.content import RecoverySheet
from tutordiary.vault import files


def write_sheet(target: Path, code: str, vault_id: str, made_on: date) -> None:
    """Write the sheet as a PDF. Raises: DiskFull, CannotWrite."""
    from tutordiary.documents.writer import write

    sheet = RecoverySheet(
        diary_name=f"Diary {vault_id[:8]}", code=code, made_on=dates.day_and_month(made_on, year=True)
    )
    files.write_atomic(target, write(sheet, "pdf").data, "the sheet")
