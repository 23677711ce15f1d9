"""What the diary keeps to go back by: erasing a pupil leaves no name in steps, titles or earlier texts."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace

import pytest
from rights_sample import TODAY

from tutordiary import dates
from tutordiary.diary import erasure, history
from tutordiary.diary.erasing_words import decided_on
from tutordiary.model import Observation, Pupil, ReviewDecision, SavedSearch, Session
from tutordiary.presenters.pupil_forms import PupilForms
from tutordiary.store import erasing


@pytest.fixture
def pupil(filled):
    return next(one for one in filled.all(Pupil) if one.first_name == "Safiya")


def told(diary):
    """Return every draft and every title in the bin, as text."""
    drafts = [" ".join((one.key, one.text, *one.steps)) for one in diary.drafts()]
    return drafts, [one.title for one in history.binned(diary)]


def test_the_steps_of_a_draft_about_others_go_when_they_name_the_pupil(filled, pupil):
    filled.keep_draft("log/x/next_time/everyone", "Count in", 3, (f"Ask {pupil.first_name} to count",))
    filled.keep_draft("log/y/next_time/everyone", f"{pupil.first_name} counts", 3, ("Somebody",))
    filled.keep_draft("log/z/next_time/everyone", "Slower", 3, ("Slow",))
    erasure.erase(filled, pupil.id)
    drafts, _ = told(filled)
    assert not [one for one in drafts if pupil.first_name in one]
    assert {one.text: one.steps for one in filled.drafts("log/")} == {
        "Count in": (),
        "A pupil who has left counts": (),
        "Slower": ("Slow",),
    }


@pytest.mark.parametrize("kind", ["sign", "judgement"])
def test_a_sheet_about_them_that_was_not_kept_yet_goes_whoever_else_its_key_names(filled, pupil, kind):
    forms = PupilForms(filled, lambda: TODAY)
    other = next(one for one in filled.all(Pupil) if one.id != pupil.id)
    for who, words in ((pupil.id, "held my hand"), (other.id, "hummed along")):
        form = forms.open(kind, who, about="MUS" if kind == "judgement" else "")
        forms.forms.keep_typing(form, {form.fields[0].key: words})
    erasure.erase(filled, pupil.id)
    (left,) = filled.drafts("form/")
    assert "hummed along" in left.text


def test_the_title_of_something_in_the_bin_that_stays_names_them_no_longer(filled, pupil):
    other = next(one for one in filled.all(Pupil) if one.id != pupil.id)
    session = filled.all(Session)[0]
    record = filled_sign(filled, other, session, f"Waited for {pupil.first_name} to begin")
    filled.remove(record)
    (before,) = [one.title for one in history.binned(filled)]
    assert pupil.first_name in before
    erasure.erase(filled, pupil.id)
    (entry,) = history.binned(filled)
    assert pupil.first_name not in entry.title
    history.bring_back(filled, entry.id)
    assert filled.get(type(record), record.id).text == "Waited for a pupil who has left to begin"


def filled_sign(diary, pupil, session, text):
    record = Observation(
        id="sign-of-another",
        noted_on=session.held_on,
        pupil_id=pupil.id,
        group_id=session.group_id,
        session_id=session.id,
        text=text,
    )
    diary.add(record)
    return record


def test_a_saved_search_for_them_goes(filled, pupil):
    filled.add(
        SavedSearch(id="search", name="Her", query=pupil.first_name),
        SavedSearch(id="other", name="Drums", query="drum"),
    )
    erasure.erase(filled, pupil.id)
    assert [one.id for one in filled.all(SavedSearch) if one.id in ("search", "other")] == ["other"]


def test_a_made_up_name_is_remembered_by_a_mark_only_this_diary_can_make(filled, pupil):
    erasure.erase(filled, pupil.id)
    assert erasure.is_retired(filled, pupil.pseudonym.upper())
    key, name = filled.secret("retired_names"), pupil.pseudonym.casefold().encode()
    with filled.vault.reading() as conn:
        marks = erasing.retired(conn, "name")
    assert len(key) == 32
    assert hmac.new(key, name, hashlib.sha256).hexdigest() in marks
    assert pupil.pseudonym.casefold() not in " ".join(marks).casefold()


def test_decisions_go_with_the_words_they_were_made_on_and_no_others_do(filled, pupil):
    other = next(one for one in filled.all(Pupil) if one.id != pupil.id)
    session = filled.all(Session)[0]
    own = Observation(id="own", noted_on=session.held_on, pupil_id=pupil.id, text="Sat by the piano")
    binned = Observation(id="binned", noted_on=session.held_on, pupil_id=pupil.id, text="Stood by the door")
    filled.add(own, binned)
    filled.remove(binned)
    reworded = filled_sign(filled, other, session, f"Waited for {pupil.first_name} by the drum")
    texts = {"own": own.text, "reworded": reworded.text, "binned": binned.text, "other": "Nothing of hers"}
    made = [
        ReviewDecision(
            id=name, content_hash=decided_on(text), word="piano", action="keep", decided_at=dates.now()
        )
        for name, text in texts.items()
    ]
    rewording = replace(made[0], id="rewording", replacement="Sat by something")
    second = replace(made[0], id="second", content_hash=decided_on("Sat by something"))
    filled.add(*made, rewording, second)
    erasure.erase(filled, pupil.id)
    names = {*texts, "rewording", "second"}
    assert [one.id for one in filled.all(ReviewDecision) if one.id in names] == ["other"]
