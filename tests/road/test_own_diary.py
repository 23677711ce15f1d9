"""The road of a tutor's own diary, from an empty folder to the project manager: real names, real refusals."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from road_reading import found_names, pdf_pages, words_of

from tutordiary.__main__ import main

START = date(2026, 1, 6)
PUPILS = (
    ("wren", "Wren", "Adair"),
    ("saoirse", "Saoirse", "O'Donnell"),
    ("will", "Will", "Harding"),
    ("luk", "Łukasz", "Nowak"),
    ("priti", "Priti", "Shah"),
)
AROUND = {"Ines", "Okoro", "Farrah", "Iqbal", "Marlpit Lane Primary School", "The Thunder Otters"}
NAMES = AROUND | {"Pip"} | {name for _, first, last in PUPILS for name in (first, last)}
PERIOD = "2026-01-01..2026-03-31"
SAMPLE_WORDS = ("sample", "invented")


def day(week):
    return str(START + timedelta(weeks=week - 1))


def sign(pupil, week, text, to, indicator="RES.1", **more):
    return {
        "pupil_id": pupil, "session_id": f"s{week}", "group_id": "g", "noted_on": day(week), "text": text,
        "indicators": [indicator], "step": 2, "audiences": to, **more,
    }  # fmt: skip


def exchange_file():
    """Return ten weeks of one group of five, the way another program might write it."""
    everyone = ["school", "family", "manager", "reflection"]
    return {
        "format": "tutor-diary-exchange",
        "version": 1,
        "settings": [{"id": "marlpit", "name": "Marlpit Lane Primary School"}],
        "contacts": [
            {"setting_id": "marlpit", "role": "senco", "title": "Mrs", "first_name": "Farrah",
             "last_name": "Iqbal"}
        ],
        "groups": [
            {"id": "g", "setting_id": "marlpit", "working_name": "Tuesday otters", "starts_on": day(1),
             "pupils_name": "The Thunder Otters"}
        ],
        "pupils": [
            {"id": key, "first_name": first, "last_name": last, "setting_id": "marlpit", "year_group": 4,
             "known_as": ["Pip"] if key == "priti" else [], "group_id": "g", "joined_on": day(1),
             "school_hopes": f"That mornings are easier for {first}"}
            for key, first, last in PUPILS
        ],
        "permissions": [
            {"pupil_id": key, "kind": "anonymous_use", "given_by": "parent_carer", "given_on": day(1),
             "withdrawn_on": day(5) if key == "luk" else None}
            for key, _, _ in PUPILS
        ]
        + [{"pupil_id": "wren", "kind": "quote", "given_by": "pupil", "given_on": day(1)}],
        "sessions": [
            {"id": f"s{week}", "group_id": "g", "held_on": day(week), "status": "held"}
            for week in range(1, 11)
        ],
        "observations": [
            sign("wren", 2, "Counted everyone in and waited", everyone),
            sign("wren", 6, "Cried behind the piano", []),
            sign("saoirse", 3, "Saoirse tuned the harp with Mrs Iqbal on 3 February", everyone),
            sign("saoirse", 7, "Showed Will how to hold it", ["school", "manager"]),
            sign("will", 4, "Will played, and will play again", everyone),
            sign("luk", 6, "Łukasz wrote a march", everyone, "MUS.1"),
            sign("priti", 8, "Pip sang in front of Year 4 at Marlpit Lane Primary School", everyone, "COM.2"),
        ],
        "voices": [
            {"speaker": "pupil", "words": "I was loud on purpose", "said_on": day(8), "pupil_id": "wren",
             "group_id": "g", "audiences": everyone}
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def box(tmp_path_factory):
    """A new diary made by commands and filled from the file."""
    box = tmp_path_factory.mktemp("own")
    (box / "secret.txt").write_text("kettle harbour lantern seven\n")
    (box / "in.json").write_text(json.dumps(exchange_file()), encoding="utf-8")
    secret = ["--passphrase-file", str(box / "secret.txt")]
    for name in ("d", "untold"):  # rows by code and counts of the same weeks do not both leave one diary
        assert main(["new", str(box / name), "--tutor", "Ines Okoro", *secret]) == 0
        assert main(["import", str(box / name), str(box / "in.json"), *secret]) == 0
    return box


@pytest.fixture
def run(box, capsys):
    def go(command, *more):
        code = main([command, str(box / "d"), *map(str, more), "--passphrase-file", str(box / "secret.txt")])
        out, err = capsys.readouterr()
        return code, out, err

    return go


def text_of(path):
    return "\n".join(words_of(path).values())


def test_a_pupils_name_in_another_pupils_report_stops_that_one_alone(box, run):
    code, out, _ = run("report", "--all", "--period", PERIOD, "-o", box / "reports", "--json")
    said = json.loads(out)
    assert code == 1
    assert len(said["written"]) == 4
    assert [line.partition(":")[0] for line in said["refused"]] == ["Saoirse"]
    assert "Another pupil’s name stands in this report (Will, under What was observed)" in said["refused"][0]
    assert len(list((box / "reports").iterdir())) == 4
    for path in (box / "reports").iterdir():
        text = text_of(path)
        assert "Cried" not in text
        assert "Marlpit Lane Primary School" in text
        assert len(pdf_pages(path)) <= 2
        assert [word for word in SAMPLE_WORDS if word in text.casefold()] == []


def test_the_familys_version_has_no_such_name_and_is_written(box, run):
    code, _, err = run("report", "--pupil", "Saoirse", "--audience", "family", "--period", PERIOD,
                       "--format", "docx", "-o", box / "family.docx")  # fmt: skip
    assert code == 0, err
    text = text_of(box / "family.docx")
    assert "mornings are easier" not in text
    assert found_names(text, NAMES - AROUND - {"Saoirse", "O'Donnell"}) == set()


def test_what_goes_further_names_nobody_and_not_who_withdrew(box, run):
    code, _, err = run("bundle", "--period", PERIOD, "--mode", "pseudonymised", "-o", box / "b.tdbundle")
    assert code == 2
    assert "need your eyes" in err
    decided = []
    for line in err.split("; "):
        inside = line.rpartition("(")[2].partition(")")[0]
        decided.append({"item": inside.rpartition(", ")[2], "decision": "name"})
    decided.append({"item": "*", "decision": "read"})
    nobody = {"stranger": "no", "colleague": "no", "school": "no"}
    asked = json.dumps({"decisions": decided, "intruder": nobody})
    (box / "decided.json").write_text(asked, encoding="utf-8")
    given = ("--decisions", box / "decided.json")
    code, _, err = run(
        "bundle", "--period", PERIOD, "--mode", "pseudonymised", "-o", box / "b.tdbundle", *given
    )
    assert code == 0, err
    parts = words_of(box / "b.tdbundle")
    assert {part: names for part, text in parts.items() if (names := found_names(text, NAMES))} == {}
    excerpts = parts["data/excerpts.csv"]
    assert "I was loud on purpose" in excerpts
    assert "wrote a march" not in excerpts
    assert "Will played" not in excerpts
    assert "3 February" not in excerpts
    assert "in [week 5]" in excerpts
    assert "Year 4" not in excerpts
    assert "Cried" not in "\n".join(parts.values())
    assert [word for word in SAMPLE_WORDS if word in parts["index.html"].casefold()] == []
    assert json.loads(parts["manifest.json"])["sample"] is False


def test_counts_alone_need_no_reading(box):
    secret = ["--passphrase-file", str(box / "secret.txt")]
    asked = ["--period", PERIOD, "--mode", "counts", "-o", str(box / "c.tdbundle")]
    assert main(["bundle", str(box / "untold"), *asked, *secret]) == 0
    for part, text in words_of(box / "c.tdbundle").items():
        assert found_names(text, NAMES) == set(), part


def test_the_export_goes_into_another_diary_and_gives_the_same_counts(box, run, capsys):
    assert run("export", box / "all.json")[0] == 0
    secret = ["--passphrase-file", str(box / "secret.txt")]
    assert main(["new", str(box / "e"), *secret]) == 0
    assert main(["import", str(box / "e"), str(box / "all.json"), *secret]) == 0
    capsys.readouterr()
    assert main(["info", str(box / "e"), "--json", *secret]) == 0
    theirs = json.loads(capsys.readouterr().out)["counts"]
    assert theirs == json.loads(run("info", "--json")[1])["counts"]
