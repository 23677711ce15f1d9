"""The command that writes a learning plan, with the pupil's name in it."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from tutordiary.cli.console import DONE, Console, opened, place_for, pupil_named
from tutordiary.drafting import learning_plan, report_desk
from tutordiary.drafting.learning_plan import PlanChoice


def plan(arguments: Namespace, console: Console) -> int:
    """Write one pupil's learning plan: for the folder, or with --wall what a passer-by may read."""
    output = place_for(arguments.output, diary=arguments.diary)
    with opened(arguments) as diary:
        pupil = pupil_named(diary, arguments.pupil)
        choice = PlanChoice(for_wall=arguments.wall, large_print=arguments.large_print)
        today = date.today()  # noqa: DTZ011 (the tutor's own day)
        draft = learning_plan.checked(diary, learning_plan.load(diary, pupil.id, today, choice))
        rendered = report_desk.render(draft.plan, arguments.format)
        learning_plan.hand_over(diary, draft, rendered, output, given_to=arguments.given_to)
    console.result(
        [f"Written: {output}", *(f"Look at: {words}" for words in rendered.warnings)],
        {"written": str(output), "targets": len(draft.plan.targets), "warnings": list(rendered.warnings)},
    )
    return DONE
