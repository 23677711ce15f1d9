"""A question the child answers by pointing at a face: what may be asked, and how the answer is kept.

The child chooses, never the tutor for the child. What was chosen is one answer on one day: it is kept as the
pupil's own, counts for no outcome, and is averaged with nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tutordiary.diary import Diary
from tutordiary.diary.reading import current_pupils, sessions_between
from tutordiary.model import Asked, Pupil, Session, SessionStatus, Speaker, Voice, new_id
from tutordiary.model.evidence import CHOSE_A_FACE

FEW, MANY = 3, 5  # how many faces there are to choose from
LAST_YEAR_OF_FEW = 2  # Key Stage 1
DONT_SAY = 0
DONT_SAY_WORDS = "I don’t want to say"
LABELS: dict[int, tuple[str, ...]] = {
    FEW: ("Not good", "OK", "Good"),
    # Most children choose from the happy end: five that begin near the middle tell more apart there.
    MANY: ("Not so good", "OK", "Good", "Very good", "Brilliant"),
}
QUESTIONS = (
    "How did today’s music feel?",
    "How was playing in the group today?",
    "How was it to show your idea today?",
)
MOST_QUESTIONS, LONGEST = 8, 60  # letters: it is read from an arm's length, in large type
HELD = "faces_questions"  # a preference of the diary: one question to a line
TYPED = "faces/question"  # a draft: the one being written
NO_QUESTION = "Choose a question, or write one."
TOO_LONG = f"Make it shorter: at most {LONGEST} letters, so that a child can read it."
HAS_NAME = "Leave names out: the screen is turned to the room."
ONLY_TO_LOOK = "This copy is open to look at. Nothing can be asked in it."


@dataclass(frozen=True, slots=True)
class FaceChoice:
    """One face to point at. ``number`` is 1 for the first, ``of`` how many there are."""

    number: int
    of: int
    label: str


@dataclass(frozen=True, slots=True)
class Asking:
    """What the child is shown: nothing else of the diary goes to the screen."""

    question: str
    choices: tuple[FaceChoice, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of an answer: a sentence, and what takes it back and says so."""

    sentence: str
    take_back: Callable[[], str]


def choices_of(scale: int) -> tuple[FaceChoice, ...]:
    """Return three faces or five, from the first to the happiest."""
    return tuple(FaceChoice(number, scale, label) for number, label in enumerate(LABELS[scale], 1))


def answer_words(question: str, face: int, scale: int) -> str:
    """Return a question and its answer as one sentence, which is no quote of the child."""
    if face == DONT_SAY:
        return f"Asked “{question}”, chose not to say."
    return f"Asked “{question}”, chose the face “{LABELS[scale][face - 1]}” ({face} of {scale})."


class Faces:
    """The questions to choose from for one pupil, and the one answer."""

    def __init__(self, diary: Diary, today: Callable[[], date], pupil_id: str) -> None:
        self._diary = diary
        self._today = today
        self._pupil = diary.need(Pupil, pupil_id)

    @property
    def refusal(self) -> str:
        """Why nothing can be asked now; empty when it can."""
        return ONLY_TO_LOOK if self._diary.is_read_only else ""

    # The questions --------------------------------------------------------------------------------

    def questions(self) -> tuple[str, ...]:
        """Return the tutor's questions, or those that come with the app while there are none."""
        held = tuple(line for line in self._diary.preference(HELD).splitlines() if line.strip())
        return held or QUESTIONS

    def add(self, question: str) -> None:
        """Put a question at the end of the list; the oldest goes when the list is full."""
        words = tidy(question)
        others = [one for one in self.questions() if one != words]
        self._keep([*others, words][-MOST_QUESTIONS:])

    def drop(self, question: str) -> None:
        """Take a question off the list; an empty list begins anew with those that come with the app."""
        self._keep([one for one in self.questions() if one != question])

    def _keep(self, questions: list[str]) -> None:
        self._diary.keep_preference(HELD, "\n".join(questions))

    def typed(self) -> str:
        """Return the question that was being written; empty when none was."""
        return next((one.text for one in self._diary.drafts(TYPED) if one.key == TYPED), "")

    def keep_typed(self, question: str) -> None:
        """Keep the question being written, or forget it when it is empty."""
        if question.strip():
            self._diary.keep_draft(TYPED, question)
        else:
            self._diary.drop_draft(TYPED)

    def problem(self, question: str) -> str:
        """Return why a question cannot be shown to a child as it is; empty when it can."""
        words = tidy(question)
        if not words:
            return NO_QUESTION
        if len(words) > LONGEST:
            return TOO_LONG
        said = {
            part.strip("?!.,;:“”’'").removesuffix("’s").removesuffix("'s")
            for part in words.casefold().split()
        }
        names = " ".join((self._pupil.first_name, self._pupil.last_name, *self._pupil.known_as))
        return HAS_NAME if said & set(names.casefold().split()) else ""

    def first_scale(self) -> int:
        """Return how many faces to begin with: what this pupil had last, or what fits the year group."""
        for voice in self._diary.find(Voice, order=("-said_on", "-id"), pupil_id=self._pupil.id):
            if voice.is_chosen_face and voice.face_scale in LABELS:
                return voice.face_scale or MANY
        year = self._pupil.year_group
        return FEW if year is not None and year <= LAST_YEAR_OF_FEW else MANY

    def asking(self, question: str, scale: int) -> Asking:
        """Return what the child is shown."""
        return Asking(tidy(question), choices_of(scale))

    # The answer -----------------------------------------------------------------------------------

    def keep(self, question: str, scale: int, face: int) -> Kept:
        """Keep what the child chose: a face from 1 to ``scale``, or 0 for not wanting to say.

        Raises a UserError when it could not be written.
        """
        if not 0 <= face <= scale or scale not in LABELS:
            raise ValueError(f"no face {face} of {scale}")
        group_id, session_id = self._where()
        voice = Voice(
            id=new_id(),
            speaker=Speaker.PUPIL,
            words=answer_words(tidy(question), face, scale),
            said_on=self._today(),
            pupil_id=self._pupil.id,
            group_id=group_id,
            session_id=session_id,
            captured_how=CHOSE_A_FACE,
            asked=Asked.ASKED,
            face=face,
            face_scale=scale,
        )
        self._diary.save(voice)
        name = self._pupil.first_name
        chose = "chose not to say" if face == DONT_SAY else f"chose “{LABELS[scale][face - 1]}”"

        def take_back() -> str:
            self._diary.remove(voice)
            return f"What {name} chose is in the bin."

        return Kept(f"{name} {chose}. It is kept in their words, for you alone.", take_back)

    def _where(self) -> tuple[str | None, str | None]:
        """Return the group the pupil is in today and its session of today, where there is one."""
        day = self._today()
        groups = [one.group.id for one in current_pupils(self._diary, day) if one.pupil.id == self._pupil.id]
        for group_id in groups:
            session = self._session(group_id, day)
            if session is not None:
                return group_id, session.id
        return (groups[0] if groups else None), None

    def _session(self, group_id: str, day: date) -> Session | None:
        held = [
            one
            for one in sessions_between(self._diary, day, day, group_id)
            if one.status is not SessionStatus.CANCELLED
        ]
        return held[-1] if held else None


def tidy(question: str) -> str:
    """Return a question as one line without needless spaces."""
    return " ".join(question.split())
