"""Turns content into files worth reading: PDF, Word, plain text and Markdown.

Knows no database. What goes in is the plain content of :mod:`tutordiary.documents.content`, assembled and
cleared for its reader elsewhere; what comes out is bytes in memory. Nothing here writes to a disk.
"""
