"""After a lock no copy of the words, the passphrase or the key is left in the memory of the app.

The real app runs in a process of its own; its memory is read from outside, before the lock and after it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tutordiary.diary import Diary, keys
from tutordiary.vault import keyfile
from tutordiary.vault.ciphers import LOWEST_COST
from tutordiary.vault.layout import DiaryPaths

ROOT = Path(__file__).parents[2]
PASSPHRASE = "quince ferry zephyr oblong"
WORDS = "Yarrowfield Zugspitz Hall"
CHUNK = 1 << 20
PATIENCE_S = 90

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="reads another process's memory the Linux way"
)


def forms_of(text: str) -> set[bytes]:
    """Return a text as each kind of string in a Python and Qt program holds it."""
    return {text.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")}


def key_forms(key: bytes) -> set[bytes]:
    return {key} | forms_of(key.hex()) | forms_of(key.hex().upper())


def memory_of(pid: int) -> list[bytes]:
    """Return every readable region of a process's memory."""
    regions = []
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            found = re.match(r"([0-9a-f]+)-([0-9a-f]+) r", line)
            if found is None or "[vvar" in line or "[vsyscall]" in line:
                continue
            start, end = int(found[1], 16), int(found[2], 16)
            parts = []
            while start < end:
                try:
                    memory.seek(start)
                    part = memory.read(min(CHUNK, end - start))
                except OSError:  # a page the process itself could not read, such as past a file's end
                    break
                if not part:
                    break
                parts.append(part)
                start += len(part)
            regions.append(b"".join(parts))
    return regions


def count(regions: list[bytes], forms: set[bytes]) -> int:
    return sum(region.count(form) for region in regions for form in forms)


class Child:
    """The app, and the files by which it is led."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        command = [sys.executable, "-P", str(Path(__file__).with_name("lock_child.py")), str(folder)]
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)

    def say(self, name: str, text: str = "") -> None:
        partial = self.folder / f"{name}.new"
        partial.write_text(text, encoding="utf-8")
        partial.replace(self.folder / name)

    def hear(self, name: str) -> dict:
        deadline = time.monotonic() + PATIENCE_S
        while not (self.folder / name).exists():
            if self.process.poll() is not None:
                raise AssertionError(f"the app ended: {self.process.stderr.read()}")
            assert time.monotonic() < deadline, f"waited too long for {name}"
            time.sleep(0.02)
        return json.loads((self.folder / name).read_text(encoding="utf-8"))


@pytest.fixture
def diary_folder(tmp_path):
    folder = tmp_path / "diary"
    diary, _ = Diary.create(folder, PASSPHRASE, cost=LOWEST_COST, state_folder=tmp_path / "aside")
    diary.name_tutor("Ines")
    keys.confirm_code(diary)  # or the door would ask for it first
    diary.close()
    return folder


@pytest.fixture
def child(tmp_path, diary_folder):
    (tmp_path / "config" / "tutordiary").mkdir(parents=True)
    settings = {"diary_folder": str(diary_folder)}
    (tmp_path / "config" / "tutordiary" / "settings.json").write_text(json.dumps(settings))
    led = tmp_path / "led"
    led.mkdir()
    kinds = ("CONFIG", "DATA", "STATE", "CACHE")
    names = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in kinds}
    environment = {
        **os.environ,
        **names,
        "HOME": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }
    made = Child(led, environment)
    yield made
    made.process.kill()
    made.process.wait()
    made.process.stderr.close()


def test_after_a_lock_the_memory_is_empty_and_everything_comes_back(child, diary_folder, tmp_path):
    key = keyfile.unlock(
        keyfile.parse(DiaryPaths(diary_folder).keys.read_bytes()), keyfile.Passphrase(PASSPHRASE)
    )
    wanted = {"words": forms_of(WORDS), "passphrase": forms_of(PASSPHRASE), "key": key_forms(key)}

    def look(pid: int) -> dict[str, int]:
        regions = memory_of(pid)
        return {name: count(regions, forms) for name, forms in wanted.items()}

    child.say("secret", PASSPHRASE[::-1])
    pid = child.hear("passphrase-typed")["pid"]
    typed = look(pid)
    child.say("open")
    child.say("words", WORDS[::-1])
    before = child.hear("words-typed")
    unlocked = look(pid)
    # The counting sees what is there, so that nothing found means that nothing is there.
    assert typed["passphrase"] > 0
    assert unlocked["words"] > 0
    assert unlocked["key"] > 0
    (child.folder / "open").unlink()

    child.say("lock")
    second = child.hear("second")
    assert second["pid"] == pid  # the very same process, with a new memory
    locked = look(pid)
    print(f"copies in memory: passphrase typed {typed}, unlocked {unlocked}, locked {locked}")
    assert locked == {"words": 0, "passphrase": 0, "key": 0}
    for name in ("environ", "cmdline"):
        told = Path(f"/proc/{pid}/{name}").read_bytes()
        assert not [form for form in wanted["words"] | wanted["passphrase"] | wanted["key"] if form in told]
    held = [os.readlink(one) for one in Path(f"/proc/{pid}/fd").iterdir()]
    assert not [one for one in held if str(diary_folder) in one or str(tmp_path / "state") in one]

    # The fresh process stands where the old one stood, at the door of the same diary.
    assert second["size"] == before["size"] == [741, 651]
    assert (second["title"], second["place"], second["is_open"]) == ("Tutor Diary", "Passphrase", False)
    assert second["said"] == []
    child.say("again", PASSPHRASE[::-1])
    child.hear("passphrase-typed")
    child.say("open")
    back = child.hear("back")
    assert (back["place"], back["text"], back["caret"]) == ("School or centre", WORDS, 5)
    child.say("end")
    assert child.process.wait(PATIENCE_S) == 0
