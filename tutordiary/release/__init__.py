"""What leaves the diary, how it is checked, and what a project manager does with it.

Import the modules by name; this package imports nothing, so that the app starts quickly.
"""

from __future__ import annotations
