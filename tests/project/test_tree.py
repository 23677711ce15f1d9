"""House rules of the tree that no linter knows."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

import tutordiary

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SKIPPED = {".git", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "build", "dist"}


def tracked() -> list[Path]:
    """Return the files of the project: those git knows, or all of them in an unpacked archive."""
    listed = None
    if shutil.which("git") and (ROOT / ".git").exists():
        # git may refuse a checkout that belongs to somebody else.
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed is not None and listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not SKIPPED & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


FILES = tracked()
PYTHON = [path for path in FILES if path.suffix == ".py"]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_packaging_is_not_a_package():
    """With an __init__.py it would hide the library of that name, which pytest and every builder import."""
    assert (ROOT / "packaging").is_dir()
    assert list((ROOT / "packaging").rglob("__init__.py")) == []


def test_the_version_is_the_same_everywhere():
    assert tutordiary.__version__ == PROJECT["version"]
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest.group(1) == PROJECT["version"]


def test_files_stay_readable():
    long = {
        named(path): lines
        for path in PYTHON
        if path.is_relative_to(ROOT / "tutordiary") or path.is_relative_to(ROOT / "ui")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_run_py_stays_short():
    assert len((ROOT / "run.py").read_text(encoding="utf-8").splitlines()) < 210


def test_every_module_says_what_it_is_for():
    silent = [named(path) for path in PYTHON if not ast.get_docstring(ast.parse(path.read_bytes()))]
    assert silent == []


# Written in pieces so that this file does not find itself. The homes let through belong to nobody.
MACHINE_PATHS = [
    "/" + "root/",
    "/" + r"home/(?!tutor/|user/|ines/)[a-z]",
    "/" + "work/(main|shared)",
    "/" + "opt/td",
    "/" + "Users/[A-Za-z]",
    r"[A-Z]:\\+" + "Users",
    "/" + r"tmp/[a-z_]+\.",
]


@pytest.mark.parametrize("pattern", MACHINE_PATHS)
def test_no_path_of_somebodys_machine(pattern):
    found = []
    for path in FILES:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # pictures, fonts, sample diaries
        found += [f"{named(path)}: {hit.group()}" for hit in re.finditer(pattern, text)]
    assert found == []


def test_ci_runs_the_same_command_as_the_reader_of_the_readme():
    script = ROOT / ".ci" / "run"
    assert "exec python3 run.py test" in script.read_text(encoding="utf-8")
    assert os.name == "nt" or script.stat().st_mode & 0o111
    assert "python3 run.py test" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_licence_is_the_one_named():
    assert PROJECT["license"] == "MIT"
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("MIT License")
    assert "2026 Tutor Diary contributors" in text
