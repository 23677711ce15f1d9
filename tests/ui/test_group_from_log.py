"""From the log to the group's own sheet and back, in the real window, and through a lock."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.window_checks import CTRL, SHIFT, settle
from tests.ui.window_steps import SECRET
from tutordiary.model import Group
from ui.coaching.glossary_sheet import GlossarySheet
from ui.group_sheet import GroupSheet
from ui.log.page import LogPage

KEY = Qt.Key


def group_sheet(window) -> GroupSheet | None:
    return window.findChild(GroupSheet)


def test_the_pupils_name_and_rules_are_written_from_the_plan(window, hands):
    hands.press(KEY.Key_Return)  # log the session Today offers
    page = window.findChild(LogPage)
    hands.press(KEY.Key_D, CTRL)
    hands.tab_to("Write down their name and rules")
    hands.press(KEY.Key_Return)
    assert hands.place == "Your name for it"
    hands.tab_to("The name the pupils chose")
    hands.prose("The Loud Quiets")
    hands.tab_to("Ground rules, in the pupils’ words")
    hands.prose("Owl hands mean sto")
    hands.press(KEY.Key_L, CTRL | SHIFT)
    settle(lambda: window.desk is None)
    hands.prose(SECRET)
    hands.press(KEY.Key_Return)
    settle(lambda: window.desk is not None and group_sheet(window) is not None)
    assert hands.place == "Ground rules, in the pupils’ words"
    hands.prose("p")
    hands.press(KEY.Key_Return, CTRL)
    settle(lambda: group_sheet(window) is None)
    (group,) = window.desk.diary.all(Group)
    assert (group.pupils_name, group.ground_rules) == ("The Loud Quiets", "Owl hands mean stop")
    page = window.findChild(LogPage)
    assert page.isVisible()
    side = page._presenter.pupils_side()
    assert (side.name, side.rules) == ("The Loud Quiets", ("Owl hands mean stop",))
    hands.press(KEY.Key_F1, SHIFT)
    settle(lambda: window.findChild(GlossarySheet) is not None)
    assert hands.place == "Find a word"
