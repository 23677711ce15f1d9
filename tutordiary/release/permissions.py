"""Whose words may leave: permissions for use without names, given and withdrawn.

What counts is how they stand when something is about to leave, not how they stood in the days it tells of:
a permission that was taken back in autumn holds back the words of the summer too.
"""

from __future__ import annotations

from datetime import date

from tutordiary.evidence import Book
from tutordiary.model import GivenBy, Permission, PermissionKind


def _standing(book: Book, pupil_id: str, kind: PermissionKind) -> dict[GivenBy, bool]:
    """Return, for each who ever gave this permission, whether the newest one stands."""
    found: dict[GivenBy, tuple[date, bool]] = {}
    for permission in book.where(Permission, "pupil_id", pupil_id):
        if permission.kind is not kind:
            continue
        held = found.get(permission.given_by)
        if held is None or permission.given_on >= held[0]:
            found[permission.given_by] = (permission.given_on, permission.withdrawn_on is None)
    return {who: stands for who, (_, stands) in found.items()}


def may_leave(book: Book, pupil_id: str) -> bool:
    """Return whether words about a pupil may leave without names: someone agreed and nobody withdrew."""
    standing = _standing(book, pupil_id, PermissionKind.ANONYMOUS_USE)
    return bool(standing) and all(standing.values())


def has_withdrawn(book: Book, pupil_id: str) -> bool:
    """Return whether anyone withdrew the permission for use without names: then only counts may leave."""
    return not all(_standing(book, pupil_id, PermissionKind.ANONYMOUS_USE).values())
