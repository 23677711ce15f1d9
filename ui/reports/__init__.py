"""The report page and its sheets: choose, draft, edit, check, give."""
