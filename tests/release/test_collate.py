"""Many bundles together: nobody counted twice, nothing claimed that a bundle does not show."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from functools import cache
from types import SimpleNamespace

import openpyxl
import pytest
import sqlcipher3
from release_samples import LAST, START, day, records
from sqlite_utils import Database

from tutordiary.errors import BadInput
from tutordiary.evidence import Period
from tutordiary.model import BundleMode, JudgementResult, Permission
from tutordiary.release import archive, bundle, bundle_check, collate, collation_files, collation_page, tables
from tutordiary.release.collate import RESULTS, collate_files, narrowed, to_pass_on
from tutordiary.release.pseudonyms import Pseudonyms, Recipient
from tutordiary.release.rows import ExcerptRow, JudgementRow
from tutordiary.release.small_numbers import Count, exact, fewer, hidden
from tutordiary.sample.diary import in_order
from tutordiary.store.migrations import migrate
from tutordiary.store.records import insert

PERIOD = Period(START, LAST)


@cache
def agreed():
    """Return the sample's records as they are when nobody takes a permission back."""
    return tuple(replace(one, withdrawn_on=None) if isinstance(one, Permission) else one for one in records())


@cache
def stored():
    """Return a connection to the sample's records in a plain database."""
    connection = sqlcipher3.connect(":memory:", isolation_level=None)
    migrate(Database(connection))
    insert(connection, in_order(agreed()))
    return connection


class Stand:
    """As much of a diary as a bundle is made of; ``key`` makes it another tutor's."""

    def __init__(self, key=1):
        from tutordiary.framework import shipped_framework
        from tutordiary.model import Tutor

        self.key = bytes([key]) * 32
        self.vault = SimpleNamespace(reading=lambda: nullcontext(stored()))
        self.framework = shipped_framework()
        self.is_sample = False
        self._records = agreed()
        self.tutor = next(r for r in self._records if isinstance(r, Tutor))

    def all(self, kind):
        return [r for r in self._records if type(r) is kind]

    def secret(self, name, size=32):
        return self.key


MADE_ON = date(2026, 12, 20)


def made(key=1, mode=BundleMode.COUNTS, period=PERIOD, made_on=MADE_ON, excerpts=(), change=None):
    diary = Stand(key)
    scope = bundle.scope_of(diary, period, mode)
    head = bundle.head_of(diary, scope, made_on)
    filled = tables.build(scope, excerpts)
    if change is not None:
        head, filled = change(head, filled)
    return archive.write(bundle.members(head, filled, {"v": 1}))


def checked(*args, title="a.tdbundle", **kwargs):
    return bundle_check.check(made(*args, **kwargs), title)


def test_three_tutors_make_one_n_of_n():
    three = [checked(n, BundleMode.PSEUDONYMISED, title=f"{n}.tdbundle") for n in (1, 2, 3)]
    together = collate.collate(three)
    assert together.tutors == 3
    music = together.outcomes[0]
    assert {name: count.text for name, count in music.counts} == {
        "enrolled": "45", "judged": "45", "increased": "24", "early_signs": "9", "no_change": "9",
        "less": "0", "not_enough": "3", "not_judged": "0", "triangulated": "6",
    }  # fmt: skip
    assert "24 of 45 pupils judged (53%)" in collation_page.outcome_line(music)
    assert together.left.text == "3"
    assert [dict(row.sessions)["given"] for row in together.delivery] == [33, 33, 33]
    assert together.is_pseudonymised
    assert next(t for t in together.observations if t.key == "COM.1").count("noticed").text == "135"


def test_counts_that_are_not_shown_become_stretches_that_hold_the_truth():
    exact_one = collate.collate([checked(1, BundleMode.PSEUDONYMISED)])
    shown = collate.collate([checked(1)])
    for true, seen in zip(exact_one.outcomes, shown.outcomes, strict=True):
        for name, count in true.counts:
            low, high = seen.count(name).low, seen.count(name).high
            assert low <= count.low <= high, (true.key, name)
    assert not shown.is_pseudonymised


