"""The diary: the one place the rest of the app reads from and the only one that writes.

Every change is one durable transaction: when a method returns, the change is on the disk.
"""

from __future__ import annotations

import secrets
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from tutordiary import dates
from tutordiary.diary import history
from tutordiary.diary.quiet import quietly
from tutordiary.diary.updating import bring_up_to_date
from tutordiary.errors import BugError
from tutordiary.framework import Framework, parse_framework, shipped_framework
from tutordiary.model import Draft, FrameworkVersion, Record, Tutor, new_id
from tutordiary.store import extras, kept_texts, records, searching
from tutordiary.store.extras import Meta
from tutordiary.store.kept import count_openly
from tutordiary.store.migrations import NEWEST_SCHEMA
from tutordiary.store.searching import Hit
from tutordiary.vault import diary_folder, looking
from tutordiary.vault.ciphers import DEFAULT_COST, KdfCost
from tutordiary.vault.keyfile import Passphrase, RecoveryCode, Secret
from tutordiary.vault.vault import Vault

if TYPE_CHECKING:
    from tutordiary.vault.backup import BackupReport

R = TypeVar("R", bound=Record)
Listener = Callable[[tuple[Record, ...]], None]


class _Changes(threading.local):
    """What one thread has changed since its outermost ``together`` began; None outside of one."""

    made: list[Record] | None = None


