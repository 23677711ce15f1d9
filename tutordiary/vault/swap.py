"""Puts a restored diary in the place of a damaged one, and keeps the damaged one beside it."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tutordiary.errors import CannotWrite, DiaryMissing
from tutordiary.vault import files, half_swapped, layout, looking
from tutordiary.vault.layout import DiaryPaths

_TRIES_TO_GO_BACK = 5


def swap_in(folder: Path, today: date, make: Callable[[Path], None]) -> Path:
    """Make a diary elsewhere, then give it the name ``folder``; return where the one before is kept.

    ``make`` gets a folder that does not exist yet, and leaves a whole diary there or raises. Until it has,
    the diary in ``folder`` is not touched; afterwards it is ``NAME.damaged-YYYY-MM-DD``, and never deleted.
    If the computer stops between the two renamings, ``layout.looks_like_diary`` makes good the second.
    Nobody can open the diary meanwhile, but for a moment on Windows, which then refuses the renaming.
    Raises: DiaryMissing, DiaryInUse, CannotWrite, and what ``make`` raises.
    """
    if not layout.looks_like_diary(folder):
        raise DiaryMissing(
            "There is no diary in this folder to replace. Nothing was restored. Restore into a new folder."
        )
    if not folder.name:
        raise CannotWrite(
            "The diary lies on its disk without a folder of its own, so nothing can be put in its place. "
            "Nothing was restored. Restore into a new folder."
        )
    kept, fresh = half_swapped.free_pair(folder, today)
    writer = looking.lock_if_possible(DiaryPaths(folder))
    try:
        make(fresh)
        if os.name == "nt" and writer is not None:
            writer.release()  # Windows renames no folder with an open file in it
        with files.mapped_os_errors("the diary's folder"):
            files.replace(folder, kept)
            _replace_or_go_back(fresh, folder, kept)
            files.sync_folder(folder.parent)
    except BaseException:
        if folder.exists():  # else the restored one is all there is under a name that leads to it
            shutil.rmtree(fresh, ignore_errors=True)
        raise
    finally:
        if writer is not None:
            writer.release()
    return kept


def _replace_or_go_back(fresh: Path, folder: Path, kept: Path) -> None:
    try:
        files.replace(fresh, folder)
    except BaseException:
        _go_back(kept, folder)
        raise


def _go_back(kept: Path, folder: Path) -> None:
    # Whatever held the new folder for a moment may hold this one, too.
    for attempt in range(_TRIES_TO_GO_BACK):
        with contextlib.suppress(OSError):
            kept.rename(folder)
            return
        time.sleep(0.05 * 2**attempt)
