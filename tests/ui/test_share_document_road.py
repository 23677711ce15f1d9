"""The road for a document in a window: dropped or chosen, read by keys alone, saved; at both text sizes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QListWidget

from tests.presenters.share_samples import TODAY, fill
from tutordiary.model import Disclosure
from tutordiary.presenters.share_document import DocumentPresenter
from tutordiary.presenters.share_state import RowState, Step
from tutordiary.release.document_review import Purpose
from ui import file_choice, theme
from ui.share.document_road import ONE_AT_A_TIME, DocumentRoad

RAIL_EM = {12: 9.4, 24: 3.9}
DOUBTFUL = "Otis is the only child in the school who uses a wheelchair."


@pytest.fixture(autouse=True)
def plain_theme(qapp):
    yield
    theme.apply_theme(qapp, "light", 12)


@pytest.fixture
def file(tmp_path):
    """A text diary of a doubtful paragraph among thirty clear ones."""
    clear = [f"They played the pattern back and laughed. Day {number}." for number in range(1, 31)]
    place = tmp_path / "diary.txt"
    place.write_text("\n\n".join([*clear[:9], DOUBTFUL, *clear[9:]]))
    return place


@pytest.fixture
def open_road(qtbot, diary):
    """Open the road as the Share page does, beside a rail of the width it has at that size."""
    made = []

    def opened(text_pt=12, scheme="light"):
        fill(diary)
        theme.apply_theme(QApplication.instance(), scheme, text_pt)
        road = DocumentRoad()
        road.presenter = DocumentPresenter(diary, road, road.jobs, lambda: TODAY)
        road.resize(1366 - theme.em(RAIL_EM[text_pt]), 650)
        road.show()
        road.activateWindow()
        assert QTest.qWaitForWindowActive(road)
        road.arrive()
        made.append(road)
        return road

    yield opened
    for road in made:
        road.jobs.finish()
        road.close()
        road.deleteLater()


def dropped(road, *files):
    """Drag files over the road and let them go; return whether it takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    middle, copy = road.rect().center(), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(middle, copy, data, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(road, enter)
    if enter.isAccepted():
        QApplication.sendEvent(road, QDropEvent(QPointF(middle), copy, data, buttons, keys))
        road.jobs.settle()
    return enter.isAccepted()


def press(key, keys=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, keys)


def rows(road):
    return road.presenter._desk.state().rows


@pytest.mark.parametrize(("text_pt", "scheme"), [(12, "light"), (24, "dark")])
def test_by_keys_from_file_to_copy(open_road, diary, file, monkeypatch, tmp_path, text_pt, scheme):
    road = open_road(text_pt, scheme)
    monkeypatch.setattr(file_choice, "open_place", lambda *_asked: file)
    monkeypatch.setattr(file_choice, "save_place", lambda *_asked: tmp_path / "copy")
    assert QApplication.focusWidget() is road.choose.drop.choose
    press(Qt.Key.Key_Return)
    road.jobs.settle()
    assert QApplication.focusWidget() is road.go
    press(Qt.Key.Key_Return)
    road.jobs.settle()
    assert QApplication.focusWidget() is road.review.list
    pressed = 0
    while any(row.state in (RowState.TO_DECIDE, RowState.TO_READ) for row in rows(road)):
        waits = next(row for row in rows(road) if row.id == road.presenter._desk.state().current)
        press(Qt.Key.Key_K if waits.state is RowState.TO_DECIDE else Qt.Key.Key_Return)
        QApplication.processEvents()
        pressed += 1
        assert pressed < 60
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    road.jobs.settle()
    assert road.presenter.step is Step.GIVE
    road.give.purposes[Purpose.MANAGER].click()
    for no, _yes in road.give.intruder.radios.values():
        no.click()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    road.jobs.settle()
    assert "Otis" not in (tmp_path / "copy.txt").read_text()
    assert [entry.recipient_class for entry in diary.all(Disclosure)] == ["project_manager"]


def test_a_document_is_dropped_anywhere_on_the_first_step(open_road, file, tmp_path):
    road = open_road()
    assert dropped(road, file)
    assert road.choose.drop._title.text() == "diary.txt"
    assert dropped(road, file, tmp_path / "other.txt")
    assert road._notice.accessibleName() == ONE_AT_A_TIME
    road.presenter.go_on()
    road.jobs.settle()
    assert not dropped(road, file)  # a review in hand is not swept away by a slip of the mouse


def test_what_cannot_be_read_is_said_on_the_page(open_road, tmp_path):
    road = open_road()
    place = tmp_path / "old.doc"
    place.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert dropped(road, place)
    assert "old format" in road.choose._trouble.accessibleName()


def test_groups_are_chosen_by_keyboard_and_everything_has_a_name(open_road, file):
    road = open_road(24)
    assert dropped(road, file)
    road.choose.some.setFocus()
    press(Qt.Key.Key_Space)
    assert QApplication.focusWidget() is road.choose.groups
    press(Qt.Key.Key_Space)
    assert road.presenter._groups == ("group",)
    press(Qt.Key.Key_Space)
    assert road.presenter._groups == ()
    for part in (*road.choose.findChildren(QAbstractButton), *road.choose.findChildren(QListWidget)):
        if part.isVisible():
            assert part.accessibleName() or part.text()
            assert min(part.width(), part.height()) >= 24
    least = road.choose.inside.minimumSizeHint().width()
    assert least <= road.choose.viewport().width()
