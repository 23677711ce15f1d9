"""run.py: what it asks for, what it makes anew, and what it hands on."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run.py with a .venv of its own, which nothing has made yet."""
    spec = importlib.util.spec_from_file_location("run_py", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "made-from.txt")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "python")
    monkeypatch.setattr(module, "LOCK", tmp_path / "requirements.lock")
    module.LOCK.write_text("a==1 --hash=sha256:00\n", encoding="utf-8")
    for name in ("PYTHONPATH", "QT_QPA_PLATFORM"):
        monkeypatch.setenv(name, os.environ.get(name, ""))  # so that what run.py sets is put back
    return module


@pytest.fixture
def calls(run, monkeypatch):
    """The commands run.py would have started, and the exit codes they are to give by their last word."""
    codes: dict[str, int] = {}
    made: list[list[str]] = []

    def call(command, **_options):
        made.append(command)
        if command[1:3] == ["-m", "venv"]:
            run.PYTHON.parent.mkdir(exist_ok=True)
            run.PYTHON.touch()
        return next((code for word, code in codes.items() if word in command), 0)

    monkeypatch.setattr(run.subprocess, "call", call)
    call.made, call.codes = made, codes
    return call


@pytest.mark.parametrize("python", [(3, 10, 9), (3, 14, 0), (4, 0, 0)])
def test_other_pythons_are_turned_away(run, monkeypatch, python):
    monkeypatch.setattr(run.sys, "version_info", python)
    with pytest.raises(SystemExit, match=r"needs Python 3\.11, 3\.12 or 3\.13"):
        run.check_python()


@pytest.mark.parametrize("python", [(3, 11, 0), (3, 12, 9), (3, 13, 2)])
def test_these_pythons_will_do(run, monkeypatch, python):
    monkeypatch.setattr(run.sys, "version_info", python)
    run.check_python()


def test_only_wheels_with_the_right_hash_are_installed(run, calls):
    run.set_up()
    install = calls.made[-1]
    assert "--require-hashes" in install
    assert install[install.index("--only-binary") + 1] == ":all:"
    assert run.is_set_up()


def test_a_finished_set_up_is_not_made_again_until_the_lock_or_python_changes(run, calls, monkeypatch):
    run.set_up()
    assert run.is_set_up()
    run.LOCK.write_text("a==2 --hash=sha256:00\n", encoding="utf-8")
    assert not run.is_set_up()
    run.set_up()
    assert run.is_set_up()
    monkeypatch.setattr(run.platform, "python_version", lambda: "3.99.0")
    assert not run.is_set_up()


def test_a_broken_off_set_up_is_not_taken_for_a_finished_one(run, calls):
    run.set_up()
    calls.codes["pip"] = 1
    with pytest.raises(SystemExit, match="did not finish"):
        run.set_up()
    assert not run.STAMP.exists() or not run.is_set_up()


def test_missing_libraries_are_named_in_one_line_to_an_ordinary_user(run, monkeypatch):
    monkeypatch.setattr(run.sys, "platform", "linux")
    monkeypatch.setattr(run, "has_library", lambda name: name != "libEGL.so.1")
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(run.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(SystemExit) as refusal:
        run.check_system(run.DRAWING, "Testing")
    lines = str(refusal.value).splitlines()
    assert lines[-1].split() == ["sudo", "apt-get", "install", "-y", "--no-install-recommends", "libegl1"]


def test_where_there_is_no_apt_the_libraries_are_named(run, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match="libegl1"):
        run.apt_install(["libegl1"], "Testing")


def test_root_gets_them_installed_after_a_second_try_with_fresh_lists(run, calls, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(run.os, "geteuid", lambda: 0, raising=False)
    tries = iter([100, 0, 0])
    monkeypatch.setattr(run.subprocess, "call", lambda command, **_: calls(command) or next(tries))
    run.apt_install(["libegl1"], "Testing")
    assert [command[1] for command in calls.made] == ["install", "update", "install"]


def test_every_check_runs_pytest_comes_last_and_the_worst_code_wins(run, calls):
    calls.codes.update({"mypy": 1, "ruff": 2})
    assert run.test([]) == 2
    words = [" ".join(command[1:]) for command in calls.made]
    assert [any(name in text for text in words) for name in ("ruff check", "ruff format", "mypy")] == [
        True
    ] * 3
    assert "importlinter" in words[-2]
    assert words[-1].startswith("-m pytest -n 2")


def test_arguments_go_to_pytest_alone(run, calls):
    calls.codes["pytest"] = 5
    assert run.test(["tests/vault", "-k", "lock"]) == 5
    assert [command[1:] for command in calls.made] == [["-m", "pytest", "tests/vault", "-k", "lock"]]


def test_the_faults_are_run_by_their_own_word(run, calls, monkeypatch):
    monkeypatch.setattr(run, "check_system", lambda *_: None)
    run.main(["faults", "--full", "-k", "power"])
    assert calls.made[-1][1:] == ["tests/faults", "--full", "-k", "power"]


def test_proofs_are_made_from_the_folder_the_person_is_in(run, calls, monkeypatch):
    monkeypatch.setattr(run, "check_system", lambda *_: None)
    run.main(["proofs", "here", "--only", "case"])
    assert calls.made[-1][1:] == [str(run.ROOT / "tests/documents/proofs.py"), "here", "--only", "case"]


def test_a_crash_is_not_taken_for_success(run, calls):
    calls.codes["pytest"] = -6
    assert run.test([]) == 134


def test_without_a_screen_there_is_one_sentence_and_code_1(tmp_path):
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems always have one")
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, ROOT / "run.py"], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "no screen" in done.stderr
    assert "Traceback" not in done.stderr
