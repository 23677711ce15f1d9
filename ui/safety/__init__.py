"""The part of the settings that keeps the diary safe: cards, and the sheets that change the keys."""
