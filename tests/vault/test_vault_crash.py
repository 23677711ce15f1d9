"""Kills, full disks and hidden handles: each in a process of its own."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from vault_diaries import PASSPHRASE, bodies

from tutordiary.errors import WrongSecret
from tutordiary.vault import checks

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
KILLS = 20
KEY_KILLS = 6

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX processes")


def script_of(body: str, diary) -> list[str]:
    head = f"""
import os, sys
sys.path[:0] = [{str(ROOT)!r}, {str(HERE)!r}]
from pathlib import Path
from vault_diaries import *
from tutordiary import errors
from tutordiary.vault import backup, diary_folder
from tutordiary.vault.ciphers import LOWEST_COST
folder, state = Path({str(diary.folder)!r}), Path({str(diary.state)!r})
diary = Diary(folder, state, {diary.recovery_code!r}, {diary.vault_id!r})
"""
    return [sys.executable, "-c", head + textwrap.dedent(body)]


def acknowledged_before_kill(body: str, diary, after_s: float) -> list[str]:
    """Run a script, kill it some time after its first line, and return the whole lines it had printed."""
    with subprocess.Popen(script_of(body, diary), stdout=subprocess.PIPE) as child:
        first = child.stdout.readline()
        time.sleep(after_s)
        child.kill()
        rest = child.stdout.read()
    assert child.returncode == -9
    return [line for line in (first + rest).decode().split("\n")[:-1] if line]


WRITE = """
vault = diary.open()
number = 0
while True:
    with vault.tx() as conn:
        entry = conn.execute("INSERT INTO entry (body) VALUES (?)", (f"entry {number}",)).lastrowid
        conn.execute("INSERT INTO part (entry) VALUES (?)", (entry,))
    os.write(1, f"{number}\\n".encode())
    number += 1
    if number % 7 == 0:
        vault.checkpoint()
"""


def test_no_acknowledged_change_is_lost_when_the_app_is_killed(diary, tmp_path):
    rng = random.Random(3)
    interrupted = 0
    for _ in range(KILLS):
        acknowledged = acknowledged_before_kill(WRITE, diary, rng.uniform(0, 0.12))
        with diary.open() as vault:
            interrupted += vault.was_interrupted
            there = set(bodies(vault))
            assert {f"entry {number}" for number in acknowledged} <= there
            entries, parts = (
                vault.conn.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("entry", "part")
            )
            assert entries - 20 == parts  # never half a change
            assert checks.all_passed(vault.full_check())
            with vault.tx() as conn:
                conn.execute("DELETE FROM part")
                conn.execute("DELETE FROM entry WHERE id > 20")
                conn.execute("INSERT INTO entry_fts(entry_fts) VALUES ('rebuild')")
    assert interrupted > KILLS // 2  # else the kills came too late to try anything


CHANGE = """
vault = diary.open()
number = 0
while True:
    number += 1
    diary_folder.change_passphrase(vault, f"passphrase number {number}", cost=LOWEST_COST)
    os.write(1, f"{number}\\n".encode())
"""


def test_one_passphrase_opens_the_diary_after_a_kill_in_the_middle_of_changing_it(original, tmp_path):
    rng = random.Random(8)
    for attempt in range(KEY_KILLS):
        place = tmp_path / str(attempt)
        shutil.copytree(original.folder, place / "diary")
        shutil.copytree(original.state, place / "state")
        diary = type(original)(place / "diary", place / "state", original.recovery_code, original.vault_id)
        last = int(acknowledged_before_kill(CHANGE, diary, rng.uniform(0, 0.3))[-1])
        opening = []
        for number in (last, last + 1):
            try:
                diary.open(f"passphrase number {number}").close()
                opening.append(number)
            except WrongSecret:
                continue
        assert len(opening) == 1
        with pytest.raises(WrongSecret):
            diary.open(PASSPHRASE)
        assert diary.paths.keys.read_bytes() == diary.paths.keys_copy.read_bytes()
        assert not list(diary.folder.glob(".*"))


FULL = """
import shutil
place = Path(sys.argv[1])
made = diary_folder.create(place / "d", PASSPHRASE, state_folder=place / "s", cost=LOWEST_COST)
make_tables(made.vault)
vault, ballast, saved = made.vault, place / "ballast", 0
ballast.write_bytes(bytes(400_000))
try:
    while True:
        add_entry(vault, f"{saved} " + "x" * 2000)
        saved += 1
