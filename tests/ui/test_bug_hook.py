"""A fault in a slot is said calmly on the window, without a word of the diary."""

from __future__ import annotations

import logging
import sys
import threading
import warnings

import pytest
from PySide6.QtCore import qInstallMessageHandler

from ui import bug_hook


@pytest.fixture
def installed(qapp):
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    shown, last, raises = warnings.showwarning, logging.lastResort, logging.raiseExceptions
    bug_hook.install()
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = before
    warnings.showwarning, logging.lastResort, logging.raiseExceptions = shown, last, raises
    qInstallMessageHandler(None)


def test_the_hook_names_the_kind_and_keeps_the_words(installed, capsys):
    try:
        int("Zebedee Quillfeather")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    err = capsys.readouterr().err
    assert "ValueError" in err
    assert "test_bug_hook.py" in err
    assert "Zebedee" not in err


def test_a_fault_on_a_worker_thread_keeps_the_words_too(installed, capsys):
    worker = threading.Thread(target=lambda: int("Zebedee Quillfeather"))
    worker.start()
    worker.join()
    err = capsys.readouterr().err
    assert "ValueError" in err
    assert "Zebedee" not in err
