"""Words for a diary nobody could write by hand: sentences that sound like a tutor's, of invented people.

They are walks through the sample diary's own sentences, two words at a time, with a rare English word now and
then, so that the number of different words grows as it does in a real diary. The same seed, the same words.
"""

from __future__ import annotations

import gzip
import random
import re
from dataclasses import fields
from datetime import date

LATER_NAMES = (
    "Alder", "Ashdown", "Barley", "Birch", "Bramble", "Brook", "Cedar", "Clover", "Cobb",
    "Copper", "Dale", "Drummond", "Elder", "Fallow", "Fenn", "Fern", "Finch", "Flint",
    "Gale", "Garth", "Hazel", "Heath", "Hollow", "Ivy", "Jessop", "Kestrel", "Larch",
    "Linnet", "Marlow", "Meadow", "Merrow", "Moss", "Nettle", "Oakes", "Orchard", "Pike",
    "Quill", "Reed", "Rowan", "Rush", "Sage", "Sedge", "Sorrel", "Tarn", "Teal",
    "Thorne", "Tiller", "Vale", "Wicker", "Wren", "Yarrow",
)  # fmt: skip
NAME = "\N{BULLET}"  # where a sentence names a child
ONE_RARE_IN = 30
LONGEST = 60


class Words:
    """A source of names and sentences."""

    def __init__(self, seed: int) -> None:
        from tutordiary import assets
        from tutordiary.model import Pupil
        from tutordiary.sample import sample_records

        self.chance = random.Random(seed)
        records = sample_records(date(2026, 6, 30))
        called = {one.first_name for one in records if isinstance(one, Pupil)}
        self._after, self._starts = _walks(records, called)
        self.names = [
            line for line in assets.read_text("names/changed_names.txt").splitlines() if line[:1].isalpha()
        ]
        with gzip.open(assets.path("words/english.txt.gz"), "rt", encoding="utf-8") as file:
            listed = file.read().split()
        self._rare = [word for word in listed if word.isalpha() and 4 < len(word) < 12]

    def sentence(self, name: str, least: int = 5) -> str:
        """Return at least ``least`` words, ending with a sentence; ``name`` stands where a child is named."""
        found: list[str] = []
        roll, after = self.chance.random, self._after
        pair = self._starts[int(roll() * len(self._starts))]
        while True:
            found += pair
            while len(found) < LONGEST:
                choices = after.get(pair)
                if choices is None:
                    break
                word = choices[int(roll() * len(choices))]
                found.append(word)
                pair = (pair[1], word)
            if len(found) >= least:
                break
            pair = self._starts[int(roll() * len(self._starts))]
        if roll() * ONE_RARE_IN < len(found):
            found.insert(1 + int(roll() * (len(found) - 1)), self._rare[int(roll() * len(self._rare))])
        return " ".join(found).replace(NAME, name)


def _walks(
    records: object, called: set[str]
) -> tuple[dict[tuple[str, str], list[str]], list[tuple[str, str]]]:
    after: dict[tuple[str, str], list[str]] = {}
    starts: list[tuple[str, str]] = []
    for record in records:  # type: ignore[attr-defined]
        if record.table not in ("reflection", "observation", "conversation", "voice", "start_point"):
            continue
        for field in fields(record):
            text = getattr(record, field.name)
            if not isinstance(text, str) or text.count(" ") < 4:
                continue
            for sentence in re.split(r"(?<=[.!?]) ", text):
                words = [_unnamed(word, called) for word in sentence.split()]
                if len(words) < 4:
                    continue
                starts.append((words[0], words[1]))
                for one, two, three in zip(words, words[1:], words[2:], strict=False):
                    after.setdefault((one, two), []).append(three)
    return after, starts


def _unnamed(word: str, called: set[str]) -> str:
    plain = re.match(r"\w+", word)
    return word.replace(plain.group(), NAME) if plain and plain.group() in called else word