class Diary:
    """An open diary; ``close`` it when done. A worker's changes and those of the window stay apart.

    Listeners hear of every change after it is on the disk, with the records added or saved, on the thread
    that made it. One that fails is reported as a fault of the app: the change is kept all the same.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._listeners: list[Listener] = []
        self._changes = _Changes()
        self._framework: Framework | None = None
        bring_up_to_date(vault)

    # Opening and closing --------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: str,
        *,
        is_sample: bool = False,
        cost: KdfCost = DEFAULT_COST,
        state_folder: Path | None = None,
    ) -> tuple[Self, str]:
        """Make an empty diary and return it with its recovery code, which is shown once and kept nowhere.

        Raises: DiaryExists, CannotWrite, DiskFull, BadInput for a passphrase that is too short.
        """
        made = diary_folder.create(folder, passphrase, cost=cost, state_folder=state_folder)
        try:
            diary = cls(made.vault)
            diary._begin(is_sample=is_sample)
        except BaseException:
            # Half a diary would be in the way of the next try, and nobody has its recovery code.
            made.vault.abandon()
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return diary, made.recovery_code

    @classmethod
    def open(
        cls,
        folder: Path,
        passphrase: str,
        *,
        state_folder: Path | None = None,
        accept_older: bool = False,
        read_only: bool = False,
    ) -> Self:
        """Open a diary with its passphrase, bringing an older schema up to date after a backup.

        With ``read_only`` a copy is looked at: an older one gives no alarm, every change raises CannotWrite.
        Raises: WrongSecret, DiaryMissing, DiaryDamaged, DiaryInUse, NewerDiary, OlderCopy, OutOfMemory.
        """
        return cls.of(
            _opened(folder, Passphrase(passphrase), state_folder, accept_older, read_only=read_only)
        )

    @classmethod
    def open_with_recovery(
        cls,
        folder: Path,
        code: str,
        *,
        state_folder: Path | None = None,
        accept_older: bool = False,
        read_only: bool = False,
    ) -> Self:
        """Open a diary with its recovery code. As ``open``."""
        return cls.of(_opened(folder, RecoveryCode(code), state_folder, accept_older, read_only=read_only))

    @classmethod
    def of(cls, vault: Vault) -> Self:
        """Return the diary in a file that has been unlocked; if that cannot be, the file is closed."""
        try:
            diary = cls(vault)
            if not vault.is_read_only:
                diary._begin(is_sample=False)
            history.empty_old(diary)
            return diary
        except BaseException:
            # A schema that could not be brought up to date must not leave the diary "in use".
            vault.abandon()
            raise

    def _begin(self, *, is_sample: bool) -> None:
        """Write what every diary begins with, unless it is there: a kill may have come before it."""
        with self._vault.reading() as conn:
            if extras.read_meta(conn) is not None:
                return
        with self.together():
            extras.write_meta(self._vault.conn, self._vault.vault_id, dates.now(), is_sample=is_sample)
            self.add(_as_record(shipped_framework()))

    @staticmethod
    def restore(
        file: Path, folder: Path, secret: str, *, is_code: bool = False, state_folder: Path | None = None
    ) -> BackupReport:
        """Bring a backup back into a new folder, proved whole before it appears. It is not left open.

        ``is_code`` says that the secret is a recovery code.
        Raises: DiaryMissing, DiaryExists, WrongSecret, DiaryDamaged, NewerDiary, DiskFull, CannotWrite.
        """
        from tutordiary.vault import backup

        return backup.restore_backup(
            file,
            folder,
            RecoveryCode(secret) if is_code else Passphrase(secret),
            count_rows=count_openly,
            newest_schema=NEWEST_SCHEMA,
            state_folder=state_folder,
        )

    def close(self) -> None:
        """Put everything away and let go of the key. The diary cannot be used afterwards."""
        self._listeners.clear()
        self._vault.close()

    @property
    def vault(self) -> Vault:
        """The encrypted file underneath, for checks and backups."""
        return self._vault

    @property
    def is_read_only(self) -> bool:
        """Whether it was opened only to look."""
        return self._vault.is_read_only

    @property
    def folder(self) -> Path:
        """Where the diary lives."""
        return self._vault.folder

    @property
    def meta(self) -> Meta:
        """What the diary says of itself now."""
        with self._vault.reading() as conn:
            held = extras.read_meta(conn)
        if held is None:
            raise BugError("a diary without its first row was opened")
        return held

    @property
    def is_sample(self) -> bool:
        """Whether this is the sample diary of invented people."""
        return self.meta.is_sample

    def mark_as_sample(self) -> None:
        """Mark the diary as one of invented people, everywhere it shows. There is no way back."""
        with self.together():
            extras.mark_as_sample(self._vault.conn)

    # Reading --------------------------------------------------------------------------------------

    def find(self, kind: type[R], order: tuple[str, ...] = ("id",), **equals: Any) -> list[R]:
        """Return the records of a kind whose fields equal the given values, in order.

        ``order`` names fields; a leading ``-`` turns one round. None matches "not known".
        """
        with self._vault.reading() as conn:
            return records.find(conn, kind, equals, order=order)

    def all(self, kind: type[R]) -> list[R]:
        """Return every record of a kind, oldest first."""
        with self._vault.reading() as conn:
            return records.find(conn, kind, {})

    def get(self, kind: type[R], record_id: str) -> R | None:
        """Return one record, or None when there is none with that id."""
        with self._vault.reading() as conn:
            return records.get(conn, kind, record_id)

    def need(self, kind: type[R], record_id: str) -> R:
        """Return a record that must be there."""
        with self._vault.reading() as conn:
            record = records.get(conn, kind, record_id)
        if record is None:
            raise BugError(f"no {kind.__name__} has the id it should have")
        return record

    def counts(self) -> dict[str, int]:
        """Return the number of records in each table, by table name."""
        with self._vault.reading() as conn:
            return records.count_rows(conn)

    def search(self, typed: str, limit: int = 200) -> list[Hit]:
        """Return the passages that hold every word typed, newest first."""
        with self._vault.reading() as conn:
            return searching.search(conn, typed, limit=limit)

    @property
    def tutor(self) -> Tutor | None:
        """The tutor this diary belongs to, or None before they gave a name."""
        return next(iter(self.all(Tutor)), None)

    @property
    def framework(self) -> Framework:
        """The newest outcomes framework this diary holds."""
        if self._framework is None:
            held = self.find(FrameworkVersion, order=("-loaded_at", "-id"))
            self._framework = parse_framework(held[0].body) if held else shipped_framework()
        return self._framework

    # Writing --------------------------------------------------------------------------------------

    def add(self, *items: Record) -> None:
        """Add records that are new. All or none."""
        with self.together():
            records.insert(self._vault.conn, items)
            history.returned(self._vault.conn, items)
            self.note(*items)

    def save(self, *items: Record) -> None:
        """Add records, or replace those with the same ids; earlier texts are kept. All or none."""
        with self.together():
            for item in items:
                kept_texts.keep_changed(self._vault.conn, item, dates.now())
                records.upsert(self._vault.conn, item)
            history.returned(self._vault.conn, items)
            self.note(*items)

    def remove(self, *items: Record) -> tuple[str, ...]:
        """Remove records and what hangs on them, into the bin. All or none; one already gone is no error.

        Returns the ids of what is new in the bin (``diary.history``), for those that were put there.
        """
        with self.together():
            entries = [history.remove(self._vault.conn, item) for item in items]
            self.note(*items)
        return tuple(entry for entry in entries if entry)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make everything written inside one transaction: all of it is kept, or none.

        Inside another ``together`` it is a part of that one, and can fail and be taken back alone.
        """
        before = self._changes.made
        made: list[Record] = []
        self._changes.made = made
        try:
            with self._vault.tx():
                yield
        finally:
            self._changes.made = before
        if before is not None:
            before.extend(made)
        elif made:
            self._tell(tuple(made))

    def _tell(self, changed: tuple[Record, ...]) -> None:
        if any(isinstance(item, FrameworkVersion) for item in changed):
            self._framework = None
        for listener in tuple(self._listeners):
            try:
                listener(changed)
            except Exception:  # noqa: BLE001 (whoever made the change must not think that it failed)
                sys.excepthook(*sys.exc_info())

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` with the records of every change from now on."""
        self._listeners.append(listener)

    def name_tutor(self, name: str, service: str = "") -> Tutor:
        """Write down whose diary this is, and return the record."""
        held = self.tutor
        tutor = (
            replace(held, name=name, service=service)
            if held
            else Tutor(id=new_id(), name=name, service=service)
        )
        self.save(tutor)
        return tutor

    def note(self, *items: Record) -> None:
        """Let the listeners hear of records that a module beside this one changed, inside ``together``."""
        if self._changes.made is not None:
            self._changes.made.extend(items)

    # Drafts, secrets, preferences -----------------------------------------------------------------

    def keep_draft(self, key: str, text: str, caret: int = 0, steps: tuple[str, ...] = ()) -> None:
        """Keep words that are being typed, and the texts undo goes back to: a lock or a crash loses none."""
        with self._vault.tx():
            extras.keep_draft(self._vault.conn, Draft(key, text, caret, steps, dates.instant()))

    def drafts(self, prefix: str = "") -> list[Draft]:
        """Return the drafts whose keys begin so."""
        with self._vault.reading() as conn:
            return extras.drafts(conn, prefix)

    def drop_draft(self, key: str) -> None:
        """Forget a draft whose words are now part of a record."""
        with self.together():
            extras.drop_draft(self._vault.conn, key)

    def secret(self, name: str, size: int = 32) -> bytes:
        """Return a random secret of this diary, made the first time it is asked for. It never leaves."""
        with self._vault.reading() as conn:
            held = extras.secret(conn, name)
        if held is None:
            held = secrets.token_bytes(size)
            with self.together():
                extras.keep_secret(self._vault.conn, name, held)
        return held

    def preference(self, name: str, default: str = "") -> str:
        """Return a preference kept in the diary."""
        with self._vault.reading() as conn:
            held = extras.preference(conn, name)
        return default if held is None else held

    def keep_preference(self, name: str, value: str) -> None:
        """Keep a preference in the diary, if it is not only looked at; it is no reason for a new backup."""
        if self.is_read_only:
            return
        with quietly(self) as conn:
            extras.keep_preference(conn, name, value)

    # Care -----------------------------------------------------------------------------------------

    def back_up(self, target: Path) -> BackupReport:
        """Write a backup and prove it by restoring it. Raises: DiskFull, CannotWrite, DiaryDamaged."""
        from tutordiary.diary import care

        return care.back_up(self, target)


def _opened(
    folder: Path, secret: Secret, state_folder: Path | None, accept_older: bool, *, read_only: bool
) -> Vault:
    if read_only:
        return looking.open_to_look(folder, secret, newest_schema=NEWEST_SCHEMA, state_folder=state_folder)
    return diary_folder.open_diary(
        folder, secret, newest_schema=NEWEST_SCHEMA, state_folder=state_folder, accept_older=accept_older
    )


def _as_record(framework: Framework) -> FrameworkVersion:
    return FrameworkVersion(
        id=new_id(),
        framework=framework.id,
        version=framework.version,
        body=framework.body,
        loaded_at=dates.now(),
    )
