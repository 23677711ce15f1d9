"""Open formats in and out: the documented JSON file, tables of pupils and timetables, calendars.

A file is read and checked whole before anything is written, and written whole or not at all.
"""

from __future__ import annotations
