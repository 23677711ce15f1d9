"""Reading Word files: what a reader sees comes along in its structure, what can hide a name never does."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.anonymise.word_samples import STRICT, R, paragraph, relations, root, run, word_file
from tutordiary.anonymise import word_files, word_package
from tutordiary.anonymise.word_blocks import Block, Cell, with_texts
from tutordiary.anonymise.word_files import read_word
from tutordiary.anonymise.word_writing import write_blocks
from tutordiary.errors import BadInput


@pytest.fixture
def made(tmp_path):
    """Write a Word file and read it."""

    def write(body, parts=None, **options):
        return read_word(word_file(tmp_path / "diary.docx", body, parts, **options))

    return write


def texts(found):
    return [text for block in found.blocks for text in block.texts]


def test_a_name_split_over_runs_and_marks_is_one_word(made):
    found = made(
        paragraph(
            run("Ky"), '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="x"/>', run("la")
        )
    )
    assert texts(found) == ["Kyla"]


def test_what_was_deleted_moved_away_hidden_or_commented_stays_behind(made):
    body = (
        paragraph(
            "<w:del w:id='1'><w:r><w:delText>Kyla</w:delText></w:r></w:del>",
            "<w:moveFrom w:id='2'><w:r><w:t>Otis</w:t></w:r></w:moveFrom>",
            f"<w:ins w:id='3'>{run('She')}</w:ins>",
            run(" sang"),
            run(" Wanda", "<w:vanish/>"),
            run(" twice", '<w:vanish w:val="0"/>'),
        )
        + paragraph("Ferdy", style="Secret")
        + paragraph(run("Grace", '<w:rStyle w:val="Secret"/>'), "rest")
    )
    styles = root("styles", '<w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>')
    comments = root("comments", f'<w:comment w:id="1" w:author="Kyla">{paragraph("Kyla")}</w:comment>')
    found = made(
        body,
        {"word/styles.xml": styles, "word/comments.xml": comments},
        rId1="styles styles.xml",
        rId2="comments comments.xml",
    )
    assert texts(found) == ["She sang twice", "rest"]
    left = found.left_behind
    assert (left.deleted, left.hidden, left.comments) == (2, 3, 1)


def field(code, *shown):
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{''.join(shown)}{marks[2]}"


def test_fields_show_their_words_and_never_their_instructions(made):
    inner = field("MERGEFIELD Kyla", run("hidden in a code"))
    body = (
        paragraph(field('HYPERLINK "mailto:kyla@example.org"', run("write to us")))
        + paragraph('<w:hyperlink r:id="rId9">', run("her page"), "</w:hyperlink>")
        + paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', inner, field("X", run("no")), "seen?")
        + paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "after")
        + paragraph(field("TOC", run("Week 1, page 3")), "Contents gone")
    )
    found = made(body, rId9="hyperlink https://example.org/kyla")
    assert texts(found) == ["write to us", "her page", "after", "Contents gone"]
    assert found.left_behind.links == 2


def test_text_boxes_come_once_and_pictures_are_counted(made):
    box = f"<w:txbxContent>{paragraph('in a box')}</w:txbxContent>"
    choice = f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    picture = (
        '<w:r><w:drawing><a:x xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/picture"/>'
        '<p:pic xmlns:p="http://schemas.openxmlformats.org/drawingml/2006/picture" descr="Kyla"/>'
        "</w:drawing></w:r>"
    )
    chart = "<w:r><w:drawing><x/></w:drawing></w:r>"
    body = paragraph(f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>", "before")
    found = made(
        body + paragraph(picture, chart, "<w:r><w:object/></w:r>", "after") + '<w:altChunk r:id="x"/>'
    )
    assert texts(found) == ["before", "in a box", "after"]
    assert (found.left_behind.pictures, found.left_behind.objects) == (1, 3)


def test_notes_are_told_at_the_end_by_number_and_loose_ones_are_hidden(made):
    notes = root(
        "footnotes",
        f'<w:footnote w:id="0" w:type="separator">{paragraph("-")}</w:footnote>'
        f'<w:footnote w:id="5">{paragraph("Her aunt plays.")}</w:footnote>'
        f'<w:footnote w:id="6">{paragraph("Nobody points here.")}</w:footnote>',
    )
    body = paragraph("She sang", '<w:r><w:footnoteReference w:id="5"/></w:r>', ".")
    found = made(body, {"word/footnotes.xml": notes}, rId1="footnotes footnotes.xml")
    assert texts(found) == ["She sang (note 1).", "Notes", "Note 1: Her aunt plays."]
    assert found.left_behind.hidden == 1


def test_headings_lists_tables_and_headers_keep_their_shape(made, tmp_path):
    styles = root(
        "styles",
        '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="cy-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="Child"><w:basedOn w:val="berschrift2"/></w:style>'
        '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>',
    )
    numbering = root(
        "numbering",
        '<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="4"/></w:num>',
    )
    listed = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="9"/></w:numPr>'
    row = "<w:tr>{}</w:tr>"
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("Both")}</w:tc>'
    cells = f"<w:tc>{paragraph('A')}{paragraph('B')}</w:tc><w:sdt><w:sdtContent><w:tc>{paragraph('C')}"
    table = f"<w:tbl>{row.format(wide)}{row.format(cells + '</w:tc></w:sdtContent></w:sdt>')}</w:tbl>"
    section = (
        '<w:sectPr><w:headerReference r:id="rId3"/><w:footerReference r:id="rId4"/>'
        '<w:pgSz w:w="16838" w:h="11906"/></w:sectPr>'
    )
    found = made(
        paragraph("Week", style="Child")
        + paragraph("dot", properties=listed.format(0))
        + paragraph("letter", properties=listed.format(1))
        + paragraph("round", style="Loop")
        + table
        + section,
        {
            "word/styles.xml": styles,
            "word/numbering.xml": numbering,
            "word/header1.xml": root("hdr", paragraph("Diary")),
            "word/footer1.xml": root("ftr", paragraph("Page ", field("PAGE", run("1")), " of 9")),
        },
        rId1="styles styles.xml",
        rId2="numbering numbering.xml",
        rId3="header header1.xml",
        rId4="footer footer1.xml",
    )
    assert found.blocks == (
        Block("Diary", part="header"),
        Block("Week", level=2),
        Block("dot", listing="bullet", list_id=9),
        Block("letter", listing="number", depth=1, list_id=9),
        Block("round"),
        Block(rows=((Cell(("Both",), 2),), (Cell(("A", "B")), Cell(("C",))))),
    )
    assert (found.page, found.language) == ((16838, 11906), "cy-GB")
    again = io.BytesIO()
    write_blocks(again, found.blocks, page=found.page, language=found.language)
    file = tmp_path / "copy.docx"
    file.write_bytes(again.getvalue())
    copied = read_word(file)
    assert [(b.texts, b.level, b.listing, b.depth, b.part) for b in copied.blocks] == [
        (b.texts, b.level, b.listing, b.depth, b.part) for b in found.blocks
    ]
    assert (copied.page, copied.language) == (found.page, found.language)


def test_other_texts_go_into_the_places_of_the_old_and_none_takes_out():
    table = Block(rows=((Cell(("a", "b")), Cell(("c",))), (Cell(("d",)),)))
    blocks = (Block("one"), table, Block("two"))
    changed = with_texts(blocks, [None, "A", None, "C", None, "TWO"])
    assert changed == (Block(rows=((Cell(("A",)), Cell(("C",))),)), Block("TWO"))


def test_a_strict_document_is_read_as_any_other(made):
    assert texts(made(paragraph("Kyla"), space=STRICT)) == ["Kyla"]


def refused(tmp_path, name, data):
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(BadInput) as caught:
        read_word(file)
    assert file.read_bytes() == data
    return str(caught.value)


def test_what_is_not_read_is_told_apart_in_a_sentence(tmp_path):
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    assert "old format" in refused(tmp_path, "a.doc", old)
    locked = old + "EncryptedPackage".encode("utf-16-le")
    assert "locked with a password" in refused(tmp_path, "b.docx", locked)
    assert "is a PDF" in refused(tmp_path, "c.docx", b"%PDF-1.7 ...")
    assert "is an RTF file" in refused(tmp_path, "d.doc", b"{\\rtf1 hello}")
    for name, says in (
        ("word/vbaProject.bin", "holds macros"),
        ("mimetype", "not a Word document"),
    ):
        file = word_file(tmp_path / "e.docx", paragraph("x"), {name: b"x"})
        assert says in refused(tmp_path, "f.docx", file.read_bytes())
    bomb = word_file(tmp_path / "g.docx", paragraph("x" * 40_000_000))
    assert bomb.stat().st_size < 100_000
    assert "too large" in refused(tmp_path, "h.docx", bomb.read_bytes())
    evil = '<!DOCTYPE w [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + root("styles", "<w:x>&b;</w:x>")
    file = word_file(tmp_path / "i.docx", paragraph("x"), {"word/s.xml": evil}, rId1="styles s.xml")
    assert "may be damaged" in refused(tmp_path, "j.docx", file.read_bytes())


def test_a_document_nobody_could_read_through_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(word_files, "MOST_PARAGRAPHS", 3)
    file = word_file(tmp_path / "a.docx", paragraph("x") * 4)
    with pytest.raises(BadInput, match="too long"):
        read_word(file)
    monkeypatch.setattr(word_package, "MOST_MEMBERS", 3)
    with pytest.raises(BadInput, match="not a Word document"):
        read_word(file)


WORDS = st.sampled_from(["Kyla", "a", " ", "&amp;", "é", "\u200b"])
MARKS = st.sampled_from(
    ["<w:tab/>", "<w:br/>", '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="separate"/>',
     '<w:fldChar w:fldCharType="end"/>', "<w:instrText>TOC</w:instrText>", "<w:vanish/>", "<w:drawing/>",
     '<w:footnoteReference w:id="1"/>', "<w:sym/>", "<!-- Kyla -->", "<?kyla?>", "<w:object/>"]
)  # fmt: skip
NAMES = st.sampled_from(
    ["p", "r", "tbl", "tr", "tc", "ins", "del", "sdt", "sdtContent", "hyperlink", "txbxContent", "pict",
     "pPr", "rPr", "smartTag", "moveTo", "numPr", "fldSimple"]
)  # fmt: skip


@st.composite
def trees(draw, depth=5):
    """Draw elements of Word's in any order, nested as no program would."""
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        if depth and draw(st.booleans()):
            name = draw(NAMES)
            parts.append(f"<w:{name}>{draw(trees(depth=depth - 1))}</w:{name}>")
        else:
            parts.append(draw(MARKS) if draw(st.booleans()) else f"<w:t>{draw(WORDS)}</w:t>")
    return "".join(parts)


