"""Every kind of document is made without a file anywhere but in its place: no temporary folder is used."""

from __future__ import annotations

import re

import pytest

OWN = r"xdg_state_home/tutordiary(/\.?[0-9a-f]{32}\.(keys|mark)\.json(\.[0-9a-f]{12}\.tmp)?)?|sockets\.txt"


def test_the_tour_opens_no_file_but_its_own(road):
    if road.written is None:
        pytest.skip("nobody may look on at a program here: strace is missing or not allowed")
    inside = {path for path in road.written if path.startswith(f"{road.folder}/")}
    assert any(path.endswith(".docx") for path in inside)
    elsewhere = {path.removeprefix(f"{road.home}/") for path in road.written - inside}
    assert {
        path for path in elsewhere if not re.fullmatch(OWN, path) and not path.startswith("/dev/")
    } == set()
    assert list((road.home / "tmpdir").iterdir()) == []
    assert [path.name for path in road.folder.rglob(".*")] == []
