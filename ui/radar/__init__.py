"""The page that shows whom nobody has noticed lately."""

from __future__ import annotations
