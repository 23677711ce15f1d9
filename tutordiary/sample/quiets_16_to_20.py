"""The Loud Quiets, sessions 16 to 20: asked first, recorded, shared, looked back on."""

from __future__ import annotations

from tutordiary.model import Asked, Direction, PartTaken, Source, Speaker, Tried, Where
from tutordiary.sample.notes import Answer, Did, Quote, SessionNote, Sign

NOTES = (
    SessionNote(
        number=16, adults="Mr Vickers (TA)", minutes=10, tried=Tried.YES,
        tried_note="Asked her about where to put the drum, where to put the speaker, and whether it was "
        "raining.", ingredients=("ING-A", "ING-G"), away="tj", marks="dom RES.2=2 MUS.1=3; zof COM.1=2; sky "
        "AGE.1=2; saf MUS.1=2 RES.2=1", everyone="COM.1=3",
        activities=(
            Did("Hedge with one change each", "songwriting, improvising", led=True),
            Did("Asking game: may I have your sound?", "games, hocket",
                note="You can say no. No is a sound too."),
        ),
        answers=(
            Answer("went_well", "The asking game. Everyone said no to me at least once, with relish. Then I "
                "asked Safiya whether the owl could come back and she thought about it and said, 'You can "
                "ask me now.' So I asked again, and she said yes.", "reflection"),
            Answer("engaged_differently", "Hood down before the end. She had turned her chair a quarter of "
                "the way round, then another quarter. I have decided to count in quarters from now on.",
                "manager reflection"),
            Answer("musical_signs", "Dom's four is rock steady under three cross-rhythms. He has stopped "
                "watching his hands.", "manager"),
            Answer("personal_social_signs", "Dom asked Safiya, properly, if he could learn the answer part "
                "of the owl so that she would not have to do both. He had been practising on the bus.",
                "manager reflection"),
            Answer("young_people_said", "Zofia: 'I said no to four people and they all still like me.'",
                "manager reflection"),
            Answer("did_not", "TJ away again. The hedge is getting better at doing without a bus and I do "
                "not want it to.", "reflection"),
            Answer("next_time", "Record it, if all five say yes. All five.", "reflection"),
        ),
        signs=(
            Sign("saf", "RES.3 AGE.1", "Said 'You can ask me now', heard the question again, and said yes.",
                "school family manager reflection", step=2, part=PartTaken.LED, direction=Direction.STEP_ON,
                did="Asked twice a session about small things for two weeks, and took no for an answer.",
                starred=True, key="saf-ask-now"),
            Sign("dom", "COM.2 RES.1", "Asked a friend whether he could learn her part so that she had "
                "company in it, and had practised first.", "family", step=2, direction=Direction.STEP_ON,
                key="dom-asks"),
            Sign("zof", "RES.1", "Said no to four people in the asking game and noticed that it was all "
                "right.", "family", step=2, key="zof-no"),
            Sign("sky", "AGE.1", "Changed their verse of the hedge into whistling and stuck to it when "
                "someone wanted words.", "family", step=2, key="sky-whistle"),
            Sign("sky", "AGE.3", "Planned a story as a long map, left to right, and told the class where the "
                "idea came from.", "school family", where=Where.CLASS, source=Source.CLASS_TEACHER, step=2,
                direction=Direction.STEP_ON, days=2, key="sky-story-map"),
        ),
    ),
    SessionNote(
        number=17, adults="Mr Vickers (TA), working the recorder", minutes=8, actual=35, tried=Tried.YES,
        tried_note="Five yeses, one of them sideways (TJ).", late="tj", marks="dom AGE.3=1; zof AGE.3=3 "
        "AGE.2=2; saf AGE.3=2; sky AGE.2=2; tj MUS.1=1", everyone="MUS.1=2",
        activities=(
            Did("Recording Hedge at Five in the Morning", "tech, listening", led=True),
            Did("Choosing the take", "listening", led=True,
                note="Three takes, one vote each, reasons wanted."),
        ),
        answers=(
            Answer("went_well", "They listened to three takes with the whole of their bodies. Zofia wanted "
                "take one because it was correct. Sky wanted take three because it breathed. Zofia thought "
                "about it and moved her vote.", "reflection"),
            Answer("did_not", "TJ heard his bus miss in take two and put his coat on. He stayed in the room, "
                "coat on, and voted. I am calling that a result and also worrying about it.", "reflection"),
            Answer("musical_signs", "They can say why. 'It breathed.' 'The gap is too short.' 'The fox is "
                "late on purpose.'", "manager reflection"),
            Answer("personal_social_signs", "Safiya asked for take three to be kept and for the part where "
                "somebody laughs to be left in.", "manager reflection"),
            Answer("young_people_said", "Dom, hearing himself: 'That's me being patient. You can hear it.'",
                "manager reflection"),
            Answer("engaged_differently", "Safiya wore the big headphones to listen back and moved her lips "
                "to every part, hers and theirs. She knows the whole piece. I think that she has known the "
                "whole piece for weeks.", "reflection"),
            Answer("next_time", "They want to play it to the infants. Ask who wants to be where, and ask "
                "Safiya first.", "reflection"),
        ),
        signs=(
            Sign("dom", "AGE.2", "Listened back and said: 'That's me being patient. You can hear it.'",
                "school family manager", step=2, direction=Direction.STEP_ON, starred=True,
                key="dom-patient"),
            Sign("saf", "AGE.3", "Asked for the third take to be kept, with the laugh left in, because it "
                "sounds like us.", "family manager", step=2, part=PartTaken.GAVE_FEEDBACK,
                key="saf-take-three"),
            Sign("zof", "RES.3 AGE.3", "Changed her vote after hearing someone else's reason, and said which "
                "reason.", "school family manager", step=2, direction=Direction.STEP_ON, key="zof-vote"),
            Sign("tj", "RES.3", "Put his coat on when he heard his missed note, and stayed to vote.",
                "school", step=1, part=PartTaken.GAVE_FEEDBACK, direction=Direction.SAME),
            Sign("sky", "AGE.2 AGE.3", "Chose the take that breathes, and found the exact place with a "
                "finger on the map.", "family", step=2, key="sky-breathes"),
            Sign("tj", "MUS.1", "Was humming the slide outside the office while he waited, over and over, "
                "getting it right.", "school family", where=Where.AROUND_SCHOOL, source=Source.SENCO, step=1,
                days=3, key="tj-hums"),
        ),
        quotes=(
            Quote("zof", "I changed my vote because the other one has air in it.",
                "while voting on the takes", "school family manager reflection", Asked.ASKED),
            Quote("tj", "Mine's the only one that sounds like a mistake.", "coat on, by the door", "",
                Asked.OFFERED),
            Quote("sky", "Their story plan was two metres long and had a fox in it. I have put it on the "
                "wall.", "staff room, over the kettle", "school family manager", Asked.OFFERED,
                Speaker.SCHOOL_STAFF, "Mr Onwu, class teacher", key="staff-fox"),
        ),
    ),
    SessionNote(
        number=18, adults="Mr Vickers (TA), Miss Trent for the sharing", minutes=11, later=True, actual=40,
        tried=Tried.YES, tried_note="Asked her first. She asked for Reception, sitting down, and no clapping "
        "in the middle.", ingredients=("ING-G", "ING-J"), away="tj",
        marks="dom COM.3=3 COM.2=2; zof COM.2=3; saf COM.2=2; sky COM.2=2", everyone="COM.2=3",
        activities=(
            Did("Sharing the hedge with Acorn class", "hocket, percussion, singing", led=True),
            Did("Teaching owl hands to twenty-two small people", "games", led=True),
        ),
        answers=(
            Answer("went_well", "Safiya opened it. She stood up, waited until it was quiet, hooted once, and "
                "the answer came from Dom at the back. Twenty-two small people stopped breathing.",
                "reflection"),
            Answer("did_not", "TJ's class had a visitor and he chose that instead. We played the bus on the "
                "recorder. It is not the same and I will tell him so.", "reflection"),
            Answer("engaged_differently", "Sky sang from the front. Not long: one verse of whistling and "
                "four notes of singing. Then they sat on the piano stool with their back to the piano.",
                "reflection"),
            Answer("personal_social_signs", "A small boy cried at the fox and Zofia went and sat by him "
                "until the polka. Nobody had asked her to look after anybody.", "manager reflection"),
            Answer("young_people_said", "Safiya to the class: 'It's two. Listen for the other one.'",
                "manager reflection"),
            Answer("musical_signs", "They held the long silence before the answer in front of an audience. "
                "It was longer than in our own room. Nobody was counting; they were listening.",
                "manager reflection"),
            Answer("next_time", "Targets, last look. Bring the sheets from session twelve and the good "
                "biscuits.", "reflection"),
        ),
        signs=(
            Sign("saf", "COM.2 COM.3 RES.1", "Opened the sharing by herself, standing, to a class of younger "
                "children, and told them what to listen for.", "school family manager reflection", step=3,
                part=PartTaken.LED, direction=Direction.STEP_ON, did="She had chosen the class, the chairs "
                "and the rule about clapping.", starred=True, key="saf-opens"),
            Sign("zof", "COM.1 COM.3", "Left her place to sit with a frightened little one until the happy "
                "part came.", "school family manager", step=3, direction=Direction.STEP_ON,
                key="zof-little-one"),
            Sign("sky", "COM.2", "Sang and whistled from the front of the room.", "school family manager",
                step=2, part=PartTaken.PLAYED, direction=Direction.STEP_ON, key="sky-front"),
            Sign("dom", "COM.3", "Counted everyone in with one hand and no words, because words would have "
                "spoiled the quiet.", "school family", step=3, part=PartTaken.LED, key="dom-counts"),
        ),
        quotes=(
            Quote("dom", "He was the calmest person in the room and I include myself.", "after the sharing",
                "school family manager", Asked.OFFERED, Speaker.SCHOOL_STAFF,
                "Mr Vickers, teaching assistant", key="staff-calmest"),
            Quote("zof", "She sat by one of mine as if she had been doing it for years.",
                "note in the pigeonhole", "school family manager", Asked.OFFERED, Speaker.SCHOOL_STAFF,
                "Acorn class teacher", "herself", key="staff-looked-after"),
            Quote("sky", "I didn't look at them. I looked at the window but I was facing them.",
                "walking back", "school manager", Asked.OFFERED),
        ),
    ),
    SessionNote(
        number=19, question="What do you say to a child when the thing that has been helping comes to its "
        "end?", adults="Mr Vickers (TA)", minutes=16, later=True, tried=Tried.YES,
        marks="dom AGE.2=2; zof AGE.2=3; saf AGE.2=2; tj AGE.3=1", everyone="AGE.3=2",
        activities=(
            Did("Last look at what we wanted to be able to do", "", note="One at a time on the carpet, the "
                "others playing the hedge for company."),
            Did("Music to talk by", "improvising, listening", led=True, note="While one of them talks with "
                "me, the others play so quietly that every word can be heard. When the talk ends, so does "
                "the music."),
        ),
        answers=(
            Answer("went_well", "The reviews. They are harder on themselves than I am and also funnier. I "
                "wrote down what they said and read it back, and each of them changed at least one word.",
                "reflection"),
            Answer("engaged_differently", "TJ stayed all the way through. He wanted me to cross his target "
                "out and write a smaller one, so we did, and he ticked the smaller one. I felt I had only "
                "just met him.", "reflection"),
            Answer("personal_social_signs", "Safiya was at our room before me. She had made a sign with our "
                "name on it and asked Mr Vickers for tape, and she stood by it and let the others in one at "
                "a time, as if they had tickets.", "manager reflection"),
            Answer("young_people_said", "Zofia: 'Nearly is fine. Nearly is where you put the pencil down and "
                "pick it up again.'", "manager reflection"),
            Answer("next_time", "Last one. Play everything. No speeches."),
        ),
        signs=(
            Sign("saf", "COM.1 RES.1", "Made a door sign with the group's name, hung it up early, and "
                "welcomed everyone in past it.", "school family manager", where=Where.AROUND_SCHOOL,
                source=Source.TA, step=3, direction=Direction.STEP_ON, starred=True, key="saf-door-sign"),
            Sign("tj", "AGE.3 RES.3", "Asked for his target to be crossed out and a smaller one written, and "
                "then ticked it.", "school family manager", step=1, part=PartTaken.GAVE_FEEDBACK,
                did="Crossed it out with him. Kept the sheet.", key="tj-smaller"),
            Sign("zof", "AGE.2", "Said which parts of her clapping piece were hers and which she had learned "
                "from the others.", "school family", step=3, key="zof-which-parts"),
            Sign("sky", "AGE.2", "Said they could sing facing the window in the first week and facing people "
                "now, if the window is behind the people.", "school family manager", step=2,
                key="sky-window"),
        ),
        quotes=(
            Quote("zof", "Nearly is where you put the pencil down and pick it up again.",
                "reviewing her target", "school family manager reflection", Asked.ASKED, starred=True),
            Quote("dom", "I can wait now if it's worth it. Most things aren't.", "reviewing his target",
                "school family manager", Asked.ASKED, face=4, key="dom-wait"),
            Quote("tj", "Put that I came back. I did come back.", "reviewing his target",
                "school family manager", Asked.ASKED, face=2, key="tj-came-back"),
        ),
    ),
    SessionNote(
        number=20, adults="Mr Vickers (TA), Mrs Bhandal for the last ten minutes", minutes=18, later=True,
        actual=40, tried=Tried.YES, tried_note="No speeches. Mrs Bhandal made one instead, a short one.",
        ingredients=("ING-Q",), marks="dom MUS.1=3 RES.2=2 COM.1=3; zof MUS.1=3 RES.3=2; saf MUS.1=2 COM.1=3 "
        "RES.2=2; sky MUS.1=3; tj MUS.1=1 COM.1=1",
        activities=(
            Did("Rain storm, pigeon, polka, hedge", "percussion, hocket, singing, guitar", led=True),
            Did("One thing to keep", "", note="Each chose something to take: a beater, the map, the rules "
                "sheet, a tick list, a sticker."),
        ),
        answers=(
            Answer("went_well", "All five in the room, for once. TJ's bus went through the hedge in the "
                "right place and everyone moved over for it.", "reflection"),
            Answer("did_not", "It ended. Dom asked what happens now and I gave a grown-up answer. He "
                "deserved a better one.", "reflection"),
            Answer("musical_signs", "Safiya was always this musical; what has changed is that the rest of us "
                "can hear it. I do not want to write that I taught her that. Dom and Zofia I did teach "
                "things, and Sky taught me some.", "manager reflection"),
            Answer("personal_social_signs", "I stood by the door at the end, where Safiya sat in the first "
                "week. You can see everything from there: who comes in, who is about to laugh, where the "
                "sounds are. She had the best seat in the room.", "manager reflection"),
            Answer("young_people_said", "Safiya: 'Can we still do it? With people. I don't want it on my "
                "own.' She means the ukuleles. She has already asked a friend.", "manager reflection"),
            Answer("engaged_differently", "Mrs Bhandal came in and Safiya stopped, as she does. Then she "
                "looked at me, I looked at Mrs Bhandal, and Mrs Bhandal asked her whether she might stay. "
                "'Yes,' said Safiya. So we went on.", "reflection"),
            Answer("assumptions", "I thought that my job was to get Safiya to speak. It was to find out what "
                "she was listening to.", "manager reflection"),
            Answer("next_time", "Tell Mrs Bhandal about the ukulele group before the list closes. Two names, "
                "not one.", "reflection"),
            Answer("my_question", "It looks like a foot under a chair in week five, and like singing "
                "from behind a piano. I have twenty weeks of it here. I used to call it not joining in."),
            Answer("feelings", "Forgot the trolley. Had to go back for the trolley. Everyone very kind about "
                "the trolley."),
        ),
        signs=(
            Sign("saf", "AGE.2 COM.1", "Asked to go on playing in a group: with people, not on her own.",
                "school family manager reflection", step=3, direction=Direction.STEP_ON, starred=True,
                key="saf-with-people"),
            Sign("dom", "RES.2 COM.1", "Took the bass drum part all the way through, last one to start and "
                "last to stop, without asking how long.", "school family manager", step=3,
                part=PartTaken.PLAYED, direction=Direction.STEP_ON, key="dom-last"),
            Sign("tj", "COM.1 MUS.1", "Played his slide in its place in the full piece, once, and left it at "
                "that.", "school family manager", step=1, part=PartTaken.PLAYED, key="tj-once"),
            Sign("sky", "MUS.1 COM.2", "Gave the last note of the piece, alone, and held it until it was "
                "finished.", "school family", step=3, part=PartTaken.PLAYED, direction=Direction.STEP_ON,
                key="sky-last-note"),
            Sign("zof", "COM.1", "Gave her tick list away to someone who said he would never remember the "
                "order.", "family", step=3, key="zof-gives-list"),
            Sign("", "COM.2", "Played four pieces through without stopping and without being counted in by "
                "me.", "family manager reflection", step=3),
        ),
        quotes=(
            Quote("saf", "Can we still do it? With people. I don't want it on my own.",
                "asked what she would keep", "school family manager reflection", Asked.ASKED, face=5,
                starred=True, key="saf-still"),
            Quote("saf", "She asked me if her cousins could come to tea. All of them. I had to sit down.",
                "slip sent back with the report form", "school", Asked.ASKED, Speaker.PARENT_CARER,
                "Safiya's mum", "herself", home=True, key="parent-tea"),
            Quote("zof", "She claps all the time in our kitchen. Now she stops, and waits for her brother to "
                "clap it back.", "said at the gate in Polish, Zofia translating", "school family manager",
                Asked.OFFERED, Speaker.PARENT_CARER, "Zofia's mum", translated=True, key="parent-claps"),
            Quote("dom", "He counts under his breath before he answers his sister. I thought he was being "
                "rude. He's waiting.", "phone call", "school family manager", Asked.ASKED,
                Speaker.PARENT_CARER, "Dominic's dad", key="parent-counts"),
            Quote("tj", "He asked for the guitar book off the shelf at bedtime. He did not open it. But he "
                "asked.", "phone, two minutes", "school", Asked.ASKED, Speaker.PARENT_CARER, "TJ's mum",
                home=True),
            Quote("sky", "They hum the whole way through the washing-up. I join in when I know it.",
                "card in the reply envelope", "school family", Asked.ASKED, Speaker.PARENT_CARER,
                "Sky's auntie", "herself", key="parent-hums"),
            Quote("saf", "Thank you for waiting for her. She says 'my band'. I had not heard her say 'my' "
                "about anything at school.", "slip sent back with the form", "school family manager",
                Asked.ASKED, Speaker.PARENT_CARER, "Safiya's mum", "herself", key="parent-band"),
        ),
    ),
)  # fmt: skip
