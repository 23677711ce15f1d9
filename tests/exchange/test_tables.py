"""Tables of pupils and timetables: good ones are understood, odd ones explained, bad ones change nothing."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tutordiary import assets
from tutordiary.errors import BadInput
from tutordiary.exchange import sheets
from tutordiary.exchange.cells import (
    day_and_time_of,
    day_of,
    minutes_of,
    name_parts,
    times_of,
    weekday_of,
    year_group_of,
)
from tutordiary.exchange.headings import field_for, plain_heading
from tutordiary.exchange.placing import records_from
from tutordiary.exchange.rows import TablePreview
from tutordiary.exchange.tables import preview_table
from tutordiary.exchange.transfer import import_file, preview_file
from tutordiary.model import Group, Membership, Programme, Pupil, Session, Setting, Slot

LIST = """First name,Surname,Year group,School,Group,Day,Start,End
Ash,Adair,Y4,Elm Primary,Tuesday drums,Tuesday,13:30,14:00
Bo,,5,Elm Primary,Tuesday drums,Tue,1.30pm,2pm
Cy,Bell,R,Oak Infants,Oak band,Weds,9:15,9:45
"""


@pytest.fixture
def made(tmp_path):
    """Write a file and return its path."""

    def write(name: str, content: str | bytes):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def workbook(*rows: tuple, title: str = "Music", merged: str = "") -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    return book


def as_bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fields(preview: TablePreview) -> dict[str, str]:
    return {use.heading: use.field for use in preview.mapping}


# Text tables -----------------------------------------------------------------------------------------


def test_a_list_of_pupils_with_their_times_becomes_records(diary, made):
    report = import_file(diary, made("pupils.csv", LIST))
    assert report.counts == (("settings", 2), ("groups", 2), ("slots", 2), ("pupils", 3), ("memberships", 3))
    drums = next(group for group in diary.all(Group) if group.working_name == "Tuesday drums")
    assert drums.length_min == 30
    (slot,) = diary.find(Slot, group_id=drums.id)
    assert (slot.weekday, slot.starts_at) == (1, "13:30")
    ash, bo, cy = sorted(diary.all(Pupil), key=lambda pupil: pupil.first_name)
    assert (ash.last_name, ash.year_group, bo.year_group, cy.year_group) == ("Adair", 4, 5, 0)
    assert {one.pupil_id for one in diary.find(Membership, group_id=drums.id)} == {ash.id, bo.id}


def test_the_same_table_twice_adds_nothing(diary, made):
    path = made("pupils.csv", LIST)
    import_file(diary, path)
    before = diary.counts()
    again = import_file(diary, path)
    assert again.counts == ()
    assert diary.counts() == before
    assert "Row 2: this pupil is in the diary already." in again.warnings


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_every_usual_encoding_is_read_and_named(made, encoding, said):
    preview = preview_table(made("p.csv", "Forename,Surname\nZoë,O’Hára\nBo,Bell\n".encode(encoding)))
    assert said in preview.about
    assert preview.rows[0].full_name == "Zoë O’Hára"


@pytest.mark.parametrize(
    ("sign", "said"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs"), ("|", "upright lines")]
)
def test_every_usual_divider_is_found(made, sign, said):
    preview = preview_table(made("p.csv", f"First name{sign}Surname{sign}Yr\nAsh{sign}Adair{sign}4\n"))
    assert said in preview.about
    assert (preview.rows[0].full_name, preview.rows[0].year_group) == ("Ash Adair", 4)


def test_quoted_commas_and_line_breaks_stay_inside_their_cells(made):
    preview = preview_table(made("p.csv", 'Name,Group\n"Adair, Ash","The\n Loud Cats"\nBo Bell,Cats\n'))
    assert [(row.place, row.first_name, row.last_name, row.group) for row in preview.rows] == [
        ("row 2", "Ash", "Adair", "The Loud Cats"),
        ("row 4", "Bo", "Bell", "Cats"),
    ]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Forename", "first_name"),
        ("FIRST NAME:", "first_name"),
        ("First_Name", "first_name"),
        ("Pupil's name", "name"),
        ("Pupil", "name"),
        ("Frist name", "first_name"),
    ],
)
def test_headings_that_name_the_pupil(made, heading, field):
    preview = preview_table(made("p.csv", f"{heading},Yr\nAsh,4\n"))
    assert fields(preview) == {heading: field, "Yr": "year_group"}


def test_the_mapping_explains_itself(made):
    preview = preview_table(
        made("p.csv", "Forename,DOB,Instrument,Frist name,Year groop\nAsh,01/02/2017,Drum,x,4\n")
    )
    assert [(use.column, use.field, use.why) for use in preview.mapping] == [
        ("A", "first_name", "the pupil’s first name (its heading says so)"),
        ("B", "", "not used: the diary keeps the least that identifies a child"),
        ("C", "", "not used: the diary has no place for it"),
        ("D", "", "not used: the pupil’s first name is in a column before it"),
        ("E", "year_group", "the year group (the heading looks like “year group”)"),
    ]


def test_private_columns_never_reach_a_record(diary, made):
    import_file(
        diary, made("p.csv", "Forename,Ethnicity,SEN status,Parent phone\nAsh,Martian,K,01632 960001\n")
    )
    (ash,) = diary.all(Pupil)
    assert "Martian" not in repr(ash)
    assert "01632" not in repr(ash)


def test_start_is_a_time_or_a_day_by_what_is_below_it(made):
    times = preview_table(made("t.csv", "School,Group,Day,Start\nElm,Cats,Mon,9:30\n"))
    days = preview_table(made("d.csv", "Forename,Group,Start\nAsh,Cats,06/01/2026\n"))
    assert (times.rows[0].starts_at, fields(times)["Start"]) == ("09:30", "starts_at")
    assert times.mapping[3].why == "when it starts (by what stands in it and beside it)"
    assert (days.rows[0].joined_on, fields(days)["Start"]) == (date(2026, 1, 6), "joined_on")


def test_a_timetable_without_pupils(diary, made):
    text = "Venue,Room,Group,Day,From,To\nElm,Hut,Cats,Monday,9:30,10:15\nElm,Hut,Dogs,Mondays,10.15,11\n"
    import_file(diary, made("t.csv", text))
    assert {(slot.starts_at, slot.room) for slot in diary.all(Slot)} == {("09:30", "Hut"), ("10:15", "Hut")}
    assert [group.length_min for group in diary.all(Group)] == [45, 45]


def test_dated_sessions_become_planned_ones(diary, made):
    import_file(
        diary, made("t.csv", "School,Group,Date,Time\nElm,Cats,6 January 2026,9:30\nElm,Cats,13/01/26,9:30\n")
    )
    assert {(one.held_on, one.status) for one in diary.all(Session)} == {
        (date(2026, 1, 6), "planned"),
        (date(2026, 1, 13), "planned"),
    }
    assert diary.all(Slot) == []


def test_a_group_joins_the_newest_programme_and_the_only_school(diary, made):
    diary.add(Programme(id="a", name="Old"), Programme(id="b", name="New"), Setting(id="elm", name="Elm"))
    import_file(diary, made("p.csv", "Forename,Group\nAsh,Cats\n"))
    (group,) = diary.all(Group)
    assert (group.setting_id, group.programme_id) == ("elm", "b")


def test_names_match_without_regard_to_case_accents_encoding_and_aliases(diary, made):
    diary.add(
        Setting(id="elm", name="St Zoë’s Primary School", aliases=("St Zoë’s",)),
        Group(id="cats", setting_id="elm", working_name="Cats", pupils_name="The Loud Cats"),
        Pupil(id="ash", first_name="Ash", setting_id="elm"),
    )
    import_file(diary, made("p.csv", "Forename,School,Group\nASH,st zoe\u0308’s,the  loud cats\n"))
    assert (len(diary.all(Setting)), len(diary.all(Group)), len(diary.all(Pupil))) == (1, 1, 1)
    assert [(one.pupil_id, one.group_id) for one in diary.all(Membership)] == [("ash", "cats")]


def test_pupils_listed_twice_are_named_and_added_once(diary, made):
    text = "Forename,Surname,School\nAsh,Adair,Elm\nBo,Bell,Elm\nash,ADAIR,elm\nAsh,Adair,Oak\n"
    report = import_file(diary, made("p.csv", text))
    assert report.warnings == ("Row 4 names the same pupil as row 2, and is not added twice.",)
    assert len(diary.all(Pupil)) == 3


def test_one_pupil_in_two_groups_is_one_pupil(diary, made):
    report = import_file(diary, made("p.csv", "Forename,School,Group\nAsh,Elm,Cats\nAsh,Elm,Dogs\n"))
    assert (len(diary.all(Pupil)), len(diary.all(Membership))) == (1, 2)
    assert report.warnings == ()


def test_one_name_in_groups_at_two_schools_is_two_pupils(diary, made):
    diary.add(
        Setting(id="elm", name="Elm"),
        Setting(id="oak", name="Oak"),
        Group(id="cats", setting_id="elm", working_name="Cats"),
        Group(id="dogs", setting_id="oak", working_name="Dogs"),
    )
    import_file(diary, made("p.csv", "Forename,Yr,Group\nAsh,4,Cats\nAsh,5,Dogs\n"))
    assert {(pupil.setting_id, pupil.year_group) for pupil in diary.all(Pupil)} == {("elm", 4), ("oak", 5)}


def test_a_pupil_who_left_is_not_added_again(diary, made):
    path = made("p.csv", "Forename,School,Group,Left\nAsh,Elm,Cats,06/03/2026\n")
    import_file(diary, path)
    assert import_file(diary, path).counts == ()
    (membership,) = diary.all(Membership)
    assert membership.left_on == date(2026, 3, 6)


def test_a_formula_in_a_text_table_is_no_name(diary, made):
    with pytest.raises(BadInput, match="row 2, first name: looks like a spreadsheet formula"):
        import_file(diary, made("p.csv", "Forename,Surname\n=cmd|'/c calc'!A0,@SUM(1)\n"))
    assert diary.all(Pupil) == []


def test_titles_blank_rows_totals_and_repeated_headings_are_passed_over(made):
    text = (
        "Music list,,\n,,\nForename,Surname,Yr\nAsh,Adair,4\n,,\nForename,Surname,Yr\nBo,Bell,5\nTotal,2,\n"
    )
    preview = preview_table(made("p.csv", text))
    assert [row.place for row in preview.rows] == ["row 4", "row 7"]
    assert preview.notes == (
        "Row 3 holds the column names; what stands above was left out.",
        "Row 6 was left out: it repeats the column names.",
        "Row 8 was left out: it is a total.",
    )


def test_two_thousand_odd_rows(diary, made):
    rows = "".join(f"Name{n},Sur{n},{n % 14},Elm,Group {n % 40}\n" for n in range(2345))
    report = import_file(diary, made("p.csv", f"Forename,Surname,Yr,School,Group\n{rows}"))
    assert dict(report.counts)["pupils"] == 2345
    assert dict(report.counts)["groups"] == 40


BAD_ROWS = {
    "a year that is none": (
        "Forename,Yr\nAsh,4\nBo,Fourteen\n",
        "row 3, year group: not a year group from Reception to 13",
    ),
    "a year too high": ("Forename,Yr\nAsh,14\n", "row 2, year group: not a year group"),
    "a day that is none": (
        "School,Group,Day,Time\nElm,Cats,Someday,9:30\n",
        "row 2, weekday: not a day of the week",
    ),
    "a day of two meanings": (
        "School,Group,Day,Time\nElm,Cats,T,9:30\n",
        "row 2, weekday: not a day of the week",
    ),
    "a time that is none": (
        "School,Group,Day,Time\nElm,Cats,Mon,25:00\n",
        "row 2, starts at: not a time such as",
    ),
    "a date that is none": ("Forename,Joined\nAsh,31/02/2026\n", "row 2, joined on: not a date such as"),
    "a date in another order": ("Forename,Joined\nAsh,01/13/2026\n", "the day comes first"),
    "a date long ago": ("Forename,Joined\nAsh,01/01/1900\n", "row 2, joined on: a date outside 1990 to 2100"),
    "a length that is none": (
        "School,Group,Length\nElm,Cats,long\n",
        "row 2, length min: not a length in minutes",
    ),
    "no name": ("Forename,Surname\nAsh,Adair\n,Bell\n", "row 3: the pupil's name is missing"),
    "no group": ("School,Group,Day,Time\nElm,,Mon,9:30\n", "row 2: the group is missing"),
    "a time without a day": ("School,Group,Day,Time\nElm,Cats,,9:30\n", "row 2: there is a time, but no day"),
    "a day without a time": ("School,Group,Day,Time\nElm,Cats,Mon,\n", "row 2: there is a day, but no time"),
    "a name too long": ("Forename\n" + "x" * 201 + "\n", "row 2, first name: longer than 200 characters"),
    "a name with hidden signs": (
        "Forename\nA\u202esh\n",
        "row 2, first name: holds characters that cannot be shown",
    ),
    "two children of one name": (
        "Forename,School,Yr\nAsh,Elm,4\nAsh,Elm,5\n",
        "row 3: the same name as row 2 with another year or class",
    ),
    "no school for a group": ("Forename,Group\nAsh,Cats\n", "row 2: the school of this group is not known"),
    "no rows": ("Forename,Surname\n", "there is no row below the column names"),
    "no column names": ("Ash,Adair,4\nBo,Bell,5\n", "no row of column names was found"),
    "column names without a pupil or a group": ("School,Room\nElm,Hut\n", "no row of column names was found"),
    "nothing": ("", "the file is empty"),
    "blanks": (" \n ,\n", "no row of column names was found"),
    "no text": ("a\0b\0\0\0", "this is not a text table"),
    "an endless cell": ('Forename\n"' + "x" * 200_000, "the row that begins in line 2 cannot be read"),
    "too many rows": ("Forename\n" + "Ash\n" * 5_001, "more than 5,000 rows"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_bad_table_names_the_row_and_changes_nothing(diary, made, name):
    text, expected = BAD_ROWS[name]
    before = diary.counts()
    with pytest.raises(BadInput) as refusal:
        import_file(diary, made("list.csv", text))
    said = str(refusal.value)
    assert said.startswith("list.csv: ")
    assert expected in said
    assert "Nothing was written." in said
    assert diary.counts() == before


def test_all_bad_rows_are_listed_up_to_twenty(made):
    preview = preview_table(made("p.csv", "Forename,Yr\n" + "Ash,x\n" * 30))
    assert len(preview.problems) == 21
    assert preview.problems[-1] == "and 10 more"
    with pytest.raises(BadInput, match="some rows cannot be imported"):
        records_from(preview, ())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("old.xls", ".xls files cannot be read. Save the table as .xlsx or .csv first."),
        ("list.ods", ".ods files cannot be read."),
        ("list.pdf", "only .json, .csv, .xlsx and .ics files can be imported."),
        ("list", "only .json, .csv, .xlsx and .ics files can be imported."),
    ],
)
def test_other_kinds_of_files_are_refused_in_a_sentence(made, name, expected):
    with pytest.raises(BadInput) as refusal:
        preview_file(made(name, "x"))
    assert str(refusal.value).startswith(f"{name}: {expected}")


# Spreadsheets ----------------------------------------------------------------------------------------


def test_a_spreadsheet_with_real_dates_times_and_numbers(diary, made):
    book = workbook(
        ("Forename", "Yr", "School", "Group", "Joined", "Day", "Time", "Length"),
        ("Ash", 4, "Elm", "Cats", dt.datetime(2026, 1, 6), "Tuesday", dt.time(13, 30), 45),
        ("Bo", 5.0, "Elm", "Cats", date(2026, 1, 13), "Tuesday", 0.5625, "45 mins"),
    )
    report = import_file(diary, made("list.xlsx", as_bytes(book)))
    assert dict(report.counts) == {"settings": 1, "groups": 1, "slots": 1, "pupils": 2, "memberships": 2}
    (slot,) = diary.all(Slot)
    assert (slot.starts_at, diary.all(Group)[0].length_min) == ("13:30", 45)
    assert {one.joined_on for one in diary.all(Membership)} == {date(2026, 1, 6), date(2026, 1, 13)}


def test_a_school_merged_over_many_rows_belongs_to_each(made):
    book = workbook(
        ("Music in our schools", None, None),
        ("School", "Forename", "Group"),
        ("Elm", "Ash", "Cats"),
        (None, "Bo", "Cats"),
        (None, None, None),
        (None, "Cy", "Cats"),
        (None, "Di", None),
        merged="A3:A6",
    )
    book.active.merge_cells("A1:C1")
    preview = preview_table(made("list.xlsx", as_bytes(book)))
    assert [(row.place, row.first_name, row.setting) for row in preview.rows] == [
        ("row 3", "Ash", "Elm"),
        ("row 4", "Bo", "Elm"),
        ("row 6", "Cy", "Elm"),
        ("row 7", "Di", ""),
    ]


def test_the_sheet_with_known_column_names_is_read(made):
    book = workbook(("Notes to self", "Remember drums"), title="Notes")
    sheet = book.create_sheet("Year 4")
    for row in (("Forename", "Surname"), ("Ash", "Adair")):
        sheet.append(row)
    hidden = book.create_sheet("Hidden")
    for row in (("Forename", "Surname", "School", "Group"), ("Zz", "Zz", "Zz", "Zz")):
        hidden.append(row)
    hidden.sheet_state = "hidden"
    preview = preview_table(made("list.xlsx", as_bytes(book)))
    assert preview.about == "A spreadsheet, sheet “Year 4”."
    assert preview.notes == ("The sheet “Notes” was not read.",)
    assert [row.full_name for row in preview.rows] == ["Ash Adair"]


def test_a_formula_without_a_saved_value_is_refused_by_row(made):
    book = workbook(("Forename", "Yr", "Instrument"), ("Ash", 4, "=1+1"), ("Bo", "=B2+1", "Drum"))
    preview = preview_table(made("list.xlsx", as_bytes(book)))
    assert preview.problems == ("row 3, year group: a formula without a saved value; type the value itself",)
    assert [row.first_name for row in preview.rows] == ["Ash"]


def with_saved_value(data: bytes, formula: bytes, value: bytes) -> bytes:
    """Return a spreadsheet in which one formula has the value a spreadsheet program would have saved."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            body = source.read(entry)
            for empty in (b"<v/>", b"<v />", b"<v></v>"):
                body = body.replace(
                    b"<f>" + formula + b"</f>" + empty, b"<f>" + formula + b"</f><v>" + value + b"</v>"
                )
            target.writestr(entry, body)
    return out.getvalue()


