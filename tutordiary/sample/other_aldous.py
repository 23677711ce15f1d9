"""Desmond Aldous's notes: buckets and a bass at a pupil referral unit, twelve sessions."""

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
        number=1, minutes=6, actual=20, marks="ivo MUS.1=1; roz AGE.1=1; jay AGE.1=1; noo COM.1=1",
        activities=(
            Did("Six buckets, no explanation", "percussion, improvising"),
        ),
        answers=(
            Answer("went_well", "Put six buckets upside down on the floor and went to make tea. When I came "
                "back there was a beat.", "manager reflection"),
            Answer("did_not", "Twenty minutes was plenty. I had promised thirty and the last ten were mine, "
                "not theirs."),
            Answer("next_time", "Shorter, louder, and a proper ending.", "reflection"),
        ),
        signs=(
            Sign("jay", "MUS.1", "Kept a beat going on two buckets while everybody else talked over it.",
                "school manager", step=1, part=PartTaken.PLAYED),
        ),
    ),
    SessionNote(
        number=2, minutes=5, tried=Tried.YES, late="noo", marks="jay MUS.1=2; roz COM.1=1; ivo AGE.1=1",
        activities=(
            Did("Buckets with stops", "percussion, games", led=True),
        ),
        answers=(
            Answer("went_well", "Stops. Roz can stop on a sixpence and looked pleased before she could help "
                "it.", "manager reflection"),
            Answer("next_time", "Roz on stops. Find out what Ivo hums.", "reflection"),
        ),
        signs=(
            Sign("roz", "COM.3", "Gave the stop with her eyebrows and all of them took it.",
                "school family manager", step=1, part=PartTaken.LED, direction=Direction.STEP_ON),
        ),
    ),
    SessionNote(
        number=3, minutes=8, tried=Tried.PARTLY, tried_note="He hums adverts.", away="jay",
        harder="noo RES.2=1", marks="ivo MUS.1=1 RES.1=1; roz MUS.1=1",
        activities=(
            Did("Adverts, slowed down", "listening, singing"),
        ),
        answers=(
            Answer("went_well", "A sofa advert at half speed is a lament. Ivo sang the bass of it with his "
                "chin on his chest.", "manager reflection"),
            Answer("did_not", "Noor walked out over a chair. The chair was not the point and I argued about "
                "the chair."),
            Answer("next_time", "Never argue about furniture.", "reflection"),
        ),
        signs=(
            Sign("ivo", "RES.1", "Sang where he could be heard, then checked whether anyone would make "
                "something of it. Nobody did.", "school manager", step=1, direction=Direction.STEP_ON),
        ),
    ),
    SessionNote(
        number=4, minutes=5, tried=Tried.YES, marks="jay COM.1=1; roz AGE.2=1; noo MUS.1=1",
        activities=(
            Did("Bass riff on one fret", "guitar"),
        ),
        answers=(
            Answer("went_well", "One fret, four of them, a bass that has seen better days. Noor played for "
                "the whole of the time and then timed how long.", "manager"),
            Answer("next_time", "Two frets.", "reflection"),
        ),
        signs=(
            Sign("noo", "RES.3", "Came back from last week and played all the way through.", "school", step=1,
                direction=Direction.STEP_ON, did="Said 'good to see you' and nothing else."),
            Sign("jay", "COM.2", "Showed the riff to someone by putting her finger on the fret for her, "
                "after asking.", "school manager", step=1),
        ),
    ),
    SessionNote(
        number=5, minutes=4, tried=Tried.YES, marks="ivo AGE.1=2; jay MUS.1=2; roz COM.3=2",
        activities=(
            Did("Buckets and bass", "percussion, guitar", led=True),
        ),
        answers=(
            Answer("went_well", "It sounded like a band through the wall. The office told me so and was not "
                "complaining.", "manager reflection"),
            Answer("next_time", "Let them name it.", "reflection"),
        ),
        signs=(
            Sign("ivo", "AGE.1", "Chose the song, the speed and the order, and turned down a faster version.",
                "school family manager", step=2, part=PartTaken.LED, direction=Direction.STEP_ON),
        ),
    ),
    SessionNote(
        number=6, minutes=7, tried=Tried.YES, tried_note="Bin Lids. It was that or something I cannot write "
        "on a form.", marks="roz RES.2=1; jay RES.3=1; ivo COM.1=1",
        activities=(
            Did("Bin Lids, the theme tune", "songwriting, percussion", led=True),
        ),
        answers=(
            Answer("went_well", "A name, a theme tune and a handshake in one session. I am not in the "
                "handshake.", "manager reflection"),
            Answer("personal_social_signs", "Noor has gone back to her old school on a part-time timetable "
                "and cannot get here now. The others asked if she could still be in the handshake."),
            Answer("next_time", "Three is a different shape. Plan for three.", "reflection"),
        ),
        signs=(
            Sign("jay", "RES.3", "Lost the beat, said 'that was me', and counted it in again.",
                "school family manager", step=2, direction=Direction.STEP_ON),
        ),
    ),
    SessionNote(
        number=7, minutes=6, tried=Tried.YES, away="roz", marks="ivo MUS.1=2; jay MUS.1=2",
        activities=(
            Did("Duets", "percussion, improvising"),
        ),
        answers=(
            Answer("went_well", "Ivo and Jayden-Lee, ten minutes, no words at all. They ended together and "
                "both looked at the clock in disbelief.", "manager reflection"),
            Answer("next_time", "Do not break up a good silence.", "reflection"),
        ),
        signs=(
            Sign("ivo", "MUS.1 COM.1", "Played in time with one other person for ten minutes and ended when "
                "he did.", "school manager", step=2, direction=Direction.STEP_ON),
        ),
    ),
    SessionNote(
        number=8, minutes=9, tried=Tried.NOT_YET, harder="roz RES.2=1; ivo RES.1=1", marks="jay AGE.1=2",
        question="On a day when nobody wants to be there, me included, what is the least I can offer that is "
        "still music?",
        activities=(
            Did("Not much", ""),
        ),
        answers=(
            Answer("did_not", "Fire alarm, then rain, then a row in the corridor that had nothing to do with "
                "us and came in with us all the same.", "manager reflection"),
            Answer("next_time", "One thing only, and let it be small.", "reflection"),
        ),
        signs=(
            Sign("roz", "RES.2", "Put her hood up, put her head on the table, and tapped the stops with one "
                "finger.", "school", step=1, part=PartTaken.LISTENED, direction=Direction.HARDER_DAY),
        ),
    ),
    SessionNote(
        number=9, minutes=5, tried=Tried.YES, left_early="roz",
        marks="jay COM.3=1; ivo COM.2=1; roz MUS.1=2",
        activities=(
            Did("One bucket between three", "hocket, percussion"),
        ),
        answers=(
            Answer("went_well", "One bucket. One hit each. It took a while to get round and nobody minded "
                "waiting, which is the most surprising sentence I have written here.",
                "manager reflection"),
            Answer("next_time", "One bucket again, then two.", "reflection"),
        ),
        signs=(
            Sign("roz", "COM.1", "Fetched the other two from break so that we could begin.",
                "school manager", where=Where.AROUND_SCHOOL, source=Source.OTHER_STAFF, step=2,
                direction=Direction.STEP_ON),
        ),
    ),
    SessionNote(
        number=10, minutes=5, tried=Tried.YES, marks="ivo AGE.2=2; jay MUS.1=3; roz COM.3=2",
        activities=(
            Did("Recording the theme tune", "tech", led=True),
        ),
        answers=(
            Answer("went_well", "First take. They wanted the second one anyway, for luck, and kept the "
                "first.", "manager reflection"),
            Answer("next_time", "Play it to the cook, who has asked.", "reflection"),
        ),
        signs=(
            Sign("ivo", "AGE.2", "Said that in the first week he could not have played it and named the part "
                "he could not have played.", "school family manager", step=2, direction=Direction.STEP_ON),
            Sign("roz", "COM.3 RES.2", "Stopped the take when the door banged, breathed out, and counted it "
                "in again.", "school family manager", step=2, part=PartTaken.LED,
                direction=Direction.STEP_ON),
        ),
    ),
    SessionNote(
        number=11, minutes=6, tried=Tried.YES, marks="jay COM.2=2; ivo COM.1=2; roz RES.2=2",
        activities=(
            Did("Playing to the cook", "percussion, guitar", led=True),
        ),
        answers=(
            Answer("went_well", "The cook stood on one leg with a ladle and joined in the stops.",
                "manager reflection"),
            Answer("next_time", "Last one. Ask each what they would keep.", "reflection"),
        ),
        signs=(
            Sign("jay", "COM.2", "Played to the kitchen and stayed to answer questions about buckets.",
                "school family manager", step=2, direction=Direction.STEP_ON),
        ),
        quotes=(
            Quote("jay", "It's a bucket until you hit it right.", "to the cook",
                "school family manager reflection", Asked.ASKED, key="jay-bucket"),
        ),
    ),
    SessionNote(
        number=12, minutes=8, tried=Tried.YES, marks="jay AGE.3=1; ivo AGE.3=2; roz AGE.2=1",
        activities=(
            Did("What I would keep", "listening"),
        ),
        answers=(
            Answer("went_well", "They would keep the handshake. Fair enough.", "manager reflection"),
            Answer("feelings", "I came here thinking that I was doing them a favour."),
        ),
        signs=(
            Sign("ivo", "COM.1", "Said 'we' about the band nine times in one answer. I stopped counting, he "
                "did not stop.", "school family manager", step=2, direction=Direction.STEP_ON),
        ),
        quotes=(
            Quote("roz", "She is in on Mondays now without being rung. I will say no more, or I shall spoil "
                "it.", "on the stairs", "school manager", Asked.ASKED, Speaker.SCHOOL_STAFF,
                "Tutor group lead", key="roz-mondays"),
        ),
    ),
)  # fmt: skip

