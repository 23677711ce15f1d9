"""How long a passphrase would stand up to guessing, in a sentence."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutordiary.vault.passphrase import Strength, strength, suggest_passphrase

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "level", "words"),
    [
        ("passwordpassword", 0, "over and over"),
        ("abcdefghijklmnop", 0, "alphabet"),
        ("a" * 500, 0, "over and over"),
        ("zxcvbnm,./ZXCV", 1, "keyboard"),
        ("qwertyuiop123456", 0, "within the hour"),
        ("здравствуйте", 0, "more words"),
        ("annabel cello 2016", 3, "lifetime"),
        ("correct horse battery staple", 4, "longer than anybody"),
        ("ἑπτὰ λέξεις ἐδῶ", 3, "lifetime"),
        ("Grüße aus Öland über Łódź", 4, "longer than anybody"),
        ("音楽の先生と子供たちの一週間の日記です", 4, "longer than anybody"),
    ],
)
def test_the_sentence_says_how_long_guessing_takes(text, level, words):
    found = strength(text)
    assert found.level == level
    assert words in found.sentence


def test_the_five_words_offered_need_no_help():
    assert {strength(suggest_passphrase()).level for _ in range(50)} == {4}


def test_an_empty_field_says_nothing():
    assert strength("") == strength("   ") == Strength(level=0, sentence="")


def test_more_never_means_hanging():
    began = time.perf_counter()
    strength("pA5$" * 50_000)
    strength("".join(chr(0x4E00 + number) for number in range(20_000)))
    assert time.perf_counter() - began < 2


@given(st.text(max_size=120))
def test_any_text_gets_a_calm_answer(text):
    found = strength(text)
    assert 0 <= found.level <= 4
    assert "!" not in found.sentence
    assert ("more words" in found.sentence) == (found.level <= 2 and bool(found.sentence))
    shown = [word for word in text.split() if len(word) > 12]
    assert not any(word in found.sentence for word in shown)


def test_the_word_lists_are_loaded_only_when_somebody_chooses_a_passphrase():
    script = (
        "import sys; from tutordiary.vault import passphrase, diary_folder;"
        " print('zxcvbn' in sys.modules); passphrase.strength('two words'); print('zxcvbn' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60
    )
    assert done.stdout.split() == ["False", "True"], done.stderr
