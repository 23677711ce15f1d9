"""Makes a project manager's bundle: tables, a page to read, and a manifest that shows any change.

The same records, mode and day always give the same bytes. ``bundle_check`` reads it back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import tutordiary
from tutordiary.diary import Diary, reading
from tutordiary.errors import BadInput
from tutordiary.evidence import Book, Period
from tutordiary.evidence.book import KINDS
from tutordiary.model import BundleMode, Group, Membership, Permission, Pupil, Record, Session
from tutordiary.release import bundle_page
from tutordiary.release.head import FORMAT, FORMAT_VERSION, BundleHead, method, names_of
from tutordiary.release.pseudonyms import Pseudonyms, Recipient
from tutordiary.release.rows import ROW_TYPES, path_of, schema, write_csv
from tutordiary.release.tables import Scope, Tables

MANIFEST = "manifest.json"
DATA_PACKAGE = "datapackage.json"
PAGE = "index.html"
DISCLOSURE = "disclosure.json"


# Whoever a word tells of must be asked for, and letters and numbers must stay: these are read whole.
WHOLE: tuple[type[Record], ...] = (Pupil, Permission, Membership)


def book_of(diary: Diary) -> Book:
    """Return the records of a diary that counting needs; slow in an old diary, where ``book_for`` will do."""
    return Book(record for kind in KINDS for record in diary.all(kind))


def book_for(diary: Diary, period: Period) -> Book:
    """Return what counting and reviewing need for some days: of them it says what ``book_of`` would.

    Pupils, permissions, stays, groups and settings are all there; the rest is of the pupils who belonged to
    a group in those days or were written of.
    """
    near = reading.book_of_days(diary, period.first, period.last)
    rest = (kind for kind in KINDS if kind not in WHOLE)
    return Book(
        [
            *(record for kind in rest for record in near.all(kind)),
            *(record for kind in WHOLE for record in diary.all(kind)),
        ]
    )


def scope_of(diary: Diary, period: Period, mode: BundleMode, *, programme_id: str | None = None) -> Scope:
    """Return what a bundle for a period is about: the groups that met or had pupils in it.

    Raises: BadInput when no group did.
    """
    book = book_for(diary, period)
    pseudonyms = Pseudonyms.of(diary, Recipient.MANAGER)
    groups = tuple(
        group
        for group in book.all(Group)
        if (programme_id is None or group.programme_id == programme_id)
        and any(session.held_on in period for session in book.where(Session, "group_id", group.id))
    )
    if not groups:
        raise BadInput(
            "No group has a session between these days, so there is nothing to give. Nothing was written."
        )
    return Scope(book, diary.framework, period, mode, groups, pseudonyms)


def head_of(diary: Diary, scope: Scope, made_on: date) -> BundleHead:
    """Return what the bundle will say of itself."""
    tutor = diary.tutor
    owner = tutor.id if tutor else diary.vault.vault_id
    period = scope.period
    groups = " ".join(sorted(scope.group_ids))
    return BundleHead(
        bundle=scope.pseudonyms.code(f"bundle {period.first} {period.last} {scope.mode} {groups}"),
        tutor=scope.pseudonyms.code(owner),
        mode=scope.mode,
        first=period.first,
        last=period.last,
        made_on=made_on,
        app=tutordiary.__version__,
        framework=names_of(scope.framework),
        is_sample=diary.is_sample,
    )


def members(head: BundleHead, filled: Tables, disclosure: Mapping[str, Any]) -> dict[str, bytes]:
    """Return every member of a bundle by name, the manifest last in making and first in importance."""
    found = {path_of(row_type): write_csv(row_type, filled.of(row_type)) for row_type in ROW_TYPES}
    found[PAGE] = bundle_page.build(head, filled)
    found[DATA_PACKAGE] = as_json(_data_package(head, found))
    found[DISCLOSURE] = as_json(disclosure)
    found[MANIFEST] = as_json(_manifest(head, filled, found))
    return found


def as_json(value: Any) -> bytes:
    """Return JSON a person can read, always the same bytes for the same value."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def sha256(data: bytes) -> str:
    """Return a SHA-256 as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def _data_package(head: BundleHead, found: Mapping[str, bytes]) -> dict[str, Any]:
    resources = []
    for row_type in ROW_TYPES:
        path = path_of(row_type)
        resources.append(
            {
                "profile": "tabular-data-resource",
                "name": row_type.file.replace("_", "-"),
                "title": row_type.title,
                "path": path,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(found[path]),
                "hash": f"sha256:{sha256(found[path])}",
                "schema": schema(row_type),
            }
        )
    return {
        "profile": "tabular-data-package",
        "name": f"tutordiary-bundle-{head.bundle.lower()}",
        "id": head.bundle,
        "title": f"Bundle for the project manager. {head.label}",
        "description": " ".join(method(head.mode)),
        "version": str(FORMAT_VERSION),
        "resources": resources,
    }


def _manifest(head: BundleHead, filled: Tables, found: Mapping[str, bytes]) -> dict[str, Any]:
    rows = {path_of(row_type): len(filled.of(row_type)) for row_type in ROW_TYPES}
    listed: list[dict[str, Any]] = []
    for name in sorted(found):
        entry: dict[str, Any] = {"path": name, "bytes": len(found[name]), "sha256": sha256(found[name])}
        if name in rows:
            entry["rows"] = rows[name]
        listed.append(entry)
    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "bundle": head.bundle,
        "tutor": head.tutor,
        "mode": str(head.mode),
        "label": head.label,
        "sample": head.is_sample,
        "period": {"first": head.first.isoformat(), "last": head.last.isoformat()},
        "made_on": head.made_on.isoformat(),
        "app": head.app,
        "framework": {
            "id": head.framework.id,
            "version": head.framework.version,
            "title": head.framework.title,
            "outcomes": [
                {
                    "id": outcome.id,
                    "name": outcome.name,
                    "indicators": [{"id": each.id, "name": each.name} for each in outcome.indicators],
                }
                for outcome in head.framework.outcomes
            ],
        },
        "method": list(method(head.mode)),
        "members": listed,
    }
