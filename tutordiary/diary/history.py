"""What was written before and what was removed: earlier texts of a field, and the bin.

Everything here can be taken back for a while. Thirty days after a removal the bin lets go for good.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tutordiary import dates
from tutordiary.diary.bin_titles import title_of
from tutordiary.errors import BadInput, UserError
from tutordiary.model import (
    Attendance,
    FrameworkVersion,
    LearnedName,
    Observation,
    Record,
    ReportChoice,
    ReviewDecision,
    Tutor,
    new_id,
)
from tutordiary.store import binned as store
from tutordiary.store import erasing, extras, kept_texts, records
from tutordiary.store.binned import Entry, Parcel, Row
from tutordiary.store.kept_texts import LONG_TEXTS

if TYPE_CHECKING:
    from sqlite3 import Connection

    from tutordiary.diary.diary import Diary

KEPT = timedelta(days=30)
# What the app writes for itself, or what is taken back by the page it is done on: it would hide the rest.
NEVER_BINNED = (Attendance, ReviewDecision, LearnedName, ReportChoice, FrameworkVersion, Tutor)


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier text of a field; it stood there until ``until`` (UTC)."""

    id: str
    until: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Binned:
    """Something in the bin. ``kind`` is its table, ``count`` the records that come back, itself included."""

    id: str
    title: str
    kind: str
    removed_at: datetime
    count: int


def erasures(diary: Diary) -> int:
    """Return how many pupils were ever erased: texts in memory from before one must not be written again."""
    with diary.vault.reading() as conn:
        return len(erasing.erasures(conn))


# Earlier texts -----------------------------------------------------------------------------------------


def has_versions(kind: type[Record], field: str) -> bool:
    """Return whether earlier texts of this field are kept at all."""
    return field in LONG_TEXTS.get(kind.table, ())


def versions(diary: Diary, kind: type[Record], record_id: str, field: str) -> list[Version]:
    """Return the earlier texts of a field, newest first; without those that say what it says now."""
    with diary.vault.reading() as conn:
        held = kept_texts.versions(conn, kind.table, record_id, field)
        record = records.get(conn, kind, record_id)
    now = getattr(record, field) if record is not None else None
    while held and held[0].text == now:
        held.pop(0)
    return [Version(one.id, one.until, one.text) for one in held]


def keep_version(diary: Diary, kind: type[Record], record_id: str, field: str) -> None:
    """Keep what a field says now as a version, however new the last one is: it is about to be replaced."""
    record = diary.get(kind, record_id)
    text = getattr(record, field) if record is not None else ""
    if text:
        keep_text(diary, kind, record_id, field, text)


def keep_text(diary: Diary, kind: type[Record], record_id: str, field: str, text: str) -> None:
    """Keep a text as an earlier one of a field, though it never stood there: a first draft, say."""
    with diary.together():
        kept_texts.keep(diary.vault.conn, kind.table, record_id, field, text, dates.now(), always=True)


def restore(diary: Diary, version_id: str) -> None:
    """Make an earlier text current again. What stands there now becomes a version.

    Raises: BadInput when the version or its record is gone.
    """
    with diary.together():
        conn = diary.vault.conn
        found = kept_texts.version(conn, version_id)
        record = records.get(conn, records.record_type(found.table), found.item_id) if found else None
        if found is None or record is None:
            raise BadInput("That earlier text is no longer kept. Nothing was changed.")
        keep_version(diary, type(record), record.id, found.field)
        changed: Any = {found.field: found.text}
        diary.save(replace(record, **changed))


# Into the bin ------------------------------------------------------------------------------------------


def remove(conn: Connection, record: Record) -> str:
    """Remove a record and what hangs on it, into the bin; inside a transaction.

    Returns the id of the bin's entry; empty when it was gone already, or is of a kind that is not binned.
    """
    parcel = store.gather(conn, record.table, record.id)
    if parcel is None:
        return ""
    entry_id = _bin(conn, record, parcel) if _goes_to_bin(record, parcel) else ""
    if not entry_id:
        kept_texts.forget(conn, parcel.ids)
    records.delete(conn, type(record), record.id)
    return entry_id


def take_out(diary: Diary, record: Record) -> str:
    """Remove a record of any kind into the bin; return the id of its entry, empty when it was gone."""
    with diary.together():
        conn = diary.vault.conn
        parcel = store.gather(conn, record.table, record.id)
        if parcel is None:
            return ""
        entry_id = _bin(conn, record, parcel)
        records.delete(conn, type(record), record.id)
        diary.note(record)
    return entry_id


def _goes_to_bin(record: Record, parcel: Parcel) -> bool:
    if isinstance(record, Observation) and not (record.text or record.what_i_did):
        return len(parcel.rows) > 1  # a mark in the grid: cleared in passing, and set again by a key
    return not isinstance(record, NEVER_BINNED)


def _bin(conn: Connection, record: Record, parcel: Parcel) -> str:
    root = next(row for row in parcel.rows if (row.table, row.id) == (record.table, record.id))
    entry = Entry(new_id(), record.table, record.id, title_of(conn, store.revive(root)), dates.now(), parcel)
    store.put(conn, entry)
    return entry.id


