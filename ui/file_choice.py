"""The one place that asks for a file or a folder, and leaves no trail of what was chosen.

Qt's own dialog is used, not the system's. The system's dialogs put each chosen file into a list of recent
files (`recently-used.xbel` on Linux, the Recent list on Windows, Recents on macOS): anyone at this computer
can read it, and the app cannot take it back. Qt's dialog keeps the folders visited, too, in `QtProject.conf`
or the registry: what it writes there is kept from the disk where Qt lets us, and is taken out everywhere.
The folder chosen last is remembered in memory only, until the app locks or closes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QUrl
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from shiboken6 import delete, isValid

ORGANISATION = "QtProject"  # where QFileDialog of every Qt program writes
GROUP = "FileDialog"


@dataclass(slots=True)
class _Memory:
    """Where the next dialog begins: by what is chosen, so that a backup stick is not offered for a report."""

    folders: dict[str, Path] = field(default_factory=dict)

    def folder(self, kind: str) -> Path:
        """Return the folder to begin in: the one used last if it is still there, else the home folder."""
        known = self.folders.get(kind)
        return known if known is not None and known.is_dir() else Path.home()


_memory = _Memory()


def save_place(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Ask where to save a file. ``kinds`` is a filter such as ``PDF (*.pdf)``; None when nothing was chosen.

    ``name`` is what is offered: it must name nobody. A name typed without an ending gets that of ``kinds``;
    Qt asks before an existing file is replaced.
    """
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(kinds)
    ending = re.search(r"\*(\.\w+)", kinds)
    if ending:
        dialog.setDefaultSuffix(ending[1])
    return _ask(dialog, "save " + kinds, name)


def open_place(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Ask for one existing file; None when nothing was chosen."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(kinds.split(";;"))
    return _ask(dialog, "open " + kinds)


def open_places(parent: QWidget, title: str, kinds: str) -> list[Path]:
    """Ask for one or more existing files; empty when nothing was chosen."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(kinds.split(";;"))
    return _ask_all(dialog, "open " + kinds)


def folder_place(parent: QWidget, title: str) -> Path | None:
    """Ask for an existing folder; None when nothing was chosen."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _ask(dialog, "folder")


def forget() -> None:
    """Forget the folders that were used, as a lock does."""
    _memory.folders.clear()


def _ask(dialog: QFileDialog, kind: str, name: str = "") -> Path | None:
    chosen = _ask_all(dialog, kind, name)
    return chosen[0] if chosen else None


def _ask_all(dialog: QFileDialog, kind: str, name: str = "") -> list[Path]:
    with no_trail():
        try:
            dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
            dialog.setHistory([])
            dialog.setSidebarUrls(
                [QUrl("file:"), QUrl.fromLocalFile(str(Path.home()))]
            )  # sticks are in the first
            dialog.setDirectory(str(_memory.folder(kind)))
            if name:
                dialog.selectFile(name)
            accepted = dialog.exec() == QDialog.DialogCode.Accepted
            # A lock takes the page away with the dialog on it: then nothing was chosen.
            chosen = dialog.selectedFiles() if accepted and isValid(dialog) else []
        finally:
            if isValid(dialog):
                dialog.setHistory([])
                dialog.hide()
                delete(dialog)  # now: its destructor writes the folders visited, which are then taken out
    places = [Path(one) for one in chosen]
    if places:
        _memory.folders[kind] = places[0] if kind == "folder" else places[0].parent
    return places


@contextmanager
def no_trail() -> Iterator[None]:
    """Leave what Qt keeps about file dialogs as it was before; a printer's dialog can open one, too."""
    # Where settings are files (Linux), Qt is given a folder that cannot be: then nothing is written at all.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    before = _kept()
    try:
        yield
    finally:
        settings = _settings()
        settings.beginGroup(GROUP)
        for key in settings.allKeys():
            if key not in before:
                settings.remove(key)
            elif settings.value(key) != before[key]:
                settings.setValue(key, before[key])
        settings.endGroup()
        settings.sync()


def _settings() -> QSettings:
    settings = QSettings(QSettings.Scope.UserScope, ORGANISATION)
    settings.setFallbacksEnabled(False)
    return settings


def _kept() -> dict[str, Any]:
    settings = _settings()
    settings.beginGroup(GROUP)
    return {key: settings.value(key) for key in settings.allKeys()}
