"""Words read from the right, letters that join, and the light marks of worded texts on a page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pdf_reading import spoken, structure, text_of
from reportlab.pdfbase import pdfmetrics
from small_pages import BODY, page, words

from tutordiary.documents import shaping
from tutordiary.documents.fonts import font_name
from tutordiary.documents.pdf.flow import WIDTH, Type
from tutordiary.documents.shaping import in_order, reads_from_right, shaped, width_of

WORDED = (
    "Opening **strong [1] words** and plain.\nsecond line\n\n## What I tried\n- first **item**\n- second\n"
    "1. one\n2. two\n\nafter **not strong"
)


def order(*texts, from_right=False):
    return [piece.text for piece in in_order(texts, from_right=from_right)]


def test_plain_words_stay_as_they_are():
    assert order("Ada, 12/3 (and more). ") == ["Ada, 12/3 (and more). "]


def test_names_from_the_right_are_turned_where_they_stand():
    assert order("He is ", "محمد ", "علی", ", ok") == ["He is ", "علی", "محمد ", ", ok"]
    assert order("(שלום) a") == ["(", "שלום", ") a"]


def test_figures_keep_their_order_among_words_from_the_right():
    assert order("محمد 12/3 علی") == [" علی", "12/3", "محمد "]


def test_a_line_from_the_right_starts_at_the_right():
    assert order("محمد and Ada.", from_right=True) == [".", "and Ada", "محمد "]


@given(st.lists(st.text("aZ1 .,()/-محמשלָ\u0301🥁", max_size=12), max_size=5), st.booleans())
def test_no_letter_is_lost_in_turning(texts, from_right):
    pieces = in_order(texts, from_right=from_right)
    for owner, text in enumerate(texts):
        assert sorted("".join(piece.text for piece in pieces if piece.owner == owner)) == sorted(text)


def test_only_a_sentence_turns_a_paragraph_round():
    assert not reads_from_right("محمد علی")
    assert not reads_from_right("She wrote محمد نے آج ڈھول on the large sheet of paper by the door")
    assert reads_from_right("محمد نے آج ڈھول بجایا <font name='x'>and</font>")


def test_joined_letters_are_narrower_and_each_is_known():
    font = font_name("arabic", "regular")
    letters = {}
    glyphs = shaped("بب", font, letters, "rtl")
    assert width_of(glyphs, font, 10) < width_of("بب", font, 10)
    assert set(letters.values()) == {"ب"}


def test_a_paragraph_is_read_aloud_as_it_was_typed():
    text = "(محمد علی) played 12 bars. हिंदी, ọ́."
    tree = structure(words(text).data)
    assert [span.actual for span in tree.all("Span")] == [text]
    assert not structure(words("Ada played 12 bars.").data).all("Span")


def test_a_long_paragraph_from_the_right_crosses_pages_and_is_said_once():
    text = "محمد نے آج ڈھول بجایا اور سب نے تالیاں بجائیں۔ " * 60
    made = words(text.strip(), kind=Type(16, 24))
    (span,) = structure(made.data).all("Span")
    assert made.pages == 2
    assert {mark[0] for mark in span.marks} == {0, 1}
    assert span.actual.count("محمد") == 60


def test_marks_become_headings_lists_and_strong_words():
    def story(setting):
        return setting.rich(setting.root, WORDED, BODY, tail=setting.raised((1,)))

    made = page(story, notes=frozenset({1}))
    tree = structure(made.data)
    assert [kid.tag for kid in tree.kids] == ["P", "H3", "L", "L", "P"]
    bullets, numbers = tree.all("L")
    assert str(bullets.attributes["/ListNumbering"]) == "/Disc"
    assert str(numbers.attributes["/ListNumbering"]) == "/Decimal"
    assert [[kid.tag for kid in item.kids] for item in tree.all("LI")] == [["Lbl", "LBody"]] * 4
    assert [spoken(made.data, label).split() for label in tree.all("Lbl")] == [["•"], ["•"], ["1."], ["2."]]
    said = " ".join(spoken(made.data, tree).replace("\u00a0", " ").split())
    assert said.startswith(
        "Opening strong 1 words and plain. second line What I tried • first item • second 1. one"
    )
    assert said.endswith("after **not strong 1")
    assert "[1]" not in said


def test_a_text_without_marks_is_set_as_it_always_was():
    plain = page(lambda setting: setting.paras(setting.root, "One.\n\nTwo 2*3*4.", BODY))
    worded = page(lambda setting: setting.rich(setting.root, "One.\n\nTwo 2*3*4.", BODY))
    assert worded.data == plain.data


def test_an_item_across_pages_has_one_label_and_a_heading_is_not_left_behind():
    long = " ".join(["words"] * 1500)
    made = page(lambda setting: setting.rich(setting.root, f"- {long}\n- end", Type(12, 18)))
    tree = structure(made.data)
    assert made.pages >= 2
    assert [len(label.marks) for label in tree.all("Lbl")] == [1, 1]
    assert len({mark[0] for mark in tree.all("LBody")[0].marks}) == made.pages
    assert text_of(made.data).count("words") == 1500

    def story(setting):
        first = setting.table([[None]], [WIDTH], [("BOTTOMPADDING", (0, 0), (0, 0), 725)])
        return [*first, *setting.rich(setting.root, "## Heading\ntext", BODY)]

    (heading,) = structure(page(story).data).all("H3")
    assert [mark[0] for mark in heading.marks] == [1]


def test_marks_in_a_cell_and_many_lines_end_in_time():
    text = "\n".join(f"**line** {n}" for n in range(200)) + "\n- " + "item " * 400
    made = page(lambda setting: setting.table([[setting.rich(setting.root, text, BODY)]], [200]))
    said = text_of(made.data)
    assert said.count("line") == 200
    assert said.count("item") == 400


def test_no_word_is_kept_when_the_document_is_done():
    words("Ada wrote محمد and हिंदी.")
    assert shaping._shaped.cache_info().currsize == 0
    width = pdfmetrics.getFont(font_name("atkinson", "regular")).stringWidth
    kept = [cell.cell_contents for cell in width.__closure__ if hasattr(cell.cell_contents, "cache_info")]
    assert [cache.cache_info().currsize for cache in kept] == [0]
