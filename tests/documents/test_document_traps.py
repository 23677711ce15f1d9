"""reportlab's traps, each met once: what goes wrong without a guard is in the name of its test."""

from __future__ import annotations

import io
import time
from dataclasses import replace

import document_samples as samples
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_reading import spoken, structure, text_of
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Spacer
from small_pages import BODY, page, words

from tutordiary.documents.content import Style
from tutordiary.documents.fonts import font_name
from tutordiary.documents.pdf import render_pdf
from tutordiary.documents.pdf.flow import WIDTH, Setting, Type
from tutordiary.documents.pdf.marks import logo
from tutordiary.documents.pdf.tagging import TaggedCanvas
from tutordiary.errors import BugError

LONG = "A sentence of some length that goes on and on. " * 200


def plain(data):
    return " ".join(text_of(data).split())


def tables_of(data):
    """Return for each font of a file its name and what its glyphs stand for; a font must be embedded."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
        fonts = [item for item in found if item.get("/Type") == "/Font"]
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
        return {f"{font.BaseFont} {n}": font.ToUnicode.read_bytes().decode() for n, font in enumerate(fonts)}


def pictures_of(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [pikepdf.PdfImage(image).as_pil_image() for image in pdf.pages[0].get_images().values()]


def test_trap_01_a_table_inside_a_table_never_comes_back():
    setting = Setting("atkinson", 1.0)
    inner = setting.table([[setting.paras(setting.root, LONG, BODY)]], [190])
    with pytest.raises(BugError):
        setting.table([[inner]], [200])


def test_trap_02_text_longer_than_a_page_in_a_cell_gives_no_file():
    made = page(lambda setting: setting.table([[setting.paras(setting.root, LONG, BODY)]], [190]))
    assert made.pages >= 2
    assert plain(made.data).count("length") == 200


def test_trap_03_line_ends_in_one_paragraph_take_quadratic_time():
    text = "\n".join(f"line {n}" for n in range(4000))
    started = time.process_time()
    made = words(text)
    # Left to itself reportlab needs over four seconds here, each doubling four times as long.
    assert time.process_time() - started < 3
    assert "line 3999" in plain(made.data)


@pytest.mark.parametrize("word", ["(محمد", "Aمحمد", "שלוםz9", "ọ́محمد.", "हिंदीमحمد"])
def test_trap_04_a_word_of_two_scripts_stops_the_press(word):
    assert words(f"Before {word} after", word).pages == 1


LETTERS = st.text(st.sampled_from("aZ9 .()[]-–:/محمدیے،שלוםָבहिंदीक्षọ́ẹ̀王김🥁👍🏽🇬🇧♯\u00a0\n"), max_size=60)


@settings(max_examples=25, deadline=None)
@given(LETTERS)
def test_trap_04_no_mixture_of_scripts_does(text):
    made = words(f"x {text} x")
    assert made.pages == 1
    said = spoken(made.data, structure(made.data)).split()
    assert said == f"x {text} x".split() or made.warnings


def test_trap_05_a_raised_mark_at_the_start_of_a_line_has_no_operator_before_it():
    made = words("ọ́ " * 200, "[1] note", notes=frozenset({1}))
    assert "ọ́" in text_of(made.data)
    line = TaggedCanvas(io.BytesIO()).beginText(0, 0)
    line._code = []
    line.setRise(3)
    line.setRise(0)
    assert line._code == ["0 Ts"]


def test_trap_06_pictures_and_joined_letters_are_copied_as_nonsense():
    many = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 150))
    made = words("drum 🥁", "हिंदी क्षत्रिय", "محمد", many)
    text = text_of(made.data)
    for word in ("🥁", "हिंदी", "क्षत्रिय", "محمد"):
        assert word in text
    lines = "\n".join(tables_of(made.data).values()).split("\n")
    counts = [int(line.split()[0]) for line in lines if "beginbfchar" in line]
    assert max(counts) == 100
    assert sum(counts) > 150


def test_trap_07_words_at_the_ends_of_lines_are_read_as_one():
    made = words("week she " * 60)
    assert spoken(made.data, structure(made.data)).split() == ["week", "she"] * 60
    made = words("one\ntwo")
    assert spoken(made.data, structure(made.data)).split() == ["one", "two"]


@pytest.mark.parametrize("typed", ["<b> never closed", "Tom &nosuch; Jerry", "5 < 6 && 7 > 6"])
def test_trap_08_marks_of_a_markup_stop_the_press(typed):
    assert typed in plain(words(typed).data)


def test_trap_09_an_unknown_tag_is_deleted_with_its_words():
    assert "see <notes> and </notes>" in plain(words("see <notes> and </notes>").data)


def test_trap_10_a_tag_pulls_a_picture_of_the_computer_into_the_page(tmp_path):
    Image.new("RGB", (4, 4), "red").save(tmp_path / "private.png")
    made = words(f'<img src="{tmp_path}/private.png" width="9" height="9"/>')
    assert "<img src=" in plain(made.data)
    assert pictures_of(made.data) == []


def test_trap_11_nothing_where_words_belong_stops_the_press():
    made = render_pdf(replace(samples.SENCO, strengths=None, still_hard=None))
    assert made.pages >= 1


def test_trap_12_an_empty_table_or_story_gives_a_file_without_pages():
    assert Setting("atkinson", 1.0).table([], [10]) == []
    assert page(lambda setting: []).pages == 1


def with_position(photo):
    about = Image.Exif()
    about[0x010F] = "SECRETCAMERA"
    about[0x0112] = 6
    target = io.BytesIO()
    photo.save(target, "JPEG", exif=about)
    return target.getvalue()


def logo_page(picture):
    style = Style(logo=picture, service="Hill Music")
    return page(lambda setting: logo(setting, setting.root, (120, 40), style=style))


def test_trap_13_a_photo_brings_its_camera_and_place_into_the_file():
    photo = with_position(Image.effect_noise((60, 20), 40).convert("RGB"))
    assert b"SECRETCAMERA" in photo
    made = logo_page(photo)
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert not any(b"SECRETCAMERA" in stream.read_raw_bytes() for stream in streams(pdf))
    (figure,) = structure(made.data).all("Figure")
    assert figure.alt == "Logo of Hill Music"
    x0, y0, x1, y1 = (float(n) for n in figure.attributes["/BBox"])
    assert x1 - x0 == pytest.approx(40 / 3, abs=0.1)
    assert y1 - y0 == pytest.approx(40, abs=0.1)


def streams(pdf):
    return [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]


def test_trap_14_a_photo_lies_on_its_side_and_half_a_photo_is_taken():
    photo = with_position(Image.effect_noise((60, 20), 40).convert("RGB"))
    assert [picture.size for picture in pictures_of(logo_page(photo).data)] == [(20, 60)]
    half = logo_page(photo[: len(photo) // 2])
    assert pictures_of(half.data) == []
    assert half.warnings == ("The logo could not be read, so it is not on the page. Choose it again.",)


def test_trap_15_a_picture_of_168_megapixels_takes_the_memory():
    target = io.BytesIO()
    Image.new("1", (14_000, 12_000)).save(target, "PNG")
    started = time.process_time()
    made = logo_page(target.getvalue())
    assert time.process_time() - started < 2
    assert made.warnings
    assert pictures_of(made.data) == []
    wide = io.BytesIO()
    Image.new("L", (5000, 1000), 200).save(wide, "PNG")
    assert max(pictures_of(logo_page(wide.getvalue()).data)[0].size) <= 1600


def test_trap_16_an_empty_cell_brings_in_a_font_that_is_not_embedded():
    made = page(
        lambda setting: setting.table([["", None, setting.paras(setting.root, "x", BODY)]], [50, 50, 50])
    )
    assert [name.partition("+")[2][:8] for name in tables_of(made.data)] == ["Atkinson"]


def test_trap_17_a_footer_is_not_joined_as_the_text_is():
    made = words("x", footer="Confidential: محمد علی")
    assert "محمد" in text_of(made.data)
    (drawn,) = [table for name, table in tables_of(made.data).items() if "Arabic" in name]
    # The first and the middle form are two glyphs of one letter.
    assert drawn.count(f"<{'م'.encode('utf-16-be').hex().upper()}>") == 2


def test_trap_18_a_heading_takes_its_whole_table_to_the_next_page():
    def story(setting):
        rows = [[setting.paras(setting.root, f"row {n}", BODY)] for n in range(60)]
        head = setting.heading(setting.root, 2, "Observed", Type(12, 15, "bold"))
        return [Spacer(1, 300), *head, *setting.table(rows, [WIDTH])]

    made = page(story)
    with pikepdf.open(io.BytesIO(made.data)) as pdf, pdf.open_outline() as outline:
        assert outline.root[0].destination[0] == pdf.pages[0].obj
    first_page = text_of(made.data).split("Foot")[0]
    assert "Observed" in first_page
    assert "row 20" in first_page


def test_trap_19_an_arrow_of_ours_is_a_box_on_the_page():
    # That every word of ours is in every face is held in test_document_fonts.
    assert "→ ✓ ♯" in plain(words("→ ✓ ♯").data)


@pytest.mark.parametrize("face", [("atkinson", "regular"), ("andika", "regular"), ("noto", "regular")])
def test_trap_20_a_zero_is_taken_for_a_letter(face):
    glyphs = pdfmetrics.getFont(font_name(*face)).face.charToGlyph
    assert len({glyphs[ord(letter)] for letter in "0OolI1|"}) == 7


def test_trap_21_a_surname_with_a_hyphen_is_cut_in_the_middle():
    setting = Setting("atkinson", 1.0)
    name = "Featherstonehaugh-Cholmondeley"
    kind = setting.fitted(name, Type(25, 30, "bold"), 232, 13)
    assert kind.size < 25
    assert setting.width_of(name, kind) <= 232
    made = page(lambda setting: setting.heading(setting.root, 1, name, kind))
    assert name in plain(made.data)


def test_trap_22_streams_are_written_a_quarter_larger_than_need_be():
    made = words("Plain words, محمد and a picture.")
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert not any("ASCII85" in str(stream.get("/Filter", "")) for stream in streams(pdf))
    assert b"ASCII85" not in logo_page(with_position(Image.new("RGB", (30, 30)))).data


def test_a_picture_is_read_back_as_it_was_drawn():
    target = io.BytesIO()
    Image.new("RGB", (40, 20), "#0e5a66").save(target, "PNG")
    (picture,) = pictures_of(logo_page(target.getvalue()).data)
    assert picture.getpixel((5, 5)) == (14, 90, 102)
