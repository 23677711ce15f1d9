"""First drafts of documents, laid out from what was recorded and labelled for their reader.

Every sentence is the tutor's, a quotation, or a counted fact. Nothing here writes prose of its own.
"""

from __future__ import annotations
