"""A known name planted in every carrier a file has: the gate refuses each, naming the place, not the name."""

from __future__ import annotations

import base64
import functools
import io
import re
import struct
import time
import zipfile
import zlib

import pytest

from tutordiary.anonymise.roster import LearnedName, Person, Place, Roster
from tutordiary.release import known_names
from tutordiary.release.gate import gate_file

# A name that is a word, a short name, and one letters of which are no English: each is hard in its own way.
ROSTER = Roster(
    pupils=(
        Person("p1", "pupil", "Grace", "Tunnicliffe"),
        Person("p2", "pupil", "Zofia", "Bąk", known_as=("Zo",)),
        Person("p3", "pupil", "Tavish", "Page"),
    ),
    tutor=Person("t", "tutor", "Wilf", "Garraway"),
    settings=(Place(("Harrowby Rise Primary School",), "w"),),
    learned=(LearnedName("Quillham", "place"),),
)
NAMES = ("Grace", "Zofia")
CLEAN = "[pupil A] counted the group in and chose the tempo in week 6."


def refuses(data, name, kind=None):
    """Check that a file is refused, with a place and without the name; return the report."""
    report = gate_file(data, ROSTER, name=name)
    assert not report.passed
    shown = (
        report.sentence + report.unreadable + " ".join(f"{e.place} {e.kind}" for e in report.leaks)
    ).lower()
    for word in ("grace", "tunnicliffe", "zofia", "tavish", "harrowby", "quillham"):
        assert word not in shown
    if kind == "found":
        assert report.leaks, report.unreadable
    elif kind == "unreadable":
        assert report.unreadable
    return report


def packed(members, *, extra=None, comment=b"", member_comment=b""):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if extra:
                info.extra = extra
            info.comment = member_comment
            archive.writestr(info, data)
        archive.comment = comment
    return buffer.getvalue()


@functools.cache
def _word():
    """Return the members of a Word file with header, footer, comment, table and link, made once."""
    import docx as python_docx

    document = python_docx.Document()
    document.add_paragraph(CLEAN)
    document.add_table(1, 1).cell(0, 0).text = "CELL"
    document.sections[0].header.paragraphs[0].text = "HEAD"
    document.sections[0].footer.paragraphs[0].text = "FOOT"
    document.add_comment(document.paragraphs[0].runs[0], text="NOTE", author="AUTHOR")
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return {n: archive.read(n) for n in archive.namelist() if not n.endswith(".jpeg")}


