"""The commands whose files leave: nothing undecided goes, and what arrives is checked."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from tutordiary import sample
from tutordiary.__main__ import main
from tutordiary.diary import Diary
from tutordiary.drafting.case.desk import CaseDesk
from tutordiary.model import (
    Audience,
    CaseSubject,
    Disclosure,
    Group,
    Observation,
    Pupil,
    ReviewDecision,
    Session,
)
from tutordiary.release.disclosures import check_chain
from tutordiary.vault.ciphers import LOWEST_COST

SECRET = "kettle harbour lantern seven"
TODAY = date(2026, 11, 21)
PERIOD = "2026-06-01..2026-11-20"
DOUBTFUL = "Ivo sang like a lark and asked for Marguerite twice."
ROSTER = {
    "pupils": [
        {"id": "p1", "first": "Niamh", "last": "Doyle"},
        {"id": "p2", "first": "Will", "last": "Orme"},
    ],
    "settings": [{"id": "s1", "name": "Alder Bank School"}],
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A sample tutor's diary in a folder, with one passage that holds a word nobody knows."""
    folder = tmp_path_factory.mktemp("filled")
    diary, _ = Diary.create(folder / "diary", SECRET, cost=LOWEST_COST, is_sample=True)
    sample.fill(diary, sample.sample_records_of(sample.OTHER_TUTORS[0], TODAY))
    pupil = next(one for one in diary.all(Pupil) if one.first_name == "Ivo")
    session = diary.find(Session, order=("held_on",))[3]
    diary.add(
        Observation(
            id="doubt",
            pupil_id=pupil.id,
            group_id=session.group_id,
            session_id=session.id,
            noted_on=session.held_on,
            text=DOUBTFUL,
            indicators=("MUS.1",),
            audiences=frozenset({Audience.MANAGER, Audience.REFLECTION}),
        )
    )
    diary.close()
    return folder


@pytest.fixture
def box(filled, tmp_path, monkeypatch):
    """A copy of that diary with a place to write to, and the arguments that open it."""
    shutil.copytree(filled / "diary", tmp_path / "diary")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "secret.txt").write_text(SECRET + "\n")
    (tmp_path / "out").mkdir()
    return tmp_path


