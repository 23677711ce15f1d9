"""The PDFs: what is on the page, what it means, and what is inside the file."""

from __future__ import annotations

import io
from dataclasses import replace

import document_samples as samples
import pikepdf
import pytest
from pdf_reading import spoken, structure, text_of

from tutordiary.documents.content import Dot, IndicatorRow, Letterhead, SencoReport
from tutordiary.documents.pdf import render_pdf

EVERY = {
    "senco": samples.FULL,
    "little": samples.LITTLE,
    "harder": samples.HARDER,
    "long": samples.LONG,
    "large": replace(samples.FULL, style=samples.LARGE),
    "family": samples.FAMILY,
    "case": samples.CASE,
    "pack": replace(samples.PACK, with_agenda=True, with_facilitator=True),
    "collation": samples.COLLATION,
    "recovery": samples.RECOVERY,
}


@pytest.fixture(scope="module")
def made():
    return {name: render_pdf(document) for name, document in EVERY.items()}


@pytest.fixture(params=list(EVERY))
def file(request, made):
    return made[request.param]


def test_every_font_is_embedded_and_none_is_helvetica(file):
    with pikepdf.open(io.BytesIO(file.data)) as pdf:
        fonts = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        ]
        assert fonts
        for font in fonts:
            assert "/FontFile2" in font.FontDescriptor
            assert "Helvetica" not in str(font.BaseFont)


