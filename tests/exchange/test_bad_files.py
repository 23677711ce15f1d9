"""Files as people really send them: nothing is imported by accident, and the row at fault is named.

Each is tried at the command line as well: exit 2, one plain sentence, a diary as it was.
"""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from tutordiary.cli.main import run
from tutordiary.diary import Diary
from tutordiary.errors import BadInput
from tutordiary.exchange.transfer import import_file
from tutordiary.vault.ciphers import LOWEST_COST

SECRET = "four plain words here"
HEAD = "First name,Surname,Year\n"


def xlsx(*rows, merge=""):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def swollen(size):
    """Return a small spreadsheet that unpacks to a large one."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(("First name",), ("Wren",)))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            body = source.read(entry)
            if entry.filename.endswith("sheet1.xml"):
                cell = b'<row><c t="inlineStr"><is><t>' + b"A" * size + b"</t></is></c></row></sheetData>"
                body = body.replace(b"</sheetData>", cell)
            target.writestr(entry.filename, body)
    return out.getvalue()


ODD = HEAD + "".join(f"Pup{n},Adair,{'banana' if n % 2 else 4}\n" for n in range(2_000))
EVENT = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:{}\r\nDTSTART:{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
BAD = {
    "wrong columns.csv": ("Colour,Size\nred,3\n", "no row of column names was found"),
    "two thousand odd rows.csv": (ODD, "row 3, year group: not a year group"),
    "counts the rest.csv": (ODD, "and 980 more"),
    "one name and two years.csv": (HEAD + "Wren,Adair,4\nWren,Adair,5\n", "row 3: the same name as row 2"),
    "cut off.ics": ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Drums\r\n", "line 2: what begins here has"),
    "no day.ics": (EVENT.format("Drums", "soon"), "the event in line 2: cannot be read"),
    "no calendar.ics": ("hello", "this is not a calendar file"),
    "formula in calendar.ics": (EVENT.format("=1+1", "20261117T133000"), "looks like a spreadsheet formula"),
    "two encodings.csv": (
        HEAD.encode() + "Zoë,Adair,4\n".encode() + "Zoë,Beck,4\n".encode("cp1252"),
        "lines 2 and 3 hold letters in two encodings",
    ),
    "broken letters.csv": (HEAD + "ZoÃ«,Adair,4\n", "row 2, first name: letters that another program broke"),
    "lost letters.csv": (HEAD + "Zo�,Adair,4\n", "row 2, first name: letters that another program broke"),
    "no encoding.csv": (b"First name\nZo\x81e\n", "this is not a text table"),
    "formula.csv": (HEAD + '"=HYPERLINK(""x"")",Adair,4\n', "row 2, first name: looks like a spreadsheet"),
    "command.csv": (HEAD + "Wren,+cmd|x,4\n", "row 2, last name: looks like a spreadsheet formula"),
    "error.csv": (HEAD + "#REF!,Adair,4\n", "row 2, first name: #REF! is an error of the spreadsheet"),
    "open quotation mark.csv": (HEAD + '"Wren,Adair,4\nSol,Beck,4\n', "the row that begins in line 2"),
    "swallowed rows.csv": (HEAD + '"Wren,Adair,4\nSol,Beck,4\nJo",Cole,4\n', "several rows in one cell"),
    "huge cell.csv": (HEAD + "A" * 100_000 + ",B,4\n", "row 2, first name: longer than 200 characters"),
    "endless cell.csv": (HEAD + "A" * 200_000 + ",B,4\n", "the row that begins in line 2 cannot be read"),
    "empty.csv": ("", "the file is empty"),
    "names only.csv": (HEAD, "there is no row below the column names"),
    "empty.xlsx": (b"", "not an .xlsx spreadsheet"),
    "formula.xlsx": (xlsx(("First name",), ('="Wr"&"en"',)), "row 2, first name: a formula without a saved"),
    "error.xlsx": (xlsx(("First name",), ("#N/A",)), "row 2, first name: #N/A is an error of the spread"),
    "huge cell.xlsx": (xlsx(("First name",), ("x" * 32_000,)), "row 2, first name: longer than 200"),
    "one heading over two.xlsx": (
        xlsx(("Name", None, "Year"), ("Wren", "Adair", 4), merge="A1:B1"),
        'row 1: "Name" stands over columns A to B',
    ),
    "swollen.xlsx": (swollen(31_000_000), "unpacks to far more than a table of pupils holds"),
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bad")
    diary, _ = Diary.create(folder / "diary", SECRET, cost=LOWEST_COST, state_folder=folder / "state")
    yield diary
    diary.close()


def written(tmp_path, name):
    content, _ = BAD[name]
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_changes_nothing_and_names_its_place(made, tmp_path, name):
    before = made.counts(), made.vault.counter()
    with pytest.raises(BadInput) as refused:
        import_file(made, written(tmp_path, name))
    assert BAD[name][1] in str(refused.value)
    assert "Nothing was written" in str(refused.value)
    assert (made.counts(), made.vault.counter()) == before


GOOD_ENCODINGS = {
    "utf-16": "Zoë",
    "utf-16-le": "Zoë",
    "utf-8-sig": "Zoë",
    "cp1252": "Zoë",
}


@pytest.mark.parametrize("encoding", GOOD_ENCODINGS)
def test_other_encodings_are_read_as_they_are(tmp_path, encoding):
    from tutordiary.exchange.transfer import preview_file

    file = tmp_path / "list.csv"
    file.write_bytes((HEAD + "Zoë,Ånström,4\n").encode(encoding))
    (row,) = preview_file(file).rows
    assert (row.first_name, row.last_name) == ("Zoë", "Ånström")


def test_the_command_line_says_the_same_and_ends_with_2(tmp_path, capsys):
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    folder = tmp_path / "diary"
    Diary.create(folder, SECRET, cost=LOWEST_COST)[0].close()
    for name in ("two thousand odd rows.csv", "cut off.ics", "swollen.xlsx"):
        file = written(tmp_path, name)
        code = run(["import", str(folder), str(file), "--passphrase-file", str(secret)])
        assert code == 2
        said = capsys.readouterr().err
        assert BAD[name][1] in said
        assert "Nothing was written" in said
