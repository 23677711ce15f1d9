"""After a working day in the real app no word of the diary can be read anywhere but in the report given."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import system_calls
from secret_words import in_bytes, in_files
from session_words import DRAFT, GROUP, PUPILS, SUMMARY, WORDS

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FOLDERS = {
    "HOME": "home",
    "TMPDIR": "tmp",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
}
TITLES = {"", "Tutor Diary", "Give the report", "Where the backup goes", "Where?"}
# Every file the app may write, from the session's folder on; <> stands for the letters of a temporary name.
KEYS = r"(keys|keys\.copy)\.json"
DIARY = rf"(diary\.db(-wal|-shm|-journal)?|diary\.lock|{KEYS}|\.{KEYS}<>)"
BACKUP = r"(backup|\d{4}-\d\d-\d\d)\.tdbackup"
MAY_BE_WRITTEN = [
    rf"data/tutordiary/(\.diary<>|diary)/{DIARY}",
    r"state/tutordiary/(\.?[0-9a-f]{32}\.(keys|mark)\.json(<>)?)",
    r"(run|state/tutordiary)/tutordiary-[0-9a-f]{8}(\.lock)?",
    r"config/tutordiary/settings\.(json|new)",
    r"given/(report\.pdf|\.report\.pdf<>)",
    rf"(given|data/tutordiary/backups)/({BACKUP}|\.{BACKUP}<>(-journal)?)",
    rf"(given|data/tutordiary/backups)/\.\.{BACKUP}<><>/{DIARY}",
    r"data/tutordiary/diary",
    r"cache/(fontconfig|mesa_shader_cache)/.*",
]
TEMPORARY = r"\.[0-9a-f]{12}\.tmp"


@dataclass
class Day:
    """What a session left behind: its folder, what it said, and what the kernel saw of it."""

    home: Path
    said: dict[str, Any]
    secrets: list[str]
    titles: set[str]
    calls: system_calls.Calls | None
    err: str

    @property
    def words(self) -> list[str]:
        """Everything that must not be found."""
        return [*WORDS, *self.secrets]

    @property
    def report(self) -> Path:
        """The one file that was given."""
        return self.home / "given" / "report.pdf"


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """The session, once: under the kernel's eye where there is strace."""
    home = tmp_path_factory.mktemp("day").resolve()
    for name in (*FOLDERS.values(), "given"):
        (home / name).mkdir(mode=0o700)
    trace = home.with_name("day.strace")
    command = [sys.executable, "-B", str(HERE / "session.py"), str(home / "given")]
    is_watched = not system_calls.why_not()
    done = subprocess.run(
        system_calls.watched(command, trace) if is_watched else command,
        cwd=home,
        env={
            "PATH": os.environ["PATH"],
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(HERE))),
            "LANG": "C.UTF-8",
            **{name: str(home / folder) for name, folder in FOLDERS.items()},
        },
        capture_output=True,
        text=True,
        timeout=300,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    said = {key: value for line in lines for key, value in line.items()}
    assert "trouble" not in said, said["trouble"]
    assert done.returncode == 0, done.stderr
    calls = system_calls.read(trace) if is_watched else None
    return Day(
        home=home,
        said=said,
        secrets=[line["secret"] for line in lines if "secret" in line],
        titles={title for line in lines for title in line.get("titles", ())},
        calls=calls,
        err=done.stderr,
    )


def test_the_session_did_what_it_says(day):
    """Shows that the words were typed, kept and given: else none could be found anywhere."""
    from pypdfium2 import PdfDocument

    with PdfDocument(day.report) as given:
        text = " ".join(page.get_textpage().get_text_range() for page in given)
    assert SUMMARY in " ".join(text.split())
    assert any(name in text for name in PUPILS)
    assert GROUP in day.said["open"]  # what is read aloud is looked at the right way
    assert len(day.secrets) == 3
    assert (day.home / "data" / "tutordiary" / "diary" / "diary.db").stat().st_size > 200_000
    assert (day.home / "given" / "backup.tdbackup").stat().st_size > 200_000


