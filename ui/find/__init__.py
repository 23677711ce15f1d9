"""The Find page: one box, what it finds, filters, stars and searches kept under a name."""

from __future__ import annotations
