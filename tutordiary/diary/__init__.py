"""The open diary: the one place the rest of the app reads from and the only one that writes.

``Diary`` holds records; the modules beside it do what is rarer: keys, backups, history, erasing.
"""

from __future__ import annotations

from tutordiary.diary.diary import Diary, Listener

__all__ = ["Diary", "Listener"]