def test_the_same_file_twice_is_counted_once_and_said(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.tdbundle").write_bytes(made(1))
    together = collate_files([tmp_path / "a.tdbundle", tmp_path / "b.tdbundle"])
    assert together.enrolled.text == "15"
    assert [(each.title, "same bundle as a.tdbundle" in each.why) for each in together.set_aside] == [
        ("b.tdbundle", True)
    ]


def test_one_tutor_twice_for_the_same_days_is_counted_once_and_said():
    early = checked(1, made_on=date(2026, 12, 18), title="old")
    late = checked(1, BundleMode.PSEUDONYMISED, made_on=date(2026, 12, 19), title="new")
    for order in ((early, late), (late, early)):
        together = collate.collate(order)
        assert together.enrolled.text == "15"
        assert [b.title for b in together.bundles] == ["new"]
        assert "also sent new for the same days" in together.set_aside[0].why


def test_overlapping_days_count_once():
    part = checked(1, period=Period(day(3), LAST), title="part", made_on=date(2026, 12, 19))
    whole = checked(1, title="whole")
    together = collate.collate([part, whole])
    assert [b.title for b in together.bundles] == ["whole"]
    assert "some of the same days" in together.set_aside[0].why


def test_two_terms_add_sessions_but_not_pupils():
    first = checked(1, period=Period(START, day(5)), title="first half")
    second = checked(1, period=Period(day(6), LAST), title="second half")
    together = collate.collate([first, second])
    assert len(together.bundles) == 2
    assert together.enrolled.text == second.tables.enrolment[0].enrolled.text
    assert dict(together.delivery[0].sessions) == {"planned": 36, "given": 33, "cancelled": 3, "minutes": 990}
    assert "nobody is counted twice" in together.set_aside[0].why


def test_a_broken_file_is_listed_and_the_others_count(tmp_path):
    (tmp_path / "good.tdbundle").write_bytes(made(1))
    broken = bytearray(made(2))
    broken[500] ^= 1
    (tmp_path / "bad.tdbundle").write_bytes(bytes(broken))
    seen = []
    together = collate_files(sorted(tmp_path.iterdir()), lambda *at: seen.append(at))
    assert [each.title for each in together.refused] == ["bad.tdbundle"]
    assert together.enrolled.text == "15"
    assert seen == [(1, 2), (2, 2)]


def test_nothing_usable_is_an_error(tmp_path):
    (tmp_path / "bad.tdbundle").write_bytes(b"x")
    with pytest.raises(BadInput, match=r"no bundle to put together.*bad\.tdbundle"):
        collate_files([tmp_path / "bad.tdbundle"])
    with pytest.raises(BadInput):
        collate.collate([])


def test_another_version_of_the_framework_is_said():
    def other(head, filled):
        return replace(head, framework=replace(head.framework, version="2099.1")), filled

    together = collate.collate([checked(1), checked(2, change=other, title="other")])
    assert any("check that they mean the same" in each.why for each in together.set_aside)


def test_what_stands_out_is_a_question():
    def perfect(head, filled):
        rows = tuple(
            replace(
                row,
                judged=exact(15), increased=exact(15), early_signs=exact(0), no_change=exact(0),
                less=exact(0), not_enough=exact(0), not_judged=exact(0), triangulated=exact(0),
            )
            for row in filled.judgements
        )  # fmt: skip
        sessions = tuple(replace(row, given=2) for row in filled.sessions)
        attendance = tuple(
            replace(row, offered=exact(100), attended=exact(50), absent=exact(30), not_recorded=exact(20))
            for row in filled.attendance
        )
        signs = tuple(
            replace(row, noticed=exact(0 if row.indicator == "MUS.2" else 9), harder_days=exact(0))
            for row in filled.observations
        )
        return head, replace(
            filled, judgements=rows, sessions=sessions, attendance=attendance, observations=signs
        )

    asked = collate.collate([checked(1, BundleMode.PSEUDONYMISED, change=perfect)]).questions
    said = " ".join(question.noticed for question in asked)
    expected = (
        "all 15 pupils judged were judged increased",
        "nobody but the tutor",
        "had 2 of 12 planned",
        "50 of 100 places were taken",
        "20 of 100 places have no",
        "no harder day",
        "Nothing was noticed for",
    )
    for words in expected:
        assert words in said
    assert all(question.ask.endswith("?") for question in asked)
    few = collate.collate([checked(1, BundleMode.PSEUDONYMISED, period=Period(START, day(8)))]).questions
    waiting = next(question.noticed for question in few if "no judgement yet" in question.noticed)
    assert waiting.startswith("Most of the 15 enrolled pupils have no judgement yet on: Musical skill")
    plain = collate.collate([checked(1, BundleMode.PSEUDONYMISED)]).questions
    assert not any("all 15" in question.noticed for question in plain)


HOSTILE = '=HYPERLINK("http://x.example","a") <script>alert(1)</script>\x00\ud800 \u202e'


def hostile():
    row = ExcerptRow(1, "B2B2B2B2", "Group 1", 3, "MUS.1 AGE.1", "voice", "pupil", HOSTILE[:-4] + " end")
    return (row, replace(row, number=2, text="-1+1", indicators=""))


def test_the_files_hold_words_as_words(tmp_path):
    together = collate.collate([checked(1, BundleMode.PSEUDONYMISED, excerpts=hostile())])
    odd = replace(together.excerpts[0].row, text=HOSTILE + "x" * 40_000)
    together = replace(together, excerpts=(replace(together.excerpts[0], row=odd), together.excerpts[1]))
    page = collation_page.build(replace(together, excerpts=together.excerpts[1:])).decode()
    assert "<script" not in page
    book = openpyxl.load_workbook(io.BytesIO(collation_files.workbook(together)))
    cells = [cell for row in book["Excerpts"].iter_rows(min_row=2) for cell in row]
    assert all(cell.data_type == "s" for cell in cells)
    assert any(cell.value.startswith("=HYPERLINK") for cell in cells)
    assert any(cell.value == "-1+1" for cell in cells)
    assert all(cell.hyperlink is None for cell in cells)


def words_of(pdf):
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as opened:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in opened).split())