def test_says_its_title_language_and_nothing_of_when_it_was_typed(file):
    with pikepdf.open(io.BytesIO(file.data)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
        assert bool(pdf.Root.MarkInfo.Marked) is True
        assert set(pdf.docinfo.keys()) == {"/Title", "/Author"}
        assert str(pdf.docinfo.Author) == "Tutor Diary"
        assert str(pdf.docinfo.Title)
        assert b"xmp:CreateDate" not in pdf.Root.Metadata.read_bytes()


def test_every_glyph_has_its_letter(file):
    assert "\ufffd" not in spoken(file.data, structure(file.data))


def test_the_tree_starts_with_one_title_and_every_figure_has_words(file):
    tree = structure(file.data)
    headings = tree.all("H1", "H2", "H3")
    assert headings[0].tag == "H1"
    for figure in tree.all("Figure"):
        assert figure.alt
        assert "/BBox" in figure.attributes


def test_tables_have_heads_with_scope_and_rows_of_one_width(file):
    for table in structure(file.data).all("Table"):
        heads = table.all("TH")
        assert heads
        assert all(head.attributes["/Scope"] in ("/Column", "/Row") for head in heads)
        widths = [_cells(row) for row in table.all("TR")]
        spanned = 0
        expected = max(widths)
        for row, width in zip(table.all("TR"), widths, strict=True):
            assert width + (1 if spanned > 0 else 0) == expected
            spanned -= 1
            spans = [int(cell.attributes.get("/RowSpan", 1)) for cell in row.kids]
            spanned = max(spanned, max(spans) - 1)


def _cells(row):
    return sum(int(cell.attributes.get("/ColSpan", 1)) for cell in row.kids)


def test_the_same_content_gives_the_same_bytes(made):
    for name, document in EVERY.items():
        assert render_pdf(document).data == made[name].data


def test_the_report_reads_in_order(made):
    data = made["senco"].data
    tree = structure(data)
    words = " ".join(spoken(data, tree).translate({160: " "}).split())
    order = (
        "End of programme report Rowan T. Musical nurture group",
        "School Fernhill Primary School, Year 5",
        "Sessions 18 of 20 attended",
        "Rowan began by watching",
        "Strengths and interests",
        "What the school hoped for",
        "What was observed, by outcome",
        "Agency Making choices through music Not yet seen to often 6",
        "Then and now",
        "Targets and review",
        "Got there",
        "In their words",
        "Mrs Quill, teaching assistant",
        "Still hard",
        "What helps in music",
        "Next steps Assess",
        "What this rests on: 18 diary entries and 44 observations, 8 January to 18 June 2026",
        "Evidence 1 Diary, 8 Jan.",
        "Space for comments",
    )
    places = [words.find(part) for part in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)


def test_words_at_line_ends_do_not_run_together(made):
    assert "he moved to setting the tempo for the group" in " ".join(text_of(made["senco"].data).split())


def test_strips_say_every_observation(made):
    alts = [figure.alt for figure in structure(made["harder"].data).all("Figure")]
    choices = next(alt for alt in alts if alt.startswith("Making choices"))
    assert (
        "6 observations. First 8 January 2026: often. Latest 11 June 2026: not yet seen, a harder day."
        in choices
    )
    trust = next(alt for alt in alts if alt.startswith("Developing trust"))
    assert trust.count("step not noted") == 3


def test_harder_than_before_is_said_plainly(made):
    text = " ".join(text_of(made["harder"].data).split())
    assert "Often to not yet seen, 3 harder days" in text
    for word in ("Changed my mind", "Not right for me", "Not reviewed yet", "review by 1 Oct"):
        assert word in text


def test_almost_nothing_is_one_honest_page(made):
    text = " ".join(text_of(made["little"].data).split())
    assert made["little"].pages == 1
    assert "too early to describe change" in text
    assert "Nothing recorded yet for: musical skill, knowledge of genres and cultures." in text
    assert "Not yet gathered: a comment from school staff; a comment from a parent or carer." in text


def test_nothing_at_all_is_one_honest_page():
    made = render_pdf(samples.EMPTY)
    text = " ".join(text_of(made.data).split())
    assert made.pages == 1
    for sentence in (
        "Nothing has been recorded yet, so this report cannot describe change.",
        "No observations have been recorded yet.",
        "No targets have been set yet.",
        "Not yet gathered: the pupil’s own words;",
        "To be agreed.",
    ):
        assert sentence in text


def test_the_usual_report_fits_one_page_and_the_full_one_two(made):
    assert render_pdf(samples.SENCO).pages == 1
    assert made["senco"].pages == 2
    assert made["family"].pages == 1
    assert made["pack"].pages == 3
    assert "Page 2 of 2" in text_of(made["senco"].data)


def test_a_document_that_grew_too_long_says_so(made):
    assert made["long"].warnings == (
        f"The report takes {made['long'].pages} pages. Two is what a school reads: choose less.",
    )
    assert made["senco"].warnings == ()
    assert made["large"].warnings == ()


def test_large_print_is_larger(made):
    assert _largest(made["large"].data) > _largest(made["senco"].data) * 1.2


def _largest(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sizes = [float(o[1]) for o, op in pikepdf.parse_content_stream(pdf.pages[0]) if str(op) == "Tf"]
    return sorted(sizes)[len(sizes) // 2]


def test_a_sample_says_so_at_the_top_and_in_the_footer_of_every_page():
    made = render_pdf(replace(samples.FULL, style=samples.SAMPLE))
    text = text_of(made.data)
    assert made.pages == 2
    assert text.count("Sample diary: invented people") == 4
    first = structure(made.data).kids[0]
    assert spoken(made.data, first).strip() == "Sample diary: invented people"
    assert "Sample" not in text_of(render_pdf(samples.FULL).data)


def test_bookmarks_follow_the_headings(made):
    with pikepdf.open(io.BytesIO(made["senco"].data)) as pdf, pdf.open_outline() as outline:
        top = outline.root[0]
        assert top.title == "Rowan T.: end of programme report"
        assert "Targets and review" in [item.title for item in top.children]


def test_a_table_that_crosses_pages_says_its_head_once(made):
    table = structure(made["long"].data).all("Table")[2]
    assert table.all("TR")[0].all("P")[0].marks
    heads = [head for head in table.all("TH") if head.attributes["/Scope"] == "/Column"]
    assert len(heads) == 3
    assert text_of(made["long"].data).count("Target, and who agreed it") > 1


def test_a_long_framework_crosses_pages_whole():
    rows = tuple(
        IndicatorRow(f"Outcome {n // 7}", f"Indicator {n}", (Dot(samples.week(1 + n % 20), n % 4),))
        for n in range(60)
    )
    made = render_pdf(replace(samples.SENCO, rows=rows))
    text = " ".join(text_of(made.data).split())
    assert made.pages >= 3
    assert all(f"Indicator {n} " in text for n in range(60))


def test_one_outcome_may_have_more_indicators_than_a_page():
    rows = tuple(IndicatorRow("Music", f"Indicator {n}", (Dot(samples.week(2), 1),)) for n in range(60))
    text = " ".join(text_of(render_pdf(replace(samples.SENCO, rows=rows)).data).split())
    assert all(f"Indicator {n} " in text for n in range(60))


def test_names_of_many_scripts_are_set():
    made = render_pdf(samples.NAMES)
    text = text_of(made.data)
    for name in ("Ọlọ́runfẹ́mi", "Nguyễn", "Оксана", "Γιάννης", "Łucja Şahin", "Tŵr", "王小明", "谢谢", "🥁"):
        assert name in text
    assert "[?]" not in text
    assert made.warnings == ()


def test_the_family_page_never_says_why_a_pupil_was_put_forward(made):
    text = text_of(made["family"].data).lower()
    for word in ("nurture", "senco", "at risk", "hoped", "sometimes", "glimpse", "step"):
        assert word not in text


def test_counts_that_are_not_given_away_are_not_drawn(made):
    figures = structure(made["collation"].data).all("Figure")
    assert [figure.alt.split(".")[0] for figure in figures] == ["Musical skill and knowledge", "Agency"]
    text = " ".join(text_of(made["collation"].data).split())
    assert "Increased: 12; some early signs: 9; no change seen: 5; less than at the start: 0" in text
    assert "Increased: 9; no change seen: fewer than 5. Not drawn" in text


def test_the_recovery_code_stands_in_groups_of_five(made):
    text = " ".join(text_of(made["recovery"].data).split())
    assert "1 7H2KQ 2 9VWXM 3 4BD3T" in text
    assert "Q4" in text
    assert "Destroy sheet 1." in text


def test_a_case_study_is_a_draft_until_everyone_agreed(made):
    assert "Draft for checking" in text_of(made["case"].data)
    agreed = replace(
        samples.CASE, consents=tuple(replace(consent, given=True) for consent in samples.CASE.consents)
    )
    assert "raft" not in text_of(render_pdf(agreed).data)


def test_references_without_a_note_stay_as_typed():
    report = SencoReport(head=Letterhead(pupil="Ada"), summary="He said [9] and meant it.")
    assert "said [9] and" in text_of(render_pdf(report).data)
