"""A fault of ours on one page holds up no lock, and no word of it is told."""

from __future__ import annotations

from tests.ui.conftest import clock, settings, window  # noqa: F401 (the real window)
from tests.ui.window_checks import ALT, CTRL, SHIFT, Hands, settle
from tests.ui.window_steps import KEY, add_group, make_diary, step, unlock
from tutordiary.diary import erasure
from tutordiary.model import Pupil, ReportSection
from tutordiary.presenters.door import Step

NAME = "Zebedee Quillfeather"


def test_a_page_that_stumbles_does_not_keep_the_diary_open(window, capsys):  # noqa: F811
    hands = Hands()
    make_diary(window, hands)
    add_group(hands)

    def stumble() -> bool:
        raise ValueError(NAME)

    page = next(iter(window.desk._pages.values()))
    page.keep_everything = stumble
    hands.press(KEY.Key_L, CTRL | SHIFT)
    assert window.desk is None
    settle(lambda: step(window) is Step.UNLOCK)  # work under way is finished first
    told = capsys.readouterr().err
    assert "while words were kept: ValueError" in told
    assert "Zebedee" not in told


def test_a_pupil_erased_under_their_open_report_holds_up_no_lock(window):  # noqa: F811
    hands = Hands()
    make_diary(window, hands)
    add_group(hands)
    diary = window.desk.diary
    hands.press(KEY.Key_5, ALT)
    hands.tab_to("Summary")
    hands.prose("Half of a")
    for pupil in diary.all(Pupil):
        erasure.erase(diary, pupil.id)
    hands.press(KEY.Key_L, CTRL | SHIFT)
    assert window.desk is None
    unlock(window, hands)
    diary = window.desk.diary  # nor do the words come back with the page that held them
    held = [draft.text + " ".join(draft.steps) for draft in diary.drafts()]
    held += [part.text for part in diary.all(ReportSection)]
    assert not [text for text in held if "Half of a" in text]
