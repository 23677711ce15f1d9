"""The service's templates without a window: changes kept, a logo, a file out and in, back from the bin."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tutordiary.drafting import service_template
from tutordiary.model import ReportAudience, ServiceTemplate
from tutordiary.presenters.service_template import TemplatePresenter, was_open
from tutordiary.presenters.work import InlineRunner

SCHOOL, FAMILY = ReportAudience.SCHOOL, ReportAudience.FAMILY


class View:
    """Remembers what it was told."""

    def __init__(self):
        self.state, self.pages, self.said, self.problem, self.back = None, [], "", "", None

    def show_template(self, state):
        self.state = state

    def show_page(self, rendered):
        self.pages.append(rendered)

    def say(self, sentence, *, is_problem=False):
        if is_problem:
            self.problem = sentence
        else:
            self.said = sentence

    def offer_back(self, sentence, back):
        self.said, self.back = sentence, back


@pytest.fixture
def drawn(monkeypatch):
    """Count the papers asked for instead of laying each one out."""
    asked = []
    monkeypatch.setattr(TemplatePresenter, "see", lambda _self, audience: asked.append(audience))
    return asked


@pytest.fixture
def view():
    return View()


@pytest.fixture
def page(diary, view, drawn):
    diary.name_tutor("Marlow Quill", "Hill Music")
    made = TemplatePresenter(diary, view, InlineRunner())
    made.arrive()
    return made


def picture(path):
    Image.new("RGB", (900, 300), "navy").save(path)
    return path


def test_without_one_papers_are_as_the_app_has_them(page, view):
    assert view.state.choices == (("", "As the app has them"),)
    assert (view.state.active_id, view.state.template_id) == ("", "")


def test_a_sheet_that_nobody_closed_comes_back_after_a_lock(diary, page):
    assert was_open(diary)
    page.leave()
    assert not was_open(diary)


def test_a_new_one_has_the_services_name_and_is_used(diary, page, view):
    page.make()
    assert (view.state.name, view.state.service_name) == ("Hill Music", "Hill Music")
    assert view.state.active_id == view.state.template_id != ""
    assert [audience for audience, _ in view.state.parts] == [SCHOOL, FAMILY]
    assert all(line.is_on and not line.own for _, lines in view.state.parts for line in lines)


def test_every_change_is_kept_at_once(diary, page):
    page.make()
    page.rename("Hill and Vale")
    page.rename("  ")
    page.name_service("Hill & Vale Music")
    page.print_part(SCHOOL, "hopes", is_on=False)
    page.print_part(SCHOOL, "evidence", is_on=False)
    page.print_part(SCHOOL, "hopes", is_on=True)
    page.word_heading(FAMILY, "next", "What comes next")
    held = service_template.active(diary)
    assert (held.name, held.service_name) == ("Hill and Vale", "Hill & Vale Music")
    assert held.look(SCHOOL).left_out == ("evidence",)
    assert held.look(FAMILY).headings == (("next", "What comes next"),)
    page.word_heading(FAMILY, "next", "")
    assert service_template.active(diary).look(FAMILY).headings == ()


def test_a_logo_is_read_and_taken_off(diary, page, view, tmp_path):
    page.make()
    page.choose_logo(picture(tmp_path / "logo.png"))
    assert Image.open(io.BytesIO(view.state.logo)).size == (600, 200)
    page.drop_logo()
    assert view.state.logo == b""
    (tmp_path / "none.png").write_bytes(b"no picture")
    page.choose_logo(tmp_path / "none.png")
    assert "could not be read" in view.problem


def test_a_file_goes_out_and_comes_in_unused(diary, page, view, tmp_path):
    page.make()
    page.rename("Hill: Music/Arts")
    assert page.file_name == "Hill Music Arts.tdtemplate"
    page.export(tmp_path / "hill.tdtemplate")
    assert view.said.startswith("Written: hill.tdtemplate.")
    before = view.state.active_id
    page.bring_in(tmp_path / "hill.tdtemplate")
    assert view.state.active_id == before
    assert view.state.template_id != before
    assert view.state.name == "Hill: Music/Arts (2)"
    page.bring_in(tmp_path / "nothing.tdtemplate")
    assert "cannot be read" in view.problem


def test_a_removed_one_comes_back(diary, page, view):
    page.make()
    page.remove()
    assert diary.all(ServiceTemplate) == []
    assert view.state.template_id == ""
    view.back()
    assert view.state.name == "Hill Music"


def test_after_the_sheet_is_gone_nothing_is_drawn(page, view, tmp_path):
    page.make()
    state = view.state
    page.leave()
    page.choose_logo(picture(tmp_path / "logo.png"))
    assert view.state is state


def test_the_page_shown_is_an_invented_one_with_the_template_on_it(diary, view):
    made = service_template.make(diary, "Hill")
    held = service_template.keep(diary, made)
    service_template.use(diary, held.template_id)
    TemplatePresenter(diary, view, InlineRunner()).arrive()
    assert view.pages[-1].data.startswith(b"%PDF")
