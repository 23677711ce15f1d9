"""The parts the evening half is made of: a field that grows, a question with its answer, a fold."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from tutordiary.model import Audience
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_evening_state import Question
from tutordiary.presenters.log_state import Place
from ui import theme
from ui.coaching.hint_line import HintLine
from ui.history_sheet import EarlierButton
from ui.log.audience import AudienceButton
from ui.log.words_field import WordsField
from ui.reflow import hug
from ui.widgets import Muted, QuietButton, Text

LEAST_LINES, MOST_LINES = 2, 8


class GrowingText(QPlainTextEdit):
    """A field for some lines of words: as tall as they are, within reason. Tab goes on to the next field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme.notifier().theme_changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        lines = min(max(LEAST_LINES, round(self.document().size().height())), MOST_LINES)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + theme.em(1.2))


class QuestionField(QWidget):
    """A question, its answer, who may see it, its earlier words, and a hint when there is one.

    Signals: ``history_wanted`` with the place whose earlier words are asked for.
    """

    history_wanted = Signal(object)

    def __init__(self, presenter: LogPresenter, question: Question) -> None:
        super().__init__()
        self._presenter = presenter
        self.place: Place = question.typed.place
        label = Text(question.ask, wrap=True)
        self.edit = GrowingText()
        label.setBuddy(self.edit)
        self.field = WordsField(self.edit, self.place, presenter, question.ask)
        self.audience = AudienceButton(f"the answer to: {question.ask}", self._release)
        self.earlier = EarlierButton(question.ask, partial(self.history_wanted.emit, self.place))
        self._column = QVBoxLayout(self)
        self._column.addWidget(label)
        self._column.addWidget(self.edit)
        self._column.addWidget(HintLine(self.edit))
        under = QHBoxLayout()
        under.addWidget(self.audience)
        under.addWidget(self.earlier)
        under.addStretch(1)
        self._column.addLayout(under)
        hug(self)
        theme.notifier().theme_changed.connect(self._space)
        self._space()

    def show_question(self, question: Question) -> None:
        """Show what is kept of the answer; words being typed stay as they are."""
        self.field.show(question.typed)
        self.audience.setVisible(question.has_words)
        self.audience.show_audiences(question.audiences)
        texts = self._presenter.earlier(self.place)
        self.earlier.setVisible(texts is not None and bool(texts.lines()))

    def _release(self, audience: Audience, on: bool) -> None:
        self._presenter.set_audience(self.place, audience, on=on)

    def _space(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.em(0.3))


class FoldBox(QWidget):
    """A heading to press that shows or hides what is under it. ``body`` is the layout of that.

    ``fill`` puts it there, the first time it is opened: most evenings need none of it.
    """

    def __init__(
        self,
        title: str,
        about: str,
        *,
        is_open: bool,
        fill: Callable[[QVBoxLayout], None],
        changed: Callable[[bool], None],
    ) -> None:
        super().__init__()
        self._title = title
        self._fill: Callable[[QVBoxLayout], None] | None = fill
        self._changed = changed
        self._is_open = is_open
        self.button = QuietButton(title, icon="chevron-right")
        self.button.clicked.connect(self.turn)
        self.inside = QWidget()
        self.body = QVBoxLayout(self.inside)
        self.body.addWidget(Muted(about, wrap=True))
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.inside)
        hug(self)
        hug(self.inside)
        theme.notifier().theme_changed.connect(self._space)
        self._space()
        self._show()

    @property
    def is_open(self) -> bool:
        """Whether its inside can be seen."""
        return self._is_open

    def turn(self) -> None:
        """Open it, or fold it away."""
        self.set_open(not self._is_open)
        self._changed(self._is_open)

    def set_open(self, is_open: bool) -> None:
        """Show or hide its inside, without telling anyone."""
        self._is_open = is_open
        self._show()

    def _show(self) -> None:
        if self._is_open and self._fill is not None:
            fill, self._fill = self._fill, None
            fill(self.body)
        self.inside.setVisible(self._is_open)
        self.button.set_icon("chevron-down" if self._is_open else "chevron-right")
        self.button.set_words(self._title, f"{self._title}, {'open' if self._is_open else 'folded'}")

    def _space(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.em(0.4))
        self.body.setContentsMargins(theme.em(0.6), 0, 0, theme.em(0.4))
        self.body.setSpacing(theme.em(0.7))
