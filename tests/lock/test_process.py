"""The process closes its memory to others: really on Linux, by fakes for the systems that are not here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import SECRET
from tutordiary import process
from tutordiary.process import Hardening, harden_on

ROOT = Path(__file__).parents[2]
NOBODY = 65534
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the Linux kernel")

# Two processes of one person: the first hardens itself or not, the second tries to read its memory.
STAGE = """
import ctypes, os, sys, resource
from tutordiary.process import harden
wanted, user = sys.argv[1] == "yes", int(sys.argv[2])
if user:
    os.setgroups([]); os.setgid(user); os.setuid(user)
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # changing the user closed it already
if wanted:
    assert harden().is_unreadable
reader, writer = os.pipe()
child = os.fork()
if child == 0:
    try:
        open(f"/proc/{os.getppid()}/mem", "rb").close()
        os.write(writer, b"read")
    except PermissionError:
        os.write(writer, b"denied")
    os._exit(0)
os.waitpid(child, 0)
print(os.read(reader, 9).decode(), resource.getrlimit(resource.RLIMIT_CORE))
"""


def on_stage(*, hardened: bool) -> str:
    user = NOBODY if os.geteuid() == 0 else 0
    done = subprocess.run(
        [sys.executable, "-c", STAGE, "yes" if hardened else "no", str(user)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        cwd="/",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@linux
def test_another_program_of_the_same_person_cannot_read_the_memory():
    if "denied" in on_stage(hardened=False):
        pytest.skip("this system denies it to every program already")
    answer = on_stage(hardened=True)
    assert answer.split()[0] == "denied"
    assert "(0, 0)" in answer


class Library(SimpleNamespace):
    """A library that notes what is called and answers as told."""

    def __init__(self, calls: list, answers: dict[str, int]) -> None:
        super().__init__()
        for name, answer in answers.items():
            setattr(
                self, name, lambda *given, name=name, answer=answer: calls.append((name, given)) or answer
            )


def test_macos_is_asked_to_let_nobody_attach():
    calls: list = []
    done = harden_on("darwin", lambda _name: Library(calls, {"ptrace": 0}))
    assert calls == [("ptrace", (process.PT_DENY_ATTACH, 0, None, 0))]
    assert done.is_unreadable


def test_windows_is_asked_for_no_report_and_for_a_closed_process():
    calls: list = []
    answers = {
        "SetErrorMode": 0,
        "WerAddExcludedApplication": 0,
        "ConvertStringSecurityDescriptorToSecurityDescriptorW": 1,
        "SetKernelObjectSecurity": 1,
        "LocalFree": 0,
    }
    done = harden_on("win32", lambda _name: Library(calls, answers))
    assert done == Hardening(is_unreadable=True, leaves_no_dump=True)
    given = dict(calls)
    assert given["ConvertStringSecurityDescriptorToSecurityDescriptorW"][0].value == process.OWNER_MAY
    assert given["SetKernelObjectSecurity"][1] == process.DACL_SECURITY_INFORMATION
    assert given["SetErrorMode"] == (3,)


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_system_that_refuses_is_told_and_stops_nothing(platform):
    def load(_name):
        raise OSError("no such library")

    done = harden_on(platform, load)
    assert not done.is_unreadable
    assert done.sentence


def test_a_refused_rule_for_windows_is_not_counted_as_done():
    refuses = {"ConvertStringSecurityDescriptorToSecurityDescriptorW": 0}
    done = harden_on("win32", lambda _name: Library([], refuses))
    assert done == Hardening(is_unreadable=False, leaves_no_dump=False)


def test_each_outcome_has_its_own_sentence():
    said = {Hardening(one, other).sentence for one in (True, False) for other in (True, False)}
    assert len(said) == 4


@linux
def test_the_command_says_what_the_system_agreed_to(diary):
    folder = diary.folder
    diary.close()
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tutordiary", "info", str(folder), "--passphrase-file", "-", "--json"],
        input=SECRET,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["memory_is_unreadable"], told["leaves_no_dump"]) == (True, True)
