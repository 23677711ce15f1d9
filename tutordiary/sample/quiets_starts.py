"""The Loud Quiets: where each pupil began, what they wanted, and what was decided at the end."""

from __future__ import annotations

from tutordiary.model import JudgementResult, ReviewResult, Source, TargetKind
from tutordiary.sample.notes import Aim, Start, Verdict

STARTS = (
    Start("saf", "MUS", 3, "Holds the cabasa and turns it without sound. I cannot tell yet what she can "
        "play; I suspect a good deal.", 0, to="school manager"),
    Start("saf", "AGE", 2, "Chooses an instrument and where to sit. Other choices go by without her: she "
        "looks at the door when I ask.", 1, to="school manager"),
    Start("saf", "RES", 1, "Coat on, hood up, by the door. No words in the room to me or to anyone.", 0,
        to="school manager"),
    Start("saf", "COM", 3, "Comes with the others and stays at the edge. Voted with one finger. Her teacher "
        "says she stands alone at break.", 0, Source.CLASS_TEACHER, to="school manager"),
    Start("dom", "MUS", 1, "Steady from the first minute. Locks on to a beat in two bars and keeps it.", 2),
    Start("dom", "AGE", 1, "First to choose, always, and then changes his mind while someone else is having "
        "their go.", 1),
    Start("dom", "RES", 2, "Waiting is the hard thing. He plays other people's turns and knows at once that "
        "he has.", 0, to="school manager"),
    Start("dom", "COM", 3, "Leads by being loudest. Can start and stop the group, does not yet look to see "
        "whether they are with him.", 1),
    Start("zof", "MUS", 1, "Claps complicated patterns alone. When anyone joins in she stops to correct "
        "them.", 1),
    Start("zof", "AGE", 2, "Knows what she wants and arranges everyone else to fit. Has not been heard to "
        "change her mind.", 1),
    Start("zof", "RES", 2, "A wrong note, hers or anybody's, ends the piece.", 0),
    Start("zof", "COM", 2, "Helped someone who was late, as if it were a job. Talks to me more than to the "
        "other four.", 1, to="school manager"),
    Start("tj", "MUS", 3, "One note on the guitar, put down straight away. Sings low and holds it well when "
        "he is being funny.", 1),
    Start("tj", "AGE", 1, "Chooses whatever gets a laugh. Sideways thumb for everything else.", 1),
    Start("tj", "RES", 3, "Comes every week and tries most things once. After a buzz he said the guitar was "
        "broken, but he stayed in the room.", 1, to="school manager"),
    Start("sky", "MUS", 3, "Hums in tune behind the piano. Stops if looked at.", 1),
    Start("sky", "AGE", 3, "Named the group, then said it had been someone else's idea.", 1),
    Start("sky", "RES", 1, "Gone behind the piano within a minute when it got loud. Back, after a while, if "
        "nobody turned round.", 0),
    Start("sky", "COM", 2, "Friendly to everyone, near no one. Late, and sorry about it, twice.", 1,
        Source.TA),
)  # fmt: skip

