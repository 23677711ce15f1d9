"""Twenty thousand characters, endless marks, control and bidi characters, nothing at all: in every field."""

from __future__ import annotations

import io
import time
import unicodedata
import zipfile
from dataclasses import replace

import document_samples as samples
import pytest
from docx import Document
from every_text import with_every_text
from story_samples import CASE, COLLATION, EVERYTHING, FAMILY, PACK, PLAN, RECOVERY, SLIPS

from tutordiary.documents.writer import write

DOCUMENTS = {
    "senco": samples.FULL,
    "family": FAMILY,
    "plan": PLAN,
    "slips": SLIPS,
    "case": CASE,
    "pack": PACK,
    "collation": COLLATION,
    "everything": replace(EVERYTHING, held=EVERYTHING.held[1:]),
}
TEXTS = {
    "words": "endless words " * 1500,
    "marks": "- **a** b\n1. c\n## d **a **\n\n" * 600,
    "bidi and control": "\x00\u202eabc\u2066 مرحبا \ud800\x1b[31m 👩‍👩‍👧‍👦 <w:t>&amp;" * 400,
    "nothing": "",
}
MOST_SECONDS = 10.0
NEVER_PRINTED = ("Cc", "Cs", "Cf")


@pytest.mark.parametrize("kind", list(TEXTS))
@pytest.mark.parametrize("name", list(DOCUMENTS))
def test_whatever_stands_in_every_field_there_is_a_document(name, kind):
    document = with_every_text(DOCUMENTS[name], TEXTS[kind])
    started = time.monotonic()
    made = {form: write(document, form) for form in ("docx", "text", "md")}
    assert time.monotonic() - started < MOST_SECONDS
    opened = Document(io.BytesIO(made["docx"].data))
    assert [paragraph for paragraph in opened.paragraphs if paragraph.style.name == "Title"]
    for form in ("text", "md"):
        words = made[form].data.decode()
        assert words.endswith("\n")
        assert not [one for one in words if unicodedata.category(one) in NEVER_PRINTED and one != "\n"]
    cut = [warning for warning in made["text"].warnings if "the rest was left out" in warning]
    assert bool(cut) == (kind != "nothing")


@pytest.mark.parametrize("name", ["plan", "slips", "everything"])
@pytest.mark.parametrize("kind", ["marks", "nothing"])
def test_so_do_the_pages(name, kind):
    made = write(with_every_text(DOCUMENTS[name], TEXTS[kind]), "pdf")
    assert 1 <= made.pages <= 40


def test_a_recovery_sheet_without_a_word_says_so():
    assert write(with_every_text(RECOVERY, ""), "pdf").pages == 1


def test_word_files_hold_words_and_never_a_link_or_a_program():
    hostile = '=HYPERLINK("x") http://example.org <w:instrText>DDE</w:instrText>'
    document = with_every_text(samples.FULL, hostile)
    with zipfile.ZipFile(io.BytesIO(write(document, "docx").data)) as package:
        relations = [package.read(name).decode() for name in package.namelist() if name.endswith(".rels")]
        body = package.read("word/document.xml").decode()
    assert not [one for one in relations if "External" in one]
    assert "<w:instrText>DDE" not in body
    assert "&lt;w:instrText&gt;DDE" in body
