"""Who must not be readable in what leaves; gathered by the diary, which needs it for erasing too."""

from __future__ import annotations

from tutordiary.diary.rosters import group_roster, whole_roster

__all__ = ["group_roster", "whole_roster"]
