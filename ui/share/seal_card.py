"""How it travels: a card of the Give step. It decides nothing."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from tutordiary.presenters.share_seal import COMPARE, RISK, TELL, WAY_WORDS, SealPresenter, SealState, Way
from ui import file_choice, theme
from ui.check_words import CheckWords
from ui.door_widgets import PAUSE_MS, Secret, StrengthHint
from ui.widgets import Card, FieldRow, Heading, Muted, NoticeBar, QuietButton, announce

INDENT_EM = 1.85  # where the words of a radio button begin
HINT = "At least 12 characters. Several words are easy to say on the telephone."
KEY_HINT = "One line that begins with age1. They find it in Settings, under Bundles I receive."


WHOLE_KEY = 62  # the letters of one


class Panel(QWidget):
    """Parts one below the other; a button is no wider than its words."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            if isinstance(part, QuietButton):
                self.column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                self.column.addWidget(part)


class SealCard(Card):
    """Draws the three ways and what belongs to the one chosen. ``presenter`` is set before it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.presenter: SealPresenter
        self._filling = False
        self._panels: dict[Way, Panel] = {}
        self.radios: dict[Way, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.body.addWidget(Heading("How it travels", level=2))
        self._build_key()
        self._build_passphrase()
        self._panels[Way.OPEN] = Panel(NoticeBar(RISK, mood="warn"))
        self._abouts: list[Muted] = []
        for way, (name, what) in WAY_WORDS.items():
            radio = QRadioButton(name)
            radio.setAccessibleDescription(what)
            radio.toggled.connect(lambda on, one=way: self._on_way_toggled(one, on=on))
            about = Muted(what, wrap=True)
            self._group.addButton(radio)
            self.radios[way] = radio
            self._abouts.append(about)
            for part in (radio, about, self._panels[way]):
                self.body.addWidget(part)
            self._panels[way].hide()
        self._order_tabs()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._on_typed)
        theme.notifier().theme_changed.connect(self._fit_indents)
        self._fit_indents()

    def _build_key(self) -> None:
        self.key = QLineEdit()
        self.key_row = FieldRow("Their key", self.key, hint=KEY_HINT)
        self.key.returnPressed.connect(self._on_key_entered)
        self.key.textEdited.connect(self._on_key_edited)
        self.open_file = QuietButton("Open a file with the key…", icon="folder-open")
        self.open_file.clicked.connect(self._on_file_clicked)
        self.words = CheckWords()
        self._compare = Muted(COMPARE, wrap=True)
        self.other = QuietButton("Use another key", icon="key-round")
        self.other.clicked.connect(self._on_other_clicked)
        self._no_key, self._has_key = (
            Panel(self.key_row, self.open_file),
            Panel(self.words, self._compare, self.other),
        )
        self._panels[Way.KEY] = Panel(self._no_key, self._has_key)

    def _build_passphrase(self) -> None:
        self.secret, self.again = Secret("Passphrase for this file"), Secret("The same again")
        row = FieldRow("Passphrase for this file", self.secret)
        self._hint = StrengthHint(self.secret, row, HINT, lambda typed, say: self.presenter.weigh(typed, say))
        self.offer = QuietButton("Suggest five words", icon="key-round")
        self.offer.clicked.connect(self._on_offer_clicked)
        self.again_row = FieldRow("The same again", self.again)
        for secret in (self.secret, self.again):
            secret.edit.textChanged.connect(lambda _typed: self._pause.start())
        self.secret.entered.connect(self._on_secret_entered)
        self.again.edit.editingFinished.connect(lambda: self._on_typed(is_done=True))
        self._panels[Way.PASSPHRASE] = Panel(row, self.offer, self.again_row, NoticeBar(TELL, mood="info"))

    def _order_tabs(self) -> None:
        """Let Tab go from a way to what belongs to it."""
        parts: tuple[QWidget, ...] = (
            self.radios[Way.KEY], self.key, self.open_file, self.other,
            self.radios[Way.PASSPHRASE], self.secret.edit, self.secret.eye, self.offer,
            self.again.edit, self.again.eye, self.radios[Way.OPEN],
        )  # fmt: skip
        for before, after in pairwise(parts):
            QWidget.setTabOrder(before, after)

    # What the presenter shows -------------------------------------------------------------------

    def show_seal(self, state: SealState) -> None:
        """Draw the choice and what belongs to it."""
        self._filling = True
        self._group.setExclusive(False)  # with none chosen, as before the first choice
        for way, radio in self.radios.items():
            radio.setChecked(way is state.way)
            self._panels[way].setVisible(way is state.way)
        self._group.setExclusive(True)
        self._filling = False
        has_key = bool(state.key)
        self._no_key.setVisible(not has_key)
        self._has_key.setVisible(has_key)
        if has_key:
            self.key.clear()
            self.words.show_words(f"Key of {state.whose}", state.words)
        self.key_row.set_problem(state.problem)

    def focus_open(self) -> bool:
        """Put the focus on the first way while none is chosen; False when one is."""
        if not self.isVisible() or any(radio.isChecked() for radio in self.radios.values()):
            return False
        next(iter(self.radios.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def forget_typed(self) -> None:
        """Empty the fields: after the file was written, and when the page is left."""
        self._pause.stop()
        self.secret.clear()
        self.again.clear()
        self.again_row.set_problem("")
        self.presenter.forget_typed()

    def keep_typed(self) -> None:
        """Hand on what stands in the fields now: giving does not wait for a pause in the typing."""
        self._pause.stop()
        self._on_typed()

    # What a person does -------------------------------------------------------------------------

    def _on_way_toggled(self, way: Way, *, on: bool) -> None:
        if on and not self._filling:
            if way is not Way.PASSPHRASE:
                self.secret.clear()
                self.again.clear()
            self.presenter.choose(way)

            self._bring_into_view(self._panels[way])

    def _on_secret_entered(self) -> None:
        self.again.setFocus(Qt.FocusReason.TabFocusReason)
        self._bring_into_view(self.again_row)

    def _bring_into_view(self, part: QWidget) -> None:
        """Scroll the page so that a part can be seen, once everything has its size."""
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None:
            scroller = page
            QTimer.singleShot(0, part, lambda: scroller.ensureWidgetVisible(part, 0, theme.em(1)))

    def _on_key_edited(self, text: str) -> None:
        if self.key_row.problem:
            self.key_row.set_problem("")
        if len(text.strip()) >= WHOLE_KEY and "age1" in text.lower():
            self.presenter.take_key(text)  # pasted whole: there is nothing more to type

    def _on_key_entered(self) -> None:
        self.presenter.take_key(self.key.text())

    def _on_file_clicked(self) -> None:
        path = file_choice.open_place(self, "A file with a key", "Key files (*.txt *.pub);;All files (*)")
        if path is not None:
            self.presenter.take_key_file(path)

    def _on_other_clicked(self) -> None:
        self.presenter.forget_key()
        self.key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_offer_clicked(self) -> None:
        words = self.presenter.suggested()
        self.secret.show_words(words)
        self.again.show_words(words)
        announce(self.secret, f"The passphrase is now: {words}")

    def _on_typed(self, *, is_done: bool = False) -> None:
        typed, again = self.secret.text(), self.again.text()
        differs = bool(typed and again) and typed != again and (is_done or len(again) >= len(typed))
        self.again_row.set_problem("this is not the same as above." if differs else "")
        self.presenter.type_passphrase(typed, again)

    def _fit_indents(self) -> None:
        indent = theme.em(INDENT_EM)
        for about in self._abouts:
            about.setIndent(indent)
        for panel in self._panels.values():
            panel.column.setContentsMargins(indent, theme.em(0.2), 0, theme.em(0.5))
        for panel in (*self._panels.values(), self._no_key, self._has_key):
            panel.column.setSpacing(theme.em(0.5))