@functools.cache
def _book():
    """Return the members of a workbook with two sheets, a comment and a header, made once."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Summary")
        sheet.write_string(0, 0, CLEAN)
        sheet.write_comment("A1", "NOTE")
        sheet.set_header("&CHEAD")
        book.add_worksheet("Other").hide()
        book.define_name("Total", "=Summary!$A$1")
    with zipfile.ZipFile(buffer) as archive:
        return {n: archive.read(n) for n in archive.namelist()}


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
P = f'<w:p xmlns:w="{W}">%s</w:p>'
PLANTED = {
    "body": ("word/document.xml", P % "<w:r><w:t>then {0} led</w:t></w:r>"),
    "split runs": ("word/document.xml", P % "<w:r><w:t>{1}</w:t></w:r><w:r><w:t>{2}</w:t></w:r>"),
    "letters by number": (
        "word/document.xml", P % '<w:r><w:sym w:font="Arial" w:char="{3}"/></w:r><w:r><w:t>{4}</w:t></w:r>'),
    "deleted text": ("word/document.xml", P % "<w:del><w:r><w:delText>{0}</w:delText></w:r></w:del>"),
    "hidden text": ("word/document.xml", P % "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{0}</w:t></w:r>"),
    "field code": ("word/document.xml", P % "<w:r><w:instrText>AUTHOR {1}</w:instrText></w:r>"
                   "<w:r><w:instrText>{2}</w:instrText></w:r>"),
    "simple field": ("word/document.xml", P % '<w:fldSimple w:instr=" FILENAME {0} "/>'),
    "text box": ("word/document.xml", P % "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{0}</w:t></w:r></w:p>"
                 "</w:txbxContent></w:pict></w:r>"),
    "alt text": ("word/document.xml", P % '<w:docPr w:descr="{0} plays" w:name="x"/>'),
    "bookmark": ("word/document.xml", P % '<w:bookmarkStart w:name="{0}"/>'),
    "content control": ("word/document.xml", P % '<w:sdt><w:sdtPr><w:alias w:val="{0}"/></w:sdtPr></w:sdt>'),
    "remark in the file": ("word/document.xml", P % "<!-- {0} -->"),
    "instruction in the file": ("word/document.xml", P % "<?x {0}?>"),
    "footnote": ("word/footnotes.xml", P % "<w:r><w:t>{0}</w:t></w:r>"),
    "endnote": ("word/endnotes.xml", P % "<w:r><w:t>{0}</w:t></w:r>"),
    "typeface": ("word/fontTable.xml", P % '<w:font w:name="{0} Sans"/>'),
    "style": ("word/styles.xml", P % '<w:style><w:name w:val="{0}"/></w:style>'),
    "list label": ("word/numbering.xml", P % '<w:lvlText w:val="{0}"/>'),
    "variable": ("word/settings.xml", P % '<w:docVar w:name="x" w:val="{0}"/>'),
    "people": ("word/people.xml", P % '<w:person w:author="{0}"/>'),
    "hyperlink": ("word/_rels/document.xml.rels", '<R><r Target="https://x.example/{5}?a=%{6:02X}{4}"/></R>'),
    "external picture": ("word/_rels/document.xml.rels", '<R><r Target="file:///C:/Users/{0}/a.png"/></R>'),
    "company": ("docProps/app.xml", "<P><Company>{0}</Company></P>"),
    "manager": ("docProps/app.xml", "<P><Manager>{0}</Manager></P>"),
    "own property": ("docProps/custom.xml", '<P><p name="x"><v>{0}</v></p></P>'),
    "name of an own property": ("docProps/custom.xml", '<P><p name="{0}"><v>1</v></p></P>'),
    "own data": ("customXml/item1.xml", "<a><{0}/></a>"),
    "name of a space": ("customXml/item2.xml", '<a xmlns:b="urn:{0}"><c/></a>'),
    "chunk of HTML": ("word/chunk.html", "<p>{1}<b>{2}</b></p>"),
    "chunk of text": ("word/chunk.txt", "then {0} led"),
    "diagram": ("word/diagrams/data1.xml", '<a xmlns:a="x"><p><t>{1}</t><t>{2}</t></p></a>'),
    "chart": ("word/charts/chart1.xml", "<c><v>{0}</v></c>"),
}  # fmt: skip
BOOKED = {
    "cell": ("xl/worksheets/sheet1.xml", "<s><c><is><t>{1}</t><t>{2}</t></is></c></s>"),
    "shared text": ("xl/sharedStrings.xml", "<s><si><r><t>{1}</t></r><r><t>{2}</t></r></si></s>"),
    "hidden sheet": ("xl/worksheets/sheet2.xml", "<s><v>{0}</v></s>"),
    "sheet name": ("xl/workbook.xml", '<w><sheet name="{0}" state="veryHidden"/></w>'),
    "defined name": ("xl/workbook.xml", '<w><definedName name="{0}" hidden="1">1</definedName></w>'),
    "comment": ("xl/comments1.xml", "<c><comment><t>{1}</t><t>{2}</t></comment></c>"),
    "comment author": ("xl/comments1.xml", "<c><author>{0}</author></c>"),
    "header": ("xl/worksheets/sheet1.xml", '<s><oddHeader>&amp;C&amp;"Arial"{0}</oddHeader></s>'),
    "header with a code inside the name": (
        "xl/worksheets/sheet1.xml", "<s><oddFooter>&amp;L{1}&amp;B{2}</oddFooter></s>"),
    "formula": ("xl/worksheets/sheet1.xml", '<s><f>"{1}"&amp;"{2}"</f></s>'),
    "formula of numbers": ("xl/worksheets/sheet1.xml", '<s><f>CHAR({6})&amp;"{4}"</f></s>'),
    "data validation": ("xl/worksheets/sheet1.xml", '<s><formula1>"A,{0},B"</formula1></s>'),
    "input message": ("xl/worksheets/sheet1.xml", '<s><dataValidation prompt="{0}"/></s>'),
    "conditional format": ("xl/worksheets/sheet1.xml", '<s><cfRule text="{0}"/></s>'),
    "number format": ("xl/styles.xml", '<s><numFmt formatCode="0&quot; {0}&quot;"/></s>'),
    "pivot cache": ("xl/pivotCache/pivotCacheDefinition1.xml", '<p refreshedBy="x"><s v="{0}"/></p>'),
    "refreshed by": ("xl/pivotCache/pivotCacheDefinition1.xml", '<p refreshedBy="{0}"/>'),
    "connection": ("xl/connections.xml", '<c connection="User={0};"/>'),
    "external link": ("xl/externalLinks/externalLink1.xml", '<e><sheetName val="{0}"/></e>'),
    "drawing": ("xl/drawings/drawing1.xml", "<d><p><r><t>{1}</t></r><r><t>{2}</t></r></p></d>"),
    "creator": ("docProps/core.xml", "<c><creator>{0}</creator></c>"),
    "table name": ("xl/tables/table1.xml", '<t displayName="{0}"/>'),
    "typeface": ("xl/styles.xml", '<s><font><name val="{0}"/></font></s>'),
}  # fmt: skip


def filled(text, name):
    return text.format(
        name, name[:2], name[2:], f"F0{ord(name[0]):02X}", name[1:], "path", ord(name[0])
    ).encode()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("make", "plants"), [(_word, PLANTED), (_book, BOOKED)], ids=["word", "workbook"])
def test_a_name_anywhere_in_an_office_file(make, plants, name):
    small = {
        n: make()[n] for n in ("word/document.xml", "xl/workbook.xml", "docProps/core.xml") if n in make()
    }
    for plant, (member, text) in plants.items():
        report = refuses(packed({**small, member: filled(text, name)}), "a.docx", "found")
        assert any(member in leak.place or "member" in leak.place for leak in report.leaks), plant
    assert gate_file(packed(make()), ROSTER, name="a.docx").passed


def test_parts_of_an_office_file_that_cannot_be_read():
    small = {"word/document.xml": _word()["word/document.xml"]}
    for member in (
        "word/embeddings/oleObject1.bin", "word/fonts/font1.odttf", "word/media/image1.jpeg",
        "word/vbaProject.bin", "docProps/thumbnail.emf", "word/chunk.rtf", "word/chunk.mht", "xl/a.bin",
    ):  # fmt: skip
        refuses(packed({**small, member: b"Grace"}), "a.docx", "unreadable")
    refuses(packed({**small, "word/embeddings/a.xlsx": packed({"b.txt": "then Grace"})}), "a.docx", "found")
    entities = b'<!DOCTYPE a [<!ENTITY b "Grace">]><a/>'
    for data in (entities, entities.decode().encode("utf-16"), b'<?xml version="1.0" encoding="utf-7"?><a/>'):
        refuses(packed({**small, "customXml/item1.xml": data}), "a.docx", "unreadable")


# ZIP ------------------------------------------------------------------------------------------------


def field(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def between(gap):
    """Return a ZIP file of two members with bytes between them and every offset right."""
    data = packed({"a.txt": CLEAN, "b.txt": CLEAN})
    second = data.find(b"PK\x03\x04", 4)
    data = bytearray(data[:second] + gap + data[second:])
    tail = data.rfind(b"PK\x05\x06")
    start = struct.unpack_from("<I", data, tail + 16)[0] + len(gap)
    struct.pack_into("<I", data, tail + 16, start)
    line = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    struct.pack_into("<I", data, line + 42, second + len(gap))
    return bytes(data)


def behind_member(words):
    """Return a ZIP file whose one member goes on behind the end of its packed bytes."""
    plain = CLEAN.encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packer.compress(plain) + packer.flush() + words
    head = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, zlib.crc32(plain), len(body), len(plain), 5, 0)
    local = b"PK\x03\x04" + head + b"a.txt" + body
    line = b"PK\x01\x02\x14\x00" + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + b"a.txt"
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(line), len(local), 0)
    return local + line + b"PK\x05\x06" + end


def swapped(old, new):
    """Return a ZIP file in which a member calls itself otherwise than the listing does."""
    data = packed({old: CLEAN})
    return data.replace(old.encode(), new.encode(), 1)


def folder_with_words():
    return packed({"folder/": "then Grace led"})


def twice():
    data = packed({"a.txt": "then Grace", "b.txt": CLEAN})
    return data.replace(b"b.txt", b"a.txt")


ZIPS = {
    "member": lambda: packed({"Grace.txt": CLEAN}),
    "folder": lambda: packed({"Grace/a.txt": CLEAN}),
    "put together": lambda: packed({"report_for_GraceTunnicliffe_v2.txt": CLEAN}),
    "usual name": lambda: packed({"data/Grace.csv": "a,b"}),
    "comment": lambda: packed({"a.txt": CLEAN}, comment=b"for Grace"),
    "comment in two bytes a letter": lambda: packed(
        {"a.txt": CLEAN}, comment="for Grace".encode("utf-16-le")
    ),
    "comment of a member": lambda: packed({"a.txt": CLEAN}, member_comment=b"Grace"),
    "field of times": lambda: packed({"a.txt": CLEAN}, extra=field(0x5455, b"Grace")),
    "member in a member": lambda: packed({"a.zip": packed({"b.docx": packed({"c.xml": "<a>Grace</a>"})})}),
}
ODD_ZIPS = {
    "unknown field": lambda: packed({"a.txt": CLEAN}, extra=field(0x1234, b"Grace")),
    "field of another name": lambda: packed({"a.txt": CLEAN}, extra=field(0x7075, b"\x01abcdGrace.txt")),
    "short bytes between": lambda: between(b"then Grace"),
    "sixteen bytes between": lambda: between(b"then Grace, then"),
    "bytes before": lambda: b"PK Grace " + packed({"a.txt": CLEAN}),
    "bytes behind a member": lambda: behind_member(b"Grace"),
    "another name inside": lambda: swapped("aaaaa.txt", "Grace.txt"),
    "folder": folder_with_words,
    "twice": twice,
    "bytes behind": lambda: packed({"a.txt": CLEAN}) + b"Grace",
    "too deep": lambda: functools.reduce(lambda d, _: packed({"a.zip": d}), range(6), b"Grace"),
    "sealed with another method": lambda: packed({"a.txt": CLEAN}).replace(b"\x08\x00", b"\x0e\x00"),
    "cut": lambda: packed({"a.txt": CLEAN})[:-5],
}


@pytest.mark.parametrize("plant", ZIPS)
def test_a_name_in_the_frame_of_a_zip_file(plant):
    refuses(ZIPS[plant](), "a.zip", "found")


@pytest.mark.parametrize("plant", ODD_ZIPS)
def test_a_zip_file_with_more_in_it_than_it_lists(plant):
    refuses(ODD_ZIPS[plant](), "a.zip", "unreadable")


def test_a_plain_zip_file_passes_whatever_wrote_it():
    assert gate_file(behind_member(b""), ROSTER, name="a.zip").passed
    assert gate_file(between(b""), ROSTER, name="a.zip").passed
    assert gate_file(packed({"a.txt": CLEAN}, extra=field(0x5455, b"\x03abcd")), ROSTER, name="a.zip").passed
    stream = io.BytesIO()
    stream.seekable = lambda: False  # sizes are then written behind the members
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", CLEAN)
        archive.writestr("b.txt", CLEAN)
    assert gate_file(stream.getvalue(), ROSTER, name="a.zip").passed


# PNG ------------------------------------------------------------------------------------------------


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


ONE_POINT = zlib.compress(b"\x00\x00")


def png(*chunks, picture=ONE_POINT, behind=b""):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    words = b"".join(chunk(kind, body) for kind, body in chunks)
    return b"\x89PNG\r\n\x1a\n" + head + words + chunk(b"IDAT", picture) + chunk(b"IEND", b"") + behind


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_the_words_of_a_picture(name):
    plain, wide = name.encode(), name.encode("utf-16-le")
    for kind, body in (
        (b"tEXt", b"Author\x00" + plain),
        (b"tEXt", plain + b"\x00x"),
        (b"tEXt", b"Comment\x00" + base64.b64encode(plain)),
        (b"tEXt", b"Raw profile type exif\x00\nexif\n  10\n" + plain.hex().encode() + b"\n"),
        (b"zTXt", b"a\x00\x00" + zlib.compress(plain)),
        (b"iTXt", b"a\x00\x00\x00\x00\x00" + plain),
        (b"iTXt", b"a\x00\x01\x00en\x00t\x00" + zlib.compress(plain)),
        (b"eXIf", b"MM\x00*\x00\x00\x00\x08 " + plain + b"\x00"),
        (b"eXIf", b"MM\x00*\x00\x00\x00\x08" + wide),
        (b"iCCP", plain + b"\x00\x00" + zlib.compress(b"x")),
        (b"iCCP", b"a\x00\x00" + zlib.compress(b"\x00desc\x00" + plain + b"\x00")),
    ):
        refuses(png((kind, body)), "a.png", "found")


def test_a_picture_with_more_in_it_than_a_picture():
    refuses(png((b"prVt", b"Grace")), "a.png", "unreadable")
    refuses(png(picture=zlib.compress(b"\x00\x00") + b"Grace"), "a.png", "unreadable")
    refuses(png(behind=b"Grace"), "a.png", "unreadable")
    refuses(png((b"zTXt", b"a\x00\x00" + zlib.compress(b"x") + b"Grace")), "a.png", "unreadable")
    refuses(png(picture=b"Grace"), "a.png", "unreadable")
    assert gate_file(png((b"tEXt", b"Software\x00Tutor Diary")), ROSTER, name="a.png").passed


# Text -----------------------------------------------------------------------------------------------


def embedded(kind, data):
    """Return a picture of a web page whose file stands in its address."""
    return f'<img alt="" src="data:{kind};base64,{base64.b64encode(data).decode()}">'.encode()


def escaped(name):
    return "".join(f"\\u{ord(letter):04x}" for letter in name)


TEXTS = {
    "two bytes a letter": ("a.csv", lambda n: f"a,{n}\r\n".encode("utf-16")),
    "two bytes a letter, no mark": ("a.csv", lambda n: f"ab,{n}\r\n".encode("utf-16-be")),
    "escapes": ("a.json", lambda n: f'{{"a": "{escaped(n)}"}}'.encode()),
    "escapes in escapes": ("a.json", lambda n: f'{{"a": "{escaped(n)}"}}'.replace("\\", "\\\\").encode()),
    "key": ("a.json", lambda n: f'{{"{escaped(n)}": 1, "{escaped(n)}": 2}}'.encode()),
    "line of JSON": ("a.jsonl", lambda n: f'{{"a": 1}}\n["{escaped(n)}"]'.encode()),
    "entities": ("a.html", lambda n: f"<p>&#x{ord(n[0]):x};{n[1:]}</p>".encode()),
    "entities in a table": ("a.csv", lambda n: f"a,&amp;#{ord(n[0])};{n[1:]}".encode()),
    "attribute": ("a.html", lambda n: f'<p data-x="{n}">x</p>'.encode()),
    "name of an attribute": ("a.html", lambda n: f"<p data-{n}tunnicliffe=1>x</p>".encode()),
    "comment": ("a.html", lambda n: f"<!-- {n} --><p>x</p>".encode()),
    "style": ("a.html", lambda n: f"<style>p::after {{content: '\\{ord(n[0]):x} {n[1:]}'}}</style>".encode()),
    "style of two strings": ("a.css", lambda n: f'p::after {{content: "{n[:2]}" "{n[2:]}"}}'.encode()),
    "address": ("a.html", lambda n: f'<a href="https://x.example/?q=%{ord(n[0]):02x}{n[1:]}">x</a>'.encode()),
    "file in an address": (
        "a.html", lambda n: embedded("image/png", png((b"tEXt", b"a\0" + n.encode())))),
    "drawing in an address": (
        "a.html", lambda n: f'<img src="data:image/svg+xml,%3Ctext%3E{n}%3C/text%3E">'.encode()),
    "base 64": ("a.txt", lambda n: b"id " + base64.b64encode(f"for {n}".encode())),
    "base 64 in JSON": ("a.json", lambda n: b'["' + base64.b64encode(n.encode()).rstrip(b"=") + b'"]'),
    "base 64 over lines": ("a.txt", lambda n: base64.encodebytes(f"{'x ' * 60}{n}".encode())),
    "hexadecimal": ("a.txt", lambda n: b"id " + n.encode().hex().encode()),
    "hexadecimal with spaces": ("a.txt", lambda n: n.encode().hex(" ").encode()),
    "percent signs": ("a.txt", lambda n: "".join(f"%{ord(c):02X}" for c in n).encode()),
    "quoted printable": ("a.txt", lambda n: f"={ord(n[0]):02X}{n[1:]}".encode()),
    "drawing": ("a.svg", lambda n: f"<svg><text>{n[:2]}<tspan>{n[2:]}</tspan></text></svg>".encode()),
    "title of a drawing": ("a.svg", lambda n: f"<svg><title>{n}</title></svg>".encode()),
    "section of a drawing": ("a.svg", lambda n: f"<svg><text><![CDATA[{n}]]></text></svg>".encode()),
    "formula in a table": ("a.csv", lambda n: f'a,"=""{n[:2]}""&""{n[2:]}"""'.encode()),
    "turned round": ("a.txt", lambda n: f"then \u202e{n[::-1]}\u202c led".encode()),
    "marks of direction": ("a.txt", lambda n: f"then {n[:2]}\u200f{n[2:]} led".encode()),
    "zero width": ("a.txt", lambda n: f"then {'​'.join(n)} led".encode()),
    "file name": ("{0}.txt", lambda n: CLEAN.encode()),
    "file name with a code": ("{1}.txt", lambda n: CLEAN.encode()),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("plant", TEXTS)
