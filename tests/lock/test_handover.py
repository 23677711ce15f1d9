"""What one process leaves to the next, and how the next is started."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.lock import handover as relay
from ui.lock.handover import VARIABLE, Handover, Start, Why, receive, start_anew

ROOT = Path(__file__).parents[2]
LEFT = Handover(Path("/home/ines/diary"), is_sample=False, why=Why.IDLE, geometry="AdnQ", is_minimised=True)


def test_it_comes_out_as_it_went_in_and_is_taken_out_of_the_environment():
    environment = {VARIABLE: LEFT.to_text(), "LANG": "en_GB.UTF-8"}
    assert receive(environment) == LEFT
    assert environment == {"LANG": "en_GB.UTF-8"}
    assert receive(environment) is None


@given(st.text() | st.recursive(st.none() | st.booleans() | st.text(), st.lists).map(json.dumps))
def test_anything_else_in_its_place_is_no_handover(text):
    environment = {VARIABLE: text}
    assert receive(environment) is None
    assert VARIABLE not in environment


@pytest.mark.parametrize("key", json.loads(LEFT.to_text()))
@pytest.mark.parametrize("value", [None, 3, ["x"], {}])
def test_each_wrong_value_is_refused(key, value):
    assert Handover.from_text(json.dumps({**json.loads(LEFT.to_text()), key: value})) is None


def test_a_folder_that_depends_on_where_the_process_stands_is_refused():
    assert Handover.from_text(json.dumps({**json.loads(LEFT.to_text()), "folder": "diary"})) is None


def test_the_reason_is_said_in_one_calm_sentence():
    said = {why: Handover(Path("/d"), is_sample=False, why=why).sentence(5) for why in Why}
    assert said[Why.BY_HAND] == ""
    assert said[Why.IDLE] == "Locked after 5 minutes."
    assert all(sentence.startswith("Locked") for why, sentence in said.items() if why is not Why.BY_HAND)


RUNNER = """
import os, sys
from pathlib import Path
from ui.lock.handover import Handover, Start, Why, receive, start_anew
start = Start.of_this_process()
left = receive()
if left is None:
    held = open({secret!r})
    os.set_inheritable(held.fileno(), True)  # as a careless library leaves one
    os.chdir("/")
    start_anew(start, Handover(Path("/diary"), is_sample=True, why=Why.BY_HAND))
    print("not started")
else:
    numbers = [one for one in os.listdir("/proc/self/fd") if int(one) > 2]
    is_held = {secret!r} in [os.readlink("/proc/self/fd/" + one) for one in numbers[:-1]]
    print(left.folder, left.is_sample, Path.cwd().name, is_held, sys.argv[1:], sys.flags.safe_path)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("way", ["module", "script", "words"])
def test_it_starts_again_the_way_it_was_started_with_no_file_open(tmp_path, way):
    secret = tmp_path / "secret"
    secret.write_text("words")
    code = RUNNER.format(secret=str(secret))
    (tmp_path / "runner_of_this_test.py").write_text(code)
    ways = {
        "module": ["-P", "-m", "runner_of_this_test"],
        "script": ["-P", str(tmp_path / "runner_of_this_test.py")],
        "words": ["-P", "-c", code],
    }
    done = subprocess.run(
        [sys.executable, *ways[way], "one"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(tmp_path)])},
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.stdout.strip() == f"/diary True {tmp_path.name} False ['one'] True", done.stderr


def test_a_program_that_is_gone_leaves_this_process_as_it_is(tmp_path):
    gone = Start(str(tmp_path / "gone"), ("gone",), "")
    before = dict(os.environ)
    start_anew(gone, LEFT)  # returns: an update may have taken the program away
    assert dict(os.environ) == before


def test_an_installed_program_with_python_inside_is_found_by_what_the_system_says(monkeypatch):
    real = Path("/proc/self/exe")
    if not real.exists():
        pytest.skip("this system does not say")
    monkeypatch.setattr(sys, "executable", "/usr/bin/true")
    assert Start.of_this_process().program == str(real.readlink())
    monkeypatch.setattr(sys, "executable", "")
    assert Start.of_this_process().program == str(real.readlink())


def test_on_windows_a_new_process_is_begun_and_this_one_ends(monkeypatch):
    begun, ended = [], []

    class Begun:
        pid = 7

        def __init__(self, command, **how):
            begun.append((command, how))

    monkeypatch.setattr(subprocess, "Popen", Begun)
    monkeypatch.setattr(relay.sys, "platform", "win32")
    monkeypatch.setattr(os, "_exit", ended.append)
    start_anew(Start("C:/app/python.exe", ("C:/app/python.exe", "-m", "tutordiary"), "C:/home"), LEFT)
    ((command, how),) = begun
    assert command == ["C:/app/python.exe", "-m", "tutordiary"]
    assert Handover.from_text(how["env"][VARIABLE]) == LEFT
    assert how["cwd"] == "C:/home"
    assert ended == [0]