except errors.DiskFull as error:
    print("writing:", type(error).__name__)
before = {path.name: path.read_bytes() for path in (place / "d").glob("keys*")}
for name, attempt in {
    "passphrase": lambda: diary_folder.change_passphrase(vault, "brand new words here", cost=LOWEST_COST),
    "backup": lambda: backup.write_backup(vault, place / "b.tdbackup", count_rows),
    "mark": vault.save_mark,
}.items():
    try:
        attempt()
    except errors.TutorDiaryError as error:
        print(name + ":", type(error).__name__)
print("keys same:", before == {path.name: path.read_bytes() for path in (place / "d").glob("keys*")})
print("left over:", [path.name for path in place.rglob(".*")])
print("lost:", saved + 20 - len(bodies(vault)))
vault.close()
ballast.unlink()
vault = Diary(place / "d", place / "s", made.recovery_code, b"").open()
add_entry(vault, "room again")
print("after:", len(bodies(vault)) - saved - 21, all(line.passed for line in vault.full_check()), saved > 5)
vault.close()
"""


def test_a_full_disk_loses_nothing_and_is_said_as_such(diary, tmp_path):
    place = tmp_path / "small"
    place.mkdir()
    mounted = [
        "unshare",
        "-rm",
        "sh",
        "-c",
        'mount -t tmpfs -o size=2m tmpfs "$0" && exec "$@"',
        str(place),
    ]
    if shutil.which("unshare") is None or subprocess.run([*mounted, "true"], capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here")
    done = subprocess.run(
        [*mounted, *script_of(FULL, diary), str(place)], capture_output=True, text=True, timeout=60
    )
    assert done.stdout.splitlines() == [
        "writing: DiskFull",
        "passphrase: DiskFull",
        "backup: DiskFull",
        "mark: DiskFull",
        "keys same: True",
        "left over: []",
        "lost: 0",
        "after: 0 True True",
    ], done.stderr


LIMITED = """
import resource
vault = diary.open()
saved = 0
size = (diary.folder / "diary.db").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 300_000, resource.RLIM_INFINITY))
try:
    while True:
        add_entry(vault, f"{saved} " + "x" * 2000)
        saved += 1
except errors.UserError as error:
    print(type(error).__name__, "safe" in str(error))
print(saved > 5, len(bodies(vault)) - 20 - saved)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
add_entry(vault, "room again")
print(all(line.passed for line in vault.full_check()))
vault.close()
"""


def test_a_file_that_may_not_grow_loses_nothing(diary):
    done = subprocess.run(script_of(LIMITED, diary), capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines() == ["CannotWrite True", "True 0", "True"], done.stderr


WATCHED = """
vault = diary.open()
opened = []
sys.addaudithook(lambda event, args: opened.append(os.fsdecode(args[0])) if event == "open"
    and isinstance(args[0], (str, bytes, os.PathLike)) else None)
add_entry(vault, "watched")
vault.full_check()
vault.save_mark()
vault.checkpoint()
vault.reader().close()
diary_folder.change_passphrase(vault, "brand new words here", cost=LOWEST_COST)
backup.write_backup(vault, diary.folder.parent / "b.tdbackup", count_rows)
try:
    diary.open()
except errors.DiaryInUse:
    pass
print(len(opened) > 5, [name for name in opened if name.startswith(str(diary.folder / "diary.db"))])
vault.close()
"""


def test_the_diary_file_is_never_opened_by_us_while_sqlite_has_it(diary):
    done = subprocess.run(script_of(WATCHED, diary), capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines() == ["True []"], done.stderr