def run(capsys, *arguments):
    code = main([str(one) for one in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def give(capsys, box, *more, name="b.tdbundle", mode="pseudonymised"):
    secret = ("--passphrase-file", box / "secret.txt")
    where = ("-o", box / "out" / name)
    return run(capsys, "bundle", box / "diary", "--period", PERIOD, "--mode", mode, *where, *secret, *more)


def decisions(box, *given):
    path = box / "decisions.json"
    path.write_text(json.dumps({"decisions": list(given), "intruder": NOBODY}), encoding="utf-8")
    return ("--decisions", path)


def read(box, kind):
    diary = Diary.open(box / "diary", SECRET)
    try:
        return diary.all(kind)
    finally:
        diary.close()


NOBODY = {"stranger": "no", "colleague": "no", "school": "no"}
READ_ALL = {"item": "*", "decision": "read"}
NAME_IT = {"item": "doubt.text", "decision": "name", "word": "Marguerite"}
KEEP_IT = {"item": "doubt.text", "decision": "keep", "word": "lark"}


# --- bundles out ------------------------------------------------------------------------------------------


def test_undecided_passages_are_listed_and_nothing_is_written(box, capsys):
    code, out, err = give(capsys, box)
    assert (code, out) == (2, "")
    assert "passages still need your eyes, so nothing was written" in err
    assert "to read" in err
    assert "Ivo" not in err
    assert list((box / "out").iterdir()) == []
    assert read(box, Disclosure) == []


def test_reading_is_not_deciding(box, capsys):
    code, _, err = give(capsys, box, *decisions(box, READ_ALL))
    assert code == 2
    assert err.splitlines()[-1].startswith("tutordiary: 1 passages still need your eyes")
    assert "doubt.text" in err
    assert list((box / "out").iterdir()) == []


def test_decided_and_read_it_is_written_and_noted(box, capsys):
    given = decisions(box, NAME_IT, KEEP_IT, READ_ALL)
    code, out, _ = give(capsys, box, *given, "--json")
    assert code == 0, out
    made = json.loads(out)
    with zipfile.ZipFile(made["file"]) as bundle:
        excerpts = bundle.read("data/excerpts.csv").decode("utf-8")
    assert "sang like a lark and asked for [person] twice." in excerpts
    assert [one.file_sha256 for one in read(box, Disclosure)] == [made["sha256"]]
    code, out, _ = run(capsys, "bundle-check", made["file"], "--json")
    assert code == 0
    assert json.loads(out)["bundles"] == [
        {"file": made["file"], "whole": True, "label": "Pseudonymised: treat as personal data"}
    ]


def test_decisions_stay_for_the_next_time(box, capsys):
    assert give(capsys, box, *decisions(box, NAME_IT, KEEP_IT, READ_ALL))[0] == 0
    code, _, err = give(capsys, box, name="again.tdbundle")
    assert (code, "who could recognise a child" in err) == (2, True), "it is asked each time"
    assert give(capsys, box, *decisions(box), name="again.tdbundle")[0] == 0
    first, second = ((box / "out" / name).read_bytes() for name in ("b.tdbundle", "again.tdbundle"))
    assert first == second
    diary = Diary.open(box / "diary", SECRET)
    assert check_chain(diary).is_whole
    diary.close()


def test_counts_need_no_eyes_and_carry_no_words(box, capsys):
    code, out, _ = give(capsys, box, "--json", mode="counts")
    assert (code, json.loads(out)["mode"]) == (0, "counts")
    with zipfile.ZipFile(json.loads(out)["file"]) as bundle:
        assert len(bundle.read("data/excerpts.csv").decode("utf-8").splitlines()) == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"item": "nobody.text", "decision": "read"}, "There is no passage nobody.text to decide about."),
        (
            {"item": "doubt.text", "decision": "maybe"},
            "should say keep, name, generalise, reword, leave_out or read.",
        ),
        ({"item": "doubt.text", "decision": "keep", "word": "owl"}, "no such word to decide about."),
        ({"decision": "read"}, "Decision 2 of decisions.json needs an item"),
        ({"item": "*", "decision": "keep"}, "only read and leave_out may be said of every item."),
        (7, "Decision 2 of decisions.json should be an object."),
    ],
)
def test_a_wrong_decision_is_named_and_none_is_kept(box, capsys, wrong, words):
    code, out, err = give(capsys, box, *decisions(box, NAME_IT, wrong, READ_ALL))
    assert (code, out) == (2, "")
    assert words in err
    assert "Nothing was written." in err
    assert list((box / "out").iterdir()) == []
    assert read(box, ReviewDecision) == []


@pytest.mark.parametrize("text", ["{", '{"a": 1}', "[[[" * 4000, ""])
def test_a_file_that_is_no_list_of_decisions_is_refused(box, capsys, text):
    (box / "decisions.json").write_text(text, encoding="utf-8")
    code, _, err = give(capsys, box, "--decisions", box / "decisions.json")
    assert code == 2
    assert "decisions.json" in err
    assert "Traceback" not in err


def test_a_period_without_sessions_has_nothing_to_give(box, capsys):
    secret = ("--passphrase-file", box / "secret.txt")
    place = ("-o", box / "out" / "b.tdbundle")
    code, _, err = run(
        capsys,
        "bundle",
        box / "diary",
        "--period",
        "2019-01-01..2019-02-01",
        "--mode",
        "counts",
        *place,
        *secret,
    )
    assert code == 2
    assert "Nothing was written." in err
    assert list((box / "out").iterdir()) == []


