"""Whole files made safe: real files in, real files out, nothing written when something is wrong."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tutordiary.anonymise import scrub
from tutordiary.anonymise.scrub import ScrubReport, scrub_docx, scrub_jsonl, scrub_text
from tutordiary.errors import BadInput, CannotWrite, NotCleared

HERE = Path(__file__).parent
WORLDS = json.loads((HERE / "rosters.json").read_text("utf-8"))


@pytest.fixture
def roster(tmp_path):
    file = tmp_path / "roster.json"
    file.write_text(json.dumps(WORLDS["harbour"]), encoding="utf-8")
    return file


def written(folder: Path, *inputs: Path) -> set[str]:
    return {file.name for file in folder.iterdir()} - {file.name for file in inputs}


def test_notes_are_scrubbed_by_their_world(tmp_path):
    out, seen = tmp_path / "out.jsonl", []
    report = scrub_jsonl(HERE / "rosters.json", HERE / "notes.jsonl", out, lambda n, of: seen.append((n, of)))
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    notes = [json.loads(line) for line in (HERE / "notes.jsonl").read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == [note["id"] for note in notes]
    assert [line["output"] for line in lines] == [note["output"] for note in notes]
    assert all(set(span) == {"start", "end", "action", "type"} for line in lines for span in line["spans"])
    assert report.notes == len(notes)
    assert report.replaced > 40
    assert report.kept > 5
    assert seen[-1] == (len(notes), len(notes))
    assert written(tmp_path) == {"out.jsonl"}


def test_one_roster_serves_notes_without_a_world(tmp_path, roster):
    notes, out = tmp_path / "notes.jsonl", tmp_path / "out.jsonl"
    notes.write_text('{"id": "a", "input": "Niamh sang."}\n\n{"id": "b", "text": ""}\n', encoding="utf-8")
    assert scrub_jsonl(roster, notes, out).notes == 2
    assert [json.loads(line)["output"] for line in out.read_text("utf-8").splitlines()] == [
        "[pupil A] sang.",
        "",
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "Line 2 of notes.jsonl is not JSON"),
        ("[1]", "Line 2 of notes.jsonl should be an object"),
        ('{"text": "x"}', "Line 2 of notes.jsonl has no id"),
        ('{"id": "a", "text": "x"}', "Line 2 of notes.jsonl repeats the id"),
        ('{"id": "b", "text": 4}', "Line 2 of notes.jsonl has no text"),
        ('{"id": "b", "text": "x", "world": "nowhere"}', "Line 2 of notes.jsonl names a world"),
        ("[" * 100_000, "Line 2 of notes.jsonl is not JSON"),
    ],
)
def test_a_bad_line_is_named_and_nothing_written(tmp_path, line, says):
    notes = tmp_path / "notes.jsonl"
    notes.write_text(
        '{"id": "a", "text": "Niamh sang.", "world": "harbour"}\n' + line + "\n", encoding="utf-8"
    )
    with pytest.raises(BadInput, match=says):
        scrub_jsonl(HERE / "rosters.json", notes, tmp_path / "out.jsonl")
    assert written(tmp_path, notes) == set()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "not JSON"),
        (b"[]", "at least one roster"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"W1": {"pupils": []}}', "W1.pupils"),
        (b"[" * 100_000, "not JSON|nested too deeply"),
    ],
)
def test_a_bad_roster_is_refused(tmp_path, content, says):
    roster = tmp_path / "r.json"
    roster.write_bytes(content)
    with pytest.raises(BadInput, match=says):
        scrub_jsonl(roster, HERE / "notes.jsonl", tmp_path / "out.jsonl")
    assert written(tmp_path, roster) == set()


def test_missing_files_and_folders_are_told_apart(tmp_path, roster):
    with pytest.raises(BadInput, match=r"none\.jsonl cannot be read"):
        scrub_jsonl(roster, tmp_path / "none.jsonl", tmp_path / "out.jsonl")
    with pytest.raises(CannotWrite):
        scrub_jsonl(HERE / "rosters.json", HERE / "notes.jsonl", tmp_path / "no folder" / "out.jsonl")


def test_an_output_that_stays_readable_is_never_written(tmp_path, roster, monkeypatch):
    notes = tmp_path / "notes.jsonl"
    notes.write_text('{"id": "a", "text": "Niamh sang."}\n', encoding="utf-8")
    old = tmp_path / "out.jsonl"
    old.write_text("earlier", encoding="utf-8")
    monkeypatch.setattr(scrub.Scrubber, "_findings", lambda self, rendered: ("seen",) * 1)
    monkeypatch.setattr(scrub, "_raw_spans", lambda rendered, findings: [])
    with pytest.raises(NotCleared, match="Note 1"):
        scrub_jsonl(roster, notes, old)
    assert old.read_text("utf-8") == "earlier"
    assert written(tmp_path, notes, roster) == {"out.jsonl"}


def test_what_the_second_reader_finds_is_replaced_too(roster):
    done = scrub.Scrubber.for_roster(scrub.read_rosters(roster)[""]).scrub("Then the xniamhx drum broke.")
    assert "niamh" not in done.output.lower()
    assert done.report.tightened == 1
    assert any(span.why == "verifier" for span in done.spans)


def test_a_possible_name_is_replaced_and_counted(tmp_path, roster):
    text, out = tmp_path / "diary.txt", tmp_path / "out.txt"
    text.write_text("\ufeffNiamh wanted us to call it Thunder.\r\nHope agreed.\n", encoding="utf-8")
    report = scrub_text(roster, text, out)
    assert out.read_bytes().decode() == "[pupil A] wanted us to call it [name].\r\n[pupil B] agreed.\n"
    assert report == ScrubReport(notes=1, replaced=2, undecided=1, kept=0, judge=0, tightened=0)


def test_a_file_with_several_rosters_is_too_many_for_one_text(tmp_path):
    text = tmp_path / "diary.txt"
    text.write_text("x", encoding="utf-8")
    with pytest.raises(BadInput, match="exactly one roster"):
        scrub_text(HERE / "rosters.json", text, tmp_path / "out.txt")


@pytest.fixture
def word_diary(tmp_path):
    """A Word diary with names in every corner."""
    from docx import Document

    document = Document()
    document.core_properties.author = "Judith Amsel"
    document.core_properties.title = "Niamh"
    document.sections[0].header.paragraphs[0].text = "Harbour View diary"
    document.sections[0].footer.paragraphs[0].text = "Page for Mrs Rust"
    document.add_heading("Week 3 with Niamh", level=1)
    paragraph = document.add_paragraph("Then Ni")
    paragraph.add_run("am").bold = True
    paragraph.add_run("h sang & Hope")
    paragraph.add_run().add_break()
    paragraph.add_run("clapped <twice>.")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Who", "What"
    table.cell(1, 0).text, table.cell(1, 1).text = "Frank Vasile", "drum\nhis brother Piotr"
    document.add_paragraph("Last line: I hope so, said Mateo")
    document.add_paragraph("de la Cruz.")
    file = tmp_path / "diary.docx"
    document.save(file)
    return file


def test_a_word_diary_comes_out_plain_and_clean(tmp_path, roster, word_diary):
    from docx import Document

    out = tmp_path / "out.docx"
    report = scrub_docx(roster, word_diary, out)
    made = Document(str(out))
    texts = [p.text for p in made.paragraphs if p.text]
    assert texts == [
        "Week 3 with [pupil A]",
        "Then [pupil A] sang & [pupil B] \nclapped <twice>.",
        "Last line: I hope so, said [pupil E]",
        "[pupil E].",
    ]
    assert made.sections[0].header.paragraphs[0].text == "[school] diary"
    assert made.sections[0].footer.paragraphs[0].text == "Page for [SENCO]"
    cells = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert cells == [["Who", "What"], ["[pupil C]", "drum \nhis brother [person]"]]
    assert made.paragraphs[0].style.name == "Heading 1"
    assert made.core_properties.author == "tutordiary"
    assert made.core_properties.title == ""
    assert report.kept == 1
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
        everything = b"".join(archive.read(name) for name in names).decode("utf-8").lower()
    assert not any("thumbnail" in name or "settings" in name for name in names)
    assert not any(name in everything for name in ("niamh", "judith", "vasile", "piotr", "harbour"))


def test_the_same_word_diary_gives_the_same_bytes(tmp_path, roster, word_diary):
    scrub_docx(roster, word_diary, tmp_path / "a.docx")
    scrub_docx(roster, word_diary, tmp_path / "b.docx")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_boxes_fields_notes_and_deleted_text(tmp_path, roster):
    from docx import Document
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    def part(inner: str):
        return parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")

    run = "<w:r><w:t>{}</w:t></w:r>"
    document = Document()
    body = document.element.body
    boxed = f"<w:txbxContent><w:p>{run.format('Frank in a box')}</w:p></w:txbxContent>"
    box = f"<w:r><w:pict>{boxed}</w:pict></w:r>"
    body.insert(0, part(run.format("Niamh ") + box + run.format("waved")))
    body.insert(
        1, part(f"<w:del>{run.format('Tolland').replace('w:t>', 'w:delText>')}</w:del>" + run.format("So."))
    )
    body.insert(2, part(f"<w:ins>{run.format('Hope')}</w:ins>" + "<w:r><w:tab/></w:r>" + run.format("sang")))
    control = (
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{run.format('Mateo too')}</w:p></w:sdtContent></w:sdt>"
    )
    body.insert(3, parse_xml(control))
    file, out = tmp_path / "in.docx", tmp_path / "out.docx"
    document.save(file)
    seen = []
    report = scrub_docx(roster, file, out, lambda *done: seen.append(done))
    texts = [p.text for p in Document(str(out)).paragraphs if p.text]
    assert texts == ["[pupil A] waved", "[pupil C] in a box", "So.", "[pupil B] \tsang", "[pupil E] too"]
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert report.left_behind == 1  # the deleted word


def test_a_word_document_that_unpacks_to_too_much_is_refused(tmp_path, roster, word_diary, monkeypatch):
    from tutordiary.anonymise import word_package

    monkeypatch.setattr(word_package, "MOST_PART", 1000)
    with pytest.raises(BadInput, match="too large"):
        scrub_docx(roster, word_diary, tmp_path / "out.docx")
    with pytest.raises(BadInput, match="cannot be read"):
        scrub_docx(roster, tmp_path / "none.docx", tmp_path / "out.docx")


def test_too_much_text_is_refused(tmp_path, roster, monkeypatch):
    notes = tmp_path / "notes.jsonl"
    notes.write_text('{"id": "a", "text": "Niamh sang."}\n', encoding="utf-8")
    monkeypatch.setattr(scrub, "_MOST_NOTE", 5)
    with pytest.raises(BadInput, match=r"Line 1 of notes\.jsonl is longer"):
        scrub_jsonl(roster, notes, tmp_path / "out.jsonl")
    monkeypatch.setattr(scrub, "_MOST_BYTES", 5)
    with pytest.raises(BadInput, match="larger than"):
        scrub_text(roster, notes, tmp_path / "out.txt", lambda *done: None)
    assert written(tmp_path, notes, roster) == set()


def test_a_folder_in_the_way_is_reported(tmp_path, roster):
    text = tmp_path / "diary.txt"
    text.write_text("Niamh sang.", encoding="utf-8")
    (tmp_path / "out").mkdir()
    with pytest.raises(CannotWrite, match="Nothing was written"):
        scrub_text(roster, text, tmp_path / "out")
    assert written(tmp_path, text, roster) == {"out"}


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + b"\x00" * 18])
def test_something_else_is_no_word_document(tmp_path, roster, content):
    file = tmp_path / "diary.docx"
    file.write_bytes(content)
    with pytest.raises(BadInput, match="not a Word document"):
        scrub_docx(roster, file, tmp_path / "out.docx")
    assert not (tmp_path / "out.docx").exists()
