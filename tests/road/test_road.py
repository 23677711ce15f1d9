"""The whole road on the sample diary: every file the tour makes, read back with other eyes."""

from __future__ import annotations

import json
import re
import shutil

import openpyxl
import pytest
from road_people import all_names, canaries, names_of, pupils
from road_reading import (
    MONTHS,
    csv_rows,
    docx_headers,
    docx_paragraphs,
    docx_text,
    found_names,
    members,
    needles,
    pdf_pages,
    plain,
    readable_in,
    words_of,
)

from tutordiary.diary import Diary
from tutordiary.drafting import report_desk
from tutordiary.evidence import Period
from tutordiary.model import (
    BundleMode,
    Direction,
    Observation,
    Pupil,
    Report,
    ReportAudience,
    ReportStatus,
    Session,
)
from tutordiary.presenters.door import SAMPLE_PASSPHRASE
from tutordiary.release import disclosures, giving
from tutordiary.release.bundle_check import check_file

SAMPLE_MARK = "Sample diary: invented people"
NAMELESS = ("*.tdbundle", "case-study.*", "reflection-pack.*", "collation/*")
DAY = re.compile(
    rf"\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:{'|'.join(m[:3] for m in MONTHS)})[a-z]*\b"
)
YEAR_GROUP = re.compile(r"\b(?:[Yy]ear|Yr|Y) ?(?:R|1[0-3]|[1-9])\b|\bReception\b")


@pytest.fixture(scope="module")
def reopened(road, tmp_path_factory):
    """The tour's diary, opened again from a copy."""
    folder = tmp_path_factory.mktemp("reopened")
    shutil.copytree(road.folder / "diary", folder / "diary")
    diary = Diary.open(folder / "diary", SAMPLE_PASSPHRASE, state_folder=folder / "state")
    yield diary
    diary.close()


def about(path):
    """Return the initials and the audience a report is named by."""
    _, initials, audience = path.stem.split()
    return initials, audience


# --- every file is there and opens ------------------------------------------------------------------------


def test_every_listed_file_is_there_and_every_file_is_listed(road):
    listed = road.listed
    assert len(listed) == len(set(listed))
    assert [path for path in listed if not path.exists()] == []
    inside = {path for path in road.folder.rglob("*") if path.is_file()}
    assert {path for path in inside if not any(path.is_relative_to(one) for one in listed)} == set()


def test_it_says_how_far_it_is(road):
    steps = re.findall(r"^\[(\d+)/(\d+)\] \w", road.done.err, re.MULTILINE)
    assert [int(step) for step, _ in steps] == list(range(1, len(steps) + 1))
    assert {int(total) for _, total in steps} == {len(steps)}


def test_reports_have_the_pages_they_should(road):
    pages = {path: len(pdf_pages(path)) for path in road.files("reports/*.pdf")}
    assert len(pages) == 10
    for path, number in pages.items():
        assert number == 1 if about(path)[1] == "family" else number <= 2, path.name


def test_a_report_for_each_pupil_audience_and_format(road):
    made = {(*about(path), path.suffix) for path in road.files("reports/*")}
    who = {initials for initials, _, _ in made}
    assert len(who) == 5
    assert made == {
        (one, audience, kind) for one in who for audience in ("senco", "family") for kind in (".pdf", ".docx")
    }


def test_bundles_are_whole_and_their_tables_are_tables(road):
    bundles = road.files("*.tdbundle")
    assert len(bundles) == 6
    for path in bundles:
        found = check_file(path)
        assert found.head.is_sample
        tables = {name: text for name, text in members(path).items() if name.endswith(".csv")}
        assert len(tables) >= 10
        for text in tables.values():
            csv_rows(text)


def test_the_collation_says_the_same_in_every_format(road):
    folder = road.folder / "collation"
    assert {path.suffix for path in folder.iterdir()} == {".csv", ".html", ".json", ".pdf", ".xlsx"}
    assert len(json.loads((folder / "collation.json").read_text(encoding="utf-8"))["bundles"]) == 3
    rows = csv_rows((folder / "collation.csv").read_text(encoding="utf-8-sig"))
    counted = {(line, measure): shown for table, line, measure, shown, *_ in rows if table == "outcomes"}
    names = {"MUS": "Musical skill and knowledge", "AGE": "Agency", "RES": "Resilience"}
    names["COM"] = "Building a musical community"
    for outcome, name in names.items():
        increased, judged = counted[outcome, "increased"], counted[outcome, "judged"]
        said = f"{increased} of {judged} pupils judged"
        for path in folder.glob("*.[hp]*"):
            words = plain(" ".join(words_of(path).values()))
            assert name in words, path.name
            assert said in words, path.name
        figures = json.loads((folder / "collation.json").read_text(encoding="utf-8"))["figures"]["outcomes"]
        assert figures[outcome]["increased"]["shown"] == increased
    sheet = openpyxl.load_workbook(folder / "collation.xlsx")["Summary"]
    head, *lines = sheet.iter_rows(min_row=1, max_row=5, values_only=True)
    found = {line[0]: (line[head.index("Increased")], line[head.index("Judged (N)")]) for line in lines}
    assert found == {
        name: (int(counted[outcome, "increased"]), int(counted[outcome, "judged"]))
        for outcome, name in names.items()
    }