def test_no_file_holds_a_word(day):
    assert in_files([day.home], day.words, but=[day.report]) == []


def test_no_file_lies_where_none_should(day):
    there = {path.relative_to(day.home).as_posix() for path in day.home.rglob("*") if path.is_file()}
    assert {path for path in there if not is_allowed(path)} == set()
    names = {Path(path).name for path in there}
    assert names & {"QtProject.conf", "recently-used.xbel", "faults.txt"} == set()
    assert list((day.home / "tmp").iterdir()) == []
    assert not [name for name in names if re.search(TEMPORARY, name)]


def test_what_was_printed_holds_no_word(day):
    assert in_bytes(day.err.encode(), day.words, "standard error") == []


def test_titles_and_the_locked_window_say_nothing(day):
    assert day.titles <= TITLES
    assert "Tutor Diary" in day.said["locked"]
    for said in (day.said["locked"], day.said["closed"], day.said["clipboard"], *day.titles):
        assert in_bytes(said.encode(), day.words, "what is said") == []


def test_settings_hold_only_settings(day):
    kept = json.loads((day.home / "config" / "tutordiary" / "settings.json").read_text())
    known = {
        "theme", "text_pt", "lock_after_min", "diary_folder", "backup_folder", "lock_when_minimised",
        "hide_from_capture",
    }  # fmt: skip
    assert set(kept) <= known


def test_the_diary_and_the_backup_look_like_chance(day):
    for path in (day.home / "data/tutordiary/diary/diary.db", day.home / "given/backup.tdbackup"):
        data = path.read_bytes()
        assert b"SQLite format 3" not in data
        assert bits_per_byte(data) > 7.9
    assert not data.startswith(b"SQLite")


def bits_per_byte(data: bytes) -> float:
    """Return how much one byte tells on average: 8 when all values come alike."""
    counts = Counter(data)
    return -sum(count / len(data) * math.log2(count / len(data)) for count in counts.values())


def is_allowed(path: str) -> bool:
    """Say whether a path, from the session's folder on, is on the list."""
    return any(re.fullmatch(one.replace("<>", TEMPORARY), path) for one in MAY_BE_WRITTEN)


needs_strace = pytest.mark.skipif(bool(system_calls.why_not()), reason=system_calls.why_not() or "-")


@needs_strace
def test_the_kernel_saw_no_other_file_being_made(day):
    ours = str(day.home) + "/"
    seen = day.calls.opened | day.calls.named
    assert any(path.endswith("diary.db-wal") for path in seen)
    assert any(re.search(r"given/\.report\.pdf\.", path) for path in seen)
    elsewhere = {path for path in seen if not path.startswith(ours)}
    assert {path for path in elsewhere if not path.startswith(("/dev/", "/proc/"))} == set()
    assert {path for path in seen - elsewhere if not is_allowed(path.removeprefix(ours))} == set()


@needs_strace
def test_the_kernel_saw_no_word_being_written(day):
    found = []
    for path, data in day.calls.written.items():
        if "/given/.report.pdf." not in path and not path.startswith("pipe:"):
            found += in_bytes(bytes(data), day.words, path)
    assert found == []
    assert sum(map(len, day.calls.written.values())) > 1_000_000


@needs_strace
def test_a_plain_write_would_be_seen(tmp_path):
    """Shows that the two tests above could fail."""
    trace = tmp_path / "trace"
    script = f"open({str(tmp_path / 'note')!r}, 'w').write({DRAFT!r})"
    subprocess.run(system_calls.watched([sys.executable, "-c", script], trace), check=True, timeout=60)
    calls = system_calls.read(trace)
    assert str(tmp_path / "note") in calls.opened
    assert in_bytes(bytes(calls.written[str(tmp_path / "note")]), [DRAFT], "note")
