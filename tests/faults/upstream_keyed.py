"""A pytest plug-in for sqlite-utils' own tests: every connection they make is one of SQLCipher's, with a key.

The app's own loader puts its driver in the place of the standard one and refuses to open a file by itself;
here, and only here, opening is given back, with a fixed key.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tutordiary.vault.sqlcipher import load_sqlite_utils

load_sqlite_utils()
driver = sys.modules["pysqlite3"]
from sqlcipher3 import dbapi2  # noqa: E402 (only once the app's loader has taken its place)

KEY = f"x'{'5e' * 48}'"
opened = []


def connect(*arguments: object, **settings: object) -> object:
    """Open as the standard library does, and give the key before anything else is asked."""
    connection = dbapi2.connect(*arguments, **settings)
    connection.execute(f'PRAGMA key = "{KEY}"')
    opened.append(1)
    return connection


driver.connect = connect


def pytest_terminal_summary(terminalreporter: object) -> None:
    """Say how many connections had a key: none would mean that the tests ran on something else."""
    terminalreporter.line(f"keyed connections: {len(opened)}")
