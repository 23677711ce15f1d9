"""The Static: a laptop, a cajon and counting in sevens. This term so far, last week not yet written up."""

from __future__ import annotations

from tutordiary.model import Asked, Direction, PartTaken, Source, Speaker, TargetKind, Tried, Where
from tutordiary.sample.notes import Aim, Answer, Did, Quote, SessionNote, Sign, Start

NOTES = (
    SessionNote(
        number=1, adults="Ms Yeo (TA)", minutes=9, later=True, ingredients=("ING-D",),
        marks="car AGE.1=1; dre AGE.1=2; hop MUS.1=2", everyone="COM.1=1",
        activities=(
            Did("Laptop on one table, cajon on the other", "tech, percussion",
                note="Nobody told who goes where."),
            Did("One minute of anything", "improvising"),
        ),
        answers=(
            Answer("went_well", "Drew had the cajon open and the snare wires out inside five minutes, and "
                "had it back together in six. I now have a technician.", "manager reflection"),
            Answer("engaged_differently", "Carys put the headphones on and made something. I could see her "
                "foot. She closed the laptop when I walked past, so next time I will walk round the other "
                "way.", "reflection"),
            Answer("personal_social_signs", "Hope said 'I don't mind' eleven times. I counted on the drive "
                "home.", "manager"),
            Answer("next_time", "Questions that 'I don't mind' cannot answer. This one or that one, not what "
                "would you like.", "reflection"),
        ),
        signs=(
            Sign("car", "AGE.1", "Made a beat with headphones on for the whole session and let no one hear "
                "it.", "school", step=1, part=PartTaken.PLAYED, did="Kept out of sight of the screen."),
            Sign("dre", "MUS.2", "Took the cajon apart to find out where the buzz comes from, and put it "
                "back.", "school family", step=2),
        ),
    ),
    SessionNote(
        number=2, adults="Ms Yeo (TA)", minutes=7, tried=Tried.YES, tried_note="'This one.' Result.",
        marks="dre RES.2=1; hop AGE.1=1; car MUS.1=2",
        activities=(
            Did("Two chords, pick one", "keyboard, games"),
            Did("Plug-in race", "tech", led=True),
        ),
        answers=(
            Answer("went_well", "Gave Drew the cables. He labelled them. In return he waited while Hope "
                "chose between two chords, which took some time.", "manager reflection"),
            Answer("did_not", "Asked Carys whether we could hear a bit. Too early. She said no so quickly "
                "that I think she had been waiting for it."),
            Answer("next_time", "Do not ask Carys. Put the little speaker on her table, switched off, and "
                "let it be.", "reflection"),
        ),
        signs=(
            Sign("hop", "AGE.1", "Chose between two chords when she was given only two, and explained the "
                "choice.", "school family manager", step=1, direction=Direction.STEP_ON,
                did="Took away the wide-open question."),
            Sign("car", "RES.1", "Said no, clearly, when asked to share her beat.", "school", step=1,
                did="Said thank you and meant it."),
        ),
        quotes=(
            Quote("hop", "If there's two I can tell. If there's everything I can't.", "at the keyboard",
                "school family manager reflection", starred=True),
        ),
    ),
    SessionNote(
        number=3, minutes=8, later=True, actual=20, tried=Tried.YES, away="hop",
        harder="dre RES.2=1; car RES.1",
        activities=(
            Did("Feedback monsters: recording the room", "tech, listening"),
        ),
        answers=(
            Answer("did_not", "Drew pulled the power lead to see what would happen. What happened was "
                "Carys's beat, twenty minutes of it, gone. She went very white and said nothing, and he kept "
                "saying 'It'll be in the memory, it'll be in the memory.' It was not.",
                "manager reflection"),
            Answer("feelings", "I should have saved it. I save my own."),
            Answer("next_time", "Saving is a ground rule from now on, and Drew is head of saving.",
                "reflection"),
            Answer("went_well", "Eleven quite good seconds of a radiator."),
        ),
        signs=(
            Sign("dre", "RES.3", "Pulled a lead that lost someone's work, stayed in the room and tried "
                "everything he knew to get it back.", "school manager", step=1,
                direction=Direction.HARDER_DAY, did="Made saving a job and gave it to him."),
            Sign("car", "RES.2", "Lost a piece she had made. Sat with her hands under her legs until the "
                "bell, then left without her bag.", "school", step=0, direction=Direction.HARDER_DAY,
                part=PartTaken.STEPPED_AWAY,
                did="Took the bag up to class and said sorry for not saving it."),
        ),
    ),
    SessionNote(
        number=4, adults="Ms Yeo (TA)", minutes=8, later=True, tried=Tried.YES,
        tried_note="Head of saving takes it seriously. There are backups of the backups.",
        marks="dre COM.1=2; hop MUS.1=2; ebr MUS.1=2", everyone="COM.1=2",
        activities=(
            Did("Somebody new: swap a sound for a name", "games, percussion"),
            Did("Counting in sevens", "percussion, improvising", led=True),
        ),
        answers=(
            Answer("went_well", "Ebrahim is with us. He put two fingers on the cajon, asked if he could turn "
                "it sideways, and played something in seven that made Drew say a word I did not hear.",
                "manager reflection"),
            Answer("engaged_differently", "Carys came. She had made it again at home, better, and it was on "
                "three different sticks. She put one of them in my hand and said, 'Don't play it. Just have "
                "it.'", "manager reflection"),
            Answer("musical_signs", "Hope found the seven on the keyboard by counting the gaps. She is the "
                "only one of us who did not have to fake it.", "manager"),
            Answer("next_time", "Ask Ebrahim to show us the counting. Keep Carys's stick in the tin and do "
                "not play it.", "reflection"),
        ),
        signs=(
            Sign("ebr", "MUS.1 MUS.2", "Turned the cajon on its side and played a pattern in seven that he "
                "knows from his uncle's tabla.", "school family manager", step=2, part=PartTaken.PLAYED,
                did="Asked him only what he would like to sit on."),
            Sign("car", "RES.1 RES.3", "Made the lost piece again at home and gave me a copy to keep, not to "
                "play.", "school manager", step=2, direction=Direction.STEP_ON,
                did="Put it in the tin in front of her.", starred=True),
            Sign("dre", "COM.1", "Saved everybody's work without being asked and showed them where it was.",
                "school family", step=2, direction=Direction.STEP_ON),
        ),
    ),
    SessionNote(
        number=5, adults="Ms Yeo (TA)", minutes=6, tried=Tried.YES, late="ebr",
        marks="car AGE.3=1; dre MUS.1=2; hop MUS.2=1; ebr COM.2=2",
        activities=(
            Did("Sevens, taught", "percussion, games", led=True),
            Did("Film music with the sound off", "moving image, keyboard"),
        ),
        answers=(
            Answer("went_well", "Ebrahim teaches like somebody who has been taught kindly. He says the "
                "syllables, you say them back, and only then do your hands get a turn.",
                "manager reflection"),
            Answer("engaged_differently", "Hope disagreed with the film. She thought that the sad bit was "
                "wrong and said so, then looked round for whoever had said it.", "manager reflection"),
            Answer("next_time", "Let Hope re-do the sad bit.", "reflection"),
        ),
        signs=(
            Sign("ebr", "COM.3 COM.2", "Taught the seven by its syllables and waited until every one of the "
                "group had it.", "school family manager reflection", step=2, part=PartTaken.LED,
                direction=Direction.STEP_ON, starred=True),
            Sign("hop", "AGE.3", "Said that the music for the sad part was wrong and what she would do about "
                "it.", "school family manager", step=2, part=PartTaken.GAVE_FEEDBACK,
                direction=Direction.STEP_ON),
        ),
        quotes=(
            Quote("ebr", "First your mouth, then your hands. Your hands are slower.", "teaching the pattern",
                "school family manager reflection", Asked.OFFERED, starred=True),
        ),
    ),
    SessionNote(
        number=6, minutes=9, later=True, tried=Tried.YES, tried_note="Her sad bit has no sad in it, only "
        "gaps. It is much sadder.", marks="dre RES.2=2; ebr COM.1=2; hop AGE.2=2", everyone="MUS.2=2",
        question="She has a beat that nobody has ever heard and I have it in a tin. How long do you wait, "
        "and how would you know?",
        activities=(
            Did("Music for the corridor: one camera, no sound", "moving image, tech", led=True),
        ),
        answers=(
            Answer("went_well", "Drew was about to pull something and asked first. 'What won't break?' I "
                "pointed. He pulled that.", "manager reflection"),
            Answer("did_not", "Four pupils, one laptop and the hall filling with the smell of gravy. We ran "
                "out of time with everyone half-way up something."),
            Answer("engaged_differently", "Carys switched on the little speaker. She did not play anything "
                "through it. It hummed. She listened to it hum, and turned it off.", "reflection"),
            Answer("next_time", "More gaps. Fewer machines.", "reflection"),
        ),
        signs=(
            Sign("car", "RES.1", "Turned the speaker on, listened to its hum and turned it off again.",
                "school", step=1, part=PartTaken.LISTENED, did="Went on coiling a cable."),
            Sign("dre", "RES.2", "Asked what would not break before pulling anything out.",
                "school family manager", step=2, direction=Direction.STEP_ON,
                did="Gave him a job that is nothing but cables.", starred=True),
            Sign("hop", "RES.3", "Left a wrong note in because it was better, and said that she was leaving "
                "it in.", "school family", step=2, direction=Direction.STEP_ON),
        ),
    ),
    SessionNote(
        number=7, adults="Ms Yeo (TA)", minutes=7, later=True, tried=Tried.PARTLY,
        marks="dre MUS.1=2; ebr MUS.1=3; hop COM.2=1; car AGE.1=2",
        activities=(
            Did("Sevens and the sad bit", "keyboard, percussion", led=True),
            Did("The beat in the tin", "listening", led=True),
        ),
        answers=(
            Answer("went_well", "Carys took her stick out of the tin, plugged it in and turned the volume to "
                "two. Two is very quiet. We leaned in. It is extraordinary: all breath and one door. When it "
                "finished, no one moved, and Drew said, 'I lost THAT?'", "manager reflection"),
            Answer("personal_social_signs", "She laughed. At Drew, at the word 'that'. So did he, "
                "eventually.", "manager reflection"),
            Answer("young_people_said", "Hope: 'Can I put one note on it? You choose which.' Carys chose.",
                "manager reflection"),
            Answer("next_time", "Volume stays with Carys. Find out who they might want to play to, if "
                "anyone.", "reflection"),
        ),
        signs=(
            Sign("car", "COM.2 RES.1", "Played her own piece to the group, at a volume that she chose.",
                "school family manager reflection", step=2, part=PartTaken.LED, direction=Direction.STEP_ON,
                did="Had kept it in the tin for three weeks and not asked.", starred=True),
            Sign("hop", "COM.2", "Asked to add a single note to someone else's piece and let her choose it.",
                "school family", step=2, direction=Direction.STEP_ON),
            Sign("dre", "COM.1", "Waits for the new boy at the hall door and walks back up with him.",
                "manager", where=Where.AROUND_SCHOOL, source=Source.TA, step=2, days=1),
        ),
        quotes=(
            Quote("car", "You can hear it but you can't have it.", "hand on the volume",
                "school family manager reflection", Asked.OFFERED, starred=True),
            Quote("ebr", "He told us at tea that in music they asked him to teach. Nobody asked him anything "
                "at the last school.", "in the office, waiting to sign out", "school", Asked.OFFERED,
                Speaker.PARENT_CARER, "Ebrahim's uncle", home=True),
        ),
    ),
    SessionNote(
        number=8, adults="Ms Yeo (TA)", finished=False, tried=Tried.YES, away="dre",
        marks="car COM.2=2; ebr COM.3=2; hop MUS.1=2",
        activities=(
            Did("Door music", "tech, improvising", led=True),
        ),
        answers=(
            Answer("went_well", "Carys, volume three. Ask about the door sample.", ""),
        ),
        signs=(
            Sign("ebr", "AGE.1", "Wants to try it in five. Write this up properly.", "", step=2),
        ),
    ),
)  # fmt: skip

STARTS = (
    Start("car", "COM", 1, "Makes music for herself, with headphones on and the lid half closed.", 0),
    Start("dre", "RES", 2, "Very quick from the idea to the doing. The breath in between is what we are "
        "looking for.", 0),
    Start("hop", "AGE", 1, "Says 'I don't mind' to every question, and means it kindly.", 0),
    Start("ebr", "COM", 4, "First day with us and third week in the school. Ms Yeo says that he reads the "
        "noticeboard at lunch.", 0, Source.TA),
)  # fmt: skip

AIMS = (
    Aim(who="car", kind=TargetKind.OWN, child="I want to decide how loud it is.",
        adult="Share a piece of her own with the group, with control of when and how loud.", outcome="COM",
        set_in=4, review_in=12),
    Aim(who="dre", kind=TargetKind.PERSONAL, child="I want to ask before I pull it.",
        adult="Ask what is safe to change before changing it, every session.", outcome="RES", set_in=4,
        review_in=12),
    Aim(who="hop", kind=TargetKind.MUSICAL, child="I want to leave a mistake in on purpose.",
        adult="Finish a piece without going back to correct it.", outcome="MUS", set_in=5, review_in=12),
)  # fmt: skip
