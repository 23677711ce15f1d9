"""A recovery code that nobody typed back, or whose paper was used: asked about, made anew, never forced."""

from __future__ import annotations

import pytest

from tests.presenters.test_door import SECRET, View, make
from tutordiary.diary import Diary, keys
from tutordiary.errors import WrongSecret
from tutordiary.presenters.door import Door, Step
from tutordiary.presenters.work import InlineRunner
from tutordiary.settings import SettingsFile
from tutordiary.vault.ciphers import LOWEST_COST


@pytest.fixture
def view():
    made = View()
    yield made
    if made.diary is not None and not made.diary.vault.is_closed:
        made.diary.close()


@pytest.fixture
def door(view, tmp_path):
    made = Door(
        view,
        InlineRunner(),
        SettingsFile(tmp_path / "settings.json"),
        cost=LOWEST_COST,
        state_folder=tmp_path / "state",
        fill_sample=lambda _diary: None,
    )
    yield made
    made.leave()


@pytest.fixture
def never_typed(door, view, tmp_path):
    """A diary whose window was closed before the code was typed back; its passphrase was just given again."""
    code = make(door, view, tmp_path / "diary")
    door.leave()
    door.start()
    door.unlock(SECRET)
    return code


def test_the_next_unlock_asks_about_a_code_never_typed_back(door, view, never_typed):
    assert view.state.step is Step.CODE_DUE
    assert "never typed back" in view.state.reason
    assert view.state.can_wait
    assert view.state.asks_paper
    assert view.diary is None


def test_a_fresh_code_says_why_and_ends_the_old_one(door, view, never_typed, tmp_path):
    door.fresh_code()
    assert view.state.step is Step.RECOVERY
    assert view.state.reason.startswith("The code was never typed back, so here is a fresh one.")
    assert view.state.can_wait
    fresh = view.state.recovery_code
    assert fresh != never_typed
    door.confirm_code(never_typed)
    assert view.state.field == "code"
    door.confirm_code(fresh)
    assert keys.is_code_confirmed(view.diary)
    view.diary.close()
    with pytest.raises(WrongSecret):
        Diary.open_with_recovery(tmp_path / "diary", never_typed, state_folder=tmp_path / "state")
    Diary.open_with_recovery(tmp_path / "diary", fresh, state_folder=tmp_path / "state").close()


def test_the_code_may_be_on_paper_after_all(door, view, never_typed):
    door.check_paper("not a code")
    assert (view.state.step, view.state.field) == (Step.CODE_DUE, "code")
    door.check_paper(never_typed.lower())
    assert keys.is_code_confirmed(view.diary)


def test_not_now_lets_in_and_asks_again_next_time(door, view, never_typed, tmp_path):
    door.not_now()
    assert view.diary.tutor.name == "Ines Okoro"
    view.diary.close()
    door.start()
    door.unlock(SECRET)
    assert view.state.step is Step.CODE_DUE
    door.check_paper(never_typed)  # the one on paper was not ended by waiting
    view.diary.close()
    door.start()
    door.unlock(SECRET)
    assert not view.diary.vault.is_closed


def test_a_code_that_was_used_is_replaced_if_the_tutor_likes(door, view, tmp_path):
    code = make(door, view, tmp_path / "diary")
    door.confirm_code(code)
    view.diary.close()
    door.start()
    door.offer_recovery()
    door.unlock_with_code(code)
    door.set_new_passphrase("quite another passphrase", "quite another passphrase")
    door.fresh_code()
    assert "the old paper was used" in view.state.reason
    door.confirm_code(view.state.recovery_code)
    assert keys.is_code_confirmed(view.diary)
    with pytest.raises(WrongSecret):
        keys.check_code(view.diary, code)


def test_each_sheet_says_which_one_to_destroy(door, view, never_typed, tmp_path):
    from pypdfium2 import PdfDocument

    def words(name: str) -> str:
        door.write_sheet(tmp_path / name)
        assert name in view.state.praise
        document = PdfDocument((tmp_path / name).read_bytes())
        text = document[0].get_textpage().get_text_range()
        document.close()
        return text

    door.fresh_code()
    text = words("second.pdf")
    assert "Sheet number 2. Destroy sheet 1." in text
    assert all(group in text for group in view.state.recovery_code.split("-"))
    printed = []
    door.make_sheet(printed.append)
    assert printed[0].startswith(b"%PDF")
    door.confirm_code(view.state.recovery_code)
    door.make_sheet(printed.append)
    assert len(printed) == 1
