"""The diary's tables: the only place with SQL over them."""

from __future__ import annotations
