"""Whose words may leave: permissions for use without names, given and withdrawn."""

from __future__ import annotations

from datetime import date

from tutordiary.evidence import Book
from tutordiary.model import GivenBy, Permission, PermissionKind


def _latest(book: Book, pupil_id: str, kind: PermissionKind, day: date) -> dict[GivenBy, bool]:
    """Return, for each who ever gave this permission, whether it stands on a day."""
    found: dict[GivenBy, tuple[date, bool]] = {}
    for permission in book.where(Permission, "pupil_id", pupil_id):
        if permission.kind is not kind or permission.given_on > day:
            continue
        stands = permission.withdrawn_on is None or permission.withdrawn_on > day
        held = found.get(permission.given_by)
        if held is None or permission.given_on >= held[0]:
            found[permission.given_by] = (permission.given_on, stands)
    return {who: stands for who, (_, stands) in found.items()}


def may_leave(book: Book, pupil_id: str, day: date) -> bool:
    """Return whether words about a pupil may leave without names: someone agreed and nobody withdrew."""
    standing = _latest(book, pupil_id, PermissionKind.ANONYMOUS_USE, day)
    return bool(standing) and all(standing.values())


def has_withdrawn(book: Book, pupil_id: str, day: date) -> bool:
    """Return whether anyone withdrew the permission for use without names: then only counts may leave."""
    return not all(_latest(book, pupil_id, PermissionKind.ANONYMOUS_USE, day).values())
