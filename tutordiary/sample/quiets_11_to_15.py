"""The Loud Quiets, sessions 11 to 15: the hedge grows, and then a mistake of the tutor's costs two weeks."""

from __future__ import annotations

from tutordiary.model import Asked, Direction, PartTaken, Source, Speaker, Tried, Where
from tutordiary.sample.notes import Answer, Did, Quote, SessionNote, Sign

NOTES = (
    SessionNote(
        number=11, adults="Mr Vickers (TA)", minutes=9, tried=Tried.YES,
        tried_note="I asked what else is in the hedge. Eleven things, it turns out.", ingredients=("ING-I",),
        marks="dom MUS.1=2 AGE.1=2; tj MUS.1=1; zof COM.3=2; sky AGE.3=2", everyone="COM.2=2",
        activities=(
            Did("Hedge at Five in the Morning: gathering sounds", "songwriting, improvising, percussion",
                led=True),
            Did("Drawing the hedge as a map of the piece", "songwriting, listening", led=True,
                note="Sky on the big paper, felt pens from the office."),
        ),
        answers=(
            Answer("went_well", "Sky drew the hedge along two metres of lining paper, left to right, and we "
                "played the drawing. A map does something for them that a list does not: you can stand in "
                "it.", "reflection"),
            Answer("did_not", "Too many good ideas and thirty minutes. I cut off the fox (Dom) in the middle "
                "of the fox."),
            Answer("engaged_differently", "Safiya walked along the map putting a sticker where each bird "
                "comes in. When TJ put the bus in, the bus at half past five, she thought about it and moved "
                "a blackbird to make room.", "reflection"),
            Answer("musical_signs", "TJ's bus is the low string, one long slide. He was asked to do it again "
                "by popular demand and did it the same way twice, which he has never done before.",
                "manager"),
            Answer("personal_social_signs", "Nobody asked whose idea the hedge was. Last month they would "
                "have. Sky drew everyone's sound, including the ones they do not like, and gave Dom's fox a "
                "very fine tail.", "manager reflection"),
            Answer("young_people_said", "Sky: 'If you get lost you can just look where you are.' I have been "
                "trying to say that about reading music for twenty years.", "manager reflection"),
            Answer("next_time", "The fox first. I promised.", "reflection"),
        ),
        signs=(
            Sign("sky", "AGE.3 COM.2", "Made one long map of the whole piece and changed it twice after "
                "hearing it played.", "school family manager", step=2, part=PartTaken.LED, key="sky-map"),
            Sign("saf", "COM.1 AGE.3", "Moved her own bird along the map to make room for someone else's "
                "sound.", "family", step=2, key="saf-makes-room"),
            Sign("tj", "MUS.1", "Played the long slide on the low string the same way twice running.",
                "school family", step=2, direction=Direction.STEP_ON, key="tj-slide"),
            Sign("dom", "RES.2", "Stopped when I called time in the middle of his idea. Hands flat on the "
                "drum, teeth together, but he stopped.", "", step=2,
                did="Promised that his idea goes first next time."),
        ),
        quotes=(
            Quote("tj", "Every piece needs a bus.", "explaining the map to Mr Vickers",
                "school family manager reflection"),
        ),
    ),
    SessionNote(
        number=12, adults="Mr Vickers (TA)", minutes=12, later=True, tried=Tried.YES,
        tried_note="Fox first. Worth it.", marks="dom COM.3=2 AGE.2=2; zof MUS.2=1; tj RES.3=1; sky RES.2=2",
        everyone="MUS.1=2",
        activities=(
            Did("The fox, and after the fox", "percussion, movement", led=True),
            Did("Playing the map with a conductor", "hocket", led=True, note="Dom with the long pointer."),
            Did("Half-way talk: what do we want to be able to do?", "",
                note="Targets looked at, one each with me on the carpet."),
        ),
        answers=(
            Answer("went_well", "Dom with the pointer. He walked the map at a fox's pace and they followed "
                "his feet. He waited for the owl to be answered before he moved on, and the wait was four "
                "seconds, which in Dom is a fortnight.", "reflection"),
            Answer("engaged_differently", "Miss Trent caught me at the sink. Safiya had put her hand up in "
                "science to say that owls cannot move their eyes. First time ever, she thinks. She told me "
                "as if it were about the weather, and then stood there beaming.", "reflection"),
            Answer("musical_signs", "Zofia asked if the hedge could have a polka in it. I said hedges can "
                "have anything. She has two months of polka saved up.", "manager"),
            Answer("personal_social_signs", "The half-way talks were short and good. 'What would you like to "
                "be able to do?' is a better question than any on my sheet.", "reflection"),
            Answer("young_people_said", "Safiya, when I asked how it was going: thumb up, then, 'It's ours, "
                "so.'", "manager reflection"),
            Answer("did_not", "Five children, one carpet, half-way talks of two minutes each. TJ's took one, "
                "because he said 'fine' and I was grateful. I owe him the other minute.", "reflection"),
            Answer("next_time", "Zofia's polka. Record the map once so that they can hear it from outside.",
                "reflection"),
        ),
        signs=(
            Sign("dom", "COM.3 RES.2", "Led the whole map with the pointer and waited for the owl's answer "
                "before moving on.", "school family manager", step=3, part=PartTaken.LED,
                direction=Direction.STEP_ON, did="Told him beforehand that the silence belongs to the "
                "conductor.", starred=True, key="dom-pointer"),
            Sign("saf", "AGE.1 RES.1", "Put her hand up in science and told the class that owls cannot move "
                "their eyes.", "school family manager reflection", where=Where.CLASS,
                source=Source.CLASS_TEACHER, step=1, direction=Direction.STEP_ON, starred=True,
                key="saf-science"),
            Sign("zof", "MUS.2", "Asked whether a polka could go in, and clapped the difference between a "
                "polka and a march.", "family", step=2, key="zof-polka"),
            Sign("saf", "COM.2 COM.3", "Was showing two of the youngest children how to cup their hands at "
                "afternoon break.", "school", where=Where.PLAYGROUND, source=Source.OTHER_STAFF, step=2,
                direction=Direction.STEP_ON, days=1, key="saf-reception"),
        ),
        quotes=(
            Quote("saf", "In all the time I have taught her I had not heard her give an opinion in front of "
                "the class until this week.", "said at the sink, written down straight after",
                "school manager reflection", Asked.OFFERED, Speaker.SCHOOL_STAFF,
                "Miss Trent, class teacher", key="staff-hand-up"),
            Quote("saf", "It's ours, so.", "asked how the piece was going", "family manager reflection",
                Asked.ASKED, face=4),
        ),
    ),
    SessionNote(
        number=13, minutes=7, moved_from_days=2, actual=25, tried=Tried.PARTLY,
        tried_note="Polka yes, recording no: the recorder was in the other bag.", ingredients=("ING-V",),
        away="tj", marks="dom MUS.1=2; zof MUS.2=2 COM.2=2; saf MUS.2=1; sky MUS.1=2",
        activities=(
            Did("The hedge gets a polka", "percussion, movement", led=True),
        ),
        answers=(
            Answer("went_well", "The photographer had our room that day, so we met in the infants' corridor "
                "among the wet coats. A polka in a corridor is a fine thing. Zofia taught it in two "
                "languages.", "reflection"),
            Answer("did_not", "TJ was at swimming; nobody had told his class that we had moved. That is on "
                "me: I told the office and thought that was the same as telling everyone.", "reflection"),
            Answer("musical_signs", "Off-beats! All four of them, after a month of me asking the wrong way. "
                "It took a dance.", "manager reflection"),
            Answer("next_time", "Start with TJ's bus. Tell him he was missed, because he was.",
                "reflection"),
        ),
        signs=(
            Sign("zof", "COM.2 MUS.2", "Taught a polka step in Polish first and English second, and "
                "corrected nobody.", "school family manager", step=3, part=PartTaken.LED,
                direction=Direction.STEP_ON, starred=True, key="zof-teaches-polka"),
            Sign("sky", "RES.2 MUS.1", "Sang and danced through the whole of a loud corridor session without "
                "the headphones.", "school family", step=2, direction=Direction.STEP_ON,
                key="sky-corridor"),
            Sign("saf", "COM.1", "Said, 'TJ's not here,' before I had finished counting.", "manager",
                step=2),
            Sign("dom", "COM.1", "Stopped a football row at break by counting everyone in for a penalty, "
                "with one finger, until they were laughing.", "school family manager", where=Where.PLAYGROUND,
                source=Source.OTHER_STAFF, step=2, direction=Direction.STEP_ON, days=1, key="dom-penalty"),
        ),
    ),
    SessionNote(
        number=14, adults="A supply TA I had not met", minutes=18, later=True, tried=Tried.YES,
        ingredients=("ING-A", "ING-C", "ING-G"), question="I put a child on the spot because I was proud of "
        "her. How do you make good a thing like that without making it bigger?",
        marks="zof MUS.1=2; sky COM.1=1", harder="saf RES.1=1; dom RES.2=1; tj RES.3=1",
        activities=(
            Did("Hedge from the top", "hocket, percussion"),
            Did("Bus and fox duet", "guitar, improvising", note="Two sounds that have never met; the "
                "listeners say what happened between them."),
        ),
        answers=(
            Answer("did_not", "The head put her head round the door and I said, 'Safiya, show Mrs Lacey your "
                "owl.' Just like that, in front of a stranger. I had broken our first rule, the one I wrote "
                "largest.", "manager reflection"),
            Answer("engaged_differently", "Safiya put her hood up and went to sit with the coats. Dom did "
                "the owl for her, in a silly voice, to fill the gap, and two of them laughed. She did not "
                "come back. I sat near the coats for the last five minutes and said nothing, which was the "
                "first sensible thing I had done.", "reflection"),
            Answer("feelings", "I was showing off. Not her: me."),
            Answer("look_sense", "I wanted somebody to see what I had seen. That is a reason, and it is my "
                "reason and not hers."),
            Answer("look_else", "Said good morning to the head and gone on counting."),
            Answer("look_plan", "A visitor is asked what they would like to hear, and the group decides who "
                "plays it."),
            Answer("chair_pupils", "From the coats: a grown-up who says nobody has to, and then says do."),
            Answer("assumptions", "That because she can, she can any time, for anyone. The choice was the "
                "whole of it.", "manager reflection"),
            Answer("personal_social_signs", "Dom knew straight away. He said, 'I didn't mean it like that,' "
                "to the coats. No answer, and he did not push.", "manager"),
            Answer("next_time", "Say sorry, plainly, once, to her and in front of the others. Then leave the "
                "door open and the cabasa out.", "manager reflection"),
        ),
        signs=(
            Sign("saf", "RES.1", "Went to the coats with her hood up after being asked without warning to "
                "perform, and stayed there.", "manager", step=0, part=PartTaken.STEPPED_AWAY,
                direction=Direction.HARDER_DAY, did="I had asked her in front of a visitor. Sat near her "
                "afterwards and did not talk.", key="saf-coats"),
            Sign("dom", "RES.3", "Said 'I didn't mean it like that' within a minute of a joke that went "
                "wrong.", "school", step=1, direction=Direction.HARDER_DAY, key="dom-sorry"),
            Sign("tj", "RES.3", "Tried the slide once, missed, and put the guitar face down on the floor for "
                "the rest of the session.", "", step=0, direction=Direction.HARDER_DAY,
                part=PartTaken.STEPPED_AWAY),
        ),
        quotes=(
            Quote("sky", "You can have my hook.", "to Safiya, about the headphones", "manager reflection"),
        ),
    ),
    SessionNote(
        number=15, adults="Mr Vickers (TA)", minutes=14, later=True, tried=Tried.YES,
        tried_note="Said sorry. It took nine seconds. I had rehearsed for a week.", ingredients=("ING-A",),
        left_early="tj", marks="dom AGE.1=2 COM.1=2; zof RES.3=2; sky MUS.1=2",
        harder="saf RES.1=1; tj AGE.1=1",
        activities=(
            Did("Very quiet hedge", "listening, improvising"),
            Did("Anyone conducts from anywhere", "games", led=True),
        ),
        answers=(
            Answer("went_well", "Quiet hedge, lights off. Small sounds only. It suited everybody and nobody "
                "had to be looked at.", "reflection"),
            Answer("did_not", "TJ asked to go at the half-way mark for the second time running. I have no "
                "idea yet what is behind it and I have stopped guessing out loud.", "reflection"),
            Answer("engaged_differently", "Safiya came, hood up, chair turned to the wall. No words. But her "
                "cabasa was there on the last sound of each phrase, so she was counting. Afterwards a folded "
                "note was in my cup: 'Ask me first.'", "reflection"),
            Answer("personal_social_signs", "Sky had hung the headphones on the hook nearest Safiya and did "
                "not say so. Dom let the owl's place in the piece go by in silence. All of them left it "
                "empty. I had not asked.", "manager reflection"),
            Answer("musical_signs", "Without the lights they listen differently. Sky and Zofia found the "
                "same note without looking and stayed on it until it hurt.", "manager reflection"),
            Answer("young_people_said", "Dom, going out: 'Quiet's harder than loud. Loud you just do.'",
                "manager reflection"),
            Answer("next_time", "Ask her first. About everything, including small things, and take the first "
                "answer.", "manager reflection"),
        ),
        signs=(
            Sign("saf", "AGE.1 RES.1", "Sat facing the wall and still played the last sound of every phrase. "
                "Left a note: 'Ask me first.'", "school manager reflection", step=1, part=PartTaken.PLAYED,
                direction=Direction.HARDER_DAY,
                did="Wrote 'I will' on the back and left it under the cabasa.", starred=True,
                key="saf-ask-first"),
            Sign("dom", "COM.1", "Kept the owl's place empty and held the others back with one flat hand.",
                "school family manager", step=2, direction=Direction.STEP_ON, key="dom-empty-place"),
            Sign("sky", "COM.1", "Moved the headphones to the hook nearest someone who was having a hard day "
                "and said nothing about it.", "school family manager", step=2, key="sky-hook"),
            Sign("tj", "RES.3", "Asked to leave half-way, for the second week. Could not say why and was not "
                "pressed.", "school", step=0, direction=Direction.HARDER_DAY, part=PartTaken.STEPPED_AWAY),
        ),
        quotes=(
            Quote("saf", "Ask me first.", "a folded note left in my cup", "manager reflection", Asked.OFFERED,
                scribe="herself", artefact="note", starred=True, key="saf-note"),
            Quote("sky", "I don't know where the piano's going when we move. Auntie says maybe nowhere.",
                "while the others packed up", "", home=True),
        ),
    ),
)  # fmt: skip
