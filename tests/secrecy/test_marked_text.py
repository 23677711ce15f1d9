"""On a real X screen: what is copied or only marked carries the wish not to be collected, and goes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
HINT = "x-kde-passwordManagerHint"

pytestmark = pytest.mark.skipif(
    shutil.which("Xvfb") is None, reason="Xvfb is not installed (the package xvfb)"
)


@pytest.fixture(scope="module")
def screen():
    """The name of an X screen that nobody sees."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "800x600x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as said:
        number = said.readline().strip()
    if not number:
        server.kill()
        server.wait()
        pytest.skip("Xvfb does not start here")
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.mark.parametrize(("clear_after_ms", "how"), [(60_000, "lock"), (5000, "wait")])
def test_copied_and_marked_words_ask_not_to_be_kept_and_go(screen, clear_after_ms, how):
    done = subprocess.run(
        [sys.executable, "-B", str(HERE / "marked.py"), str(clear_after_ms), how],
        env={**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    seen = {when: held for line in done.stdout.splitlines() for when, held in json.loads(line).items()}
    assert done.returncode == 0, done.stderr
    door, opened, work, after = (seen[when] for when in ("at the door", "opened", "at work", "after"))
    assert "zanzibar" in door["copied"][0]  # so the other program does see it
    assert "zanzibar" in door["marked"][0]
    assert opened["marked"][0] == ""
    assert HINT in opened["copied"][1]
    assert work["copied"][0] == "kingfishers were here"
    assert work["marked"][0] == "kingfishers"
    assert HINT in work["copied"][1]
    assert HINT in work["marked"][1]
    assert after["copied"][0] == after["marked"][0] == ""
