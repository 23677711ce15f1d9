"""Talks with the adults round the four groups, and what was agreed in them."""

from __future__ import annotations

from tutordiary.sample.notes import Talk, Todo

QUIETS = (
    Talk(
        session=1, days=-6, role="SENCO", contact="contact-01", minutes=25, about="saf dom zof tj sky",
        to="school manager", text="Mrs Bhandal gave me five names and, for each, one thing that goes well. "
        "Hopes written down in her words. She would like a report that she can lift from, not a folder. The "
        "group is called music on the timetable.",
        actions=(
            Todo("Send Mrs Bhandal the dates and a one-line description for families", due=4, done=3),
            Todo("Ask the office to stop lunch deliveries through the hatch until 10:50", due=10, done=30),
        ),
    ),
    Talk(
        session=3, days=1, role="TA", contact="contact-02", minutes=5, about="saf", to="school",
        text="Mr Vickers met Safiya's mum at the gate. Chatty at home, always has been. We agreed that "
        "neither of us will ask her direct questions in the room for now, and that he will sit to one side, "
        "not next to her.",
    ),
    Talk(
        session=8, days=1, role="Class teacher", contact="contact-03", minutes=6, about="zof", to="school",
        text="Told Miss Trent about the row and my part in it. Zofia had been rewriting the grid in wet "
        "play. Miss Trent gives her a day's notice of changes in class and it helps; I will do the same.",
        actions=(
            Todo("Show Zofia the plan for the next session at the end of each one", due=7, done=7),
        ),
    ),
    Talk(
        session=12, role="SENCO", contact="contact-01", minutes=15, about="saf dom tj", to="manager", days=1,
        text="Half-way with Mrs Bhandal. Safiya's hand up in science had reached her by three routes. "
        "Dominic: no rows on music days for a month. TJ is finding the afternoons hard and she will let me "
        "know if his timetable changes.",
        actions=(
            Todo("Mrs Bhandal to ask Rowan class for a line about each of the three", "Mrs Bhandal", due=21,
                done=25),
            Todo("Find out what is on at the music centre for beginners", due=14, done=10),
        ),
    ),
    Talk(
        session=14, days=1, role="SENCO", contact="contact-01", minutes=10, about="saf", to="",
        text="Rang Mrs Bhandal to say what I had done. She said, 'Well, now you know which rule matters.' "
        "She will tell the head why visitors wait outside the door. I felt better for having said it before "
        "she heard it.",
    ),
    Talk(
        session=15, days=2, role="Project manager", minutes=20, about="", to="manager",
        text="Yvette on the phone. Wants start points for every outcome by the end of the month; I have "
        "nineteen of twenty. She asked what I would like other tutors to know. 'Ask first' was what I said.",
        actions=(
            Todo("Write up the asking game on one side for the reflection group", due=12, done=11),
        ),
    ),
    Talk(
        session=20, days=3, role="Parent", minutes=12, about="saf", to="school",
        text="Safiya's mum rang about the ukulele group. Safiya had already told her the day, the room and "
        "the name of the friend. Nan wants to know if allotments can have concerts.",
        actions=(
            Todo("Put both names down for the ukulele group", due=4, done=2),
            Todo("Send the recording of the hedge home on a card", due=20),
        ),
    ),
    Talk(
        session=20, days=6, role="SENCO", contact="contact-01", minutes=20, about="saf dom zof tj sky",
        to="manager", text="Went through all five with Mrs Bhandal. She agreed about TJ before I had "
        "finished the sentence and was glad that I had written it down plainly. Reports to her first, then "
        "home, in the same week.",
        actions=(
            Todo("Five school reports to Mrs Bhandal", due=24),
            Todo("Ask the service for a three-quarter guitar for TJ", due=10, done=9),
        ),
    ),
)  # fmt: skip

JELLY = (
    Talk(
        session=2, role="Class teacher", minutes=4, about="idr", to="school",
        text="Hazel class teacher says the music morning gets talked about all week. Idris asked if the big "
        "drum could come to class. It cannot, but a small one could.",
        actions=(
            Todo("Lend Hazel class the little tambour with the bear on it", due=7, done=7),
        ),
    ),
    Talk(
        session=7, role="SENCO", contact="contact-01", minutes=5, about="pop", to="school", days=1,
        text="Mrs Bhandal asked how Poppy-Mae's leaving is going. I said I had stopped calling it leaving: "
        "she goes to the mat and watches the end. She liked that.",
    ),
)  # fmt: skip

STATIC = (
    Talk(
        session=1, days=-3, role="SENCO", contact="contact-06", minutes=10, about="car dre hop", to="school",
        text="Mr Langridge, by email and then in the corridor. Three to begin with, a fourth when he has "
        "settled in. They would like something to play at the leavers' evening, if the pupils would.",
        actions=(
            Todo("Ask the group, not before half-way, whether they want to play to anyone", due=45),
        ),
    ),
    Talk(
        session=5, role="TA", contact="contact-07", minutes=3, about="ebr", to="school",
        text="Ms Yeo walks down with Ebrahim and says he has started to walk ahead of her.",
    ),
    Talk(
        session=7, role="Class teacher", contact="contact-08", minutes=6, about="hop", to="school", days=1,
        text="Mrs Iqbal had Hope disagree with her about a comma, politely and at length. She wanted me to "
        "know because of the hopes form.",
    ),
)  # fmt: skip

HALF = (
    Talk(
        session=3, role="Learning mentor", contact="contact-11", minutes=15, about="cha mar", to="manager",
        text="Mr Baptiste over a mug of tea. Chase came in on a day that was not his, to ask if the pads "
        "were out. Marcus may be moving; nothing certain, and not mine to mention.",
    ),
    Talk(
        session=6, role="Learning mentor", contact="contact-11", minutes=10, about="lei fin", to="",
        text="Leïla has asked for the room key twice to write in at lunch. I realised, saying it, that I had "
        "nothing to tell him about Fintan. Three weeks and not a line. He comes, he plays, I look at whoever "
        "is loudest.",
        actions=(
            Todo("Watch Fintan for one whole session and write it down", due=14),
        ),
    ),
)  # fmt: skip
