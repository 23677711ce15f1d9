"""What each screen shows and does, without a window: views draw it and forward keys and clicks."""

from __future__ import annotations
