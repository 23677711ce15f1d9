"""The settings without a window: changes apply at once, a backup is proved, a check reads every page."""

from __future__ import annotations

import pytest

from tests.presenters.pupil_samples import TODAY, fill
from tutordiary.presenters.settings_page import SettingsPresenter
from tutordiary.presenters.work import InlineRunner
from tutordiary.settings import SettingsFile


class View:
    """Remembers what it was told."""

    def __init__(self):
        self.page = None
        self.said = []

    def show_settings(self, page):
        self.page = page

    def say(self, sentence, *, good):
        self.said.append((sentence, good))


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
    return SettingsPresenter(
        diary, view, InlineRunner(), settings, lambda: TODAY, lambda: looks.append(settings.settings)
    )


def test_a_change_applies_at_once_and_outlives_the_app(presenter, settings, looks, tmp_path):
    presenter.set_theme("dark")
    presenter.set_text(16.5)
    presenter.set_lock_after(10)
    assert [(look.theme, look.text_pt) for look in looks] == [("dark", 12.0), ("dark", 16.5)]
    read = SettingsFile(tmp_path / "settings.json").settings
    assert (read.theme, read.text_pt, read.lock_after_min) == ("dark", 16.5, 10)


def test_the_page_says_where_the_diary_is_and_that_no_backup_was_made(diary, view, presenter):
    presenter.show()
    assert view.page.folder == str(diary.folder)
    assert "No backup" in view.page.backup
    assert view.page.tutor == "Marlow Quill"


def test_a_name_is_changed_but_never_emptied(diary, presenter):
    presenter.name_tutor("  Ines Okoro ", "Fenland Music")
    assert (diary.tutor.name, diary.tutor.service) == ("Ines Okoro", "Fenland Music")
    presenter.name_tutor("   ", "")
    assert diary.tutor.name == "Ines Okoro"


def test_a_backup_is_counted_and_remembered(diary, view, presenter, tmp_path):
    assert presenter.suggested_backup() == "2026-11-20.tdbackup"
    presenter.back_up(tmp_path / "x.tdbackup")
    sentence, good = view.said[-1]
    assert good
    total = sum(diary.counts().values())
    assert f"{total:,} of {total:,} records" in sentence
    assert view.page.backup.startswith("Last proven backup: 20 November 2026")


def test_a_backup_that_cannot_be_written_is_said(view, presenter, tmp_path):
    presenter.back_up(tmp_path / "no" / "such" / "x.tdbackup")
    assert view.said[-1][1] is False
    presenter.show()
    assert "No backup" in view.page.backup


def test_a_check_says_that_all_is_whole(view, presenter):
    presenter.check()
    assert view.said[-1] == ("Every page was read and is whole.", True)
