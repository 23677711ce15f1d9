"""A diary with something to draft from."""

from __future__ import annotations

import pytest
from drafting_samples import fill


@pytest.fixture
def told(diary):
    """An open diary filled with the small sample of these tests."""
    return fill(diary)
