"""The sheet for a worry about a child, and the line that asks until somebody was told."""
