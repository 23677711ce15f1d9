"""The window of Tutor Diary: widgets and wiring. It holds no rule of the field and no SQL."""

from __future__ import annotations
