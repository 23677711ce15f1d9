"""Where a diary should not live: known by its path, by the system's own table, and silent when in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutordiary.vault import place
from tutordiary.vault.place import Disk

HERE = Disk()
MOUNTS = r"""proc /proc proc rw 0 0
/dev/sda2 / ext4 rw 0 0
/dev/sdb1 /media/ines/STICK vfat rw 0 0
/dev/sdc1 /mnt/blue\040stick exfat rw 0 0
server:/home /srv/shared nfs4 rw 0 0
//school/staff /home/ines/school cifs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
/dev/sda3 /home ext4 rw 0 0
half a line
"""


def said(folder: str, **environment: str) -> tuple[str, ...]:
    return place.warnings(Path(folder), environment=environment, disk_of=lambda _: HERE)


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/ines/OneDrive/diary", "OneDrive"),
        ("/c/people/ines/OneDrive - Fenland Music/diary", "OneDrive"),
        ("/home/ines/Dropbox/Work/diary", "Dropbox"),
        ("/home/ines/Dropbox (Personal)/diary", "Dropbox"),
        ("/people/ines/Library/CloudStorage/GoogleDrive-i@example.org/My Drive/diary", "Google Drive"),
        ("/people/ines/Google Drive/diary", "Google Drive"),
        ("/people/ines/Library/Mobile Documents/com~apple~CloudDocs/diary", "iCloud Drive"),
        ("/c/people/ines/iCloudDrive/diary", "iCloud Drive"),
        ("/home/ines/Nextcloud/diary", "Nextcloud"),
        ("/home/ines/ownCloud/diary", "ownCloud"),
        ("/home/ines/pCloudDrive/diary", "pCloud"),
        ("/home/ines/MEGAsync/diary", "MEGA"),
    ],
)
def test_a_synchronised_folder_is_named(folder, service):
    (sentence,) = said(folder)
    assert f"kept in step by {service}" in sentence


def test_onedrive_is_known_by_the_systems_own_word_whatever_it_is_called(tmp_path):
    (sentence,) = said(str(tmp_path / "Work" / "diary"), OneDriveCommercial=str(tmp_path / "work"))
    assert "OneDrive" in sentence
    assert said(str(tmp_path / "Works" / "diary"), OneDrive=str(tmp_path / "work")) == ()
    assert said(str(tmp_path), OneDrive="") == ()


def test_syncthing_is_known_by_its_mark_in_a_folder_above(tmp_path):
    (tmp_path / "shared" / ".stfolder").mkdir(parents=True)
    assert "Syncthing" in said(str(tmp_path / "shared" / "a" / "diary"))[0]


@pytest.mark.parametrize(
    "folder",
    [
        "/home/ines/diary",
        "/home/ines/Music/Dropboxes/diary",
        "/home/ines/dropbox-fan/diary",
        "/srv/onedriver/d",
        "/home/ines/Box",
    ],
)
def test_an_ordinary_folder_gives_no_warning(folder):
    assert said(folder) == ()


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/home/ines/diary", HERE),
        ("/var/diary", HERE),
        ("/home/ines/school/diary", Disk(is_network=True)),
        ("/home/ines/schools/diary", HERE),
        ("/srv/shared/diary", Disk(is_network=True)),
        ("/run/user/1000/gvfs/smb-share/diary", Disk(is_network=True)),
        ("/media/ines/STICK/diary", Disk(is_removable=True)),
        ("/mnt/blue stick/diary", Disk(is_removable=True)),
    ],
)
def test_linux_is_asked_by_its_table_of_mounts(folder, expected):
    assert place.linux_disk(folder, MOUNTS, lambda device: device == "/dev/sdc1") == expected


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("C:\\people\\ines\\diary", HERE),
        ("E:\\diary", Disk(is_removable=True)),
        ("H:\\diary", Disk(is_network=True)),
        ("\\\\server\\share\\diary", Disk(is_network=True)),
        ("\\\\?\\E:\\diary", Disk(is_removable=True)),
        ("diary", HERE),
    ],
)
def test_windows_is_asked_by_the_drive(folder, expected):
    kinds = {"C:\\": 3, "E:\\": 2, "H:\\": 4}
    assert place.windows_disk(folder, lambda drive: kinds[drive]) == expected


def test_macos_is_asked_by_the_kind_of_file_system():
    assert place.mac_disk("/people/ines/diary", lambda _: "apfs") == HERE
    assert place.mac_disk("/Volumes/school/diary", lambda _: "smbfs") == Disk(is_network=True)
    assert place.mac_disk("/Volumes/STICK/diary", lambda _: "exfat") == Disk(is_removable=True)


def test_each_risk_has_a_sentence_of_its_own(tmp_path):
    both = Disk(is_network=True, is_removable=True)
    found = place.warnings(tmp_path / "Dropbox", environment={}, disk_of=lambda _: both)
    assert len(set(found)) == 3


def test_this_computer_can_be_asked(tmp_path):
    assert isinstance(place.system_disk(tmp_path), Disk)
    assert place.linux_disk(str(tmp_path), "", lambda _: True) == HERE


@pytest.mark.parametrize(
    ("free", "db", "is_low"),
    [
        (499_999_999, 0, True),
        (500_000_000, 0, False),
        (899_999_999, 300_000_000, True),
        (900_000_000, 300_000_000, False),
    ],
)
def test_low_room_is_less_than_500_mb_or_three_diaries(tmp_path, free, db, is_low):
    sentence = place.low_room(tmp_path / "not there yet", db, free_bytes=free)
    assert bool(sentence) is is_low
    assert not is_low or f"{free / 1e6:,.0f} MB" in sentence


def test_room_is_asked_of_the_nearest_folder_there_is(tmp_path, monkeypatch):
    asked = []

    def usage(path):
        asked.append(path)
        if path == tmp_path:
            return type("usage", (), {"free": 1})
        raise OSError(2, "not there")

    monkeypatch.setattr(place.shutil, "disk_usage", usage)
    assert place.low_room(tmp_path / "a" / "b", 0) is not None
    assert asked[-1] == tmp_path
