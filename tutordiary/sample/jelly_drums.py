"""The Jelly Drums, four infants with a box of picture cards: this term so far."""

from __future__ import annotations

from tutordiary.model import Asked, Direction, PartTaken, Source, Speaker, Tried, Where
from tutordiary.sample.notes import Answer, Did, Quote, SessionNote, Sign, Start

NOTES = (
    SessionNote(
        number=1, adults="Hazel class TA", minutes=8, later=True, actual=25, ingredients=("ING-K",),
        marks="idr MUS.1=1; amb AGE.1=1", everyone="COM.1=1",
        activities=(
            Did("Hello song with everybody's name in it", "singing"),
            Did("Wobble and freeze", "movement, games"),
        ),
        answers=(
            Answer("went_well", "Wobble and freeze. Frank froze with one leg in the air and held it until "
                "the rest of us had given up.", "manager reflection"),
            Answer("did_not", "One big drum between four people under seven. What was I thinking? Idris got "
                "there first and stayed there."),
            Answer("engaged_differently", "Poppy-Mae went to the mat when the tambourines came out and "
                "watched the rest through her fingers.", "reflection"),
            Answer("next_time", "A card for whose turn it is on the big drum. Let the card say no, so that I "
                "do not have to.", "reflection"),
        ),
        signs=(
            Sign("fra", "MUS.1", "Froze exactly on the last beat, on one leg, four times out of four.",
                "school family", step=2, part=PartTaken.PLAYED),
            Sign("pop", "", "Went to the mat when it got loud and watched through her fingers until the "
                "goodbye song.", "school", part=PartTaken.STEPPED_AWAY,
                did="Put a shaker next to the mat."),
        ),
    ),
    SessionNote(
        number=2, minutes=6, tried=Tried.YES, tried_note="The card is the law. Nobody argues with a card.",
        away="amb", marks="pop AGE.1=1; fra COM.1=1", everyone="MUS.1=1",
        activities=(
            Did("Turn cards on the big drum", "games, percussion", led=True),
            Did("A chase story with sounds", "improvising"),
        ),
        answers=(
            Answer("went_well", "Idris handed the drum card to Frank without being asked, having looked at "
                "it for a long moment as one looks at a biscuit.", "manager reflection"),
            Answer("musical_signs", "In the chase story they all got faster together. No one told them to."),
            Answer("next_time", "Let one of them draw the next card.", "reflection"),
        ),
        signs=(
            Sign("idr", "RES.2 COM.1", "Looked at the turn card for a while and handed it on.",
                "school family manager", step=1, direction=Direction.STEP_ON,
                did="Told him, one turn ahead, that his last turn was coming.", starred=True),
            Sign("pop", "AGE.1", "Chose the shaker from the mat and played from there, three shakes and a "
                "rest.", "school family", step=1, part=PartTaken.PLAYED, direction=Direction.STEP_ON),
        ),
        quotes=(
            Quote("idr", "It's not my turn, it's the card's turn.", "to the drum",
                "school family manager reflection", starred=True),
        ),
    ),
    SessionNote(
        number=3, adults="Willow class TA", minutes=7, later=True, tried=Tried.YES,
        marks="amb MUS.1=2 COM.2=1; fra AGE.1=1; idr RES.2=1",
        activities=(
            Did("Draw a card, play a card", "songwriting, percussion", led=True),
            Did("Glockenspiel rain", "listening"),
        ),
        answers=(
            Answer("went_well", "They made cards: a snake (long), a hiccup (short), a lorry (low). Frank's "
                "lorry is four low notes and he whispered what it was for, so I had to bend down to find "
                "out.", "manager reflection"),
            Answer("did_not", "Amber could not find the G and put her hands in her lap and stopped. I "
                "noticed two songs later. She does not make a noise when she gives up."),
            Answer("personal_social_signs", "Poppy-Mae clapped for the snake. From the mat, but for somebody "
                "else.", "manager"),
            Answer("next_time", "Mark the G with a sticker. Check on Amber early.", "reflection"),
        ),
        signs=(
            Sign("fra", "AGE.1 COM.2", "Invented a lorry card and let the others play it.",
                "school family manager", step=2, part=PartTaken.LED, direction=Direction.STEP_ON,
                did="Asked him last, so that he had had time.", starred=True),
            Sign("amb", "RES.3", "Lost her place on the glockenspiel, put her hands in her lap and did not "
                "ask.", "school", step=0, direction=Direction.SAME),
        ),
    ),
    SessionNote(
        number=4, minutes=6, tried=Tried.YES, tried_note="Sticker on the G. One less thing.", late="fra",
        marks="pop MUS.1=1; idr COM.3=1; fra COM.1=1",
        activities=(
            Did("Names in the glockenspiel", "singing, percussion"),
            Did("The jelly march", "movement", led=True),
        ),
        answers=(
            Answer("went_well", "They named themselves on the way down the corridor and informed me at the "
                "door. The Jelly Drums. There is a march.", "manager reflection"),
            Answer("engaged_differently", "Amber tugged my sleeve. That is all, one tug, but in three weeks "
                "she has never asked anyone for anything.", "reflection"),
            Answer("next_time", "Let Idris lead the march and Poppy-Mae say when it is over. She wants it "
                "over more than anyone.", "reflection"),
        ),
        signs=(
            Sign("amb", "RES.1", "Tugged my sleeve to ask for help with the two low notes.",
                "school family manager", step=1, direction=Direction.STEP_ON,
                did="Had put myself at her height and said nothing for a bit.", starred=True),
            Sign("idr", "COM.3", "Led the march round the room and looked back to see whether everyone had "
                "come.", "school family", step=1, part=PartTaken.LED),
        ),
    ),
    SessionNote(
        number=5, adults="Acorns TA", minutes=9, later=True, tried=Tried.PARTLY,
        tried_note="Idris led. Poppy-Mae ended it after eight seconds.", harder="idr RES.2=1; fra RES.1",
        marks="amb AGE.1=2",
        activities=(
            Did("March and stop", "movement, games", led=True),
        ),
        answers=(
            Answer("did_not", "Wet play, cross children, tambourine thrown. Idris cried because the march "
                "was too short and Poppy-Mae cried because he did. Frank got under the table and told me "
                "from there that he was a lorry."),
            Answer("went_well", "We all ended up under the table being lorries. Low notes only. It was the "
                "best three minutes of the week.", "reflection"),
            Answer("next_time", "Keep the lorries. Two endings: a short one and a long one, and you can "
                "choose which you go to.", "reflection"),
        ),
        signs=(
            Sign("idr", "RES.2", "Cried when the march ended early, was comforted by the TA, and came back "
                "for the lorries.", "school", step=1, part=PartTaken.STEPPED_AWAY_CAME_BACK,
                direction=Direction.HARDER_DAY,
                did="Made the next thing something he could join half-way."),
            Sign("fra", "AGE.1", "Told me from under the table what he needed, which was to be a lorry.",
                "school family", step=1, direction=Direction.HARDER_DAY),
        ),
    ),
    SessionNote(
        number=6, minutes=5, tried=Tried.YES, away="idr", marks="pop COM.1=2; fra MUS.1=2; amb MUS.1=2",
        everyone="AGE.1=2",
        activities=(
            Did("Two endings", "games, listening", led=True),
            Did("Lorry song, verse two", "lyrics, singing", led=True),
        ),
        answers=(
            Answer("went_well", "Two endings is going straight into every group I teach. Poppy-Mae chose the "
                "short one, then got up and went to see how the long one was getting on.",
                "manager reflection"),
            Answer("young_people_said", "Frank, singing: 'The lorry is tired and so is the man.' I wrote it "
                "down at once.", "manager reflection"),
            Answer("next_time", "Ask Frank for verse three and give him all week to think.", "reflection"),
        ),
        signs=(
            Sign("pop", "AGE.1 RES.2", "Chose the short ending, then came back by herself to watch the long "
                "one.", "school family manager", step=2, part=PartTaken.STEPPED_AWAY_CAME_BACK,
                direction=Direction.STEP_ON, did="Offered two endings every time.", starred=True),
            Sign("pop", "MUS.1", "She sings the hello song to the class hamster, with his name in it.",
                "school family", where=Where.HOME, source=Source.PARENT_CARER, days=3),
        ),
        quotes=(
            Quote("fra", "The lorry is tired and so is the man.", "sung, verse two",
                "school family manager reflection", artefact="lyric", starred=True),
            Quote("pop", "We do the hello song in the bath now. I am the tambourine.", "at the door",
                "school", Asked.OFFERED, Speaker.PARENT_CARER, "Poppy-Mae's mum", home=True),
        ),
    ),
    SessionNote(
        number=7, adults="Hazel class TA", minutes=6, tried=Tried.YES, left_early="pop",
        marks="idr MUS.1=2 RES.2=2; amb COM.2=2; fra COM.3=1",
        activities=(
            Did("Conducting with a spoon", "percussion, games", led=True),
        ),
        answers=(
            Answer("went_well", "Amber conducted with the wooden spoon and the whole room did what she said. "
                "She was so surprised that she did it again.", "manager reflection"),
            Answer("musical_signs", "Idris plays on the beat if he is walking. Sitting down it goes. So we "
                "walk.", "manager"),
            Answer("next_time", "Walk everything. Verse three.", "reflection"),
        ),
        signs=(
            Sign("amb", "COM.3 AGE.2", "Conducted the stops with a wooden spoon, twice, and said the second "
                "time was better because she waited.", "school family manager", step=2, part=PartTaken.LED,
                direction=Direction.STEP_ON, starred=True),
            Sign("idr", "MUS.1", "Kept a steady beat on the tambour for the length of the room and back, "
                "walking.", "school family", step=2, direction=Direction.STEP_ON,
                did="Let him walk while he played."),
        ),
    ),
    SessionNote(
        number=8, minutes=4, tried=Tried.PARTLY, tried_note="Verse three is still being thought about.",
        marks="pop COM.1=2; idr AGE.1=2; amb RES.1=2; fra MUS.1=2", everyone="COM.1=2",
        activities=(
            Did("Walking orchestra", "movement, percussion"),
            Did("Lorry song for the caretaker", "singing", led=True),
        ),
        answers=(
            Answer("went_well", "We walked the lorry song down to the caretaker, who was mending a lock and "
                "took his cap off for it.", "manager reflection"),
            Answer("engaged_differently", "Poppy-Mae held my finger all the way and let go at the end to "
                "bow.", "reflection"),
            Answer("next_time", "Ask them who else would like a song brought to them.", "reflection"),
        ),
        signs=(
            Sign("fra", "COM.2", "Sang his own two lines to the caretaker in a voice that could be heard.",
                "school family manager", step=2, part=PartTaken.LED, direction=Direction.STEP_ON),
            Sign("pop", "COM.2", "Stayed to the end of the song and bowed.", "school family", step=2,
                direction=Direction.STEP_ON),
        ),
        quotes=(
            Quote("amb", "He took his hat off. For us.", "going back up the corridor",
                "school family manager", Asked.OFFERED),
        ),
    ),
)  # fmt: skip

STARTS = (
    Start("pop", "RES", 1, "Goes to the mat when it gets loud, and watches from there to the end.", 0),
    Start("idr", "RES", 1, "Loves the big drum so much that handing it on brings tears.", 0),
    Start("amb", "RES", 3, "Stops without a sound when something is hard. You have to look for it.", 0),
    Start("fra", "COM", 2, "Whispers his ideas to his sleeve. They are good ideas.", 1),
    Start("idr", "MUS", 2, "Fast and faster. Loves a chase.", 1),
)  # fmt: skip