def test_a_formula_with_a_saved_value_counts_by_it(made):
    data = with_saved_value(as_bytes(workbook(("Forename", "Yr"), ("Ash", "=2+2"))), b"2+2", b"4")
    preview = preview_table(made("list.xlsx", data))
    assert preview.problems == ()
    assert preview.rows[0].year_group == 4


def test_text_that_looks_like_a_formula_is_no_name(made):
    book = workbook(("Forename", "Yr"), ("x", 4))
    book.active["A2"].value = "=cmd|' /C calc'!A0"
    book.active["A2"].data_type = "s"
    preview = preview_table(made("list.xlsx", as_bytes(book)))
    assert preview.rows == ()
    (problem,) = preview.problems
    assert problem.startswith("row 2, first name: looks like a spreadsheet formula")


def repacked(data: bytes, change) -> bytes:
    """Return a spreadsheet with every sheet's XML changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            body = source.read(entry)
            target.writestr(entry.filename, change(body) if "worksheets/" in entry.filename else body)
    return out.getvalue()


GOOD = as_bytes(workbook(("Forename", "Yr"), ("Ash", 4)))
HUGE_MERGE = repacked(
    GOOD,
    lambda body: body.replace(
        b"</sheetData>",
        b'</sheetData><mergeCells count="1"><mergeCell ref="C1:XFD1048576"/></mergeCells>',
    ),
)
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
) + b"]>"  # fmt: skip


def test_a_merge_that_says_it_covers_billions_of_cells(made):
    assert preview_table(made("list.xlsx", HUGE_MERGE)).rows[0].first_name == "Ash"


BAD_SHEETS = {
    "no package": (b"hello", "this is not an .xlsx spreadsheet, or it is damaged"),
    "half a package": (GOOD[: len(GOOD) // 2], "this is not an .xlsx spreadsheet, or it is damaged"),
    "a package of nothing": (b"PK\x05\x06" + bytes(18), "damaged"),
    "an old spreadsheet": (b"\xd0\xcf\x11\xe0" + bytes(100), "an old or password-protected spreadsheet"),
    "broken sheet": (repacked(GOOD, lambda body: body[:200]), "damaged or of a kind that cannot be read"),
    "entities that multiply": (
        repacked(GOOD, lambda body: LAUGHS + body.replace(b"<v>4</v>", b"<v>&m;</v>")),
        "damaged or of a kind that cannot be read",
    ),
    "an empty sheet": (as_bytes(workbook()), "the spreadsheet has no sheet with cells"),
    "no column names": (as_bytes(workbook(("Ash", 4))), "no row of column names was found"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_SHEETS)
def test_a_bad_spreadsheet_changes_nothing(diary, made, name):
    data, expected = BAD_SHEETS[name]
    before = diary.counts()
    with pytest.raises(BadInput) as refusal:
        import_file(diary, made("list.xlsx", data))
    assert expected in str(refusal.value)
    assert str(refusal.value).startswith("list.xlsx: ")
    assert diary.counts() == before


def test_a_spreadsheet_that_unpacks_too_far(made, monkeypatch):
    monkeypatch.setattr(sheets, "LARGEST_UNPACKED_BYTES", 1000)
    with pytest.raises(BadInput, match="unpacks to far more"):
        preview_table(made("list.xlsx", GOOD))


def test_a_sheet_of_too_many_rows(made, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    book = workbook(("Forename",), *[(f"Ash{n}",) for n in range(4)])
    with pytest.raises(BadInput, match="more than 3 rows"):
        preview_table(made("list.xlsx", as_bytes(book)))


def test_a_stray_cell_far_below_is_not_waited_for(made):
    book = workbook(("Forename",), ("Ash",))
    book.active["A900000"] = "stray"
    preview = preview_table(made("list.xlsx", as_bytes(book)))
    assert [row.first_name for row in preview.rows] == ["Ash"]


def test_the_examples_in_the_guide_are_understood(diary, made):
    guide = assets.read_text("exchange/tables-and-calendars.md")
    pupils, timetable = re.findall(r"```csv\n(.*?)```", guide, re.DOTALL)
    for text in (pupils, timetable):
        preview = preview_table(made("p.csv", text))
        assert all(use.field for use in preview.mapping)
        assert preview.problems == ()
        import_file(diary, made("p.csv", text))
    assert (len(diary.all(Pupil)), len(diary.all(Slot)), len(diary.all(Group))) == (2, 2, 2)


def test_the_headings_named_in_the_guide_are_understood():
    guide = assets.read_text("exchange/tables-and-calendars.md")
    named = re.findall(r"^\| [a-z].*? \| (.*?) \|$", guide, re.MULTILINE)
    words = re.split(r", | with |, or one of ", re.sub(r" \(.*\)|or one of ", "", " , ".join(named)))
    unknown = [word for word in words if not field_for(plain_heading(word))]
    assert len(words) > 25
    assert unknown == []


# Cells -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        (4, 4), (4.0, 4), ("Y4", 4), ("Yr. 4", 4), ("year 04", 4), ("R", 0), ("YR", 0), ("Reception", 0),
        ("13", 13), ("", None),
    ],
)  # fmt: skip
def test_year_groups(cell, year):
    assert year_group_of(cell) == year


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("13:30", "13:30", ""),
        ("1:30", "13:30", ""),
        ("01:30", "01:30", ""),
        ("9.15", "09:15", ""),
        ("1330", "13:30", ""),
        ("9am", "09:00", ""),
        ("12 pm", "12:00", ""),
        ("12:15 a.m.", "00:15", ""),
        ("1:30-2:00 pm", "13:30", "14:00"),
        ("11.30 – 12.15pm", "11:30", "12:15"),
        ("9:15 to 9:45", "09:15", "09:45"),
        (dt.time(9, 15), "09:15", ""),
        (dt.datetime(1899, 12, 30, 9, 15), "09:15", ""),
        (dt.timedelta(hours=9, minutes=15), "09:15", ""),
        (None, "", ""),
    ],
)
def test_times(cell, start, end):
    assert times_of(cell) == (start, end)


@pytest.mark.parametrize(
    "cell",
    [
        "06/01/2026", "6.1.26", "6-1-2026", "2026-01-06", "6 Jan 2026", "6th January 2026", "Tue 06/01/2026",
        "6-Jan-26", date(2026, 1, 6),
    ],
)  # fmt: skip
def test_days_in_the_order_people_write_them(cell):
    assert day_of(cell) == date(2026, 1, 6)


def test_days_of_the_week():
    assert [weekday_of(word) for word in ("Mon", "tues", "Weds", "Thur", "Fridays", "SAT.", "su")] == list(
        range(7)
    )
    assert day_and_time_of("Tuesday 1.30pm") == (1, "1.30pm")


def test_lengths_and_names():
    assert [minutes_of(cell) for cell in (30, "30 min", "0:45", "1:00", dt.time(0, 30), None)] == [
        30,
        30,
        45,
        60,
        30,
        None,
    ]
    assert name_parts("Adair, Wren") == ("Wren", "Adair")
    assert name_parts("Wren van der Berg") == ("Wren", "van der Berg")
    assert name_parts("Adair,") == ("Adair", "")


# Anything at all -------------------------------------------------------------------------------------


def read_or_refused(path) -> None:
    try:
        preview = preview_file(path)
        records_from(preview, ())
    except BadInput as refusal:
        said = str(refusal)
    else:
        return
    said.encode("utf-8")
    assert said.startswith(path.name)


@pytest.fixture(scope="module")
def spot(tmp_path_factory):
    return tmp_path_factory.mktemp("any")


WORDS = st.sampled_from(
    [
        "Forename", "Yr", "Group", "Day", "Time", "School", "Start", "Ash", "4", "Mon", "9:30", "=1", '"',
        ",", "\n", "\t", ";", "\0", "é", "-", "/", "26", "\r",
    ]
)  # fmt: skip


@settings(max_examples=200)
@given(
    data=st.binary(max_size=100) | st.lists(WORDS, max_size=30).map(lambda words: ",".join(words).encode())
)
@example(data=b"\xff\xfe\x00")
@example(data=b"Forename,Start\nAsh,9999/99/99")
@example(data=b"Forename,Joined\nAsh,0/0/0")
@example(data="Forename,Yr\nAsh,²\n".encode())
@example(data="School,Group,Day,Time\nElm,Cats,Mon,٣:٣٠\n".encode())
def test_any_bytes_as_a_text_table(spot, data):
    path = spot / "any.csv"
    path.write_bytes(data)
    read_or_refused(path)


@settings(max_examples=60)
@given(at=st.integers(0, len(GOOD) - 1), byte=st.integers(0, 255), cut=st.integers(0, 400))
def test_any_damage_to_a_spreadsheet(spot, at, byte, cut):
    data = bytearray(GOOD)
    data[at] = byte
    del data[at : at + cut // 50]
    path = spot / "any.xlsx"
    path.write_bytes(bytes(data))
    read_or_refused(path)


@settings(max_examples=60)
@given(
    at=st.integers(60, 700),
    piece=st.sampled_from([b"<", b">", b'"', b"9", b"A", b"&", b"/", b't="e"', b"\xff", b""]),
)
def test_any_damage_to_a_sheets_own_text(spot, at, piece):
    path = spot / "any.xlsx"
    path.write_bytes(repacked(GOOD, lambda body: body[:at] + piece + body[at + 1 :]))
    read_or_refused(path)
