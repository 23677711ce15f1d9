"""Holds in memory what the diary's disk has no room for, until it is in a copy elsewhere or fits again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tutordiary import dates
from tutordiary.model import Draft, Record
from tutordiary.store import extras, records
from tutordiary.store.kept import count_openly
from tutordiary.vault import backup

if TYPE_CHECKING:
    from tutordiary.diary.diary import Diary
    from tutordiary.vault.backup_file import BackupReport
    from tutordiary.vault.sqlcipher import Connection

WRITES = ("add", "save", "remove", "keep_draft", "drop_draft", "keep_preference")


@dataclass(frozen=True, slots=True)
class Write:
    """One thing the diary was asked to write, by the name of its method."""

    name: str
    given: tuple[Any, ...]
    named: tuple[tuple[str, Any], ...]


class Aside:
    """What an open diary was asked to write while ``catching``, in order. A refusal loses none of it."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self._writes: list[Write] = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not self._writes

    @contextmanager
    def catching(self) -> Iterator[None]:
        """Inside, whatever the diary is asked to write is held here. What it reads is as before."""
        diary = self._diary
        for name in WRITES:
            setattr(diary, name, self._catcher(name))
        diary.together = _nothing_to_commit  # type: ignore[method-assign]
        try:
            yield
        finally:
            for name in (*WRITES, "together"):
                delattr(diary, name)

    def _catcher(self, name: str) -> Callable[..., Any]:
        def catch(*given: Any, **named: Any) -> Any:
            self._writes.append(Write(name, given, tuple(named.items())))
            return () if name == "remove" else None

        return catch

    def put_back(self) -> None:
        """Write it into the diary after all. Raises: DiskFull, CannotWrite; then it still waits here."""
        with self._diary.together():
            for write in self._writes:
                getattr(self._diary, write.name)(*write.given, **dict(write.named))
        self._writes.clear()

    def back_up(self, target: Path) -> BackupReport:
        """Write a proven backup that holds the diary and what waits here; nothing goes to the diary's disk.

        Raises: DiaryExists, DiskFull, CannotWrite, DiaryDamaged; then it still waits here.
        """
        report = backup.write_backup(
            self._diary.vault, target.absolute(), count_openly, amend=self._into if self._writes else None
        )
        self._writes.clear()
        return report

    def _into(self, copy: Connection) -> None:
        for write in self._writes:
            _TO_COPY[write.name](copy, *write.given, **dict(write.named))


@contextmanager
def _nothing_to_commit() -> Iterator[None]:
    yield


def _insert(copy: Connection, *items: Record) -> None:
    records.insert(copy, items)


def _upsert(copy: Connection, *items: Record) -> None:
    for item in items:
        records.upsert(copy, item)


def _delete(copy: Connection, *items: Record) -> None:
    for item in items:
        records.delete(copy, type(item), item.id)


def _keep_draft(copy: Connection, key: str, text: str, caret: int = 0, steps: tuple[str, ...] = ()) -> None:
    extras.keep_draft(copy, Draft(key, text, caret, steps, dates.instant()))


_TO_COPY: dict[str, Callable[..., None]] = {
    "add": _insert,
    "save": _upsert,
    "remove": _delete,
    "keep_draft": _keep_draft,
    "drop_draft": extras.drop_draft,
    "keep_preference": extras.keep_preference,
}
