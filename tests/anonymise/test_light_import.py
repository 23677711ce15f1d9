"""The recogniser must not slow the start of the app, nor bring heavy libraries along."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROBE = """
import sys, time
start = time.process_time()
import tutordiary.anonymise.recogniser
spent = time.process_time() - start
heavy = {"docx", "lxml", "PySide6", "hypothesis", "numpy", "sqlite_utils"} & set(sys.modules)
from tutordiary.anonymise import words
assert not words._english.cache_info().currsize, "the word list was read at import"
print(spent, sorted(heavy))
"""


def test_importing_is_quick_and_light():
    done = subprocess.run([sys.executable, "-c", PROBE], cwd=ROOT, capture_output=True, text=True, check=True)
    spent, heavy = done.stdout.split(maxsplit=1)
    assert heavy.strip() == "[]"
    assert float(spent) < 0.3


def test_the_word_lists_stay_small():
    folders = [ROOT / "resources" / name for name in ("names", "words")]
    assert sum(file.stat().st_size for folder in folders for file in folder.iterdir()) < 1_500_000
    assert (ROOT / "resources" / "names" / "LICENCE-Faker.txt").is_file()
    assert (ROOT / "resources" / "names" / "LICENCE-GeoNames.txt").is_file()
    assert (ROOT / "resources" / "words" / "LICENCE-SCOWL.txt").is_file()
