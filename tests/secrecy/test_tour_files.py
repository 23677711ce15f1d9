"""Every kind of document is made without a file anywhere but in its place: no temporary folder is used."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import system_calls

ROOT = Path(__file__).resolve().parents[2]
OWN = r"xdg_state_home/tutordiary(/\.?[0-9a-f]{32}\.(keys|mark)\.json(\.[0-9a-f]{12}\.tmp)?)?"


@pytest.mark.skipif(bool(system_calls.why_not()), reason=system_calls.why_not() or "-")
def test_the_tour_opens_no_file_but_its_own(tmp_path):
    names = ("HOME", "TMPDIR", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    homes = {name: tmp_path / name.lower() for name in names}
    for folder in homes.values():
        folder.mkdir()
    trace, out = tmp_path / "trace", tmp_path / "tour"
    command = [sys.executable, "-B", "-m", "tutordiary", "tour", str(out)]
    subprocess.run(
        system_calls.watched(command, trace, only_names=True),
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, **{name: str(path) for name, path in homes.items()}, "PYTHONPATH": str(ROOT)},
        timeout=300,
    )
    calls = system_calls.read(trace)
    seen = calls.opened | calls.named
    inside = {path for path in seen if path.startswith(f"{out}/")}
    assert any(path.endswith(".docx") for path in inside)
    elsewhere = {path.removeprefix(f"{tmp_path}/") for path in seen - inside}
    assert {
        path for path in elsewhere if not re.fullmatch(OWN, path) and not path.startswith("/dev/")
    } == set()
    assert list(homes["TMPDIR"].iterdir()) == []
    assert [path.name for path in out.rglob(".*")] == []
