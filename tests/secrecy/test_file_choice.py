"""Choosing a file leaves no trail: not in Qt's own settings, not in the list of recent files."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from shiboken6 import delete

from ui import file_choice

ROOT = Path(__file__).resolve().parents[2]
FOLDER = "Zebedee Quillfeather"
PDF = "PDF (*.pdf)"


@pytest.fixture
def config(tmp_path, monkeypatch):
    """A settings folder of its own for this test, with what another Qt program left in it."""
    folder = tmp_path / "config"
    folder.mkdir()
    real = QSettings.setPath
    native, user = QSettings.Format.NativeFormat, QSettings.Scope.UserScope
    real(native, user, str(folder))
    others = QSettings(user, "QtProject")
    others.setValue("FileDialog/lastVisited", "file:///somewhere/else")
    others.sync()
    yield folder, monkeypatch
    real(native, user, os.environ["XDG_CONFIG_HOME"])
    file_choice.forget()


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def answer(folder: Path, *, accept: bool = True, seen: list[QFileDialog] | None = None) -> None:
    """Let hands go to a folder in the next dialog, and press its button or Esc."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
        if seen is not None:
            seen.append(dialog.directory().absolutePath())
        dialog.setDirectory(str(folder))
        dialog.accept() if accept else dialog.reject()

    QTimer.singleShot(100, act)


def test_the_place_comes_back_and_the_next_dialog_begins_there(window, tmp_path):
    (tmp_path / FOLDER).mkdir()
    seen: list[str] = []
    answer(tmp_path / FOLDER, seen=seen)
    assert file_choice.save_place(window, "Where?", "report", PDF) == tmp_path / FOLDER / "report.pdf"
    answer(tmp_path, accept=False, seen=seen)
    assert file_choice.save_place(window, "Where?", "report", PDF) is None
    file_choice.forget()
    answer(tmp_path, seen=seen)
    assert file_choice.folder_place(window, "Which?") == tmp_path
    assert seen == [str(Path.home()), str(tmp_path / FOLDER), str(Path.home())]


def test_an_existing_file_can_be_opened(window, tmp_path):
    (tmp_path / "one.tdbackup").write_bytes(b"x")

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(tmp_path / "one.tdbackup"))
        dialog.accept()

    QTimer.singleShot(100, act)
    assert file_choice.open_place(window, "Which?", "Backups (*.tdbackup);;All files (*)") == (
        tmp_path / "one.tdbackup"
    )


@pytest.mark.parametrize("kept_from_the_disk", [True, False], ids=["as on Linux", "as elsewhere"])
@pytest.mark.parametrize("accept", [True, False])
def test_nothing_is_kept_and_other_programs_lose_nothing(
    window, tmp_path, config, kept_from_the_disk, accept
):
    folder, monkeypatch = config
    if not kept_from_the_disk:  # Windows and macOS: Qt writes, and we take it out again
        monkeypatch.setattr(QSettings, "setPath", lambda *_: None)
    (tmp_path / FOLDER).mkdir()
    answer(tmp_path / FOLDER, accept=accept)
    chosen = file_choice.save_place(window, "Where?", "report", PDF)
    assert (chosen is not None) is accept
    kept = (folder / "QtProject.conf").read_text()
    assert "Zebedee" not in kept
    assert "[FileDialog]\nlastVisited=file:///somewhere/else" in kept
    assert [path.name for path in folder.iterdir()] == ["QtProject.conf"]


def test_qt_by_itself_would_keep_the_folder(window, tmp_path, config):
    """Shows that the test above looks where Qt writes."""
    folder, _ = config
    (tmp_path / FOLDER).mkdir()
    dialog = QFileDialog(window, "Where?", str(tmp_path / FOLDER))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    answer(tmp_path / FOLDER)
    dialog.exec()
    delete(dialog)
    assert "Quillfeather" in (folder / "QtProject.conf").read_text()


def test_a_page_taken_away_under_the_dialog_means_nothing_was_chosen(window, tmp_path, qtbot):
    page = QWidget(window)
    QTimer.singleShot(100, lambda: delete(page))
    assert file_choice.save_place(page, "Where?", "report", PDF) is None


def test_no_other_code_asks_for_a_file():
    others = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "ui").rglob("*.py")
        if path.name != "file_choice.py" and re.search(r"QFileDialog(\(|\.get)|QSettings\(", path.read_text())
    ]
    assert others == []
