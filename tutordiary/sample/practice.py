"""The tutor's own practice, and who allowed what."""

from __future__ import annotations

from tutordiary.model import GivenBy, PermissionKind, SelfAnswer
from tutordiary.sample.notes import Consent, Look, Turn

PROFILE = (
    Look("ING-A", SelfAnswer.STRENGTH, "I am good at leaving the door open. Session fourteen taught me what "
        "it costs when I forget.", True),
    Look("ING-B", SelfAnswer.GROWING, "Mr Vickers knows more than I ask him."),
    Look("ING-C", SelfAnswer.GROWING, "Sit where they sit. I did, once, at the very end.", True),
    Look("ING-D", SelfAnswer.WANT_HELP, "I still fill silences. Fewer than last term; still me talking.",
        True),
    Look("ING-E", SelfAnswer.STRENGTH, "The hedge was nobody's plan."),
    Look("ING-G", SelfAnswer.GROWING, "Handing over the pointer is easy. Handing over the next minute is "
        "not."),
    Look("ING-L", SelfAnswer.GROWING, "Asked about instruments at home without thinking. There are other "
        "ways to ask."),
    Look("ING-O", SelfAnswer.WANT_HELP, "Two strong children, one drum. Brought it to the group.", True),
    Look("ING-Q", SelfAnswer.GROWING),
    Look("ING-S", SelfAnswer.STRENGTH, "Guitar, voice, anything you can hit. Laptops less so: Drew teaches "
        "me."),
    Look("ING-U", SelfAnswer.NOT_MY_CONTEXT, "The centre does its own risk sheet and I sign it."),
    Look("ING-V", SelfAnswer.WANT_HELP, "The hatch."),
    Look("INC1", SelfAnswer.GROWING, "Five places, and I know of a sixth child who looks through the glass."),
    Look("INC5", SelfAnswer.STRENGTH),
    Look("INC7", SelfAnswer.WANT_HELP, "What comes after twenty weeks? I have answers for three out of five.",
        True),
)  # fmt: skip

TURNS = (
    Turn("What happens when I stop filling the silences?", 150, "Counted ten breaths before speaking, in "
        "three sessions out of four.", "Somebody else fills them, usually around seven. Twice it was Safiya.",
        "The silence was mine. They were fine in it.", "Count on your fingers, under the table, so that it "
        "is not a performance of waiting.", "Yes. Fingers are slower than counting.", 30),
    Turn("How do I notice the one who gives no trouble?", 20, "Reading back a month of pages with a pencil, "
        "one tick for each name.", "Fintan: nothing for weeks. Sky: only ever when something was loud.", "",
        "Begin the next page with the name that has fewest ticks."),
)  # fmt: skip

