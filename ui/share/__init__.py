"""The Share page: three roads out of the diary, each with a choice, a review and the giving."""

from __future__ import annotations