def test_a_name_in_a_text_file(plant, name):
    file_name, make = TEXTS[plant]
    report = refuses(make(name), file_name.format(name, f"%{ord(name[0]):x}{name[1:]}"))
    assert report.leaks, report.unreadable


@pytest.mark.parametrize(
    "word",
    ["tunnicliffesolo", "xTunnicliffe", "GraceSolo", "Tun-ni-cliffe", "T_u_n_nicliffe", "Tunn1cliffe",
     "gTavish", "zofia", "ZOFIA", "Zofia’s", "Ｚｏｆｉａ", "Zo\u0301fia", "TAVISH", "t a v i s h", "Graće",
     "Gr\u00adace", "🇬🇷🇦🇨🇪", "🅶🅡🅐🅒🅔", "⠛⠗⠁⠉⠑", "".join(chr(0xE0000 + ord(c)) for c in "Grace")],
)  # fmt: skip
def test_a_name_put_together_or_taken_apart(word):
    refuses(f"then {word} led".encode(), "a.txt", "found")


RUNNING = (
    b"<script>document.write('Gr'+'ace')</script>", b"<p onclick='x()'>x</p>",
    b"<a href=' javascript:x'>x</a>", b"<iframe src='x'></iframe>", b"<object></object><embed>",
)  # fmt: skip


