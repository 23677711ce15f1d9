"""The sheet of one setting: what was agreed there, whom to tell of a worry, and the adults known there."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tutordiary import dates, wording
from tutordiary.diary import Diary
from tutordiary.model import Contact, ContactRole, Setting, SettingKind
from tutordiary.presenters.forms import Form, FormField, Forms, Problem

KIND = {
    SettingKind.SCHOOL: "School",
    SettingKind.PRU: "Pupil referral unit",
    SettingKind.AP: "Alternative provision",
    SettingKind.CENTRE: "Centre",
}
CHECKED = "route_checked_on"
SERVICE = "service_lead"  # a preference of the diary: the music service has one lead for all settings
OPEN = "setting_contact_open"  # a preference of the diary: ids of a setting and of the contact open there
SERVICE_NAME, SERVICE_PHONE = "service_name", "service_phone"
_ORDER = tuple(ContactRole)
_FIRST = (ContactRole.DSL, ContactRole.DEPUTY_DSL)
ROLES = tuple((role.value, wording.ROLE[role][:1].upper() + wording.ROLE[role][1:]) for role in ContactRole)

_SETTING = (
    FormField("name", "Name", is_needed=True),
    FormField("aliases", "Also called", hint="Short names, with commas. They are taken out of what leaves."),
    FormField("kind", "Kind", "choice", choices=tuple((kind.value, words) for kind, words in KIND.items())),
    FormField(
        "expectations",
        "What was agreed",
        "text",
        "Who to speak to and how, the room, who comes along, when reports are due, what the school works on",
    ),
    FormField("preferred_words", "The school’s own words", "text", "What they say for class, group, support"),
    FormField(
        "safeguarding_route",
        "If you are worried about a child",
        "text",
        "Where and how to tell the DSL here, the form they use, and what then",
    ),
    FormField(CHECKED, "This was last checked on", hint="A day such as 14 October"),
    FormField("controller", "Who answers for the data", hint="Most often your music service, or you"),
    FormField("retention_rule", "How long to keep it", hint="For example: a year after the programme ends"),
)
_SERVICE = (
    FormField(
        SERVICE_NAME,
        "Safeguarding lead of your music service",
        hint="The same for every setting. They are to be told as well as the DSL.",
    ),
    FormField(SERVICE_PHONE, "Their phone"),
)
_CONTACT = (
    FormField("role", "Role", "choice", choices=ROLES),
    FormField("title", "Title", hint="Mrs, Mr, Ms, Mx, Dr"),
    FormField("first_name", "First name"),
    FormField("last_name", "Last name", is_needed=True),
    FormField("known_as", "Also called", hint="With commas. These are taken out of what leaves, too."),
    FormField("phone", "Phone"),
    FormField("channel", "How they like to be reached", hint="In person after the session, email, a note"),
)


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One adult at a setting: "Mrs Judith Harkness", and "DSL  ·  In person only" under it."""

    contact_id: str
    name: str
    under: str


@dataclass(frozen=True, slots=True)
class ServiceLead:
    """The safeguarding lead of the music service; both empty when nobody is written down."""

    name: str = ""
    phone: str = ""


class SettingForms(Forms):
    """Opens the sheets of one setting and keeps what they were filled with."""

    def __init__(self, diary: Diary, today: Callable[[], date], setting_id: str) -> None:
        super().__init__(diary, today)
        self.setting_id = setting_id

    def sheet(self) -> Form:
        """Return the sheet of the setting, or of a new one when it has no id."""
        record = self._diary.get(Setting, self.setting_id) if self.setting_id else None
        form = self.open(
            Setting,
            record.name if record else "A new setting",
            _SETTING,
            record=record,
            first={"kind": SettingKind.SCHOOL.value},
        )
        lead = service_lead(self._diary)
        held = {SERVICE_NAME: lead.name, SERVICE_PHONE: lead.phone}
        at = [one.key for one in form.fields].index(CHECKED) + 1
        return replace(
            form,
            fields=(*form.fields[:at], *_SERVICE, *form.fields[at:]),
            values={**held, **form.values},
        )

    def contact(self, contact_id: str = "") -> Form:
        """Return the sheet of one adult there, or of a new one."""
        record = self._diary.get(Contact, contact_id) if contact_id else None
        return self.open(
            Contact,
            name_of(record) if record else "A new contact",
            _CONTACT,
            record=record,
            fixed={"setting_id": self.setting_id},
            first={"role": ContactRole.DSL.value},
        )

    def contacts(self) -> tuple[ContactLine, ...]:
        """Return the adults there, the safeguarding leads first."""
        return tuple(
            ContactLine(
                one.id, name_of(one), "  ·  ".join(filter(None, (role_of(one), one.phone, one.channel)))
            )
            for one in contacts_of(self._diary, self.setting_id)
        )

    def contact_open(self) -> str | None:
        """Return the contact whose sheet was open at a lock: empty for a new one, None when none was."""
        setting_id, _, contact_id = self._diary.preference(OPEN).partition(" ")
        if not setting_id or setting_id != self.setting_id:
            return None
        is_gone = bool(contact_id) and self._diary.get(Contact, contact_id) is None
        return None if is_gone else contact_id

    def hold_contact(self, contact_id: str | None) -> None:
        """Remember whose sheet is open here; None when none is."""
        held = "" if contact_id is None else f"{self.setting_id} {contact_id}"
        if self._diary.preference(OPEN) != held:
            self._diary.keep_preference(OPEN, held)

    def today_words(self) -> str:
        """Return today as it stands in a field for a day."""
        return dates.day_and_month(self._today(), year=True)

    def keep(self, form: Form, values: Mapping[str, str]) -> Problem | None:
        """Write the record, and the music service's lead where the form asks for them."""
        own = tuple(one for one in form.fields if one not in _SERVICE)
        with self._diary.together():
            problem = super().keep(replace(form, fields=own), values)
            if problem is None and len(own) < len(form.fields):
                lead = ServiceLead(values[SERVICE_NAME].strip(), values[SERVICE_PHONE].strip())
                keep_service_lead(self._diary, lead)
        return problem


def contacts_of(diary: Diary, setting_id: str) -> list[Contact]:
    """Return the adults at a setting: DSL, deputy, then by role and name."""

    def turn(one: Contact) -> tuple[bool, int, str, str]:
        return one.role not in _FIRST, _ORDER.index(one.role), one.last_name.casefold(), one.id

    return sorted(diary.find(Contact, setting_id=setting_id), key=turn)


def name_of(contact: Contact) -> str:
    """Return "Mrs Judith Harkness", with what there is of it."""
    return " ".join(filter(None, (contact.title, contact.first_name, contact.last_name))) or "No name yet"


def reached(contact: Contact) -> str:
    """Return the role and the ways to reach somebody: "DSL  ·  01632 960 001  ·  In person only"."""
    return "  ·  ".join(part for part in (role_of(contact), contact.phone, contact.channel) if part)


def role_of(contact: Contact) -> str:
    """Return a role with a capital: "Deputy DSL"."""
    words = wording.ROLE[contact.role]
    return words[:1].upper() + words[1:]


def service_lead(diary: Diary) -> ServiceLead:
    """Return the music service's own safeguarding lead."""
    held = json.loads(diary.preference(SERVICE) or "{}")
    return ServiceLead(held.get("name", ""), held.get("phone", ""))


def keep_service_lead(diary: Diary, lead: ServiceLead) -> None:
    """Write down the music service's own safeguarding lead."""
    diary.keep_preference(SERVICE, json.dumps({"name": lead.name, "phone": lead.phone}, ensure_ascii=False))
