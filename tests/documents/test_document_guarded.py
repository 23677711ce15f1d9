"""Laying out beside the app: the same bytes as within it, a time limit, a way to stop, and no key along."""

from __future__ import annotations

import json
import sys
import threading
from datetime import date
from weakref import WeakSet

import pytest

from tutordiary.documents import guarded, worker, writer
from tutordiary.documents.content import Letterhead, SencoReport
from tutordiary.documents.guarded import GuardedPress
from tutordiary.documents.worker import Answer
from tutordiary.errors import BadInput, NotMade, Stopped

REPORT = SencoReport(head=Letterhead(pupil="Wren", school="Alder Bank"), written_on=date(2026, 11, 20))


@pytest.fixture(scope="module")
def press():
    with GuardedPress() as made:
        guarded._open.discard(made)  # no lock in a window of another test ends this one
        yield made


def hanging(*more):
    """Return a command for a process that reads what it is asked and never answers."""
    return (sys.executable, "-c", "import sys, time; sys.stdin.buffer.read(8); time.sleep(60)", *more)


def test_what_comes_back_is_what_would_have_been_made_here(press):
    made = press.write(REPORT, "text")
    assert made == writer.write(REPORT, "text")
    assert b"Wren" in made.data


def test_one_process_does_many_and_a_fresh_one_comes_after_a_kill(press):
    press.write(REPORT, "text")
    first = press._process
    press.write(REPORT, "md")
    assert press._process is first
    first.kill()
    first.wait()
    assert press.write(REPORT, "text").data
    assert press._process is not first


def test_it_is_not_told_where_the_diary_is_nor_given_an_open_file(press, tmp_path):
    with (tmp_path / "held").open("w"):
        press.close()
        press.write(REPORT, "text")
    said = json.dumps(press._process.args)
    assert str(tmp_path) not in said
    assert "diary.db" not in said


def test_a_document_that_takes_too_long_is_given_up():
    with GuardedPress(limit_s=0.3, command=hanging()) as slow:
        with pytest.raises(NotMade, match="was given up"):
            slow.write(REPORT, "text")
        assert slow._process is None


def test_it_can_be_stopped_from_another_thread():
    with GuardedPress(command=hanging()) as slow:
        threading.Timer(0.2, slow.stop).start()
        with pytest.raises(Stopped):
            slow.write(REPORT, "text")
        with pytest.raises(Stopped):
            slow.write(REPORT, "text")


def test_a_lock_ends_whatever_is_being_laid_out(monkeypatch):
    monkeypatch.setattr(guarded, "_open", WeakSet())  # the press of the other tests goes on
    with GuardedPress(command=hanging()) as slow:
        threading.Timer(0.2, guarded.stop_all).start()
        with pytest.raises(Stopped):
            slow.write(REPORT, "text")


def test_a_process_that_dies_is_our_fault_and_says_so():
    broken = GuardedPress(command=(sys.executable, "-c", "raise SystemExit(3)"))
    with broken, pytest.raises(NotMade, match="that is our fault"):
        broken.write(REPORT, "text")


def test_a_program_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(NotMade, match="did not let the app start"):
        GuardedPress(command=(str(tmp_path / "nothing"),)).write(REPORT, "text")


def test_a_picture_that_is_none_comes_back_as_a_sentence(press):
    with pytest.raises(BadInput, match="could not be read"):
        press.picture(b"GIF89a and no more")


def test_answers_are_read_back_as_they_were_packed():
    answer = Answer(b"one\ntwo\n", 2, ("A warning\nin two lines.", "Ọlọ́runfẹ́mi"), "", True)
    assert worker.unpacked(worker.packed(answer)) == answer
    with pytest.raises(ValueError):
        worker.unpacked(b"no answer")


def test_an_installed_program_is_started_by_its_word(monkeypatch, tmp_path):
    assert guarded.command()[0] == sys.executable
    monkeypatch.setattr(sys, "executable", "")
    monkeypatch.setattr(guarded, "Path", lambda one: Stub(tmp_path / "tutordiary"))
    assert guarded.command() == (str(tmp_path / "tutordiary"), worker.WORD)


class Stub:
    """Stands for the path of a program that has Python inside."""

    def __init__(self, program):
        self.program = program
        self.stem = program.stem

    def samefile(self, _other):
        return False

    def readlink(self):
        return self.program


def test_the_program_knows_the_word(monkeypatch):
    from tutordiary import __main__

    monkeypatch.setattr(worker, "main", lambda: 7)
    assert __main__.main([worker.WORD]) == 7