STARTS = (
    Start("ivo", "MUS", 1, "Hits once and looks up.", 0),
    Start("ivo", "AGE", 2, "Goes along with whatever is loudest.", 0),
    Start("ivo", "RES", 1, "Keeps his coat and his bag on.", 0),
    Start("ivo", "COM", 2, "Sits one bucket away from everyone.", 0),
    Start("roz", "MUS", 2, "Stops better than she starts.", 1),
    Start("roz", "RES", 3, "Quick to be cross, quick to be sorry, mostly on the stairs.", 0),
    Start("roz", "COM", 1, "Watches people before she speaks to them.", 1),
    Start("jay", "MUS", 1, "A beat of his own, very steady.", 1),
    Start("jay", "RES", 2, "A lost beat is the end of the matter.", 0),
    Start("jay", "COM", 2, "Plays over people.", 0),
    Start("noo", "RES", 3, "Out of the door once a session.", 0),
)  # fmt: skip

AIMS = (
    Aim(who="ivo", kind=TargetKind.OWN, child="I want to pick.", adult="Choose and lead one piece.",
        outcome="AGE", set_in=3, review_in=11, reviewed_in=11, result=ReviewResult.GOT_THERE,
        happened="Chose in session five and has not stopped.", review="I picked."),
    Aim(who="roz", kind=TargetKind.PERSONAL, child="I want to not kick off.",
        adult="Use the stop before leaving the room, most weeks.", outcome="RES", set_in=4, review_in=11,
        reviewed_in=12, result=ReviewResult.NEARLY, happened="Three weeks out of four.",
        review="I kicked off less."),
)  # fmt: skip

