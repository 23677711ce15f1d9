"""The guards of tests/conftest.py bite: they are tried on tests that misbehave on purpose."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]

MISBEHAVING = """
import socket
from pathlib import Path

def test_connects_and_hides_it():
    try:
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    except OSError:
        pass

def test_looks_up_a_name():
    try:
        socket.getaddrinfo("localhost", 80)
    except OSError:
        pass

def test_leaves_a_window(qapp):
    from PySide6.QtWidgets import QWidget
    global kept
    kept = QWidget()
    kept.show()

def test_uses_a_local_socket(tmp_path):
    if hasattr(socket, "AF_UNIX"):
        with socket.socket(socket.AF_UNIX) as mouth:
            mouth.bind("mouth")

def test_closes_its_window(qtbot):
    from PySide6.QtWidgets import QWidget
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
"""


def test_network_and_windows_are_caught(tmp_path):
    shutil.copy(TESTS / "conftest.py", tmp_path)
    (tmp_path / "test_bad.py").write_text(MISBEHAVING, encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-v",
            "-p",
            "no:randomly",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTEST_ADDOPTS": "", "PYTHONPATH": str(TESTS.parent)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    spoilt = {
        line.split("::")[-1].split()[0] for line in done.stdout.splitlines() if line.startswith("ERROR test")
    }
    assert spoilt == {"test_connects_and_hides_it", "test_looks_up_a_name", "test_leaves_a_window"}, (
        done.stdout
    )
    assert "5 passed, 3 errors" in done.stdout


def test_home_and_temporary_folders_are_not_the_users():
    ours = Path(os.environ["HOME"]).parent
    assert ours.name.startswith("tutordiary-tests-")
    assert Path.home().parent == ours
    assert Path(tempfile.gettempdir()).parent == ours
    assert Path(os.environ["XDG_CONFIG_HOME"]).parent == ours


def test_the_users_keyring_is_out_of_reach():
    import keyring

    from tutordiary.diary import keys

    assert type(keyring.get_keyring()).__module__ == "keyring.backends.fail"
    assert keys.keyring_name() is None
