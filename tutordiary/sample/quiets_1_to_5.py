"""The Loud Quiets, sessions 1 to 5: finding a way to be in the room."""

from __future__ import annotations

from tutordiary.model import Asked, Direction, PartTaken, Source, Speaker, Tried, Where
from tutordiary.sample.notes import Answer, Did, Quote, SessionNote, Sign

NOTES = (
    SessionNote(
        number=1, adults="Mr Vickers (TA)", minutes=14, later=True, actual=25, ingredients=("ING-A",
        "ING-D"), marks="dom AGE.1=1; zof MUS.1=2 AGE.1=2; tj AGE.1=1; sky AGE.1=1",
        activities=(
            Did("Pass the sound: one noise each round the circle", "games, listening"),
            Did("Free choice from the trolley", "percussion, improvising",
                note="Five minutes, no rules, then freeze."),
        ),
        answers=(
            Answer("went_well", "The trolley did the work. I put everything out, said nothing about it, and "
                "within a minute four of them were playing. I had a speech ready and did not need it.",
                "reflection"),
            Answer("did_not", "Pass the sound was too exposed for a first meeting. It went Dom, TJ, Zofia, "
                "then a long hole where Safiya was, and I filled the hole with chatter. My nerves, not hers.",
                "manager reflection"),
            Answer("engaged_differently", "Safiya sat by the door with her hood up and her coat zipped. I "
                "put the cabasa on the floor near her, not in front of her, and went on. She did not touch "
                "it and did not push it away.", "reflection"),
            Answer("musical_signs", "Dom locks onto a beat in about two bars. Sky was humming a third above "
                "TJ's silly tune, so quietly that I thought it was the radiator.", "manager reflection"),
            Answer("personal_social_signs", "Zofia tidied the beaters by size before anyone asked and told "
                "TJ where to sit. He sat there. They do not know each other yet and are all being a bit too "
                "loud or a bit too still."),
            Answer("young_people_said", "TJ: 'Is this instead of maths?' When I said yes: 'Then I'm "
                "basically a musician.'"),
            Answer("next_time", "No solos round the circle. Start with everybody playing at once, so that "
                "not playing is invisible.", "manager reflection"),
        ),
        signs=(
            Sign("saf", "", "Sat by the door for the whole session, coat on. Turned her head towards every "
                "new sound a moment before the others did.", "manager", part=PartTaken.LISTENED,
                did="Left an instrument within reach and did not comment on it."),
            Sign("dom", "MUS.1", "Found a steady beat on the floor drum and kept it under everyone else's "
                "noise until the freeze.", "school family", step=2, part=PartTaken.PLAYED),
            Sign("sky", "", "Hummed from behind the piano. Stopped when I looked round, so I looked at the "
                "window instead.", part=PartTaken.STEPPED_AWAY_CAME_BACK,
                did="Moved my chair so that my back was to the piano."),
            Sign("tj", "RES.1", "Every joke was aimed at me, to see what I would do. I laughed at the two "
                "that were funny.", part=PartTaken.PLAYED),
        ),
    ),
    SessionNote(
        number=2, adults="Mr Vickers (TA)", minutes=11, later=True, tried=Tried.YES,
        tried_note="Much better. The hole disappeared.", ingredients=("ING-A", "ING-F"), late="sky",
        marks="zof MUS.1=2; tj AGE.1=2; sky RES.1=1", everyone="COM.1=1",
        activities=(
            Did("Everybody-at-once rain storm", "percussion, improvising"),
            Did("Making our rules", "games", led=True,
                note="Their words on a big sheet, mine only for spelling."),
            Did("Five chime bars, one note each", "hocket"),
        ),
        answers=(
            Answer("went_well", "The rules. TJ's 'if it goes wrong it's a remix' got a cheer, and Sky's "
                "'nobody has to talk' got a nod from the door. I wrote that one largest.", "reflection"),
            Answer("did_not", "Five chime bars with one note each, and Dom cannot bear the wait for his. He "
                "played Zofia's for her. I should have given him the note that comes round most."),
            Answer("engaged_differently", "Safiya had the cabasa in her lap. Not playing it: holding it, "
                "turning the beads one at a time without a sound. I decided that counts and went round her "
                "turn as if the silence were her note.", "manager reflection"),
            Answer("personal_social_signs", "Zofia explained the rain storm to Sky in a whisper when they "
                "came in late. First kindness of the group, and she did it as if it were admin.",
                "manager"),
            Answer("young_people_said", "Dom: 'Waiting makes my arms hurt.' I believe him.", "reflection"),
            Answer("musical_signs", "Zofia can clap one thing and tap another. Dom's rain got slower as it "
                "got quieter, which I did not teach him and could not have explained.",
                "manager reflection"),
            Answer("next_time", "Give Dom the note that comes round most. Leave a rest in the tune that "
                "belongs to Safiya.", "reflection"),
        ),
        signs=(
            Sign("saf", "AGE.1", "Chose the cabasa herself and held it for twenty minutes, moving the beads "
                "without a sound.", "", step=1, part=PartTaken.LISTENED,
                did="Left a rest for her in the tune and did not fill it.", key="saf-cabasa"),
            Sign("zof", "COM.1", "Explained the storm to a latecomer in a whisper so that they could join in "
                "at once.", "family", step=1, source=Source.TUTOR),
            Sign("dom", "RES.2", "Played someone else's note, saw their face, and pushed the beater back "
                "across the floor without being told.", "", step=1, direction=Direction.SAME),
            Sign("", "COM.1", "All the rules came from them. The sheet is up on the hatch with blue tack and "
                "one corner already curling.", "manager reflection"),
        ),
        quotes=(
            Quote("tj", "If it goes wrong it's not wrong, it's a remix.", "on the rules sheet, his words",
                "school family manager reflection", Asked.OFFERED, artefact="rules sheet", starred=True),
        ),
    ),
    SessionNote(
        number=3, adults="Mr Vickers (TA)", minutes=16, later=True, tried=Tried.PARTLY,
        tried_note="Dom had the busy note. The rest for Safiya got swallowed when TJ counted too fast.",
        ingredients=("ING-C",), away="zof", marks="dom COM.3=1 MUS.1=2; tj MUS.1=1 COM.1; sky AGE.1=2 "
        "COM.1=1; saf RES.1; dom AGE.1=1",
        activities=(
            Did("Rain storm, this time with a conductor", "percussion", led=True),
            Did("Choosing a name for the group", "games", led=True),
            Did("Humming under a drone", "singing, listening"),
        ),
        answers=(
            Answer("went_well", "We have a name. Sky said, 'We're loud and we're quiet,' Dom said, 'We're "
                "the loud quiets,' and that was that. Safiya put one finger up for it when we voted. One "
                "finger is a vote.", "reflection"),
            Answer("engaged_differently", "Sky sang a whole drone from behind the piano. Headphones on, off, "
                "on. I am learning that the headphones are not a wall, they are a volume knob.",
                "reflection"),
            Answer("musical_signs", "Dom conducting: clear start, clear stop, no idea what to do with the "
                "middle. TJ holds a low note longer than I can.", "manager"),
            Answer("personal_social_signs", "Nobody asked Safiya why she does not talk. They worked round "
                "her like water. I was relieved and then wondered whether that was kindness or not noticing.",
                "manager reflection"),
            Answer("young_people_said", "Sky, about the name: 'It's good because it's not lying.'",
                "manager reflection"),
            Answer("did_not", "The guitar. I tuned it too low, TJ's first note buzzed, and I watched him "
                "decide that it was him. Without Zofia nobody kept us to time and we ran out of ending.",
                "reflection"),
            Answer("next_time", "Thumbs for opinions, so that talking is only one of the ways. And protect "
                "that rest.", "reflection"),
            Answer("assumptions", "I had assumed that a child who says nothing at school says nothing "
                "anywhere. Her mum told Mr Vickers she narrates the whole walk home.",
                "manager reflection"),
        ),
        signs=(
            Sign("saf", "AGE.1", "Put one finger up to vote for the group's name.", "family", step=1,
                part=PartTaken.GAVE_FEEDBACK, key="saf-finger"),
            Sign("sky", "MUS.1", "Held a sung drone for eight slow breaths, in tune, from behind the piano.",
                "school family", step=2, part=PartTaken.PLAYED),
            Sign("tj", "RES.3", "Put the guitar down after one buzzy note and said it was broken. It was "
                "not. He did not pick it up again.", "school", step=0, part=PartTaken.STEPPED_AWAY,
                direction=Direction.SAME, did="Said that buzz is the sound of nearly."),
        ),
        quotes=(
            Quote("saf", "She does the whole day for me on the way home, all the voices. You'd never think.",
                "told to Mr Vickers at the gate", "school", Asked.OFFERED, Speaker.PARENT_CARER,
                "Safiya's mum", "Mr Vickers", home=True),
            Quote("sky", "It's good because it's not lying.", "about the group's name",
                "school family manager reflection", starred=True),
        ),
    ),
    SessionNote(
        number=4, minutes=9, later=True, actual=30, tried=Tried.YES, ingredients=("ING-C", "ING-O"),
        marks="saf AGE.1=1; zof AGE.1=2 MUS.1=2; sky RES.1=1; tj AGE.1=1 MUS.1; dom MUS.1=2",
        harder="dom RES.3=1",
        activities=(
            Did("Thumbs up, down, sideways for three beats I played", "listening, games"),
            Did("Floor drum duets", "percussion, improvising"),
        ),
        answers=(
            Answer("went_well", "Thumbs. Instantly five opinions instead of two. TJ's is always sideways, on "
                "principle.", "reflection"),
            Answer("did_not", "Put Dom and Zofia on the same drum because they are both strong. They are "
                "both strong. He threw a beater at the wall, not at her, and went to stand in the corridor.",
                "reflection"),
            Answer("engaged_differently", "Dom came back after about three minutes with his face washed. I "
                "had not gone after him, because he had asked me last week not to follow. I hope that was "
                "right. Nobody said anything, and Zofia moved over.", "reflection"),
            Answer("feelings", "Drove to Kestrel Rise with my shoulders up round my ears. No Mr Vickers "
                "today and I felt it."),
            Answer("personal_social_signs", "Zofia moved over. I keep thinking about that.", "manager"),
            Answer("next_time", "Two drums. Always two drums.", "reflection"),
        ),
        signs=(
            Sign("saf", "RES.1", "In the corridor before the session she lifted two fingers off her bag "
                "strap as I went by with the trolley. It was a hello.", "school family manager reflection",
                step=1, where=Where.AROUND_SCHOOL, part=None, direction=Direction.STEP_ON,
                did="Lifted two fingers off the trolley handle and kept walking.", starred=True,
                key="saf-two-fingers"),
            Sign("dom", "RES.2", "Left when he was cross and came back on his own after three minutes.",
                "school manager", step=1, part=PartTaken.STEPPED_AWAY_CAME_BACK,
                direction=Direction.HARDER_DAY, did="Did not follow. Left his place empty.",
                key="dom-back"),
            Sign("zof", "COM.1", "Moved along to make room for someone coming back in, without a word and "
                "without a face.", "family", step=1),
            Sign("sky", "AGE.2", "Told me at the door that last week was the first time they had sung at "
                "school on purpose.", "family", step=1, source=Source.PUPIL, part=PartTaken.GAVE_FEEDBACK),
        ),
    ),
    SessionNote(
        number=5, adults="Mr Vickers (TA), first ten minutes", minutes=12, later=True, tried=Tried.YES,
        tried_note="Two drums, two corners. Peace.", marks="dom MUS.1=2 RES.2=1; zof MUS.1=2 AGE.3=1; tj "
        "AGE.2; sky MUS.1=1", everyone="COM.1=2",
        activities=(
            Did("Two-drum conversation", "percussion, improvising"),
            Did("One-string bass line", "guitar", note="TJ on the low string, strap and all."),
            Did("Layering: in one at a time, out one at a time", "hocket, listening"),
        ),
        answers=(
            Answer("went_well", "The bass. TJ with a strap on is two inches taller. One string, one finger, "
                "and he stayed with it for the whole of the second half.", "reflection"),
            Answer("did_not", "The hall was setting out for lunch and the hatch kept opening. Sky lasted ten "
                "minutes, then headphones, then the book corner. Came back for the ending."),
            Answer("engaged_differently", "Safiya's foot. Under the chair, tiny, exactly in time through all "
                "of it, and it stopped when the layers stopped. I nearly said something and managed not to.",
                "reflection"),
            Answer("musical_signs", "The layering worked at the third go: five parts counting Safiya's foot. "
                "They could hear when someone came in early and did not mind much.", "manager reflection"),
            Answer("personal_social_signs", "Dom told TJ his bass was 'sick'. TJ went red and played it "
                "wrong for a whole minute.", "manager reflection"),
            Answer("young_people_said", "Zofia wants to write down who comes in when. Of course she does, "
                "and it is a good idea.", "reflection"),
            Answer("next_time", "Let Zofia write the order. Ask the kitchen about the hatch.",
                "reflection"),
        ),
        signs=(
            Sign("saf", "MUS.1", "Her foot kept exact time under the chair all through the layering and "
                "stopped with the last note.", "family manager reflection", step=1, part=PartTaken.LISTENED,
                direction=Direction.STEP_ON, did="Said nothing. Left the cabasa where it was.",
                key="saf-foot"),
            Sign("tj", "RES.3 MUS.1", "Stayed with one low string for fifteen minutes, with three stops and "
                "three starts.", "school family manager", step=1, part=PartTaken.PLAYED,
                direction=Direction.STEP_ON, did="Gave him one string and a strap; asked for nothing else.",
                key="tj-string"),
            Sign("dom", "COM.2", "Told someone else that their part sounded good, in the middle of playing "
                "his own.", "family", step=1),
            Sign("sky", "RES.2", "Took the headphones to the book corner when the hatch kept banging, and "
                "came back for the ending unasked.", "school family", step=1,
                part=PartTaken.STEPPED_AWAY_CAME_BACK, key="sky-hatch"),
        ),
        quotes=(
            Quote("dom", "When he did the low bit it made mine sound better and I didn't even do anything.",
                "said while packing away", "manager reflection"),
            Quote("saf", "I saw her tapping in the line for lunch. Same pattern, over and over.",
                "told me in the doorway", "", Asked.OFFERED, Speaker.SCHOOL_STAFF,
                "Mr Vickers, teaching assistant", days=0),
        ),
    ),
)  # fmt: skip
