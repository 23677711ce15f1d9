"""The road for a case study: read word by word, who could recognise a child, who agreed, noted."""

from __future__ import annotations

import pytest

from tests.presenters import share_samples
from tests.presenters.case_samples import TODAY, WHO, clear, sample_diary
from tutordiary.drafting.case.desk import CaseDesk
from tutordiary.model import (
    CaseStatus,
    CaseStudy,
    CaseStudySection,
    CaseSubject,
    Disclosure,
    GivenBy,
    Permission,
    PermissionKind,
    Pupil,
)
from tutordiary.presenters.case_cowriting import CoWriting
from tutordiary.presenters.share_case import CasePresenter
from tutordiary.presenters.share_case_state import NONE_YET, NOTHING_CHOSEN, Reader
from tutordiary.presenters.share_state import RowState, Step
from tutordiary.presenters.work import InlineRunner


class View(share_samples.View):
    """Records what the road shows."""

    def show_case_choice(self, state):
        self.choice = state

    def show_case_give(self, state):
        self.give = state


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    with sample_diary(tmp_path_factory.mktemp("road")) as made:
        yield made


@pytest.fixture
def diary(sample):
    yield sample
    clear(sample)


@pytest.fixture
def view():
    return View()


@pytest.fixture
def desk(diary):
    pupil = next(one for one in diary.all(Pupil) if one.first_name == WHO)
    return CaseDesk.new(diary, CaseSubject.PUPIL, pupil.id)


@pytest.fixture
def road(diary, desk, view):
    made = CasePresenter(diary, view, InlineRunner(), lambda: TODAY)
    made.arrive()
    return made


def read_all(road, view):
    """Keep words that equal a name, leave out what cannot be kept, and say of the rest that it was read."""
    for _ in range(200):
        row = next((one for one in view.review.rows if one.id == view.review.current), None)
        if row is None or row.state not in (RowState.TO_DECIDE, RowState.TO_READ):
            waiting = [r.id for r in view.review.rows if r.state in (RowState.TO_DECIDE, RowState.TO_READ)]
            if not waiting:
                return
            road.select(waiting[0])
        elif row.state is RowState.TO_DECIDE:
            road.leave_out()
        else:
            road.read()
    raise AssertionError("the review has no end")


def answer_no(road):
    for key in ("stranger", "colleague", "school"):
        road.answer(key, yes=False)


def plain_permissions(diary):
    return [one for one in diary.all(Permission) if one.kind is PermissionKind.ANONYMOUS_USE]


def ready(road, view):
    road.go_on()
    read_all(road, view)
    road.open_step(Step.GIVE)
    answer_no(road)


def test_without_a_case_study_the_road_says_where_one_begins(diary, view):
    road = CasePresenter(diary, view, InlineRunner(), lambda: TODAY)
    road.arrive()
    assert view.choice.trouble == NONE_YET
    road.go_on()
    assert view.step is Step.CHOOSE
    assert view.said[0] == NOTHING_CHOSEN


def test_every_piece_is_among_the_passages_also_after_a_lock(diary, view, road):
    road.go_on()
    assert view.step is Step.REVIEW
    items = road._desk.items
    assert {one.id for one in diary.all(CaseStudySection)} <= {item.id for item in items}
    told = [row.title for row in view.review.rows] + [view.run.text if view.run else view.passage.title]
    assert "How it began" in " ".join(told)
    road.choose_format("docx")
    assert road.put_away()  # as before a lock
    again = View()
    later = CasePresenter(diary, again, InlineRunner(), lambda: TODAY)
    later.come_back()
    assert again.step is Step.REVIEW
    assert later.kind == "docx"


