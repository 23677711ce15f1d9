"""Hands a prepared copy of the project to Briefcase, which reads only pyproject.toml.

    pip install briefcase==0.4.7
    python packaging/bundle.py package linux system --adhoc-sign --no-input

The copy goes to build/briefcase; there pyproject.toml is ours with briefcase.toml appended. All arguments
are passed to Briefcase, and what it makes ends up in build/briefcase/dist. (A script called briefcase.py
would import itself, hence the name.)
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAGE = ROOT / "build" / "briefcase"
BESIDE_THE_CODE = ("README.md", "LICENSE", "CHANGELOG.md", "requirements.lock", "packaging")


def sources() -> list[str]:
    """Return the folders that make the app, as briefcase.toml names them."""
    settings = tomllib.loads((ROOT / "briefcase.toml").read_text(encoding="utf-8"))
    return settings["tool"]["briefcase"]["app"]["tutordiary"]["sources"]


def stage(target: Path) -> Path:
    """Empty the target folder, copy the project into it and return the joined pyproject.toml.

    What Briefcase built there before is lost: a bundle never holds a file that is no longer ours.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in [*sources(), *BESIDE_THE_CODE]:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target / name)
    joined = target / "pyproject.toml"
    # Both are TOML and share no table, so one after the other is TOML again.
    parts = [(ROOT / name).read_text(encoding="utf-8") for name in ("pyproject.toml", "briefcase.toml")]
    joined.write_text("\n".join(parts), encoding="utf-8")
    return joined


def main(arguments: list[str]) -> int:
    """Stage the project, run Briefcase in it and return its exit code."""
    stage(STAGE)
    return subprocess.call([sys.executable, "-m", "briefcase", *arguments], cwd=STAGE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
