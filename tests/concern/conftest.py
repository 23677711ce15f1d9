"""A diary with one setting, and its presenter."""

from __future__ import annotations

import pytest
from concern_samples import DAY, Clock, FakeView, records

from tutordiary.presenters.concern import ConcernPresenter
from tutordiary.presenters.work import InlineRunner


@pytest.fixture
def school(diary):
    diary.add(*records())
    return diary


@pytest.fixture
def view():
    return FakeView()


@pytest.fixture
def presenter(school, view):
    made = ConcernPresenter(school, view, InlineRunner(), lambda: DAY, Clock())
    made.begin()
    return made
