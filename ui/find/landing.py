"""Goes from what was found to where it stands: the log of that session, a pupil's sheet, a report, a group."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tutordiary.presenters.find_lines import Landing

if TYPE_CHECKING:
    from ui.desk import Desk


def land(desk: Desk, landing: Landing) -> None:
    """Open the place, and there the record itself where the page can show one."""
    match landing.page:
        case "log" if landing.day is not None:
            desk.open_log(landing.group_id, landing.day)
            _show(desk, "log", landing.record_id)
        case "pupil":
            desk.open_pupil(landing.pupil_id, landing.part, "", landing.record_id)
        case "report":
            desk.open_report(landing.pupil_id)
            _show(desk, "reports", landing.record_id)
        case "group":
            _open_group(desk, landing.group_id)
        case "setting":
            _open_setting(desk, landing.setting_id)
        case "bundle" | "today":
            desk.open_page(landing.page)


def _show(desk: Desk, page: str, record_id: str) -> None:
    show = getattr(desk.page(page), "show_record", None)
    if show is not None and record_id:
        show(record_id)


def _open_setting(desk: Desk, setting_id: str) -> None:
    from ui.setting_sheet import SettingSheet

    page = desk.page("find")
    SettingSheet(page, desk.diary, desk.today, setting_id, partial(desk.open_page, "find"))


def _open_group(desk: Desk, group_id: str) -> None:
    desk.open_page("pupils")
