"""A fault of the app is reported by kind and place; the words somebody typed stay out of it."""

from __future__ import annotations

import io
import os
import sys

import pytest

from tutordiary import bugs
from tutordiary.bugs import describe
from tutordiary.cli import main as cli_main

CANARY = "Zebedee Quillfeather"


def stumble(words):
    found = {words: 1}
    try:
        return int(words)
    except ValueError as error:
        raise KeyError(words, found) from error


def test_the_kind_and_the_place_are_told_but_not_the_words():
    with pytest.raises(KeyError) as caught:
        stumble(CANARY)
    told = describe(caught.value)
    assert told.startswith("KeyError from ValueError")
    assert "test_bugs.py" in told
    assert "stumble" in told
    assert "Zebedee" not in told


def test_the_command_line_keeps_quiet_about_the_words(monkeypatch, capsys):
    def broken(_arguments, _console):
        stumble(CANARY)

    monkeypatch.setattr("tutordiary.cli.diaries.info", broken)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    code = cli_main.run(["info", "nowhere"])
    out, err = capsys.readouterr()
    assert code == cli_main.FAULT
    assert "Zebedee" not in out + err
    assert "KeyError" in err


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the file by its folder")
def test_only_its_person_can_read_the_fault_file(tmp_path, monkeypatch):
    monkeypatch.setattr(bugs, "fault_file", lambda: tmp_path / "state" / "faults.txt")
    bugs.report(ValueError("Wren"))
    assert (tmp_path / "state" / "faults.txt").stat().st_mode & 0o077 == 0
