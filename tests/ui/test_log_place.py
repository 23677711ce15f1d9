"""The choice of a session to log: drawn again only when something in it changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from tests.presenters.share_samples import TODAY, fill
from tutordiary.model import Group
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_choice import LogChoices
from ui.log_place import LogPlace
from ui.widgets import SecondaryButton


def rows(place):
    return [button.accessibleName() for button in place._card.findChildren(SecondaryButton)]


def test_the_choice_is_drawn_again_only_when_it_changed(qtbot, diary):
    fill(diary, "Otis held the beat on his own.")
    place = LogPlace(LogPresenter(diary), LogChoices(diary, lambda: TODAY), TODAY)
    qtbot.addWidget(place)
    with qtbot.waitActive(place):
        place.show()
        place.activateWindow()
    place.arrive()
    card, before = place._card, rows(place)
    assert len(before) == 1
    card.findChildren(SecondaryButton)[0].clearFocus()
    place.arrive()
    assert place._card is card
    assert QApplication.focusWidget() is card.findChild(SecondaryButton)
    diary.save(replace(diary.all(Group)[0], working_name="Bassoon friends"))
    place.arrive()
    assert rows(place) == ["Log: Bassoon friends"]
    assert QApplication.focusWidget().accessibleName() == "Log: Bassoon friends"
