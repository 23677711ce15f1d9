"""Many reports in one go: each its own file and entry in the log, and none that fails stops the rest."""

from __future__ import annotations

import re
import sys
import threading
from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest
from drafting_samples import END, START, week

from tutordiary import sample
from tutordiary.diary import Diary
from tutordiary.documents import guarded, writer
from tutordiary.documents.content import RenderedFile
from tutordiary.documents.guarded import GuardedPress
from tutordiary.drafting import batch, report_desk
from tutordiary.drafting.batch import Batch, Made, Order, Refused
from tutordiary.errors import NotMade, Stopped
from tutordiary.model import Disclosure, Membership, Pupil, Report, ReportAudience, ReportStatus
from tutordiary.vault.ciphers import LOWEST_COST

TODAY = date(2026, 11, 21)


class Press:
    """Stands for the press beside the app: fails or stops at the pupils it is told to."""

    def __init__(self, fails=(), stops=()):
        self.fails, self.stops, self.closed = fails, stops, False

    def write(self, document, fmt):
        if document.name in self.fails:
            raise NotMade("It was not ready in time. Nothing was written.")
        if document.name in self.stops:
            raise Stopped("Stopped.")
        return RenderedFile(f"%PDF {document.name}".encode(), 1, ("Look at this.",))

    def stop(self):
        pass

    def close(self):
        self.closed = True


def order(folder, **more):
    given = {"audience": ReportAudience.FAMILY, "label": "music report", "period": (START, END)}
    return Order(folder=folder, **given | more)


def all_of(pile):
    made = []
    while (one := pile.step()) is not None:
        made.append(one)
    pile.close()
    return made


MADE = RenderedFile(b"made beside the app", 1, ())
PILE = ("p-jai", "p-will", "p-priti")


@pytest.fixture
def pile(told, tmp_path):
    """Return what makes a pile of three family reports."""

    def begin(press=None, **more):
        pupils = [told.need(Pupil, one) for one in PILE]
        made = Batch(told, pupils, order(tmp_path / "out", **more), END, press or Press())
        made.make_folder()
        return made

    return begin


def test_each_is_written_noted_and_marked_as_given(told, pile, tmp_path):
    made = all_of(pile(given_to="the families"))
    assert all(isinstance(one, Made) for one in made)
    assert [one.pupil_id for one in made] == list(PILE)
    assert {one.file for one in made} == set((tmp_path / "out").iterdir())
    assert made[0].look_at == ("Look at this.",)
    assert [one.recipient for one in told.all(Disclosure)] == ["the families"] * len(made)
    assert {one.status for one in told.all(Report)} == {ReportStatus.GIVEN}


def test_file_names_hold_initials_and_nobodys_name(told, pile):
    told.save(replace(told.need(Pupil, "p-priti"), first_name="/etc", last_name=".."))
    names = [one.file.name for one in all_of(pile())]
    assert names == ["01 JL music report.pdf", "02 WH music report.pdf", "03 music report.pdf"]


def test_a_file_that_is_there_is_not_replaced_unless_asked(pile, tmp_path):
    first = all_of(pile())
    again = all_of(pile())
    assert {one.file for one in first} & {one.file for one in again} == set()
    assert again[0].file.name.endswith("(2).pdf")
    count = len(list((tmp_path / "out").iterdir()))
    all_of(pile(over_old=True))
    assert len(list((tmp_path / "out").iterdir())) == count


def test_one_that_fails_does_not_stop_the_rest(told, pile, tmp_path, monkeypatch):
    compose = report_desk.compose

    def broken(draft, *given, **more):
        if draft.file.pupil.id == "p-will":
            raise KeyError("a fault of ours")
        return compose(draft, *given, **more)

    monkeypatch.setattr(report_desk, "compose", broken)
    made = all_of(pile(Press(fails=("Jai",))))
    assert [type(one) for one in made[:2]] == [Refused, Refused]
    assert made[0].why.startswith("It was not ready in time")
    assert made[1].why == batch.OUR_FAULT
    assert isinstance(made[2], Made)
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["03 PS music report.pdf"]


def test_the_draft_being_written_goes_and_not_one_left_lying(told, pile):
    own = report_desk.begin(told, "p-jai", ReportAudience.FAMILY, START, START)
    old = report_desk.begin(told, "p-will", ReportAudience.FAMILY, date(2020, 1, 6), date(2020, 3, 27))
    all_of(pile(period=None))
    assert told.need(Report, own.id).status is ReportStatus.GIVEN
    assert told.need(Report, old.id).status is ReportStatus.DRAFT


def test_what_was_given_goes_again_in_the_tutors_own_words(told, pile):
    days = batch.usual_period(told, "p-jai", END)
    own = report_desk.begin(told, "p-jai", ReportAudience.FAMILY, *days)
    report_desk.set_text(told, own.id, "opening", "Jai made up a march.")
    all_of(pile(period=None))
    all_of(pile(period=None))
    given = told.find(Report, pupil_id="p-jai", audience=ReportAudience.FAMILY, status=ReportStatus.GIVEN)
    assert [report_desk.load(told, one.id).texts["opening"] for one in given] == ["Jai made up a march."] * 2


