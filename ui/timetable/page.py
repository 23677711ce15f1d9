"""The timetable as a window page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from tutordiary.diary import Diary
from tutordiary.model import Setting
from tutordiary.presenters.forms import Form
from tutordiary.presenters.timetable_page import TimetablePresenter
from tutordiary.presenters.timetable_state import (
    DayOffLine,
    Do,
    GroupLine,
    Part,
    PlaceCard,
    Tile,
    WeekPage,
)
from ui import theme
from ui.form_sheet import FormSheet
from ui.jobs import JobRunner
from ui.removed_notice import RemovedNotice
from ui.timetable.lists import GroupTimes, days_off_card, place_card
from ui.timetable.session_sheet import SessionSheet
from ui.timetable.tiles import TURNS, WeekTiles
from ui.timetable.week_bar import WeekBar
from ui.widgets import (
    Body,
    Chip,
    Heading,
    NoticeBar,
    QuietButton,
    Scroller,
    SecondaryButton,
    Sheet,
    drop_from,
)

UNDO = "Undo"
EMPTY = (
    "Here stand the sessions of each week. Add a group with its weekly time, or import your calendar, a "
    "timetable or a list of pupils."
)


class _Undoing(RemovedNotice):
    """Ctrl+Z brings back what was removed; with nothing removed, it is ``otherwise`` that undoes."""

    def __init__(self, page: QWidget, otherwise: Callable[[], None]) -> None:
        super().__init__(page)
        self._otherwise = otherwise

    def undo(self) -> None:
        """Undo the one or the other."""
        if self._entry_id:
            super().undo()
        else:
            self._otherwise()


class TimetablePage(QWidget):
    """Draws the part that is open and forwards what is pressed.

    Signals: ``log_wanted`` with a group's id, a day and a session's id (empty when it is not written yet);
    ``group_wanted`` to add a group.
    """

    log_wanted = Signal(str, object, str)
    group_wanted = Signal()
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Arrows", "from session to session"),
        ("Enter", "what can be done with it"),
        ("L", "log it, or look at its log"),
        ("M", "move it"),
        ("X", "cancel it"),
        ("B", "put it back"),
        ("N", "nothing to log"),
        ("E", "plan an extra session"),
        ("Page Up, Page Down", "the week before, the week after"),
        ("Home", "this week"),
        ("G", "go to a day"),
        ("Ctrl Z", "undo what was done last"),
        ("Ctrl I", "import a timetable or a list of pupils"),
    )

    def __init__(self, diary: Diary, jobs: JobRunner, today: Callable[[], date]) -> None:
        super().__init__()
        self.presenter: TimetablePresenter
        self._diary, self._jobs, self._today = diary, jobs, today
        self._sheet: Sheet | None = None
        self._last: Tile | None = None
        self._outer = QVBoxLayout(self)
        self._build_head()
        self._notice = NoticeBar("")
        self._notice.action_chosen.connect(lambda _words: self.presenter.undo())
        self._removed = _Undoing(self, lambda: self.presenter.undo())
        self._outer.addWidget(self._notice)
        self._outer.addWidget(self._removed)
        self._bar = WeekBar()
        self._bar.turned.connect(self._turn)
        self._bar.day_typed.connect(self._go_to)
        self._outer.addWidget(self._bar)
        self._scroller = Scroller()
        self._outer.addWidget(self._scroller, 1)
        self._week = WeekTiles()
        self._week.chosen.connect(self._on_tile_chosen)
        self._week.wanted.connect(self._do)
        self._week.turned.connect(self._turn)
        self._week.focused.connect(self._bring_into_view)
        self._empty = Body(EMPTY)
        self._scroller.body.addWidget(self._empty)
        self._scroller.body.addWidget(self._week)
        self._lists = QWidget()
        self._list = QVBoxLayout(self._lists)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._scroller.body.addWidget(self._lists)
        self._scroller.body.addStretch(1)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def _build_head(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Heading("Timetable"), 1)
        self._import = SecondaryButton("Import", icon="folder-open", hint="Ctrl+I")
        self._import.setShortcut("Ctrl+I")
        self._import.clicked.connect(self.open_import)
        add = SecondaryButton("Add a group", icon="plus", hint="Ctrl+N")
        add.clicked.connect(self.group_wanted)
        head.addWidget(self._import)
        head.addWidget(add)
        self._outer.addLayout(head)
        parts = QHBoxLayout()
        self._parts: dict[Part, Chip] = {}
        for part in Part:
            chip = self._parts[part] = Chip(part.value)
            chip.clicked.connect(lambda _on=False, one=part: self._open_part(one))
            parts.addWidget(chip)
        parts.addStretch(1)
        self._outer.addLayout(parts)

    # Coming and going -----------------------------------------------------------------------------

    def arrive(self) -> None:
        """Show this week, with the focus on the first session that is not logged."""
        if self._sheet is not None:
            self._sheet.leave()
        self._removed.forget()
        self._notice.say("")
        self.presenter.part, self._last = Part.WEEK, None
        self.presenter.turn(0)
        self._remember()
        self._focus()

    def come_back(self) -> None:
        """Show what was open when the diary was put away, with its sheet."""
        sheet, about = self.presenter.last_place()
        self.presenter.show()
        self._focus()
        if sheet == "import":
            self.open_import(about)
        elif sheet:
            self._open_kept(sheet, about.split("|"))

    def _open_kept(self, sheet: str, about: list[str]) -> None:
        forms = self.presenter.forms
        if sheet == "closure":
            self.open_closure(about[0])
        elif sheet == "group" and forms.knows(about[0]):
            self.open_group(about[0])
        elif sheet == "setting" and (not about[0] or forms.knows(about[0], Setting)):
            self.open_setting(about[0])
        elif sheet == "slot" and forms.knows(about[0]):
            self.open_slot(*about)
        elif sheet == "extra" and forms.knows(about[0]):
            self._open_form(forms.extra_session(about[0]), "extra", about[0])
        elif sheet == "move":
            one = self.presenter.session_at(about)
            if one is not None:
                self._open_form(forms.move(one), "move", "|".join(about))

    def keep_everything(self) -> bool:
        """Keep what is typed on the sheet that is open."""
        keep = getattr(self._sheet, "keep_now", None)
        if keep is not None:
            keep()
        return True

    def _remember(self, sheet: str = "", about: str = "") -> None:
        self.presenter.place(sheet, about)

    # Drawing --------------------------------------------------------------------------------------

    def _show_part(self, part: Part) -> None:
        for one, chip in self._parts.items():
            chip.setChecked(one is part)
        self._week.setVisible(part is Part.WEEK)
        self._bar.setVisible(part is Part.WEEK)
        self._empty.hide()
        self._lists.setVisible(part is not Part.WEEK)

    def show_week(self, page: WeekPage) -> None:
        """Draw a week."""
        focus = QApplication.focusWidget()
        had_focus = focus is None or not focus.isVisible() or self._week.isAncestorOf(focus)
        self._show_part(Part.WEEK)
        self._empty.setVisible(not page.has_groups)
        self._bar.show_week(page.title, is_this_week=page.is_this_week)
        self._week.show_week(page)
        if had_focus and self._sheet is None and not self._week.focus_on(self._last):
            self._bar.focus_after()

    def show_places(self, places: tuple[PlaceCard, ...], earlier: int) -> None:
        """Draw the schools and centres with their groups and times."""
        self._show_part(Part.PLACES)
        drop_from(self._list)
        if not places:
            self._list.addWidget(Body("No group meets these days. Add one, or import your timetable."))
        for place in places:
            self._list.addWidget(place_card(place, self))
        self._offer_earlier(earlier, "groups")
        add = QuietButton("Add a school or centre", icon="plus")
        add.clicked.connect(lambda: self.open_setting(""))
        self._list.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_days_off(self, lines: tuple[DayOffLine, ...], earlier: int) -> None:
        """Draw half terms, holidays and training days."""
        self._show_part(Part.DAYS_OFF)
        drop_from(self._list)
        self._list.addWidget(days_off_card(lines, self))
        self._offer_earlier(earlier, "ones")

    def _offer_earlier(self, count: int, what: str) -> None:
        if count > 0:
            button = QuietButton(f"Show earlier {what} ({count:,} more)")
            button.clicked.connect(self.presenter.show_earlier)
            self._list.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def tell(self, words: str, *, can_undo: bool, is_problem: bool = False) -> None:
        """Say what was done, with a way back when there is one."""
        self._removed.forget()
        self._notice.say(words, mood="warn" if is_problem else "ok", actions=(UNDO,) if can_undo else ())

    def _bring_into_view(self, part: QWidget) -> None:
        QTimer.singleShot(0, part, lambda: self._scroller.ensureWidgetVisible(part, 0, theme.em(2)))

    def _focus(self) -> None:
        if self.presenter.part is Part.WEEK and self._week.focus_on(self._last):
            return
        chip = self._parts[self.presenter.part]
        chip.setFocus(Qt.FocusReason.OtherFocusReason)

    # Doing ----------------------------------------------------------------------------------------

    def _open_part(self, part: Part) -> None:
        self._notice.say("")
        self.presenter.open_part(part)
        self._remember()

    def _turn(self, by: int) -> None:
        self._last = None
        self.presenter.turn(by)
        self._remember()

    def _go_to(self, typed: str) -> None:
        self._last = None
        wrong = self.presenter.go_to(typed)
        self._bar.show_problem(wrong)
        if not wrong:
            self._remember()
            self._focus()

    def _on_tile_chosen(self, tile: Tile) -> None:
        self._last = tile
        sheet = SessionSheet(self, tile)
        sheet.wanted.connect(lambda do: self._do(tile, do))
        self._hold(sheet)

    def _do(self, tile: Tile, do: Do) -> None:
        self._last = tile
        presenter = self.presenter
        if do in (Do.LOG, Do.LOOK):
            self.log_wanted.emit(tile.group_id, tile.day, presenter.session_to_open(tile))
        elif do is Do.CANCEL:
            presenter.cancel(tile)
        elif do is Do.PUT_BACK:
            presenter.put_back(tile)
        elif do is Do.NOTHING:
            presenter.nothing_to_log(tile)
        elif do is Do.EXTRA:
            self._open_form(presenter.forms.extra_session(tile.group_id, tile.day), "extra", tile.group_id)
        else:
            one = presenter.session_of(tile)
            if one is not None:
                about = "|".join((tile.group_id, tile.day.isoformat(), tile.starts_at, tile.session_id))
                self._open_form(presenter.forms.move(one), "move", about)

    def open_group_times(self, group: GroupLine) -> None:
        """Open what can be done with a group's times."""
        sheet = GroupTimes(self, group)
        sheet.chosen.connect(lambda slot_id: self.open_slot(group.group_id, slot_id))
        sheet.extra_wanted.connect(lambda: self.open_extra(group.group_id))
        sheet.group_wanted.connect(lambda: self.open_group(group.group_id))
        self._hold(sheet)

    def open_slot(self, group_id: str, slot_id: str = "") -> None:
        """Open the sheet of a weekly time."""
        self._open_form(self.presenter.forms.slot(group_id, slot_id), "slot", f"{group_id}|{slot_id}")

    def open_closure(self, closure_id: str = "") -> None:
        """Open the sheet of days without sessions."""
        self._open_form(self.presenter.forms.closure(closure_id), "closure", closure_id)

    def open_extra(self, group_id: str) -> None:
        """Open the sheet of an extra session."""
        self._open_form(self.presenter.forms.extra_session(group_id), "extra", group_id)

    def open_group(self, group_id: str) -> None:
        """Open the sheet of a group."""
        from ui.group_sheet import GroupSheet

        self._remember("group", group_id)
        self._hold(GroupSheet(self, self._diary, self._today(), group_id, self.presenter.show))

    def open_setting(self, setting_id: str) -> None:
        """Open the sheet of a school or centre."""
        from ui.setting_sheet import SettingSheet

        self._remember("setting", setting_id)
        self._hold(SettingSheet(self, self._diary, self._today, setting_id, self.presenter.show))

    def open_import(self, file_name: object = "") -> None:
        """Open the sheet that imports a file; ``file_name`` is the one looked at before a lock."""
        from ui.timetable.import_sheet import ImportSheet

        if self._sheet is not None:
            return  # its key also reaches the button below a sheet
        name = file_name if isinstance(file_name, str) else ""
        sheet = ImportSheet(self, self._diary, self._jobs, self._today(), name, self.presenter.show)
        sheet.file_changed.connect(lambda name: self._remember("import", name))
        self._remember("import", name)
        self._hold(sheet)

    def _open_form(self, form: Form, key: str, about: str) -> None:
        self._removed.forget()
        sheet = FormSheet(self, self.presenter.forms, form, self.presenter.show)
        sheet.removed.connect(
            lambda entry: self._removed.offer(entry, self.presenter.forms.bring_back, self.presenter.show)
        )
        self._remember(key, about)
        self._hold(sheet)

    def _hold(self, sheet: Sheet) -> None:
        self._sheet = sheet
        sheet.closed.connect(lambda: self._on_sheet_closed(sheet))

    def _on_sheet_closed(self, sheet: Sheet) -> None:
        if self._sheet is sheet:
            self._sheet = None
            self._remember()
            focus = QApplication.focusWidget()
            if focus is None or not focus.isVisible():  # what had it was drawn anew under the sheet
                self._focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to a day on G; turn the week from wherever the focus is, but not out of a typed day."""
        plain = not event.modifiers() and self.presenter.part is Part.WEEK
        if plain and event.key() == Qt.Key.Key_G:
            self._bar.focus_day()
        elif plain and event.key() in TURNS and not self._bar.is_typing():
            self._turn(TURNS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        em = theme.em
        self._outer.setContentsMargins(em(1.4), em(1.1), em(1.4), em(1))
        self._outer.setSpacing(em(0.7))
        self._list.setSpacing(em(0.8))