@settings(max_examples=60)
@given(trees())
def test_any_elements_in_any_order_are_read_and_written_again(tmp_path_factory, body):
    folder = tmp_path_factory.mktemp("trees", numbered=True)
    found = read_word(word_file(folder / "a.docx", body))
    stream = io.BytesIO()
    write_blocks(stream, found.blocks)
    (folder / "b.docx").write_bytes(stream.getvalue())
    again = read_word(folder / "b.docx")
    kept = [text.replace("\u200b", "").split() for text in texts(found)]
    assert [text.replace("\u200b", "").split() for text in texts(again)] == kept
    assert not any("<" in text for text in texts(again))


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_file_is_refused_or_read_never_worse(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("damage", numbered=True)
    whole = bytearray(
        word_file(
            folder / "a.docx",
            paragraph("Kyla sang") * 3,
            {"word/_rels/x.rels": relations(a="styles ../../../etc/passwd")},
            rId1="styles ../../secret.xml",
            rId2="header /word/none.xml",
        ).read_bytes()
    )
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(whole)))
    file = folder / "b.docx"
    file.write_bytes(bytes(whole[:cut] if data.draw(st.booleans()) else whole))
    said = ""
    try:
        assert isinstance(read_word(file).blocks, tuple)
    except BadInput as error:
        said = str(error)
    assert "Kyla" not in said


def test_a_written_document_says_nothing_of_its_own(tmp_path):
    stream = io.BytesIO()
    write_blocks(stream, [Block("Kyla\x00\ud800 <&>\tend", level=1), Block("x", listing="number", list_id=3)])
    with zipfile.ZipFile(stream) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8")
        assert {info.date_time[0] for info in archive.infolist()} == {2020}
    assert "Kyla &lt;&amp;&gt;" in everything
    assert f'xmlns:r="{R}"' in everything
