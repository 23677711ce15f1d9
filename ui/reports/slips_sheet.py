"""The sheet for comment slips: print them, and type back in what somebody wrote on them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from tutordiary.errors import UserError
from tutordiary.model import Audience
from tutordiary.presenters.report_slips import ASKED, Slips, SlipsPage
from tutordiary.wording import AUDIENCE
from ui import file_choice, print_pages, theme
from ui.draft_sheet import DraftSheet
from ui.reports.frame import add_keys
from ui.widgets import Body, Chips, FieldRow, Muted, NoticeBar, PrimaryButton, QuietButton, SecondaryButton
from ui.widgets.steps import caret_in, place_caret

KINDS = "PDF (*.pdf)"


class SlipsSheet(DraftSheet):
    """Lies over the report. ``done`` is called with a sentence once words were kept."""

    def __init__(self, over: QWidget, slips: Slips, page: SlipsPage, done: Callable[[str], None]) -> None:
        super().__init__(over, f"Comment slips about {page.name}", width_em=40)
        self._slips = slips
        self._done = done
        self.fields: dict[str, QPlainTextEdit | QLineEdit] = {}
        self._rows: dict[str, FieldRow] = {}
        self._notice = NoticeBar("")
        self.body.addWidget(self._notice)
        self._build_printing()
        self.body.addWidget(
            Body("Back from the school? Type each slip as it is written; leave empty what did not come.")
        )
        if page.was_typed:
            self._notice.say("These are words you typed before and had not kept yet.")
        for one in ASKED:
            self._text(one.key, one.title, page)
            if one.who_hint:
                self._line(f"{one.key}_who", f"{one.title}: name and role", one.who_hint, page)
        self._line("said_on", "Written on", "", page)
        self._build_audiences(page.audiences)
        self._build_foot()
        first = self.fields.get(page.caret_in, self.fields[ASKED[0].key])
        self.present(first)
        if page.caret_in:
            self.bring_back(first, page.steps)
            place_caret(first, page.caret)

    # Building -------------------------------------------------------------------------------------

    def _build_printing(self) -> None:
        self.body.addWidget(Body("One slip each for the pupil, the school and the family."))
        row = QHBoxLayout()
        self.print = SecondaryButton("Print the slips…", icon="printer")
        self.print.clicked.connect(self._on_print)
        self.save = QuietButton("Save them as PDF…", icon="save")
        self.save.clicked.connect(self._on_save)
        row.addWidget(self.print)
        row.addWidget(self.save)
        row.addStretch(1)
        self.body.addLayout(row)

    def _text(self, key: str, title: str, page: SlipsPage) -> None:
        edit = QPlainTextEdit(page.values.get(key, ""))
        edit.setTabChangesFocus(True)
        edit.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        edit.setFixedHeight(theme.em(4.6))
        self._add(key, title, "", edit)

    def _line(self, key: str, title: str, hint: str, page: SlipsPage) -> None:
        self._add(key, title, hint, QLineEdit(page.values.get(key, "")))

    def _add(self, key: str, title: str, hint: str, field: QPlainTextEdit | QLineEdit) -> None:
        field.textChanged.connect(self.on_typed)
        self.watch(field)
        self.fields[key] = field
        self._rows[key] = FieldRow(title, field, hint=hint)
        self.body.addWidget(self._rows[key])

    def _build_audiences(self, chosen: frozenset[Audience]) -> None:
        self.chips = Chips(list(AUDIENCE.values()), name_start="Who may see it: ")
        self.chips.set_on([AUDIENCE[one] for one in chosen])
        self.chips.switched.connect(self.on_typed)
        row = FieldRow(
            "Who may see it",
            self.chips,
            hint="None: only you. Where the slips say different things, keep one at a time.",
        )
        self.body.addWidget(row)

    def _build_foot(self) -> None:
        row = QHBoxLayout()
        row.addWidget(Muted("Kept as their own words, asked for.", role="small"), 1)
        self.keep = PrimaryButton("Keep", hint="Ctrl+Enter")
        add_keys(self, {"Ctrl+Return": self.keep.click, "Ctrl+Enter": self.keep.click})
        self.keep.clicked.connect(self._on_keep)
        row.addWidget(self.keep)
        self.body.addLayout(row)

    # What is typed and pressed --------------------------------------------------------------------

    @property
    def audiences(self) -> frozenset[Audience]:
        """Who may see the words, as it is switched."""
        on = self.chips.on()
        return frozenset(audience for audience, words in AUDIENCE.items() if words in on)

    def values(self) -> dict[str, str]:
        """Return what stands in the fields."""
        return {
            key: field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
            for key, field in self.fields.items()
        }

    def keep_draft(self) -> None:
        """Keep what stands in the fields."""
        key = next((key for key, field in self.fields.items() if field.hasFocus()), "")
        field = self.fields[key] if key else self
        self._slips.keep_typing(self.values(), self.audiences, key, caret_in(field), self.steps_of(field))

    def _on_keep(self) -> None:
        try:
            count = self._slips.keep(self.values(), self.audiences)
        except UserError as error:
            self._notice.say(str(error), mood="danger")
            self.bring_into_view(self._notice)
            self.fields[ASKED[0].key].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.stop_keeping()
        self.leave()
        self._done(f"{count} slip{'s' if count != 1 else ''} kept as their own words. Tick what goes in.")

    def _on_print(self) -> None:
        try:
            paper = self._slips.paper()
            said = print_pages.print_pdf(self, paper.data)
            if said == print_pages.SENT:
                self._slips.printed(paper)
        except UserError as error:
            self._notice.say(str(error), mood="danger")
            return
        if said is not None:
            self._notice.say(said)

    def _on_save(self) -> None:
        target = file_choice.save_place(self, "Save the slips", self._slips.suggested_name, KINDS)
        if target is None:
            return
        try:
            self._slips.save_paper(target)
        except UserError as error:
            self._notice.say(str(error), mood="danger")
            return
        self._notice.say(f"Written: {target.name}.", mood="ok")
