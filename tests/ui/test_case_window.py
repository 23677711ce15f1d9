"""The studio of the case studies in a window: by keys, by dragging, after a lock, at both text sizes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.presenters.case_samples import TODAY, WHO, clear, sample_diary
from tests.ui.window_checks import ALT, CTRL, Hands, cut_words, nameless, once_still, outside, small_targets
from tutordiary.model import CaseStudy, CaseStudySection
from tutordiary.presenters.case_cowriting import Offer
from tutordiary.presenters.case_studio import CaseStudio
from tutordiary.presenters.history import compare
from tutordiary.presenters.share_case import CasePresenter
from tutordiary.presenters.share_state import RowState
from ui import file_choice, theme
from ui.case.cards import CardRow, HeadRow
from ui.case.lists import MIME
from ui.case.offers import OffersSheet
from ui.case.page import CaseStudioPage
from ui.case.sheets import NewCaseSheet
from ui.share.case_road import CaseRoad

RAIL_EM = {12: 9.4, 24: 3.9}
HEIGHT = 600  # of 768, less the rail's strip, the switch above and the window's own frame


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    with sample_diary(tmp_path_factory.mktemp("studio")) as made:
        yield made


@pytest.fixture
def diary(sample):
    yield sample
    clear(sample)


@pytest.fixture
def open_page(qtbot, qapp, diary):
    """Open the page as the desk does, beside a rail of the width it has at that size."""
    made = []

    def opened(text_pt=12, scheme="light"):
        theme.apply_theme(qapp, scheme, text_pt)
        page = CaseStudioPage()
        page.presenter = CaseStudio(diary, page, page.jobs, lambda: TODAY)
        page.resize(1366 - theme.em(RAIL_EM[text_pt]), HEIGHT)
        page.show()
        page.activateWindow()
        assert QTest.qWaitForWindowActive(page)
        page.arrive()
        made.append(page)
        return page

    yield opened
    for page in made:
        page.keep_everything()
        page.jobs.finish()
        page.close()
        page.deleteLater()
    theme.apply_theme(qapp, "light", 12)


@pytest.fixture
def page(open_page):
    """The page with a first draft about a pupil of twenty weeks."""
    made = open_page()
    begin(made)
    return made


def begin(page):
    page.presenter.begin(next(line for line in page.presenter.who() if WHO in line.words))
    page._focus_in()
    QApplication.processEvents()


def stand_on(page, part, card=""):
    """Walk down the story by the arrow key until a heading, or its first card, is in hand."""
    hands = Hands()
    page.story.go_to(1)
    hands.press(Qt.Key.Key_Home)
    for _ in range(80):
        row = page.story.list.current
        if row.part == part and isinstance(row, CardRow if card else HeadRow):
            return row
        hands.press(Qt.Key.Key_Down)
    raise AssertionError(f"the arrow never came to {part}")


def cards_of(page, part):
    return [row.id for row in page.story.list.rows if isinstance(row, CardRow) and row.part == part]


def test_by_keys_from_nothing_to_the_page(open_page, diary):
    page, hands = open_page(), Hands()
    assert QApplication.focusWidget() is page.first
    hands.press(Qt.Key.Key_Return)
    hands.prose("zzz")  # the find field takes what is typed, from the start
    hands.press(Qt.Key.Key_Return)
    assert not diary.all(CaseStudy)
    for _ in "zzz":
        hands.press(Qt.Key.Key_Backspace)
    hands.press(Qt.Key.Key_Down)
    assert page.findChild(NewCaseSheet).list.currentRow() == 1
    hands.prose(WHO)
    hands.press(Qt.Key.Key_Return)
    assert [one.id for one in diary.all(CaseStudy)] == [page.presenter._desk.id]
    assert QApplication.focusWidget() is page.story.list

    stand_on(page, "tried")
    first = cards_of(page, "tried")[0]
    hands.press(Qt.Key.Key_Left)
    assert QApplication.focusWidget() is page.story.tray
    entry = page.story.tray.current
    hands.press(Qt.Key.Key_Return)
    new = cards_of(page, "tried")[0]
    assert new != first
    assert page.story.hand.source.toPlainText() == entry.words
    assert QApplication.focusWidget() is page.story.tray  # the next one can follow at once
    hands.press(Qt.Key.Key_Right)

    hands.press(Qt.Key.Key_Down, ALT)
    assert cards_of(page, "tried")[:2] == [first, new]
    hands.press(Qt.Key.Key_Right, ALT)
    assert cards_of(page, "first_signs")[-1] == new
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.press(Qt.Key.Key_Z, CTRL)
    assert cards_of(page, "tried")[:2] == [new, first]

    hands.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.story.hand.field
    hands.press(Qt.Key.Key_A, CTRL)
    hands.prose("Said my way.")
    hands.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.story.list
    assert diary.need(CaseStudySection, new).text == "Said my way."
    assert page.story.list.current.mark == "reworded"
    hands.press(Qt.Key.Key_Delete)
    assert new not in cards_of(page, "tried")

    hands.press(Qt.Key.Key_3, CTRL)
    page.jobs.settle()
    page._draw_pages()
    page.jobs.settle()
    assert page.preview.page_count >= 1
    assert "names changed" in page.why.words


def test_a_card_is_dragged_between_parts_and_from_the_tray_by_its_id_alone(page):
    dragged = page.story.tray.mimeData([page.story.tray.item(0)])
    assert dragged.formats() == [MIME]
    assert page.story.tray.rows[0].words.encode() not in bytes(dragged.data(MIME).data())
    moved = cards_of(page, "tried")[0]
    target = cards_of(page, "learned")[0]
    at = [row.id for row in page.story.list.rows].index(target)
    page.story.list.scrollToItem(page.story.list.item(at))
    box = page.story.list.visualItemRect(page.story.list.item(at))
    for card, home in ((moved, "story"), (page.story.tray.rows[0].id, "tray")):
        data = QMimeData()
        data.setData(MIME, f"{home} {card}".encode())
        event = QDropEvent(
            QPointF(box.center().x(), box.top() + 3),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        page.story.list.dropEvent(event)
        at = [row.id for row in page.story.list.rows].index(target)
        box = page.story.list.visualItemRect(page.story.list.item(at))
    there = cards_of(page, "learned")
    assert there[0] == moved
    assert there.index(target) == 2  # the one of the tray stands before it as well
    assert moved not in cards_of(page, "tried")


def test_after_a_lock_the_caret_is_where_it_was_and_undo_goes_on(open_page, page, diary):
    row, hands = stand_on(page, "learned", "first"), Hands()
    hands.press(Qt.Key.Key_Return)
    hands.prose(" One")
    page.story.hand.save.keep_now()
    hands.prose(" and two")
    assert page.keep_everything()
    page.hide()
    again = open_page()
    again.come_back()
    field = again.story.hand.field
    assert QApplication.focusWidget() is field
    assert field.toPlainText() == f"{row.words} One and two"
    assert again.story.hand.save.caret == len(field.toPlainText())
    field.undo()
    assert field.toPlainText() == f"{row.words} One"


def test_short_forms_and_title_are_kept_as_they_are_typed(page, diary):
    hands = Hands()
    page.head.title.setFocus()
    hands.prose("Wood pigeon")
    hands.press(Qt.Key.Key_2, CTRL)
    assert QApplication.focusWidget() is page.short.two
    hands.prose("At first she listened. Later she led.")
    page.flush()
    (study,) = diary.all(CaseStudy)
    assert (study.title, study.two_sentences) == ("Wood pigeon", "At first she listened. Later she led.")


def test_everything_can_be_reached_read_and_hit_at_both_text_sizes(page, qapp):
    for text_pt, scheme in ((12, "light"), (24, "dark")):
        theme.apply_theme(qapp, scheme, text_pt)
        page.resize(1366 - theme.em(RAIL_EM[text_pt]), HEIGHT)
        QApplication.processEvents()
        assert page.minimumSizeHint().height() <= HEIGHT
        assert page.minimumSizeHint().width() <= page.width()
        for at, view in ((2, 1), (1, 1), (0, 0), (0, 1), (0, 2)):
            page.tabs.setCurrentIndex(at)
            page.story.switch.setCurrentIndex(view)
            page.jobs.settle()
            QApplication.processEvents()
            assert nameless(page) == []
            assert once_still(lambda: small_targets(page)) == []
            assert once_still(lambda: outside(page)) == []
            assert once_still(lambda: cut_words(page)) == []
    spoken = [row.spoken for row in page.story.list.rows]
    assert spoken[0].startswith("Part 1 of 8: How it began")


def test_what_a_co_writer_wrote_is_taken_by_one_key_and_left_by_another(page):
    told, new = compare("I wait.", "We waited."), compare("", "It rained.")
    offers = [
        Offer(0, "Reworded in What I learned", "We waited.", is_new=False, pieces=told),
        Offer(1, "New in A hard patch", "It rained.", is_new=True, pieces=new),
    ]
    done = []

    def decide(how):
        return lambda number: done.append((how, number)) or [one for one in offers if one.number > number]

    sheet, hands = OffersSheet(page, offers, decide("taken"), decide("left")), Hands()
    assert "They wrote: We waited." in sheet.text.accessibleName()
    hands.press(Qt.Key.Key_Return, CTRL)
    assert sheet.text.toPlainText() == "It rained."
    hands.tab_to("Leave mine", back=True)
    hands.press(Qt.Key.Key_Space)
    assert done == [("taken", 0), ("left", 1)]
    assert not sheet.isVisible()


def test_the_road_out_is_walked_by_keys_alone(page, diary, monkeypatch, tmp_path, qtbot):
    road = CaseRoad()
    road.join(CasePresenter(diary, road, road.jobs, lambda: TODAY))
    road.resize(page.size())
    road.show()
    road.activateWindow()
    assert QTest.qWaitForWindowActive(road)
    road.arrive()
    hands = Hands()
    assert QApplication.focusWidget() is road.choose.cases
    road.presenter.choose_format("md")
    monkeypatch.setattr(file_choice, "save_place", lambda *_asked: tmp_path / "story")
    hands.press(Qt.Key.Key_Return, CTRL)
    road.jobs.settle()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is road.review.list)
    for _ in range(60):
        if road.presenter._needs_eyes() == "":
            break
        passage = road.presenter._desk.passage()
        hands.press(Qt.Key.Key_X if passage and passage.state is RowState.TO_DECIDE else Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return, CTRL)
    for _ in range(3):
        hands.press(Qt.Key.Key_N)
    hands.press(Qt.Key.Key_Return, CTRL)
    road.jobs.settle()
    assert WHO not in (tmp_path / "story.md").read_text()
    assert "Written: story.md" in road._notice.words
    road.jobs.finish()
    road.close()
    road.deleteLater()
