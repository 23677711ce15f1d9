"""Asking with faces in a window: the tutor picks, the child chooses, and nothing of the diary is in sight."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.presenters.pupil_samples import TODAY, WREN, fill
from tutordiary.model import Voice
from tutordiary.presenters.faces import DONT_SAY_WORDS, HAS_NAME, QUESTIONS, Faces
from tutordiary.presenters.ledger import Ledger
from tutordiary.presenters.pupil import PupilPresenter
from tutordiary.presenters.pupil_forms import PupilForms
from ui.face_picture import LOOKS, has_face, paint_face
from ui.faces import FacesScreen
from ui.faces_sheet import NOT_KEPT, FacesSheet
from ui.pupil.page import PupilsView
from ui.told_line import ToldLine

KEY = Qt.Key


@pytest.fixture
def window(qtbot, diary):
    """A window with a rail, the line that tells, and the pupil's page."""
    fill(diary)
    made = QWidget()
    qtbot.addWidget(made)
    rail = QLabel("Tuesday players, Bramblecote School", made)
    rail.setGeometry(0, 0, 150, 700)
    told = ToldLine()
    told.setParent(made)
    told.setGeometry(150, 0, 1000, 60)
    view = made.view = PupilsView()
    view.setParent(made)
    view.setGeometry(150, 60, 1050, 640)
    view.presenter = PupilPresenter(diary, view, lambda: TODAY)
    view.forms = PupilForms(diary, lambda: TODAY)
    view.ledger = partial(Ledger, diary, lambda: TODAY)
    view.rights = lambda _view, _pupil: None  # not opened here
    view.faces = partial(Faces, diary, lambda: TODAY)
    view.told = told.offer
    made.told, made.rail = told, rail
    made.resize(1200, 700)
    made.show()
    qtbot.waitActive(made)
    view.open_for(WREN, "faces")
    yield made
    made.view._leave_sheets()
    made.hide()


def screen(window) -> FacesScreen | None:
    return next((one for one in window.findChildren(FacesScreen) if one.isVisible()), None)


def shown(window) -> FacesScreen:
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Return)  # on "Show the faces"
    found = screen(window)
    assert found is not None
    return found


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def test_the_child_sees_the_question_and_the_faces_and_nothing_else(window):
    child = shown(window)
    assert child.geometry() == window.rect()
    in_sight = [one for one in window.findChildren(QWidget) if one.isVisible()]
    assert all(one is child or child.isAncestorOf(one) for one in in_sight)
    words = " ".join(f"{one.accessibleName()} {one.accessibleDescription()}" for one in in_sight)
    for private in ("Wren", "Adair", "Tuesday", "Bramblecote", "November", "2026"):
        assert private not in words
    assert child.accessibleName() == QUESTIONS[0]
    names = ["Not so good", "OK", "Good", "Very good", "Brilliant", DONT_SAY_WORDS]
    assert [one.accessibleName() for one in child.faces] == names
    for one in child.faces:
        assert QAccessible.queryAccessibleInterface(one).role() == QAccessible.Role.Button
        assert one.size() == child.faces[0].size()
        assert child.rect().contains(one.geometry())
        assert min(one.width(), one.height()) > 100
    assert not any(one.hasFocus() for one in child.faces)
    press(KEY.Key_Return)  # nothing is chosen where nothing was pointed at
    assert not child.is_done
    window.resize(700, 900)
    assert child.geometry() == window.rect()
    assert all(child.rect().contains(one.geometry()) for one in child.faces)


def test_a_choice_is_thanked_for_and_told_with_undo(window, diary):
    window.view._sheet.scales[3].click()
    window.view._sheet.show_button.setFocus()
    child = shown(window)
    for key in (KEY.Key_Left, KEY.Key_Left, KEY.Key_Return):
        press(key)
    assert child.is_done
    assert child.accessibleName() == "Thank you"
    press(KEY.Key_1)  # one answer, and no more
    press(KEY.Key_Return)
    assert screen(window) is None
    assert window.rail.isVisible()
    (held,) = diary.find(Voice)
    assert (held.face, held.face_scale) == (3, 3)
    assert window.told.words.startswith("Wren chose “Good”.")
    assert window.view._sheet is None
    assert [one.face for one in window.view._page.voices] == [3]
    assert QApplication.focusWidget().accessibleName() == "Ask with faces"
    window.told.buttons[0].click()
    assert diary.find(Voice) == []
    assert window.view._page.voices == ()