def test_once_all_is_read_and_the_questions_are_answered_it_is_written(diary, view, road, tmp_path):
    road.go_on()
    road.open_step(Step.GIVE)
    assert view.give.give.needs_review
    assert view.give.give.leaves == ()
    road.give(tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()
    read_all(road, view)
    road.open_step(Step.GIVE)
    assert "three questions are open" in view.give.give.blocked
    road.answer("stranger", yes=True)
    assert "stranger could find out" in view.give.give.intruder.then
    answer_no(road)
    assert view.give.give.blocked == ""
    before = len(diary.all(Disclosure))
    road.choose_format("md")
    target = tmp_path / f"{road.suggested_name()}.{road.kind}"
    road.give(target)
    assert view.said[1] == "ok", view.said
    assert "not locked" in view.said[0]
    assert WHO.encode() not in target.read_bytes()
    assert len(diary.all(Disclosure)) == before + 1
    assert target.name in view.give.give.earlier[0]
    (study,) = diary.all(CaseStudy)
    assert study.status is CaseStatus.SHARED  # everybody asked has agreed in the sample


def test_without_a_permission_it_says_that_it_is_a_draft(diary, view, road, tmp_path):
    ready(road, view)
    assert not view.give.is_draft
    assert all(": yes" in line for line in view.give.consents)
    school = next(
        one
        for one in plain_permissions(diary)
        if one.pupil_id == road._made[1].woven.study.pupil_id and one.given_by == "school"
    )
    diary.remove(school)
    try:
        road.open_step(Step.GIVE)
        answer_no(road)
        assert "School: not yet" in view.give.consents
        assert view.give.is_draft
        road.choose_format("md")
        road.give(tmp_path / "draft.md")
        assert "draft" in view.said[0]
        assert diary.all(CaseStudy)[0].status is CaseStatus.PRIVATE
    finally:
        diary.add(school)


def test_when_the_school_could_recognise_a_child_somebody_there_reads_it_first(diary, view, road):
    ready(road, view)
    road.answer("school", yes=True)
    assert view.give.asks_reader
    assert "agreement that the child may be recognised" in view.give.give.blocked
    kind = PermissionKind.IDENTIFIABLE_CASE_STUDY
    (said_no,) = [one for one in diary.all(Permission) if one.kind is kind and one.withdrawn_on]
    agreed = [
        Permission(
            id=f"known-{one.id}", pupil_id=one.id, kind=kind, given_by=GivenBy.PARENT_CARER, given_on=TODAY
        )
        for one in diary.all(Pupil)
    ]
    diary.add(*agreed)
    diary.remove(said_no)
    try:
        road.open_step(Step.GIVE)
        assert "who at the school, such as" in view.give.give.blocked
        road.say_read_by("  the   SENCO ")
        assert view.give.read_by == "the SENCO"
        assert view.give.give.blocked == ""
        assert any("may be recognised" in line for line in view.give.consents)
    finally:
        diary.remove(*agreed)
        diary.add(said_no)


def test_a_change_of_the_story_opens_the_review_again(diary, view, road, desk):
    ready(road, view)
    piece = next(one for one in desk.pieces() if one.part == "tried")
    desk.reword(piece.id, "Something that was never read before.")
    road.open_step(Step.GIVE)
    assert view.give.give.needs_review
    assert piece.id in {item.id for item in road._desk.items if not item.is_read}


def test_a_co_writers_file_comes_back_piece_by_piece(diary, view, road, desk, tmp_path):
    ready(road, view)
    road.choose_reader(Reader.CO_WRITER)
    assert (road.kind, view.give.fmt) == ("md", "md")
    target = tmp_path / "together.md"
    road.give(target)
    assert view.said[1] == "ok", view.said
    assert diary.find(Disclosure, order=("-released_at", "-id"))[0].recipient_class == "co_writer"
    text = target.read_text()
    assert WHO not in text
    piece = next(one for one in desk.pieces() if one.part == "learned" and one.text in text)
    new = "<!-- part hard_patch: your own words for this part go below -->"
    back = text.replace(piece.text, "We both saw it.").replace(new, f"{new}\n\nIt rained for a month.")
    target.write_text(back)
    together = CoWriting(diary, desk)
    together.read(target)
    kinds = {offer.title: offer for offer in together.offers()}
    assert {"New in A hard patch", "Reworded in What I learned"} <= set(kinds)
    before = len(desk.pieces())
    assert together.take(kinds["Reworded in What I learned"].number) == piece.id
    assert desk.piece(piece.id).text == "We both saw it."
    added = together.take(kinds["New in A hard patch"].number)
    assert desk.piece(added).is_own
    assert len(desk.pieces()) == before + 1
    for offer in together.offers():
        together.leave(offer.number)
    assert together.offers() == ()
