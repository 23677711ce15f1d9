"""Priyanka Voss's notes: singing and strings with five small children, eleven sessions."""

from __future__ import annotations

from tutordiary.model import (
    Asked,
    Direction,
    GivenBy,
    JudgementResult,
    PartTaken,
    PermissionKind,
    ReviewResult,
    Source,
    Speaker,
    TargetKind,
    Tried,
    Where,
)
from tutordiary.sample.notes import Aim, Answer, Consent, Did, Quote, SessionNote, Sign, Start, Verdict

NOTES = (
    SessionNote(
        number=1, adults="Mrs Amos (TA)", minutes=9, marks="mai COM.1=1; bea MUS.1=1; ade MUS.1=2",
        everyone="AGE.1=1",
        activities=(
            Did("Lullaby for a violin in a box", "singing, listening"),
        ),
        answers=(
            Answer("went_well", "We sang the violin awake. Bertie held the lid and decided when it was "
                "morning.", "manager reflection"),
            Answer("did_not", "One violin, five children. Adaeze waited so beautifully that I forgot her."),
            Answer("next_time", "Adaeze first. Borrow the other two quarter-sizes.", "reflection"),
        ),
        signs=(
            Sign("bea", "AGE.1", "Decided when it was morning, and made us wait for it.",
                "school family manager", step=1, part=PartTaken.LED),
            Sign("lum", "", "Lay under the table and hummed the tune from there.", "school",
                part=PartTaken.LISTENED),
        ),
    ),
    SessionNote(
        number=2, minutes=7, tried=Tried.YES, away="aya", marks="ade MUS.1=2; lum RES.1=1; mai AGE.1=1",
        activities=(
            Did("Open strings and weather", "improvising"),
        ),
        answers=(
            Answer("went_well", "Adaeze first. She plucked a thunderstorm and then a puddle.",
                "manager reflection"),
            Answer("next_time", "Ask for weather from home next week.", "reflection"),
        ),
        signs=(
            Sign("ade", "MUS.1", "Made two kinds of weather on one string and could do each again.",
                "school family manager", step=2, part=PartTaken.PLAYED),
        ),
    ),
    SessionNote(
        number=3, adults="Mrs Amos (TA)", minutes=8, tried=Tried.PARTLY,
        marks="mai RES.1=1; aya MUS.1=1; bea COM.1=1", harder="aya RES.2=1",
        activities=(
            Did("Counting teapots", "singing, games", led=True),
        ),
        answers=(
            Answer("went_well", "Maisie's teapot rhyme. She will not sing it, she will only say it, and she "
                "will only say it to the bow.", "manager reflection"),
            Answer("next_time", "Let her say it. Put a drone under it.", "reflection"),
        ),
        signs=(
            Sign("mai", "RES.1", "Said a rhyme of her own to the violin bow, loud enough for two of us to "
                "hear.", "school manager", step=1, direction=Direction.STEP_ON),
            Sign("aya", "RES.2", "Threw the rosin, was sorry, found all the pieces.", "school", step=0,
                direction=Direction.HARDER_DAY),
        ),
    ),
    SessionNote(
        number=4, minutes=6, tried=Tried.YES, marks="mai MUS.1=1; lum AGE.1=1; ade COM.2=1",
        activities=(
            Did("Teapot drone", "singing"),
        ),
        answers=(
            Answer("went_well", "Drones make anything sound like a church. Lumi came out from under the "
                "table to see where the sound was.", "manager reflection"),
            Answer("next_time", "Lumi on drone.", "reflection"),
        ),
        signs=(
            Sign("lum", "RES.1 AGE.1", "Came out from under the table by choice and put a hand flat on the "
                "violin to feel it.", "school family manager", step=1, part=PartTaken.STEPPED_AWAY_CAME_BACK,
                direction=Direction.STEP_ON),
        ),
    ),
    SessionNote(
        number=5, adults="Mrs Amos (TA)", minutes=6, tried=Tried.YES,
        marks="lum MUS.1=2; mai COM.2=1; bea COM.3=1; aya COM.1=1", everyone="COM.1=2",
        activities=(
            Did("The Teapots, a song", "songwriting, lyrics", led=True),
        ),
        answers=(
            Answer("went_well", "They are the Teapots. Each has a verse. Bertie's is about gravy, for "
                "reasons of his own.", "manager reflection"),
            Answer("next_time", "One verse a week, no more.", "reflection"),
        ),
        signs=(
            Sign("aya", "COM.1", "Made room on the mat without being asked and patted it.",
                "school family manager", step=1, direction=Direction.STEP_ON),
        ),
        quotes=(
            Quote("bea", "Gravy is a kind of weather.", "verse three", "school family manager reflection",
                Asked.OFFERED, artefact="lyric"),
        ),
    ),
    SessionNote(
        number=6, minutes=5, tried=Tried.YES, late="lum", marks="ade COM.3=1; mai MUS.1=2",
        activities=(
            Did("Verses one and two", "singing"),
        ),
        answers=(
            Answer("went_well", "Maisie sang. One line, to the bow, on the note.", "manager reflection"),
            Answer("next_time", "Say nothing about it. Leave the bow where she can reach.", "reflection"),
        ),
        signs=(
            Sign("mai", "MUS.1 RES.1", "Sang a line of her verse on the note of the drone.",
                "school family manager", step=2, direction=Direction.STEP_ON,
                did="Looked at the drone, not at her."),
            Sign("ade", "COM.3", "Counted everyone in and waited for the slowest.", "school family manager",
                step=1, part=PartTaken.LED, direction=Direction.STEP_ON),
        ),
    ),
    SessionNote(
        number=7, adults="Mrs Amos (TA)", minutes=7, tried=Tried.YES, away="bea",
        marks="aya RES.2=1 MUS.1=1; lum MUS.1=2; ade MUS.1=2",
        activities=(
            Did("Loud teapots, sleeping teapots", "games, listening", led=True),
        ),
        answers=(
            Answer("went_well", "Ayaan chose sleeping. He has never chosen quiet before, and he kept it "
                "going with a finger on his lips.", "manager reflection"),
            Answer("next_time", "Ayaan chooses again.", "reflection"),
        ),
        signs=(
            Sign("aya", "RES.2 AGE.1", "Chose the quiet game after a noisy dinner time and led it.",
                "school family manager", step=2, part=PartTaken.LED, direction=Direction.STEP_ON),
        ),
    ),
    SessionNote(
        number=8, minutes=6, tried=Tried.PARTLY, marks="mai COM.2=2; ade AGE.2=1; lum COM.1=1",
        activities=(
            Did("Showing one person", "singing", led=True),
        ),
        answers=(
            Answer("went_well", "Each showed their verse to one grown-up of their choosing. Maisie chose the "
                "lollipop man.", "manager reflection"),
            Answer("next_time", "Ask the lollipop man to come.", "reflection"),
        ),
        signs=(
            Sign("mai", "COM.2", "Said and then sang her verse to an adult she chose.",
                "school family manager", where=Where.AROUND_SCHOOL, source=Source.TA, step=2,
                direction=Direction.STEP_ON),
        ),
    ),
    SessionNote(
        number=9, adults="Mrs Amos (TA)", minutes=5, tried=Tried.YES, left_early="aya",
        marks="lum COM.2=1; bea MUS.1=2; ade COM.3=2", harder="bea RES.3=1",
        activities=(
            Did("Gravy, with bows", "improvising"),
        ),
        answers=(
            Answer("went_well", "The lollipop man came, with his lollipop, and conducted.",
                "manager reflection"),
            Answer("next_time", "Someone else with the lollipop.", "reflection"),
        ),
        signs=(
            Sign("bea", "RES.3", "Snapped at his own wrong note and sat out a verse, then asked which verse "
                "we had got to.", "school", step=1, part=PartTaken.STEPPED_AWAY_CAME_BACK,
                direction=Direction.HARDER_DAY),
        ),
    ),
    SessionNote(
        number=10, minutes=4, tried=Tried.YES, marks="ade MUS.1=3 COM.3=2; mai RES.1=2; aya COM.1=2",
        activities=(
            Did("All five verses", "singing, hocket", led=True),
        ),
        answers=(
            Answer("went_well", "Five verses, five leaders, and I turned pages that did not exist in order "
                "to have something to do.", "manager reflection"),
            Answer("next_time", "Record it on Mrs Amos's tablet, if she remembers the tablet.",
                "reflection"),
        ),
        signs=(
            Sign("ade", "COM.3 MUS.1", "Led her own verse from the violin with her bow as the beat.",
                "school family manager", step=3, part=PartTaken.LED, direction=Direction.STEP_ON),
            Sign("lum", "COM.2 MUS.1", "Held the drone for every verse and came in early for a friend who "
                "was lost.", "school family manager", step=2, direction=Direction.STEP_ON),
        ),
    ),
    SessionNote(
        number=11, adults="Mrs Amos (TA)", minutes=10, tried=Tried.NOT_YET, tried_note="No tablet.",
        marks="ade AGE.2=2; mai AGE.2=1; aya RES.2=2; lum AGE.1=2; bea COM.1=2",
        activities=(
            Did("Teapots at the gate", "singing", led=True),
        ),
        answers=(
            Answer("went_well", "We sang it at the gate at home time. Three grandparents, two dogs, one "
                "lollipop.", "manager reflection"),
            Answer("next_time", "Finish the last two sets of notes before the holiday, Priyanka.", ""),
        ),
        signs=(
            Sign("mai", "COM.2 RES.1", "Sang her verse at the gate with her back to the railings and her "
                "face to everyone.", "school family manager", step=2, direction=Direction.STEP_ON),
            Sign("aya", "RES.2", "Waited through four verses with his hands in his pockets, on purpose.",
                "school family manager", step=2, direction=Direction.STEP_ON),
        ),
        quotes=(
            Quote("mai", "I heard her from across the road. I thought, whose is that voice?", "at the gate",
                "school family manager", Asked.OFFERED, Speaker.PARENT_CARER, "Maisie's grandad",
                key="mai-voice"),
        ),
    ),
)  # fmt: skip

