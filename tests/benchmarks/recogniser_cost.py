"""What the recogniser costs, held in the same run against the barest ways of taking names out of a text.

    python tests/benchmarks/recogniser_cost.py [NOTES]

NOTES (600 unless given) notes are made from sentences and two rosters kept in this program, the same every
time. Four ways are timed on all of them in turn, and the best of the rounds counts: str.replace of every
name, one whole-word regular expression of the names in any case, the recogniser, and the recogniser with
the rendering and both readers of the output (what a text costs before it may leave). Then a fresh process
that imports the recogniser, and one that also reads its first note, are held against ``python -c pass``, in
turn. Last, texts of 100,000 characters made to be slow are read, each against ordinary notes of that length.
Gates: 150 notes a second, 0.3 s to import, a hostile text at most ten times an ordinary one.
Not run by pytest: a busy machine would make it red.
"""

from __future__ import annotations

import os
import platform
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEAST_A_SECOND, MOST_IMPORT_S, MOST_TIMES = 150, 0.3, 10.0
ROUNDS, PAIRS, LENGTH = 5, 9, 100_000
WORLDS: dict[str, dict[str, object]] = {
    "a": {
        "setting": {"name": "Sandpiper Lane Primary School", "aliases": ["Sandpiper Lane", "SLPS"]},
        "group": "The Kettles",
        "tutor": {"first": "Rowan", "last": "Ellery", "known_as": []},
        "pupils": [
            {"id": "P1", "first": "Ngozi", "last": "Ibe", "known_as": []},
            {"id": "P2", "first": "Cáit", "last": "O'Rourke", "known_as": ["Kit"]},
            {"id": "P3", "first": "Hope", "last": "Danvers-Lyle", "known_as": []},
            {"id": "P4", "first": "Wojciech", "last": "Sowa", "known_as": ["Wojtek"]},
        ],
        "staff": [{"id": "S1", "title": "Mrs", "first": "Anju", "last": "Pathak", "role": "SENCO"}],
        "family": [{"id": "F1", "of": "P1", "relation": "dad", "name": "Obinze"}],
    },
    "b": {
        "setting": {"name": "Fell End Juniors", "aliases": ["Fell End", "FEJ"]},
        "group": "Loud and Clear",
        "tutor": {"first": "Bea", "last": "Stott", "known_as": []},
        "pupils": [
            {"id": "P1", "first": "Mark", "last": "Tunnicliffe", "known_as": []},
            {"id": "P2", "first": "Sai Priya", "last": "Anand", "known_as": ["Priya"]},
            {"id": "P3", "first": "Lowri", "last": "ap Huw", "known_as": []},
            {"id": "P4", "first": "Jaydon", "last": "Peake", "known_as": ["JP"]},
            {"id": "P5", "first": "Zsófia", "last": "Kardos", "known_as": ["Zsó"]},
        ],
        "staff": [
            {"id": "S1", "title": "Mr", "first": "Colin", "last": "Marsden", "role": "teaching assistant"}
        ],
        "family": [],
    },
}
SENTENCES = (
    "{0} chose the low drum and would not part with it.",
    "We waited for {0}. It took four bars and it was worth every one.",
    "{0} and {1} played the call and everyone else was the echo.",
    "Told {staff} that {0} spoke today.",
    "{0}'s idea for the ending was better than mine.",
    "no words from {lower} but a nod, twice, at the right place",
    "Back at {school}. The hall was taken so we had the library.",
    "Her cousin Ramona from Petersfield came to watch.",
    "Sharing is on 14 March, in Year 5's classroom. Ring 07700 900462 about the chairs.",
    "We mark the beat with our feet and hope that it stays.",
    "Twinkle in a minor key. The Yamaha has a sticking D.",
    "I talked too much. Next week I shall count to ten first.",
    "{0} ({1} beside {0}) counted us in, in three languages.",
    "Small steps, quiet room, one new song.",
)
HOSTILE = {
    "letters and dots": "K.",
    "one letter": "a",
    "capitals": "A",
    "spaces": " ",
    "line ends": "\n",
    "digits": "1",
    "at signs": "a@",
    "dotted hosts": "www.a.",
    "slashes": "http://",
    "tags": "<b",
    "open tags": "<b><",
    "entities": "&#",
    "stars": "**",
    "soft hyphens": "\u00ad",
    "zero width": "\u200b",
    "accents": "a\u0301",
    "hyphens": "Ab-",
    "apostrophes": "O'",
    "spaced letters": "N g o z i ",
    "almost a name": "Ngoz ",
    "a name": "Ngozi ",
    "names run together": "Ngozi",
    "titles": "Mrs ",
    "saints": "St ",
    "school of": "School of ",
    "streets": "Lane ",
    "dates": "14/",
    "months": "14 March ",
    "brackets": "[pupil ",
    "placeholders": "[pupil A] ",
    "kin": "his brother ",
    "capital words": "Grape ",
    "unknown words": "Zqvxk ",
    "full width": "Ｎ",
    "Cyrillic": "а",
}
IMPORT = "import tutordiary.anonymise.recogniser"
FIRST_NOTE = """
from tutordiary.anonymise.recogniser import Recogniser
from tutordiary.anonymise.roster import Person, Roster
Recogniser(Roster(pupils=(Person("P1", "pupil", "Ngozi"),))).annotate("Ngozi clapped for Ramona.")
"""


