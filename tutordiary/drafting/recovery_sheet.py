"""The recovery sheet: which number it has, and writing it to the place the tutor chose. No copy is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary import dates
from tutordiary.documents.content import RecoverySheet

if TYPE_CHECKING:
    from tutordiary.diary import Diary

_NUMBER = "recovery_sheet_number"


def number_of(diary: Diary) -> int:
    """Return the number of the sheet that belongs to the code in force; the first has 1."""
    return int(diary.preference(_NUMBER, "1"))


def fresh_code(diary: Diary) -> str:
    """Return a new recovery code, shown once and kept nowhere; its sheet has the next number.

    The old code is dead at once. Raises: DiskFull, CannotWrite.
    """
    from tutordiary.diary import keys

    code = keys.new_recovery_code(diary)
    count_on(diary)
    return code


def count_on(diary: Diary) -> None:
    """Give the sheet of a code just made the next number, so that it says which one to destroy."""
    diary.keep_preference(_NUMBER, str(number_of(diary) + 1))


def sheet_pdf(code: str, vault_id: str, made_on: date, *, number: int = 1) -> bytes:
    """Return the sheet as a PDF of one page; it names eight digits of ``vault_id``, the diary's id."""
    from tutordiary.documents.writer import write

    sheet = RecoverySheet(
        diary_name=f"Diary {vault_id[:8]}",
        code=code,
        made_on=dates.day_and_month(made_on, year=True),
        sheet=number,
        destroys=number - 1 or None,
    )
    return write(sheet, "pdf").data


def write_sheet(target: Path, code: str, vault_id: str, made_on: date, *, number: int = 1) -> None:
    """Write the sheet to a file. Raises: DiskFull, CannotWrite."""
    from tutordiary.vault import files

    files.write_document(target, sheet_pdf(code, vault_id, made_on, number=number), "the sheet")
