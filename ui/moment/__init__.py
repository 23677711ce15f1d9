"""The parts of the sheet for a moment outside sessions."""

from __future__ import annotations
