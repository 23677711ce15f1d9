"""The Loud Quiets, sessions 6 to 10: a pigeon on the sill, a row about a rhythm, and owl hands."""

from __future__ import annotations

from tutordiary.model import Asked, Direction, PartTaken, Source, Speaker, Tried, Where
from tutordiary.sample.notes import Answer, Did, Quote, SessionNote, Sign

NOTES = (
    SessionNote(
        number=6, adults="Mr Vickers (TA)", minutes=10, later=True, tried=Tried.YES,
        tried_note="Zofia's list is on the hatch, with boxes to tick.", ingredients=("ING-A", "ING-G"),
        left_early="tj", marks="dom RES.2=1 MUS.1=2; tj MUS.1=1; sky COM.1=1; zof AGE.3=2",
        everyone="COM.1=2",
        activities=(
            Did("Layering from Zofia's list", "hocket", led=True, note="She ticks. She does not conduct. We "
                "discussed the difference."),
            Did("Phrase endings: who has the last sound?", "improvising, listening"),
        ),
        answers=(
            Answer("went_well", "Safiya took the last sound of every phrase. One scrape of the cabasa, never "
                "early. Four phrases in, the others had started waiting for it.", "reflection"),
            Answer("did_not", "TJ went at twenty past with a tummy ache that arrived exactly when the list "
                "said guitar. I let him go with a thumbs up. I should have started with guitar.",
                "reflection"),
            Answer("engaged_differently", "A pigeon landed on the sill during the quiet bit and everyone "
                "looked at it. Safiya said, 'Wood pigeon.' Out loud, to the room. I kept my face still and "
                "asked Dom to count us in again.", "reflection"),
            Answer("musical_signs", "They can hear a phrase end now without me breathing in like a "
                "conductor.", "manager"),
            Answer("personal_social_signs", "Nobody made a fuss of the two words. Sky looked at the bird, "
                "looked at her and said, 'Is it?' She nodded. That was the whole conversation and it was "
                "perfect.", "manager reflection"),
            Answer("young_people_said", "Zofia, ticking: 'We did all of it. We never do all of it.'",
                "manager reflection"),
            Answer("next_time", "Bring the pigeon in. Five-beat coo, two drums, see who recognises it.",
                "reflection"),
            Answer("feelings", "Sat in the van afterwards and had a small, undignified cry."),
        ),
        signs=(
            Sign("saf", "AGE.1 MUS.1", "Played the last sound of each phrase, one scrape, and chose the "
                "moment herself every time.", "family", step=1, part=PartTaken.PLAYED,
                direction=Direction.STEP_ON, did="Asked the group who should have the last sound, and "
                "waited.", key="saf-last-sound"),
            Sign("saf", "RES.1", "Said 'wood pigeon' to the whole room when one landed on the sill. Her "
                "first words in a session.", "school family manager reflection", step=1,
                part=PartTaken.PLAYED, direction=Direction.STEP_ON,
                did="Heard her first words and did not turn them into an event.", starred=True,
                key="saf-pigeon"),
            Sign("zof", "AGE.3 COM.3", "Wrote the order of play and ticked it off without telling anyone "
                "what to do.", "school family manager", step=2, part=PartTaken.LED, key="zof-list"),
            Sign("tj", "RES.3", "Asked to go when the list reached the guitar.", "school", step=0,
                direction=Direction.HARDER_DAY, part=PartTaken.STEPPED_AWAY),
        ),
    ),
    SessionNote(
        number=7, adults="Mr Vickers (TA)", minutes=8, tried=Tried.YES,
        tried_note="She knew it in one beat.", late="dom", marks="dom MUS.1=3; zof MUS.1=2 COM.2=1; tj "
        "AGE.1=1; sky MUS.1=2 RES.1=1",
        activities=(
            Did("Guess the bird: a rhythm on two drums", "percussion, listening, games"),
            Did("Pigeon groove", "percussion, guitar, improvising", led=True),
        ),
        answers=(
            Answer("went_well", "Pigeon groove. Five beats that limp, over Dom's straight four. He worked "
                "out by himself that they meet again after twenty, and could not stop grinning.",
                "reflection"),
            Answer("engaged_differently", "Safiya put her hand on my drum to stop me, shook her head, and "
                "clapped the coo correctly: I had the long note in the wrong place. So I was taught by a "
                "wood pigeon and a nine-year-old.", "reflection"),
            Answer("musical_signs", "Sky found a harmony to the coo and sang it from the end of the piano. "
                "Not behind it. The end of it.", "manager"),
            Answer("personal_social_signs", "TJ asked Safiya if she did 'any other ones' and she counted on "
                "her fingers until she ran out. He said, 'Respect.'", "manager reflection"),
            Answer("did_not", "Dom came late and had missed the guessing, so he did not know why everyone "
                "was being a pigeon. I should have let somebody tell him. I told him myself and made it "
                "sound like homework.", "reflection"),
            Answer("young_people_said", "Zofia, counting: 'It has five legs and one of them is asleep.' Best "
                "description of a rhythm that I have heard from anyone, including my old professor.",
                "manager reflection"),
            Answer("next_time", "Ask if anyone has sounds from home or from outside. Ask, do not fish.",
                "reflection"),
        ),
        signs=(
            Sign("saf", "MUS.1 COM.2", "Stopped my drum with her hand and clapped the pigeon's rhythm the "
                "right way round until I had it.", "school family manager", step=2, part=PartTaken.LED,
                direction=Direction.STEP_ON, did="Got it wrong in good faith, then asked her to check me "
                "twice.", key="saf-corrects"),
            Sign("sky", "MUS.1 RES.1", "Sang a harmony standing at the end of the piano where the others "
                "could see.", "school family", step=2, part=PartTaken.PLAYED, direction=Direction.STEP_ON,
                key="sky-end-of-piano"),
            Sign("dom", "AGE.2", "Worked out that the five and the four meet again after twenty beats, and "
                "explained it to Mr Vickers at the door.", "family", step=2, key="dom-twenty"),
            Sign("saf", "COM.1", "She waited by the music room at break to tell Mr Vickers there were two "
                "pigeons now.", "", where=Where.PLAYGROUND, source=Source.TA, step=1,
                direction=Direction.STEP_ON, days=2, key="saf-two-pigeons"),
        ),
        quotes=(
            Quote("dom", "They go away from each other and then they come home at the same time.",
                "while drawing it on the board", "school family manager reflection", Asked.OFFERED,
                starred=True),
            Quote("tj", "Respect.", "to Safiya, hand out for a fist bump", "manager"),
        ),
    ),
    SessionNote(
        number=8, minutes=15, later=True, actual=25, tried=Tried.NOT_YET, tried_note="The row ate it.",
        ingredients=("ING-O", "ING-C"), question="Two strong children each have a good idea and neither can "
        "bear the other's. How do you keep both ideas alive without me being the judge?", away="saf",
        marks="sky RES.2=1 MUS.1=1; tj AGE.1=1 RES.2=1; zof MUS.1=2", harder="dom RES.2=1; zof RES.3=1",
        activities=(
            Did("Pigeon groove, two versions", "percussion"),
            Did("Quiet endings on the metal bars", "listening, improvising",
                note="Mostly to let the room cool down."),
        ),
        answers=(
            Answer("went_well", "The last six minutes. We played long metal notes until everybody's "
                "breathing came down, mine included.", "reflection"),
            Answer("did_not", "Zofia had written the groove in a grid and Dom had it in his hands, and they "
                "were not the same groove. 'You're doing it wrong.' 'You're doing it boring.' I tried to "
                "choose, which was the worst thing I could have done.", "reflection"),
            Answer("engaged_differently", "Dom played with his back to us for the rest. Zofia tore the grid "
                "in half, then put both halves in her bag.", "reflection"),
            Answer("personal_social_signs", "Sky offered Dom the headphones. He said no thanks, quite "
                "politely, for someone that cross.", "manager reflection"),
            Answer("assumptions", "That the better player should decide. There was no better player, only "
                "two right answers and a tutor in a hurry."),
            Answer("next_time", "Play both. First hers for eight, then his for eight, then everyone says "
                "what each is good for. No vote.", "reflection"),
        ),
        signs=(
            Sign("zof", "RES.3", "Tore up her grid when it was not chosen, and kept both halves.", "", step=1,
                direction=Direction.HARDER_DAY, did="I had picked one version. I told her later that was my "
                "mistake."),
            Sign("dom", "RES.2", "Very cross for about ten minutes. Turned his back, kept playing, and did "
                "not leave the room.", "manager", step=1, part=PartTaken.PLAYED,
                direction=Direction.HARDER_DAY, did="Let him play facing the wall.", key="dom-back-turned"),
            Sign("sky", "COM.1", "Offered the headphones to someone who looked as if he needed them.",
                "family", step=1, key="sky-headphones"),
        ),
        quotes=(
            Quote("zof", "In my head it was already finished and then it wasn't allowed.",
                "said to me while the others went out", "school manager", Asked.OFFERED,
                key="zof-finished"),
        ),
    ),
    SessionNote(
        number=9, adults="Mr Vickers (TA)", minutes=13, later=True, tried=Tried.YES,
        tried_note="Both, eight bars each. It made a better piece than either, annoyingly.",
        ingredients=("ING-A", "ING-P"), away="sky", marks="dom COM.1=2 RES.2=2; zof AGE.3=2; tj MUS.2=1",
        everyone="COM.2=1",
        activities=(
            Did("Hers for eight, his for eight", "percussion, hocket", led=True),
            Did("Sounds from outside: anyone who likes", "listening", led=True),
        ),
        answers=(
            Answer("went_well", "'Shall we try both?' Zofia said it before I could. I had the sentence ready "
                "and she got there first.", "reflection"),
            Answer("did_not", "Forgot Sky would be out and had built the middle round their harmony. We had "
                "a hole and nobody owned it."),
            Answer("engaged_differently", "Safiya told us that she records birds on her mum's old phone and "
                "plays them back in bed until she falls asleep. She said it to the cabasa. Then: 'People say "
                "it's a baby thing.' I could hear the kitchen clock.", "reflection"),
            Answer("musical_signs", "TJ knows more reggae than I do. His uncle has records. He could tell me "
                "which beat the bass leaves out.", "manager"),
            Answer("personal_social_signs", "TJ had a joke coming, I saw it arrive, and he put it away. He "
                "asked what the angriest bird is. 'Wren,' she said. 'By size.'", "manager reflection"),
            Answer("young_people_said", "Dom: 'That's not a baby thing, that's like a producer.'",
                "manager reflection"),
            Answer("next_time", "If Safiya wants to bring a recording, have the little speaker charged. If "
                "she does not, carry on as if I had never thought of it.", "reflection"),
        ),
        signs=(
            Sign("saf", "RES.1", "Told the group that she records birds and falls asleep to them, and that "
                "some people call it a baby thing.", "manager reflection", step=2, part=PartTaken.LED,
                direction=Direction.STEP_ON, did="Stayed out of it. The others answered better than I would "
                "have.", starred=True, key="saf-baby-thing"),
            Sign("tj", "RES.2 COM.1", "Had a joke ready and swapped it for a question.",
                "school family manager", step=1, direction=Direction.STEP_ON, key="tj-swaps-joke"),
            Sign("zof", "AGE.3 RES.3", "Offered to try both versions before anyone had taken sides.",
                "school family manager", step=2, part=PartTaken.LED, direction=Direction.STEP_ON,
                did="Had told her last week's tearing was my fault for choosing.", starred=True,
                key="zof-both"),
            Sign("tj", "MUS.2", "Explained where the bass leaves a gap in the records his uncle plays, and "
                "sang it.", "school family", step=2, key="tj-reggae"),
            Sign("zof", "COM.2", "Has taught the pigeon to her little brother, who does it on the side of "
                "the bath.", "school family", where=Where.HOME, source=Source.PARENT_CARER, step=2,
                direction=Direction.STEP_ON, days=4, key="zof-bath"),
        ),
        quotes=(
            Quote("saf", "The wren. By size.", "answering a question from the group", "family reflection",
                Asked.ASKED),
            Quote("dom", "That's not a baby thing, that's like a producer.", "to Safiya, across the drums",
                "manager reflection", key="dom-producer"),
            Quote("saf", "If I can't hear the phone I do them in my head, in order, until it's the robin.",
                "quietly, putting the beaters back", "", Asked.OFFERED, home=True),
        ),
    ),
    SessionNote(
        number=10, adults="Mr Vickers (TA)", minutes=15, later=True, actual=35, tried=Tried.YES,
        tried_note="Speaker charged. She did not need it.", ingredients=("ING-E", "ING-F", "ING-G"),
        marks="dom MUS.2=1; zof MUS.1=3; sky COM.2=1; tj COM.1=1", everyone="COM.1=3",
        activities=(
            Did("Owl hands", "listening, games", led=True,
                note="Safiya teaching. Twenty minutes of puffing."),
            Did("Two owls: one calls, one answers", "hocket, improvising", led=True),
        ),
        answers=(
            Answer("went_well", "She came in, put her bag down, cupped her hands and hooted. A real, round, "
                "woody owl. Dom fell off his chair on purpose. Then she showed us how, finger by finger.",
                "reflection"),
            Answer("did_not", "My plan: a four-chord song I had spent Sunday arranging. It is in the "
                "recycling. No regrets, some sighing.", "reflection"),
            Answer("engaged_differently", "Safiya talked for most of ten minutes, in short pieces, all of it "
                "about thumbs. Her nan taught her on the allotment. It is two birds, she said: one asks and "
                "one answers, and people think it is one.", "reflection"),
            Answer("musical_signs", "Call and answer, properly: the answer waits for the call. They have "
                "been playing hocket since the second week and today they knew why.", "manager reflection"),
            Answer("personal_social_signs", "Zofia could not get a note and was furious, and let Safiya move "
                "her thumbs. That is two kinds of trust at once.", "manager reflection"),
            Answer("young_people_said", "Sky: 'Owl hands should mean stop. Because you can't do it and "
                "talk.' Carried, unanimously. It is on the rules sheet.", "manager reflection"),
            Answer("next_time", "Drop the song. Ask what else is in the hedge.", "reflection"),
            Answer("choices_pupils_made", "Threw out my song. Made owl hands the stop signal. Decided the "
                "piece is about a hedge at five in the morning.", "school family manager reflection"),
        ),
        signs=(
            Sign("saf", "COM.3 COM.2", "Taught the whole group to hoot through cupped hands, moving round "
                "from person to person.", "school family manager", step=2, part=PartTaken.LED,
                direction=Direction.STEP_ON, did="Sat on the floor as one of the learners. Could not do it "
                "either.", starred=True, key="saf-teaches-owl"),
            Sign("zof", "RES.1 RES.3", "Let a friend move her thumbs for her after eight tries without a "
                "sound, and had a ninth.", "school family", step=2, direction=Direction.STEP_ON,
                key="zof-thumbs"),
            Sign("sky", "AGE.1 COM.1", "Suggested that owl hands should mean stop, and gave the reason.",
                "family manager", step=2, part=PartTaken.GAVE_FEEDBACK, key="sky-stop-signal"),
            Sign("dom", "RES.2", "Held his owl hands through a whole silence, shaking with the effort, and "
                "laughed only afterwards.", "school family", step=2, direction=Direction.STEP_ON,
                key="dom-silence"),
        ),
        quotes=(
            Quote("saf", "It's two owls. One asks and one says it back. People think it's one.",
                "telling the group", "family manager reflection", Asked.OFFERED, starred=True,
                key="saf-two-owls"),
            Quote("sky", "Owl hands means stop because you can't do it and talk.", "on the rules sheet",
                "school family manager reflection", Asked.OFFERED, artefact="rules sheet"),
            Quote("saf", "She has been teaching me the thumb thing in the queue. I still sound like a "
                "kettle.", "told me at the door", "manager", Asked.OFFERED, Speaker.SCHOOL_STAFF,
                "Mr Vickers, teaching assistant", key="staff-kettle"),
        ),
    ),
)  # fmt: skip
