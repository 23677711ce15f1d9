"""What the tests of this folder know of the sample diary they use."""

from __future__ import annotations

from datetime import date

SECRET = "kettle harbour lantern seven"
TODAY = date(2026, 11, 20)
