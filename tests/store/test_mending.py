"""Rows whose parent is gone: those that can do without it stay."""

from __future__ import annotations

from tutordiary.model import FrameworkVersion, Programme
from tutordiary.store import mending


def test_a_row_that_can_be_without_its_lost_parent_stays_without_it(diary):
    (framework,) = diary.all(FrameworkVersion)
    diary.add(Programme(id="p", name="Spring", framework_version_id=framework.id))
    conn = diary.vault.conn
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("DELETE FROM framework_version")
    conn.execute("PRAGMA foreign_keys = ON")
    with diary.vault.tx() as changing:
        mended = mending.mend(changing, diary.vault.vault_id)
    assert diary.need(Programme, "p") == Programme(id="p", name="Spring", framework_version_id=None)
    assert (mended.stand_ins, mended.left_out) == (0, 0)
    assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
