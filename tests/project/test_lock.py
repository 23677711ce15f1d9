"""requirements.lock: complete, hashed, and silent about where packages come from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENTRY = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; (.+?))? \\$", re.MULTILINE)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def named_in_pyproject() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["test"]
    return sorted({normal(re.match(r"[A-Za-z0-9._-]+", line).group()) for line in wanted})


@pytest.mark.parametrize(
    "telltale", ["://", "--index-url", "--extra-index-url", "--find-links", "file:", " @ "]
)
def test_no_address_in_the_lock(telltale):
    assert telltale not in LOCK


@pytest.mark.parametrize("name", named_in_pyproject())
def test_every_dependency_is_pinned(name):
    assert name in {found[0] for found in ENTRY.findall(LOCK)}


def test_every_pin_has_a_hash():
    blocks = re.split(r"^(?=[a-z0-9-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(ENTRY.findall(LOCK))
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_qt_is_pinned_once_for_old_and_once_for_new_python():
    pins = {marker: version for name, version, marker in ENTRY.findall(LOCK) if name == "pyside6-essentials"}
    assert set(pins) == {"python_full_version < '3.12'", "python_full_version >= '3.12'"}
    assert pins["python_full_version < '3.12'"].startswith("6.11.")
    assert pins["python_full_version >= '3.12'"].startswith("6.12.")


def test_pip_itself_is_pinned():
    """sqlite-utils asks for it, and a hash-checked install refuses anything left out."""
    assert "pip" in {found[0] for found in ENTRY.findall(LOCK)}
