"""The core of Tutor Diary: everything but the window. It imports no Qt."""

from __future__ import annotations

__version__ = "0.1.0"
