"""Checks the diary when it is due: after it was cut short, and once a week. Seconds long: for a worker.

A search index that has fallen behind is built again and no alarm: it holds nothing of its own. Anything else
means that the file cannot be trusted. Nothing more is written to it then, and the person is told what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tutordiary.diary import quiet
from tutordiary.store import extras
from tutordiary.vault import checks

if TYPE_CHECKING:
    from tutordiary.diary.diary import Diary
    from tutordiary.vault.checks import CheckLine

EVERY_DAYS = 7

_LAST_CHECK = "care.last_check"


@dataclass(frozen=True, slots=True)
class Checked:
    """How a check went. ``sentence`` is empty when the diary is whole; ``rebuilt`` says search was mended."""

    is_whole: bool
    sentence: str
    lines: tuple[CheckLine, ...]
    rebuilt: bool = False


def is_check_due(diary: Diary, today: date) -> bool:
    """Say whether the diary was cut short last time, or has not been checked for a week or ever."""
    if diary.is_read_only:
        return False
    if diary.vault.was_interrupted:
        return True
    last = diary.preference(_LAST_CHECK)
    return not last or today - date.fromisoformat(last) >= timedelta(days=EVERY_DAYS)


def check_if_due(diary: Diary, today: date) -> Checked | None:
    """Run the full check if it is due and remember the day; None when it is not, or the diary was too busy.

    When it finds damage, the open diary refuses every further read and write with DiaryDamaged.
    Raises: DiaryDamaged when the diary was known to be damaged; DiskFull, CannotWrite.
    """
    return check(diary, today) if is_check_due(diary, today) else None


def check(diary: Diary, today: date) -> Checked | None:
    """Run the full check now. As ``check_if_due``."""
    lines = _settled_lines(diary)
    if lines is None:
        return None
    rebuilt = checks.only_search_failed(lines)
    if rebuilt:
        with diary.vault.tx() as conn:
            checks.rebuild_search(conn)
        lines = diary.vault.full_check()
    if not checks.all_passed(lines):
        diary.vault.mark_damaged()
        return Checked(is_whole=False, sentence=_what_to_do(lines), lines=lines)
    diary.vault.was_interrupted = False
    with quiet.quietly(diary) as conn:
        extras.keep_preference(conn, _LAST_CHECK, today.isoformat())
    return Checked(is_whole=True, sentence="", lines=lines, rebuilt=rebuilt)


def _settled_lines(diary: Diary) -> tuple[CheckLine, ...] | None:
    """Check; look a second time before believing bad news, because somebody may have written meanwhile."""
    for _ in range(2):
        lines = diary.vault.full_check()
        if checks.all_passed(lines):
            return lines
    return None if checks.was_busy(lines) else lines


def _what_to_do(lines: tuple[CheckLine, ...]) -> str:
    failed = ", ".join(line.name for line in lines if not line.passed)
    return (
        f"The diary did not pass its check ({failed}). It was left as it is, and nothing more is written to "
        "it. Close the diary and restore the newest backup. If there is none, rescue what can still be read "
        "into a new diary. Keep the damaged one until you have seen that all is there."
    )
