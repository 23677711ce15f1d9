"""What may be said about a moment or a quote beyond its words. It stays folded away until it is asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tutordiary import wording
from tutordiary.model import Asked, Source, Where
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_state import Field, MomentMore, Place, WordsMore
from ui import theme
from ui.log.words_field import WordsField
from ui.widgets import Chip, Choice, Flow, QuietButton, Text

OPEN, CLOSED = "chevron-down", "chevron-right"


class Folded(QWidget):
    """A button and, below it once it was pressed, a column of fields. ``column`` is their layout."""

    def __init__(self, words: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.button = QuietButton(words, icon=CLOSED, name=name)
        self.button.setCheckable(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.toggled.connect(self._fold)
        outer.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.inside = QWidget()
        self.column = QVBoxLayout(self.inside)
        outer.addWidget(self.inside)
        self._outer = outer
        self.inside.hide()
        theme.notifier().theme_changed.connect(self._space)
        self._space()

    def unfold(self) -> None:
        """Show the fields, as pressing the button does."""
        self.button.setChecked(True)

    def label(self, words: str, field: QWidget) -> None:
        """Add a field with its words above it."""
        text = Text(words, role="small", tone="muted")
        text.setBuddy(field)
        self.column.addWidget(text)
        self.column.addWidget(field)

    def _fold(self, on: bool) -> None:
        self.button.set_icon(OPEN if on else CLOSED)
        self.inside.setVisible(on)

    def _space(self) -> None:
        self._outer.setSpacing(theme.em(0.25))
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.em(0.25))


class MoreAboutMoment(Folded):
    """Where it was noticed, who saw it, what the tutor did just before."""

    def __init__(self, presenter: LogPresenter) -> None:
        super().__init__("More about this", "More about this moment")
        edit = QLineEdit()
        edit.setPlaceholderText("What you did just before, or changed")
        self.did = WordsField(edit, Place(Field.DID_HERE), presenter, "What you did")
        self.where = Choice("Where it was noticed")
        for where, words in wording.WHERE.items():
            self.where.addItem(words[:1].upper() + words[1:], where)
        self.source = Choice("Who saw or said it")
        for source, words in wording.SOURCE.items():
            self.source.addItem(words[:1].upper() + words[1:], source)
        self.label("What you did", edit)
        self.label("Where", self.where)
        self.label("Who saw or said it", self.source)
        self.where.activated.connect(lambda index: presenter.set_where(Where(self.where.itemData(index))))
        self.source.activated.connect(lambda index: presenter.set_source(Source(self.source.itemData(index))))

    def show_more(self, more: MomentMore | None) -> None:
        """Show what is kept; nothing hides it all."""
        self.setVisible(more is not None)
        if more is not None:
            self.did.show(more.did)
            self.where.setCurrentIndex(self.where.findData(more.where))
            self.source.setCurrentIndex(self.source.findData(more.source))

    @property
    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        return [self.button, self.did.edit, self.where, self.source]


class MoreAboutWords(Folded):
    """Asked or offered, who wrote it down, how it was caught, whether it is about home."""

    def __init__(self, presenter: LogPresenter) -> None:
        super().__init__("More about this", "More about these words")
        scribed, caught = QLineEdit(), QLineEdit()
        scribed.setPlaceholderText("You, a TA, the pupil")
        caught.setPlaceholderText("In a talk, on a card, in a recording")
        self.scribed = WordsField(scribed, Place(Field.SCRIBED), presenter, "Who wrote it down")
        self.caught = WordsField(caught, Place(Field.CAUGHT), presenter, "How it was caught")
        self.chips = Flow()
        self._asked: dict[Asked, Chip] = {}
        for asked, words in wording.ASKED.items():
            chip = Chip(words[:1].upper() + words[1:], name=f"Their words were {words}")
            chip.clicked.connect(lambda on, one=asked: presenter.set_asked(one if on else None))
            self._asked[asked] = chip
        self.home = Chip("About home", name="The words are about home")
        self.home.setToolTip("Words about home go into no document by themselves.")
        self.home.clicked.connect(lambda on: presenter.set_about_home(on=on))
        for chip in (*self._asked.values(), self.home):
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.chips.set_items([*self._asked.values(), self.home])
        self.column.addWidget(self.chips)
        self.label("Who wrote it down", scribed)
        self.label("How it was caught", caught)

    def show_more(self, more: WordsMore | None) -> None:
        """Show what is kept; nothing hides it all."""
        self.setVisible(more is not None)
        if more is not None:
            self.scribed.show(more.scribed)
            self.caught.show(more.caught)
            for asked, chip in self._asked.items():
                chip.setChecked(asked is more.asked)
            self.home.setChecked(more.about_home)

    @property
    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        return [self.button, *self.chips.items, self.scribed.edit, self.caught.edit]
