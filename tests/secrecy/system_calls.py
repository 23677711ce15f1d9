"""Runs a program under strace and reads what it opened for writing and what it wrote, file by file."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

CALLS = (
    "openat,open,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,mknod,mknodat,write,"
    "pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,sendmmsg,copy_file_range,sendfile,splice,memfd_create"
)
CALL = re.compile(rb"(\d+) +(?:<\.\.\. )?(\w+)(\(| resumed>)")
TEXT = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"')
TO_WHAT = re.compile(rb"\(\d+<([^>]*)>")
WRITING = re.compile(rb"O_(?:WRONLY|RDWR|CREAT|TMPFILE)")
OPENING = {"open", "openat", "creat", "memfd_create", "mknod", "mknodat"}
NAMING = {"rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"}
ASKING = {"mkdir", "mkdirat"}


def why_not() -> str:
    """Return why no program can be watched here; empty when one can."""
    strace = shutil.which("strace")
    if strace is None:
        return "strace is not installed (on Debian: the package strace)"
    tried = subprocess.run([strace, "-f", "--seccomp-bpf", "-o", "/dev/null", "true"], capture_output=True)
    return "" if tried.returncode == 0 else "strace may not watch a program here"


def watched(command: list[str], trace: Path, *, only_names: bool = False) -> list[str]:
    """Return a command that runs another and writes its calls to a file, or ``only_names`` of files."""
    everything = ("-f", "--seccomp-bpf", "-y", "-xx", "-s", "2000000")
    calls = ",".join(sorted(OPENING | NAMING | ASKING)) if only_names else CALLS
    return ["strace", *everything, "-o", str(trace), "-e", f"trace={calls}", *command]


@dataclass
class Calls:
    """What was opened for writing, what got another name, and all bytes written to each path."""

    opened: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    written: dict[str, bytearray] = field(default_factory=lambda: defaultdict(bytearray))


def read(trace: Path) -> Calls:
    """Read what strace wrote. Paths are as the program gave them, or as the kernel knows them."""
    calls = Calls()
    begun: dict[bytes, bytes] = {}
    with trace.open("rb") as lines:
        for line in lines:
            match = CALL.match(line)
            if match is None:
                continue
            if line.rstrip().endswith(b"<unfinished ...>"):
                begun[match[1]] = line
                continue
            whole = begun.pop(match[1], b"") + line if match[3] != b"(" else line
            _take(calls, match[2].decode(), whole)
    return calls


def _take(calls: Calls, name: str, line: bytes) -> None:
    texts = [bytes.fromhex(text.decode().replace("\\x", "")) for text in TEXT.findall(line)]
    if re.search(rb"\) += -1 ", line):
        return
    if name in OPENING:
        if name not in ("open", "openat") or WRITING.search(line):
            calls.opened.add(texts[0].decode())
    elif name in NAMING:
        calls.named.add(texts[-1].decode())
    elif name in ASKING:
        calls.folders.add(texts[0].decode())
    else:
        to = TO_WHAT.search(line)
        where = to[1] if to else b"?"
        path = bytes.fromhex(where.decode().replace("\\x", "")) if where.startswith(b"\\x") else where
        calls.written[path.decode()] += b"".join(texts)
