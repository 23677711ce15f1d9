"""How many faults each test injects: few on every push, many when asked for.

``python3 run.py faults --full`` sets ``TUTORDIARY_FAULTS=full``. Small runs use the same random numbers every
time; full runs new ones, which are printed. ``TUTORDIARY_FAULTS_SEED`` brings them back, though not the
moments of the kills, which are the system's.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass

IS_FULL = os.environ.get("TUTORDIARY_FAULTS") == "full"


@dataclass(frozen=True)
class Sizes:
    """The number of faults in each test."""

    kills_writing: int
    kills_passphrase: int
    kills_rekey: int
    kills_migration: int
    kills_backup: int
    kills_restore: int
    power_cuts: int
    power_cuts_unsafe: int
    power_cuts_in_duties: int
    damaged_diaries: int
    damaged_logs: int
    salvages: int
    full_disk_points: int
    damaged_backups: int
    starts_in_pairs: int
    operations_each_thread: int


SMALL = Sizes(
    kills_writing=40,
    kills_passphrase=20,
    kills_rekey=12,
    kills_migration=12,
    kills_backup=10,
    kills_restore=10,
    power_cuts=60,
    power_cuts_unsafe=30,
    power_cuts_in_duties=20,
    damaged_diaries=90,
    damaged_logs=50,
    salvages=3,
    full_disk_points=20,
    damaged_backups=70,
    starts_in_pairs=6,
    operations_each_thread=300,
)
FULL = Sizes(
    kills_writing=500,
    kills_passphrase=300,
    kills_rekey=80,
    kills_migration=120,
    kills_backup=100,
    kills_restore=100,
    power_cuts=600,
    power_cuts_unsafe=300,
    power_cuts_in_duties=200,
    damaged_diaries=300,
    damaged_logs=150,
    salvages=40,
    full_disk_points=200,
    damaged_backups=400,
    starts_in_pairs=50,
    operations_each_thread=5000,
)
SIZES = FULL if IS_FULL else SMALL

_asked_for = os.environ.get("TUTORDIARY_FAULTS_SEED")
SEED = int(_asked_for) if _asked_for else random.SystemRandom().randrange(2**32) if IS_FULL else 1


def dice(name: str) -> random.Random:
    """Return the random numbers of one test."""
    return random.Random(f"{SEED} {name}")
