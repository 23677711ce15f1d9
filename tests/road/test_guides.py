"""What the documents for readers say is there, is there: files, links and commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tutordiary.cli.main import _parser

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PLACES = ("tutordiary", "ui", "tests", "resources", "packaging", "docs")
LINES_ON_TWO_PAGES = 130


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_guides_are_there():
    assert {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/architecture.md"} <= {
        named(one) for one in GUIDES
    }
    assert len(list((ROOT / "docs" / "decisions").glob("000?-*.md"))) >= 5


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_every_file_named_is_there(guide):
    places = "|".join(PLACES)
    words = re.findall(rf"`((?:{places})/[^`\s*<>]*)`", guide.read_text(encoding="utf-8"))
    missing = [word for word in words if "0002_" not in word and not _is_there(word)]
    assert missing == []


def _is_there(word: str) -> bool:
    return any((ROOT / (word.rstrip("/") + ending)).exists() for ending in ("", ".py"))


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_every_link_leads_somewhere(guide):
    links = re.findall(r"\]\(([^)#]+)\)", guide.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (guide.parent / link).exists()] == []


def test_every_command_named_exists():
    known = next(
        action for action in _parser()._actions if action.dest == "==SUPPRESS==" or action.choices
    ).choices
    told = "\n".join(guide.read_text(encoding="utf-8") for guide in GUIDES)
    used = set(re.findall(r"^python3 run\.py ([a-z][a-z-]+)", told, re.MULTILINE))
    assert used - set(known) == {"test", "faults", "proofs"}  # these are words of run.py itself
    assert {"tour", "report", "bundle", "collate", "backup", "restore"} <= set(known)


def test_architecture_stays_two_pages():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LINES_ON_TWO_PAGES


@pytest.mark.parametrize(
    "decision", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda one: one.stem
)
def test_a_decision_says_four_things(decision):
    text = decision.read_text(encoding="utf-8")
    assert [
        part for part in ("Summary", "Context", "Decision", "Consequences") if f"**{part}.**" not in text
    ] == []