def test_the_session_logged_by_keys_is_in_the_diary(road, reopened):
    logged = [one for one in reopened.find(Session, held_on=road.day) if one.finished_at]
    assert logged
    signs = reopened.find(Observation, session_id=logged[-1].id)
    assert len({sign.pupil_id for sign in signs}) >= 1
    assert {step for sign in signs if (step := sign.step) is not None} <= {1, 2, 3}


def test_all_that_left_is_in_the_log(road, reopened):
    chain = disclosures.check_chain(reopened)
    assert (chain.is_whole, chain.entries) == (True, 20 + 3 + 2 + 2)
    assert {one.status for one in reopened.all(Report)} == {ReportStatus.GIVEN}


def squashed(text):
    return re.sub(r"[^a-z0-9]", "", plain(text).casefold())


def test_word_and_pdf_say_the_same(road):
    folders = re.compile(r"^.*Page \d of \d.*$", re.MULTILINE)
    for path in road.files("**/*.docx"):
        pages = pdf_pages(path.with_suffix(".pdf"))
        drawn = squashed(" ".join(folders.sub("", page) for page in pages))
        sentences = [one for text in docx_paragraphs(path) for one in re.split(r"(?<=[.!?])\s", text)]
        assert len(sentences) > 15
        assert [one for one in sentences if len(one) > 12 and squashed(one) not in drawn] == [], path.name


# --- who can be read in it --------------------------------------------------------------------------------


def test_the_matcher_finds_what_it_should():
    assert found_names("Then ZOFIA sang.", {"Zofia"}) == {"Zofia"}
    assert found_names("N’Diaye and Nguyen and thomas\u2011jai", {"N'Diaye", "Nguyễn", "Thomas-Jai"}) == {
        "N'Diaye", "Nguyễn", "Thomas-Jai",
    }  # fmt: skip
    assert found_names("We hope for a bright sky.", {"Hope", "Sky", "Bright"}) == set()
    assert found_names("Sky sat with Hope.", {"Hope", "Sky"}) == {"Hope", "Sky"}
    assert found_names("Zofias", {"Zofia"}) == set()
    assert DAY.search("on 3 Nov")
    assert DAY.search("on 3rd November")
    assert YEAR_GROUP.search("in Year 4")


def test_no_other_pupil_stands_in_a_pupils_report(road):
    known = pupils(road.day)
    for path in road.files("reports/*"):
        initials = about(path)[0]
        own = [one for one in known if one.first_name[0] + one.last_name[0] == initials]
        assert len(own) == 1
        text = "\n".join(words_of(path).values())
        assert found_names(text, {own[0].first_name}) == {own[0].first_name}, path.name
        others = {name for one in known if one is not own[0] for name in names_of(one)} - names_of(own[0])
        assert found_names(text, others) == set(), path.name


def test_no_name_at_all_in_what_goes_further(road):
    names = all_names(road.day)
    for path in road.files(*NAMELESS):
        assert found_names(path.name, names) == set()
        for part, text in words_of(path).items():
            assert found_names(text, names) == set(), f"{path.name}, {part}"


def test_the_sample_says_so_on_every_page(road):
    for path in road.files("**/*.pdf"):
        assert all(SAMPLE_MARK in page for page in pdf_pages(path)), path.name
    for path in road.files("**/*.docx"):
        assert SAMPLE_MARK in docx_headers(path), path.name
    for path in road.files("case-study.md", "collation/*.html"):
        assert SAMPLE_MARK in plain(" ".join(words_of(path).values())), path.name
    for sheet in openpyxl.load_workbook(road.folder / "collation" / "collation.xlsx"):
        assert SAMPLE_MARK in sheet.oddFooter.left.text, sheet.title
    assert json.loads((road.folder / "collation" / "collation.json").read_text(encoding="utf-8"))["sample"]


def test_no_day_and_no_year_group_go_further(road):
    for path in road.files("case-study.*", "reflection-pack.*"):
        text = plain("\n".join(words_of(path).values()))
        assert DAY.findall(_without_properties(text, path)) == [], path.name
        assert YEAR_GROUP.findall(text) == [], path.name


def _without_properties(text, path):
    """A Word file keeps the day it was made in its properties; no other day may stand anywhere."""
    if path.suffix != ".docx":
        return text
    return re.sub(r"\b\d{4}-\d\d-\d\dT[\d:]+Z", "", text)