def test_another_pupils_name_refuses_that_one_and_says_so(told, pile):
    begun = report_desk.begin(told, "p-jai", ReportAudience.FAMILY, START, END)
    report_desk.set_text(told, begun.id, "opening", "They sat beside Pip all term.")
    made = all_of(pile())
    assert isinstance(made[0], Refused)
    assert made[0].by_name
    assert "Pip" in made[0].why
    assert isinstance(made[1], Made)


def test_stopping_leaves_what_was_made_and_nothing_half(told, pile, tmp_path):
    begun = pile(Press(stops=("Will",)))
    assert isinstance(begun.step(), Made)
    assert begun.step() is None
    assert begun.is_over
    assert begun.step() is None
    assert len(list((tmp_path / "out").iterdir())) == 1
    assert len(told.all(Disclosure)) == 1


def test_stop_from_another_thread_ends_a_page_that_never_comes(told, pile):
    hangs = (sys.executable, "-c", "import sys, time; sys.stdin.buffer.read(8); time.sleep(60)")
    begun = pile(GuardedPress(command=hangs))
    threading.Timer(0.3, begun.stop).start()
    assert begun.step() is None
    begun.close()
    assert told.all(Disclosure) == []


def test_a_pupil_erased_meanwhile_is_refused_by_a_sentence(told, pile):
    begun = pile()
    told.remove(told.need(Pupil, "p-jai"))
    assert begun.step().why == batch.GONE


def test_one_that_comes_after_the_stop_is_not_written(told, pile):
    class Late(Press):
        def write(self, document, fmt):
            begun.stop()
            return super().write(document, fmt)

    begun = pile(Late())
    assert begun.step() is None
    assert told.all(Disclosure) == []


def test_the_usual_days_end_today_and_the_last_day_in_a_group_is_in_it(told):
    assert batch.usual_period(told, "p-jai", week(3)) == (START, week(3))
    last = next(one for one in told.all(Membership) if one.left_on)
    days = (last.left_on, last.left_on + timedelta(days=1))
    here = [last.pupil_id in {one.id for one in batch.now_in(told, day, last.group_id)} for day in days]
    assert here == [True, False]


def test_who_is_in_a_group_today(told):
    member = told.all(Membership)[0]
    here = {one.id for one in batch.now_in(told, TODAY, member.group_id)}
    assert member.pupil_id in here
    assert here <= {one.id for one in batch.everybody(told)}
    assert here <= {one.id for one in batch.now_in(told, TODAY)}


def test_a_single_report_with_very_long_words_is_laid_out_beside_the_app(told, monkeypatch):
    asked = []
    monkeypatch.setattr(guarded, "write_once", lambda document, fmt: asked.append((document, fmt)) or MADE)
    begun = report_desk.begin(told, "p-jai", ReportAudience.FAMILY, START, END)
    short = report_desk.compose(report_desk.load(told, begun.id), END)
    assert not guarded.is_long(short)
    assert guarded.is_long(("again " * 900, ("and " * 900, "again " * 900)))
    long = replace(short, opening="again and " * 2000)
    assert report_desk.render(long, "docx") is MADE
    assert asked == [(long, "docx")]


# --- the sample, every pair of pupils ---------------------------------------------------------------------


class Plain:
    """Stands for the press beside the app: the same words in the same order as on the page, and quickly."""

    def write(self, document, fmt):
        return writer.write(document, "text")

    def close(self):
        pass


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    """Every report of the sample with all its words: the school's as real PDFs, the families' as text."""
    box = tmp_path_factory.mktemp("papers")
    diary, _ = Diary.create(
        box / "diary", "kettle harbour lantern seven", cost=LOWEST_COST, is_sample=True,
        state_folder=box / "state",
    )  # fmt: skip
    sample.fill(diary, sample.sample_records(TODAY))
    pupils = {one.id: one for one in batch.everybody(diary)}
    found = []
    for audience, press in ((ReportAudience.SCHOOL, None), (ReportAudience.FAMILY, Plain())):
        wanted = Order(audience=audience, folder=box, label=audience.value)
        for one in all_of(Batch(diary, tuple(pupils.values()), wanted, TODAY, press)):
            assert isinstance(one, Made), one
            found.append((pupils[one.pupil_id], audience, words_of(one.file)))
    diary.close()
    return list(pupils.values()), found


def words_of(path):
    if not path.read_bytes().startswith(b"%PDF"):
        return path.read_text(encoding="utf-8")
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def names_of(pupil):
    return {name for name in (pupil.first_name, pupil.last_name, *pupil.known_as) if name}


def stands_in(name, words):
    return re.search(rf"(?<!\w){re.escape(name).replace(chr(39), '.')}(?!\w)", words)


def test_no_other_pupils_name_is_in_any_report_of_the_sample(papers):
    pupils, found = papers
    assert len(found) == 2 * len(pupils) > 20
    wrong = [
        (owner.first_name, audience.value, name)
        for owner, audience, words in found
        for other in pupils
        if other.id != owner.id
        for name in names_of(other) - names_of(owner)
        if stands_in(name, words)
    ]
    assert wrong == []


def test_and_the_readers_of_that_test_do_see_names(papers):
    _, found = papers
    assert [owner.first_name for owner, _, words in found if not stands_in(owner.first_name, words)] == []
