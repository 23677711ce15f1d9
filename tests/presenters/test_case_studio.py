"""The studio of the case studies without a window: laid out, moved, reworded, taken back, found again."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.presenters.case_samples import TODAY, WHO, clear, sample_diary
from tutordiary.documents.writer import write
from tutordiary.drafting.case.desk import CaseDesk
from tutordiary.model import Audience, CaseStudy, CaseStudySection, CaseSubject, Observation
from tutordiary.presenters.case_studio import CaseStudio
from tutordiary.presenters.case_studio_state import Sheet
from tutordiary.presenters.case_studio_who import holds
from tutordiary.presenters.work import InlineRunner


class View:
    """Remembers what it was last told."""

    def __init__(self):
        self.cases, self.current = (), ""
        self.story = self.hand = self.short = self.page = self.sheet = None
        self.said = ("", "info")

    def show_cases(self, cases, current):
        self.cases, self.current = cases, current

    def show_story(self, state):
        self.story = state

    def show_in_hand(self, state):
        self.hand = state

    def show_short(self, state):
        self.short = state

    def show_page(self, rendered, why):
        self.page = (rendered, why)

    def show_sheet(self, sheet):
        self.sheet = sheet

    def say(self, sentence, mood):
        self.said = (sentence, mood)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    with sample_diary(tmp_path_factory.mktemp("cases")) as made:
        yield made


@pytest.fixture
def diary(sample):
    yield sample
    clear(sample)


@pytest.fixture
def view():
    return View()


@pytest.fixture
def studio(diary, view):
    """The studio with the first draft about a pupil of twenty weeks."""
    made = CaseStudio(diary, view, InlineRunner(), lambda: TODAY)
    made.begin(next(line for line in made.who() if WHO in line.words))
    return made


def lane(view, key):
    return next(one for one in view.story.lanes if one.key == key)


def ids(view, key):
    return [card.id for card in lane(view, key).cards]


def order(view):
    return [(one.key, card.id) for one in view.story.lanes for card in one.cards]


def test_with_no_case_study_the_page_asks_for_one(diary, view):
    CaseStudio(diary, view, InlineRunner(), lambda: TODAY).arrive()
    assert view.cases == ()
    assert view.story is None


def test_current_groups_and_all_three_kinds_are_offered(diary, view, studio):
    kinds = [line.kind for line in studio.who()]
    assert kinds == sorted(kinds, key=[CaseSubject.PUPIL, CaseSubject.GROUP, CaseSubject.SESSIONS].index)
    assert set(kinds) == set(CaseSubject)


def test_the_first_draft_is_made_of_dated_words_of_the_diary(diary, view, studio):
    keys = [one.key for one in view.story.lanes]
    assert keys[0] == "start"
    assert keys[-1] == "next_step"
    texts = {one.text for one in diary.all(Observation)}
    signs = [card for card in lane(view, "first_signs").cards if ". Sign" in card.about]
    assert signs
    assert all(card.words in texts for card in signs)
    assert all(re.match(r"Week \d+\. ", card.about) for card in signs)
    assert view.story.words.endswith("500 to 900 are usual")


def test_an_entry_goes_into_the_part_in_hand_below_the_piece_in_hand_and_out_again(view, studio):
    first = ids(view, "tried")[0]
    studio.select("tried", first)
    entry = view.story.tray[0]
    assert entry.fits
    studio.put(entry.id)
    assert ids(view, "tried")[1] == view.story.piece == view.hand.piece_id
    assert view.hand.source == entry.words
    assert entry.id not in {card.id for card in view.story.tray}
    studio.take_out()
    assert entry.id in {card.id for card in view.story.tray}
    assert view.story.piece in ids(view, "tried")


def test_a_drop_puts_a_piece_before_another(view, studio):
    there = ids(view, "tried")
    studio.move_to(there[0], "tried", there[2])
    assert ids(view, "tried")[:3] == [there[1], there[0], there[2]]
    studio.move_to(there[0], "learned")
    assert ids(view, "learned")[-1] == there[0]
    studio.put(view.story.tray[0].id, "start", ids(view, "start")[0])
    assert view.story.piece == ids(view, "start")[0]


def test_moving_past_the_edge_leads_to_the_next_part(view, studio):
    last = ids(view, "start")[-1]
    studio.select("start", last)
    studio.move(1)
    assert ids(view, "tried")[0] == last
    assert view.story.part == "tried"
    studio.change_part(-1)
    assert ids(view, "start")[-1] == last


def test_undo_takes_moves_back_and_leaves_words_typed_since(view, studio):
    before = order(view)
    piece = ids(view, "tried")[0]
    studio.select("tried", piece)
    studio.move(1)
    studio.change_part(1)
    studio.reword(piece, "Said in other words.")
    studio.undo()
    studio.undo()
    assert order(view) == before
    assert lane(view, "tried").cards[0].words == "Said in other words."
    studio.undo()
    assert "nothing to undo" in view.said[0]


def test_taking_the_diarys_words_again_can_itself_be_undone(view, studio):
    piece = ids(view, "tried")[0]
    studio.select("tried", piece)
    source = view.hand.source
    studio.reword(piece, f"{source} And more.")
    assert view.hand.can_take_back
    assert lane(view, "tried").cards[0].is_reworded
    assert "".join(one.text for one in view.hand.pieces if one.change == "gone").strip() == "And more."
    studio.take_back()
    assert view.hand.words == source
    studio.undo()
    assert view.hand.words == f"{source} And more."


def test_an_earlier_text_stands_again_and_the_one_of_now_is_kept(view, studio):
    piece = ids(view, "tried")[0]
    studio.select("tried", piece)
    first = view.hand.words
    studio.reword(piece, "Quite other words, of my own.")
    studio.use_again(piece, first)
    assert view.hand.words == first
    assert "Quite other words, of my own." in {line.text for line in studio.earlier(piece).lines()}
    assert studio.earlier("nobody") is None


def test_own_words_have_no_source_and_an_empty_part_asks(view, studio):
    for piece in ids(view, "hard_patch"):
        studio.select("hard_patch", piece)
        studio.take_out()
    assert "did not work" in lane(view, "hard_patch").prompt
    studio.select("hard_patch", "")
    studio.write_own()
    studio.reword(view.story.piece, "For three weeks nothing I planned was of any use.")
    assert view.hand.is_own
    assert view.hand.source == ""
    assert "did not work" not in lane(view, "hard_patch").prompt


def test_own_words_rest_on_entries_the_page_then_counts(view, studio):
    studio.select("learned", "")
    studio.write_own()
    studio.reword(view.story.piece, "I listen before I play.")
    lines = studio.rests()
    assert lines
    assert not any(line.is_on for line in lines)
    studio.rest_on((lines[0].id, lines[1].id))
    told = [one.rstrip("…") for one in view.hand.rests]
    assert len(told) == 2
    assert all(line.words.startswith(one) for line, one in zip(lines, told, strict=False))
    document = studio._desk.preview(TODAY).document
    (learned,) = [part for part in document.sections if part.heading == "What I learned"]
    assert re.search(r"I listen before I play\. \[\d+\] \[\d+\]", learned.text)
    studio.undo()
    assert view.hand.rests == ()


def test_laid_out_anew_it_can_be_gone_back_from(view, studio):
    before = order(view)
    studio.select("tried", ids(view, "tried")[0])
    studio.take_out()
    studio.lay_out_again()
    assert len(order(view)) == len(before)
    assert len(studio.versions()) == 1
    studio.undo()
    assert len(order(view)) == len(before) - 1


def test_the_tray_is_searched_and_narrowed(view, studio):
    studio.select("tried", "")
    every = len(view.story.tray)
    studio.only_fitting(on=True)
    assert 0 < len(view.story.tray) < every
    assert all(card.fits for card in view.story.tray)
    studio.only_fitting(on=False)
    word = view.story.tray[0].words.split()[-1].strip(".,!?”’")
    studio.find(word.upper())
    assert view.story.tray
    assert all(word.casefold() in f"{card.what} {card.words}".casefold() for card in view.story.tray)


def test_a_name_is_found_without_its_accents():
    assert holds("Leïla Haddad, Kestrel Rise after lunch", "leil KES")
    assert holds("Amber Nguyễn", "nguyen")
    assert not holds("Leïla Haddad", "leil omar")


def test_after_a_lock_the_same_piece_is_in_hand_with_its_caret_and_steps(diary, view, studio):
    piece = ids(view, "learned")[0]
    studio.select("learned", piece)
    studio.reword(piece, "Half a sen")
    studio.hold(piece, 4, ("Half", "Half a"))
    studio.put_away()
    again = View()
    later = CaseStudio(diary, again, InlineRunner(), lambda: TODAY)
    later.arrive()
    assert (again.story.part, again.story.piece) == ("learned", piece)
    assert again.hand.words == "Half a sen"
    assert later.caret() == (piece, 4)
    assert later.steps(piece) == ("Half", "Half a")
    later.let_go()
    assert later.caret()[0] == ""
    assert later.steps(piece) == ()


def test_the_short_forms_are_kept_and_offered(diary, view, studio):
    assert view.short.can_offer
    studio.offer_short()
    assert view.short.two_sentences.count(".") >= 2
    assert not view.short.can_offer
    studio.choose_quote(view.short.quotes[0].words)
    studio.reword_title("A bird on the sill")
    (study,) = diary.all(CaseStudy)
    assert study.pull_quote == view.short.quotes[0].words == view.short.quote
    assert view.cases[0].words == f"A bird on the sill (about {WHO})"


def test_a_name_of_the_diary_is_not_taken_for_the_story(view, studio):
    called = view.short.called
    assert called != WHO
    assert "name" in studio.rename(WHO)
    assert view.short.called == called
    assert studio.rename("") == ""


def test_a_version_is_compared_and_gone_back_to_and_that_undone(view, studio):
    before = order(view)
    (row,) = studio.keep_version("before half term")
    assert row.note == "before half term"
    piece = ids(view, "tried")[0]
    studio.select("tried", piece)
    studio.take_out()
    changed = order(view)
    (change,) = studio.changes(row.id)
    assert change.title.startswith("What I tried")
    assert [one.change for one in change.pieces] == ["back"]
    studio.go_back(row.id)
    assert order(view) == before
    assert len(studio.versions()) == 2
    studio.undo()
    assert order(view) == changed


def test_the_page_shows_the_changed_name_and_says_what_waits(view, studio):
    studio.open_sheet(Sheet.PAGE)
    rendered, why = view.page
    assert rendered.data.startswith(b"%PDF")
    assert "names changed" in why
    assert view.sheet is Sheet.PAGE
    words = write(studio._desk.preview(TODAY).document, "md").data.decode()
    assert WHO not in words
    assert view.short.called in words


def test_removed_it_is_in_the_bin_and_the_next_is_in_hand(diary, view, studio):
    first = view.current
    studio.begin(studio.who()[-1])
    assert view.current != first
    studio.remove()
    assert view.current == first
    assert [one.id for one in diary.all(CaseStudy)] == [first]


def test_an_entry_used_twice_is_refused_with_a_sentence(diary, view, studio):
    used = diary.find(CaseStudySection, section="tried")[0].source_id
    before = order(view)
    studio.put(used)
    assert "already" in view.said[0]
    assert order(view) == before


def test_what_was_written_meanwhile_is_in_the_tray_on_arrival(diary, view, studio):
    held = next(one for one in diary.all(Observation) if one.pupil_id == studio._desk.study.pupil_id)
    sign = replace(held, id="o-late", text="Hummed on the stairs.", audiences=frozenset({Audience.MANAGER}))
    diary.add(sign)
    assert sign.text not in {card.words for card in view.story.tray}
    studio.arrive()
    assert sign.text in {card.words for card in view.story.tray}
    diary.remove(sign)
    studio.arrive()
    assert sign.text not in {card.words for card in view.story.tray}


def test_what_a_co_writer_sent_back_is_taken_or_left(diary, view, studio, tmp_path):
    stray = tmp_path / "notes.md"
    stray.write_text("# Something else\n")
    assert studio.bring_in(stray) == ()
    assert "notes.md" in view.said[0]
    assert studio.bring_in(tmp_path / "nowhere.md") == ()
    assert "cannot be read" in view.said[0]


def test_words_typed_too_late_for_a_piece_that_is_gone_are_no_fault(view, studio):
    piece = ids(view, "tried")[0]
    studio.select("tried", piece)
    studio.take_out()
    studio.reword(piece, "too late")
    assert "too late" not in {card.words for one in view.story.lanes for card in one.cards}


def test_a_story_that_went_into_the_bin_elsewhere_gives_way(diary, view, studio):
    assert isinstance(studio._desk, CaseDesk)
    diary.remove(diary.need(CaseStudy, view.current))
    studio.arrive()
    assert view.cases == ()
