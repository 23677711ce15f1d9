"""The disk is full at every kind of moment (vault test 19)."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter

import pytest
from faults_kit import CHILD, job
from sizes import SIZES, dice

DISK = "size=7m"
TROUBLES = ("lost", "wrong_words", "half_given", "unwell", "left_over")


def small_disk(root) -> list[str]:
    """Return the beginning of a command that runs with a small disk mounted where only it can see it."""
    mount = f'mount -t tmpfs -o {DISK} tmpfs "$0" && exec "$@"'
    command = ["unshare", "-rm", "sh", "-c", mount, str(root)]
    if shutil.which("unshare") is None or subprocess.run([*command, "true"], capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here (needs user namespaces, or root)")
    return command


def meet(pristine, tmp_path, points: int, kind: str = "all") -> list[dict]:
    """Return what came of each write point at which the disk was full."""
    disk, acks = tmp_path / "disk", tmp_path / "acks"
    disk.mkdir()
    settings = {"disk": str(disk), "template": str(pristine.root), "points": points, "set": kind}
    asked = job("meet_full_disks", pristine, acks, seed=dice("full disks").randrange(2**32), **settings)
    mounted = [] if kind == "counted" else small_disk(disk)
    command = [*mounted, sys.executable, "-P", str(CHILD), json.dumps(asked)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, (acks.with_name("acks.went-wrong").read_text(), done.stderr)
    return [json.loads(line) for line in acks.read_text().splitlines()]


def test_full_disks(pristine, tmp_path, figure):
    met = meet(pristine, tmp_path, SIZES.full_disk_points)
    report(met, "full disk", figure)
    assert len(met) == SIZES.full_disk_points


def test_full_disks_by_count(pristine, tmp_path, figure):
    """The same where no disk can be mounted, less near to the real thing."""
    met = meet(pristine, tmp_path, SIZES.full_disk_points, "counted")
    report(met, "full disk by count", figure)
    assert len(met) >= SIZES.full_disk_points * 0.7


def report(met: list[dict], what: str, figure) -> None:
    bad = {trouble: [one for one in met if one[trouble]] for trouble in TROUBLES}
    kinds = ", ".join(f"{name} {count}" for name, count in Counter(one["action"] for one in met).items())
    figure(
        f"{what}: {len(met)} write points refused ({kinds}), {len(bad['lost'])} lost anything, "
        f"{len(bad['wrong_words'])} with the wrong message, {len(bad['half_given'])} half given, "
        f"{len(bad['unwell'])} failed the check, {len(bad['left_over'])} left files over, "
        f"{len(met) - len(bad['lost']) - len(bad['unwell'])} worked after room was made"
    )
    assert not any(bad.values()), bad


def test_full_disks_would_see_half_a_file(pristine, tmp_path, figure):
    met = meet(pristine, tmp_path, 3, "careless")
    seen = sum(bool(one["left_over"]) for one in met)
    figure(f"control, a file written in place on a full disk: {seen} of {len(met)} halves seen")
    assert seen == len(met)
