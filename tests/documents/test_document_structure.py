"""What stands in a file besides its look: headings, tables, alternative words, and every word of the content.

All formats are read back: the PDF through its structure tree, Word as Word reads it and as LibreOffice does.
"""

from __future__ import annotations

import io
import itertools
import os
import re
import shutil
import subprocess
from dataclasses import fields, is_dataclass
from xml.etree import ElementTree

import pikepdf
import proofs
import pytest
from docx import Document
from docx.text.paragraph import Paragraph
from pdf_reading import spoken as spoken_of
from pdf_reading import structure, text_of
from proof_samples import PROOFS

from tutordiary.documents.blocks import Chart, Facts, Grid, Room
from tutordiary.documents.cleaning import prepare
from tutordiary.documents.outline import outline
from tutordiary.documents.rich import plain
from tutordiary.documents.writer import write

READ = [
    name
    for name in PROOFS
    if name.endswith(("_typical", "_full", "_harder", "_little", "_marks")) or name == "pack_agenda"
]
IN_WORD = [name for name in READ if not name.startswith("recovery")]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
IN_OFFICE = [name for name in IN_WORD if name.endswith(("_typical", "_full", "_marks"))]
LEVELS = {"Title": 1, "Heading 1": 2, "Heading 2": 3, "Heading 3": 4}
SOFFICE = shutil.which("soffice")
NOT_PRINTED = {
    "style",
    "role",
    "asked",
    "result",
    "kind",
    "judgement",
    "attended",
    "code",
    "subject",
    "prompt",
}
"""Fields that are choices, not words, or are set in words of the document's own."""


@pytest.fixture(scope="module")
def made():
    return {
        (name, form): write(PROOFS[name], form)
        for name in READ
        for form in ("pdf", "docx", "text", "md")
        if form == "pdf" or name in IN_WORD
    }


@pytest.fixture(scope="module")
def trees(made):
    return {name: structure(made[name, "pdf"].data) for name in READ}


