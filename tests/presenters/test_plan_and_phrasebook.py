"""The page of learning plans and the phrasebook without a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.presenters.pupil_samples import OTIS, TODAY, WREN, fill
from tutordiary.diary import Diary
from tutordiary.model import Audience, Disclosure, Phrase, Pupil, ReportAudience, Target, TargetKind
from tutordiary.presenters.find_lines import Landing
from tutordiary.presenters.learning_plan import NO_TARGETS, NONE_TICKED, OPEN, PlanPresenter
from tutordiary.presenters.phrasebook import KEEPS_BACK, OFF, YOURS, PhrasebookPresenter, PhraseTyping
from tutordiary.presenters.work import InlineRunner
from tutordiary.vault.ciphers import LOWEST_COST


class View:
    """Remembers what it was told."""

    def __init__(self):
        self.pupils, self.page, self.sheets, self.texts = (), None, [], []
        self.blocked, self.said, self.printed = (), [], []

    def show_pupils(self, pupils):
        self.pupils = pupils

    def show_plan(self, page):
        self.page = page

    def show_sheet(self, rendered, text):
        self.sheets.append(rendered)
        self.texts.append(text)

    def show_blocked(self, sentences):
        self.blocked = sentences

    def print_sheet(self, data):
        self.printed.append(data)

    def say(self, sentence, *, is_good):
        self.said.append((sentence, is_good))


@pytest.fixture
def view():
    return View()


@pytest.fixture
def presenter(diary, view):
    fill(diary)
    diary.add(
        Target(id="beat", pupil_id=WREN, kind=TargetKind.MUSICAL, pupil_words="I want to start us off",
               set_on=date(2026, 11, 3), audiences=frozenset({Audience.FAMILY})),
        Target(id="stay", pupil_id=WREN, kind=TargetKind.OWN, pupil_words="I want a turn at the gong",
               set_on=date(2026, 11, 10)),
    )  # fmt: skip
    return PlanPresenter(diary, view, InlineRunner(), lambda: TODAY)


def test_without_pupils_there_is_nothing_to_draw(diary, view):
    PlanPresenter(diary, view, InlineRunner(), lambda: TODAY).arrive()
    assert (view.pupils, view.page, view.sheets) == ((), None, [])


def test_a_plan_is_drawn_and_what_is_ticked_is_there_again_after_a_lock(diary, view, presenter):
    presenter.arrive(WREN)
    assert [(one.words, one.included) for one in view.page.targets] == [
        ("I want to start us off", True),
        ("I want a turn at the gong", False),
    ]
    presenter.include("stay", included=True)
    presenter.set_large_print(on=True)
    assert "I want a turn at the gong" in view.texts[-1]
    assert view.sheets[-1].data.startswith(b"%PDF")
    again = View()
    PlanPresenter(diary, again, InlineRunner(), lambda: TODAY).arrive()
    assert (again.page.pupil_id, again.page.choice.large_print) == (WREN, True)
    assert [one.included for one in again.page.targets] == [True, True]
    assert "gong" not in diary.preference(OPEN)


def test_another_pupil_keeps_the_place_and_not_the_ticks(view, presenter):
    presenter.arrive(WREN)
    presenter.set_wall(on=True)
    presenter.include("beat", included=False)
    assert view.page.remark == NONE_TICKED
    presenter.choose_pupil(OTIS)
    assert (view.page.choice.for_wall, view.page.remark) == (True, NO_TARGETS)
    presenter.choose_pupil(WREN)
    assert view.page.targets[0].included


def test_saving_says_so_and_is_in_the_log(diary, view, presenter, tmp_path):
    presenter.arrive(WREN)
    for fmt, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        target = tmp_path / presenter.suggested_name(fmt)
        presenter.save(fmt, target)
        assert target.read_bytes().startswith(start)
        assert "Wren" not in target.name
    assert view.said[-1][1]
    assert "not locked" in view.said[-1][0]
    assert {one.purpose for one in diary.all(Disclosure)} == {"learning_plan"}


def test_a_plan_that_names_another_child_does_not_leave(diary, view, presenter, tmp_path):
    diary.save(replace(diary.need(Pupil, WREN), interests_and_strengths="Sitting by Otis"))
    presenter.arrive(WREN)
    assert "Otis" in view.blocked[0]
    presenter.save("pdf", tmp_path / "x.pdf")
    presenter.print()
    assert [good for _, good in view.said] == [False, False]
    assert (view.printed, list(tmp_path.glob("*.pdf")), diary.all(Disclosure)) == ([], [], [])
    presenter.set_likes(on=False)
    assert view.blocked == ()


def test_only_what_was_sent_to_the_printer_is_in_the_log(diary, view, presenter):
    presenter.arrive(WREN)
    presenter.print()
    assert view.printed[0].startswith(b"%PDF")
    assert diary.all(Disclosure) == []
    presenter.printed("Sent.")
    presenter.printed("Sent.")
    assert len(diary.all(Disclosure)) == 1
    assert view.said == [("Sent.", True)]


def test_a_target_is_changed_on_the_pupils_page(view, presenter):
    presenter.arrive(WREN)
    assert presenter.place_of("beat") == Landing("pupil", pupil_id=WREN, part="target", record_id="beat")


def test_an_erased_pupil_is_not_drawn_again(diary, view, presenter):
    presenter.arrive(WREN)
    diary.remove(diary.need(Pupil, WREN))
    drawn = len(view.sheets)
    presenter.set_large_print(on=True)
    assert len(view.sheets) == drawn
    presenter.arrive()
    assert view.page.pupil_id == OTIS


# --- the phrasebook ---------------------------------------------------------------------------------------


def test_a_line_is_added_reworded_left_alone_and_removed(diary):
    book = PhrasebookPresenter(diary)
    assert book.keep(PhraseTyping("thumping", "played hard")) == ""
    line = book.lines()[0]
    assert (line.title, line.note) == ("thumping", YOURS)
    assert book.keep(PhraseTyping("thumping, whacking", "played loudly", was="thumping")) == ""
    line = book.lines("whack")[0]
    assert "thumping" in book.switch(line, on=False)
    assert OFF in book.lines("whack")[0].note
    assert book.remove(book.lines("whack")[0]).startswith("Removed")
    assert (book.lines("whack"), diary.all(Phrase)) == ((), [])


def test_a_line_without_words_says_what_is_wrong(diary):
    book = PhrasebookPresenter(diary)
    assert "Nothing was kept" in book.keep(PhraseTyping(" , ", "anything"))


def test_what_keeps_a_page_back_says_so_and_only_for_the_family(diary):
    book = PhrasebookPresenter(diary)
    assert book.lines("nurture")[0].note == KEEPS_BACK
    assert book.is_of_app(book.lines("nurture")[0].title)
    book.choose(ReportAudience.SCHOOL)
    assert book.lines("nurture") == ()
    assert PhrasebookPresenter(diary).reader is ReportAudience.SCHOOL


def test_what_was_being_typed_is_there_again_for_its_reader(diary):
    book = PhrasebookPresenter(diary, ReportAudience.SCHOOL)
    typing = PhraseTyping("thumping", "pla", field="instead", caret=3)
    book.keep_typing(typing)
    again = PhrasebookPresenter(diary, ReportAudience.FAMILY)
    assert (again.reader, again.typing()) == (ReportAudience.SCHOOL, typing)
    again.keep_typing(PhraseTyping())
    assert again.typing() == PhraseTyping()
    book.keep_typing(typing)
    book.keep(typing)
    assert PhrasebookPresenter(diary).typing() == PhraseTyping()


def test_a_diary_only_looked_at_keeps_nothing_and_says_so(tmp_path):
    where = {"state_folder": tmp_path / "s"}
    made, _ = Diary.create(tmp_path / "d", "kettle harbour lantern", cost=LOWEST_COST, **where)
    fill(made)
    made.close()
    looked_at = Diary.open(tmp_path / "d", "kettle harbour lantern", read_only=True, **where)
    book = PhrasebookPresenter(looked_at)
    book.keep_typing(PhraseTyping("thumping", "played hard"))
    assert book.typing() == PhraseTyping()
    refused = book.keep(PhraseTyping("thumping", "played hard"))
    assert refused
    assert book.switch(book.lines("lazy")[0], on=False) == refused
    view = View()
    plans = PlanPresenter(looked_at, view, InlineRunner(), lambda: TODAY)
    plans.arrive(WREN)
    plans.save("pdf", tmp_path / "plan.pdf")
    assert view.said == [(refused, False)]
    assert not (tmp_path / "plan.pdf").exists()
    looked_at.close()
