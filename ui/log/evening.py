"""The evening half of a session: the diary's prompts, and what the tutor did before each sign."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from tutordiary.model import Audience
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_evening_state import NotedSign, Question
from tutordiary.presenters.log_state import Place
from ui import theme
from ui.history_sheet import EarlierButton
from ui.log.audience import AudienceButton
from ui.log.words_field import WordsField
from ui.widgets import Body, Chip, Heading, Muted, Sheet, Text


class EveningSheet(Sheet):
    """Lies over the log. Blank answers are fine; everything typed is kept as it is in the log.

    Signals: ``history_wanted`` with the place whose earlier words are asked for.
    """

    history_wanted = Signal(object)

    def __init__(self, page: QWidget, presenter: LogPresenter) -> None:
        super().__init__(page, "The evening half", width_em=46)
        self._presenter = presenter
        self._audiences: list[tuple[Place, AudienceButton]] = []
        self._earlier: list[tuple[Place, EarlierButton]] = []
        self.fields: list[WordsField] = []
        evening = presenter.evening()
        self.body.setContentsMargins(0, 0, theme.em(0.8), 0)
        self.body.setSpacing(theme.em(0.4))
        self.about = Muted(wrap=True)
        self.body.addWidget(self.about)
        self.bring = Chip("Bring this to the reflection group", icon="users")
        self.bring.clicked.connect(lambda on: presenter.set_bring_to_group(on=on))
        self.body.addWidget(self.bring, 0, Qt.AlignmentFlag.AlignLeft)
        for part in evening.parts:
            self.body.addWidget(Heading(part.title, level=2))
            for question in part.questions:
                self._add_question(question)
        if evening.signs:
            self.body.addWidget(Heading("What you did", level=2))
            for sign in evening.signs:
                self._add_sign(sign)
        self.body.addStretch(1)
        self.refresh("Everything is kept as you go")

    def _add_question(self, question: Question) -> None:
        label = Text(question.ask, wrap=True)
        edit = QPlainTextEdit()
        edit.setTabChangesFocus(True)
        edit.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        edit.setFixedHeight(edit.fontMetrics().lineSpacing() * 2 + theme.em(1.2))
        label.setBuddy(edit)
        place = question.typed.place
        self.fields.append(WordsField(edit, place, self._presenter, question.ask))
        button = AudienceButton(f"the answer to: {question.ask}", partial(self._release, place))
        self._audiences.append((place, button))
        earlier = EarlierButton(question.ask, partial(self.history_wanted.emit, place))
        self._earlier.append((place, earlier))
        self.body.addWidget(label)
        self.body.addWidget(edit)
        under = QHBoxLayout()
        under.addWidget(button)
        under.addWidget(earlier)
        under.addStretch(1)
        self.body.addLayout(under)

    def _add_sign(self, sign: NotedSign) -> None:
        self.body.addWidget(Body(f"{sign.about}: {sign.text}"))
        edit = QLineEdit()
        edit.setPlaceholderText("What did you do just before, or change?")
        self.fields.append(
            WordsField(edit, sign.did.place, self._presenter, f"What you did: {sign.about}, {sign.text}")
        )
        self.body.addWidget(edit)

    def refresh(self, kept: str) -> None:
        """Show what is kept now; words being typed stay as they are."""
        evening = self._presenter.evening()
        self.about.setText(f"{evening.title}. Blank is fine. {kept}.".replace("..", "."))
        questions = {question.typed.place: question for part in evening.parts for question in part.questions}
        typed = {place: question.typed for place, question in questions.items()}
        typed |= {sign.did.place: sign.did for sign in evening.signs}
        for field in self.fields:
            if field.place in typed:
                field.show(typed[field.place])
        for place, button in self._audiences:
            button.setVisible(questions[place].has_words)
            button.show_audiences(questions[place].audiences)
        for place, earlier in self._earlier:
            texts = self._presenter.earlier(place)
            earlier.setVisible(texts is not None and bool(texts.lines()))
        self.bring.setChecked(evening.bring_to_group)

    def focus_place(self, place: Place, caret: int | None) -> None:
        """Put the caret into the answer of a place."""
        for field in self.fields:
            if field.place == place:
                field.focus(caret)
                self.bring_into_view(field.edit)

    def leave(self) -> None:
        """Make the words final, then close."""
        for field in self.fields:
            field.autosave.flush()
        super().leave()

    def _release(self, place: Place, audience: Audience, on: bool) -> None:
        self._presenter.set_audience(place, audience, on=on)
