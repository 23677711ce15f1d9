"""The Share page: choose the weeks, review every passage, give the bundle."""

from __future__ import annotations
