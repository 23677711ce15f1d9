"""What is being typed in the studio: the caret and the texts undo goes back to, kept for after a lock."""

from __future__ import annotations

from tutordiary.diary import Diary

CARET = "case_caret"
DRAFTS = "case_study/"  # what the keys of its drafts begin with


class CaseTyping:
    """Holds in the diary which field is typed in: "title", "two", "quote", or the id of a piece."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary

    def hold(self, case_id: str, name: str, caret: int, steps: tuple[str, ...]) -> None:
        """Keep where the caret is and the texts before, for this field alone."""
        self._drop(but=f"{DRAFTS}{case_id}/{name}")
        self._diary.keep_preference(CARET, f"{name} {caret}")
        self._diary.keep_draft(f"{DRAFTS}{case_id}/{name}", "", caret, steps)

    def let_go(self) -> None:
        """Note that nothing is being typed any more."""
        if self._diary.preference(CARET):
            self._diary.keep_preference(CARET, "")
        self._drop()

    def caret(self) -> tuple[str, int]:
        """Return the field that was being typed in and the caret in it; an empty name when none was."""
        name, _, caret = self._diary.preference(CARET).partition(" ")
        return name, int(caret) if caret.isdecimal() else 0

    def steps(self, case_id: str, name: str) -> tuple[str, ...]:
        """Return the texts before in a field that was being typed in, oldest first; none for any other."""
        key = f"{DRAFTS}{case_id}/{name}"
        return next((draft.steps for draft in self._diary.drafts(key) if draft.key == key), ())

    def _drop(self, but: str = "") -> None:
        for draft in self._diary.drafts(DRAFTS):
            if draft.key != but:
                self._diary.drop_draft(draft.key)
