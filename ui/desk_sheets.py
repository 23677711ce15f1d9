"""The sheets that can lie over whatever page is open: one at a time, and back again after a lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from ui.widgets import Sheet

if TYPE_CHECKING:
    from ui.desk import Desk

SHEET = "sheet"  # a preference of the diary: which one was open
WHICH_GROUP = "sheet/group"  # likewise: whose it is, when it is a group's own


class KeptSheet(Protocol):
    """What such a sheet can do besides being one."""

    def keep_now(self) -> None:
        """Keep what stands in the fields as a draft."""


class DeskSheets:
    """Opens a sheet by its key over the pages, and remembers in the diary which one is open."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._open: Sheet | None = None
        self._key = ""
        self.group_id = ""  # whose sheet "this_group" is; not yet known after a lock

    def open(self, key: str) -> None:
        """Lay a sheet over the page. Another one that is open is left first, and keeps its words."""
        if self._key == key:
            return
        self.leave()
        sheet = MAKERS[key](self._desk)
        self._open, self._key = sheet, key
        sheet.closed.connect(self._on_closed)
        self._desk.remember(SHEET, key)

    def come_back(self) -> None:
        """Open what was open when the diary was put away."""
        key = self._desk.diary.preference(SHEET)
        if key in MAKERS:
            self.open(key)

    def keep_now(self) -> None:
        """Keep the words on the open sheet; nothing when there is none."""
        if self._open is not None:
            self._open.keep_now()  # type: ignore[attr-defined]

    def leave(self) -> None:
        """Close the open sheet; its words stay drafts."""
        if self._open is not None:
            self._open.leave()

    def _on_closed(self) -> None:
        self._open, self._key = None, ""
        self._desk.remember(SHEET, "")


def _group(desk: Desk) -> Sheet:
    from ui.new_group_sheet import NewGroupSheet

    return NewGroupSheet(desk.stack, desk.diary, desk.today(), lambda _group: desk.open_page("today"))


def _this_group(desk: Desk) -> Sheet:
    from ui.group_sheet import GroupSheet

    group_id = desk.sheets.group_id or desk.diary.preference(WHICH_GROUP)
    return GroupSheet(desk.stack, desk.diary, desk.today(), group_id, desk.show_again)


def _moment(desk: Desk) -> Sheet:
    from tutordiary.presenters.in_hand import pupil_in_hand
    from ui.moment_sheet import MomentSheet

    first = pupil_in_hand(desk.diary, desk.open_key)
    return MomentSheet(desk.stack, desk.diary, desk.today(), desk.tell, first)


def _concern(desk: Desk) -> Sheet:
    from ui.concern.sheet import ConcernSheet

    key = desk.open_key
    in_hand = key if getattr(desk.page(key), "is_in_hand", True) else ""
    return ConcernSheet(desk.stack, desk.diary, desk.jobs, desk.today, desk.ask_about_concerns, in_hand)


def _glossary(desk: Desk) -> Sheet:
    from ui.coaching.glossary_sheet import GlossarySheet

    return GlossarySheet(desk.stack)


MAKERS: dict[str, Callable[[Desk], Sheet]] = {
    "group": _group,
    "this_group": _this_group,
    "moment": _moment,
    "concern": _concern,
    "glossary": _glossary,
}
