"""What the core may load: no Qt, no windows, nothing that speaks to the network."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NETWORK = (
    "socket",
    "ssl",
    "http.client",
    "http.server",
    "urllib.request",
    "ftplib",
    "smtplib",
    "imaplib",
    "poplib",
    "socketserver",
    "xmlrpc",
    "asyncio",
    "webbrowser",
    "requests",
    "httpx",
    "urllib3",
    "PySide6.QtNetwork",
    "PySide6.QtWebSockets",
)
# Two starts of one person's window meet at a socket of this computer; nothing else is taken from QtNetwork.
LOCAL_ONLY = {
    "ui/one_window.py": {
        "PySide6.QtNetwork",
        "PySide6.QtNetwork.QLocalServer",
        "PySide6.QtNetwork.QLocalSocket",
    }
}

IMPORT_EVERYTHING = """
import importlib, pkgutil, sys
import tutordiary
names = [module.name for module in pkgutil.walk_packages(tutordiary.__path__, "tutordiary.")]
for name in names:
    importlib.import_module(name)
foreign = sorted(n for n in sys.modules if n.split(".")[0] in ("PySide6", "shiboken6", "ui"))
print(len(names), foreign)
"""


def imported(path: Path) -> set[str]:
    """Return the full names a file imports, at its top or inside functions."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_the_core_loads_no_qt():
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", IMPORT_EVERYTHING],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    count, foreign = done.stdout.split(maxsplit=1)
    assert int(count) > 10
    assert foreign.strip() == "[]"


@pytest.mark.parametrize("package", ["tutordiary", "ui"])
def test_nothing_that_speaks_to_the_network_is_imported(package):
    guilty = []
    for path in sorted((ROOT / package).rglob("*.py")):
        granted = LOCAL_ONLY.get(path.relative_to(ROOT).as_posix(), set())
        for name in imported(path) - granted:
            if any(name == banned or name.startswith(f"{banned}.") for banned in NETWORK):
                guilty.append(f"{path.relative_to(ROOT)}: {name}")
    assert guilty == []


def test_the_module_of_the_local_socket_names_no_other_part_of_the_network():
    """An import of the whole QtNetwork would hide what is used of it."""
    for file, granted in LOCAL_ONLY.items():
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert "PySide6.QtNetwork" not in {
            a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names
        }
        used = {name for name in imported(ROOT / file) if name.startswith("PySide6.QtNetwork.")}
        assert used == granted - {"PySide6.QtNetwork"}


def test_the_scan_sees_every_form_of_import(tmp_path):
    path = tmp_path / "sample.py"
    path.write_text("import a.b\ndef f():\n    from c import d\n    from . import e\n", encoding="utf-8")
    assert imported(path) == {"a.b", "c", "c.d"}
