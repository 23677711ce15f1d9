"""Opens a Word file as the package of parts it is, within limits, and refuses in a sentence what it is not.

Pictures and embedded files are never unpacked. No part may bring definitions of its own.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary.errors import BadInput

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_FILE = 500_000_000
MOST_PART = 30_000_000
MOST_UNPACKED = 60_000_000
MOST_MEMBERS = 20_000
SAVE_AS = (
    "Nothing was changed. Open it in Word or LibreOffice, save it as a Word document (.docx) and try again."
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_LOOKED_AT = 4_000_000
_BAD_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError,
    OverflowError, ValueError, KeyError, UnicodeError,
)  # fmt: skip


@dataclass(slots=True)
class Package:
    """The parts of one Word file, unpacked as they are asked for. ``name`` is what errors call the file."""

    name: str
    archive: zipfile.ZipFile
    members: frozenset[str]
    left: int = field(default_factory=lambda: MOST_UNPACKED)

    def tree(self, part: str) -> _Element | None:
        """Return a part as XML, or None when there is none. Raises: BadInput for what is not safe to read."""
        if part not in self.members:
            return None
        data = self._unpacked(part)
        from lxml.etree import LxmlError, XMLParser, fromstring

        parser = XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = fromstring(data, parser)
        except (LxmlError, ValueError):
            raise not_word(self.name) from None
        if root.getroottree().docinfo.doctype:
            raise not_word(self.name)
        return root

    def _unpacked(self, part: str) -> bytes:
        most = min(self.left, MOST_PART)
        try:
            with self.archive.open(part) as stream:
                data = stream.read(most + 1)
        except OSError as error:
            raise unreadable(self.name, error) from None
        except _BAD_ZIP:
            raise not_word(self.name) from None
        if len(data) > most:
            raise BadInput(f"{self.name} is too large to be read safely. Nothing was changed.")
        self.left -= len(data)
        return data

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part points to: by id, the kind of the relation and the other part's name.

        Addresses outside the file are left out.
        """
        folder, base = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for each in root if root is not None else ():
            target, kind = each.get("Target") or "", (each.get("Type") or "").rsplit("/", 1)[-1]
            if each.get("TargetMode") == "External" or not target:
                continue
            whole = target if target.startswith("/") else posixpath.join("/", folder, target)
            found[each.get("Id") or f"{len(found)}"] = (kind, posixpath.normpath(whole).lstrip("/"))
        return found

    def main_part(self) -> str:
        """Return the name of the part that holds the text. Raises: BadInput when there is none."""
        for kind, part in self.related("").values():
            if kind == "officeDocument" and part in self.members:
                return part
        raise not_word(self.name)


def open_package(file: Path) -> Package:
    """Open a Word file; close its ``archive`` afterwards.

    Raises: BadInput in one sentence for what is locked, old, with macros, of another kind, or no file at all.
    """
    try:
        with file.open("rb") as stream:
            start = stream.read(8)
            if start == _COMPOUND:
                raise _compound(file.name, stream.read(_LOOKED_AT))
        if file.stat().st_size > MOST_FILE:
            raise BadInput(f"{file.name} is too large to be read safely. Nothing was changed.")
        archive = zipfile.ZipFile(file)
    except OSError as error:
        raise unreadable(file.name, error) from None
    except _BAD_ZIP:
        raise _other(file.name, start) from None
    try:
        return _checked(file.name, archive)
    except BaseException:
        archive.close()
        raise


def _checked(name: str, archive: zipfile.ZipFile) -> Package:
    infos = archive.infolist()
    members = frozenset(info.filename for info in infos)
    if len(infos) > MOST_MEMBERS or len(members) < len(infos):
        raise not_word(name)
    if any(info.flag_bits & 1 for info in infos):
        raise _locked(name)
    if any(member.lower().endswith("vbaproject.bin") for member in members):
        raise BadInput(f"{name} holds macros (small programs), so it was not opened. {SAVE_AS}")
    if "mimetype" in members or "[Content_Types].xml" not in members:
        raise BadInput(f"{name} is not a Word document. {SAVE_AS}")
    return Package(name, archive, members)


def _compound(name: str, data: bytes) -> BadInput:
    if _LOCKED in data:
        return _locked(name)
    return BadInput(f"{name} is in Word’s old format (.doc), which this app does not read. {SAVE_AS}")


def _locked(name: str) -> BadInput:
    return BadInput(
        f"{name} is locked with a password. Nothing was changed. "
        "Take the password off in Word, or save a copy without one, and try again."
    )


def _other(name: str, start: bytes) -> BadInput:
    if start.startswith((b"%PDF", b"{\\rtf")):
        kind = "a PDF" if start.startswith(b"%PDF") else "an RTF file"
        return BadInput(f"{name} is {kind}, not a Word document. {SAVE_AS}")
    return not_word(name)


def not_word(name: str) -> BadInput:
    """Return the error for a file that is broken or no Word file."""
    return BadInput(
        f"{name} is not a Word document that can be read: it may be damaged. Nothing was changed. "
        "Open it in Word or LibreOffice, save it again and try once more."
    )


def unreadable(name: str, error: OSError) -> BadInput:
    """Return the error for a file the system gives no access to."""
    return BadInput(f"{name} cannot be read ({error.strerror}). Nothing was changed.")
