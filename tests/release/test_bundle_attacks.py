"""Bundles made to do harm: refused in a sentence that names the place, soon and in little memory.

The members' hashes are right where that can be: whoever builds such a file can work them out.
"""

from __future__ import annotations

import csv
import io
import json
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from test_collate import made

from tutordiary.errors import BadInput
from tutordiary.model import BundleMode
from tutordiary.release import archive, bundle_check, sealing
from tutordiary.release.bundle import DATA_PACKAGE, DISCLOSURE, MANIFEST, as_json, sha256
from tutordiary.release.rows import ExcerptRow, MissingRow, read_csv, write_csv
from tutordiary.release.sealing import Opener

ROOT = Path(__file__).resolve().parents[2]
WHOLE = made(1, BundleMode.PSEUDONYMISED)
MEMBERS = archive.read(WHOLE, "a")
MISSING, WORKFORCE = "data/missing.csv", "data/workforce.csv"
MB = 1 << 20
MOST_MB, MOST_S = 400, 3.0


def fitted(name, data):
    """Return the bundle with other bytes in a member, every hash worked out again."""
    members = {**MEMBERS, name: data}
    if name not in (MANIFEST, DATA_PACKAGE):
        package = json.loads(members[DATA_PACKAGE])
        for entry in package["resources"]:
            entry["hash"] = f"sha256:{sha256(members[entry['path']])}"
            entry["bytes"] = len(members[entry["path"]])
        members[DATA_PACKAGE] = as_json(package)
    if name != MANIFEST:
        manifest = json.loads(members[MANIFEST])
        for entry in manifest["members"]:
            entry["bytes"], entry["sha256"] = len(members[entry["path"]]), sha256(members[entry["path"]])
        members[MANIFEST] = as_json(manifest)
    return archive.write(members)


def zipped(items, compression=zipfile.ZIP_STORED, mode=0o644):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as file:
        for name, data in items:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr, info.compress_type = 3, mode << 16, compression
            file.writestr(info, data)
    return buffer.getvalue()


def local_head(name, size, crc):
    return struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 33, crc, size, size, len(name), 0) + name.encode()


def listed(name, size, crc, at):
    fixed = (20, 3, 20, 0, 0, 0, 0, 33, crc, size, size, len(name), 0, 0, 0, 0, 0o644 << 16, at)
    return struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", *fixed) + name.encode()


def ended(before, listing, members):
    return (
        before
        + listing
        + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, members, members, len(listing), len(before), 0)
    )


def overlapping():
    """Sixty members of 8 MiB that are all the same bytes of the file."""
    data, heads = bytes(8 * MB), []
    for number in reversed(range(60)):
        name = f"data/a{number:02d}.csv"
        heads.insert(0, (name, len(data), zlib.crc32(data)))
        data = local_head(*heads[0]) + data
    listing, at = b"", 0
    for name, size, crc in heads:
        listing += listed(name, size, crc, at)
        at += 30 + len(name)
    return ended(data, listing, len(heads))


def crowded():
    """A table of contents with half a million lines."""
    return ended(b"PK\3\4" + bytes(26), listed("a.csv", 0, 0, 0) * 500_000, 65_535)


def crowded_64():
    listing = listed("a.csv", 0, 0, 0) * 100
    size = len(listing)
    wide = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 100, 100, size, 30)
    wide += struct.pack("<4sLQL", b"PK\6\7", 0, 30 + size, 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 5, 5, 100, 30, 0)
    return b"PK\3\4" + bytes(26) + listing + wide + end


def table(rest):
    return lambda: fitted(MISSING, MEMBERS[MISSING] + rest)


def extra(name, data=b"x", mode=0o644):
    return lambda: zipped([*sorted(MEMBERS.items()), (name, data)], mode=mode)