STARTS = (
    Start("mai", "MUS", 1, "Mouths the words.", 0),
    Start("mai", "RES", 1, "Speaks to objects rather than to people.", 0),
    Start("mai", "COM", 2, "Near the door, near the TA.", 0),
    Start("ade", "MUS", 1, "A strong, patient ear.", 1),
    Start("ade", "COM", 2, "Waits so well that she is missed.", 1),
    Start("ade", "AGE", 2, "Takes what is left.", 0),
    Start("lum", "MUS", 2, "Hums under tables.", 1),
    Start("lum", "RES", 1, "Under the table from the start.", 0),
    Start("aya", "RES", 3, "Throws first.", 0),
    Start("aya", "COM", 3, "Takes the middle of the mat.", 0),
    Start("bea", "MUS", 1, "Loud and happy and early.", 1),
)  # fmt: skip

AIMS = (
    Aim(who="mai", kind=TargetKind.MUSICAL, child="I want to sing it to the bow.",
        adult="Sing one line at pitch.", outcome="MUS", set_in=3, review_in=10, reviewed_in=11,
        result=ReviewResult.GOT_THERE, happened="One line by session six, a verse at the gate by the end.",
        review="The bow heard and so did a dog."),
    Aim(who="ade", kind=TargetKind.SOCIAL, child="I want to go first sometimes.",
        adult="Lead a verse without being asked.", outcome="COM", set_in=2, review_in=10, reviewed_in=10,
        result=ReviewResult.GOT_THERE, happened="Led from the violin.", review="I went first and last."),
)  # fmt: skip

