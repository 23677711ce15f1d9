"""A document of the tutor's own: pieces and their way back, letters, decisions kept, the gate, the log."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.presenters.share_samples import fill
from tutordiary.errors import BadInput, NotCleared
from tutordiary.model import Disclosure, DisclosureSubject, LearnedName, Permission, new_id
from tutordiary.release import documents_read
from tutordiary.release.document_review import (
    DocumentReviewer,
    Purpose,
    copy_document,
    give_document,
    passages_of,
    place_of,
    release_copy,
)
from tutordiary.release.documents_read import OwnDocument, copy_of, open_document, pieces_of
from tutordiary.release.review import Decision, ItemState, NeedsEyes, decide

DAY = date(2026, 11, 20)
TEXT = (
    "Tuesday at Bramblecote\r\n\r\n"
    "Otis held the beat. His aunt Zofka came to listen.\r\nWanda copied Otis.\r\n \r\n\r\n"
    "We practised the grace notes and Grace smiled.\r\n"
    "Then zofka clapped.\r\n\r\n* * *\r\n\r\nThe rest was quiet."
)


@pytest.fixture
def filled(diary):
    fill(diary)
    return diary


@pytest.fixture
def plain(tmp_path):
    file = tmp_path / "diary.txt"
    file.write_bytes(TEXT.encode("utf-8"))
    return open_document(file)


def read(diary, document, **options):
    return DocumentReviewer(diary, document, **options).read_while(passages_of(document, DAY), lambda: True)


def cleared(diary, document):
    """Answer every question the careful way and read everything."""
    for item in read(diary, document):
        for question in item.questions:
            decide(diary, item, Decision.KEEP, word=question.word)
        decide(diary, item, Decision.READ)
    return read(diary, document)


def word_document(tmp_path, *, texts):
    from docx import Document

    made = Document()
    made.core_properties.author = "Marlow Quill"
    made.sections[0].header.paragraphs[0].text = texts[0]
    for text in texts[1:]:
        made.add_paragraph(text, style="List Bullet" if text.startswith("Grace") else None)
    file = tmp_path / "diary.docx"
    made.save(file)
    return open_document(file)


def test_letters_are_the_same_all_through_a_document_and_other_in_the_next(filled, plain):
    items = read(filled, plain)
    whole = "\n".join(item.rendered for item in items)
    letters = {name: whole.count(f"[pupil {name}]") for name in "ABCD"}
    assert sorted(letters.values()) == [0, 1, 1, 2]  # Grace, Wanda, and Otis twice
    assert not any(name in whole for name in ("Otis", "Wanda", "Grace", "Bramblecote"))
    assert "grace notes" in whole
    assert [item.rendered for item in read(filled, plain)] == [item.rendered for item in items]


def test_a_name_heard_once_is_known_in_all_of_the_document(filled, plain):
    items = read(filled, plain)
    assert not any("zofka" in item.rendered.lower() for item in items)
    assert filled.find(LearnedName) == []  # it is known for this document, and not written into the diary


def test_the_chosen_groups_narrow_the_names_but_never_what_may_leave(filled, plain):
    items = read(filled, plain, groups=["group"])
    assert not any("Otis" in item.rendered for item in items)
    assert read(filled, plain, groups=[])[1].rendered == read(filled, plain)[1].rendered


def test_pieces_are_put_back_where_they_were_with_the_gaps_between(filled, plain, tmp_path):
    items = cleared(filled, plain)
    target = tmp_path / "copy.txt"
    report = give_document(filled, plain, items, target, Purpose.REFLECTION)
    assert report.passed
    lines = target.read_bytes().decode("utf-8").split("\r\n")
    assert len(lines) == len(TEXT.split("\r\n"))
    assert lines[0].startswith("Tuesday at [")
    assert lines[9] == "* * *"
    assert lines[-1] == "The rest was quiet."


def test_nothing_is_written_before_everything_is_read(filled, plain, tmp_path):
    with pytest.raises(NeedsEyes):
        give_document(filled, plain, read(filled, plain), tmp_path / "copy.txt", Purpose.KEEP)
    assert not (tmp_path / "copy.txt").exists()


def test_decisions_are_found_again_when_the_document_is_opened_again(filled, plain, tmp_path):
    cleared(filled, plain)
    moved = tmp_path / "renamed.txt"
    moved.write_bytes(TEXT.replace("The rest was quiet", "The rest was loud").encode("utf-8"))
    items = read(filled, open_document(moved))
    assert [item.is_read for item in items] == [True, True, True, False]


def test_what_may_not_leave_is_left_out_without_a_trace(filled, tmp_path):
    filled.remove(*filled.find(Permission, pupil_id="p2"))
    document = word_document(tmp_path, texts=["Diary", "Otis drummed.", "Wanda sang alone.", "Grace led."])
    items = cleared(filled, document)
    assert [item.state is ItemState.LEFT_OUT for item in items] == [False, False, True, False]
    target = tmp_path / "copy.docx"
    give_document(filled, document, items, target, Purpose.MANAGER)
    with zipfile.ZipFile(target) as archive:
        body = archive.read("word/document.xml").decode()
        everything = b"".join(archive.read(name) for name in archive.namelist()).lower()
    assert "drummed" in body
    assert "sang alone" not in body
    assert "numPr" in body  # the list item is one still
    assert not any(name in everything for name in (b"otis", b"wanda", b"quill"))


def test_who_is_named_in_a_heading_or_a_row_is_told_of_below_and_beside(filled, tmp_path):
    from docx import Document

    filled.remove(*filled.find(Permission, pupil_id="p2"))
    made = Document()
    made.add_heading("Otis", level=1)
    made.add_paragraph("Plays on.")
    made.add_heading("Wanda", level=2)
    made.add_paragraph("Sang alone.")
    made.add_heading("Ferdy", level=2)
    table = made.add_table(rows=2, cols=2)
    for at, text in enumerate(["Ferdy", "Led", "Wanda", "Hid"]):
        table.cell(at // 2, at % 2).text = text
    made.save(tmp_path / "a.docx")
    document = open_document(tmp_path / "a.docx")
    out = {item.original for item in read(filled, document) if item.state is ItemState.LEFT_OUT}
    assert out == {"Wanda", "Sang alone.", "Hid"}
    copy = copy_document(document, cleared(filled, document))
    (tmp_path / "b.docx").write_bytes(copy.data)
    assert open_document(tmp_path / "b.docx").texts[-2:] == (copy.used[-2].rendered, "Led")


def test_a_copy_that_is_given_is_noted_and_one_that_is_kept_is_not(filled, plain, tmp_path):
    items = cleared(filled, plain)
    give_document(filled, plain, items, tmp_path / "kept.txt", Purpose.KEEP)
    assert filled.find(Disclosure) == []
    report = give_document(filled, plain, items, tmp_path / "given.txt", Purpose.MANAGER)
    (entry,) = filled.find(Disclosure)
    assert (entry.purpose, entry.recipient_class) == ("own_document", "project_manager")
    assert entry.file_sha256 == report.sha256
    assert not any(name in entry.entry for name in ("Otis", "Zofka", "diary.txt"))
    assert {one.pupil_id for one in filled.find(DisclosureSubject)} == {"p0", "p1", "p2"}


def test_the_gate_reads_the_copy_again_and_nothing_stays_behind_when_it_says_no(filled, plain, tmp_path):
    copy = copy_document(plain, cleared(filled, plain))
    with pytest.raises(NotCleared, match="file name"):
        release_copy(filled, copy, tmp_path / "Otis.txt", lambda: True)
    with pytest.raises(NotCleared, match="changed"):
        release_copy(filled, copy, tmp_path / "copy.txt", lambda: False)
    leaky = type(copy)(copy.data + b"\nOtis", copy.items, copy.used, copy.own, copy.cleared)
    with pytest.raises(NotCleared):
        release_copy(filled, leaky, tmp_path / "copy.txt", lambda: True)
    assert list(tmp_path.glob("*.txt")) == [tmp_path / "diary.txt"]


def test_kept_words_pass_the_gate_in_a_word_copy_too(filled, tmp_path):
    long = "We played. " * 130  # two pieces of one paragraph
    last = "We wrote\tGrace Notes\nas our Grace Notes song. Grace led."
    document = word_document(tmp_path, texts=["Otis", f"{long} Our Grace notes were fine. {last}"])
    assert len(pieces_of(document)) == 3
    items = cleared(filled, document)
    assert give_document(filled, document, items, tmp_path / "copy.docx", Purpose.KEEP).passed


def test_reading_stops_when_it_is_not_wanted_any_more(filled, plain):
    asked = iter([True, True, False])
    reviewer = DocumentReviewer(filled, plain)
    assert reviewer.read_while(passages_of(plain, DAY), lambda: next(asked)) is None
    assert reviewer.read_while(passages_of(plain, DAY), lambda: True) == read(filled, plain)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"\x00\x01\x02 binary", "bytes are no words"),
        ("a.txt", b"  \n \n", "holds no words"),
        ("a.odt", b"PK", "neither a Word document"),
        ("a.pages", b"x", "neither a Word document"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old format"),
    ],
)
def test_what_is_no_diary_is_refused_in_a_sentence(tmp_path, name, data, says):
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(BadInput, match=says):
        open_document(file)
    with pytest.raises(BadInput, match="cannot be read"):
        open_document(tmp_path / f"none{file.suffix if file.suffix == '.txt' else '.txt'}")


def test_text_files_of_windows_and_of_old_are_read(tmp_path):
    file = tmp_path / "a.txt"
    for data in ("Zoë’s".encode("cp1252"), "\ufeffZoë’s".encode("utf-16-le"), "\ufeffZoë’s".encode("utf-8")):
        file.write_bytes(data)
        assert open_document(file).texts == ("Zoë’s",)


def test_too_long_a_text_is_refused(tmp_path, monkeypatch):
    file = tmp_path / "a.txt"
    file.write_text("words")
    monkeypatch.setattr(documents_read, "MOST_LETTERS", 4)
    with pytest.raises(BadInput, match="too long"):
        open_document(file)


@given(st.lists(st.text("ab \n.!A1\t", max_size=200).map(lambda text: text * 9), max_size=4))
def test_pieces_together_are_the_text_again(texts):
    texts = [text.strip("\n") or "-" for text in texts] or ["x"]
    document = OwnDocument("a.txt", ".txt", tuple(texts), gaps=("\n\n",) * (len(texts) - 1))
    pieces = pieces_of(document)
    assert all(len(piece.words) <= documents_read.LONGEST_PIECE for piece in pieces)
    whole = copy_of(document, {(piece.text_at, piece.at): piece.words for piece in pieces})
    assert whole.decode() == "\n\n".join(texts)
    assert [place_of(passage.id) for passage in passages_of(document, DAY)] == [
        (piece.text_at, piece.at) for piece in pieces
    ]


def test_a_learned_name_counts_at_once(filled, plain):
    filled.add(LearnedName(id=new_id(), text="Tuesday", kind="person"))
    assert "Tuesday" not in read(filled, plain)[0].rendered


def test_a_word_copy_is_made_of_its_own_parts_only(filled, tmp_path):
    document = word_document(tmp_path, texts=["Head", "Otis drummed."])
    copy = copy_document(document, cleared(filled, document))
    with zipfile.ZipFile(io.BytesIO(copy.data)) as archive:
        assert sorted(archive.namelist()) == [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/footer.xml",
            "word/header.xml",
            "word/styles.xml",
        ]