def returned(conn: Connection, items: Iterable[Record]) -> None:
    """Let what went into the bin with records that were just written again follow them out of it.

    A text written where another one stood before takes that one out of the bin, as its own earlier text.
    """
    if store.is_empty(conn):
        return
    for item in items:
        for former in store.once_in_place_of(conn, item):
            _take_over(conn, item, former)
        entry = store.entry_of(conn, item.table, item.id)
        if entry is not None:
            store.drop(conn, entry.id)
            rest = tuple(row for row in entry.parcel.rows if (row.table, row.id) != (item.table, item.id))
            store.put_back(conn, replace(entry.parcel, rows=rest))


def _take_over(conn: Connection, item: Record, former: Entry) -> None:
    store.drop(conn, former.id)
    kept_texts.hand_over(conn, item.table, former.item_id, item.id)
    for field in LONG_TEXTS[item.table]:
        text = str(former.root.cells[field])
        if text and text != getattr(item, field):
            kept_texts.keep(conn, item.table, item.id, field, text, former.removed_at, always=True)


# Out of the bin ----------------------------------------------------------------------------------------


def binned(diary: Diary) -> list[Binned]:
    """Return what lies in the bin, newest first."""
    with diary.vault.reading() as conn:
        entries = store.entries(conn)
    return [_line(one) for one in entries]


def _line(entry: Entry) -> Binned:
    return Binned(entry.id, entry.title, entry.table, entry.removed_at, len(entry.parcel.rows))


def bring_back(diary: Diary, entry_id: str) -> None:
    """Put back what was removed, under the same ids, with all that went with it.

    Raises: BadInput when it is no longer in the bin, when what it belongs to must come back first, or when
    something else has taken its place. Then nothing was changed.
    """
    with diary.together():
        conn = diary.vault.conn
        entry = store.entry(conn, entry_id)
        if entry is None:
            raise BadInput("That is no longer in the bin. Nothing was changed.")
        _refuse_orphan(conn, entry.root)
        store.drop(conn, entry.id)
        back = store.put_back(conn, entry.parcel)
        if not any((one.table, one.id) == (entry.table, entry.item_id) for one in back):
            raise BadInput(
                "Something else stands in its place now. Empty or remove that first, then bring this back."
                " Nothing was changed."
            )
        diary.note(*back)


def _refuse_orphan(conn: Connection, row: Row) -> None:
    gone = store.gone_parent(conn, row)
    if gone is None:
        return
    if store.holder_of(conn, gone.parent, str(row.cells[gone.column])) is None:
        raise BadInput("What this belongs to is gone for good, so it cannot come back. Nothing was changed.")
    raise BadInput("What this belongs to was removed too: bring that back first. Nothing was changed.")


def comes_first(diary: Diary, entry_id: str) -> Binned | None:
    """Return what must be brought back before an entry can be; None when nothing in the bin must."""
    with diary.vault.reading() as conn:
        entry = store.entry(conn, entry_id)
        gone = store.gone_parent(conn, entry.root) if entry else None
        if entry is None or gone is None:
            return None
        holder = store.holder_of(conn, gone.parent, str(entry.root.cells[gone.column]))
    return _line(holder) if holder else None


def empty(diary: Diary, entry_id: str = "", *, before: datetime | None = None) -> int:
    """Let go for good: of one entry, of those removed before a moment, or of all. Returns how many went."""
    with diary.together():
        conn = diary.vault.conn
        if entry_id:
            one = store.entry(conn, entry_id)
            going = [one] if one else []
        else:
            going = store.entries(conn) if before is None else store.older_than(conn, before)
        for entry in going:
            store.drop(conn, entry.id)
            _forget_gone(conn, entry.parcel.rows)
    return len(going)


def empty_old(diary: Diary) -> int:
    """Let go of what was removed more than thirty days ago, if it can be now. Returns how much it was."""
    before = dates.now() - KEPT
    with diary.vault.reading() as conn:
        due = bool(store.older_than(conn, before)) and not diary.is_read_only
    if due:
        with contextlib.suppress(UserError):  # no room: it can wait, and must keep nobody out of the diary
            return empty(diary, before=before)
    return 0


def purge(diary: Diary, record_ids: Iterable[str]) -> None:
    """Forget records for good wherever words of them are kept beside them: versions, the bin, drafts.

    In the bin everything goes that belongs to them or would have gone with them, too.
    """
    ids = frozenset(record_ids)
    with diary.together():
        conn = diary.vault.conn
        kept_texts.forget(conn, ids)
        for entry in store.entries(conn):
            parcel = store.without(conn, entry.parcel, ids)
            if parcel == entry.parcel:
                continue
            left = parcel.ids
            if entry.item_id in left:
                store.put(conn, replace(entry, parcel=parcel))
            else:
                store.drop(conn, entry.id)
            _forget_gone(
                conn, [row for row in entry.parcel.rows if entry.item_id not in left or row.id not in left]
            )
        extras.drop_drafts_about(conn, ids)


def _forget_gone(conn: Connection, rows: Iterable[Row]) -> None:
    kept_texts.forget(conn, [row.id for row in rows if not store.is_there(conn, row.table, row.id)])
