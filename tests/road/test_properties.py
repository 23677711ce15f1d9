"""What each file says of itself beside its pages: the app's name, a title that names nobody, and no time."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pikepdf
import pytest

AUTHOR = "Tutor Diary"
TITLES = {
    "Pupil progress report",
    "Music report",
    "Case study",
    "Reflection pack",
    "Collation",
    "What the tutors’ diaries show together",
}
NO_TIME = (1980, 1, 1, 0, 0, 0)
PROPERTY = re.compile(r"<([a-zA-Z]+:[a-zA-Z]+)(?: [^>]*)?>([^<]+)</")
FIXED = "2026-01-01T00:00:00Z"
ALLOWED = {
    "dc:title": TITLES,
    "dc:creator": {AUTHOR},
    "dc:language": {"en-GB"},
    "cp:lastModifiedBy": {AUTHOR},
    "dcterms:created": {FIXED},
    "dcterms:modified": {FIXED},
}


def test_every_pdf_says_only_its_kind(road):
    for path in road.files("**/*.pdf"):
        with pikepdf.open(path) as pdf:
            said = {key: str(value) for key, value in pdf.docinfo.items()}
            assert set(said) == {"/Title", "/Author"}, path.name
            assert said["/Author"] == AUTHOR
            assert said["/Title"] in TITLES, path.name
            more = pdf.open_metadata(set_pikepdf_as_editor=False)
            assert {key.rpartition("}")[2] for key in more} == {"title", "creator", "language"}
            assert more["dc:title"] == said["/Title"]
            assert "/Names" not in pdf.Root or "/EmbeddedFiles" not in pdf.Root.Names


def test_every_office_file_says_only_its_kind(road):
    for path in road.files("**/*.docx", "**/*.xlsx"):
        with zipfile.ZipFile(path) as box:
            core = box.read("docProps/core.xml").decode()
            said = PROPERTY.findall(core)
            assert {name for name, _ in said} >= {"dc:title", "dc:creator"}
            for name, value in said:
                assert value in ALLOWED[name], f"{path.name}: {name} is {value}"
            assert not {"docProps/custom.xml", "word/people.xml", "word/comments.xml"} & set(box.namelist())
            words = b"".join(box.read(name) for name in box.namelist() if name.endswith(".xml"))
            assert not re.search(rb'w:rsid[A-Za-z]*="|w:author="|<(?:Company|Manager)>[^<]|absPath', words)


@pytest.mark.parametrize("ending", ["docx", "xlsx", "tdbundle"])
def test_no_packed_file_tells_when_or_on_what_it_was_packed(road, ending):
    for path in road.files(f"**/*.{ending}"):
        with zipfile.ZipFile(path) as box:
            assert box.comment == b""
            for item in box.infolist():
                assert (item.date_time, item.comment, item.extra) == (NO_TIME, b"", b""), item.filename


def test_no_file_knows_the_folders_of_the_computer(road):
    places = [str(road.home).encode(), str(Path.home()).encode(), str(Path(__file__).parents[2]).encode()]
    for path in road.files("**/*.*"):
        if path.is_file():
            layers = [path.read_bytes()]
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as box:
                    layers += [box.read(name) for name in box.namelist()]
            for layer in layers:
                assert not [place for place in places if place in layer], path.name
