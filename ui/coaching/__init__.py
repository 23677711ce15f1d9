"""Coaching without inspection: quiet hints beside what is written, and the words of the field explained."""

from __future__ import annotations