QUIETS = (
    Consent("saf", PermissionKind.ANONYMOUS_USE, GivenBy.PARENT_CARER),
    Consent("saf", PermissionKind.ANONYMOUS_USE, GivenBy.PUPIL, 12, 0,
        "Thumb up, then 'but call me Linnet'."),
    Consent("saf", PermissionKind.ANONYMOUS_USE, GivenBy.SCHOOL, 12),
    Consent("saf", PermissionKind.IDENTIFIABLE_CASE_STUDY, GivenBy.PARENT_CARER, 12),
    Consent("saf", PermissionKind.IDENTIFIABLE_CASE_STUDY, GivenBy.PUPIL, 12, 12,
        "Asked, and said no to her own name."),
    Consent("saf", PermissionKind.QUOTE, GivenBy.PARENT_CARER, 6),
    Consent("saf", PermissionKind.QUOTE, GivenBy.PUPIL, 16, 0, "Asked first."),
    Consent("saf", PermissionKind.AUDIO, GivenBy.PUPIL, 17),
    Consent("saf", PermissionKind.AUDIO, GivenBy.PARENT_CARER, 17),
    Consent("saf", PermissionKind.PHOTO, GivenBy.PARENT_CARER, 1, 1, "No photographs."),
    Consent("dom", PermissionKind.ANONYMOUS_USE, GivenBy.PARENT_CARER),
    Consent("dom", PermissionKind.ANONYMOUS_USE, GivenBy.PUPIL, 12),
    Consent("dom", PermissionKind.QUOTE, GivenBy.PARENT_CARER, 2),
    Consent("dom", PermissionKind.QUOTE, GivenBy.PUPIL, 12, 0, "Wants to be called the producer."),
    Consent("dom", PermissionKind.AUDIO, GivenBy.PUPIL, 17),
    Consent("dom", PermissionKind.AUDIO, GivenBy.PARENT_CARER, 17),
    Consent("zof", PermissionKind.ANONYMOUS_USE, GivenBy.PARENT_CARER, 2, 0,
        "Letter in Polish and English."),
    Consent("zof", PermissionKind.ANONYMOUS_USE, GivenBy.PUPIL, 12),
    Consent("zof", PermissionKind.QUOTE, GivenBy.PARENT_CARER, 2),
    Consent("zof", PermissionKind.QUOTE, GivenBy.PUPIL, 12),
    Consent("zof", PermissionKind.AUDIO, GivenBy.PARENT_CARER, 17),
    Consent("tj", PermissionKind.ANONYMOUS_USE, GivenBy.PARENT_CARER, 1, 15,
        "Changed her mind; no reason needed."),
    Consent("tj", PermissionKind.AUDIO, GivenBy.PUPIL, 17, 0,
        "Sideways thumb. I asked again and it went up."),
    Consent("sky", PermissionKind.ANONYMOUS_USE, GivenBy.PARENT_CARER),
    Consent("sky", PermissionKind.ANONYMOUS_USE, GivenBy.PUPIL, 12),
    Consent("sky", PermissionKind.QUOTE, GivenBy.PUPIL, 12),
    Consent("sky", PermissionKind.DRAWING, GivenBy.PUPIL, 11, 0, "The map, yes."),
    Consent("sky", PermissionKind.DRAWING, GivenBy.PARENT_CARER, 12),
)  # fmt: skip

OTHERS = {
    "jelly": (
        Consent("pop", PermissionKind.ANONYMOUS_USE, GivenBy.PARENT_CARER),
        Consent("idr", PermissionKind.ANONYMOUS_USE, GivenBy.PARENT_CARER, 2, 7, "No reason needed."),
        Consent("amb", PermissionKind.ANONYMOUS_USE, GivenBy.PARENT_CARER),
        Consent("fra", PermissionKind.ANONYMOUS_USE, GivenBy.PARENT_CARER),
        Consent("fra", PermissionKind.QUOTE, GivenBy.PARENT_CARER, 6),
    ),
    "static": (
        Consent("car", PermissionKind.AUDIO, GivenBy.PUPIL, 3, 4, "No recordings of hers, for now."),
        Consent("car", PermissionKind.ANONYMOUS_USE, GivenBy.PUPIL, 7, 0, "If it says a girl with a laptop."),
        Consent("car", PermissionKind.QUOTE, GivenBy.PUPIL, 7, 0, "She chose the words herself."),
        Consent("dre", PermissionKind.ANONYMOUS_USE, GivenBy.PARENT_CARER),
        Consent("hop", PermissionKind.ANONYMOUS_USE, GivenBy.PARENT_CARER),
        Consent("hop", PermissionKind.QUOTE, GivenBy.PARENT_CARER, 2),
        Consent("ebr", PermissionKind.ANONYMOUS_USE, GivenBy.PARENT_CARER, 5),
        Consent("ebr", PermissionKind.QUOTE, GivenBy.PUPIL, 5, 0, "Pleased, and tried not to show it."),
    ),
    "half": (
        Consent("cha", PermissionKind.ANONYMOUS_USE, GivenBy.PUPIL, 2),
        Consent("cha", PermissionKind.QUOTE, GivenBy.PUPIL, 2, 0, "As long as the trousers stay in."),
        Consent("lei", PermissionKind.ANONYMOUS_USE, GivenBy.PUPIL, 6),
        Consent("lei", PermissionKind.QUOTE, GivenBy.PUPIL, 6, 0, "One at a time, and she reads it first."),
    ),
}  # fmt: skip
