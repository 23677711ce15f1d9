"""The encrypted diary file: keys, opening, writing, checking, backing up.

Nothing here knows what a diary holds; that is the store's. Nothing outside this package sees a key
or an SQLCipher error.
"""

from __future__ import annotations