def made_notes(count: int) -> list[tuple[str, str]]:
    """Return worlds' keys and notes of two to six sentences, the same every time."""
    dice, found = random.Random(3), []
    for number in range(count):
        key = "ab"[number % 2]
        world = WORLDS[key]
        said = []
        for sentence in dice.sample(SENTENCES, dice.randint(2, 6)):
            pupils = [one["first"] for one in dice.sample(world["pupils"], 2)]
            staff = world["staff"][0]
            said.append(
                sentence.format(
                    *pupils,
                    lower=pupils[0].lower(),
                    staff=f"{staff['title']} {staff['last']}",
                    school=world["setting"]["aliases"][0],
                )
            )
        found.append((key, " ".join(said)))
    return found


def names(world: dict[str, object]) -> list[str]:
    """Return every name of a roster as it is typed in, longest first."""
    found = [world["setting"]["name"], *world["setting"]["aliases"], world["group"], world["tutor"]["first"]]
    for one in [*world["pupils"], *world["staff"]]:
        found += [one["first"], one["last"], f"{one['first']} {one['last']}", *one.get("known_as", ())]
    found += [one["name"] for one in world["family"]]
    return sorted(set(found), key=lambda name: (-len(name), name))


def ways() -> dict[str, dict[str, Callable[[str], object]]]:
    """Return for each way a reader of notes for each world."""
    from tutordiary.anonymise.recogniser import Recogniser
    from tutordiary.anonymise.roster import roster_from_world
    from tutordiary.anonymise.scrub import Scrubber

    def replacing(found: list[str]) -> Callable[[str], str]:
        def read(text: str) -> str:
            for name in found:
                text = text.replace(name, "[name]")
            return text

        return read

    def matching(found: list[str]) -> Callable[[str], str]:
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, found))})\b", re.IGNORECASE)
        return lambda text: pattern.sub("[name]", text)

    rosters = {key: roster_from_world(world, key) for key, world in WORLDS.items()}
    return {
        "str.replace": {key: replacing(names(world)) for key, world in WORLDS.items()},
        "whole-word regex": {key: matching(names(world)) for key, world in WORLDS.items()},
        "recogniser": {key: Recogniser(roster).annotate for key, roster in rosters.items()},
        "with both readers": {key: Scrubber.for_roster(roster).scrub for key, roster in rosters.items()},
    }


def seconds(call: Callable[[], object]) -> float:
    """Return the seconds a call takes."""
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def measure_notes(count: int) -> float:
    """Print what each way takes, and return how many notes a second the recogniser reads."""
    notes, readers = made_notes(count), ways()

    def read_all(by: dict[str, Callable[[str], object]]) -> None:
        for key, text in notes:
            by[key](text)

    for by in readers.values():
        read_all(by)
    rounds = [
        {way: seconds(lambda by=by: read_all(by)) for way, by in readers.items()} for _ in range(ROUNDS)
    ]
    best = {way: min(one[way] for one in rounds) for way in readers}
    words = sum(len(text.split()) for _, text in notes)
    print(f"{count} notes, {words:,} words, {len(WORLDS)} rosters; best of {ROUNDS} rounds, in turn")
    floor = best["whole-word regex"]
    for way, taken in best.items():
        print(
            f"  {way:18} {count / taken:10,.0f} notes a second   {taken / floor:8.1f} x the whole-word regex"
        )
    return count / best["recogniser"]


def process(program: str) -> float:
    """Return the seconds a fresh process takes."""
    command = [sys.executable, "-c", program]
    return seconds(
        lambda: subprocess.run(command, cwd=ROOT, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    )


def measure_import() -> float:
    """Print what importing and a first note take in a fresh process, and return the seconds of importing."""
    programs = {"python -c pass": "pass", "import": IMPORT, "and a first note": FIRST_NOTE}
    for program in programs.values():
        process(program)  # warms the page cache and writes the .pyc files
    pairs = [{name: process(program) for name, program in programs.items()} for _ in range(PAIRS)]
    median = {name: statistics.median(one[name] for one in pairs) for name in programs}
    bare = median["python -c pass"]
    print(f"a fresh process, medians of {PAIRS} in turn")
    for name, taken in median.items():
        print(f"  {name:18} {taken * 1000:7.0f} ms   {taken / bare:5.1f} x")
    return median["import"] - bare


def measure_hostile() -> float:
    """Print the slowest texts, and return the worst as times an ordinary text of the same length."""
    by = ways()["recogniser"]["a"]
    ordinary = " ".join(text for _, text in made_notes(600))
    ordinary = (ordinary * (LENGTH // len(ordinary) + 1))[:LENGTH]
    by(ordinary[:1000])
    floor = min(seconds(lambda: by(ordinary)) for _ in range(2))
    taken = {name: seconds(lambda p=piece: by((p * LENGTH)[:LENGTH])) for name, piece in HOSTILE.items()}
    slowest = sorted(taken, key=taken.__getitem__, reverse=True)
    print(
        f"{len(HOSTILE)} hostile texts of {LENGTH:,} characters; ordinary notes of that length {floor:.2f} s"
    )
    for name in slowest[:5]:
        print(f"  {name:18} {taken[name]:7.2f} s   {taken[name] / floor:5.2f} x ordinary")
    return taken[slowest[0]] / floor


def main() -> int:
    """Measure and print. Returns 1 beyond a gate."""
    rate = measure_notes(int(sys.argv[1]) if len(sys.argv) > 1 else 600)
    loading = measure_import()
    worst = measure_hostile()
    print(f"gates: {LEAST_A_SECOND} notes a second, {MOST_IMPORT_S} s to import, {MOST_TIMES:.0f} x hostile")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, warm cache")
    return int(rate < LEAST_A_SECOND or loading > MOST_IMPORT_S or worst > MOST_TIMES)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