AIMS = (
    Aim(who="saf", kind=TargetKind.MUSICAL, child="I want to do the pigeon and not stop.",
        adult="Play the five-beat pattern against a steady four for sixteen bars.", outcome="MUS", set_in=7,
        review_in=16, reviewed_in=16, result=ReviewResult.GOT_THERE, happened="Played it through the whole "
        "groove in session sixteen and has not needed to count since.",
        review="I don't even think about it, it's just the pigeon.", evidence=("saf-corrects",
        "saf-last-sound")),
    Aim(who="saf", kind=TargetKind.OWN, child="I want to tell people about owls but only if they ask.",
        adult="Choose when and to whom she shares what she knows.", outcome="COM", set_in=12,
        set_with="tutor and Mr Vickers", review_in=19, reviewed_in=19, result=ReviewResult.GOT_THERE,
        happened="Two hard weeks in the middle, when I forgot to ask. She set the terms again herself and "
        "then opened the sharing.", review="I told twenty-two and they did ask. They put their hands up.",
        evidence=("saf-ask-first", "saf-opens")),
    Aim(who="saf", kind=TargetKind.PERSONAL, child="I want stop to work when I do it with my hands.",
        adult="Pause the group with owl hands, three times in a session.", outcome="RES", set_in=10,
        review_in=19, reviewed_in=19, result=ReviewResult.NEARLY, happened="Works every time in the group. "
        "She does not use it yet when another adult is in the room.", review="It works on children.",
        evidence=("saf-teaches-owl",)),
    Aim(who="dom", kind=TargetKind.PERSONAL, child="I want to wait without my arms hurting.",
        adult="Wait for three other turns in a row, with a job to do while waiting, in four sessions out of "
        "five.", outcome="RES", set_in=3, set_with="tutor and Mr Vickers", review_in=12, reviewed_in=19,
        result=ReviewResult.GOT_THERE, happened="The job turned out to be counting. By the end he was the "
        "one who held the silence.", review="I can wait now if it's worth it.", evidence=("dom-silence",
        "dom-pointer", "dom-last")),
    Aim(who="dom", kind=TargetKind.MUSICAL, child="I want to do the really fast one with two sticks.",
        adult="Play a two-stick roll on the snare for eight beats.", outcome="MUS", set_in=3, review_in=12,
        reviewed_in=12, result=ReviewResult.NOT_RIGHT_FOR_ME, happened="He tried it for two weeks and "
        "preferred the deep drum and playing under the others.",
        review="It's all show. I like the big one."),
    Aim(who="dom", kind=TargetKind.OWN, child="I want to be the one who starts it.",
        adult="Count the group in without words, so that all five begin together.", outcome="COM", set_in=12,
        review_in=19, reviewed_in=19, result=ReviewResult.GOT_THERE,
        happened="Counted in the sharing with one hand.",
        review="I did it with one finger and they all went.", evidence=("dom-counts", "dom-pointer")),
    Aim(who="zof", kind=TargetKind.MUSICAL, child="I want to write a clapping piece that nobody has ever "
        "heard.", adult="Compose and write down a clapping piece of at least sixteen beats for two or more "
        "people.", outcome="MUS", set_in=4, review_in=19, reviewed_in=19, result=ReviewResult.GOT_THERE,
        happened="Three pieces in the end, one of them with a polka inside it.",
        review="Three. One has a secret.", evidence=("zof-list", "zof-polka")),
    Aim(who="zof", kind=TargetKind.SOCIAL, child="I want the other way to be right sometimes.",
        adult="Try someone else's version before giving an opinion, twice in a session.", outcome="COM",
        set_in=9, set_with="tutor, after the row", review_in=19, reviewed_in=19, result=ReviewResult.NEARLY,
        happened="Offers to try both without being asked. Finds it harder when she has written hers down "
        "first.", review="Nearly is where you put the pencil down and pick it up again, so nearly.",
        evidence=("zof-both", "zof-vote")),
    Aim(who="tj", kind=TargetKind.MUSICAL, child="I want to play all of my uncle's song.",
        adult="Play the bass line of one song on two strings, start to finish.", outcome="MUS", set_in=5,
        review_in=12, reviewed_in=19, result=ReviewResult.CHANGED_MY_MIND,
        happened="It was too long, and every week it stayed too long. He asked for it to be crossed out.",
        review="It's his song. I want one that's mine and short.", evidence=("tj-string", "tj-smaller")),
    Aim(who="tj", kind=TargetKind.OWN, child="One slide, in the right place, once.",
        adult="Play the slide on the low string at its place in the piece.", outcome="MUS", set_in=19,
        review_in=20, reviewed_in=20, result=ReviewResult.GOT_THERE,
        happened="Once, in the right place, in the last session.", review="Tick it.",
        evidence=("tj-once",)),
    Aim(who="tj", kind=TargetKind.PERSONAL, child="If I go I want to come back.",
        adult="After leaving the room, come back before the end in half of the sessions.", outcome="RES",
        set_in=6, review_in=19, reviewed_in=19, result=ReviewResult.STILL_GOING,
        happened="Came back in sessions seventeen and nineteen. Missed several in between.",
        review="Put that I came back.", to="school manager"),
    Aim(who="sky", kind=TargetKind.OWN, child="I want to sing where people are, but I say when.",
        adult="Sing in view of the group in three sessions, choosing when.", outcome="COM", set_in=4,
        review_in=19, reviewed_in=19, result=ReviewResult.STILL_GOING,
        happened="Four times in view, once in front of a class. They want to go on with it in choir.",
        review="I'm facing people now. Next is looking at them.", evidence=("sky-end-of-piano",
        "sky-front")),
    Aim(who="sky", kind=TargetKind.PERSONAL, child="I want to stay for the loud bit.",
        adult="Stay in the room, with headphones if wanted, through one loud section each week.",
        outcome="RES", set_in=5, review_in=12, reviewed_in=19, result=ReviewResult.NEARLY,
        happened="Stayed for all of them but two since session nine.",
        review="The corridor one was the loudest and I did that.", evidence=("sky-hatch", "sky-corridor")),
)  # fmt: skip

