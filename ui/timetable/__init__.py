"""The timetable in the window: the week, schools with their times, days without sessions, and the import."""

from __future__ import annotations