# --- bundles in -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bundle(filled, tmp_path_factory):
    """A finished bundle of counts."""
    place = tmp_path_factory.mktemp("bundle")
    shutil.copytree(filled / "diary", place / "diary")
    (place / "secret.txt").write_text(SECRET + "\n")
    secret = ["--passphrase-file", str(place / "secret.txt")]
    target = ["-o", str(place / "good.tdbundle")]
    asked = ["bundle", str(place / "diary"), "--period", PERIOD, "--mode", "counts"]
    assert main([*asked, *target, *secret]) == 0
    return place / "good.tdbundle"


def with_a_byte_flipped(bundle: Path, member: str, target: Path) -> Path:
    """Pack a bundle again with the last letter of one member changed."""
    with zipfile.ZipFile(bundle) as source, zipfile.ZipFile(target, "w") as copy:
        for info in source.infolist():
            data = bytearray(source.read(info))
            if info.filename == member:
                data[-3] ^= 1
            copy.writestr(info, bytes(data))
    return target


@pytest.mark.parametrize(
    "member", ["data/judgements.csv", "index.html", "disclosure.json", "datapackage.json"]
)
def test_one_flipped_byte_is_found_and_its_member_named(bundle, tmp_path, capsys, member):
    bad = with_a_byte_flipped(bundle, member, tmp_path / "bad.tdbundle")
    code, out, _ = run(capsys, "bundle-check", bundle, bad)
    assert code == 1
    good_line, bad_line = out.splitlines()
    assert good_line.startswith("ok   good.tdbundle")
    assert bad_line.startswith("BAD  bad.tdbundle")
    assert member in bad_line


