"""The road to the reflection group: choose what to bring, read every word, give it or show it full screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from tutordiary.drafting.pack_screens import ScreenPage
from tutordiary.model import PackItemKind
from tutordiary.presenters.share_pack import PackPresenter
from tutordiary.presenters.share_pack_state import FORMAT_WORDS, PackChoiceState, PackGiveState
from tutordiary.presenters.share_state import Step
from ui import file_choice
from ui.keys_sheet import KeysSheet
from ui.share.pack_choose import PackChooseStep
from ui.share.pack_give import PackGiveStep
from ui.share.pack_sheets import AdviceSheet, OwnWordsSheet
from ui.share.presenter_view import KEYS as SCREEN_KEYS
from ui.share.presenter_view import PresenterView
from ui.share.road import RoadPage, RoadWords
from ui.share.sheets import KEYS

WORDS = RoadWords("Share with the reflection group", "Share", "Give the pack…")
ADVICE_SHEET = "advice"
CAPS = {
    Step.CHOOSE: (("Space", "in or out"), ("Alt ↑ ↓", "move"), ("F2", "own words"), ("F1", "all keys")),
    Step.GIVE: (("Ctrl Enter", "give"), ("F5", "full screen"), ("F1", "all keys")),
}
OWN_KEYS = (
    ("Space", "a line in or out of the pack"),
    ("Alt ↑  Alt ↓", "move the line within its part"),
    ("F2", "say it in your own words"),
    ("Ctrl Z", "bring your own words back, once taken out"),
    ("F5", "in the last step: show it full screen"),
    *(("In full screen: " + keys, what) for keys, what in SCREEN_KEYS),
)


class PackRoad(RoadPage):
    """Draws the choice of lines, what would leave, and the pages on a full screen."""

    presenter: PackPresenter

    def __init__(self) -> None:
        self.choose, self.give = PackChooseStep(), PackGiveStep()
        super().__init__(WORDS, self.choose, self.give)
        self.screen_view: PresenterView | None = None
        self._own_sheet: OwnWordsSheet | AdviceSheet | None = None
        choose, give = self.choose, self.give
        choose.group_chosen.connect(lambda one: self.presenter.choose_group(one))
        choose.period_chosen.connect(lambda key: self.presenter.choose_period(key))
        choose.dates_chosen.connect(lambda first, last: self.presenter.choose_dates(first, last))
        choose.meeting_chosen.connect(lambda day: self.presenter.choose_meeting(day))
        choose.new_wanted.connect(lambda: self.presenter.begin_anew())
        choose.advice_wanted.connect(self.open_advice)
        choose.log_wanted.connect(self.log_wanted)
        choose.parts.ticked.connect(lambda one, on: self.presenter.tick(one, on=on))
        choose.parts.moved.connect(lambda one, by: self.presenter.move_line(one, by))
        choose.parts.words_wanted.connect(self.open_words)
        give.review_wanted.connect(lambda: self.presenter.open_step(Step.REVIEW))
        give.answered.connect(self.on_answered)
        give.confirmed.connect(self.on_confirmed)
        give.format_chosen.connect(lambda fmt: self.presenter.choose_format(fmt))
        give.sheets_chosen.connect(
            lambda agenda, sheet: self.presenter.choose_sheets(agenda=agenda, facilitator=sheet)
        )
        give.show_wanted.connect(self._show_full)
        for keys, action in (("F5", self._show_full), ("Ctrl+Z", self._on_undo)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    # What the presenter shows ---------------------------------------------------------------------

    def arrive(self) -> None:
        """Draw the step last worked on; a sheet that was open when the diary was put away opens again."""
        super().arrive()
        kind, _, line_id = self.presenter.open_sheet.partition(" ")
        if self._own_sheet is not None or not kind:
            return
        if kind == ADVICE_SHEET:
            self.open_advice()
        else:
            self.open_words(PackItemKind(kind), line_id)

    def show_step(self, step: Step) -> None:
        """Bring a step to the front, with its own keys at the foot."""
        super().show_step(step)
        if step in CAPS:
            self._caps.set_keys(CAPS[step])

    def show_pack_choice(self, state: PackChoiceState) -> None:
        """Draw the first step."""
        self.choose.show_choice(state)

    def show_pack_give(self, state: PackGiveState) -> None:
        """Draw the third step."""
        self.give.show_pack(state)
        self.fit_blocked(state.give.blocked)

    def show_screens(self, pages: tuple[ScreenPage, ...]) -> None:
        """Fill the screen with the pages."""
        if self.screen_view is not None:
            return
        from ui.desk import Desk

        desk: QWidget | None = self
        while desk is not None and not isinstance(desk, Desk):
            desk = desk.parentWidget()
        capture = desk.capture if isinstance(desk, Desk) else None
        view = self.screen_view = PresenterView(desk or self.window(), pages, capture)
        view.ended.connect(self._on_screen_ended)
        view.present()

    def _on_screen_ended(self) -> None:
        self.screen_view = None
        if self.isVisible():
            self.give.show_it.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_everything(self) -> bool:
        """End the full screen and keep the words being typed; then as on every road."""
        if self.screen_view is not None:
            self.screen_view.end()
        if self._own_sheet is not None:
            self._own_sheet.keep_now()
        return super().keep_everything()

    def focus_choice(self) -> None:
        """Put the focus where the choosing begins."""
        if self._own_sheet is None:
            self.choose.focus_first()

    def focus_open(self) -> bool:
        """Put the focus on the first question that is open."""
        return self.give.intruder.focus_open()

    def give_now(self) -> None:
        """Ask where the pack goes, and give it."""
        fmt = self.presenter.fmt
        path = file_choice.save_place(
            self, "Where the pack goes", self.presenter.suggested_name(), f"{FORMAT_WORDS[fmt]} (*.{fmt})"
        )
        if path is not None:
            ends = path.suffix.lower() == f".{fmt}"
            self.presenter.give(path if ends else path.with_name(f"{path.name}.{fmt}"))

    # What a person does ---------------------------------------------------------------------------

    def open_words(self, kind: PackItemKind, line_id: str) -> None:
        """Lay the sheet for own words over the page."""
        if self._own_sheet is not None or self.presenter.is_read_only:
            return
        own = self.presenter.own_words(kind, line_id)
        self.presenter.open_sheet = f"{kind} {own.id}"
        sheet = OwnWordsSheet(self, self.presenter, own, lambda: self.choose.parts.focus_line(own.id, kind))
        self._lay_own(sheet)

    def open_advice(self) -> None:
        """Lay the sheet for what the group advised over the page."""
        state = self.presenter.advice.state()
        if self._own_sheet is not None or state is None or self.presenter.is_read_only:
            return
        self.presenter.open_sheet = ADVICE_SHEET
        sheet = AdviceSheet(self, self.presenter, state, self._after_advice, self.open_advice)
        self._lay_own(sheet)

    def _after_advice(self) -> None:
        self.choose.advice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_own(self, sheet: OwnWordsSheet | AdviceSheet) -> None:
        self._own_sheet = sheet
        sheet.closed.connect(self._on_own_closed)

    def _on_own_closed(self) -> None:
        self._own_sheet = None
        self.presenter.open_sheet = ""

    def _on_go(self) -> None:
        if self._own_sheet is not None:
            self._own_sheet.take()
        else:
            super()._on_go()

    def _show_keys(self) -> None:
        KeysSheet(self, "Share with the reflection group", (*OWN_KEYS, *KEYS)).present()

    def _show_full(self) -> None:
        if self._step is Step.GIVE:
            self.presenter.show_full()

    def _on_undo(self) -> None:
        if self._step is Step.CHOOSE and self._own_sheet is None:
            self.presenter.bring_back()