def one_line(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def blocks_of(name: str):
    return outline(prepare(PROOFS[name])[0]).blocks


def headings_of_pdf(data: bytes, tree) -> list[tuple[int, str]]:
    return [(int(node.tag[1]), one_line(spoken_of(data, node))) for node in tree.all("H1", "H2", "H3", "H4")]


def headings_of_word(data: bytes) -> list[tuple[int, str]]:
    file = Document(io.BytesIO(data))
    every = [Paragraph(node, file) for node in file.element.body.iter(f"{W}p")]
    return [(LEVELS[one.style.name], one_line(one.text)) for one in every if one.style.name in LEVELS]


@pytest.mark.parametrize("name", READ)
def test_a_pdf_has_one_title_and_no_level_is_left_out(name, made, trees):
    levels = [level for level, words in headings_of_pdf(made[name, "pdf"].data, trees[name])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels


@pytest.mark.parametrize("name", IN_WORD)
def test_word_has_the_sections_of_the_pdf_in_their_order(name, made, trees):
    paper = headings_of_pdf(made[name, "pdf"].data, trees[name])
    word = headings_of_word(made[name, "docx"].data)
    assert paper[0][1].find(word[0][1]) != -1
    assert [words for level, words in word if level == 2] == [words for level, words in paper if level == 2]
    rooms = {
        title for block in outline(PROOFS[name]).blocks if isinstance(block, Room) for title in block.titles
    }
    below = [words for level, words in paper if level > 2 and words not in rooms]
    assert below == [words for level, words in word if level > 2 and words in below]


@pytest.mark.parametrize("name", READ)
def test_every_table_has_heads_and_every_figure_words_and_a_place(name, trees):
    for table in trees[name].all("Table"):
        assert table.all("TH"), name
        assert all(head.attributes["/Scope"] in ("/Column", "/Row") for head in table.all("TH"))
    for figure in trees[name].all("Figure"):
        assert figure.alt
        assert "/BBox" in figure.attributes


@pytest.mark.parametrize("name", READ)
def test_lists_are_lists(name, trees):
    for listed in trees[name].all("L"):
        assert listed.kids
        assert {kid.tag for kid in listed.kids} == {"LI"}
        for item in listed.kids:
            assert {kid.tag for kid in item.kids} <= {"Lbl", "LBody"}
            assert item.all("LBody")


@pytest.mark.parametrize("name", IN_WORD)
def test_drawings_say_the_same_in_word_and_in_the_pdf(name, made, trees):
    pictures = Document(io.BytesIO(made[name, "docx"].data)).inline_shapes
    word = [shape._inline.docPr.get("descr") for shape in pictures]
    assert all(word)
    paper = [figure.alt for figure in trees[name].all("Figure")]
    drawn = [block for block in blocks_of(name) if isinstance(block, Chart | Facts | Grid)]
    if drawn and word:
        assert sorted(set(word)) == sorted(set(paper))


def worded(record, owner: str = "") -> list[str]:
    """Every text of a document, however deep, that is long enough to be somebody's words."""
    found: list[str] = []
    for item in fields(record):
        value = getattr(record, item.name)
        for one in value if isinstance(value, tuple) else (value,):
            for part in one if isinstance(one, tuple) else (one,):
                if isinstance(part, str) and len(part) > 25 and item.name not in NOT_PRINTED:
                    found.append(part)
                elif is_dataclass(part) and item.name not in NOT_PRINTED and not isinstance(part, type):
                    found += worded(part)
    return found


def letters(text: str) -> str:
    """The letters and figures alone: quotation marks, raised numbers and line ends are each format's own."""
    return re.sub(r"[\W_]", "", re.sub(r"\[\d+\]", "", text)).lower()


def words_of_word(data: bytes) -> str:
    body = Document(io.BytesIO(data)).element.body
    texts = [node.text or "" for node in body.iter() if node.tag.endswith("}t") and not _is_raised(node)]
    return "".join(texts)


def _is_raised(node) -> bool:
    run = node.getparent()
    return bool(run.xpath("./w:rPr/w:vertAlign"))


@pytest.mark.parametrize("name", READ)
def test_every_word_of_the_content_is_in_every_format(name, made, trees):
    ready, _ = prepare(PROOFS[name])
    data = made[name, "pdf"].data
    formats = {"pdf": _without_notes(spoken_of(data, trees[name]), ready)}
    if name in IN_WORD:
        formats["docx"] = words_of_word(made[name, "docx"].data)
        formats["text"] = made[name, "text"].data.decode()
        formats["md"] = re.sub(r"\\(.)", r"\1", made[name, "md"].data.decode())
    for form, text in formats.items():
        bare = letters(text)
        for words in worded(ready):
            for line in plain(words).split("\n"):
                # Word counts its lists itself.
                assert letters(re.sub(r"^\d+\. ", "", line)) in bare, (form, line)


def _without_notes(text: str, document) -> str:
    """The words of a PDF without the raised numbers, which stand right after a word."""
    numbers = {str(note.number) for note in getattr(document, "evidence", ())}
    return re.sub(r"\u00a0(\d{1,3})(?!\d)", lambda found: "" if found[1] in numbers else found[0], text)


@pytest.mark.parametrize("name", [name for name in READ if not name.endswith("_names")])
def test_nothing_of_our_own_is_unprintable(name, made):
    assert not [one for one in made[name, "pdf"].warnings if "printed" in one]
    assert "[?]" not in text_of(made[name, "pdf"].data)
    assert "\ufffd" not in text_of(made[name, "pdf"].data)


@pytest.mark.parametrize("name", READ)
def test_every_font_is_embedded_and_none_is_helvetica(name, made):
    with pikepdf.open(io.BytesIO(made[name, "pdf"].data)) as pdf:
        kinds = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        fonts = [one for one in kinds if one.get("/Type") == "/Font"]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts if font.Subtype != "/Type0")
        assert not [font for font in fonts if "Helvetica" in str(font.BaseFont)]


@pytest.fixture(scope="module")
def in_libreoffice(made, tmp_path_factory):
    """Every Word file as LibreOffice understands it: flat OpenDocument, by name."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not here")
    folder = tmp_path_factory.mktemp("office")
    for name in IN_OFFICE:
        (folder / f"{name}.docx").write_bytes(made[name, "docx"].data)
    files = sorted(str(path) for path in folder.glob("*.docx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "fodt", "--outdir", str(folder), *files]
    hidden = {"DISPLAY", "WAYLAND_DISPLAY"}
    env = {key: value for key, value in os.environ.items() if key not in hidden}
    done = subprocess.run(command, env=env, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return {name: ElementTree.parse(folder / f"{name}.fodt").getroot() for name in IN_OFFICE}


TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"


def test_libreoffice_opens_word_files_with_their_headings(in_libreoffice, made):
    for name, root in in_libreoffice.items():
        opened = [
            (int(node.get(f"{TEXT}outline-level")) + 1, one_line("".join(node.itertext())))
            for node in root.iter(f"{TEXT}h")
        ]
        assert opened == headings_of_word(made[name, "docx"].data)[1:], name


def test_libreoffice_finds_repeated_heads_lists_and_alternative_words(in_libreoffice):
    root = in_libreoffice["senco_full"]
    assert len(list(root.iter(f"{TABLE}table-header-rows"))) >= 3
    assert next(root.iter(f"{SVG}desc")).text.startswith("Attended 18 of 20 sessions.")
    items = [
        one_line("".join(node.itertext())) for node in in_libreoffice["senco_marks"].iter(f"{TEXT}list-item")
    ]
    assert items[:4] == ["a quiet start", "a job on arrival", "first the box", "then the bells"]


def test_one_command_makes_the_proofs_with_pictures_of_their_pages(tmp_path, capsys):
    assert proofs.main([str(tmp_path / "new"), "--only", "pack_little"]) == 0
    made = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert made == [*(f"pack_little.{end}" for end in ("docx", "md", "pdf", "txt")), "pictures"]
    assert [path.name for path in (tmp_path / "new" / "pictures").iterdir()] == ["pack_little_1.png"]
    assert "pack_little.pdf: " in capsys.readouterr().out


def test_a_proof_that_cannot_be_made_is_named_and_the_others_are_made(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(PROOFS, "pack_little", None)
    assert proofs.main([str(tmp_path), "--only", "_little", "--no-pictures"]) == 1
    assert "pack_little.pdf: NOT MADE" in capsys.readouterr().out
    assert (tmp_path / "case_little.pdf").exists()