def test_bytes_flipped_anywhere_never_pass(bundle, tmp_path, capsys):
    data = bundle.read_bytes()
    for place in range(40, len(data), max(1, len(data) // 60)):
        bad = tmp_path / "bad.tdbundle"
        bad.write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        code, out, _ = run(capsys, "bundle-check", bad, "--json")
        assert (code, json.loads(out)["bundles"][0]["whole"]) == (1, False), place


@pytest.mark.parametrize("data", [b"", b"PK", b"hello"])
def test_what_is_no_bundle_is_refused_by_name(tmp_path, capsys, data):
    (tmp_path / "x.tdbundle").write_bytes(data)
    code, out, _ = run(capsys, "bundle-check", tmp_path / "x.tdbundle", tmp_path / "missing.tdbundle")
    assert code == 1
    assert [line[:5] for line in out.splitlines()] == ["BAD  ", "BAD  "]
    assert "x.tdbundle" in out
    assert "missing.tdbundle" in out


def test_one_broken_bundle_does_not_stop_the_others(bundle, tmp_path, capsys):
    bad = with_a_byte_flipped(bundle, "data/judgements.csv", tmp_path / "bad.tdbundle")
    code, out, err = run(capsys, "collate", bundle, bad, "-o", tmp_path / "all", "--json")
    assert code == 1
    said = json.loads(out)
    assert said["tutors"] == 1
    assert len(said["notes"]) == 1
    assert "bad.tdbundle" in said["notes"][0]
    values = json.loads((tmp_path / "all" / "collation.json").read_text(encoding="utf-8"))
    assert [one["file"] for one in values["bundles"]] == ["good.tdbundle"]
    assert [one["file"] for one in values["refused"]] == ["bad.tdbundle"]
    assert values["figures"]["enrolment"]["all"]["enrolled"]["at_least"] > 0
    assert "Checking" in err


def test_the_same_bundle_twice_counts_once(bundle, tmp_path, capsys):
    shutil.copy(bundle, tmp_path / "copy.tdbundle")
    code, out, _ = run(
        capsys, "collate", bundle, tmp_path / "copy.tdbundle", "-o", tmp_path / "all", "--json"
    )
    assert code == 0
    assert json.loads(out)["tutors"] == 1
    assert len(json.loads(out)["notes"]) == 1
    values = json.loads((tmp_path / "all" / "collation.json").read_text(encoding="utf-8"))
    assert len(values["bundles"]) == len(values["set_aside"]) == 1


# --- case study and pack ----------------------------------------------------------------------------------


def test_a_case_study_ends_as_its_name_does(box, capsys):
    secret = ("--passphrase-file", box / "secret.txt")
    given = decisions(box, NAME_IT, KEEP_IT, READ_ALL)
    for suffix, start in ((".pdf", b"%PDF-"), (".docx", b"PK"), (".md", b"**Sample diary")):
        target = box / "out" / f"story{suffix}"
        code, out, err = run(
            capsys, "case-study", box / "diary", "--pupil", "ivo", "-o", target, *secret, *given, "--json"
        )
        assert code == 0, err
        assert json.loads(out)["file"] == str(target)
        assert target.read_bytes().startswith(start)
        given = decisions(box)
    assert "Ivo" not in target.read_text(encoding="utf-8")
    assert "Marguerite" not in target.read_text(encoding="utf-8")


def test_stories_of_groups_of_sessions_and_kept_ones(box, capsys):
    secret = ("--passphrase-file", box / "secret.txt")
    group = read(box, Group)[0]
    asked = ("case-study", box / "diary")
    for about in ("--group", "--sessions"):
        target = box / "out" / f"story{about}.md"
        code, _, err = run(capsys, *asked, about, group.id, "-o", target, *secret, *decisions(box, READ_ALL))
        assert code == 0, err
        assert "What I tried, week by week" in target.read_text(encoding="utf-8")
    diary = Diary.open(box / "diary", SECRET)
    study = CaseDesk.new(diary, CaseSubject.GROUP, group.id)
    study.set_title("One small band")
    diary.close()
    kept = (*asked, "--study", "one small BAND", *secret)
    given = decisions(box, READ_ALL)
    for more, name in (((), "kept.md"), (("--for-co-writer",), "pair.md")):
        code, _, err = run(capsys, *kept, *more, "-o", box / "out" / name, *given)
        assert code == 0, err
    assert "One small band" in (box / "out" / "kept.md").read_text(encoding="utf-8")
    assert "<!-- piece " in (box / "out" / "pair.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("--study", "none"), "No single case study"),
        (("--pupil", "ivo", "--for-co-writer"), "say which with --study"),
        (("--pupil", "ivo"), "Say first who could recognise a child"),
    ],
)
def test_a_story_that_cannot_be_given_says_why(box, capsys, asked, words):
    secret = ("--passphrase-file", box / "secret.txt")
    path = box / "decisions.json"
    path.write_text(json.dumps({"decisions": [NAME_IT, KEEP_IT, READ_ALL]}), encoding="utf-8")
    out = ("-o", box / "out" / "s.md", "--decisions", path)
    code, _, err = run(capsys, "case-study", box / "diary", *asked, *out, *secret)
    assert code == 2
    assert words in err
    assert not (box / "out" / "s.md").exists()


def test_a_pack_is_made_from_its_own_decisions(box, capsys):
    group = read(box, Group)[0]
    asked = (
        "pack",
        box / "diary",
        "--group",
        group.pupils_name,
        "--from",
        "2026-06-01",
        "--to",
        "2026-11-20",
    )
    secret = ("--passphrase-file", box / "secret.txt")
    code, _, err = run(capsys, *asked, "-o", box / "out" / "p.pdf", *secret)
    assert code == 2
    assert "need your eyes" in err
    given = decisions(box, NAME_IT, KEEP_IT, READ_ALL)
    code, _, err = run(capsys, *asked, "-o", box / "out" / "p.docx", *secret, *given)
    assert code == 0, err
    code, _, err = run(capsys, *asked, "-o", box / "out" / "again.docx", *secret)
    assert code == 2
    assert "Say first who could recognise a child" in err
    assert {path.name for path in (box / "out").iterdir()} == {"p.docx"}


@pytest.mark.parametrize(
    ("command", "name", "words"),
    [
        ("case-study", "story.odt", ".pdf or .docx or .md"),
        ("case-study", "story", ".pdf or .docx or .md"),
        ("pack", "pack.md", ".pdf or .docx"),
    ],
)
def test_an_ending_nobody_knows_is_refused(box, capsys, command, name, words):
    what = (
        ("--pupil", "Ivo")
        if command == "case-study"
        else ("--group", "g", "--from", "2026-06-01", "--to", "2026-07-01")
    )
    secret = ("--passphrase-file", box / "secret.txt")
    code, out, err = run(capsys, command, box / "diary", *what, "-o", box / "out" / name, *secret)
    assert (code, out) == (2, "")
    assert words in err
    assert list((box / "out").iterdir()) == []


def test_a_group_nobody_knows_is_asked_back(box, capsys):
    code, _, err = run(
        capsys, "pack", box / "diary", "--group", "Nobody", "--from", "2026-06-01", "--to", "2026-07-01",
        "-o", box / "out" / "p.pdf", "--passphrase-file", box / "secret.txt",
    )  # fmt: skip
    assert code == 2
    assert "Which group is Nobody? Nothing was written." in err


# --- for programs ---------------------------------------------------------------------------------------


def test_every_command_has_results_for_a_program(box, capsys):
    secret = ("--passphrase-file", str(box / "secret.txt"), "--json")
    diary, out = box / "diary", box / "out"
    given = decisions(box, NAME_IT, KEEP_IT, READ_ALL)
    month = ("--group", "Bin Lids", "--from", "2026-06-01", "--to", "2026-11-20")
    for command in (
        ("info", diary),
        ("check", diary),
        ("export", diary, out / "e.json"),
        ("backup", diary, out / "b.tdbackup"),
        ("restore", out / "b.tdbackup", box / "again"),
        ("import", diary, out / "e.json"),
        ("report", diary, "--pupil", "Ivo", "-o", out / "r.pdf"),
        ("pack", diary, *month, "-o", out / "p.pdf", *given),
        ("case-study", diary, "--pupil", "Ivo", "-o", out / "c.md", *given),
    ):
        code, said, err = run(capsys, *command, *secret)
        assert code == 0, (command[0], err)
        assert isinstance(json.loads(said), dict), command[0]
        assert "{" not in err


# --- scrub ------------------------------------------------------------------------------------------------


def scrub(capsys, folder, notes, *more):
    (folder / "roster.json").write_text(json.dumps(ROSTER), encoding="utf-8")
    out = folder / f"out{notes.suffix}"
    return out, run(capsys, "scrub", notes, "--roster", folder / "roster.json", "-o", out, *more)


def test_scrub_takes_names_out_of_notes_text_and_word(tmp_path, capsys):
    import docx

    words = "Niamh and Will led it. I will ask at Alder Bank School."
    (tmp_path / "n.jsonl").write_text(json.dumps({"id": "a", "input": words}) + "\n", encoding="utf-8")
    (tmp_path / "n.txt").write_text(words, encoding="utf-8")
    document = docx.Document()
    document.add_paragraph(words)
    document.save(str(tmp_path / "n.docx"))
    for suffix in (".jsonl", ".txt", ".docx"):
        out, (code, said, err) = scrub(capsys, tmp_path, tmp_path / f"n{suffix}", "--json")
        assert code == 0, err
        report = json.loads(said)
        assert report["replaced"] == 3
        if suffix == ".docx":
            text = "\n".join(one.text for one in docx.Document(str(out)).paragraphs)
        else:
            text = out.read_text(encoding="utf-8")
        assert "[pupil A] and [pupil B] led it. I will ask at [" in text, suffix
        assert not {"Niamh", "Will ", "Alder"} & {
            word for word in ("Niamh", "Will ", "Alder") if word in text
        }


def test_scrub_knows_three_kinds_of_file(tmp_path, capsys):
    (tmp_path / "n.odt").write_text("x")
    out, (code, _, err) = scrub(capsys, tmp_path, tmp_path / "n.odt")
    assert code == 2
    assert "is not a .jsonl, .txt or .docx file. Nothing was written." in err
    assert not out.exists()
