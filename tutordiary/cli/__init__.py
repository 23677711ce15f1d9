"""The command line: the same core as the window, one command a row.

Exit codes: 0 done, 1 a check found something, 2 bad input with one plain sentence.
"""

from __future__ import annotations

from tutordiary.cli.main import run

__all__ = ["run"]
