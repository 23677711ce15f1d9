"""Goes from something found to where it stands: a log, a pupil's page, a report, a group, a setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutordiary.presenters.find_lines import Landing
    from ui.desk import Desk


def land(desk: Desk, place: Landing) -> None:
    """Open the page of a place, and on it the record."""
    if place.page == "log" and place.day is not None:
        desk.open_log(place.group_id, place.day, place.session_id, place.record_id)
    elif place.page == "pupil":
        desk.open_pupil(place.pupil_id, place.part, "", place.record_id)
    elif place.page == "report":
        desk.open_report(place.pupil_id)
    elif place.page in ("group", "setting"):
        _show_on_timetable(desk, place)
    elif place.page:
        desk.open_page(place.page)


def _show_on_timetable(desk: Desk, place: Landing) -> None:
    from ui.timetable.page import TimetablePage

    desk.open_page("timetable")
    page = desk.page("timetable")
    assert isinstance(page, TimetablePage)
    if place.page == "group":
        page.open_group(place.group_id)
    else:
        page.open_setting(place.setting_id)
