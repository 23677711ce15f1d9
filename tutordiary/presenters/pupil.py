"""The pupils, and one pupil's page: start points, every observation as its own dated dot, words, targets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tutordiary import wording
from tutordiary.diary import Diary
from tutordiary.diary.reading import book_of, current_pupils, last_worded
from tutordiary.drafting.pupil_file import PupilFile, gather
from tutordiary.model import (
    Action,
    Closure,
    Group,
    Membership,
    Observation,
    Pupil,
    Setting,
    Voice,
)
from tutordiary.presenters import pupil_lines as lines
from tutordiary.presenters.pupil_picture import away_of, days_of, marks_of, rows_of, stretch
from tutordiary.presenters.pupil_state import PupilLine, PupilList, PupilPage, PupilView

LONG_AGO = date(2000, 1, 1)
PLACE = "pupil_open"  # a preference of the diary
SPAN = "pupil_span"
MOST_LISTED = 100


class PupilPresenter:
    """Gathers the list or a page afresh each time it is shown."""

    def __init__(self, diary: Diary, view: PupilView, today: Callable[[], date]) -> None:
        self._diary = diary
        self._view = view
        self._today = today
        self._typed = ""
        self._everybody = False
        self._names: list[tuple[str, Pupil]] | None = None

    def hold_place(self, pupil_id: str, kind: str = "", record_id: str = "", about: str = "") -> None:
        """Keep which pupil's page and which sheet on it are open, to come back to after a lock."""
        parts = (pupil_id, kind, record_id or ("-" if about else ""), about)
        self._diary.keep_preference(PLACE, " ".join(parts).strip())

    def place(self) -> tuple[str, str, str, str]:
        """Return what ``hold_place`` kept; the pupil's id is empty for the list or when the pupil is gone."""
        held = (*self._diary.preference(PLACE).split(" "), "", "", "")[:4]
        pupil_id, kind, record_id, about = held
        if not pupil_id or self._diary.get(Pupil, pupil_id) is None:
            return "", "", "", ""
        return pupil_id, kind, "" if record_id == "-" else record_id, about

    # The list -------------------------------------------------------------------------------------

    def show_list(self, typed: str = "", *, everybody: bool = False) -> None:
        """Draw the current pupils by group, or everybody, or whom the typed letters name."""
        self.hold_place("")
        self._names = None
        self.narrow(typed, everybody=everybody)

    def narrow(self, typed: str, *, everybody: bool) -> None:
        """Draw whom the typed letters name: current pupils by any word on their line, others by name."""
        self._typed, self._everybody = typed, everybody
        wanted = typed.casefold().strip()
        settings = {setting.id: setting.name for setting in self._diary.all(Setting)}
        current = [
            (one.pupil, one.group, settings.get(one.group.setting_id, ""))
            for one in current_pupils(self._diary, self._today())
        ]
        ids = {pupil.id for pupil, _, _ in current}
        fits = [one for one in current if wanted in _line_words(*one)]
        others = [
            pupil
            for name, pupil in (self._all_names() if wanted or everybody or not current else [])
            if pupil.id not in ids and wanted in name
        ]
        room = max(0, MOST_LISTED - len(fits))
        shown = [*fits, *(self._of_before(pupil, settings) for pupil in others[:room])]
        worded = last_worded(self._diary, {pupil.id for pupil, _, _ in shown})
        found = tuple(
            PupilLine(
                pupil_id=pupil.id,
                name=_name(pupil),
                group=group.working_name if group else "No group",
                setting=setting,
                note=self._lately(worded.get(pupil.id)),
            )
            for pupil, group, setting in shown
        )
        left_out = len(others) - room
        rest = f"{left_out} more. Type more letters to find one." if left_out > 0 else ""
        has_anybody = bool(current or others or self._all_names())
        self._view.show_list(PupilList(found, typed, everybody, not has_anybody, rest))

    def _all_names(self) -> list[tuple[str, Pupil]]:
        if self._names is None:
            self._names = sorted(
                ((_name(pupil).casefold(), pupil) for pupil in self._diary.all(Pupil)),
                key=lambda pair: (pair[0], pair[1].id),
            )
        return self._names

    def _of_before(self, pupil: Pupil, settings: dict[str, str]) -> tuple[Pupil, Group | None, str]:
        stays = self._diary.find(Membership, order=("-joined_on", "-id"), pupil_id=pupil.id)
        group = self._diary.get(Group, stays[0].group_id) if stays else None
        return pupil, group, settings.get((group.setting_id if group else pupil.setting_id) or "", "")

    def _lately(self, worded: date | None) -> str:
        if worded is None:
            return "No moment yet"
        weeks = (self._today() - worded).days // 7
        if weeks < 1:
            return "Noticed this week"
        return f"Last noticed {weeks} week{'s' if weeks > 1 else ''} ago"

    # The page -------------------------------------------------------------------------------------

    def open(self, pupil_id: str) -> None:
        """Draw one pupil's page; the picture shows the stretch of time that was looked at last."""
        self.hold_place(pupil_id)
        diary, today = self._diary, self._today()
        file = gather(diary, pupil_id, LONG_AGO, today)
        marks = marks_of(file)
        days = [sign.noted_on for sign in marks] + [session.held_on for session in file.sessions]
        ground = stretch(days, self._closures(file), diary.preference(SPAN), today)
        span = ground.span
        self._view.show_page(
            PupilPage(
                pupil_id=pupil_id,
                name=_name(file.pupil),
                about=_about(file),
                picture_from=span.first,
                picture_to=span.last,
                span=span.key,
                spans=ground.spans,
                bands=ground.bands,
                days=days_of(file, marks, span),
                ladder=tuple(rung.words for rung in file.framework.ladder),
                rows=rows_of(file, marks, span),
                away_days=away_of(file, span),
                outcomes=lines.outcomes_of(file, book_of(diary, (pupil_id,))),
                moments=tuple(lines.moment_of(file, one) for one in reversed(file.observations) if one.text),
                voices=tuple(lines.voice_of(file, voice) for voice in reversed(file.voices)),
                targets=tuple(
                    lines.target_of(one, file.target_evidence, today) for one in reversed(file.targets)
                ),
                talks=lines.talks_of(diary, file, today),
                people=tuple(lines.person_of(one, today) for one in file.contacts),
                documents=lines.documents_of(diary, pupil_id),
                scores=lines.scores_of(diary, pupil_id),
                what_helps=file.pupil.what_helps,
                is_sample=file.is_sample,
            )
        )

    def look_at(self, pupil_id: str, span: str) -> None:
        """Draw another stretch of time, and begin with it next time."""
        self._diary.keep_preference(SPAN, span)
        self.open(pupil_id)

    def star(self, kind: str, record_id: str, *, on: bool) -> None:
        """Star a moment or somebody's words, or take the star away."""
        held = (
            self._diary.get(Voice, record_id) if kind == "voice" else self._diary.get(Observation, record_id)
        )
        if held is not None:
            self._diary.save(replace(held, starred=on))

    def tick(self, action_id: str, *, done: bool) -> None:
        """Write down that an action was done today, or that it is open again."""
        held = self._diary.get(Action, action_id)
        if held is not None:
            self._diary.save(replace(held, done_on=self._today() if done else None))

    def _closures(self, file: PupilFile) -> list[Closure]:
        here = file.setting.id if file.setting else None
        return [one for one in self._diary.all(Closure) if one.setting_id in (None, here)]


def _name(pupil: Pupil) -> str:
    return f"{pupil.first_name} {pupil.last_name}".strip()


def _line_words(pupil: Pupil, group: Group | None, setting: str) -> str:
    return f"{_name(pupil)} {group.working_name if group else ''} {setting}".casefold()


def _about(file: PupilFile) -> str:
    parts = []
    if file.group:
        parts.append(file.group.working_name)
    if file.setting:
        parts.append(file.setting.name)
    if file.pupil.year_group is not None:
        parts.append(wording.year_words(file.pupil.year_group))
    if file.recorded:
        parts.append(f"here for {file.attended} of {len(file.recorded)} sessions")
    return "  ·  ".join(parts)
