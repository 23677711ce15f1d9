"""Where a passage stands in search: its number follows its day, and it goes back to it from the bin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection

Place = tuple[str, str, int]
"""Table, id of the row, and the number of its passage."""

_FIRST = 131072  # below are numbers from before the third schema, which followed no day


def places(conn: Connection, touched: Iterable[tuple[str, str]]) -> Iterator[Place]:
    """Yield the places of those of the rows (table and id) that search knows words of."""
    for table, item_id in dict.fromkeys(touched):
        row = conn.execute(
            "SELECT number FROM passage WHERE kind = ? AND item_id = ?", (table, item_id)
        ).fetchone()
        if row is not None:
            yield table, item_id, int(row[0])


def put_in_place(conn: Connection, wanted: Iterable[Place]) -> None:
    """Give passages their places again; one whose place was taken gets a free one of its day."""
    wanted = tuple(place for place in wanted if place[2] >= _FIRST)
    one = "WHERE kind = ? AND item_id = ?"
    # First out of each other's way: what came back before may stand where the next belongs.
    for table, item_id, number in wanted:
        conn.execute(f"UPDATE passage SET number = ? {one}", (-number, table, item_id))  # noqa: S608
    for table, item_id, number in wanted:
        conn.execute(f"UPDATE OR IGNORE passage SET number = ? {one}", (number, table, item_id))  # noqa: S608
        if conn.execute(f"SELECT 1 FROM passage {one} AND number < 0", (table, item_id)).fetchone():  # noqa: S608
            conn.execute(f"UPDATE {table} SET id = id WHERE id = ?", (item_id,))  # noqa: S608
