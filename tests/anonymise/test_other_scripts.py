"""Names in scripts without capitals, and in those without spaces, are read like any others."""

from __future__ import annotations

import pytest

from tutordiary.anonymise.render import Naming
from tutordiary.anonymise.roster import Person, Roster
from tutordiary.anonymise.verify import verify
from tutordiary.release.gate import gate_file

ROSTER = Roster(
    pupils=(
        Person("p1", "pupil", "李明"),
        Person("p2", "pupil", "小红", "王"),
        Person("p3", "pupil", "สมชาย"),
        Person("p4", "pupil", "سو"),
        Person("p5", "pupil", "ハナ", known_as=("ハナちゃん",)),
    )
)


@pytest.mark.parametrize(
    "text",
    [
        "今天李明打鼓",
        "李明 sang",
        "王小红打鼓",
        "วันนี้สมชายร้องเพลง",
        "Then سو played",
        "きょうはハナがうたった",
    ],
)
def test_a_name_is_found(text):
    assert verify(text, (ROSTER,), Naming())
    assert gate_file(text.encode(), ROSTER, name="notes.txt").leaks


@pytest.mark.parametrize("text", ["今天很好", "[pupil A] sang 明天", "วันนี้ดี"])
def test_other_words_are_left(text):
    assert not verify(text, (ROSTER,), Naming())
    assert gate_file(text.encode(), ROSTER, name="notes.txt").passed
