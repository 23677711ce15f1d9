"""The settings as a window page: one scrolling page with headings."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tutordiary.presenters.settings_page import SettingsPage, SettingsPresenter
from tutordiary.settings import TEXT_PT, Settings
from ui import theme
from ui.bin_card import BinCard
from ui.phrasebook_sheet import PhrasebookCard
from ui.receiving import ReceivingCard
from ui.reflow import Beside
from ui.safety.cards import SafetyCards
from ui.safety.sheets import CodeSheet
from ui.template_sheet import TemplateCard
from ui.widgets import Body, Card, Choice, FieldRow, Heading, NoticeBar, Scroller

THEME_WORDS = {"system": "As the computer", "light": "Light", "dark": "Dark", "contrast": "High contrast"}
NORMAL_PT = 12.0


class SettingsPageView(QWidget):
    """Draws the settings and forwards what is changed."""

    def __init__(self) -> None:
        super().__init__()
        self.presenter: SettingsPresenter
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(Heading("Settings"))
        self._notice = NoticeBar("")
        self._outer.addWidget(self._notice)
        self._scroller = Scroller()
        self._body = self._scroller.body
        self._outer.addWidget(self._scroller, 1)
        self._build_comfort()
        self._build_you()
        self.templates = TemplateCard(self)
        self._body.addWidget(self.templates)
        self.phrases = PhrasebookCard(self)
        self._body.addWidget(self.phrases)
        self._body.addWidget(Heading("Safety", level=2))
        self.safety = SafetyCards(self, self._notice)
        self._body.addWidget(self.safety)
        self.receiving = ReceivingCard(self)
        self._body.addWidget(self.receiving)
        self.bin = BinCard()
        self._body.addWidget(self.bin)
        about = Card()
        about.body.addWidget(Heading("About", level=2))
        self._about = Body("")
        about.body.addWidget(self._about)
        self._body.addWidget(about)
        self._body.addStretch(1)
        theme.notifier().theme_changed.connect(self._on_theme_changed)
        self._restyle()

    def _build_comfort(self) -> None:
        card = Card()
        card.body.addWidget(Heading("Comfort", level=2))
        self._theme, self._size = Choice("Colours"), Choice("Text size")
        for key, words in THEME_WORDS.items():
            self._theme.addItem(words, key)
        for size in TEXT_PT:
            self._size.addItem(f"{round(size / NORMAL_PT * 100)} %", size)
        self._theme.activated.connect(lambda _row: self.presenter.set_theme(self._theme.currentData()))
        self._size.activated.connect(lambda _row: self.presenter.set_text(self._size.currentData()))
        text_size = FieldRow("Text size", self._size, hint="Also Ctrl and + or -")
        card.body.addWidget(Beside((FieldRow("Colours", self._theme), text_size), from_em=26))
        self._body.addWidget(card)

    def _build_you(self) -> None:
        card = Card()
        card.body.addWidget(Heading("You", level=2))
        self._name, self._service = QLineEdit(), QLineEdit()
        for field in (self._name, self._service):
            field.editingFinished.connect(self._on_name_edited)
        name = FieldRow("Your name", self._name, hint="As it stands under a report")
        card.body.addWidget(Beside((name, FieldRow("Music service", self._service)), from_em=26))
        self._body.addWidget(card)

    def arrive(self) -> None:
        """Draw the settings as they are."""
        self._notice.say("")
        self.presenter.show()
        self.safety.presenter.show()
        self.bin.arrive()
        self._theme.setFocus(Qt.FocusReason.OtherFocusReason)

    def come_back(self) -> None:
        """Draw the settings, with the sheet open that a lock closed."""
        self.arrive()
        self.templates.come_back()
        self.phrases.come_back()

    def show_settings(self, page: SettingsPage) -> None:
        """Draw the settings."""
        self._show_look(page.look)
        self._name.setText(page.tutor)
        self._service.setText(page.service)
        self._about.setText(page.about)
        for field in (self._name, self._service):
            field.setReadOnly(page.is_read_only)

    def _show_look(self, look: Settings) -> None:
        self._theme.setCurrentIndex(self._theme.findData(look.theme))
        self._size.setCurrentIndex(self._size.findData(look.text_pt))

    def _on_theme_changed(self) -> None:
        self._restyle()
        if self.isVisible():  # Ctrl and + changes the text while the page is looked at
            self._show_look(self.presenter.look)

    def show_backups(self) -> None:
        """Come here for the backups: with the focus on making one."""
        self._go_to(self.safety.backups, self.safety.backups.now)

    def show_code(self) -> None:
        """Come here for the recovery code: with its sheet open."""
        self._go_to(self.safety.getting_in, self.safety.getting_in.code.button)
        self.safety.open_sheet(CodeSheet)

    def _go_to(self, card: QWidget, focus: QWidget) -> None:
        focus.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, card, lambda: self._scroller.ensureWidgetVisible(card, 0, theme.em(1)))

    def keep_everything(self) -> bool:
        """Keep what stands in the fields."""
        self._on_name_edited()
        self.templates.keep_now()
        self.phrases.keep_now()
        return True

    def _on_name_edited(self) -> None:
        fields = (self._name, self._service)
        if any(field.isModified() for field in fields):  # only what was typed: not on each way out of a field
            self.presenter.name_tutor(self._name.text(), self._service.text())
            for field in fields:
                field.setModified(False)

    def _restyle(self) -> None:
        em = theme.em
        self._outer.setContentsMargins(em(1.4), em(1.1), em(1.4), em(0.8))
        self._outer.setSpacing(em(0.8))
        self._body.setSpacing(em(0.8))
