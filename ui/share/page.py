"""The Share page: a switch over the roads out of the diary, and the road chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal

from tutordiary.diary import Diary
from tutordiary.presenters.share_state import Step
from ui.share.road import RoadPage
from ui.switch_page import Face, SwitchPage

PREFERENCE = "share road"


class SharePage(SwitchPage):
    """Keeps one road in front; the switch hides while a road is past its first step.

    Signals: ``log_wanted`` when the log is the place to go on.
    """

    log_wanted = Signal()

    def __init__(self, diary: Diary, roads: Mapping[Face, Callable[[], RoadPage]]) -> None:
        self.roads: tuple[RoadPage, ...] = ()
        super().__init__(
            diary,
            PREFERENCE,
            "What do you share?",
            {face: partial(self._joined, make) for face, make in roads.items()},
        )

    def _joined(self, make: Callable[[], RoadPage]) -> RoadPage:
        road = make()
        road.log_wanted.connect(self.log_wanted)
        road.step_changed.connect(lambda step: self._on_step(road, step))
        self.roads = (*self.roads, road)
        return road

    @property
    def road(self) -> RoadPage:
        """The road in front."""
        front = self.front
        assert isinstance(front, RoadPage)
        return front

    def open_road(self, key: str) -> None:
        """Bring a road to the front."""
        self.bring(key)
        self.arrive()

    def open_case(self, case_id: str) -> None:
        """Bring the road of case studies to the front, at the review of one."""
        self.bring("case").open_case(case_id)  # type: ignore[attr-defined]

    def _on_step(self, road: RoadPage, step: Step) -> None:
        if road is self.road:
            self.show_switch(shown=step is Step.CHOOSE)