@pytest.mark.parametrize(("key", "face"), [(KEY.Key_0, 0), (KEY.Key_D, 0), (KEY.Key_5, 5)])
def test_keys_choose(window, diary, key, face):
    shown(window)
    press(key)
    press(KEY.Key_Escape)
    assert [one.face for one in diary.find(Voice)] == [face]


def test_esc_and_a_lock_leave_without_writing(window, diary):
    child = shown(window)
    press(KEY.Key_Right)
    press(KEY.Key_Escape)
    assert screen(window) is None
    assert QApplication.focusWidget().accessibleName() == "Show the faces"
    child = shown(window)
    press(KEY.Key_Right)
    assert window.view.keep_everything()  # what a lock asks for first
    assert not child.isVisible()
    assert diary.find(Voice) == []
    assert window.view.presenter.place()[1] == "faces"
    window.view.come_back()
    shown(window)
    press(KEY.Key_2)
    assert window.view.keep_everything()
    assert [one.face for one in diary.find(Voice)] == [2]
    assert window.view.presenter.place() == (WREN, "", "", "")


def test_a_question_of_ones_own_holds_no_name_and_can_stay_in_the_list(window, diary):
    sheet = window.view._sheet
    assert isinstance(sheet, FacesSheet)
    sheet.own.setText("How was Wren today?")
    sheet.show_button.click()
    assert screen(window) is None
    assert HAS_NAME in sheet._own_row.problem
    sheet.own.setText("How was the quiet song?")
    window.view._sheet.leave()
    window.view.open_for(WREN, "faces")
    sheet = window.view._sheet
    assert sheet.question == "How was the quiet song?"
    sheet.keep_it.setChecked(True)
    sheet.show_button.click()
    press(KEY.Key_4)
    assert not sheet._pause.isActive()  # a draft kept now would uncover the diary before the child
    assert screen(window) is not None
    press(KEY.Key_Escape)
    assert "the quiet song" in diary.find(Voice)[0].words
    window.view.open_for(WREN, "faces")
    sheet = window.view._sheet
    assert [one.accessibleName() for one in sheet.radios] == [*QUESTIONS, "How was the quiet song?"]
    sheet._drop(QUESTIONS[0])
    assert [one.accessibleName() for one in sheet.radios] == [*QUESTIONS[1:], "How was the quiet song?"]
    assert sheet.own.text() == QUESTIONS[0]


def test_what_could_not_be_kept_is_said_to_the_tutor_alone(window, monkeypatch):
    from tutordiary.errors import CannotWrite

    def refuse(*_given):
        raise CannotWrite("The disk is full.")

    monkeypatch.setattr(Faces, "keep", refuse)
    child = shown(window)
    press(KEY.Key_1)
    assert child.accessibleName() == "Thank you"
    press(KEY.Key_Escape)
    assert window.view._sheet._trouble.words == f"{NOT_KEPT} “Not so good”. The disk is full."


def test_every_face_is_told_by_its_shape_alone(qapp):
    drawn = []
    for scale in LOOKS:
        for face in range(scale + 1):
            assert has_face(face, scale)
            image = QImage(60, 60, QImage.Format.Format_Grayscale8)
            image.fill(255)
            painter = QPainter(image)
            paint_face(painter, QRectF(0, 0, 60, 60), face, scale)
            painter.end()
            lines = bytes(
                1 if image.pixelColor(x, y).lightness() < 110 else 0 for y in range(60) for x in range(60)
            )
            assert face == 0 or lines not in drawn[-face:]  # eyes and mouth, without any colour
            drawn.append(lines)
    assert not has_face(None, None)
    assert not has_face(6, 5)
    assert not has_face(2, 4)
