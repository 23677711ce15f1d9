"""A service's template as one file, to be handed to colleagues: no word of the diary is in it.

The file is JSON with the logo inside. One that comes from outside is read as if it were meant to do harm:
size first, then shape, then each text; its logo is decoded and written anew beside the app.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from tutordiary import wording
from tutordiary.diary import Diary
from tutordiary.documents import guarded
from tutordiary.drafting import service_template
from tutordiary.drafting.other_names import names_in
from tutordiary.drafting.service_template import (
    HEADING_MOST,
    LOGO_SIDE_PX,
    MOST_LOGO_BYTES,
    NAME_MOST,
    PARTS,
    Look,
    Template,
)
from tutordiary.errors import BadInput, NotCleared
from tutordiary.model import ReportAudience, new_id
from tutordiary.vault import files

ENDING = ".tdtemplate"
FORMAT, VERSION = "tutor-diary-template", 1
MOST_BYTES = 4_000_000
MOST_PICTURE_BYTES = 30_000_000
_KEYS = {ReportAudience.SCHOOL: "senco", ReportAudience.FAMILY: "family"}
_ASK = "Nothing was changed. Ask whoever made it for a new one."


def as_bytes(held: Template) -> bytes:
    """Return a template as the bytes of its file; the same template always gives the same ones."""
    tidy = service_template.tidied(held)
    parts = {
        key: {"left_out": list(tidy.look(who).left_out), "headings": dict(tidy.look(who).headings)}
        for who, key in _KEYS.items()
    }
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "name": tidy.name,
        "service_name": tidy.service_name,
        "logo": base64.b64encode(tidy.logo).decode("ascii"),
        "parts": parts,
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def export(diary: Diary, held: Template, target: Path) -> None:
    """Write a template to a file. Raises: NotCleared for a pupil's name in it; CannotWrite, DiskFull."""
    tidy = service_template.tidied(held)
    headings = (("a heading", words) for look in tidy.looks.values() for _, words in look.headings)
    names = (("its name", tidy.name), ("the service’s name", tidy.service_name))
    found = names_in(diary, "", (*names, *headings))
    if found:
        words = wording.and_list(sorted({one.name for one in found}))
        raise NotCleared(
            f"A pupil’s name stands in this template ({words}), and colleagues would read it. Nothing was"
            " written. Reword it, then save it again."
        )
    files.write_document(target, as_bytes(held), "the template")


def bring_in(diary: Diary, path: Path) -> Template:
    """Read a template from a file and keep it, beside those there are. It is not in use yet.

    Raises: BadInput for anything that is not a sound template; NotMade when its logo takes too long.
    """
    found = parsed(_bytes_of(path, MOST_BYTES, "template"))
    logo = guarded.picture_once(found.logo, LOGO_SIDE_PX) if found.logo else b""
    return service_template.keep(
        diary, replace(found, logo=logo, name=service_template.unused(diary, found.name))
    )


def read_logo(path: Path) -> bytes:
    """Return a picture of the person's choice made anew as a logo.

    Raises: BadInput for one that cannot be used; NotMade when it takes more than ten seconds.
    """
    return guarded.picture_once(_bytes_of(path, MOST_PICTURE_BYTES, "picture"), LOGO_SIDE_PX)


def parsed(data: bytes) -> Template:
    """Return the template in the bytes of a file, its logo as it came. Raises: BadInput."""
    whole = _object(_json_of(data), "the file")
    if whole.get("format") != FORMAT:
        raise BadInput(
            "This file is not a template of Tutor Diary. Nothing was changed. Choose another file."
        )
    version = whole.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        _refuse("says no version")
    if version > VERSION:
        raise BadInput(
            "This template was made by a newer Tutor Diary. Nothing was changed. Update the app, or ask for"
            " one made with yours."
        )
    _only(whole, ("format", "version", "name", "service_name", "logo", "parts"), "the file")
    parts = _object(whole.get("parts", {}), "the parts")
    _only(parts, tuple(_KEYS.values()), "the parts")
    name = _text(whole.get("name", ""), NAME_MOST, "the name")
    if not name.strip():
        _refuse("has no name")
    found = Template(
        new_id(),
        name,
        _text(whole.get("service_name", ""), NAME_MOST, "the service’s name"),
        looks={who: _look(who, parts.get(key, {})) for who, key in _KEYS.items()},
    )
    return replace(service_template.tidied(found), logo=_logo(whole.get("logo", "")))


def _json_of(data: bytes) -> Any:
    if len(data) > MOST_BYTES:
        _refuse("is larger than any template is")
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        _refuse("cannot be read: it is damaged or of another kind")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) != len(pairs):
        raise ValueError("a key twice")
    return held


def _look(who: ReportAudience, value: Any) -> Look:
    body = _object(value, "a part")
    _only(body, ("left_out", "headings"), "a part")
    known = tuple(key for key, _ in PARTS[who])
    out = body.get("left_out", [])
    if not isinstance(out, list) or not all(isinstance(one, str) for one in out):
        _refuse("lists the parts left out in a way that cannot be read")
    if set(out) - set(known):
        _refuse("names a part that no paper has")
    headings = _object(body.get("headings", {}), "the headings")
    _only(headings, known, "the headings")
    words = tuple((key, _text(own, HEADING_MOST, "a heading")) for key, own in headings.items())
    return Look(tuple(out), words)


def _logo(value: Any) -> bytes:
    text = _text(value, MOST_LOGO_BYTES * 4 // 3 + 4, "the logo")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        _refuse("holds a logo that cannot be read")


def _object(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        _refuse(f"is built in another way than a template: {what} should be an object")
    return value


def _only(value: dict[str, Any], known: Sequence[str], what: str) -> None:
    if set(value) - set(known):
        _refuse(f"is built in another way than a template: there is more in {what} than there should be")


def _text(value: Any, most: int, what: str) -> str:
    if not isinstance(value, str):
        _refuse(f"is built in another way than a template: {what} should be words")
    if len(value) > most:
        _refuse(f"cannot be used: {what} is longer than {most} characters")
    return value


def _refuse(why: str) -> NoReturn:
    raise BadInput(f"The template {why}. {_ASK}")


def _bytes_of(path: Path, most: int, what: str) -> bytes:
    """Read at most ``most`` bytes and one more, so that a file without an end is found out."""
    try:
        if path.is_file():  # a pipe would be waited for
            with path.open("rb") as file:
                return file.read(most + 1)
    except OSError:
        pass
    raise BadInput(
        f"The {what} file cannot be read. Nothing was changed. Check that it is still there, then choose it"
        " again."
    )
