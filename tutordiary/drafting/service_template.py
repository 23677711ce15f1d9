"""How a music service wants its papers: its logo, its name, its own headings, and which parts are printed.

Kept in the diary, one of several in use at a time. What it leaves open is as the app has it, and what a tutor
chooses for one report goes before it. ``template_file`` turns one into a file for colleagues and back.
"""

from __future__ import annotations

import base64
import binascii
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.documents.cleaning import clean
from tutordiary.documents.content import FamilyReport, SencoReport, Style
from tutordiary.documents.parts import FAMILY_PARTS, SENCO_PARTS
from tutordiary.model import ReportAudience, ServiceTemplate, new_id

LOGO_SIDE_PX = 600
MOST_LOGO_BYTES = 2_000_000
NAME_MOST, HEADING_MOST = 80, 60
"""Most characters of the names and of a heading."""

PARTS: Mapping[ReportAudience, tuple[tuple[str, str], ...]] = {
    ReportAudience.SCHOOL: SENCO_PARTS,
    ReportAudience.FAMILY: FAMILY_PARTS,
}
WITHOUT_HEADING = frozenset({(ReportAudience.FAMILY, "quote"), (ReportAudience.FAMILY, "spaces")})
"""Parts that stand on the page without a heading, so that there is none to word."""
_PNG = b"\x89PNG\r\n\x1a\n"
_SIZE = struct.Struct(">II")


@dataclass(frozen=True, slots=True)
class Look:
    """What one document leaves out, and the service's own headings: by key, in the app's order."""

    left_out: tuple[str, ...] = ()
    headings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A template as it stands. ``logo`` is a PNG made anew by the app, or empty."""

    template_id: str
    name: str
    service_name: str = ""
    logo: bytes = b""
    looks: Mapping[ReportAudience, Look] = field(default_factory=dict)
    is_active: bool = False

    def look(self, audience: ReportAudience) -> Look:
        """Return what it says of the document for one reader."""
        return self.looks.get(audience, Look())


def templates(diary: Diary) -> tuple[Template, ...]:
    """Return every template, by name."""
    held = diary.find(ServiceTemplate, order=("name", "id"))
    return tuple(_template(one) for one in held)


def template(diary: Diary, template_id: str) -> Template | None:
    """Return one template; None when it is gone."""
    held = diary.get(ServiceTemplate, template_id)
    return _template(held) if held else None


def active(diary: Diary) -> Template | None:
    """Return the template in use; None when papers look as the app has them."""
    held = diary.find(ServiceTemplate, order=("-updated_at", "-id"), is_active=True)
    return _template(held[0]) if held else None


def style_of(diary: Diary, audience: ReportAudience) -> Style:
    """Return the look reports for one reader begin from."""
    held = active(diary)
    return style(held, audience) if held else Style()


def style(held: Template, audience: ReportAudience) -> Style:
    """Return the look a template gives to the document for one reader."""
    look = held.look(audience)
    return Style(logo=held.logo, service=held.service_name, left_out=look.left_out, headings=look.headings)


def named(document: SencoReport | FamilyReport, service: str) -> SencoReport | FamilyReport:
    """Return a report with the service's name where the tutor's words for it stood, if there is one."""
    if not service:
        return document
    if isinstance(document, FamilyReport):
        return replace(document, service=service)
    return replace(document, head=replace(document.head, service=service))


def make(diary: Diary, name: str) -> Template:
    """Begin a template with a name, as the app has its papers, and return it. It is not in use yet."""
    tutor = diary.tutor
    made = Template(new_id(), _line(name, NAME_MOST) or "My service", tutor.service if tutor else "")
    return keep(diary, replace(made, name=unused(diary, made.name)))


def keep(diary: Diary, held: Template) -> Template:
    """Write a template down and return it as it was kept: names held to one line and their length."""
    tidy = tidied(held)
    looks = {audience.value: _as_json(tidy.look(audience)) for audience in PARTS}
    diary.save(
        ServiceTemplate(
            id=tidy.template_id,
            name=tidy.name,
            service_name=tidy.service_name,
            logo=base64.b64encode(tidy.logo).decode("ascii"),
            body=json.dumps(looks, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
            is_active=tidy.is_active,
            updated_at=dates.now(),
        )
    )
    return tidy


def use(diary: Diary, template_id: str) -> None:
    """Let papers look like one template from now on; an empty id means as the app has them."""
    with diary.together():
        for one in diary.all(ServiceTemplate):
            if one.is_active != (one.id == template_id):
                diary.save(replace(one, is_active=one.id == template_id))


def remove(diary: Diary, template_id: str) -> tuple[str, ...]:
    """Put a template into the bin; returns what brings it back."""
    held = diary.get(ServiceTemplate, template_id)
    return diary.remove(held) if held else ()


def tidied(held: Template) -> Template:
    """Return a template whose texts are fit to print and whose keys are known, in the app's order."""
    looks = {}
    for audience, parts in PARTS.items():
        look = held.look(audience)
        words = dict(look.headings)
        headings = (
            (key, _line(words.get(key, ""), HEADING_MOST))
            for key, _ in parts
            if (audience, key) not in WITHOUT_HEADING
        )
        looks[audience] = Look(
            tuple(key for key, _ in parts if key in look.left_out),
            tuple((key, own) for key, own in headings if own and own != dict(parts)[key]),
        )
    return replace(
        held,
        name=_line(held.name, NAME_MOST) or "My service",
        service_name=_line(held.service_name, NAME_MOST),
        logo=held.logo if is_sound_logo(held.logo) else b"",
        looks=looks,
    )


def is_sound_logo(data: bytes) -> bool:
    """Return whether bytes are a PNG of the size the app makes logos in: nothing else gets onto a page."""
    if not data.startswith(_PNG) or not 33 <= len(data) <= MOST_LOGO_BYTES:
        return False
    width, height = _SIZE.unpack_from(data, 16)
    return bool(0 < width <= LOGO_SIDE_PX and 0 < height <= LOGO_SIDE_PX)


def _template(held: ServiceTemplate) -> Template:
    """Read a record. One that came with an import may hold anything: what is not right is left out."""
    try:
        logo = base64.b64decode(held.logo, validate=True)
    except (binascii.Error, ValueError):
        logo = b""
    try:
        body = json.loads(held.body) if held.body else {}
    except (ValueError, RecursionError):
        body = {}
    looks = {
        audience: _look(body.get(audience.value)) if isinstance(body, dict) else Look() for audience in PARTS
    }
    return tidied(Template(held.id, held.name, held.service_name, logo, looks, held.is_active))


def _look(body: Any) -> Look:
    if not isinstance(body, dict):
        return Look()
    out, words = body.get("left_out"), body.get("headings")
    return Look(
        tuple(one for one in out if isinstance(one, str)) if isinstance(out, list) else (),
        tuple((key, own) for key, own in words.items() if isinstance(own, str))
        if isinstance(words, dict)
        else (),
    )


def _as_json(look: Look) -> dict[str, Any]:
    return {"left_out": list(look.left_out), "headings": dict(look.headings)}


def _line(text: str, most: int) -> str:
    """Return a text as one line that is fit to print, held to its length."""
    return " ".join(clean(text).split())[:most].strip()


def unused(diary: Diary, name: str) -> str:
    """Return the name, with a number after it when another template has it."""
    taken = {one.name.casefold() for one in diary.all(ServiceTemplate)}
    number, wanted = 2, name
    while wanted.casefold() in taken:
        wanted, number = f"{name[: NAME_MOST - 5]} ({number})", number + 1
    return wanted