def test_everything_is_written(tmp_path):
    three = [checked(n, BundleMode.PSEUDONYMISED, excerpts=hostile()[1:]) for n in (1, 2, 3)]
    together = collate.collate(three)
    paths = collation_files.write_collation(together, tmp_path / "out")
    again = {path.name: path.read_bytes() for path in paths}
    collation_files.write_collation(together, tmp_path / "out")
    assert {path.name: path.read_bytes() for path in paths} == again, "the same collation is the same files"
    assert sorted(again) == [f"collation.{ending}" for ending in ("csv", "html", "json", "pdf", "xlsx")]
    assert "24 of 45 pupils judged (53%)" in words_of(again["collation.pdf"])
    rows = list(csv.DictReader(io.StringIO(again["collation.csv"].decode())))
    line = next(r for r in rows if (r["table"], r["line"], r["measure"]) == ("outcomes", "MUS", "increased"))
    assert (line["shown"], line["at_least"], line["at_most"]) == ("24", "24", "24")
    values = json.loads(again["collation.json"])
    assert values["figures"]["outcomes"]["MUS"]["judged"]["shown"] == "45"
    assert len(values["excerpts"]) == 3
    book = openpyxl.load_workbook(io.BytesIO(again["collation.xlsx"]))
    assert [book["Summary"].cell(2, column).value for column in (1, 2, 3)] == [
        "Musical skill and knowledge",
        45,
        24,
    ]
    with zipfile.ZipFile(io.BytesIO(again["collation.xlsx"])) as parts:
        assert any("charts/chart" in name for name in parts.namelist())
    page = again["collation.html"].decode()
    for words in (
        "24 of 45 pupils judged (53%)",
        "Figures to pass on",
        "To ask the tutors",
        "What is missing",
    ):
        assert words in page
    assert "http:" not in page
    assert "https:" not in page
    assert "anonymous" not in page.lower()


def test_what_is_passed_on_hides_small_numbers():
    together = collate.collate([checked(1, BundleMode.PSEUDONYMISED)])
    for total in map(to_pass_on, together.outcomes):
        for name, count in total.counts:
            assert not 1 <= (count.low if count.is_exact else 0) <= 4, (total.key, name)


NONE = exact(0)


def row(judged, parts, not_judged=NONE, enrolled=None):
    names = dict(zip(RESULTS, parts, strict=True))
    return JudgementRow(
        outcome="MUS",
        enrolled=enrolled or judged,
        judged=judged,
        not_judged=not_judged,
        triangulated=hidden(99),
        **names,
    )


def test_narrowing_uses_the_totals():
    counts = narrowed(row(exact(12), [exact(7), fewer(), fewer(), exact(0), exact(0)]))
    assert (counts["early_signs"], counts["no_change"]) == (Count(1, 4), Count(1, 4))
    counts = narrowed(row(exact(9), [hidden(1_000_000), fewer(), exact(0), exact(0), exact(0)]))
    assert counts["increased"] == Count(5, 8)
    assert counts["triangulated"] == Count(0, 8)
    counts = narrowed(
        row(hidden(1_000_000), [exact(6), fewer(), fewer(), exact(0), exact(0)], fewer(), exact(12))
    )
    assert counts["judged"] == Count(8, 11)
    assert len(JudgementResult) == len(RESULTS)


def test_codes_of_two_tutors_differ():
    assert Pseudonyms(b"\1" * 32, Recipient.MANAGER).code("t-1") != Pseudonyms(
        b"\2" * 32, Recipient.MANAGER
    ).code("t-1")
