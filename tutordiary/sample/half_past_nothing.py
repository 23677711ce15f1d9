"""Half Past Nothing, at the centre: four young people, a set of drum pads and a door that stays open."""

from __future__ import annotations

from tutordiary.model import (
    Asked,
    Direction,
    PartTaken,
    SessionStatus,
    Source,
    Speaker,
    TargetKind,
    Tried,
    Where,
)
from tutordiary.sample.notes import Aim, Answer, Did, Quote, SessionNote, Sign, Start

NOTES = (
    SessionNote(
        number=1, adults="Mr Baptiste (learning mentor)", minutes=12, later=True, actual=40,
        ingredients=("ING-A", "ING-N"), marks="cha MUS.1=2; lei AGE.1=1; mar COM.1=1; fin MUS.1=2",
        activities=(
            Did("Pads on, no introductions", "percussion, tech"),
            Did("What counts as music? An argument", "listening", led=True),
        ),
        answers=(
            Answer("went_well", "I had the pads running before they came in and did not say good morning. "
                "Chase was playing before he had his coat off. Twenty minutes later he said good morning.",
                "manager reflection"),
            Answer("did_not", "My tidy little plan about naming the group. They looked at me as if I had "
                "asked them to hold hands."),
            Answer("engaged_differently", "Leïla wrote on the back of her hand the whole time and pulled her "
                "sleeve down when I sat near. Fintan read the back of the amplifier, every word, and then "
                "turned one knob a quarter and it stopped buzzing.", "manager reflection"),
            Answer("next_time", "Plan less. Bring the good cable and a second kettle lead.", "reflection"),
        ),
        signs=(
            Sign("fin", "MUS.2", "Read the back of the amplifier and cured its hum with a quarter turn.",
                "school", step=2, did="Asked him how he had known, later, while we were both looking at "
                "something else."),
            Sign("cha", "AGE.1", "Started playing before anybody had said anything, and chose his own "
                "sounds.", "school family", step=2, part=PartTaken.PLAYED,
                did="Had the pads on before he arrived."),
        ),
        quotes=(
            Quote("cha", "If it's in a shop it's not music, it's trousers.", "in the argument",
                "school manager reflection", starred=True),
        ),
    ),
    SessionNote(
        number=2, adults="Mr Baptiste", minutes=9, later=True, tried=Tried.YES, late="lei",
        marks="cha MUS.1=2; mar COM.1=2; fin MUS.1=2",
        activities=(
            Did("Bass for beginners, Marcus teaching the stand", "guitar"),
            Did("Loop with holes in it", "tech, improvising", led=True),
        ),
        answers=(
            Answer("went_well", "Marcus mended two stands and then, since he was holding it anyway, played "
                "the bass. He is good at exactly the bit that no one notices.", "manager reflection"),
            Answer("personal_social_signs", "Chase left a gap in the loop and said it was for 'whoever'. "
                "Fintan filled it on the third pass, very softly, with his back to us.",
                "manager reflection"),
            Answer("next_time", "More holes.", "reflection"),
        ),
        signs=(
            Sign("mar", "COM.1", "Set everyone up, then stayed to play.", "school", step=2,
                part=PartTaken.PLAYED, did="Gave him something to carry."),
            Sign("fin", "COM.2", "Filled the gap in someone else's loop with four soft notes.",
                "school manager", step=1, part=PartTaken.PLAYED, direction=Direction.STEP_ON),
        ),
    ),
    SessionNote(
        number=3, adults="Mr Baptiste, in and out", minutes=7, tried=Tried.YES, away="lei",
        marks="cha AGE.2=1; mar MUS.1=2",
        activities=(
            Did("Holes, bigger", "tech, improvising", led=True),
        ),
        answers=(
            Answer("went_well", "They named themselves in the end, by turning up at half past and there "
                "being nothing ready because my van had not started. Half Past Nothing. I am oddly proud.",
                "manager reflection"),
            Answer("engaged_differently", "Leïla was in the building and not in the room. I left a pen on "
                "the amp. It was gone at the end, which I am counting.", "reflection"),
            Answer("next_time", "Leave two pens.", "reflection"),
        ),
        signs=(
            Sign("cha", "COM.1", "Came to ask for the pads on a day that was not his.", "school manager",
                where=Where.AROUND_SCHOOL, source=Source.LEARNING_MENTOR, step=2, direction=Direction.STEP_ON,
                days=2, starred=True),
            Sign("mar", "COM.3", "Counted in with his foot and the others went with it.", "school", step=2,
                part=PartTaken.LED),
        ),
    ),
    SessionNote(
        number=4, minutes=10, later=True, tried=Tried.YES, tried_note="Both pens gone.",
        harder="cha RES.2=1", marks="lei AGE.1=2; mar MUS.1=2",
        activities=(
            Did("A verse and a gap", "lyrics, songwriting", led=True),
        ),
        answers=(
            Answer("went_well", "Leïla read me four lines in the doorway. Not to the room: to the door "
                "frame. They were about a bus that never opens its doors. I asked if she would like a beat "
                "that does not open either. She thought that was funny.", "manager reflection"),
            Answer("did_not", "Chase had a bad morning before he got here. He kicked a stand that Marcus had "
                "mended, and Marcus picked it up and mended it again and said nothing. I said too much, "
                "about respect, and heard myself.", "reflection"),
            Answer("next_time", "When it goes wrong, count to ten, then count to ten again, then ask what he "
                "wants playing.", "reflection"),
            Answer("choices_pupils_made", "Leïla's words stay on her hand until she says. The bus does not "
                "open its doors, in the song either."),
        ),
        signs=(
            Sign("lei", "RES.1 AGE.1", "Read four of her own lines aloud, standing in the doorway.",
                "school family manager", step=2, part=PartTaken.STEPPED_AWAY_CAME_BACK,
                direction=Direction.STEP_ON, did="Asked once, then left it.", starred=True),
            Sign("cha", "RES.2", "Kicked a stand over, went out to the landing for six minutes, came back "
                "and set up his pads.", "school", step=1, part=PartTaken.STEPPED_AWAY_CAME_BACK,
                direction=Direction.HARDER_DAY, did="Talked too much. Next time I will not."),
            Sign("mar", "RES.3", "Mended the same stand twice in a morning and showed no one.", "", step=2),
        ),
    ),
    SessionNote(
        number=5, adults="Mr Baptiste", minutes=8, later=True, tried=Tried.PARTLY,
        tried_note="Counted to ten. Got to six.", marks="cha MUS.1=3 COM.1=1; lei MUS.2=2",
        activities=(
            Did("The bus song, beat only", "tech, songwriting", led=True),
        ),
        answers=(
            Answer("went_well", "Chase built a beat for Leïla's bus without having been told that there was "
                "one. He had heard it through the door.", "manager reflection"),
            Answer("personal_social_signs", "Marcus has moved away. Nobody told the group, so I did. Chase "
                "went and stood by the mended stand for a bit. Then he put his hat on it, and it has been "
                "called Marcus ever since.", "manager reflection"),
            Answer("next_time", "Say goodbye better, next time somebody goes. Find out how to send him the "
                "bass line.", "reflection"),
        ),
        signs=(
            Sign("cha", "COM.2 COM.1", "Built a beat to fit someone else's words after hearing them through "
                "a door, and offered it.", "school family manager", step=2, part=PartTaken.PLAYED,
                direction=Direction.STEP_ON),
            Sign("lei", "MUS.2", "Heard that the beat was borrowed from the music her cousin plays, and said "
                "which part.", "school family", step=2),
        ),
        quotes=(
            Quote("lei", "It can stay on my hand for now. It's safer than paper, it washes off.",
                "in the doorway", "", Asked.OFFERED),
        ),
    ),
    SessionNote(
        number=6, adults="Mr Baptiste", minutes=9, later=True, tried=Tried.NOT_YET,
        marks="cha RES.2=2; lei AGE.3=1",
        activities=(
            Did("Bus song, two versions", "lyrics, tech", led=True),
        ),
        answers=(
            Answer("went_well", "Leïla copied a verse from her hand on to paper, in pen, and put the paper "
                "in Mr Baptiste's drawer herself.", "manager reflection"),
            Answer("did_not", "Looked through these pages tonight and Fintan is not in them. Not since week "
                "two. He has been in the room every single time.", "manager reflection"),
            Answer("next_time", "Fintan. Start with Fintan."),
        ),
        signs=(
            Sign("lei", "AGE.3 RES.1", "Moved a verse from her hand to paper, and chose where the paper "
                "lives.", "school family manager", step=2, direction=Direction.STEP_ON,
                did="Offered nothing. Had left the pens."),
            Sign("cha", "RES.2", "Counted to ten out loud, sarcastically, and then laughed and played.",
                "school", step=2, direction=Direction.STEP_ON),
        ),
    ),
    SessionNote(
        number=7, adults="Mr Baptiste", minutes=6, tried=Tried.NOT_YET,
        tried_note="Chase and Leïla fell out on the stairs and I spent the session between them.",
        left_early="cha", harder="cha COM.1=1; lei RES.2=1",
        activities=(
            Did("Very little", "listening"),
        ),
        answers=(
            Answer("did_not", "They had a row on the stairs about whose song it is. Chase left at quarter "
                "past. Leïla stayed, hood up, and listened to the beat on its own nine times."),
            Answer("next_time", "It has two owners. Say so, write both names on it.", "reflection"),
        ),
        signs=(
            Sign("lei", "RES.2", "Stayed after an argument and listened to the track through, over and over, "
                "until she had stopped shaking.", "school", step=1, part=PartTaken.LISTENED,
                direction=Direction.HARDER_DAY, did="Made tea. Did not ask."),
            Sign("cha", "RES.3", "Told Mr Baptiste at the gate that it had been as much him as her.",
                "school", where=Where.AROUND_SCHOOL, source=Source.LEARNING_MENTOR, step=2, days=1),
        ),
    ),
    SessionNote(
        number=8, adults="Mr Baptiste", minutes=7, later=True, tried=Tried.YES,
        tried_note="Both names, his spelling of hers. He got the dots right.",
        marks="cha AGE.3=2; lei COM.2=2",
        activities=(
            Did("Bus song, by two people", "songwriting, tech", led=True),
        ),
        answers=(
            Answer("went_well", "They played it to Mr Baptiste. Leïla spoke it with her eyes shut. When it "
                "finished he had to go and see about something in the corridor.", "manager reflection"),
            Answer("young_people_said", "Chase: 'It's not finished but it's ours and it's not trousers.'",
                "manager reflection"),
            Answer("next_time", "Ask what Fintan would put in the gap. Write down what he does, whatever it "
                "is.", "reflection"),
        ),
        signs=(
            Sign("lei", "COM.2", "Spoke her verse over the track to an adult, eyes shut, all the way "
                "through.", "school family manager", step=2, part=PartTaken.PLAYED,
                direction=Direction.STEP_ON, starred=True),
            Sign("cha", "AGE.3", "Said what was not finished about the song and what he will do to it.",
                "school family", step=2),
        ),
        quotes=(
            Quote("lei", "She asked for a folder. In two years nobody here has asked me for a folder.",
                "over the washing-up", "school manager", Asked.OFFERED, Speaker.SCHOOL_STAFF,
                "Mr Baptiste, learning mentor"),
        ),
    ),
    SessionNote(
        number=9, status=SessionStatus.PLANNED, actual=None,
    ),
)  # fmt: skip

STARTS = (
    Start("cha", "RES", 1, "Leaves the room when he is told things. Comes back when he is asked.", 1),
    Start("cha", "COM", 2, "Leaves a gap for other people in a loop. Would not call it that.", 1),
    Start("lei", "AGE", 1, "Writes all the time and keeps it to herself.", 0),
    Start("fin", "MUS", 2, "Four notes in the right place. Knows how the machines work.", 1),
)  # fmt: skip

AIMS = (
    Aim(who="lei", kind=TargetKind.OWN, child="I want to finish one.", adult="Complete a song of at least "
        "two verses and decide who hears it.", outcome="AGE", set_in=5, review_in=12),
    Aim(who="cha", kind=TargetKind.PERSONAL, child="I want to still be here at the end of the hour.",
        adult="Stay for, or come back to, the last five minutes in four sessions out of six.", outcome="RES",
        set_in=4, set_with="tutor and Mr Baptiste", review_in=12),
)  # fmt: skip
