"""The settings without a window: changes apply at once and outlive the app."""

from __future__ import annotations

import pytest

from tests.presenters.pupil_samples import fill
from tutordiary.presenters.settings_page import SettingsPresenter
from tutordiary.settings import SettingsFile


class View:
    """Remembers what it was told."""

    def __init__(self):
        self.page = None

    def show_settings(self, page):
        self.page = page


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def view():
    return View()


@pytest.fixture
def looks():
    return []


@pytest.fixture
def presenter(diary, view, settings, looks):
    fill(diary)
    return SettingsPresenter(diary, view, settings, lambda: looks.append(settings.settings))


def test_a_change_applies_at_once_and_outlives_the_app(presenter, settings, looks, tmp_path):
    presenter.set_theme("dark")
    presenter.set_text(16.5)
    assert [(look.theme, look.text_pt) for look in looks] == [("dark", 12.0), ("dark", 16.5)]
    read = SettingsFile(tmp_path / "settings.json").settings
    assert (read.theme, read.text_pt) == ("dark", 16.5)


def test_the_page_says_whose_diary_it_is_and_which_app(view, presenter):
    presenter.show()
    assert view.page.tutor == "Marlow Quill"
    assert "Nothing in this app uses a network." in view.page.about


def test_a_name_is_changed_but_never_emptied(diary, presenter):
    presenter.name_tutor("  Ines Okoro ", "Fenland Music")
    assert (diary.tutor.name, diary.tutor.service) == ("Ines Okoro", "Fenland Music")
    presenter.name_tutor("   ", "")
    assert diary.tutor.name == "Ines Okoro"
