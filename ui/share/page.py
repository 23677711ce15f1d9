"""The Share page: a switch over the roads out of the diary, and the road chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from tutordiary.diary import Diary
from tutordiary.presenters.share_state import Step
from ui import theme
from ui.share.road import RoadPage

PREFERENCE = "share road"


@dataclass(frozen=True, slots=True)
class RoadChoice:
    """A road as the switch shows it: under ``key`` it is remembered, ``what`` says what it is for."""

    key: str
    words: str
    what: str


class SharePage(QWidget):
    """Draws the switch and keeps one road in front; the switch hides while a road is past its first step.

    Signals: ``log_wanted`` when the log is the place to go on.
    """

    log_wanted = Signal()

    def __init__(self, diary: Diary, roads: Mapping[RoadChoice, RoadPage]) -> None:
        super().__init__()
        self.setObjectName("share_page")
        self._diary = diary
        self._choices = tuple(roads)
        self.roads = tuple(roads.values())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._top = QWidget()
        self._top_row = QHBoxLayout(self._top)
        self.switch = QTabBar()
        self.switch.setAccessibleName("What do you share?")
        self.switch.setDrawBase(False)
        self.switch.setExpanding(False)
        self.switch.setUsesScrollButtons(False)
        self._stack = QStackedWidget()
        for choice, road in roads.items():
            at = self.switch.addTab(choice.words)
            self.switch.setTabWhatsThis(at, choice.what)
            self._stack.addWidget(road)
            road.log_wanted.connect(self.log_wanted)
            road.step_changed.connect(lambda step, one=road: self._on_step(one, step))
        self._top_row.addWidget(self.switch)
        self._top_row.addStretch(1)
        outer.addWidget(self._top)
        outer.addWidget(self._stack, 1)
        keys = [choice.key for choice in self._choices]
        held = diary.preference(PREFERENCE)
        self._at = keys.index(held) if held in keys else 0
        self.switch.setCurrentIndex(self._at)
        self._stack.setCurrentIndex(self._at)
        self.switch.currentChanged.connect(self._on_switch)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    @property
    def road(self) -> RoadPage:
        """The road in front."""
        return self.roads[self._at]

    def arrive(self) -> None:
        """Draw the road in front with what the diary holds now."""
        self.road.arrive()

    def come_back(self) -> None:
        """Stand where the tutor stood before a lock."""
        self.road.come_back()

    def keep_everything(self) -> bool:
        """Let every road keep what it holds; False while one of them is writing a file."""
        kept = [road.keep_everything() for road in self.roads]
        return all(kept)

    def open_road(self, key: str) -> None:
        """Bring a road to the front."""
        self.switch.setCurrentIndex([choice.key for choice in self._choices].index(key))

    def _on_switch(self, at: int) -> None:
        had_focus = self.switch.hasFocus()
        self._at = at
        self._diary.keep_preference(PREFERENCE, self._choices[at].key)
        self._stack.setCurrentIndex(at)
        self.road.arrive()
        if had_focus:  # the arrow keys go on along the switch
            self.switch.setFocus()

    def _on_step(self, road: RoadPage, step: Step) -> None:
        if road is self.road:
            self._top.setVisible(step is Step.CHOOSE and len(self.roads) > 1)

    def _restyle(self) -> None:
        em = theme.em
        self._top_row.setContentsMargins(em(1.4), em(0.9), em(1.4), 0)
