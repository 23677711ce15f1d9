"""Keeps other programs, and the system's own crash files, out of this program's memory.

Knows nothing of diaries. Only calls of the operating system; one that is refused is no reason not to start,
so every outcome is returned and can be shown.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PR_SET_DUMPABLE = 4
PT_DENY_ATTACH = 31
SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX = 0x1, 0x2
DACL_SECURITY_INFORMATION = 0x4
# The owner may end the process, wait for it and ask for its name; nobody else may do anything with it.
OWNER_MAY = "D:P(A;;0x101001;;;OW)"

Loader = Callable[[str | None], Any]


@dataclass(frozen=True, slots=True)
class Hardening:
    """What the system agreed to: other programs of the same person cannot read, a crash leaves no dump."""

    is_unreadable: bool
    leaves_no_dump: bool

    @property
    def sentence(self) -> str:
        """Say it to the person whose diary it is."""
        if self.is_unreadable and self.leaves_no_dump:
            return "Other programs cannot read this one’s memory, and a crash leaves no copy of it."
        if self.leaves_no_dump:
            return "A crash leaves no copy of the memory; other programs of yours may be able to read it."
        if self.is_unreadable:
            return "Other programs cannot read this one’s memory; a crash may leave a copy of it."
        return "This system did not let the app close its memory to other programs."


_asked: list[Hardening] = []


def harden() -> Hardening:
    """Close this process to the eyes of others. Called first of all; only the first call does anything."""
    if not _asked:
        _asked.append(harden_on(sys.platform, _load))
    return _asked[0]


def hardened() -> Hardening | None:
    """Return what came of it, or None where this process was never asked to close itself, as in a test."""
    return _asked[0] if _asked else None


def harden_on(platform: str, load: Loader) -> Hardening:
    """Do it the way of a platform (as ``sys.platform`` names it), with libraries from ``load``."""
    if platform == "win32":
        return Hardening(_tried(_own_the_process, load), _tried(_report_nothing, load))
    closing = _deny_attach if platform == "darwin" else _not_dumpable
    return Hardening(_tried(closing, load), _tried(_no_core, load))


def _tried(ask: Callable[[Loader], bool], load: Loader) -> bool:
    # A library or a function this system does not have is answered like a refusal.
    try:
        return ask(load)
    except (OSError, AttributeError, ValueError):
        return False


def _load(name: str | None) -> Any:
    if sys.platform == "win32":
        return ctypes.WinDLL(name)
    return ctypes.CDLL(name, use_errno=True)


def _not_dumpable(load: Loader) -> bool:
    return bool(load(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)


def _deny_attach(load: Loader) -> bool:
    return bool(load(None).ptrace(PT_DENY_ATTACH, 0, None, 0) == 0)


def _no_core(_load: Loader) -> bool:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)


def _report_nothing(load: Loader) -> bool:
    load("kernel32").SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX)
    only_for_me = 0
    name = ctypes.c_wchar_p(Path(sys.executable).name)
    return bool(load("wer").WerAddExcludedApplication(name, only_for_me) == 0)


def _own_the_process(load: Loader) -> bool:
    kernel, advapi = load("kernel32"), load("advapi32")
    rules = ctypes.c_void_p()
    made = advapi.ConvertStringSecurityDescriptorToSecurityDescriptorW(
        ctypes.c_wchar_p(OWNER_MAY), 1, ctypes.byref(rules), None
    )
    if not made:
        return False
    this_process = ctypes.c_void_p(-1)  # what GetCurrentProcess returns, at a pointer's width
    done = advapi.SetKernelObjectSecurity(this_process, DACL_SECURITY_INFORMATION, rules)
    kernel.LocalFree(rules)
    return bool(done)
