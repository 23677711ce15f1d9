"""Nothing that names a child gets through the gate, wherever in a file it is hidden; clean files do."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib

import pytest

from tutordiary.anonymise.roster import LearnedName, Person, Place, Roster
from tutordiary.errors import CannotWrite, NotCleared
from tutordiary.release.gate import gate_file, release_file
from tutordiary.release.known_names import Cleared

ROSTER = Roster(
    pupils=(
        Person("p1", "pupil", "Tamsin", "Okereke", known_as=("Tams",)),
        Person("p2", "pupil", "Grace", "Young"),
        Person("p3", "pupil", "Bo", "Lindqvist"),
        Person("p4", "pupil", "Jean-Luc", "Atkinson"),
    ),
    staff=(Person("s1", "staff", "Imelda", "Thrupp", title="Mrs", role="SENCO"),),
    family=(Person("f1", "family", "Chidi", relation="dad"),),
    tutor=Person("t", "tutor", "Wilf", "Garraway"),
    settings=(Place(("Marlpit Lane Primary School", "Marlpit", "MLP"), "w"),),
    groups=(Place(("The Thunder Otters",), "g"),),
    learned=(LearnedName("Pebblewick", "place"),),
)
NAME = "Tamsin Okereke"
CLEAN = "[pupil A] counted the group in and chose the tempo in week 6."


def zipped(members, comment=b"", method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.comment = comment
    return buffer.getvalue()


def docx(plant=""):
    import docx as python_docx

    document = python_docx.Document()
    document.add_paragraph(CLEAN)
    first = NAME.split()[0]
    if plant == "body":
        document.add_paragraph(f"Then {first} led.")
    elif plant == "split runs":
        paragraph = document.add_paragraph("Then ")
        for piece in ("Ta", "ms", "in"):
            paragraph.add_run(piece).bold = piece == "ms"
    elif plant == "header":
        document.sections[0].header.paragraphs[0].text = NAME
    elif plant == "table":
        document.add_table(1, 1).cell(0, 0).text = NAME
    elif plant in ("author", "title", "comments", "last_modified_by"):
        setattr(document.core_properties, plant, NAME)
    elif plant == "note":
        document.add_comment(document.paragraphs[0].runs[0], text=f"ask {first}", author="x")
    buffer = io.BytesIO()
    document.save(buffer)
    # The library's own template brings a picture of a page, which never leaves.
    with zipfile.ZipFile(buffer) as archive:
        return zipped({n: archive.read(n) for n in archive.namelist() if not n.endswith(".jpeg")})


def xlsx(plant=""):
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Summary")
        sheet.write_string(0, 0, CLEAN)
        if plant == "hidden sheet":
            other = book.add_worksheet("Other")
            other.write_string(0, 0, NAME)
            other.hide()
        elif plant == "sheet name":
            book.add_worksheet("Tamsin")
        elif plant == "comment":
            sheet.write_comment("A1", NAME)
        elif plant == "creator":
            book.set_properties({"author": NAME})
        elif plant == "defined name":
            book.define_name("Tamsin", "=Summary!$A$1")
        elif plant == "header":
            sheet.set_header(f"&C{NAME}")
    return buffer.getvalue()


def pdf(plant=""):
    import pikepdf
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.drawString(50, 800, CLEAN)
    if plant == "text":
        canvas.drawString(50, 700, NAME)
    elif plant == "white text":
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(50, 700, NAME)
    elif plant == "split glyph runs":
        canvas.drawString(50, 700, "Tam")
        canvas.drawString(50 + canvas.stringWidth("Tam"), 700, "sin")
    elif plant == "info":
        canvas.setTitle(NAME)
    elif plant == "keywords":
        canvas.setKeywords([NAME])
    elif plant == "outline":
        canvas.bookmarkPage("here")
        canvas.addOutlineEntry(NAME, "here")
    elif plant == "annotation":
        canvas.textAnnotation(NAME, (10, 10, 50, 50))
    elif plant == "link":
        canvas.linkURL("mailto:x@tamsin-okereke.example", (10, 10, 50, 50))
    canvas.save()
    if plant not in ("attachment", "metadata"):
        return buffer.getvalue()
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(buffer.getvalue())) as opened:
        if plant == "attachment":
            opened.attachments["note.txt"] = NAME.encode()
        else:
            with opened.open_metadata() as meta:
                meta["dc:title"] = NAME
        opened.save(out)
    return out.getvalue()


def png(*chunks):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    words = b"".join(chunk(kind, body) for kind, body in chunks)
    return (
        b"\x89PNG\r\n\x1a\n" + head + words + chunk(b"IDAT", zlib.compress(b"\x00\x00")) + chunk(b"IEND", b"")
    )


ESCAPED = json.dumps({"a": "x"}).replace("x", "".join(f"\\u{ord(char):04x}" for char in NAME)).encode()
LEAKS = {
    **{f"docx {p}": ("a.docx", lambda p=p: docx(p)) for p in
       ("body", "split runs", "header", "table", "author", "title", "comments", "last_modified_by", "note")},
    **{f"xlsx {p}": ("a.xlsx", lambda p=p: xlsx(p)) for p in
       ("hidden sheet", "sheet name", "comment", "creator", "defined name", "header")},
    **{f"pdf {p}": ("a.pdf", lambda p=p: pdf(p)) for p in
       ("text", "white text", "split glyph runs", "info", "keywords", "outline", "annotation", "link",
        "attachment", "metadata")},
    "png text": ("a.png", lambda: png((b"tEXt", b"Author\x00" + NAME.encode()))),
    "png packed text": ("a.png", lambda: png((b"zTXt", b"Author\x00\x00" + zlib.compress(NAME.encode())))),
    "png international text": ("a.png", lambda: png((b"iTXt", b"a\x00\x00\x00\x00\x00" + NAME.encode()))),
    "member name": ("a.zip", lambda: zipped({"Tamsin.txt": CLEAN})),
    "zip comment": ("a.zip", lambda: zipped({"a.txt": CLEAN}, NAME.encode())),
    "nested zip": ("a.zip", lambda: zipped({"b.zip": zipped({"c.zip": zipped({"d.txt": NAME})})})),
    "json escapes": ("a.json", lambda: ESCAPED),
    "json key": ("a.json", lambda: json.dumps({NAME: 1}).encode()),
    "json key used twice": ("a.json", lambda: b'{"a": "Tamsin", "a": "x"}'),
    "utf-16 csv": ("a.csv", lambda: f"a,{NAME}\r\n".encode("utf-16")),
    "utf-16 csv without mark": ("a.csv", lambda: f"a,{NAME}\r\n".encode("utf-16-le")),
    "html split by tags": ("a.html", lambda: b"<p>Ta<b>ms</b>in led.</p>"),
    "html entity": ("a.html", lambda: b"<p>T&#97;msin led.</p>"),
    "html attribute": ("a.html", lambda: b'<p title="Tamsin">x</p>'),
    "html comment": ("a.html", lambda: b"<p>x</p><!-- Tamsin -->"),
    "xml comment": ("a.xml", lambda: b"<a><!-- then Bo led --><b/></a>"),
    "xml instruction": ("a.xml", lambda: b"<a><?x Bo ?><b/></a>"),
    "lower case": ("a.txt", lambda: b"then tamsin led"),
    "possessive": ("a.txt", lambda: "then Tamsin’s turn, tamsins turn".encode()),
    "spaced letters": ("a.txt", lambda: b"then T a m s i n led"),
    "soft hyphen": ("a.txt", lambda: "then Tam\u00adsin led".encode()),
    "look-alike letters": ("a.txt", lambda: "then Tаmsin led".encode()),
    "known as": ("a.txt", lambda: b"then Tams led"),
    "a name that is a word": ("a.txt", lambda: b"then Grace led"),
    "a name that is a word, alone": ("a.csv", lambda: b"pupil\r\nGrace\r\n"),
    "two letters": ("a.txt", lambda: b"then Bo led"),
    "compound": ("a.txt", lambda: b"then jean luc led"),
    "staff": ("a.txt", lambda: b"Mrs Thrupp came"),
    "family": ("a.txt", lambda: b"his dad chidi came"),
    "setting": ("a.txt", lambda: b"at marlpit lane"),
    "setting's letters": ("a.txt", lambda: b"at MLP again"),
    "group": ("a.txt", lambda: b"with the thunder otters"),
    "learned": ("a.txt", lambda: b"in Pebblewick"),
    "telephone": ("a.txt", lambda: b"ring 07700 900418"),
    "e-mail": ("a.txt", lambda: b"write to someone@mail.example"),
    "pupil number": ("a.txt", lambda: b"number A123456789012"),
}  # fmt: skip


@pytest.mark.parametrize("plant", LEAKS)
def test_planted_names_are_found(plant):
    name, make = LEAKS[plant]
    report = gate_file(make(), ROSTER, name=name)
    assert report.leaks, report.unreadable
    assert not report.passed
    shown = report.sentence.lower() + "".join(leak.place + leak.kind for leak in report.leaks).lower()
    for word in ("tamsin", "okereke", "grace", "thrupp", "chidi", "otters", "pebblewick", "marlpit"):
        assert word not in shown


CLEANS = {
    "docx": ("a.docx", docx),
    "xlsx": ("a.xlsx", xlsx),
    "pdf": ("a.pdf", pdf),
    "png": ("a.png", lambda: png((b"tEXt", b"Software\x00Tutor Diary"))),
    "zip": ("a.zip", lambda: zipped({"a.txt": CLEAN, "b.zip": zipped({"c.csv": "a,b\r\n1,2\r\n"})})),
    "json": ("a.json", lambda: json.dumps({"a": [CLEAN, 7, None]}).encode()),
    "words that are names": ("a.txt", lambda: b"a grace note, a young player, the bo diddley beat"),
    "typeface": ("a.html", lambda: b"<p style='font: Atkinson Hyperlegible Next'>x</p>"),
    "letters of pupils": ("a.csv", lambda: b"letter\r\nA\r\nB\r\nC\r\n"),
}


@pytest.mark.parametrize("kind", CLEANS)
def test_clean_files_pass(kind):
    name, make = CLEANS[kind]
    report = gate_file(make(), ROSTER, name=name)
    assert report.passed, report.sentence
    assert report.parts > 1


def test_words_of_our_own_are_nobodys_name_but_a_name_that_is_no_word_stays_one():
    own = ("Young people in 12 groups", "Signed Tamsin")
    assert not gate_file(b"Young people in 12 groups", ROSTER, name="a.txt").passed
    assert gate_file(b"Young people in 7 groups", ROSTER, name="a.txt", own=own).passed
    assert gate_file(b"first. Young people in 12 groups. last", ROSTER, name="a.txt", own=own).passed
    assert not gate_file(b"Signed Tamsin", ROSTER, name="a.txt", own=own).passed


def test_a_kept_word_passes_only_in_the_passage_it_was_kept_in():
    passage = "Grace notes came next, said [pupil A]."
    cleared = (Cleared(passage, ("grace",)),)
    assert gate_file(passage.encode(), ROSTER, name="a.txt", cleared=cleared).passed
    assert not gate_file(b"Then Grace came.", ROSTER, name="a.txt", cleared=cleared).passed
    assert not gate_file(passage.encode(), ROSTER, name="a.txt").passed


def bomb():
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("a.txt", "w") as stream,
    ):
        for _ in range(205):
            stream.write(b"0" * 1_000_000)
    return buffer.getvalue()


def deep():
    data = zipped({"a.txt": CLEAN})
    for _ in range(6):
        data = zipped({"a.zip": data})
    return data


def locked_zip():
    data = bytearray(zipped({"a.txt": CLEAN}, method=zipfile.ZIP_STORED))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + at] |= 1
    return bytes(data)


def locked_pdf():
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="a", user="b", R=6))
    return out.getvalue()


def empty_pdf():
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out)
    return out.getvalue()


def pdf_bomb():
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as opened:
        opened.Root.X = pikepdf.Stream(opened, b"0" * 70_000_000)
        opened.save(out, compress_streams=True)
    return out.getvalue()


REFUSED = {
    "empty": ("a.txt", lambda: b""),
    "picture of a camera": ("a.jpg", lambda: b"\xff\xd8\xff\xe0 JFIF"),
    "database": ("a.txt", lambda: b"SQLite format 3\x00\x10\x00\x01\x01\x00"),
    "unknown": ("a.bin", lambda: b"hello"),
    "unknown in zip": ("a.zip", lambda: zipped({"a.bin": b"x"})),
    "zip bomb": ("a.zip", bomb),
    "too deep": ("a.zip", deep),
    "traversal": ("a.zip", lambda: zipped({"../a.txt": CLEAN})),
    "absolute": ("a.zip", lambda: zipped({"/a.txt": CLEAN})),
    "locked zip": ("a.zip", locked_zip),
    "truncated zip": ("a.zip", lambda: zipped({"a.txt": CLEAN})[:-30]),
    "bytes behind a zip": ("a.zip", lambda: zipped({"a.txt": CLEAN}) + b"hidden"),
    "locked pdf": ("a.pdf", locked_pdf),
    "pdf without text": ("a.pdf", empty_pdf),
    "truncated pdf": ("a.pdf", lambda: b"%PDF-1.4\n1 0 obj"),
    "pdf bomb": ("a.pdf", pdf_bomb),
    "truncated png": ("a.png", lambda: png()[:-6]),
    "bytes behind a png": ("a.png", lambda: png() + b"x"),
    "png bomb": ("a.png", lambda: png((b"zTXt", b"a\x00\x00" + zlib.compress(b"0" * 5_000_000)))),
    "broken json": ("a.json", lambda: b"{"),
    "deep json": ("a.json", lambda: b"[" * 100_000),
    "xml with entities": ("a.xml", lambda: b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    "not text": ("a.txt", lambda: b"\xff\xfe\xfd\xfc\xfb"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_stays(kind):
    name, make = REFUSED[kind]
    report = gate_file(make(), ROSTER, name=name)
    assert report.unreadable
    assert not report.passed
    assert "cannot be checked" in report.sentence


def test_a_python_docx_file_with_its_page_picture_stays():
    import docx as python_docx

    buffer = io.BytesIO()
    python_docx.Document().save(buffer)
    assert gate_file(buffer.getvalue(), ROSTER, name="a.docx").unreadable


def test_an_empty_roster_lets_nothing_go():
    assert not gate_file(CLEAN.encode(), Roster(), name="a.txt").passed


def test_a_file_is_written_only_when_it_passes(tmp_path):
    target = tmp_path / "paper.txt"
    with pytest.raises(NotCleared, match="pupil’s name in the file, text") as caught:
        release_file(NAME.encode(), target, ROSTER)
    assert "Tamsin" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []
    report = release_file(CLEAN.encode(), target, ROSTER)
    assert target.read_bytes() == CLEAN.encode()
    assert report.passed
    assert report.size == len(CLEAN)
    assert [path.name for path in tmp_path.iterdir()] == ["paper.txt"]


def test_a_file_name_with_a_name_is_refused(tmp_path):
    with pytest.raises(NotCleared, match="the file name"):
        release_file(CLEAN.encode(), tmp_path / "Tamsin.txt", ROSTER)


def test_a_place_that_cannot_be_written(tmp_path):
    with pytest.raises(CannotWrite):
        release_file(CLEAN.encode(), tmp_path / "missing" / "a.txt", ROSTER)
