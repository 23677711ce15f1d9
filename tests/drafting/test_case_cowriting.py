"""Writing a case study in pairs: what goes out has no name in it, what comes back is only offered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafting_samples import END
from hypothesis import given, settings
from hypothesis import strategies as st
from test_case_and_pack import NAMES, PERIOD
from test_case_desk import read_all

from tutordiary.drafting import giving
from tutordiary.drafting.case import cowriting
from tutordiary.drafting.case.desk import CaseDesk
from tutordiary.errors import BadInput
from tutordiary.model import CaseSubject, Disclosure, Permission, Voice
from tutordiary.release.review import NeedsEyes


@pytest.fixture
def desk(told):
    """The desk of a new story of Jai."""
    return CaseDesk.new(told, CaseSubject.PUPIL, "p-jai", PERIOD)


def shared(told, desk, folder):
    """Return the text another tutor gets."""
    read_all(told, desk)
    target = folder / "together.md"
    giving.give_to_co_writer(told, desk.id, END, target)
    return target.read_text(encoding="utf-8")


def back(told, desk, text, name="together.md"):
    return cowriting.read_back(told, desk.woven, text.encode("utf-8"), name)


def test_nothing_goes_out_before_it_was_read(told, desk, tmp_path):
    with pytest.raises(NeedsEyes):
        giving.give_to_co_writer(told, desk.id, END, tmp_path / "together.md")
    assert list(tmp_path.glob("*.md")) == []


def test_the_file_has_every_part_and_no_name_and_comes_back_unchanged(told, desk, tmp_path):
    desk.write("learned", "Jai showed me that Priti leads.")
    text = shared(told, desk, tmp_path)
    assert [name for name in NAMES if name in text.replace("Still", "")] == []
    assert text.count("\n## ") == 8
    assert "> Asks for what you believe differently now." in text
    assert "Gave him the big drum" in text
    assert "> Week 8, school staff: “Calmer at break”" in text, "exact words are for reading only"
    assert back(told, desk, text) == ()
    assert back(told, desk, text.replace("\n", "\r\n")) == ()
    left = told.all(Disclosure)[0]
    assert (left.purpose, left.recipient_class) == ("case_study", "co_writer")
    assert "Draft for checking" not in text
    told.remove(told.need(Permission, "ok-p-jai-school"))
    (tmp_path / "later").mkdir()
    later = shared(told, desk, tmp_path / "later")
    assert "> Draft for checking." in later.split("\n## ")[0], "somebody has not agreed, and the file says so"
    assert back(told, desk, later) == ()


def test_what_was_changed_and_added_comes_back_in_the_diarys_own_names(told, desk, tmp_path):
    piece = desk.write("learned", "Jai showed me how.")
    text = shared(told, desk, tmp_path)
    changed = desk.changed_names()["p-jai"]
    text = text.replace(
        f"{changed} showed me how.", f"{changed} showed us both how to wait.\n\nAnd {changed}’s drum."
    )
    mark = next(line for line in text.split("\n") if line.startswith("<!-- part turning_point"))
    text = text.replace(mark, f"{mark}\n\nThe day {changed} stayed.\n")
    found = back(told, desk, text)
    assert [(one.part, one.piece_id, one.after) for one in found] == [
        ("turning_point", "", "The day Jai stayed."),
        ("learned", piece, "Jai showed us both how to wait.\n\nAnd Jai’s drum."),
    ]
    assert found[1].before == "Jai showed me how."
    assert desk.piece(piece).text == "Jai showed me how.", "nothing is taken over unseen"
    new = desk.take(found[0])
    desk.take(found[1])
    assert desk.piece(new).part == "turning_point"
    assert desk.piece(piece).text == found[1].after
    assert back(told, desk, text) == (), "what was taken over is not offered twice"


def test_marks_inside_pieces_go_out_and_come_back_as_they_were(told, desk, tmp_path):
    """Headings, lines like the ones for reading, and words said over two lines: nothing is cut or moved."""
    told.save(replace(told.need(Voice, "v-1"), words="I did not even shout\nand I stayed"))
    said = next(one for one in desk.pieces() if one.source and one.source.id == "v-1.words")
    desk.refresh()
    desk.take_back(said.id)
    piece = desk.write("first_signs", "Quiet.\n\n## What happens next\n- one\n> two\nEnd", place=0)
    desk.move(said.id, "first_signs", 1)
    text = shared(told, desk, tmp_path)
    assert "\n> and I stayed”\n" in text
    assert back(told, desk, text) == ()
    changed = text.replace("\nEnd\n", "\nThe\u00a0end\tof it\n\n## A heading of mine\nand more\n")
    (found,) = back(told, desk, changed)
    assert (found.part, found.piece_id) == ("first_signs", piece)
    own = "Quiet.\n\n## What happens next\n- one\n> two\nThe end of it\n\n## A heading of mine\nand more"
    assert found.after == own
    with pytest.raises(BadInput, match="20,000 letters"):
        back(told, desk, text.replace("\nEnd\n", "\nEnd" + " and on" * 3_000))


def test_words_of_a_piece_that_is_gone_come_back_as_new_ones(told, desk, tmp_path):
    piece = desk.write("learned", "Less is more.")
    text = shared(told, desk, tmp_path).replace("Less is more.", "Less is much more.")
    desk.take_out(piece)
    assert [(one.part, one.piece_id, one.after) for one in back(told, desk, text)] == [
        ("learned", "", "Less is much more.")
    ]


def test_a_file_of_another_study_or_of_none_is_refused(told, desk, tmp_path):
    text = shared(told, desk, tmp_path)
    other = CaseDesk.new(told, CaseSubject.GROUP, "g", PERIOD)
    for wrong in (text.split("\n", 2)[2], "", "# Only a heading"):
        with pytest.raises(BadInput, match="not a file for writing together"):
            back(told, desk, wrong)
    with pytest.raises(BadInput, match="belongs to this case study"):
        cowriting.read_back(told, other.woven, text.encode(), "x.md")
    with pytest.raises(BadInput, match="too big"):
        cowriting.read_back(told, desk.woven, b"x" * (cowriting.MOST_BYTES + 1), "x.md")
    with pytest.raises(BadInput, match="not a file for writing together"):
        cowriting.read_back(told, desk.woven, b"PK\x03\x04\xff\xfe", "x.docx")


def test_whatever_is_typed_between_the_marks_is_read_or_left(told, desk, tmp_path):
    text = shared(told, desk, tmp_path)
    mark = next(line for line in text.split("\n") if line.startswith("<!-- part learned"))
    woven = desk.woven

    @settings(max_examples=40, deadline=None, database=None)
    @given(st.text(alphabet=st.sampled_from("aJ*#>-! <[]()\n\u202e\x00\u0301é“1."), max_size=80))
    def read(words):
        given_back = text.replace(mark, f"{mark}\n{words}\n").encode("utf-8")
        for one in cowriting.read_back(told, woven, given_back, "x.md"):
            assert one.part in {"learned", "next_step"}
            assert one.after.strip()
            assert not any(ord(sign) < 32 and sign != "\n" for sign in one.after)

    read()
