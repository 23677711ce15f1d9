"""Says, before any window is made, what would stop this computer from showing one.

Qt itself aborts the process in both cases, without a word a person could use. Nothing of Qt's windows is
loaded here.
"""

from __future__ import annotations

import os
import sys

LEAST_FOR_ALL = (3, 12)
SHOWN_TO_OTHERS = {"vnc", "webgl", "wasm"}  # Qt's own ways to draw for another computer, without a password


def problem_with_runtime() -> str | None:
    """Return one sentence when this Python and this PySide6 must not meet, or None when all is well."""
    python = sys.version_info[:2]
    return _bad_pair(python, _installed()) if python < LEAST_FOR_ALL else None


def _installed() -> str:
    """Return PySide6's version. The package's own face holds it: loading it loads nothing of Qt's windows."""
    import PySide6

    return PySide6.__version__


def _bad_pair(python: tuple[int, int], pyside: str) -> str | None:
    # WORKAROUND: PySide6 6.12 gives away one reference to None with every call that returns it on Python
    # before 3.12, and the process aborts after some thousand calls. Remove when Python 3.11 is no longer
    # supported, or when tests/ui/test_refcount_guard.py passes with a newer PySide6 there.
    major, minor = (int(part) for part in pyside.split(".")[:2])
    if python < LEAST_FOR_ALL and (major, minor) >= (6, 12):
        return (
            f"Tutor Diary cannot open its window: PySide6 {pyside} does not work on "
            f"Python {python[0]}.{python[1]}. Your diary is safe and was not opened. "
            "Use Python 3.12 or newer, or PySide6 6.11."
        )
    return None


def problem_with_display() -> str | None:
    """Return one sentence when there is no screen to open a window on, or None when there is one."""
    if os.environ.get("QT_QPA_PLATFORM", "").strip().partition(":")[0].casefold() in SHOWN_TO_OTHERS:
        return (
            "Tutor Diary does not open its window on a network, where others could look on. Nothing was "
            "changed. Start it again without QT_QPA_PLATFORM."
        )
    if not sys.platform.startswith("linux"):
        return None
    if any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return None
    return (
        "There is no screen to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set). Nothing was "
        "changed. Start it from a desktop, or use one of its commands; --help lists them."
    )
