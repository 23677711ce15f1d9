"""The log of a session: a grid of small signs, and the words beside it."""

from __future__ import annotations
