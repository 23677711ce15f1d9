"""The studio of the case studies: a story laid out from dated evidence, its short version, its page."""

from __future__ import annotations