VERDICTS = (
    Verdict("saf", "MUS", JudgementResult.EARLY_SIGNS, "We hear more of Safiya's music now. She may well "
        "have had it all along, so I call these early signs."),
    Verdict("saf", "AGE", JudgementResult.INCREASED, "Safiya began by choosing where to sit. Now she says "
        "when, how and with whom she shares her music.", "school manager reflection", ("staff-hand-up",
        "saf-note")),
    Verdict("saf", "RES", JudgementResult.INCREASED, "From silence by the door to opening a sharing, with "
        "two hard weeks in between that she came back from.", "school manager reflection", ("staff-hand-up",
        "parent-band")),
    Verdict("saf", "COM", JudgementResult.INCREASED, "She has taught others, led, and welcomed people in. "
        "She wants to go on making music in a group.", "school family manager reflection", ("staff-kettle",
        "saf-still")),
    Verdict("dom", "MUS", JudgementResult.NO_CHANGE, "Dominic was steady in the first week and is steady "
        "now. This was his strength from the beginning."),
    Verdict("dom", "AGE", JudgementResult.EARLY_SIGNS, "He has begun to hear his own part and to say "
        "something about it: two or three times, all late on."),
    Verdict("dom", "RES", JudgementResult.INCREASED, "Waiting was the hard thing. He now holds a silence for "
        "the whole group, and home has seen it too.", "school family manager", ("dom-wait", "staff-calmest",
        "parent-counts")),
    Verdict("dom", "COM", JudgementResult.INCREASED, "He used to lead by being loudest. He leads by watching "
        "now, and kept a place empty for someone who needed it.", "school family manager",
        ("staff-calmest",)),
    Verdict("zof", "MUS", JudgementResult.INCREASED, "Zofia's patterns used to be for one. She writes them "
        "for others now, and knows a polka from a march.", "school family manager", ("parent-claps",)),
    Verdict("zof", "AGE", JudgementResult.INCREASED, "She still has a plan for everything. What is new is "
        "that she changes it when she hears a good reason."),
    Verdict("zof", "RES", JudgementResult.INCREASED, "A wrong note no longer ends the piece. Her own are "
        "still harder for her than other people's."),
    Verdict("zof", "COM", JudgementResult.INCREASED, "She has gone from arranging people to looking after "
        "them, little ones most of all.", "school family manager reflection", ("staff-looked-after",)),
    Verdict("tj", "MUS", JudgementResult.EARLY_SIGNS, "TJ has a real slide on the low string and a good ear. "
        "They came and went from week to week."),
    Verdict("tj", "AGE", JudgementResult.NO_CHANGE, "He made one clear choice of his own, at the very end: a "
        "smaller target. I hope it is the first of several."),
    Verdict("tj", "RES", JudgementResult.LESS, "He came to things more readily in the first half than in the "
        "second. I moved the piece on faster than he could follow.", "school manager reflection"),
    Verdict("tj", "COM", JudgementResult.NOT_ENOUGH, "I wrote no start point for this one, and he missed "
        "three of the last eight sessions. I will not guess."),
    Verdict("sky", "MUS", JudgementResult.INCREASED, "Sky hummed behind the piano at first. They sing "
        "harmony in view now, and held the last note alone.", "school family manager"),
    Verdict("sky", "AGE", JudgementResult.INCREASED, "Their map became our piece and their signal became our "
        "rule, and they say so themselves now.", "school manager", ("staff-fox",)),
    Verdict("sky", "RES", JudgementResult.EARLY_SIGNS, "They come back sooner and reach for the headphones "
        "less. A good run, not yet a settled thing."),
    Verdict("sky", "COM", JudgementResult.EARLY_SIGNS, "They have sung from the front once. The quiet "
        "kindnesses were there from the beginning.", "school manager"),
)  # fmt: skip
