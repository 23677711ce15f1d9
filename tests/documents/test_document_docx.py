"""Word files, opened again and read."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import replace

import document_samples as samples
import pytest
from docx import Document
from docx.text.paragraph import Paragraph
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from proof_samples import RICH

from tutordiary.documents.blocks import Heading, Title
from tutordiary.documents.content import Style
from tutordiary.documents.docx import NO_LOGO, render_docx
from tutordiary.documents.outline import outline

EVERY = {
    "senco": samples.FULL,
    "empty": samples.EMPTY,
    "family": samples.FAMILY,
    "case": samples.CASE,
    "collation": samples.COLLATION,
    "pack": replace(samples.PACK, with_agenda=True, with_facilitator=True),
}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(params=list(EVERY))
def name(request):
    return request.param


def opened(document):
    return Document(io.BytesIO(render_docx(document).data))


def test_headings_are_real_and_in_order(name):
    blocks = outline(EVERY[name]).blocks
    repeated = {block.text for block in blocks if isinstance(block, Heading) and block.level == 3}
    wanted = [block.text for block in blocks if isinstance(block, Title | Heading)]
    styles = ("Title", "Heading 1", "Heading 2")
    file = opened(EVERY[name])
    every = [Paragraph(node, file) for node in file.element.body.iter(f"{W}p")]
    found = [one.text for one in every if one.style.name in styles]
    # The outcomes over tables of observations are the first column of one table.
    assert [one for one in wanted if one in found or one not in repeated] == found


def test_every_picture_has_words(name):
    file = opened(EVERY[name])
    pictures = [shape._inline.docPr for shape in file.inline_shapes]
    assert all(picture.get("descr") for picture in pictures)
    assert len({picture.get("id") for picture in pictures}) == len(pictures)


def test_pictures_tell_what_strips_show():
    alts = [shape._inline.docPr.get("descr") for shape in opened(samples.FULL).inline_shapes]
    assert len(alts) == 12
    assert alts[0].startswith("Attended 18 of 20 sessions. Absent: 5 Feb, 16 Apr.")
    assert "1 observation. 28 May 2026: a glimpse." in alts[5]


def test_tables_repeat_their_head_and_observations_are_one_table():
    tables = opened(samples.FULL).tables
    grids = [table for table in tables if table.rows[0]._tr.find(f".//{W}tblHeader") is not None]
    assert len(grids) == 4
    observed = [[cell.text for cell in row.cells] for row in grids[0].rows]
    assert observed[0] == ["Outcome", "Indicator", "8 Jan to 18 Jun 2026", "First to latest", "Seen"]
    assert [row[0] for row in observed[1:]] == [
        *["Musical skill and knowledge"] * 2,
        *["Agency"] * 3,
        *["Resilience"] * 3,
        *["Building a musical community"] * 3,
    ]
    spans = grids[0]._tbl.xpath("./w:tr/w:tc[1]/w:tcPr/w:vMerge/@w:val")
    assert spans == ["restart"] * 4
    assert observed[1][3] == "A glimpse to often"


def test_next_steps_stand_side_by_side_under_their_headings():
    table = opened(samples.SENCO).tables[-1]
    assert [cell.text for cell in table.rows[0].cells] == ["Assess", "Plan", "Do", "Review"]
    assert {cell.paragraphs[0].style.name for cell in table.rows[0].cells} == {"Heading 2"}
    assert table.cell(1, 2).text.startswith("Weekly 30 minutes")
    long = replace(samples.SENCO.next_steps, plan="A long plan. " * 40)
    headings = [p.text for p in opened(replace(samples.SENCO, next_steps=long)).paragraphs]
    assert "Assess" in headings


def test_an_outcome_with_nothing_seen_stands_by_itself():
    file = opened(samples.LITTLE)
    assert "Musical skill and knowledge" in [
        one.text for one in file.paragraphs if one.style.name == "Heading 2"
    ]


def test_language_and_properties_are_neutral(name):
    data = render_docx(EVERY[name]).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not [part for part in package.namelist() if "thumbnail" in part or "customXml" in part]
        styles = package.read("word/styles.xml").decode()
        core = package.read("docProps/core.xml").decode()
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert 'w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="en-GB"' in styles
    assert "Arial" in styles
    assert "python-docx" not in core
    assert "created" not in core
    assert "Tutor Diary" in core


def test_the_same_content_gives_the_same_bytes(name):
    assert render_docx(EVERY[name]).data == render_docx(EVERY[name]).data


def test_a_sample_says_so_on_every_page():
    section = opened(replace(samples.FULL, style=samples.SAMPLE)).sections[0]
    assert section.header.paragraphs[0].text == "Sample diary: invented people"
    assert section.footer.paragraphs[0].text.startswith(
        "Sample diary: invented people. Confidential: Rowan T."
    )


def test_large_print_is_larger():
    sizes = [
        opened(replace(samples.FULL, style=style)).styles["Cell"].font.size.pt
        for style in (samples.SAMPLE, samples.LARGE)
    ]
    assert sizes == [9, 11.5]


def test_words_are_what_was_written():
    report = replace(samples.SENCO, summary="Rock & <b>Roll</b> [2] [99]", still_hard="one\ntwo\n\nthree")
    file = opened(report)
    texts = [paragraph.text for paragraph in file.paragraphs]
    assert "Rock & <b>Roll</b>\u00a02 [99]" in texts
    raised = file.element.body.xpath("./w:p//w:r[w:rPr/w:vertAlign]/w:t/text()")
    assert raised == ["\u00a02"]
    assert "one\ntwo" in texts
    assert "three" in texts


def test_light_marks_are_real_headings_lists_and_strong_words():
    file = opened(replace(samples.SENCO, still_hard=RICH, what_helps="- one\n\nagain\n1. first\n\n5. fifth"))
    told = [(paragraph.style.name, paragraph.text) for paragraph in file.paragraphs]
    at = told.index(("Heading 1", "Still hard"))
    assert told[at + 1 : at + 8] == [
        ("Normal", "She began beside the door and left it open."),
        ("Heading 2", "What helped"),
        ("List Bullet", "a quiet start"),
        ("List Bullet", "a job on arrival"),
        ("List Number", "first the box"),
        ("List Number", "then the bells"),
        ("Normal", "And then she led. 5 * 3 is 15 & <b>no mark</b>."),
    ]
    worded = file.paragraphs[: [paragraph.text for paragraph in file.paragraphs].index("Next steps")]
    strong = [run.text for paragraph in worded for run in paragraph.runs if run.bold]
    assert strong == ["beside the door", "start"]


def test_sources_run_in_one_paragraph():
    line = next(one for one in opened(samples.SENCO).paragraphs if one.style.name == "Source line")
    assert line.text.startswith("1\u00a0Diary, 8 Jan. 2\u00a0Diary, 29 Jan.")
    assert [run.text for run in line.runs if run.bold] == [f"{number}\u00a0" for number in range(1, 8)]


def test_raised_numbers_lead_to_their_sources():
    body = opened(samples.FULL).element.body
    links = body.xpath("//w:hyperlink/@w:anchor")
    places = body.xpath("//w:bookmarkStart/@w:name")
    assert {"source2", "source5"} <= set(links) <= set(places)
    assert len(places) == len(set(places)) == 7
    hidden = opened(replace(samples.FULL, style=Style(left_out=("evidence",)))).element.body
    assert not hidden.xpath("//w:hyperlink")


def test_each_counted_list_has_a_count_of_its_own():
    file = opened(
        replace(samples.SENCO, still_hard=RICH, what_helps="5. fifth\n6. sixth\n\nthen\n\n1. first")
    )
    counts = [p._p.pPr.numPr.numId.val for p in file.paragraphs if p.style.name == "List Number"]
    assert counts == [counts[0], counts[0], counts[2], counts[2], counts[4]]
    assert len(set(counts)) == 3
    starts = file.part.numbering_part.element.xpath(f"//w:num[@w:numId={counts[2]}]//w:startOverride/@w:val")
    assert starts == ["5"]


def test_words_that_are_not_worded_by_the_tutor_stand_as_typed():
    target = replace(samples.SENCO.targets[0], happened="- he **chose**", evidence=())
    voice = replace(samples.SENCO.voices[0], words="**No** way")
    file = opened(replace(samples.SENCO, targets=(target,), voices=(voice,)))
    assert file.tables[2].cell(1, 1).text == "- he **chose**"
    assert "“**No** way”" in [paragraph.text for paragraph in file.paragraphs]


def test_words_from_right_to_left_are_marked_and_begin_at_the_right():
    said = replace(samples.SENCO.voices[0], words="أحب الطبل الكبير")
    file = opened(replace(samples.SENCO, summary="She says شكرا جزيلا and means it.", voices=(said,)))
    summary = next(one for one in file.paragraphs if one.text.startswith("She says"))
    assert [(run.text, bool(run.font.rtl)) for run in summary.runs] == [
        ("She says ", False),
        ("شكرا جزيلا", True),
        (" and means it.", False),
    ]
    assert not summary._p.xpath("./w:pPr/w:bidi")
    quote = next(one for one in file.paragraphs if "الطبل" in one.text)
    assert quote._p.xpath("./w:pPr/w:bidi")


def png(size=(300, 60), **how):
    target = io.BytesIO()
    Image.new("RGBA", size, (14, 90, 102, 128)).save(target, "PNG", **how)
    return target.getvalue()


def test_a_logo_stands_first_with_words_and_nothing_hidden():
    about = PngInfo()
    about.add_text("GPS", "hidden place")
    style = Style(logo=png(pnginfo=about), service="Wexcombe Music Service")
    made = render_docx(replace(samples.FAMILY, style=style))
    shape = Document(io.BytesIO(made.data)).inline_shapes[0]
    assert shape._inline.docPr.get("descr") == "Logo of Wexcombe Music Service"
    assert (round(shape.width.pt), round(shape.height.pt)) == (150, 30)
    with zipfile.ZipFile(io.BytesIO(made.data)) as package:
        media = [package.read(part) for part in package.namelist() if part.startswith("word/media/")]
    assert len(media) == 1
    assert b"hidden place" not in media[0]


def claiming(width, height):
    """A small PNG whose head says it is huge."""
    small = png()
    head = b"IHDR" + struct.pack(">II", width, height) + small[24:29]
    return small[:12] + head + struct.pack(">I", zlib.crc32(head)) + small[33:]


HUGE = [claiming(13_000, 13_000), claiming(60_000, 60_000)]


@pytest.mark.parametrize("logo", [b"no picture", png()[:60], png((3000, 1500)), *HUGE])
def test_a_logo_that_cannot_be_read_is_left_out_and_named(logo):
    made = render_docx(replace(samples.FAMILY, style=Style(logo=logo)))
    assert made.warnings == (NO_LOGO,)
    assert not Document(io.BytesIO(made.data)).inline_shapes