def test_a_bundle_knows_no_day_but_its_period_and_its_making(road):
    for path in road.files("*.tdbundle"):
        head = check_file(path).head
        allowed = {head.first, head.last, head.made_on}
        spoken = {f"{day.day} {MONTHS[day.month - 1]}" for day in allowed} | {str(day) for day in allowed}
        for part, text in words_of(path).items():
            assert set(DAY.findall(text)) <= spoken, f"{path.name}, {part}"
            assert YEAR_GROUP.findall(text) == [], f"{path.name}, {part}"
            assert part in ("index.html", "manifest.json") or DAY.findall(text) == [], f"{path.name}, {part}"


def test_a_family_never_reads_why_its_child_was_put_forward(road):
    known = {one.first_name[0] + one.last_name[0]: one for one in pupils(road.day)}
    families = [path for path in road.files("reports/*") if about(path)[1] == "family"]
    assert len(families) == 10
    for path in families:
        text = plain("\n".join(words_of(path).values())).casefold()
        pupil = known[about(path)[0]]
        hidden = {"nurture", "semh", "at risk", "senco", "vulnerab", "behaviour", "special educational"}
        hidden |= {pupil.area_of_need, pupil.school_plan_ref, pupil.school_plan_kind} - {""}
        hidden |= set(_runs(pupil.school_hopes))
        assert {words for words in hidden if plain(words).casefold() in text} == set(), path.name


def test_the_school_does_read_what_it_hoped_for(road):
    """The runs of words looked for above are there to be found."""
    for path in road.files("reports/* senco.docx"):
        assert "music" in docx_text(path).casefold()
    known = {one.first_name[0] + one.last_name[0]: one for one in pupils(road.day)}
    path = road.files("reports/* senco.docx")[0]
    runs = _runs(known[about(path)[0]].school_hopes)
    text = plain(docx_text(path)).casefold()
    assert all(plain(run).casefold() in text for run in runs)


def _runs(text, size=5):
    words = text.split()
    return [" ".join(words[at : at + size]) for at in range(len(words) - size + 1)]


# --- what lies on the disk --------------------------------------------------------------------------------


def test_nothing_of_the_diary_can_be_read_on_the_disk(road, tmp_path):
    words = canaries(road.day)
    assert len(words) == 50
    wanted = needles([*words, "Zofia", "Thistledown", SAMPLE_PASSPHRASE])
    places = [road.folder / name for name in ("diary", "other-diary-b", "other-diary-c", "backup.tdbackup")]
    places += [one for one in road.home.iterdir() if one != road.folder]
    files = [
        path
        for place in places
        for path in ([place] if place.is_file() else place.rglob("*"))
        if path.is_file()
    ]
    assert {"diary.db", "keys.json", "backup.tdbackup"} <= {path.name for path in files}
    for path in files:
        assert readable_in(path.read_bytes(), wanted) == set(), path
    # The search does see: the tutor's own full copy is not encrypted, and is said not to be.
    assert len(readable_in((road.folder / "export.json").read_bytes(), wanted)) > 10


def test_nor_while_the_diary_is_open(road, reopened):
    wanted = needles(["Quillfeather", *canaries(road.day)])
    pupil = reopened.all(Pupil)[0]
    sign = Observation(
        id="canary", pupil_id=pupil.id, noted_on=road.day, text="Quillfeather", direction=Direction.SAME
    )
    reopened.add(sign)
    names = {path.name for path in reopened.folder.iterdir()}
    assert "diary.db-wal" in names
    try:
        for path in reopened.folder.iterdir():
            assert readable_in(path.read_bytes(), wanted) == set(), path.name
    finally:
        reopened.remove(sign)


def test_no_temporary_file_is_left(road):
    assert list((road.home / "tmpdir").rglob("*")) == []
    assert [path for path in road.folder.rglob("*") if path.suffix in (".tmp", ".part")] == []


# --- the same again ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", list(BundleMode))
def test_a_bundle_made_again_is_the_same_to_the_byte(road, reopened, mode):
    path = road.folder / f"bundle-a-{mode}.tdbundle"
    head = check_file(path).head
    again = giving.make_bundle(
        reopened,
        Period(head.first, head.last),
        mode,
        made_on=head.made_on,
        intruder=giving.Intruder(stranger=False, colleague=False, school=False),
    )
    assert again == path.read_bytes()


def test_a_report_made_again_is_the_same_to_the_byte(road, reopened):
    for audience, word in ((ReportAudience.SCHOOL, "senco"), (ReportAudience.FAMILY, "family")):
        path = road.files(f"reports/01 * {word}.pdf")[0]
        pupil = next(
            one for one in reopened.all(Pupil) if one.first_name[0] + one.last_name[0] == about(path)[0]
        )
        report = reopened.find(Report, pupil_id=pupil.id, audience=audience)[0]
        document = report_desk.compose(report_desk.load(reopened, report.id), report.given_on)
        for fmt in report_desk.FORMATS:
            again = report_desk.render(document, fmt)
            assert again.data == path.with_suffix(f".{fmt}").read_bytes(), (word, fmt)


# --- no network -------------------------------------------------------------------------------------------


def test_the_tour_touches_no_network(road):
    assert road.done.of_the_network == []
