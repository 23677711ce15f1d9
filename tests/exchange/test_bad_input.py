"""Bad files name the place and change nothing, in a diary that is really encrypted and not empty."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from exchange_samples import file_of
from hypothesis import example, given
from hypothesis import strategies as st

from tutordiary.diary import Diary
from tutordiary.errors import BadInput
from tutordiary.exchange import reading, transfer
from tutordiary.exchange.format import FORMAT
from tutordiary.exchange.reading import ExchangeFile, read_exchange
from tutordiary.exchange.transfer import import_exchange
from tutordiary.framework import shipped_framework
from tutordiary.model import Attendance, Group, Presence, Pupil, Reflection, Session, Setting, Tutor
from tutordiary.vault.ciphers import LOWEST_COST

ROOT = Path(__file__).resolve().parents[2]
PUPILS = [{"id": f"p{number}", "first_name": name} for number, name in enumerate(["Ash", "Bo", "Cy", "Di"])]
JUDGED = {"pupil_id": "old-pupil", "outcome": "AGE", "result": "less", "judged_on": "2026-03-02"}
SESSION = {"group_id": "old-group", "held_on": "2026-03-02"}


@pytest.fixture(scope="module")
def standing(tmp_path_factory):
    """A diary with a few entries, shared by the tests of this file: none of them may change it."""
    folder = tmp_path_factory.mktemp("standing")
    made, _ = Diary.create(
        folder / "diary", "kettle harbour lantern seven", cost=LOWEST_COST, state_folder=folder / "state"
    )
    made.add(
        Tutor(id="old-tutor", name="Robin Vale"),
        Setting(id="old-setting", name="Elm Primary"),
        Group(id="old-group", setting_id="old-setting", working_name="Elm Tuesday"),
        Pupil(id="old-pupil", first_name="Ash", year_group=4),
        Session(id="old-session", group_id="old-group", held_on=date(2026, 3, 2)),
        Attendance(
            id="old-attendance", session_id="old-session", pupil_id="old-pupil", presence=Presence.PRESENT
        ),
        Reflection(id="old-reflection", session_id="old-session", prompt="next_time", text="Slower."),
    )
    yield made
    made.close()


def changed(number: int, **fields: object) -> bytes:
    pupils = [dict(pupil) for pupil in PUPILS]
    pupils[number].update(fields)
    return file_of(pupils=pupils)


def observed(**fields: object) -> bytes:
    return file_of(observations=[{"noted_on": "2026-03-02", "pupil_id": "old-pupil", **fields}])


def session(**fields: object) -> bytes:
    return file_of(sessions=[{**SESSION, **fields}])


def attendance(*entries: tuple[str, str]) -> bytes:
    return file_of(
        attendance=[{"session_id": s, "pupil_id": p, "presence": "present"} for s, p in entries],
        pupils=PUPILS,
    )


HEAD = f'{{"format": "{FORMAT}", "version": 1, '
BODY = shipped_framework().body
OTHER_BODY = BODY.replace("Musical skill", "Music skill")

CASES = {
    "the issue's own example": (changed(3, joined_on="soon"), "pupils[3].joined_on: not a date"),
    "an impossible day": (session(held_on="2026-02-30"), "sessions[0].held_on: not a date"),
    "a day in another order": (session(held_on="02/03/2026"), "sessions[0].held_on: not a date"),
    "a day without dashes": (session(held_on="20260302"), "sessions[0].held_on: not a date"),
    "a day that is a number": (session(held_on=20260302), "sessions[0].held_on: not a date"),
    "a day with a line break": (session(held_on="2026-03-02\n"), "sessions[0].held_on: not a date"),
    "an id with a line break": (changed(3, id="p3\n"), "pupils[3].id: not an id"),
    "no day": (file_of(sessions=[{"group_id": "old-group"}]), "sessions[0].held_on: missing"),
    "null where a day is needed": (session(held_on=None), "sessions[0].held_on: null, but"),
    "joined without a group": (
        changed(2, joined_on="2026-01-05"),
        "pupils[2].group_id: missing: joined_on needs the group that was joined",
    ),
    "a group nobody knows": (changed(1, group_id="g9"), 'pupils[1].group_id: no group has the id "g9"'),
    "a session of no group": (session(group_id="g9"), 'sessions[0].group_id: no group has the id "g9"'),
    "a setting nobody knows": (
        file_of(groups=[{"setting_id": "s9", "working_name": "Oak"}]),
        'groups[0].setting_id: no setting has the id "s9"',
    ),
    "a mistyped field": (
        changed(0, joind_on="2026-01-05"),
        "pupils[0].joind_on: not a field; did you mean joined_on?",
    ),
    "a field of nothing": (changed(0, colour="red"), "pupils[0].colour: not a field"),
    "a mistyped array": (file_of(pupil=[]), "pupil: not a field; did you mean pupils?"),
    "concern pointers": (file_of(concern_pointers=[]), "concern_pointers: concern pointers never travel"),
    "an array that is an object": (file_of(pupils={}), "pupils: not a list"),
    "an entry that is a text": (file_of(pupils=["Ash"]), "pupils[0]: not an object in braces"),
    "an id twice": (changed(3, id="p0"), 'pupils[3].id: "p0" is used twice'),
    "an id with a space": (changed(3, id="p 3"), "pupils[3].id: not an id"),
    "an empty id": (changed(3, id=""), "pupils[3].id: not an id"),
    "an empty name": (changed(3, first_name="  "), "pupils[3].first_name: empty, but a name is needed here"),
    "a name that is a number": (changed(3, first_name=7), "pupils[3].first_name: not a text"),
    "a list that is a text": (changed(3, known_as="Ashy"), "pupils[3].known_as: not a list"),
    "a list of numbers": (changed(3, known_as=["A", 7]), "pupils[3].known_as[1]: not a text in"),
    "a text that is too long": (
        observed(text="x" * 20_001),
        "observations[0].text: longer than 20,000 characters",
    ),
    "half a character": (observed(text="\ud83d"), "observations[0].text: holds half a character"),
    "half a character in a field's name": (changed(0, **{"\ud83d": 1}), "pupils[0].\\ud83d: not a field"),
    "a year group out of range": (changed(1, year_group=14), "pupils[1].year_group: not between 0 and 13"),
    "a year group in words": (changed(1, year_group="four"), "pupils[1].year_group: not a whole number"),
    "half a year group": (changed(1, year_group=4.5), "pupils[1].year_group: not a whole number"),
    "yes for a year group": (changed(1, year_group=True), "pupils[1].year_group: not a whole number"),
    "a number of many digits": (
        (HEAD + '"pupils": [{"first_name": "Ash", "year_group": ' + "9" * 5000 + "}]}").encode(),
        "pupils[0].year_group: not between 0 and 13",
    ),
    "a number beyond all numbers": (
        (HEAD + '"pupils": [{"first_name": "Ash", "year_group": 1e999}]}').encode(),
        "pupils[0].year_group: not a whole number",
    ),
    "NaN": (
        (HEAD + '"pupils": [{"first_name": "Ash", "year_group": NaN}]}').encode(),
        "pupils[0].year_group: NaN and Infinity are not numbers that JSON has",
    ),
    "a key twice": (
        (HEAD + '"pupils": [{"first_name": "Ash", "first_name": "Bo"}]}').encode(),
        "pupils[0].first_name: given twice",
    ),
    "an array twice": ((HEAD + '"pupils": [], "pupils": []}').encode(), "pupils: given twice"),
    "a word off the list": (
        session(status="done"),
        "sessions[0].status: not one of planned, held, cancelled",
    ),
    "yes in words": (session(bring_to_group="yes"), "sessions[0].bring_to_group: not true or false"),
    "a time of no day": (session(starts_at="25:10"), "sessions[0].starts_at: not a time of day such"),
    "a slot without a time": (
        file_of(slots=[{"group_id": "old-group", "weekday": 1, "starts_at": ""}]),
        "slots[0].starts_at: not a time of day",
    ),
    "an eighth day of the week": (
        file_of(slots=[{"group_id": "old-group", "weekday": 7, "starts_at": "09:30"}]),
        "slots[0].weekday: not between 0 and 6",
    ),
    "a moment without a zone": (
        session(finished_at="2026-03-02T09:30:00"),
        "sessions[0].finished_at: not a moment in UTC such as",
    ),
    "an impossible moment": (
        session(finished_at="2026-02-30T09:30:00Z"),
        "sessions[0].finished_at: not a moment such as",
    ),
    "an indicator the framework has not": (
        observed(indicators=["AGE.1", "AGE.9"]),
        'observations[0].indicators[1]: the outcomes framework has no indicator "AGE.9"; did you mean AGE.',
    ),
    "four indicators": (
        observed(indicators=["AGE.1", "AGE.2", "RES.1", "RES.2"]),
        "observations[0].indicators: more than 3 entries",
    ),
    "an indicator twice": (observed(indicators=["AGE.1"] * 2), "observations[0].indicators[1]: given twice"),
    "a step off the ladder": (observed(step=4), "observations[0].step: the ladder ends at step 3"),
    "an audience off the list": (
        observed(audiences=["everyone"]),
        "observations[0].audiences[0]: not one of school, family, manager, reflection",
    ),
    "an outcome the framework has not": (
        file_of(judgements=[{**JUDGED, "outcome": "AGENCY"}]),
        'judgements[0].outcome: the outcomes framework has no outcome "AGENCY"',
    ),
    "evidence of nothing": (
        file_of(judgements=[{**JUDGED, "id": "j"}], judgement_evidence=[{"judgement_id": "j"}]),
        "judgement_evidence[0]: one of observation_id and voice_id is needed",
    ),
    "attendance twice": (
        attendance(("old-session", "p0"), ("old-session", "p0")),
        "attendance[1]: the same session_id and pupil_id as attendance[0]",
    ),
    "attendance the diary has": (
        attendance(("old-session", "old-pupil")),
        "attendance[0]: the diary has another record with the same session_id and pupil_id",
    ),
    "two tutors": (
        file_of(tutors=[{"name": "Robin"}, {"name": "Sam"}]),
        "tutors[1]: a diary has one tutor, and tutors[0] is one already",
    ),
    "another tutor": (file_of(tutors=[{"name": "Sam"}]), "tutors[0]: the diary belongs to a tutor already"),
    "a framework that is none": (
        file_of(framework_versions=[{
            "framework": "x", "version": "1", "body": "{}", "loaded_at": "2026-03-02T09:30:00Z"
        }]),
        "framework_versions[0].body: This outcomes framework cannot be used: framework.ladder",
    ),
    "another body for a version the diary has": (
        file_of(framework_versions=[{
            "framework": shipped_framework().id, "version": shipped_framework().version, "body": OTHER_BODY,
            "loaded_at": "2026-03-02T09:30:00Z",
        }]),
        "framework_versions[0]: the diary has another record with the same framework and version",
    ),
    "a record that differs from the diary's": (
        file_of(pupils=[{"id": "old-pupil", "first_name": "Ash", "year_group": 5, "pronouns": "they"}]),
        "pupils[0]: the diary has a record with this id that says something else in pronouns, year_group",
    ),
    "another format": (json.dumps({"format": "x"}).encode(), "format: this is not an exchange file"),
    "no format": (b"{}", "format: this is not an exchange file"),
    "a later version": (
        json.dumps({"format": FORMAT, "version": 2}).encode(),
        "version: the file was made by a newer Tutor Diary than this one",
    ),
    "no version": (json.dumps({"format": FORMAT}).encode(), "version: must be 1"),
    "sample in words": (file_of(is_sample="no"), "is_sample: not true or false"),
    "a list": (b"[]", "this is not an exchange file: it must hold one JSON object"),
    "nothing": (b"", "the file is empty"),
    "blanks": (b" \n\n", "the file is empty"),
    "a missing comma": (b'{"format": "x"\n "version": 1}', "line 2, column 2: a comma or a closing bracket"),
    "a missing colon": (b'{"format" "x"}', "line 1, column 11: a colon is missing"),
    "a missing value": (b'{"format": }', "line 1, column 12: a value is missing here"),
    "an open text": (b'{"format": "x', "line 1, column 12: the text that starts here has no closing"),
    "a line break in a text": (b'{"format": "x\n"}', "line 1, column 14: a line break or tab"),
    "a lone backslash": (b'{"format": "\\x"}', "line 1, column 13: a backslash stands alone"),
    "more after the end": (b"{}\n{}", "line 2, column 1: the file goes on after its end"),
    "half of a file": (file_of(pupils=PUPILS)[:-40], "line 1, column "),
    "another encoding": ('{"format":\n "caf\u00e9"}'.encode("latin-1"), "line 2: the file is not UTF-8 text"),
    "nested without end": (b"[" * 100_000, "the file is nested too deeply"),
    "nested objects": (b'{"a":' * 100_000, "the file is nested too deeply"),
}  # fmt: skip


def test_there_are_enough_cases():
    assert len(CASES) >= 40


@pytest.mark.parametrize("name", CASES)
def test_a_bad_file_names_its_place_and_changes_nothing(standing, tmp_path, name):
    data, expected = CASES[name]
    path = tmp_path / "autumn term.json"
    path.write_bytes(data)
    before = standing.counts()
    with pytest.raises(BadInput) as refusal:
        import_exchange(standing, path)
    said = str(refusal.value)
    assert said.startswith("autumn term.json: ")
    assert expected in said
    assert "Nothing was written." in said
    assert standing.counts() == before


def test_one_problem_is_one_sentence(standing, tmp_path):
    path = tmp_path / "term.json"
    path.write_bytes(changed(3, group_id="old-group", joined_on="soon"))
    with pytest.raises(BadInput) as refusal:
        import_exchange(standing, path)
    assert str(refusal.value) == "term.json: pupils[3].joined_on: not a date. Nothing was written."


def test_twenty_problems_are_shown_and_the_rest_counted():
    data = file_of(sessions=[{**SESSION, "held_on": "soon"}] * 154)
    with pytest.raises(BadInput) as refusal:
        read_exchange(data, "term.json")
    lines = str(refusal.value).split("\n")
    assert lines[0] == "term.json: 154 problems. Nothing was written."
    assert lines[1] == "sessions[0].held_on: not a date"
    assert len(lines) == 22
    assert lines[-1] == "and 134 more"


def test_refusals_hold_no_words_of_the_diary():
    secret = "Marmalade"
    data = file_of(
        pupils=[{"first_name": secret, "year_group": secret, "known_as": secret}],
        observations=[{"noted_on": secret, "text": [secret], "source": secret, "audiences": [secret]}],
    )
    with pytest.raises(BadInput) as refusal:
        read_exchange(data, "term.json")
    assert secret not in str(refusal.value)


def test_a_file_that_is_not_there(standing, tmp_path):
    with pytest.raises(BadInput, match=r"^gone\.json: there is no such file\."):
        import_exchange(standing, tmp_path / "gone.json")
    with pytest.raises(BadInput, match="this is a folder, not a file"):
        import_exchange(standing, tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the system's owner may read all")
def test_a_file_that_may_not_be_read(standing, tmp_path):
    path = tmp_path / "shut.json"
    path.write_bytes(file_of())
    path.chmod(0)
    with pytest.raises(BadInput, match="did not let the file be read"):
        import_exchange(standing, path)


def test_a_file_that_is_too_large(tmp_path):
    path = tmp_path / "large.json"
    path.write_bytes(file_of(pupils=PUPILS))
    with pytest.raises(BadInput, match="larger than 0 MB"):
        reading.read_bytes(path, largest=10)


def test_a_failure_in_the_middle_leaves_nothing(standing, tmp_path, monkeypatch):
    monkeypatch.setattr(transfer, "_CHUNK", 2)
    path = tmp_path / "term.json"
    path.write_bytes(file_of(pupils=PUPILS))
    before = standing.counts()
    told: list[int] = []

    def pull_the_plug(percent: int) -> None:
        told.append(percent)
        if percent > 50:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_exchange(standing, path, pull_the_plug)
    assert told[-1] == 74
    assert standing.counts() == before
    assert standing.get(Pupil, "p0") is None
    standing.add(Pupil(id="after", first_name="Still works"))
    standing.remove(Pupil(id="after", first_name="Still works"))


CRASH = """
import os, sys
from pathlib import Path
from tutordiary.diary import Diary
from tutordiary.exchange import transfer

