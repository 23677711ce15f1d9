"""Finds the data the app ships with: the framework, fonts, icons, word lists and schemas.

The same calls work in a checkout, an installed wheel and a frozen bundle.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def root() -> Path:
    """Return the folder that holds the data, wherever the app runs from."""
    inside = Path(str(files("tutordiary"))) / "resources"
    if inside.is_dir():
        return inside
    return Path(__file__).resolve().parent.parent / "resources"


def path(name: str) -> Path:
    """Return the path of one data file; ``name`` uses forward slashes, as in ``fonts/a.ttf``."""
    return root() / name


def read_text(name: str) -> str:
    """Return one data file as text."""
    return path(name).read_text(encoding="utf-8")


def read_bytes(name: str) -> bytes:
    """Return one data file as bytes."""
    return path(name).read_bytes()
