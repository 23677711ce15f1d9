"""What the group advised: lines that go into the next session, and later whether they helped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.drafting import group_advice
from tutordiary.drafting.group_advice import AdviceChange
from tutordiary.model import Group, Pack
from tutordiary.presenters.share_pack_state import AdviceState, GroupLine, PackLineOfDay

DRAFTS = "share/advice/"
ASKS = "The meeting is over. What did the group advise? It goes into your next session."
ASKS_HELPED = "Did it help, what the group advised?"
LONG_AFTER_DAYS = 7
MOST_PACKS = 12


class PackAdvice:
    """Holds what is typed for a pack that was given, the newest at first. What is kept can be taken back."""

    def __init__(self, diary: Diary, today: Callable[[], date]) -> None:
        self._diary = diary
        self._today = today
        self._undo: list[AdviceChange] = []
        self._chosen = ""

    def state(self) -> AdviceState | None:
        """Return what is held of the newest pack; None before any was given."""
        pack = self._pack()
        if pack is None:
            return None
        held = group_advice.advised(self._diary, pack)
        groups = group_advice.groups_to_try_in(self._diary, pack, self._today())
        chosen = self._draft(pack, "group") or held.group_id or (groups[0].id if len(groups) == 1 else "")
        text = self._draft(pack, "text")
        helped = self._draft(pack, "helped")
        return AdviceState(
            pack_id=pack.id,
            packs=tuple(
                PackLineOfDay(one.id, _title(one), one.id == pack.id)
                for one in group_advice.packs_given(self._diary)[:MOST_PACKS]
            ),
            question=pack.question,
            text="\n".join(held.lines) if text is None else text,
            groups=tuple(GroupLine(one.id, one.working_name, one.id == chosen) for one in groups),
            helped=held.helped if helped is None else helped,
            taken=self._taken(groups, held.group_id) if held.lines else "",
            asks=self._asks(pack, held),
        )

    def type_text(self, text: str, caret: int = 0, steps: tuple[str, ...] = ()) -> None:
        """Keep the lines being typed."""
        self._keep("text", text, caret, steps)

    def type_helped(self, text: str, caret: int = 0, steps: tuple[str, ...] = ()) -> None:
        """Keep the words on whether it helped, being typed."""
        self._keep("helped", text, caret, steps)

    def choose_group(self, group_id: str) -> None:
        """Keep whose next session is to have the advice."""
        self._keep("group", group_id)

    def steps(self, what: str) -> tuple[int, tuple[str, ...]]:
        """Return the caret and the earlier texts of a draft: ``text`` or ``helped``."""
        pack = self._pack()
        found = self._diary.drafts(self._key(pack, what)) if pack else []
        return (found[0].caret, found[0].steps) if found else (0, ())

    def take_up(self) -> str:
        """Put the lines into the next session and keep whether they helped; return a sentence about it."""
        pack, state = self._pack(), self.state()
        if pack is None or state is None:
            return ""
        lines = group_advice.lines_of(state.text)
        group = next((one for one in state.groups if one.is_chosen), None)
        if lines and group is None:
            return "Choose the group whose next session is to have it."
        held = group_advice.advised(self._diary, pack)
        if lines != held.lines or (group is not None and group.id != held.group_id):
            self._undo.append(
                group_advice.take_up(self._diary, pack, group.id if group else "", lines, self._today())
            )
        if state.helped.strip() != held.helped:
            self._undo.append(
                group_advice.say_whether_it_helped(self._diary, pack, state.helped, self._today())
            )
        for what in ("text", "helped", "group"):
            self._diary.drop_draft(self._key(pack, what))
        if not lines:
            return "Kept."
        return f"Kept. The next log of {group.words if group else 'the group'} asks whether you tried it."

    @property
    def can_undo(self) -> bool:
        """Whether something taken up can be taken back."""
        return bool(self._undo)

    def undo(self) -> bool:
        """Take back what was kept last."""
        if not self._undo:
            return False
        group_advice.take_back(self._diary, self._undo.pop())
        return True

    def choose_pack(self, pack_id: str) -> None:
        """Turn to another pack that was given; an unknown id turns back to the newest."""
        self._chosen = pack_id

    def _pack(self) -> Pack | None:
        given = group_advice.packs_given(self._diary)
        return next((one for one in given if one.id == self._chosen), next(iter(given), None))

    @staticmethod
    def _key(pack: Pack, what: str) -> str:
        return f"{DRAFTS}{pack.id}/{what}"

    def _draft(self, pack: Pack, what: str) -> str | None:
        found = self._diary.drafts(self._key(pack, what))
        return found[0].text if found else None

    def _keep(self, what: str, text: str, caret: int = 0, steps: tuple[str, ...] = ()) -> None:
        pack = self._pack()
        if pack is not None:
            self._diary.keep_draft(self._key(pack, what), text, caret, steps)

    @staticmethod
    def _taken(groups: tuple[Group, ...], group_id: str) -> str:
        name = next((one.working_name for one in groups if one.id == group_id), "")
        return f"It stands in the next log of {name}, as what you wanted to try." if name else ""

    def _asks(self, pack: Pack, held: group_advice.Advised) -> str:
        after = (self._today() - pack.meeting_on).days
        if after < 0 or held.is_closed:
            return ""
        if not held.lines:
            return ASKS
        return ASKS_HELPED if after >= LONG_AFTER_DAYS else ""


def _title(pack: Pack) -> str:
    return f"Pack for {dates.day_and_month(pack.meeting_on, year=True)}"