ATTACKS = {
    "a bomb": (lambda: zipped([("index.html", bytes(30 * MB))], zipfile.ZIP_DEFLATED), "compressed member"),
    "a bomb in a bundle": (
        lambda: archive.write({**MEMBERS, "data/in.zip": zipped([("a", bytes(MB))], zipfile.ZIP_DEFLATED)}),
        "data/in.zip: the manifest does not know",
    ),
    "members over each other": (overlapping, "lie over each other"),
    "half a million members": (crowded, "at most 64"),
    "a wide end record": (crowded_64, "the end of the file"),
    "a member too big": (lambda: archive.write({**MEMBERS, MISSING: bytes(17 * MB)}), "bigger than any"),
    "a way out": (extra("../../x.csv"), "a name no bundle has"),
    "a way out in the middle": (extra("data/../x.csv"), "a name no bundle has"),
    "a whole path": (extra("/etc/x.csv"), "a name no bundle has"),
    "a drive": (extra("c:/x.csv"), "a name no bundle has"),
    "backslashes": (extra("..\\x.csv"), "a name no bundle has"),
    "capitals": (extra("Manifest.json"), "a name no bundle has"),
    "a look-alike": (extra("data/mіssing.csv"), "a name no bundle has"),
    "a folder": (extra("data/", b""), "a name no bundle has"),
    "a link": (extra("data/z.csv", b"/etc/passwd", 0o120777), "data/z.csv is not as the app writes it"),
    "a comment": (lambda: WHOLE[:-2] + b"\5\0hello", "the end of the file"),
    "bytes before": (lambda: b"MZ" + WHOLE, "is not as the app writes it"),
    "bytes behind": (lambda: WHOLE + b"x", "the end of the file"),
    "empty lines": (table(b"\r\n" * (5 * MB)), "more than 20,000 lines"),
    "a line of commas": (table(b"," * (10 * MB) + b"\r\n"), "no bundle has"),
    "a long text": (
        lambda: fitted(WORKFORCE, MEMBERS[WORKFORCE] + b"1,1,x," + b"a" * 60_000 + b"\r\n"),
        "longer",
    ),
    "a number without end": (table(b"start_point,MUS," + b"9" * 100_000 + b"\r\n"), "data/missing.csv"),
    "a huge count": (table(b"start_point,MUS,1000001\r\n"), "data/missing.csv, line"),
    "other figures": (table("start_point,MUS,٣\r\n".encode()), "a whole number is needed"),
    "a count below nought": (table(b"start_point,MUS,-1\r\n"), "a whole number is needed"),
    "an unknown outcome": (table(b"start_point,XXX,1\r\n"), "missing.csv, line"),
    "NUL": (table(b"start\0point,MUS,1\r\n"), "a character that no bundle has"),
    "UTF-16": (lambda: fitted(MISSING, MEMBERS[MISSING].decode().encode("utf-16")), "not a table"),
    "a byte order mark": (
        lambda: fitted(MISSING, b"\xef\xbb\xbf" + MEMBERS[MISSING]),
        "should have the columns",
    ),
    "Latin-1": (table(b"caf\xe9,MUS,1\r\n"), "not a table"),
    "deep JSON": (lambda: fitted(MANIFEST, b"[" * MB), "manifest.json: it is not JSON"),
    "deep objects": (lambda: fitted(DISCLOSURE, b'{"a":' * 300_000), "disclosure.json: it is not JSON"),
    "wide JSON": (lambda: fitted(DISCLOSURE, b'{"a":[' + b"[]," * 300_000 + b"[]]}"), "it was changed"),
    "big JSON": (lambda: fitted(MANIFEST, b'{"a":' + b"9" * (3 * MB) + b"}"), "bigger than in any bundle"),
    "a number of many figures": (lambda: fitted(MANIFEST, b'{"version":' + b"9" * 5_000 + b"}"), "not JSON"),
    "half a character": (
        lambda: fitted(MANIFEST, MEMBERS[MANIFEST].replace(b'"app": "', b'"app": "\\ud800')),
        "manifest.json: it is not JSON",
    ),
    "half a character elsewhere": (lambda: fitted(DISCLOSURE, b'{"a": "\\ud800"}\n'), "disclosure.json"),
    "a key twice": (lambda: fitted(DISCLOSURE, b'{\n  "a": 1,\n  "a": 1\n}\n'), "it was changed"),
    "not a number": (lambda: fitted(DISCLOSURE, b'{\n  "a": NaN\n}\n'), "it is not JSON"),
}


