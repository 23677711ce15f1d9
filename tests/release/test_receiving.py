"""Bundles that come: opened one after the other, put together, and forgotten."""

from __future__ import annotations

import pytest
from test_collate import made

from tutordiary.diary import Diary
from tutordiary.model import BundleMode
from tutordiary.presenters import receiving as receiving_page
from tutordiary.presenters.receiving import Receiving
from tutordiary.presenters.work import InlineRunner
from tutordiary.release import age_format, sealing
from tutordiary.release.receiving import make_own_key, own_key
from tutordiary.vault.ciphers import LOWEST_COST

WORDS = "seven grey lanterns humming"
KEY = sealing.make_key()


class View:
    def __init__(self):
        self.state = None
        self.said = []
        self.busy = []

    def show_receiving(self, state):
        self.state = state
        self.busy.append(state.busy)

    def say(self, sentence, mood):
        self.said.append((mood, sentence))


@pytest.fixture(scope="module")
def diary(tmp_path_factory):
    folder = tmp_path_factory.mktemp("receive")
    diary, _ = Diary.create(
        folder / "diary", "tambourine under stairs", state_folder=folder / "state", cost=LOWEST_COST
    )
    yield diary
    diary.close()


@pytest.fixture
def page(diary, tmp_path):
    view = View()
    presenter = Receiving(diary, view, InlineRunner())
    presenter.show()
    presenter.make_key()
    counts = made(1, BundleMode.COUNTS)
    own = own_key(diary).public
    for name, data in {
        "a.tdbundle.age": sealing.seal_for_keys(counts, [own]),
        "b.tdbundle": made(2, BundleMode.PSEUDONYMISED),
        "c.tdbundle.age": sealing.seal_for_keys(counts, [KEY.public]),
        "d.tdbundle.age": age_format.seal(made(3, BundleMode.COUNTS), WORDS.encode(), 6),
        "e.tdbundle": counts[:-9],
    }.items():
        (tmp_path / name).write_bytes(data)
    return presenter, view, tmp_path


def test_bundles_are_opened_one_after_the_other_and_put_together(page):
    presenter, view, folder = page
    presenter.open_bundles(sorted(folder.iterdir()))
    assert [line.is_whole for line in view.state.lines] == [True, True, False, False, False]
    assert "Opening 3 of 5…" in view.busy
    assert "came sealed" in view.state.lines[0].about
    assert "for another key" in view.state.lines[2].about
    assert view.state.wants_passphrase
    assert view.state.summary == "2 of 5 files opened, from 2 tutors."
    presenter.try_passphrase("not the right words")
    assert view.state.wants_passphrase
    presenter.try_passphrase(WORDS)
    assert not view.state.wants_passphrase
    assert view.state.summary == "3 of 5 files opened, from 3 tutors."
    presenter.take_out(4)
    presenter.open_bundles(sorted(folder.iterdir())[:1])
    assert len(view.state.lines) == 4
    presenter.collate(folder / "all")
    assert view.said[-1][0] == "ok"
    assert len(list((folder / "all").iterdir())) == 5
    presenter.forget()
    presenter.show()
    assert (view.state.lines, view.state.can_collate) == ((), False)


def test_only_so_many_fit(page, monkeypatch):
    presenter, view, folder = page
    monkeypatch.setattr(receiving_page, "MOST_BUNDLES", 2)
    presenter.open_bundles(sorted(folder.iterdir()))
    assert len(view.state.lines) == 2
    assert "left out" in view.said[-1][1]


def test_an_answer_that_comes_late_changes_nothing(page):
    presenter, view, folder = page
    waiting = []

    class Later:
        def run(self, work, done, failed):
            waiting.append(lambda: done(work()))

    presenter._runner = Later()
    presenter.open_bundles([folder / "b.tdbundle"])
    presenter.forget()
    waiting[0]()
    presenter.show()
    assert view.state.lines == ()


def test_the_key_is_saved_and_renewed(page, diary):
    presenter, view, folder = page
    presenter.save_key(folder / "key.txt")
    assert sealing.read_public_key((folder / "key.txt").read_text()) == own_key(diary).public
    before = presenter.key_text
    presenter.renew_key()
    assert presenter.key_text != before
    assert make_own_key(diary).public.text == view.state.key == presenter.key_text
    presenter.save_key(folder / "no such folder" / "key.txt")
    assert view.said[-1][0] == "danger"