def test_text_that_is_more_than_text():
    for page in RUNNING:
        refuses(page, "a.html", "unreadable")
    jpeg = base64.b64encode(b"\xff\xd8\xff\xe0 a photograph of a child")
    refuses(b'<img src="data:image/jpeg;base64,' + jpeg + b'">', "a.html", "unreadable")
    refuses(b'["' + base64.b64encode(packed({"a.txt": "Grace"})) + b'"]', "a.json", "unreadable")
    refuses(b"then Gr\x00ace led.", "a.txt", "unreadable")
    refuses(b"then Ga\x08race led", "a.txt", "unreadable")
    for data in (
        b"SQLite format 3\x00\x10\x00",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"GIF89a\x01\x00",
        b"{\\rtf1 Grace}",
    ):
        refuses(data, "a.bin", "unreadable")
        refuses(packed({"a.sqlite": data}), "a.zip", "unreadable")


# PDF ------------------------------------------------------------------------------------------------


@functools.cache
def _paper():
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.drawString(50, 800, CLEAN)
    canvas.save()
    return buffer.getvalue()


def pdf(change=None, **options):
    """Return a PDF of one page after a change to its objects."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(_paper())) as opened:
        if change:
            change(opened, pikepdf)
        opened.save(out, fix_metadata_version=False, **options)
    return out.getvalue()


def shown(words):
    """Return a change that adds instructions to the page."""
    return lambda opened, _: opened.pages[0].contents_add(b"BT /F1 12 Tf 50 300 Td " + words + b" ET")


def on_page(**entries):
    def change(opened, pikepdf):
        for key, value in entries.items():
            opened.pages[0].obj[f"/{key}"] = value(opened, pikepdf) if callable(value) else value

    return change


def on_root(**entries):
    def change(opened, pikepdf):
        for key, value in entries.items():
            opened.Root[f"/{key}"] = value(opened, pikepdf) if callable(value) else value

    return change


def note(name, **more):
    def make(opened, pikepdf):
        box = pikepdf.Array([0, 0, 9, 9])
        made = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=box, **more)
        for key in list(made.keys()):
            if str(made[key]) == "NAME":
                made[key] = pikepdf.String(name)
        return pikepdf.Array([opened.make_indirect(made)])

    return on_page(Annots=make)


def about(name):
    def change(opened, _):
        with opened.open_metadata() as words:
            words["dc:description"] = name

    return change


def about_in(encoding):
    def change(opened, pikepdf):
        stream = opened.make_stream("<x:y xmlns:x='adobe:ns:meta/'>then Grace</x:y>".encode(encoding))
        stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        opened.Root.Metadata = stream

    return change


def outline(name):
    def change(opened, pikepdf):
        with opened.open_outline() as tree:
            tree.root.append(pikepdf.OutlineItem(name, 0))

    return change


def attached(file_name, data):
    def change(opened, _):
        opened.attachments[file_name] = data

    return change


def structure(**entries):
    return on_root(
        StructTreeRoot=lambda o, k: k.Dictionary(Type=k.Name.StructTreeRoot, K=k.Array([
            o.make_indirect(k.Dictionary(Type=k.Name.StructElem, S=k.Name.Figure, **entries))])))  # fmt: skip


def typeface(name):
    def change(opened, pikepdf):
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing:
                thing.BaseFont = pikepdf.Name(f"/ABCDEF+{name}-Regular")

    return change


PDFS = {
    "words": lambda n: shown(f"({n}) Tj".encode()),
    "words in pieces": lambda n: shown(f"[({n[0]}) -1 ({n[1]}) 2 ({n[2:]})] TJ".encode()),
    "white": lambda n: shown(f"1 g ({n}) Tj".encode()),
    "not drawn": lambda n: shown(f"3 Tr ({n}) Tj".encode()),
    "far off the page": lambda n: shown(f"5000 5000 Td ({n}) Tj".encode()),
    "very small": lambda n: shown(f"/F1 .01 Tf ({n}) Tj".encode()),
    "cut off": lambda n: shown(f"ET 0 0 1 1 re W n BT /F1 9 Tf 99 99 Td ({n}) Tj".encode()),
    "in place of words": lambda n: shown(f"/Span <</ActualText ({n})>> BDC (x) Tj EMC".encode()),
    "in place of words, two bytes a letter": lambda n: shown(
        b"/Span <</ActualText <FEFF" + n.encode("utf-16-be").hex().encode() + b">>> BDC (x) Tj EMC"),
    "alt text beside words": lambda n: shown(f"/Figure <</Alt ({n})>> BDC (x) Tj EMC".encode()),
    "remark beside words": lambda n: shown(f"(x) Tj % {n}\n".encode()),
    "title": lambda n: lambda o, k: o.docinfo.__setitem__("/Title", k.String(n)),
    "field of its own": lambda n: lambda o, k: o.docinfo.__setitem__(f"/{n}", k.String("x")),
    "metadata": about,
    "outline": outline,
    "note": lambda n: note(n, Contents="NAME"),
    "author of a note": lambda n: note(n, T="NAME"),
    "link": lambda n: on_page(Annots=lambda o, k: k.Array([k.Dictionary(
        Subtype=k.Name.Link, A=k.Dictionary(S=k.Name.URI, URI=k.String(f"https://x.example/{n}")))])),
    "address in a link with a code": lambda n: on_page(Annots=lambda o, k: k.Array([k.Dictionary(
        Subtype=k.Name.Link, A=k.Dictionary(URI=k.String(f"x?q=%{ord(n[0]):x}{n[1:]}")))])),
    "destination": lambda n: on_root(Dests=lambda o, k: k.Dictionary({
        f"/{n}": k.Array([o.pages[0].obj, k.Name.Fit])})),
    "page label": lambda n: on_root(PageLabels=lambda o, k: k.Dictionary(
        Nums=k.Array([0, k.Dictionary(P=k.String(n))]))),
    "attachment": lambda n: attached("a.txt", n.encode()),
    "name of an attachment": lambda n: attached(f"{n}.txt", b"x"),
    "form field": lambda n: on_root(AcroForm=lambda o, k: k.Dictionary(Fields=k.Array([
        k.Dictionary(FT=k.Name.Tx, T=k.String("x"), V=k.String(n))]))),
    "script": lambda n: on_root(OpenAction=lambda o, k: k.Dictionary(
        S=k.Name.JavaScript, JS=k.String(f"app.alert('{n}')"))),
    "structure, other words": lambda n: structure(Alt=n),
    "structure, read aloud": lambda n: structure(ActualText=n),
    "structure, title": lambda n: structure(T=n),
    "layer": lambda n: on_root(OCProperties=lambda o, k: k.Dictionary(
        OCGs=k.Array([k.Dictionary(Name=k.String(n))]))),
    "typeface": typeface,
    "of another program": lambda n: on_page(PieceInfo=lambda o, k: k.Dictionary(
        X=k.Dictionary(P=k.String(n)))),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("plant", PDFS)
def test_a_name_in_a_pdf(plant, name):
    import pikepdf

    for mode in (pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate):
        refuses(pdf(PDFS[plant](name), object_stream_mode=mode, compress_streams=True), "a.pdf", "found")


def drawn_apart(opened, pikepdf):
    form = opened.make_stream(b"BT /F1 12 Tf (Gra) Tj (ce) Tj ET")
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 9, 9]
    opened.pages[0].obj.Resources.XObject = pikepdf.Dictionary(A=form)


def shown_by_a_note(opened, pikepdf):
    stream = opened.make_stream(b"BT /F1 12 Tf (Gra) Tj (ce) Tj ET")
    note("x", AP=pikepdf.Dictionary(N=stream))(opened, pikepdf)


def photograph(opened, pikepdf):
    picture = opened.make_stream(b"\xff\xd8\xff\xe1 Exif Grace")
    picture.Type, picture.Subtype, picture.Filter = (
        pikepdf.Name.XObject,
        pikepdf.Name.Image,
        pikepdf.Name.DCTDecode,
    )
    picture.Width = picture.Height = 1
    opened.pages[0].obj.Resources.XObject = pikepdf.Dictionary(A=picture)


def page_without_words(opened, pikepdf):
    opened.add_blank_page()
    opened.pages[1].contents_add(b"0 0 99 99 re f")


def typeface_with_more(words):
    def change(opened, pikepdf):
        from tutordiary import assets

        data = assets.path("fonts/andika/Andika-Regular.ttf").read_bytes()
        tables = b"cmap" + struct.pack(">III", 0, 28, 4) + b"\x00" * 4
        file = b"\x00\x01\x00\x00\x00\x01" + b"\x00" * 6 + tables + words if words else data
        described = pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor, FontFile2=opened.make_stream(file))
        for thing in list(opened.objects):
            if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing:
                thing.FontDescriptor = opened.make_indirect(described)

    return change


def with_words_of_a_typeface(words):
    """Return a change that puts a typeface in the page whose table of names says something of its own."""
    table = struct.pack(">HHH", 0, 1, 18) + struct.pack(">HHHHHH", 3, 1, 0x409, 1, len(words), 0) + words
    table += b"\x00" * (-len(table) % 4)

    def change(opened, pikepdf):
        file = b"\x00\x01\x00\x00\x00\x01" + b"\x00" * 6
        file += b"name" + struct.pack(">III", 0, 28, len(table)) + table
        described = pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor, FontFile2=opened.make_stream(file))
        opened.Root.X = opened.make_indirect(described)

    return change


def earlier_version():
    """Return a PDF whose first version said more: an update at its end took the words out again."""
    first = pdf(lambda o, k: o.docinfo.__setitem__("/Subject", k.String("for Grace")), compress_streams=False)
    with_name = re.search(rb"(\d+) 0 obj\s*<<[^>]*for Grace", first)
    number = int(with_name[1])
    at = len(first) + 1
    body = b"\n%d 0 obj\n<< >>\nendobj\n" % number
    old = int(re.search(rb"startxref\s+(\d+)", first)[1])
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, at)
    trailer = first[first.rfind(b"trailer") : first.rfind(b"startxref")].replace(
        b"<<", b"<< /Prev %d" % old, 1
    )
    return first + body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (at + len(body) - 1)


def remark(words):
    return _paper().replace(b"endobj\n", b"endobj\n% " + words + b"\n", 1)


def locked():
    import pikepdf

    return pdf(encryption=pikepdf.Encryption(owner="a", user="", R=6))


def in_packed_objects():
    import pikepdf

    return pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)


ODD_PDFS = {
    "earlier version": earlier_version,
    "bytes behind": lambda: pdf() + b"Grace",
    "remark between objects": lambda: remark(b"then Grace led"),
    "object of no use": lambda: _paper().replace(b"endobj\n", b"endobj\n99 0 obj\n(Gr\\141ce)\nendobj\n", 1),
    "drawing no page shows": lambda: pdf(drawn_apart),
    "drawing of a note": lambda: pdf(shown_by_a_note),
    "photograph": lambda: pdf(photograph),
    "page of a picture": lambda: pdf(page_without_words),
    "picture in its words": lambda: pdf(shown(b"ET BI /W 5 /H 1 /BPC 8 /CS /G ID Grace EI BT")),
    "metadata in two bytes a letter": lambda: pdf(about_in("utf-16")),
    "typeface with bytes behind": lambda: pdf(typeface_with_more(b"Grace")),
    "words of a typeface": lambda: pdf(with_words_of_a_typeface(b"Grace")),
    "words of a typeface, two bytes a letter": lambda: pdf(
        with_words_of_a_typeface("Grace".encode("utf-16-be"))),
    "locked with no password": locked,
}  # fmt: skip


@pytest.mark.parametrize("plant", ODD_PDFS)
def test_a_pdf_with_more_in_it_than_pages(plant):
    refuses(ODD_PDFS[plant](), "a.pdf")


def test_a_typeface_of_the_app_may_say_who_made_it():
    assert gate_file(pdf(typeface_with_more(b"")), ROSTER, name="a.pdf").passed
    refuses(pdf(with_words_of_a_typeface(b"Grace")), "a.pdf", "found")


# Clean ----------------------------------------------------------------------------------------------

CLEANS = {
    "word": ("a.docx", lambda: packed(_word())),
    "workbook": ("a.xlsx", lambda: packed(_book())),
    "pdf": ("a.pdf", _paper),
    "pdf in packed objects": (
        "a.pdf", in_packed_objects),
    "picture": ("a.png", png),
    "drawing": ("a.svg", lambda: b"<svg viewBox='0 0 9 9'><path d='M0 0'/><text>week 6</text></svg>"),
    "web page": ("a.html", lambda: (
        b"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><style>p{color:#123456}</style></head><body>"
        b"<p>a grace note, on page 3</p>" + embedded("image/png", png()) + b"</body></html>")),
    "table": ("a.csv", lambda: b"code,n,sha256\r\nB2D5C8F9,7," + b"a1" * 32),
    "JSON": ("a.json", lambda: b'{"page": 3, "of": "B2D5C8F9", "sha256": "' + b"0f" * 32 + b'"}'),
    "lines of JSON": ("a.jsonl", lambda: b'{"a": 1}\n\n{"b": "x"}\n'),
    "text": ("a.md", lambda: "# On page 3\n\n> a + b = c, 50 %, week 6/12, key=value, don’t stop".encode()),
    "zip": (
        "a.tdbundle", lambda: packed({"data/a.csv": "a,b", "index.html": "<p>x</p>", "m.json": "{}"})),
}  # fmt: skip


@pytest.mark.parametrize("kind", CLEANS)
def test_a_clean_file_passes(kind):
    name, make = CLEANS[kind]
    report = gate_file(make(), ROSTER, name=name)
    assert report.passed, report.sentence


def test_too_much_too_deep_or_too_long_to_check_stays(monkeypatch):
    from tutordiary.release import parts

    many = packed({f"{n}.txt": "x" for n in range(parts.MAX_MEMBERS + 1)})
    refuses(many, "a.zip", "unreadable")
    bomb = packed({"a.txt": b"0" * 3_000_000})
    monkeypatch.setattr(parts, "MAX_BYTES", 2_000_000)
    budget = parts.Budget(bytes_left=2_000_000)
    with pytest.raises(parts.Unreadable, match="far more"):
        budget.take_bytes(3_000_000, "x")
    monkeypatch.setattr("tutordiary.release.leakscan.Budget", lambda: budget)
    refuses(bomb, "a.zip", "unreadable")


def test_makers_of_typefaces_are_nobody_but_a_pupil_called_so_is():
    known = Roster(pupils=(Person("p1", "pupil", "Bo", "Atkinson"),))
    for maker in known_names.MAKERS:
        assert gate_file(f"<p style='font: {maker}'>x</p>".encode(), known, name="a.html").passed
    assert not gate_file(b"then Atkinson led", known, name="a.txt").passed


KEPT = "Grace notes came next, then [pupil A] heard Page’s rest, and we stopped for the rain."


def test_a_kept_word_clears_its_own_passage_and_no_cell_that_is_that_word_alone():
    finder = known_names.NameFinder(ROSTER, (), (known_names.Cleared(KEPT, ("grace", "page")),))
    for kept in (KEPT, KEPT.replace(" ", "\r\n"), f"1. {KEPT} Then {KEPT}", "Grace notes came next,"):
        assert not finder.find(kept), kept
    for other in ("Grace", "Grace next", "Grace notes", f"Grace led. {KEPT}", f"{KEPT} Grace", "Page"):
        assert finder.find(other), other
    alone = known_names.NameFinder(ROSTER, (), (known_names.Cleared("Grace", ("grace",)),))
    assert not alone.find("Grace")
    assert alone.find("then Grace led")


def test_a_kept_word_passes_on_a_page_that_breaks_its_line():
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for number, line in enumerate(("What happened", *KEPT.replace("’", "'").split(", "), "Page 1 of 1")):
        canvas.drawString(50, 800 - 20 * number, line)
    canvas.save()
    cleared = (known_names.Cleared(KEPT, ("grace", "page")),)
    report = gate_file(buffer.getvalue(), ROSTER, name="a.pdf", own=("Page 1 of 1",), cleared=cleared)
    assert report.passed, report.sentence
    assert not gate_file(buffer.getvalue(), ROSTER, name="a.pdf", own=("Page 1 of 1",)).passed


@pytest.mark.parametrize("unit", [b"AbCd", b"%4a", b'"a"&'])
def test_long_runs_of_code_are_read_in_time(unit):
    data = unit * (100_000 // len(unit))
    began = time.process_time()
    gate_file(data, ROSTER, name="a.txt")
    assert time.process_time() - began < 3
