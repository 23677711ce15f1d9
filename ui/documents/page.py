"""The page of papers: a switch over pupil reports, learning plans and case studies."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from tutordiary.diary import Diary
from ui.switch_page import Face, SwitchPage

PREFERENCE = "papers"
REPORTS, PLANS, CASES = "reports", "plans", "cases"


class DocumentsPage(SwitchPage):
    """Keeps one kind of paper in front."""

    def __init__(self, diary: Diary, makers: Mapping[Face, Callable[[], QWidget]]) -> None:
        super().__init__(diary, PREFERENCE, "Which papers?", makers)

    def open_for(self, pupil_id: str) -> None:
        """Go to a new report for a pupil."""
        self.bring(REPORTS).open_for(pupil_id)  # type: ignore[attr-defined]

    def open_plan(self, pupil_id: str) -> None:
        """Go to a pupil's learning plan."""
        self.bring(PLANS).open_for(pupil_id)  # type: ignore[attr-defined]

    def open_case(self, case_id: str) -> None:
        """Go to a case study."""
        self.bring(CASES).open_for(case_id)  # type: ignore[attr-defined]
