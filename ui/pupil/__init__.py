"""The pages about pupils: the list, one pupil, and the sheets that belong to them."""
