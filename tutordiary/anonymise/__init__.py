"""Takes the people, places and other clues out of a tutor's free text, and checks that they are gone.

Import the modules by name; this package imports nothing, so that the app starts quickly.
"""

from __future__ import annotations