VERDICTS = (
    Verdict("ivo", "MUS", JudgementResult.INCREASED, "From one hit to a whole part, in time."),
    Verdict("ivo", "AGE", JudgementResult.INCREASED, "Chooses, and can say what has changed."),
    Verdict("ivo", "RES", JudgementResult.EARLY_SIGNS, "Sang once. The coat comes off."),
    Verdict("ivo", "COM", JudgementResult.INCREASED, "We, nine times."),
    Verdict("roz", "MUS", JudgementResult.NO_CHANGE, "As good at stops as ever."),
    Verdict("roz", "AGE", JudgementResult.NOT_ENOUGH, "No start point; I was watching other things."),
    Verdict("roz", "RES", JudgementResult.EARLY_SIGNS, "A good last month.", "school manager",
        ("roz-mondays",)),
    Verdict("roz", "COM", JudgementResult.INCREASED, "Leads the stops and fetches the band.",
        "school manager", ("roz-mondays",)),
    Verdict("jay", "MUS", JudgementResult.INCREASED, "Steadier, and listens while he plays."),
    Verdict("jay", "RES", JudgementResult.EARLY_SIGNS, "Owned up to a lost beat, once that I wrote down."),
    Verdict("jay", "COM", JudgementResult.INCREASED, "Shows people things now.", "school manager",
        ("jay-bucket",)),
)  # fmt: skip

CONSENTS = (
    Consent("ivo", PermissionKind.ANONYMOUS_USE, GivenBy.PARENT_CARER),
    Consent("roz", PermissionKind.ANONYMOUS_USE, GivenBy.PARENT_CARER, 2),
    Consent("jay", PermissionKind.ANONYMOUS_USE, GivenBy.PUPIL, 2),
    Consent("jay", PermissionKind.QUOTE, GivenBy.PUPIL, 11),
)  # fmt: skip
