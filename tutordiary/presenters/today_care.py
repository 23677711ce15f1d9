"""The calm lines of Today about the diary itself: no fresh backup, a code not on paper, little room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from tutordiary.diary import Diary, keys
from tutordiary.errors import TutorDiaryError

if TYPE_CHECKING:
    from tutordiary.vault.backup import BackupReport

CODE_LINE = "The recovery code of this diary was never typed back, so it may not be on paper."
WORKING = "Writing a backup, then restoring it aside to prove it…"


class Remedy(StrEnum):
    """What a line offers to do; its value is what the button says."""

    BACK_UP = "Make one now"
    CHOOSE_PLACE = "Choose where"
    MAKE_CODE = "Make a fresh code"


@dataclass(frozen=True, slots=True)
class CareLine:
    """One sentence and what may be done about it. ``is_good``: something just went well."""

    words: str
    remedies: tuple[Remedy, ...] = ()
    is_good: bool = False


class BackupKeeper(Protocol):
    """What makes the backups and knows how fresh they are."""

    def line(self) -> str:
        """Return the line on backups, or "" when all is well."""

    def make_now(
        self, done: Callable[[BackupReport], None], failed: Callable[[TutorDiaryError], None]
    ) -> None:
        """Back up now."""


class TodayCare:
    """Gathers the lines. ``show`` is called with them whenever they may have changed."""

    def __init__(
        self, diary: Diary, keeper: BackupKeeper, show: Callable[[tuple[CareLine, ...]], None]
    ) -> None:
        self._diary = diary
        self._keeper = keeper
        self._show = show
        self._said: tuple[CareLine, ...] = ()

    def refresh(self) -> None:
        """Gather and show the lines; a sample and a diary only looked at have none."""
        self._said = ()
        self._show(self._lines())

    def hear(self) -> None:
        """Show the lines again because there is news of the backups; what was just said stays."""
        self._show((*self._said, *self._lines()))

    def back_up(self) -> None:
        """Make a backup because somebody pressed the button."""
        self._show((CareLine(WORKING),))

        def done(report: BackupReport) -> None:
            total = sum(report.counts.values())
            words = f"Backup made and opened: {total:,} of {total:,} records."
            self._said = (CareLine(words, is_good=True),)
            self.hear()

        def failed(error: TutorDiaryError) -> None:
            again = CareLine(str(error), (Remedy.BACK_UP, Remedy.CHOOSE_PLACE))
            self._show((again, *(line for line in self._lines() if Remedy.BACK_UP not in line.remedies)))

        self._keeper.make_now(done, failed)

    def _lines(self) -> tuple[CareLine, ...]:
        diary = self._diary
        if diary.is_sample or diary.is_read_only:
            return ()
        lines = []
        news = keys.news(diary)
        if news:
            lines.append(CareLine(news))
        backup = self._keeper.line()
        if backup:
            lines.append(CareLine(backup, (Remedy.BACK_UP, Remedy.CHOOSE_PLACE)))
        if not keys.is_code_confirmed(diary):
            lines.append(CareLine(CODE_LINE, (Remedy.MAKE_CODE,)))
        room = _low_room(diary)
        if room:
            lines.append(CareLine(room))
        return tuple(lines)


def _low_room(diary: Diary) -> str:
    from tutordiary.vault import place

    try:
        size_bytes = sum(file.stat().st_size for file in diary.folder.iterdir() if file.is_file())
    except OSError:
        return ""
    return place.low_room(diary.folder, size_bytes) or ""
