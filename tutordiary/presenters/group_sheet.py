"""The sheet of a group that is in the diary: its names, its rules, its question, who is in it and who was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tutordiary import dates, wording
from tutordiary.diary import Diary, history
from tutordiary.model import Group, LeftReason, Membership, Programme, Pupil, Setting, new_id
from tutordiary.presenters.forms import Form, FormField, Forms, Problem
from tutordiary.presenters.history import TextHistory, TextPlace
from tutordiary.presenters.new_group import YEAR, parse_pupil

LEFT_REASON = {
    LeftReason.MOVED: "moved away, or to another school",
    LeftReason.TIMETABLE: "the timetable",
    LeftReason.PUPIL_CHOICE: "the pupil’s choice",
    LeftReason.ENDED: "their sessions came to an end",
}
NEW_PUPIL = "group-sheet/new/"  # the draft of a pupil's name, by group


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is or was in a group. ``under`` says since when, or until when and why.

    ``day`` and ``reason`` are those of leaving: None and empty while the pupil is in the group.
    """

    membership_id: str
    pupil_id: str
    name: str
    under: str
    day: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PupilsSide:
    """What the pupils made of their group: the name they chose and the rules in their words, a line each."""

    name: str
    rules: tuple[str, ...]


def pupils_side(group: Group) -> PupilsSide:
    """Return what the pupils chose for their group; empty where they have not yet."""
    rules = (line.strip() for line in group.ground_rules.splitlines())
    return PupilsSide(group.pupils_name.strip(), tuple(rule for rule in rules if rule))


class GroupForms(Forms):
    """Keeps the group's own words. The last day cannot come before the first."""

    def keep(self, form: Form, values: Mapping[str, str]) -> Problem | None:
        """Write the group, or return what is wrong and write nothing."""
        first, last = (
            dates.parse_day(values.get(key, ""), self._today(), ahead=key == "ends_on")
            for key in ("starts_on", "ends_on")
        )
        if first and last and last < first:
            return Problem("ends_on", "The last day comes before the first. Nothing was kept yet.")
        return super().keep(form, values)


