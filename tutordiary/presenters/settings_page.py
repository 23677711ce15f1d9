"""The settings page: comfort and who you are; safety has a presenter of its own. Changes apply at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from tutordiary import __version__, bugs, process
from tutordiary.diary import Diary
from tutordiary.settings import Settings, SettingsFile


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """What the page shows. ``is_read_only``: the diary is only looked at, so whose it is stays."""

    look: Settings
    tutor: str
    service: str
    about: str
    is_read_only: bool = False


class SettingsView(Protocol):
    """What the page's window can do."""

    def show_settings(self, page: SettingsPage) -> None:
        """Draw the settings."""


class SettingsPresenter:
    """Reads and changes how it looks and whose diary it is."""

    def __init__(
        self,
        diary: Diary,
        view: SettingsView,
        settings: SettingsFile,
        apply_look: Callable[[], None],
    ) -> None:
        self._diary = diary
        self._view = view
        self._settings = settings
        self._apply_look = apply_look

    def show(self) -> None:
        """Draw the settings as they are."""
        tutor = self._diary.tutor
        framework = self._diary.framework
        closed = process.hardened()
        self._view.show_settings(
            SettingsPage(
                look=self._settings.settings,
                tutor=tutor.name if tutor else "",
                service=tutor.service if tutor else "",
                is_read_only=self._diary.is_read_only,
                about=f"Tutor Diary {__version__}. Framework: {framework.title}, version {framework.version}."
                " Nothing in this app uses a network. If it stumbles it notes where in its own code, and no"
                f" word of yours, in {bugs.FAULT_FILE}; the README says where that lies."
                + (f" {closed.sentence}" if closed is not None else ""),
            )
        )

    @property
    def look(self) -> Settings:
        """How it looks now; keys change that too."""
        return self._settings.settings

    def set_theme(self, theme: str) -> None:
        """Use another theme from now on."""
        self._settings.change(theme=theme)
        self._apply_look()

    def set_text(self, size_pt: float) -> None:
        """Use another text size from now on."""
        self._settings.change(text_pt=size_pt)
        self._apply_look()

    def name_tutor(self, name: str, service: str) -> None:
        """Change whose diary this is."""
        if name.strip():
            self._diary.name_tutor(name.strip(), service.strip())
