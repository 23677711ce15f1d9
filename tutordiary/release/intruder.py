"""Who could recognise a child in what is about to leave: three questions the tutor answers each time."""

from __future__ import annotations

from dataclasses import dataclass

PM_BUNDLE = "pm_bundle"
CASE_STUDY = "case_study"
STRANGER, COLLEAGUE, SCHOOL = "stranger", "colleague", "school"

QUESTIONS: dict[str, str] = {
    STRANGER: "Could a stranger with a search engine find out who a child in it is?",
    COLLEAGUE: "Could another tutor, or whoever it goes to, tell who a child in it is?",
    SCHOOL: "Could a parent or a teacher of the school recognise a child in it?",
}
CONFIRMATION = (
    "People of the school may recognise a child in it. It goes to the project manager alone, who treats it "
    "as personal data."
)
_UNANSWERED = "Say first who could recognise a child in it: three questions are open. Nothing was written."
_DO = {
    STRANGER: (
        "You said that a stranger could find out who a child is. Reword or leave out what leads there: what "
        "was in the news, the name of a place or an event, anything that happens to one child only. Then "
        "answer again. Nothing was written."
    ),
    COLLEAGUE: (
        "You said that somebody it goes to could tell who a child is. Reword or leave out what they "
        "would know the child by, such as an instrument, a habit or a story they have heard. Then answer "
        "again. Nothing was written."
    ),
}
_SCHOOL_ELSEWHERE = (
    "You said that a parent or a teacher could recognise a child. This goes further than a project manager, "
    "so reword or leave out what they would know the child by, then answer again. Nothing was written."
)
READ_BY = "Who at the school, such as the SENCO, read it and agrees that it may be told like this?"
_NOT_AGREED = (
    "You said that people of the school could recognise a child. A story like this needs the child’s or the "
    "family’s agreement that the child may be recognised, for everyone it tells of. Note it among the "
    "permissions, or reword what they would know the child by, then answer again. Nothing was written."
)
_NOT_READ = (
    "You said that people of the school could recognise a child. Write down who at the school, such as the "
    "SENCO, read it before it goes, or reword what they would know the child by. Nothing was written."
)
_UNCONFIRMED = (
    "You said that people of the school could recognise a child. Confirm that it goes to the project manager "
    "alone, or reword what they would know the child by. Nothing was written."
)


@dataclass(frozen=True, slots=True)
class Intruder:
    """The tutor's answers; None is not answered. ``confirmed`` goes with a yes for the school."""

    stranger: bool | None = None
    colleague: bool | None = None
    school: bool | None = None
    confirmed: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether all three questions have an answer."""
        return None not in (self.stranger, self.colleague, self.school)

    def as_words(self) -> dict[str, str]:
        """Return the answers as the log keeps them: "yes", "no" or "not answered" for each question."""
        said = {None: "not answered", True: "yes", False: "no"}
        return {
            STRANGER: said[self.stranger],
            COLLEAGUE: said[self.colleague],
            SCHOOL: said[self.school],
            "confirmed": said[self.confirmed],
        }


def intruder_blocks(answers: Intruder | None, purpose: str) -> str:
    """Return why nothing may leave with these answers and what to do, or nothing when it may.

    ``purpose`` is that of the log, such as ``giving.PURPOSE``: only a bundle for the project manager may
    leave when people of the school could recognise a child, and only when that is confirmed.
    """
    if answers is None or not answers.is_answered:
        return _UNANSWERED
    if answers.stranger:
        return _DO[STRANGER]
    if answers.colleague:
        return _DO[COLLEAGUE]
    if answers.school and purpose != PM_BUNDLE:
        return _SCHOOL_ELSEWHERE
    if answers.school and not answers.confirmed:
        return _UNCONFIRMED
    return ""


def case_blocks(answers: Intruder | None, *, is_agreed: bool, read_by: str) -> str:
    """Return why a case study may not leave with these answers and what to do, or nothing when it may.

    It may leave although people of the school could recognise a child when everybody told of may be
    recognised (``is_agreed``, asked of the permissions) and somebody of the school read it (``read_by``).
    """
    if answers is None or not answers.is_answered or not answers.school:
        return intruder_blocks(answers, CASE_STUDY)
    if answers.stranger or answers.colleague:
        return intruder_blocks(answers, CASE_STUDY)
    if not is_agreed:
        return _NOT_AGREED
    return "" if read_by.strip() else _NOT_READ
