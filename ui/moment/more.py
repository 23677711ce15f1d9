"""What can be said besides about a moment: when, who saw it, which indicators, who may see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from tutordiary import wording
from tutordiary.model import Asked, Source, Speaker
from tutordiary.presenters.moment import MomentForm, Spot
from ui import theme
from ui.moment.spots import SpotField
from ui.reflow import Beside
from ui.widgets import Chip, Chips, Choice, FieldRow

BESIDE_EM = 22.0
ME = "I did"


class MomentMore(QWidget):
    """The fields below the words. Some belong to a sign, some to somebody's words.

    Signals: ``changed`` when a person changed something.
    """

    changed = Signal()

    def __init__(self, find: Callable[[str, tuple[str, ...]], tuple[Spot, ...]]) -> None:
        super().__init__()
        self.day, self.label, self.scribed = QLineEdit(), QLineEdit(), QLineEdit()
        self.did = QPlainTextEdit()
        self.did.setTabChangesFocus(True)
        self.did.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        hold_height(self.did, 3.2)
        self.source = _choice("Who saw or said it", [(one.value, _source(one)) for one in Source])
        self.speaker = _choice("Whose words", [(one.value, _big(wording.SPEAKER[one])) for one in Speaker])
        asked = [("", "Not known"), *((one.value, _big(wording.ASKED[one])) for one in Asked)]
        self.asked = _choice("Asked or offered", asked)
        self.spots = SpotField(find)
        self.harder, self.star = Chip("A harder &day", name="A harder day"), Chip("S&tar it", name="Star it")
        self.home = Chip("A&bout home", name="About home: only you can then put it in a document")
        self.audiences = Chips(list(wording.AUDIENCE.values()), name_start="Who may see it: ")
        self.rows = {
            "day": FieldRow("When", self.day, hint="today, yesterday, 14 October"),
            "source": FieldRow("Who saw or said it", self.source),
            "indicators": FieldRow("Indicators", self.spots, hint="None, or up to three"),
            "what_i_did": FieldRow("What you did", self.did),
            "speaker": FieldRow("Whose words", self.speaker),
            "speaker_label": FieldRow("Name and role", self.label, hint="As in Mrs Dale, teaching assistant"),
            "asked": FieldRow("Asked or offered", self.asked),
            "scribed_by": FieldRow("Written down by", self.scribed, hint="Empty means by you"),
            "audiences": FieldRow("Who may see it", self.audiences, hint="Nobody ticked means only you"),
        }
        self._build()
        self._connect()

    @property
    def texts(self) -> tuple[QLineEdit | QPlainTextEdit, ...]:
        """The fields with words, whose undo survives a lock."""
        return self.day, self.label, self.scribed, self.did

    def _build(self) -> None:
        rows = self.rows
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Beside((rows["day"], rows["source"], rows["speaker"]), from_em=BESIDE_EM))
        column.addWidget(Beside((rows["asked"], rows["scribed_by"]), from_em=BESIDE_EM))
        for key in ("speaker_label", "indicators", "what_i_did"):
            column.addWidget(rows[key])
        flags = QHBoxLayout()
        for chip in (self.harder, self.home, self.star):
            flags.addWidget(chip)
        flags.addStretch(1)
        column.addLayout(flags)
        column.addWidget(rows["audiences"])

    def _connect(self) -> None:
        for line in (self.day, self.label, self.scribed):
            line.textEdited.connect(self.changed)
        self.did.textChanged.connect(self.changed)
        for box in (self.source, self.speaker, self.asked):
            box.activated.connect(self.changed)
        for chip in (self.harder, self.star, self.home):
            chip.clicked.connect(self.changed)
        self.spots.switched.connect(self.changed)
        self.audiences.switched.connect(self.changed)

    def show_kind(self, *, is_words: bool) -> None:
        """Show the fields of a sign, or those of somebody's words."""
        for key in ("source", "indicators", "what_i_did"):
            self.rows[key].setVisible(not is_words)
        for key in ("speaker", "speaker_label", "asked", "scribed_by"):
            self.rows[key].setVisible(is_words)
        self.harder.setVisible(not is_words)
        self.home.setVisible(is_words)

    def show_form(self, form: MomentForm) -> None:
        """Bring a form into the fields."""
        self.day.setText(form.day)
        self.label.setText(form.speaker_label)
        self.scribed.setText(form.scribed_by)
        self.did.setPlainText(form.what_i_did)
        for box, value in (
            (self.source, form.source),
            (self.speaker, form.speaker),
            (self.asked, form.asked),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        self.spots.show_chosen(form.indicators)
        self.harder.setChecked(form.is_harder_day)
        self.star.setChecked(form.is_starred)
        self.home.setChecked(form.is_about_home)
        self.audiences.set_on([words for key, words in wording.AUDIENCE.items() if key in form.audiences])
        self.show_kind(is_words=form.is_words)

    def read_into(self, form: MomentForm) -> MomentForm:
        """Return a form with what stands here."""
        on = self.audiences.on()
        return replace(
            form,
            day=self.day.text(),
            source=str(self.source.currentData()),
            indicators=self.spots.chosen,
            is_harder_day=self.harder.isChecked(),
            what_i_did=self.did.toPlainText(),
            speaker=str(self.speaker.currentData()),
            speaker_label=self.label.text(),
            asked=str(self.asked.currentData()),
            scribed_by=self.scribed.text(),
            is_about_home=self.home.isChecked(),
            is_starred=self.star.isChecked(),
            audiences=tuple(key.value for key, words in wording.AUDIENCE.items() if words in on),
        )


def _choice(name: str, choices: list[tuple[str, str]]) -> Choice:
    box = Choice(name)
    for value, words in choices:
        box.addItem(words, value)
    return box


def _source(one: Source) -> str:
    return ME if one is Source.TUTOR else _big(wording.SOURCE[one])


def _big(words: str) -> str:
    return words[:1].upper() + words[1:]


def hold_height(field: QPlainTextEdit, height_em: float) -> None:
    """Give a field a height that a full sheet does not take away: it scrolls instead."""
    field.setFixedHeight(theme.em(height_em))
    # The app's style sheet sets a least height of its own, over the fixed one.
    field.setStyleSheet(f"QPlainTextEdit {{ min-height: {theme.em(height_em - 0.6)}px; }}")