transfer._CHUNK = 2
folder = Path(sys.argv[1])
diary = Diary.open(folder / "diary", "kettle harbour lantern seven", state_folder=folder / "state")
transfer.import_file(diary, folder / "term.json", lambda percent: percent > 50 and os._exit(9))
"""


@pytest.mark.argon2id
def test_a_process_that_dies_in_the_middle_leaves_nothing(tmp_path):
    secret = "kettle harbour lantern seven"
    made, _ = Diary.create(tmp_path / "diary", secret, cost=LOWEST_COST, state_folder=tmp_path / "state")
    before = made.counts()
    made.close()
    (tmp_path / "term.json").write_bytes(file_of(pupils=PUPILS))
    done = subprocess.run(
        [sys.executable, "-c", CRASH, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 9, done.stderr
    again = Diary.open(tmp_path / "diary", secret, state_folder=tmp_path / "state")
    try:
        assert again.counts() == before
    finally:
        again.close()


@given(st.binary(max_size=200))
@example(b"\xff\xfe{\x00}\x00")
@example(b"\xef\xbb\xbf{}")
@example(b"1")
@example(b"-")
@example(b"\x00")
@example(b'{"\\ud800": 1}')
def test_any_bytes_are_read_or_refused(data):
    try:
        assert isinstance(read_exchange(data, "any.json"), ExchangeFile)
    except BadInput as refusal:
        said = str(refusal)
    else:
        return
    said.encode("utf-8")
    assert "Nothing was written." in said


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["pupils", "sessions", "tutors", "observations", "x"]), ANY_JSON))
def test_any_json_under_known_names_is_read_or_refused(arrays):
    try:
        assert isinstance(read_exchange(file_of(**arrays), "any.json"), ExchangeFile)
    except BadInput as refusal:
        said = str(refusal)
    else:
        return
    assert said.startswith("any.json: ")
