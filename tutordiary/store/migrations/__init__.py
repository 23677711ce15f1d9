"""The diary's migrations, in order. Append only: a step that has shipped never changes.

Each step ends by setting ``PRAGMA user_version`` to its own number, inside its transaction, so an app
that is too old can refuse a diary before it reads a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutordiary.store.migrations.m0001_first import m0001_first
from tutordiary.store.migrations.m0002_keeping import m0002_keeping
from tutordiary.store.migrations.m0003_finding import m0003_finding
from tutordiary.store.migrations.m0004_papers import m0004_papers

if TYPE_CHECKING:
    from sqlite_utils import Database

STEPS = (m0001_first, m0002_keeping, m0003_finding, m0004_papers)
NEWEST_SCHEMA = len(STEPS)


def migrate(db: Database, up_to: int = NEWEST_SCHEMA) -> None:
    """Bring a diary up to a schema, the newest unless told; does nothing when it is there already."""
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("tutordiary")
    for step in STEPS[:up_to]:
        migrations(name=step.__name__)(step)
    migrations.apply(db)
