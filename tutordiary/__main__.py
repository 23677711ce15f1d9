"""Where the app starts: the window without arguments, else the command they name."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tutordiary import bugs


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the app and return its exit code."""
    if arguments is None:  # started as a program, not called by one
        bugs.guard()
    from tutordiary import process

    process.harden()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == ["--lay-documents-out"]:  # as documents.guarded starts an installed program
        from tutordiary.documents.worker import main as lay_out

        return lay_out()
    if not given:
        from ui.app import run as open_window

        return open_window()
    from tutordiary.cli import run

    return run(given)


if __name__ == "__main__":
    sys.exit(main())
