"""What a learning plan says, in order: shared by the page and the plain shape of it."""

from __future__ import annotations

from tutordiary.documents import wording
from tutordiary.documents.blocks import Block, Facts, Heading, Listing, Room, Text, Title
from tutordiary.documents.content import LearningPlan, PlanTarget

OVER = "My music plan"
NO_TARGETS = "We have not chosen targets yet. Here is room for them."
WANT = "I want to"
FIRST_STEP = "My first step"
ALL_RESULTS = ("got there", "nearly", "still going", "changed my mind", "not right for me")
HOW_IT_WENT = "How it went"
I_SAY = "I say"
SPACES = ("A picture of me making music", "What I want to remember")
EMPTY_TARGETS = 3
ROOM_LINES = 4


def plan_title(plan: LearningPlan) -> str:
    """Return the title: whose plan it is."""
    return f"{plan.name.removesuffix('.')}’s music plan" if plan.name else OVER  # "Maya R’s", not "Maya R.’s"


def plan_over(plan: LearningPlan) -> str:
    """Return the line over the title: the group the pupils named, or nothing."""
    return plan.group


def plan_facts(plan: LearningPlan) -> tuple[tuple[str, str], ...]:
    """Return label and words of what stands above the targets."""
    rows = [("What I like", plan.likes)]
    if not plan.for_wall:
        rows = [("School", plan.school), *rows, ("What helps me", plan.what_helps)]
    return tuple((label, words) for label, words in rows if words)


def target_heading(number: int, target: PlanTarget) -> str:
    """Return "Target 1: musical"; the kind is left out when none was chosen."""
    return f"Target {number}: {target.kind}" if target.kind else f"Target {number}"


def first_line(target: PlanTarget) -> str:
    """Return the target as the pupil said it, or else as the adults did."""
    return target.pupil_words or target.adult_words or "Not written down yet"


def adult_line(target: PlanTarget, plan: LearningPlan) -> str:
    """Return how adults put it; empty on a wall, and where the pupil's words are not there."""
    return target.adult_words if target.pupil_words and not plan.for_wall else ""


def days_line(target: PlanTarget) -> str:
    """Return when it was chosen and when it is looked at again; empty when neither day is known."""
    chosen = f"Chosen on {wording.on(target.set_on)}." if target.set_on else ""
    again = ""
    if target.review_by and not target.result:
        again = f"We look at it again by {wording.on(target.review_by)}."
    return wording.joined((chosen, again), " ")


def review_line(target: PlanTarget, plan: LearningPlan) -> str:
    """Return how it went and what the pupil says to that; empty before the review, and on a wall."""
    if plan.for_wall:
        return ""
    went = f"{HOW_IT_WENT}: {target.result}." if target.result else ""
    said = f"{I_SAY}: {wording.quoted(target.pupil_review)}" if target.pupil_review else ""
    return wording.joined((went, said), " ")


def plan_foot(plan: LearningPlan) -> str:
    """Return who made the plan with the pupil, and when."""
    made = f"Made on {wording.on(plan.made_on)}" if plan.made_on else ""
    return wording.joined((made, plan.tutor, plan.service))


def plan_blocks(plan: LearningPlan) -> list[Block]:
    """Return the plan as blocks."""
    blocks: list[Block] = [Title(plan_title(plan), plan_over(plan))]
    facts = plan_facts(plan)
    if facts:
        blocks.append(Facts(facts))
    for number, target in enumerate(plan.targets, start=1):
        blocks += _target(number, target, plan)
    if not plan.targets:
        blocks += [Text(NO_TARGETS), Room((WANT,) * EMPTY_TARGETS, 2)]
    foot = plan_foot(plan)
    return [*blocks, *([Text(foot, "small")] if foot else []), Room(SPACES, ROOM_LINES, True)]


def _target(number: int, target: PlanTarget, plan: LearningPlan) -> list[Block]:
    blocks: list[Block] = [Heading(target_heading(number, target)), Text(first_line(target), "strong")]
    adult = adult_line(target, plan)
    blocks += [Text(adult)] if adult else []
    blocks += [Listing(target.steps)] if target.steps else []
    days = days_line(target)
    blocks += [Text(days, "small")] if days else []
    review = review_line(target, plan)
    if review:
        return [*blocks, Text(review)]
    lines = [] if target.steps else [FIRST_STEP]
    lines += [] if plan.for_wall else [f"{HOW_IT_WENT}: {', '.join(ALL_RESULTS)}"]
    return [*blocks, *([Room(tuple(lines), 1)] if lines else [])]
