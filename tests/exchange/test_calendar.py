"""Calendars become weekly times, planned sessions and closed days; broken ones change nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tutordiary.errors import BadInput
from tutordiary.exchange.calendar import preview_calendar
from tutordiary.exchange.placing import records_from
from tutordiary.exchange.transfer import import_file
from tutordiary.model import Closure, Group, Session, Setting, Slot
from tutordiary.timetable import sessions_on

ZONE = """BEGIN:VTIMEZONE
TZID:Custom UK
BEGIN:STANDARD
DTSTART:19701025T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
"""
LOCAL = "DTSTART:20260106T133000\nDTEND:20260106T140000\n"
WEEKLY = LOCAL + "RRULE:FREQ=WEEKLY\n"


def event(
    lines: str, title: str = "SUMMARY:Elm Tuesday\n", place: str = "LOCATION:Elm Primary\\, Hall\n"
) -> str:
    return f"BEGIN:VEVENT\nUID:one\n{title}{place}{lines}END:VEVENT\n"


def calendar(*events: str) -> bytes:
    text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n" + "".join(events) + "END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


@pytest.fixture
def made(tmp_path):
    """Write a calendar and return its path."""

    def write(data: bytes, name: str = "term.ics"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def rows(made, *events: str):
    preview = preview_calendar(made(calendar(*events)))
    assert preview.problems == ()
    return preview.rows


def test_a_weekly_event_becomes_a_weekly_time(diary, made):
    report = import_file(diary, made(calendar(event(WEEKLY))))
    assert report.counts == (("settings", 1), ("groups", 1), ("slots", 1))
    (slot,), (group,), (setting,) = diary.all(Slot), diary.all(Group), diary.all(Setting)
    assert (slot.weekday, slot.starts_at, slot.from_on, slot.until_on) == (1, "13:30", date(2026, 1, 6), None)
    assert (group.working_name, group.length_min, setting.name) == ("Elm Tuesday", 30, "Elm Primary")


def test_days_taken_out_are_days_without_the_session(diary, made):
    import_file(diary, made(calendar(event(WEEKLY + "EXDATE:20260113T133000,20260120T133000\n"))))
    assert {(one.held_on, one.status, one.starts_at) for one in diary.all(Session)} == {
        (date(2026, 1, 13), "cancelled", "13:30"),
        (date(2026, 1, 20), "cancelled", "13:30"),
    }
    (off,) = sessions_on(diary, date(2026, 1, 13))
    (on,) = sessions_on(diary, date(2026, 1, 27))
    assert off.session.status == "cancelled"
    assert on.session is None


def test_the_same_calendar_twice_adds_nothing(diary, made):
    path = made(
        calendar(
            event(WEEKLY + "EXDATE:20260113T133000\n"),
            event(LOCAL.replace("20260106", "20260207")),
            event("DTSTART;VALUE=DATE:20260216\nDTEND;VALUE=DATE:20260221\n", title="SUMMARY:Half term\n"),
        )
    )
    import_file(diary, path)
    before = diary.counts()
    assert import_file(diary, path).counts == ()
    assert diary.counts() == before


def test_a_single_event_becomes_a_planned_session(diary, made):
    import_file(diary, made(calendar(event(LOCAL))))
    (session,) = diary.all(Session)
    assert (session.held_on, session.starts_at, session.planned_min, session.status) == (
        date(2026, 1, 6),
        "13:30",
        30,
        "planned",
    )
    assert diary.all(Slot) == []


@pytest.mark.parametrize(
    ("start", "clock"),
    [
        ("DTSTART:20260706T133000\n", "13:30"),
        ("DTSTART:20260706T123000Z\n", "13:30"),
        ("DTSTART:20260106T133000Z\n", "13:30"),
        ("DTSTART;TZID=Europe/London:20260706T133000\n", "13:30"),
        ("DTSTART;TZID=GMT Standard Time:20260706T133000\n", "13:30"),
        ("DTSTART;TZID=Europe/Paris:20260706T143000\n", "13:30"),
        ("DTSTART;TZID=Custom UK:20260706T133000\n", "13:30"),
        ("DTSTART;TZID=Nowhere/At all:20260706T133000\n", "13:30"),
    ],
)
def test_every_kind_of_time_is_uk_time(made, start, clock):
    (row,) = rows(made, ZONE, event(start))
    assert row.starts_at == clock


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;UNTIL=20260324T235959Z", [(1, date(2026, 1, 6), date(2026, 3, 24))]),
        ("FREQ=WEEKLY;UNTIL=20260324", [(1, date(2026, 1, 6), date(2026, 3, 24))]),
        ("FREQ=WEEKLY;COUNT=3", [(1, date(2026, 1, 6), date(2026, 1, 20))]),
        ("FREQ=WEEKLY;INTERVAL=1;WKST=MO;BYDAY=TU", [(1, date(2026, 1, 6), None)]),
        (
            "FREQ=WEEKLY;BYDAY=TU,TH",
            [(1, date(2026, 1, 6), None), (3, date(2026, 1, 8), None)],
        ),
        (
            "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3",
            [(1, date(2026, 1, 6), date(2026, 1, 13)), (3, date(2026, 1, 8), date(2026, 1, 8))],
        ),
    ],
)
def test_weekly_rules(made, rule, expected):
    found = rows(made, event(f"{LOCAL}RRULE:{rule}\n"))
    assert [(row.weekday, row.from_on, row.until_on) for row in found] == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", [date(2026, 1, 6), date(2026, 1, 20), date(2026, 2, 3)]),
        ("FREQ=WEEKLY;INTERVAL=2;UNTIL=20260120T133000Z", [date(2026, 1, 6), date(2026, 1, 20)]),
        ("FREQ=MONTHLY;BYDAY=1TU;COUNT=2", [date(2026, 1, 6), date(2026, 2, 3)]),
        ("FREQ=DAILY;COUNT=2", [date(2026, 1, 6), date(2026, 1, 7)]),
    ],
)
def test_other_rules_become_single_sessions(made, rule, expected):
    found = rows(made, event(f"{LOCAL}RRULE:{rule}\nEXDATE:20260401T133000\n"))
    assert [row.held_on for row in found] == expected
    assert {row.weekday for row in found} == {None}


def test_days_added_to_a_series_are_planned(made):
    found = rows(made, event(WEEKLY + "RDATE:20260109T133000\n"))
    assert [(row.weekday, row.held_on) for row in found] == [(1, None), (None, date(2026, 1, 9))]


def test_a_moved_day_is_off_on_one_day_and_on_the_other(made):
    moved = event("RECURRENCE-ID:20260113T133000\nDTSTART:20260115T100000\nDTEND:20260115T103000\n")
    found = rows(made, moved, event(WEEKLY))
    assert [(row.held_on, row.starts_at, row.cancelled) for row in found] == [
        (None, "13:30", False),
        (date(2026, 1, 13), "13:30", True),
        (date(2026, 1, 15), "10:00", False),
    ]


def test_a_day_moved_within_itself_is_one_session(made):
    later = event("RECURRENCE-ID:20260113T133000\nDTSTART:20260113T143000\n", title="SUMMARY:Later\n")
    found = rows(made, event(WEEKLY), later)
    assert [(row.group, row.held_on, row.starts_at) for row in found[1:]] == [
        ("Elm Tuesday", date(2026, 1, 13), "14:30")
    ]


def test_a_moved_day_without_its_series_is_one_session(made):
    moved = event("RECURRENCE-ID:20260113T133000\nDTSTART:20260115T100000\nDTEND:20260115T103000\n")
    assert [(row.held_on, row.cancelled) for row in rows(made, moved)] == [(date(2026, 1, 15), False)]


def test_a_cancelled_day_of_a_series_is_off(made):
    off = event("RECURRENCE-ID:20260113T133000\nDTSTART:20260113T133000\nSTATUS:CANCELLED\n")
    (_, row) = rows(made, event(WEEKLY), off)
    assert (row.held_on, row.cancelled) == (date(2026, 1, 13), True)


def test_a_cancelled_event_is_left_out(made):
    preview = preview_calendar(made(calendar(event(WEEKLY), event(LOCAL + "STATUS:CANCELLED\n"))))
    assert len(preview.rows) == 1
    assert preview.notes == ("The event in line 12 is cancelled and was left out.",)


def test_whole_days_are_closures_when_they_say_so(diary, made):
    half_term = event("DTSTART;VALUE=DATE:20260216\nDTEND;VALUE=DATE:20260221\n", title="SUMMARY:Half term\n")
    inset = event("DTSTART;VALUE=DATE:20260105\n", title="SUMMARY:INSET day\n")
    birthday = event("DTSTART;VALUE=DATE:20260105\n", title="SUMMARY:Mum\n")
    report = import_file(diary, made(calendar(half_term, inset, birthday)))
    assert {(one.name, one.from_on, one.until_on) for one in diary.all(Closure)} == {
        ("Half term", date(2026, 2, 16), date(2026, 2, 20)),
        ("INSET day", date(2026, 1, 5), date(2026, 1, 5)),
    }
    assert report.warnings == ("The event in line 17 has no time of day and was left out.",)


def test_folded_lines_and_durations(made):
    folded = "DTSTART:20260106T133000\nDURATION:PT45M\nDESCRIPTION:a long\n  line\n\tand more\n"
    (row,) = rows(made, event(folded, title="SUMMARY:Elm Tues\n day\n"))
    assert (row.group, row.length_min) == ("Elm Tuesday", 45)


def test_the_mapping_explains_itself(made):
    preview = preview_calendar(made(calendar(event(WEEKLY))))
    assert {use.field for use in preview.mapping} == {
        "group",
        "setting",
        "starts_at",
        "length_min",
        "weekday",
    }
    assert preview.about == "A calendar, times in UK time."


BAD = {
    "no calendar": (b"hello", "this is not a calendar file"),
    "nothing": (b"", "this is not a calendar file"),
    "zeros": (b"BEGIN:VCALENDAR\0", "this is not a calendar file"),
    "a stray line": (calendar("nonsense\n"), "line 4: this is no line of a calendar"),
    "cut off": (calendar(event(WEEKLY))[:-40], "line 4: what begins here has no end"),
    "an end too many": (calendar("END:VEVENT\n"), "line 4: an end without its beginning"),
    "a start that is none": (
        calendar(event("DTSTART:soon\n")),
        "the event in line 4: cannot be read (DTSTART)",
    ),
    "an impossible start": (
        calendar(event("DTSTART:20260230T133000\n")),
        "the event in line 4: cannot be read",
    ),
    "no start": (calendar(event("")), "the event in line 4: has no start"),
    "no title": (calendar(event(LOCAL, title="")), "the event in line 4: has no title"),
    "long ago": (calendar(event("DTSTART:00010106T133000\n")), "the event in line 4: is dated outside 1990"),
    "a rule that is none": (
        calendar(event(LOCAL + "RRULE:often\n")),
        "the event in line 4: repeats in a way",
    ),
    "a yearly rule": (calendar(event(LOCAL + "RRULE:FREQ=YEARLY;COUNT=2\n")), "repeats in a way that cannot"),
    "every second": (
        calendar(event(LOCAL + "RRULE:FREQ=SECONDLY;COUNT=2\n")),
        "repeats in a way that cannot",
    ),
    "a rule by hours": (
        calendar(event(LOCAL + "RRULE:FREQ=DAILY;BYHOUR=9;COUNT=2\n")),
        "repeats in a way that cannot be read",
    ),
    "no interval": (
        calendar(event(LOCAL + "RRULE:FREQ=WEEKLY;INTERVAL=0\n")),
        "repeats in a way that cannot",
    ),
    "no end and not weekly": (
        calendar(event(LOCAL + "RRULE:FREQ=WEEKLY;INTERVAL=2\n")),
        "the event in line 4: repeats without an end, and not every week",
    ),
    "too many days": (
        calendar(event(LOCAL + "RRULE:FREQ=DAILY;COUNT=9999\n")),
        "repeats more than 400 times",
    ),
    "two rules": (
        calendar(event(LOCAL + "RRULE:FREQ=WEEKLY\nRRULE:FREQ=DAILY;COUNT=2\n")),
        "repeats by two rules at once",
    ),
    "an end before the start": (
        calendar(event(LOCAL + "RRULE:FREQ=WEEKLY;UNTIL=20250101\n")),
        "the event in line 4: ends before it starts",
    ),
    "no place": (
        calendar(event(WEEKLY, place="")),
        "the event in line 4: the school of this group is not known",
    ),
    "only whole days": (
        calendar(event("DTSTART;VALUE=DATE:20260105\n")),
        "the calendar holds no event with a time",
    ),
    "no events": (calendar(), "the calendar holds no event with a time"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_calendar_names_the_line_and_changes_nothing(diary, made, name):
    data, expected = BAD[name]
    before = diary.counts()
    with pytest.raises(BadInput) as refusal:
        import_file(diary, made(data))
    said = str(refusal.value)
    assert said.startswith("term.ics: ")
    assert expected in said
    assert "Nothing was written." in said
    assert diary.counts() == before


@pytest.fixture(scope="module")
def spot(tmp_path_factory):
    return tmp_path_factory.mktemp("any")


GOOD = calendar(ZONE, event(WEEKLY + "EXDATE:20260113T133000\n"), event(LOCAL))
PIECES = st.sampled_from(
    [
        b"\r\n", b":", b";", b",", b"\\", b'"', b"\xff", b"\x00", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n",
        b"9" * 9, b"RRULE:FREQ=DAILY\r\n", b"EXDATE:x\r\n", b"DTEND:20260106\r\n", b"=", b"",
        b"DTSTART;VALUE=PERIOD:1/2\r\n", b"DURATION:-P1D\r\n", b"RECURRENCE-ID:1\r\n", b"UNTIL", b"-1",
    ]
)  # fmt: skip


@settings(max_examples=300)
@given(
    changes=st.lists(st.tuples(st.integers(0, len(GOOD)), PIECES, st.integers(0, 12)), min_size=1, max_size=3)
)
@example(changes=[(0, b"\xef\xbb\xbf", 0)])
def test_any_damage_to_a_calendar(spot, changes):
    data = GOOD
    for at, piece, cut in changes:
        data = data[:at] + piece + data[at + cut :]
    path = spot / "any.ics"
    path.write_bytes(data)
    try:
        records_from(preview_calendar(path), ())
    except BadInput as refusal:
        said = str(refusal)
    else:
        return
    assert said.startswith("any.ics: ")
