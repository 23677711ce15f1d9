"""What a learning plan says, in order: shared by the page and the plain shape of it."""

from __future__ import annotations

from tutordiary.documents import wording
from tutordiary.documents.blocks import Block, Facts, Heading, Room, Text, Title
from tutordiary.documents.content import LearningPlan, PlanTarget

OVER = "My music plan"
NO_TARGETS = "We have not chosen targets yet."


def plan_title(plan: LearningPlan) -> str:
    """Return the title: whose plan it is."""
    return f"{plan.name}’s music plan" if plan.name else "My music plan"


def plan_facts(plan: LearningPlan) -> tuple[tuple[str, str], ...]:
    """Return label and words of what stands above the targets."""
    rows = [("Group", plan.group), ("What I like", plan.likes)]
    if not plan.for_wall:
        rows += [("School", plan.school), ("What helps me", plan.what_helps)]
    return tuple((label, words) for label, words in rows if words)


def first_line(target: PlanTarget) -> str:
    """Return the target as the pupil said it, or else as the adults did."""
    return target.pupil_words or target.adult_words or "Not written down yet"


def target_lines(target: PlanTarget, plan: LearningPlan) -> tuple[str, ...]:
    """Return the lines under a target's heading."""
    lines = [first_line(target)]
    if target.adult_words and target.pupil_words and not plan.for_wall:
        lines.append(target.adult_words)
    if target.review_by:
        lines.append(f"We will look at it again by {wording.on(target.review_by)}.")
    return tuple(lines)


def plan_foot(plan: LearningPlan) -> str:
    """Return who made the plan with the pupil, and when."""
    made = f"Made on {wording.on(plan.made_on)}" if plan.made_on else ""
    return wording.joined((made, plan.tutor, plan.service))


def plan_blocks(plan: LearningPlan) -> list[Block]:
    """Return the plan as blocks."""
    blocks: list[Block] = [Title(plan_title(plan), OVER)]
    facts = plan_facts(plan)
    if facts:
        blocks.append(Facts(facts))
    for number, target in enumerate(plan.targets, start=1):
        first, *rest = target_lines(target, plan)
        blocks += [Heading(f"Target {number}"), Text(first, "strong"), *(Text(line) for line in rest)]
    if not plan.targets:
        blocks.append(Text(NO_TARGETS))
    foot = plan_foot(plan)
    return [*blocks, *([Text(foot, "small")] if foot else []), Room(("How it went",), 4)]
