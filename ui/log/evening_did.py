"""What the group did: activities with tags, who led them, a note; added by typing or with one press."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tutordiary.model import Activity
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_evening_state import ActivityLine, Did
from tutordiary.presenters.log_state import Field, Place
from ui import theme
from ui.coaching.hint_line import HintLine
from ui.log.words_field import WordsField
from ui.reflow import hug
from ui.widgets import Button, Card, Chip, Chips, Flow, Muted, NoticeBar, QuietButton

UNDO = "Undo"


class AddChip(Button):
    """A word to press that adds something."""

    kind = "chip"


class ActivityCard(Card):
    """One activity: its name, its tags, whether pupils led it, a note."""

    def __init__(self, presenter: LogPresenter, line: ActivityLine, tags: tuple[str, ...]) -> None:
        super().__init__(padding_em=0.6)
        self.activity_id = line.id
        self._said = line.name.text
        name, self.note = QLineEdit(), QLineEdit()
        self.name = name
        self.note.setPlaceholderText("A note, for example how it went or what you would keep")
        self.fields = [
            WordsField(name, line.name.place, presenter, "What you did"),
            WordsField(self.note, line.note.place, presenter, f"A note on {self._said}"),
        ]
        self.remove = QuietButton("Remove", icon="trash-2", name=f"Remove {self._said}")
        self.led = Chip("Led by pupils", icon="flag", name=f"{self._said}: led by pupils")
        self.led.clicked.connect(lambda on: presenter.set_pupil_led(line.id, on=on))
        self.tags = Chips(tags, name_start=f"{self._said}: ")
        self.tags.switched.connect(lambda tag, on: presenter.tag_activity(line.id, tag, on=on))
        self.more = QuietButton("Tags", icon="chevron-down", name=f"Tags of {self._said}")
        self.more.clicked.connect(self._turn)
        top = QHBoxLayout()
        top.addWidget(name, 1)
        top.addWidget(self.remove)
        under = QHBoxLayout()
        under.addWidget(self.led)
        under.addWidget(self.more)
        self.chosen = Muted(wrap=True)
        under.addWidget(self.chosen, 1)
        self.body.addLayout(top)
        self.body.addLayout(under)
        self.body.addWidget(self.tags)
        self.body.addWidget(self.note)
        self.body.addWidget(HintLine(self.note))
        self.tags.hide()
        hug(self)
        self.show_line(line)

    def show_line(self, line: ActivityLine) -> None:
        """Show what is kept; words being typed stay as they are."""
        for field, typed in zip(self.fields, (line.name, line.note), strict=True):
            field.show(typed)
        self.led.setChecked(line.pupil_led)
        self.tags.set_on(line.tags)
        self.chosen.setText(", ".join(line.tags))

    def _turn(self) -> None:
        self.tags.setVisible(not self.tags.isVisible())


class DidPart(QWidget):
    """The activities of a session, and the ways to add one."""

    def __init__(self, presenter: LogPresenter, did: Did) -> None:
        super().__init__()
        self._presenter = presenter
        self._gone: Activity | None = None
        self._cards: list[ActivityCard] = []
        self.add = QLineEdit()
        self.add.setPlaceholderText("Something you did; Enter adds it")
        self._new = WordsField(self.add, Place(Field.NEW_ACTIVITY), presenter, "Add something the group did")
        self.add.returnPressed.connect(self._new.autosave.flush)
        self.removed = NoticeBar("", self)
        self.removed.action_chosen.connect(lambda _words: self.put_back())
        self._lately_label = Muted("Lately with this group")
        self.lately = Flow()
        self._lately_names: tuple[str, ...] | None = None
        self.quick = Flow()
        self.quick.set_items([self._chip(tag) for tag in did.tags])
        self._list = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._list)
        for part in (self.removed, self.add, self._lately_label, self.lately, Muted("Or a tag"), self.quick):
            self._column.addWidget(part)
        hug(self)
        theme.notifier().theme_changed.connect(self._space)
        self._space()
        self.show_did(did)

    @property
    def fields(self) -> list[WordsField]:
        """Every place to type in, from top to bottom."""
        return [*(field for card in self._cards for field in card.fields), self._new]

    @property
    def cards(self) -> list[ActivityCard]:
        """The activities shown, in order."""
        return list(self._cards)

    def show_did(self, did: Did) -> None:
        """Show what is kept now."""
        ids = [line.id for line in did.lines]
        if ids != [card.activity_id for card in self._cards]:
            held = {card.activity_id: card for card in self._cards}
            for gone in set(held) - set(ids):
                held[gone].hide()
                held[gone].deleteLater()
            self._cards = [held.get(line.id) or self._card(line, did.tags) for line in did.lines]
            for place, card in enumerate(self._cards):
                self._list.insertWidget(place, card)
                card.show()
        for card, line in zip(self._cards, did.lines, strict=True):
            card.show_line(line)
        self._new.show(did.new)
        if did.lately != self._lately_names:
            self._lately_names = did.lately
            self.lately.set_items([self._chip(name) for name in did.lately])
        for part in (self._lately_label, self.lately):
            part.setVisible(bool(did.lately))

    def put_back(self) -> None:
        """Put back what was removed last."""
        if self._gone is not None:
            self._presenter.put_back_activity(self._gone)
        self._gone = None
        self.removed.say("")
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, line: ActivityLine, tags: tuple[str, ...]) -> ActivityCard:
        card = ActivityCard(self._presenter, line, tags)
        card.remove.clicked.connect(partial(self._on_remove, line.id))
        return card

    def _chip(self, name: str) -> AddChip:
        chip = AddChip(name, self, icon="plus", name=f"Add: {name}")
        chip.clicked.connect(lambda: self._presenter.add_activity(name))
        return chip

    def _on_remove(self, activity_id: str) -> None:
        for field in self.fields:
            field.autosave.flush()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._gone = self._presenter.remove_activity(activity_id)
        if self._gone is not None:
            self.removed.say(
                f"Removed: {self._gone.name}. It stays in the bin for thirty days.", actions=(UNDO,)
            )

    def _space(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.em(0.4))
        self._list.setSpacing(theme.em(0.4))
