"""The list of pupils as it is painted: the note is never cut, whatever the size of the words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from tests.ui.window_checks import settle
from tutordiary.presenters.pupil_state import PupilLine
from ui import theme
from ui.pupil import list as painted
from ui.pupil.list import PupilList

NAME = "Wilhelmina Featherstonehaugh-Cholmondeley"
GROUP = "Drums and Percussion for everybody"
NOTE = "Last noticed 12 weeks ago"


@pytest.mark.parametrize(
    ("text_pt", "width", "lines"), [(12, 1200, 2), (24, 1150, 2), (24, 600, 3), (18, 700, 2)]
)
def test_the_note_has_its_room_and_nothing_lies_on_it(qtbot, monkeypatch, text_pt, width, lines):
    theme.apply_theme(QApplication.instance(), "light", text_pt)
    drawn: dict[str, QRectF] = {}
    draw = painted._words

    def noted(painter, box, words, role, *rest):
        drawn[words] = QRectF(box)
        draw(painter, box, words, role, *rest)
        assert box.height() >= QFontMetricsF(theme.font(role)).height() * 0.9

    monkeypatch.setattr(painted, "_words", noted)
    seen = PupilList()
    qtbot.addWidget(seen)
    seen.show_lines((PupilLine("w", NAME, GROUP, "Alder Bank Primary School", NOTE),))
    seen.resize(2000, 300)
    seen.show()
    seen.resize(width, 300)
    tall = theme.em(painted.TALL_EM if lines == 3 else painted.HEIGHT_EM)
    settle(lambda: seen.visualItemRect(seen.item(0)).height() == tall)
    drawn.clear()
    seen.grab()
    note = drawn[NOTE]
    assert note.width() >= QFontMetricsF(theme.font("body")).horizontalAdvance(NOTE)
    assert not any(box.intersects(note) for words, box in drawn.items() if words != NOTE)
    assert all(box.left() >= 0 and box.right() <= width for box in drawn.values())
    theme.apply_theme(QApplication.instance(), "light", 12)
