"""The sheets for many reports at once and for a service's papers: used by keys, kept, and fit at 200 %."""

from __future__ import annotations

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.presenters.pupil_samples import OTIS, TODAY, fill
from tests.ui.window_checks import (
    cut_words,
    nameless,
    not_reached,
    once_still,
    outside,
    settle,
    small_targets,
    tab_stops,
    visible,
)
from tutordiary.documents.content import RenderedFile
from tutordiary.drafting import service_template
from tutordiary.errors import NotMade
from tutordiary.model import Disclosure, ReportAudience
from tutordiary.presenters.batch import BatchPresenter
from tutordiary.presenters.service_template import TemplatePresenter
from ui import file_choice, theme
from ui.batch_sheet import BatchSheet
from ui.jobs import JobRunner
from ui.template_sheet import TemplateSheet
from ui.widgets import Button


class Press:
    """Stands for the press beside the app: refuses one pupil."""

    def write(self, document, fmt):
        if document.head.pupil == "Otis":
            raise NotMade("It was not ready in time. Nothing was written.")
        return RenderedFile(b"%PDF", 1, ())

    def stop(self):
        pass

    close = stop


@pytest.fixture
def host(qtbot, qapp):
    theme.apply_theme(qapp, "light", 12)
    page = QWidget()
    page.resize(1200, 690)
    page.show()
    qtbot.waitActive(page)
    yield page
    page.close()
    page.deleteLater()
    theme.apply_theme(qapp, "light", 12)


@pytest.fixture
def jobs(qapp):
    made = JobRunner()
    yield made
    made.settle()
    made.finish()


def faults(sheet):
    """Return what a person could not read, reach or press."""
    QApplication.processEvents()
    checks = (nameless, small_targets, cut_words, outside)
    return [found for check in checks for found in once_still(lambda one=check: one(sheet))]


def button(sheet, name):
    return next(one for one in visible(sheet, Button) if one.accessibleName() == name)


# --- several reports --------------------------------------------------------------------------------------


@pytest.fixture
def several(host, diary, jobs):
    fill(diary)
    return BatchSheet(host, lambda sheet: BatchPresenter(diary, sheet, jobs, lambda: TODAY, Press))


def test_a_pile_is_made_and_what_was_refused_can_be_opened(several, diary, jobs, tmp_path, monkeypatch):
    monkeypatch.setattr(file_choice, "folder_place", lambda *_: tmp_path)
    several.everyone.click()
    opened = []
    several.report_wanted.connect(opened.append)
    QTest.mouseClick(button(several, "Make 2 reports…"), Qt.MouseButton.LeftButton)
    assert several.stop.hasFocus()
    assert not several.group.isVisible()
    settle(lambda: bool(several.notice.accessibleName()))
    assert "1 of 2 reports written. 1 not written: why stands below." in several.notice.accessibleName()
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["02 WA progress report.pdf"]
    assert faults(several) == []
    button(several, "Open the report of Otis").click()
    assert opened == [OTIS]
    assert not several.isVisible()


def test_leaving_the_page_makes_no_more(several, diary, jobs, tmp_path):
    several.everyone.click()
    several.presenter.begin(tmp_path)
    several.hide()  # as a lock or another page does
    jobs.settle()
    settle(lambda: not several.presenter.is_under_way)
    assert len(diary.all(Disclosure)) <= 1


def test_all_of_the_pile_can_be_read_reached_and_pressed_large(several, qapp, host):
    assert several.group.hasFocus()
    assert not_reached(several, tab_stops(several)) == []
    assert faults(several) == []
    theme.apply_theme(qapp, "dark", 24)
    assert faults(several) == []
    wide = several.large.sizeHint()
    several.large.setFocus()
    assert several.large.sizeHint() == wide  # the ring of the focus cuts no word off


# --- papers of my service ---------------------------------------------------------------------------------


@pytest.fixture
def papers(host, diary, jobs):
    diary.name_tutor("Marlow Quill", "Hill Music")
    sheet = TemplateSheet(host, jobs, lambda one: TemplatePresenter(diary, one, jobs))
    yield sheet
    jobs.settle()


def drawn(sheet):
    settle(lambda: sheet._preview.page_count > 0 and not sheet._jobs.is_busy)


def test_what_is_typed_and_ticked_is_kept_and_seen(papers, diary, tmp_path, monkeypatch):
    button(papers, "Make a template").click()
    assert papers.name.hasFocus()
    QTest.keyClicks(papers.name, "Vale")
    papers.keep_now()
    QApplication.processEvents()
    heading = next(
        one for one in visible(papers, QLineEdit) if one.accessibleName() == "In their words: your heading"
    )
    heading.setFocus()
    QTest.keyClicks(heading, "What people said")
    settle(lambda: bool(service_template.active(diary).look(ReportAudience.SCHOOL).headings))  # while typing
    tick = next(
        one for one in papers.findChildren(QWidget) if one.accessibleName() == "Evidence: print this part"
    )
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    Image.new("RGB", (90, 30), "navy").save(tmp_path / "logo.png")
    monkeypatch.setattr(file_choice, "open_place", lambda *_: tmp_path / "logo.png")
    button(papers, "Choose a logo…").click()
    settle(lambda: papers.drop_logo.isVisible())
    held = service_template.active(diary)
    assert (held.name, held.service_name) == ("Vale", "Hill Music")
    assert held.look(ReportAudience.SCHOOL).left_out == ("evidence",)
    assert held.logo.startswith(b"\x89PNG")
    drawn(papers)
    papers.leave()
    assert service_template.active(diary) == held


def test_all_of_the_papers_can_be_read_reached_and_pressed_large(papers, qapp):
    button(papers, "Make a template").click()
    drawn(papers)
    stops = tab_stops(papers)
    assert not_reached(papers, stops) == []
    order = [stops.index(one) for one in (papers.service, papers.choose_logo, papers.paper, papers.save)]
    assert order == sorted(order)
    parts = [one for one in stops if one.accessibleName().endswith((": print this part", ": your heading"))]
    assert len(parts) > 20
    assert {stops.index(one) for one in parts} <= set(range(order[1], order[2]))
    assert faults(papers) == []
    theme.apply_theme(qapp, "dark", 24)
    assert faults(papers) == []
