"""The Share page holds three roads out of the diary: one in front, remembered, each kept before a lock."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.presenters.share_samples import fill
from tutordiary.presenters.share_state import Step
from ui.share.page import PREFERENCE, SharePage


@pytest.fixture
def page(qtbot, diary):
    from types import SimpleNamespace

    from tests.presenters.share_samples import TODAY
    from ui import pages

    fill(diary, "Otis held the beat on his own.")
    desk = SimpleNamespace(
        diary=diary, today=lambda: TODAY, open_page=lambda _key: None, open_case=None, jobs=None
    )
    made = pages.build("bundle", desk)
    made.resize(1200, 700)
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    made.arrive()
    yield made
    for road in made.roads:
        road.jobs.settle()
        road.jobs.finish()
    made.close()
    made.deleteLater()


def test_each_road_is_reached_by_keys_and_remembered(diary, page):
    assert isinstance(page, SharePage)
    words = [page.switch.tabText(at) for at in range(page.switch.count())]
    assert words == ["Project manager", "Reflection group", "Case study", "A document of mine"]
    page.switch.setFocus()
    fronts = [page.road]
    for _ in words[1:]:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
        fronts.append(page.road)
    assert len(set(fronts)) == len(words)
    assert page.road.isVisible()
    assert diary.preference(PREFERENCE) == page.key


def test_the_switch_is_out_of_the_way_once_a_road_is_walked(page):
    assert page.switch.isVisible()
    page.road.presenter.open_step(Step.GIVE)
    page.road.jobs.settle()
    assert not page.switch.isVisible()
    page.road.presenter.open_step(Step.CHOOSE)
    assert page.switch.isVisible()


def test_every_road_is_asked_before_a_lock(page, monkeypatch):
    asked = []
    for at in range(page.switch.count()):
        page.switch.setCurrentIndex(at)
    for at, road in enumerate(page.roads):
        monkeypatch.setattr(road, "keep_everything", lambda at=at: asked.append(at) or at != 1)
    assert not page.keep_everything()
    assert asked == list(range(page.switch.count()))
