"""Locking: when it happens, what is put away, and the fresh process that takes over with an empty memory."""

from __future__ import annotations
