"""How a bundle travels: what the card of the Give step knows, without a window."""

from __future__ import annotations

import pytest

from tutordiary.diary import Diary
from tutordiary.model import Programme
from tutordiary.presenters.share_seal import NO_KEY, UNDECIDED, SealPresenter, Way
from tutordiary.presenters.work import InlineRunner
from tutordiary.release import sealing
from tutordiary.vault.ciphers import LOWEST_COST

WORDS = "seven grey lanterns humming"
KEY = sealing.make_key()


class View:
    def __init__(self):
        self.state = None

    def show_seal(self, state):
        self.state = state


@pytest.fixture(scope="module")
def diary(tmp_path_factory):
    folder = tmp_path_factory.mktemp("seal")
    diary, _ = Diary.create(
        folder / "diary", "tambourine under stairs", state_folder=folder / "state", cost=LOWEST_COST
    )
    diary.add(Programme(id="one", name="Autumn", manager_name="Dorothea"), Programme(id="two", name="Spring"))
    yield diary
    diary.close()


@pytest.fixture
def card(diary):
    view, changes = View(), []
    presenter = SealPresenter(diary, view, InlineRunner(), lambda: changes.append(1))
    presenter.arrive("one")
    presenter.forget_key()
    return presenter, view, changes


def test_nothing_is_chosen_for_the_tutor(diary):
    view = View()
    presenter = SealPresenter(diary, view, InlineRunner())
    presenter.arrive("never chosen")
    assert view.state.way is None
    assert (presenter.blocked(), presenter.suffix) == (UNDECIDED, "")


def test_a_key_is_kept_for_its_programme(card):
    presenter, view, changes = card
    presenter.choose(Way.KEY)
    assert presenter.blocked() == NO_KEY
    presenter.take_key("age1nonsense")
    assert "not whole" in view.state.problem
    presenter.take_key(KEY.public.text)
    assert view.state.words == KEY.public.check_words
    assert (view.state.whose, view.state.problem, presenter.blocked()) == ("Dorothea", "", "")
    assert presenter.sealing() == sealing.Sealing(keys=(KEY.public,))
    assert (presenter.suffix, bool(changes)) == (".age", True)
    presenter.arrive("two")
    assert (view.state.key, view.state.whose) == ("", "the project manager")
    presenter.arrive("one")
    assert (view.state.way, view.state.key) == (Way.KEY, KEY.public.text)


def test_a_key_comes_from_a_file(card, tmp_path):
    presenter, view, _ = card
    (tmp_path / "key.txt").write_text(f"# a remark\n{KEY.public.text}\n", encoding="utf-8-sig")
    presenter.take_key_file(tmp_path / "key.txt")
    assert view.state.key == KEY.public.text
    for name, data in (
        ("secret.txt", KEY.secret.encode()),
        ("picture.png", bytes(range(256))),
        ("none", None),
    ):
        if data is not None:
            (tmp_path / name).write_bytes(data)
        presenter.take_key_file(tmp_path / name)
        assert view.state.problem
        assert KEY.secret not in view.state.problem


def test_a_passphrase_is_typed_twice_and_kept_nowhere(card, diary):
    presenter, _, _ = card
    presenter.choose(Way.PASSPHRASE)
    assert "twice" in presenter.blocked()
    presenter.type_passphrase("short", "short")
    assert "at least" in presenter.blocked()
    presenter.type_passphrase(WORDS, WORDS[:-1])
    assert "not the same" in presenter.blocked()
    presenter.type_passphrase(WORDS, WORDS)
    assert presenter.blocked() == ""
    assert presenter.sealing() == sealing.Sealing(passphrase=WORDS)
    assert not any(WORDS in draft.text for draft in diary.drafts())
    presenter.choose(Way.OPEN)
    assert (presenter.blocked(), presenter.sealing(), presenter.suffix) == ("", None, "")
    presenter.choose(Way.PASSPHRASE)
    assert presenter.blocked()


def test_five_words_are_suggested(card):
    assert len(card[0].suggested().split()) == 5
