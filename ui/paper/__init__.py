"""Paper instead of a screen: sheets to print, and the log of one that is written up."""
