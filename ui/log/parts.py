"""Two parts of the side panel: a moment to remember, and somebody's words. One field is the fast way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tutordiary.model import Audience
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_state import Field, LogState, Panel, Place
from ui import theme
from ui.coaching.hint_line import HintLine
from ui.log.audience import AudienceButton
from ui.log.more import MoreAboutMoment, MoreAboutWords
from ui.log.said import SaidList
from ui.log.words_field import WordsField
from ui.widgets import Button, Chip, Chips, Flow, Muted, QuietButton, Text


class StarChip(Chip):
    """Stars what stands above it."""

    def __init__(self, about: str) -> None:
        super().__init__("", icon="star", name=f"Star {about}")
        self.setToolTip("Star it, to find it again")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)


class AnotherButton(Button):
    """Begins one more."""

    kind = "chip"

    def __init__(self, name: str) -> None:
        super().__init__("", icon="plus", name=name, hint=name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)


class SignsButton(QuietButton):
    """A menu of examples; the one chosen is put into the moment for the tutor to make it their own words."""

    def __init__(self, presenter: LogPresenter) -> None:
        super().__init__("", icon="pencil", name="Begin the moment with a small sign")
        self.setToolTip("Begin the moment with one of these")
        self._menu = QMenu(self)
        self._signs: tuple[str, ...] = ()
        self._presenter = presenter
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMenu(self._menu)

    def set_signs(self, signs: Sequence[str]) -> None:
        """Offer these examples."""
        if tuple(signs) == self._signs:
            return
        self._signs = tuple(signs)
        self._menu.clear()
        for sign in signs:
            action = self._menu.addAction(sign)
            action.triggered.connect(lambda _on, one=sign: self._presenter.start_with_sign(one))


class Part(QWidget):
    """A title, a list while there are several, the field, what belongs to it, and a way to one more."""

    def __init__(self, title: str, another: str) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.addWidget(Text(title, role="h2"))
        self.another = AnotherButton(another)
        theme.notifier().theme_changed.connect(self._space)

    def _space(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.em(0.35))


class MomentPart(Part):
    """A moment to remember."""

    def __init__(self, presenter: LogPresenter) -> None:
        super().__init__("A moment to remember", "One more moment (+)")
        self._presenter = presenter
        self._state: LogState | None = None
        self._linked: list[str] = []
        self.said = SaidList("Moment")
        note = QPlainTextEdit()
        note.setTabChangesFocus(True)
        note.setPlaceholderText("One line is plenty. Press / to jump here.")
        note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.field = WordsField(note, Place(Field.MOMENT), presenter, "A moment to remember")
        self.phrases = Chips(name_start="Phrase: ")
        self.audience = AudienceButton("the moment", self._on_audience)
        self.audience.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.star = StarChip("this moment")
        self.signs = SignsButton(presenter)
        self.tools = Flow()
        self.tools.set_items([self.audience, self.star, self.another])
        self.links_label = Muted("What it shows", role="small")
        self.links = Chips(name_start="What the moment shows: ")
        self.more = MoreAboutMoment(presenter)
        self._column.addWidget(self.said)
        self._column.addWidget(note)
        self._column.addWidget(HintLine(note))
        for part in (self.phrases, self.tools, self.links_label, self.links, self.more):
            self._column.addWidget(part)
        self.another.clicked.connect(self._on_another)
        self.said.chosen.connect(self._on_chosen)
        self.phrases.switched.connect(self._on_phrase)
        self.links.switched.connect(self._on_link)
        self.star.clicked.connect(lambda on: presenter.star(Field.MOMENT, on=on))
        self._space()

    def show_state(self, state: LogState) -> None:
        """Draw the part of a state that belongs here."""
        self._state, panel = state, state.panel
        self.said.show_said(panel.moments)
        self.field.show(panel.moment)
        self.phrases.set_words(state.phrases)
        _click_through(self.phrases)
        self.phrases.set_on(panel.phrases_on)
        for part in (self.links, self.links_label, self.tools):
            part.setVisible(panel.has_moment)
        self._show_links(panel)
        self.audience.show_audiences(panel.moment_audiences)
        self.star.setChecked(panel.moment_more is not None and panel.moment_more.starred)
        self.more.show_more(panel.moment_more)

    def _show_links(self, panel: Panel) -> None:
        """Offer what the moment may show; a chip that was pressed keeps the focus when the order changes."""
        names = [link.name for link in panel.links]
        chips = zip(self._linked, self.links.items, strict=False)
        focused = next((words for words, chip in chips if chip.hasFocus()), "")
        self._linked = names
        self.links.set_words(names)
        _click_through(self.links)
        self.links.set_on([link.name for link in panel.links if link.on])
        if focused in names and not self.links.items[names.index(focused)].hasFocus():
            self.links.items[names.index(focused)].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def fields(self) -> tuple[WordsField, ...]:
        """The places to type in."""
        return self.field, self.more.did

    @property
    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        return [
            self.said,
            self.field.edit,
            *self.phrases.items,
            self.audience,
            self.star,
            self.another,
            *self.links.items,
            *self.more.stops,
        ]

    def _on_phrase(self, words: str, on: bool) -> None:
        self.field.autosave.flush()  # clicked while the field keeps the focus
        self._presenter.switch_phrase(words, on=on)

    def _on_link(self, words: str, on: bool) -> None:
        assert self._state is not None
        for link in self._state.panel.links:
            if link.name == words:
                self._presenter.link_indicator(link.indicator_id, on=on)

    def _on_another(self) -> None:
        self.field.autosave.flush()
        self._presenter.another(Field.MOMENT)

    def _on_chosen(self, item: str) -> None:
        self.field.autosave.flush()
        self._presenter.open_item(Field.MOMENT, item)

    def _on_audience(self, audience: Audience, on: bool) -> None:
        self._presenter.set_audience(self.field.place, audience, on=on)

    def _space(self) -> None:
        super()._space()
        edit = self.field.edit
        edit.setFixedHeight(edit.fontMetrics().lineSpacing() * 3 + theme.em(1.2))


class WordsPart(Part):
    """Somebody's exact words."""

    def __init__(self, presenter: LogPresenter) -> None:
        super().__init__("Their words", "More of their words")
        self._presenter = presenter
        self.said = SaidList("Their words")
        edit = QLineEdit()
        edit.setPlaceholderText("Exactly as they said it")
        self.field = WordsField(edit, Place(Field.WORDS), presenter, "Their words")
        self.audience = AudienceButton("their words", self._on_audience)
        self.audience.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.star = StarChip("these words")
        self.tools = Flow()
        self.tools.set_items([self.audience, self.star, self.another])
        self.more = MoreAboutWords(presenter)
        for part in (self.said, edit, HintLine(edit, without_words=True), self.tools, self.more):
            self._column.addWidget(part)
        self.another.clicked.connect(self._on_another)
        self.said.chosen.connect(self._on_chosen)
        self.star.clicked.connect(lambda on: presenter.star(Field.WORDS, on=on))
        self._space()

    def show_state(self, state: LogState) -> None:
        """Draw the part of a state that belongs here."""
        panel = state.panel
        self.said.show_said(panel.quotes)
        self.field.show(panel.words)
        self.tools.setVisible(panel.has_words)
        self.audience.show_audiences(panel.words_audiences)
        self.star.setChecked(panel.words_more is not None and panel.words_more.starred)
        self.more.show_more(panel.words_more)

    @property
    def fields(self) -> tuple[WordsField, ...]:
        """The places to type in."""
        return self.field, self.more.scribed, self.more.caught

    @property
    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        return [self.said, self.field.edit, self.audience, self.star, self.another, *self.more.stops]

    def _on_another(self) -> None:
        self.field.autosave.flush()
        self._presenter.another(Field.WORDS)

    def _on_chosen(self, item: str) -> None:
        self.field.autosave.flush()
        self._presenter.open_item(Field.WORDS, item)

    def _on_audience(self, audience: Audience, on: bool) -> None:
        self._presenter.set_audience(self.field.place, audience, on=on)


def _click_through(chips: Chips) -> None:
    """Let a click leave the focus where it is: keys go on meaning what they meant."""
    for chip in chips.items:
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