class GroupSheetPresenter:
    """Reads and changes one group. What is done to its members is kept at once."""

    def __init__(self, diary: Diary, today: Callable[[], date], group_id: str) -> None:
        self._diary = diary
        self._today = today
        self.group_id = group_id
        self.forms = GroupForms(diary, today)

    # The group's own words ------------------------------------------------------------------------

    def form(self) -> Form:
        """Return the form on the group: unfinished words of before stand in it."""
        group = self._group
        setting = self._diary.get(Setting, group.setting_id)
        asked = self._programme_asks(group)
        hint = "For example: What happens when they choose the first song?"
        questions = (
            FormField("working_name", "Your name for it", hint="Only you see this one", is_needed=True),
            FormField("pupils_name", "The name the pupils chose", hint="The one on pupils’ papers"),
            FormField("ground_rules", "Ground rules, in the pupils’ words", "text", "One on each line"),
            FormField(
                "action_research_question",
                "Your question for the term",
                "text",
                f"{hint} Empty means the programme’s: {asked}" if asked else hint,
            ),
            FormField("starts_on", "First day", hint="Like 5 January 2026"),
            FormField("ends_on", "Last day", hint="May stay empty"),
            FormField("planned_sessions", "Planned sessions", is_needed=True),
            FormField("length_min", "Minutes each", is_needed=True),
        )
        note = setting.name if setting else ""
        return self.forms.open(Group, "The group", questions, record=group, note=note)

    def earlier(self, key: str) -> TextHistory | None:
        """Return the earlier texts of a field; None for one whose earlier texts are not kept."""
        if not history.has_versions(Group, key):
            return None
        return TextHistory(self._diary, TextPlace(Group, self.group_id, key), self._today)

    def _programme_asks(self, group: Group) -> str:
        programme = self._diary.get(Programme, group.programme_id) if group.programme_id else None
        return programme.action_research_question.strip() if programme else ""

    # Who is in it ---------------------------------------------------------------------------------

    def members(self) -> tuple[Member, ...]:
        """Return who is in the group today, by first name."""
        return tuple(self._member(stay, pupil) for stay, pupil in self._stays() if self._is_in(stay))

    def former(self) -> tuple[Member, ...]:
        """Return who was in the group and is not now, by first name; the newest stay of each."""
        here = {stay.pupil_id for stay, _ in self._stays() if self._is_in(stay)}
        newest: dict[str, tuple[Membership, Pupil]] = {}
        for stay, pupil in self._stays():
            held = newest.get(pupil.id)
            if pupil.id not in here and (held is None or _left(held[0]) <= _left(stay)):
                newest[pupil.id] = (stay, pupil)
        return tuple(self._member(stay, pupil) for stay, pupil in newest.values())

    def others(self) -> tuple[tuple[str, str], ...]:
        """Return id and words of the pupils of the same setting who were never in this group."""
        known = {stay.pupil_id for stay in self._diary.find(Membership, group_id=self.group_id)}
        pupils = self._diary.find(
            Pupil, order=("first_name", "last_name", "id"), setting_id=self._group.setting_id
        )
        return tuple((pupil.id, _words(pupil)) for pupil in pupils if pupil.id not in known)

    def add_new(self, line: str) -> str:
        """Add a pupil who is new in the diary: "Wren", "Wren A, Year 4". Returns what is wrong, or empty."""
        name, _, rest = line.partition(",")
        if not name.strip():
            return "Write a first name or initials."
        if rest.strip() and not YEAR.match(rest.strip()):
            return "After the comma only a year can stand, like “Wren, Year 4”."
        pupil = parse_pupil(line, self._group.setting_id)
        same = self._called_alike(pupil)
        if same:
            return same
        with self._diary.together():
            self._diary.add(pupil, self._stay(pupil.id))
            self._diary.drop_draft(f"{NEW_PUPIL}{self.group_id}")
        return ""

    def add_known(self, pupil_id: str) -> None:
        """Put a pupil of the diary into the group from today; somebody in it already stays once."""
        if not any(stay.pupil_id == pupil_id and self._is_in(stay) for stay, _ in self._stays()):
            self._diary.add(self._stay(pupil_id))

    def note_left(self, membership_id: str, day: date, reason: str) -> str:
        """Note the last day of a pupil in the group, and why, or put that right. Returns what is wrong.

        All that was noted about the pupil stays. ``reason`` is a value of the list, or empty.
        """
        stay = self._diary.get(Membership, membership_id)
        if stay is None:
            return ""
        if stay.joined_on and day < stay.joined_on:
            return f"They joined on {dates.day_and_month(stay.joined_on, year=True)}. Choose a later day."
        left = LeftReason(reason) if reason else None
        self._diary.save(replace(stay, left_on=day, left_reason=left))
        return ""

    def come_back(self, membership_id: str) -> None:
        """Let a pupil be in the group again from today; the time before stays as it is."""
        stay = self._diary.get(Membership, membership_id)
        if stay is not None:
            self.add_known(stay.pupil_id)

    def not_left(self, membership_id: str) -> None:
        """Take back that a pupil left."""
        stay = self._diary.get(Membership, membership_id)
        if stay is not None:
            self._diary.save(replace(stay, left_on=None, left_reason=None))

    # A name being typed ---------------------------------------------------------------------------

    def typed_name(self) -> tuple[str, int, tuple[str, ...]]:
        """Return the name that was being typed, the caret in it, and the texts before."""
        key = f"{NEW_PUPIL}{self.group_id}"
        held = next((one for one in self._diary.drafts(key) if one.key == key), None)
        return (held.text, held.caret, held.steps) if held else ("", 0, ())

    def keep_name(self, text: str, caret: int, steps: tuple[str, ...] = ()) -> None:
        """Hold the name being typed, so that a lock or a crash loses none of it."""
        if self._diary.is_read_only:
            return
        key = f"{NEW_PUPIL}{self.group_id}"
        if text.strip():
            self._diary.keep_draft(key, text, caret, steps)
        else:
            self._diary.drop_draft(key)

    # Inside ---------------------------------------------------------------------------------------

    @property
    def _group(self) -> Group:
        return self._diary.need(Group, self.group_id)

    def _stays(self) -> list[tuple[Membership, Pupil]]:
        found = []
        for stay in self._diary.find(Membership, group_id=self.group_id):
            pupil = self._diary.get(Pupil, stay.pupil_id)
            if pupil is not None:
                found.append((stay, pupil))
        return sorted(found, key=lambda one: (one[1].first_name.casefold(), one[1].last_name, one[0].id))

    def _is_in(self, stay: Membership) -> bool:
        return stay.left_on is None or stay.left_on >= self._today()

    def _member(self, stay: Membership, pupil: Pupil) -> Member:
        reason = stay.left_reason.value if stay.left_reason else ""
        return Member(stay.id, pupil.id, _words(pupil), _under(stay), stay.left_on, reason)

    def _stay(self, pupil_id: str) -> Membership:
        return Membership(id=new_id(), pupil_id=pupil_id, group_id=self.group_id, joined_on=self._today())

    def _called_alike(self, pupil: Pupil) -> str:
        name = (pupil.first_name.casefold(), pupil.last_name.casefold())
        if any(name == _called(held) for stay, held in self._stays() if self._is_in(stay)):
            return f"{pupil.first_name} is in this group already. An initial tells two apart."
        if any(name == _called(held) for _, held in self._stays()):
            return f"{pupil.first_name} was in this group before. Press “Came back” beside the name."
        others = self._diary.find(Pupil, setting_id=self._group.setting_id)
        if any(name == _called(held) for held in others):
            found = f"There is a {pupil.first_name} at this setting already."
            return f"{found} Choose from the list below, or add an initial."
        return ""


def _called(pupil: Pupil) -> tuple[str, str]:
    return pupil.first_name.casefold(), pupil.last_name.casefold()


def _words(pupil: Pupil) -> str:
    name = f"{pupil.first_name} {pupil.last_name}".strip()
    year = wording.year_words(pupil.year_group)
    return f"{name}, {year}" if year else name


def _left(stay: Membership) -> date:
    return stay.left_on or date.max


def _under(stay: Membership) -> str:
    if stay.left_on is None:
        return f"since {dates.day_and_month(stay.joined_on, year=True)}" if stay.joined_on else ""
    why = f": {LEFT_REASON[stay.left_reason]}" if stay.left_reason else ""
    return f"last day {dates.day_and_month(stay.left_on, year=True)}{why}"