@pytest.mark.parametrize("what", ATTACKS)
def test_an_attack_is_refused_with_its_place(what):
    make, words = ATTACKS[what]
    with pytest.raises(BadInput) as caught:
        bundle_check.check(make(), "a.tdbundle")
    assert words in str(caught.value)
    assert str(caught.value).startswith("a.tdbundle")


MEASURED = (
    "a bomb",
    "members over each other",
    "half a million members",
    "empty lines",
    "deep JSON",
    "wide JSON",
)
IN_BOUNDS = """
import resource, sys
from pathlib import Path
from tutordiary.errors import BadInput
from tutordiary.release.bundle_check import check_file
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]) + 1,) * 2)
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
for name in sys.argv[3:]:
    try:
        check_file(Path(name))
    except BadInput:
        print("refused")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits are set as POSIX does")
def test_attacks_stay_within_limits_and_write_nothing(tmp_path):
    for number, what in enumerate(MEASURED):
        (tmp_path / f"{number}.tdbundle").write_bytes(ATTACKS[what][0]())
    before = sorted(tmp_path.iterdir())
    limits = (str(int(MOST_S)), str(MOST_MB * MB))
    done = subprocess.run(
        [sys.executable, "-c", IN_BOUNDS, *limits, *map(str, before)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["refused"] * len(MEASURED)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", sorted(MEMBERS))
def test_a_changed_byte_names_its_member(name):
    start = WHOLE.index(MEMBERS[name]) if MEMBERS[name] else 0
    for at in {start, start + len(MEMBERS[name]) // 2, start + len(MEMBERS[name]) - 1}:
        data = bytearray(WHOLE)
        data[at] ^= 4
        with pytest.raises(BadInput) as caught:
            bundle_check.check(bytes(data), "a.tdbundle")
        assert name in str(caught.value)
    if name == MANIFEST:  # it lists the hashes of the others; whoever packs again can write another one
        return
    changed = bytearray(MEMBERS[name])
    changed[len(changed) // 2] ^= 1
    with pytest.raises(BadInput, match=f"{name}: it was changed"):
        bundle_check.check(archive.write({**MEMBERS, name: bytes(changed)}), "a.tdbundle")


def test_an_attack_inside_a_seal_is_refused_too(tmp_path):
    key = sealing.make_key()
    target = tmp_path / "a.tdbundle.age"
    target.write_bytes(sealing.seal_for_keys(ATTACKS["a bomb"][0](), [key.public]))
    with pytest.raises(BadInput, match="compressed member"):
        bundle_check.check_file(target, Opener(key))
    target.write_bytes(sealing.seal_for_keys(target.read_bytes(), [key.public]))
    with pytest.raises(BadInput, match="not a bundle file"):
        bundle_check.check_file(target, Opener(key))
    assert [one.name for one in tmp_path.iterdir()] == ["a.tdbundle.age"]


FORMULAS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\u200b=1", "\ufeff+1", "＝1",
    "＋1", "－1", "＠a", "'=1", " '=1", "=HYPERLINK(\"a\",\"b\")", "-5", "=cmd|' /C calc'!A0",
)  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_begins_as_a_formula_and_each_is_read_back(text):
    row = ExcerptRow(1, "", "Group 1", 1, "", "", "", text)
    data = write_csv(ExcerptRow, (row,))
    (cell,) = [line[-1] for line in csv.reader(io.StringIO(data.decode(), newline=""))][1:]
    assert cell == f"'{text}"
    assert read_csv(ExcerptRow, data, "a")[0].text == text


def test_plain_words_stay_as_they_are():
    row = ExcerptRow(1, "", "Group 1", 1, "", "", "", "She said: 2 + 2 = 4 (a joke)")
    assert b"'" not in write_csv(ExcerptRow, (row,))
    assert read_csv(MissingRow, write_csv(MissingRow, ()), "a") == ()