VERDICTS = (
    Verdict("mai", "MUS", JudgementResult.INCREASED, "Sings on the note."),
    Verdict("mai", "RES", JudgementResult.INCREASED, "From a bow to a gate.", "school family manager",
        ("mai-voice",)),
    Verdict("mai", "COM", JudgementResult.INCREASED, "Chose who should hear it, then let everyone.",
        "school family manager", ("mai-voice",)),
    Verdict("mai", "AGE", JudgementResult.NOT_ENOUGH, "No start point."),
    Verdict("ade", "MUS", JudgementResult.INCREASED, "Leads with the bow."),
    Verdict("ade", "COM", JudgementResult.INCREASED, "Goes first now, and waits for others by choice."),
    Verdict("ade", "AGE", JudgementResult.EARLY_SIGNS, "Twice, late on."),
    Verdict("aya", "RES", JudgementResult.INCREASED, "Chooses quiet, waits on purpose."),
    Verdict("aya", "COM", JudgementResult.EARLY_SIGNS, "Makes room. Not every week."),
)  # fmt: skip

CONSENTS = (
    Consent("mai", PermissionKind.ANONYMOUS_USE, GivenBy.PARENT_CARER),
    Consent("aya", PermissionKind.ANONYMOUS_USE, GivenBy.PARENT_CARER, 2),
    Consent("lum", PermissionKind.ANONYMOUS_USE, GivenBy.PARENT_CARER),
    Consent("ade", PermissionKind.ANONYMOUS_USE, GivenBy.PARENT_CARER, 3),
)  # fmt: skip
