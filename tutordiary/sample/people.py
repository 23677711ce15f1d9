"""The seventeen invented pupils of the sample diary, and their families."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tutordiary.model import FamilyMember, LeftReason, Membership, Pupil


@dataclass(frozen=True, slots=True)
class Child:
    """A pupil, by the key the notes use, and when they came and went.

    ``joins_at`` is the first session they belong to, ``leaves_at`` the first they no longer do (0: never).
    """

    key: str
    number: int
    pupil: Pupil
    group: str
    joins_at: int = 1
    leaves_at: int = 0
    left_reason: LeftReason | None = None
    family: tuple[tuple[str, str], ...] = ()


def _pupil(number: int, setting: str, first: str, last: str, pronouns: str, year: int, **more: str) -> Pupil:
    known_as = tuple(name for name in more.pop("known_as", "").split(",") if name)
    return Pupil(
        id=f"pupil-{number:02}",
        first_name=first,
        last_name=last,
        known_as=known_as,
        pronouns=pronouns,
        setting_id=setting,
        year_group=year,
        class_name=more.get("class_name", ""),
        school_hopes=more.get("hopes", ""),
        interests_and_strengths=more.get("likes", ""),
        what_helps=more.get("helps", ""),
        still_hard=more.get("hard", ""),
        next_step=more.get("next_step", ""),
        pseudonym=more.get("pseudonym", ""),
        school_plan_kind=more.get("plan", ""),
        school_plan_ref=more.get("plan_ref", ""),
    )


def older_children() -> tuple[Child, ...]:
    """Return the five pupils of the full programme."""
    place = "setting-01"
    return (
        Child(
            "saf",
            1,
            _pupil(
                1,
                place,
                "Safiya",
                "Pender",
                "she/her",
                4,
                known_as="Saf",
                class_name="Larch",
                pseudonym="Linnet",
                hopes="That she finds somewhere in the school week where she is comfortable enough to be "
                "heard, "
                "and one or two children to stand with at break.",
                likes="Birds, above everything. Knows their calls and can do several through her hands. "
                "Remembers every part in a piece, not only her own. Kind with small children.",
                helps="A job in her hands before any words. Time: I count ten slowly. Thumbs and owl "
                "hands as real answers. "
                "A seat where she can see the door.",
                hard="New adults in the room still stop her voice for a while. She plays, and waits for "
                "them to go.",
                next_step="Join the small ukulele group with one friend from this group; keep the owl call "
                "as "
                ""
                "the way in.",
                plan="School support plan",
                plan_ref="Outcome 2: shares a view with a small group",
            ),
            "quiets",
            family=(("Peggy", "nan"), ("Rania", "mum"), ("Jory", "brother")),
        ),
        Child(
            "dom",
            2,
            _pupil(
                2,
                place,
                "Dominic",
                "Bright",
                "he/him",
                5,
                known_as="Dom",
                class_name="Rowan",
                hopes="That he can be in a group and enjoy it without the day ending in a row, and hear "
                "that he is good at something.",
                likes="Big drums, football chants, being first to try. Learns by ear faster than I can "
                "show him.",
                helps="Knowing how many turns until his. A drum that is his for the session. Being asked "
                "to count us in.",
                hard="Waiting when he is already full of an idea. He now says 'hold my thought' and I "
                "write it down.",
                next_step="Whole-school samba band, in the bass line with Mr Vickers nearby to begin with.",
                plan="School support plan",
                plan_ref="Outcome 1: waits for a turn in a small group",
            ),
            "quiets",
            family=(("Carl", "dad"), ("Ellie-Ann", "little sister")),
        ),
        Child(
            "zof",
            3,
            _pupil(
                3,
                place,
                "Zofia",
                "Wójcik",
                "she/her",
                4,
                known_as="Zosia",
                class_name="Larch",
                hopes="That she uses her ideas with others as well as on her own, and feels Thistledown "
                "is her school now.",
                likes="Fast rhythms, clapping games in Polish and English, writing neat lists of what "
                "comes next.",
                helps="Being told early when a plan changes. A written order of play that she can tick.",
                hard="Letting someone else's version stand. She has begun to ask, 'shall we try both?'",
                next_step="Keep writing her own clapping pieces; the Saturday junior percussion group has a "
                "place.",
            ),
            "quiets",
            family=(("Agnieszka", "mum"), ("Tomek", "uncle")),
        ),
        Child(
            "tj",
            4,
            _pupil(
                4,
                place,
                "Thomas-Jai",
                "O'Rourke",
                "he/him",
                5,
                known_as="TJ",
                class_name="Rowan",
                hopes="That he stays with something he finds hard for longer than a few minutes.",
                likes="Making people laugh, bass notes, anything with a strap. Hears when a chord is wrong.",
                helps="Very short goals. A chord with one finger. A joke at the right moment, not at the "
                "wrong one.",
                hard="Coming back to something that went wrong last week. Starting with an easy win helps.",
                next_step="Borrow a three-quarter guitar from the service for the holidays.",
            ),
            "quiets",
            family=(("Declan", "uncle"), ("Shona", "mum")),
        ),
        Child(
            "sky",
            5,
            _pupil(
                5,
                place,
                "Sky",
                "Mbatha",
                "they/them",
                5,
                class_name="Rowan",
                hopes="That they keep the friendships they have while a lot is changing round them.",
                likes="Singing harmonies, drawing the music as a map, dance videos.",
                helps="Headphones on the hook by the door. Singing from behind the piano at first.",
                hard="Loud minutes one after another. They take the headphones and come back, mostly.",
                next_step="Choir at lunchtime, if they want it in the new term.",
            ),
            "quiets",
            family=(("Thandi", "auntie and carer"),),
        ),
    )


def younger_children() -> tuple[Child, ...]:
    """Return the four pupils of the infants' group."""
    place = "setting-01"
    return (
        Child(
            "pop",
            6,
            _pupil(
                6, place, "Poppy-Mae", "Lund", "she/her", 0, class_name="Acorns",
                hopes="That she joins the end of things as well as the beginning.",
                likes="Anything that shakes. Sings to the class hamster.",
                helps="A picture of what comes next; leaving before the noisy bit if she asks.",
                hard="Sudden loud sounds. She goes to the mat and comes back when she has looked.",
            ),
            "jelly",
            family=(("Kirsten", "mum"),),
        ),
        Child(
            "idr",
            7,
            _pupil(
                7, place, "Idris", "Bello", "he/him", 1, class_name="Hazel",
                hopes="That he has a place to be loud on purpose.",
                likes="The big drum. Stories with a chase in them.",
                helps="Telling him the last turn is coming before it comes.",
                hard="The end of a turn. Walking while he plays makes it easier.",
            ),
            "jelly",
            family=(("Aunty Bisi", "aunt"), ("Yinka", "dad")),
        ),
        Child(
            "amb",
            8,
            _pupil(
                8, place, "Amber", "Nguyễn", "she/her", 2, known_as="Ambs", class_name="Willow",
                hopes="That she asks for help before she gives up.",
                likes="The glockenspiel, tidying, songs with names in them.",
                helps="A partner who does not grab.",
                hard="Asking for help. She tugs a sleeve now, and it works.",
            ),
            "jelly",
            family=(("Linh", "big sister"),),
        ),
        Child(
            "fra",
            9,
            _pupil(
                9, place, "Frank", "Osei", "he/him", 1, class_name="Hazel",
                hopes="That his good ideas get out of his head and into the room.",
                likes="Lorries, low notes, whispering jokes.",
                helps="Asking him last, so that he has had time.",
                hard="Being asked first.",
            ),
            "jelly",
            family=(("Kofi", "grandad"),),
        ),
    )  # fmt: skip


def junior_children() -> tuple[Child, ...]:
    """Return the four pupils of the junior school's group; one of them joined late."""
    place = "setting-02"
    return (
        Child(
            "car",
            10,
            _pupil(
                10, place, "Carys", "Underhill", "she/her", 6, class_name="Crew Six",
                hopes="That she lets other people see what she can do before secondary school.",
                likes="Beats on the laptop, lyrics nobody has seen, horror stories.",
                helps="Headphones first, speaker when she says.",
                hard="Being asked to share before she is ready. She sets the volume and then she can.",
            ),
            "static",
            family=(("Gwenda", "mamgu"),),
        ),
        Child(
            "dre",
            11,
            _pupil(
                11, place, "Drew", "Castellano", "he/him", 6, class_name="Crew Six",
                hopes="That he takes a breath between the idea and the doing.",
                likes="Cajon, sound effects, knowing how things come apart.",
                helps="A job with cables. Being told what will not break.",
                hard="The moment between an idea and a cable. He asks first on most days.",
            ),
            "static",
            family=(("Marco", "dad"),),
        ),
        Child(
            "hop",
            12,
            _pupil(
                12, place, "Hope", "Siddiqui", "she/her", 5, class_name="Crew Five",
                hopes="That she speaks up when she disagrees.",
                likes="Keyboards, film music, getting it exactly right.",
                helps="Permission to do it badly first.",
                hard="Wide-open questions. Two choices are better than all of them.",
            ),
            "static",
            family=(("Bilal", "brother"),),
        ),
        Child(
            "ebr",
            13,
            _pupil(
                13, place, "Ebrahim", "Dar", "he/him", 5, known_as="Ebi", class_name="Crew Five",
                hopes="That he makes one friend quickly; he is new to the school.",
                likes="Tabla with his uncle, cricket, counting in sevens.",
                helps="Someone to walk down with.",
                hard="Lunchtimes, he says. Music is straight after and he is early for it.",
            ),
            "static",
            joins_at=4,
            family=(("Rafiq", "uncle"),),
        ),
    )  # fmt: skip


def centre_children() -> tuple[Child, ...]:
    """Return the four young people of the centre's group; one of them moved away."""
    place = "setting-03"
    return (
        Child(
            "cha",
            14,
            _pupil(
                14, place, "Chase", "Delaney", "he/him", 8,
                hopes="That he comes in on a second day of the week.",
                likes="Drill, drum pads, arguing about what counts as music.",
                helps="Starting before anyone says good morning.",
                hard="Mornings. He goes out to the landing and comes back to his pads.",
            ),
            "half",
            family=(("Bernie", "nan"),),
        ),
        Child(
            "lei",
            15,
            _pupil(
                15, place, "Leïla", "N'Diaye", "she/they", 9, known_as="Lei",
                hopes="That she finds something here worth finishing.",
                likes="Writing verses on the back of her hand, slow songs, being asked properly.",
                helps="Being asked once, then left.",
                hard="Letting a verse be finished. She keeps the paper where she can find it.",
            ),
            "half",
            family=(("Mariama", "cousin"),),
        ),
        Child(
            "mar",
            16,
            _pupil(
                16, place, "Marcus", "Stone", "he/him", 7,
                hopes="That he has one hour with no one telling him off.",
                likes="Bass, biscuits, fixing stands.",
                helps="Something to carry.",
            ),
            "half",
            leaves_at=5,
            left_reason=LeftReason.MOVED,
        ),
        Child(
            "fin",
            17,
            _pupil(
                17, place, "Fintan", "Wu", "he/him", 9, known_as="Fin",
                hopes="That staff hear what he thinks.",
                likes="Film soundtracks. Reads the backs of amplifiers.",
                helps="Not being looked at while he plays.",
            ),
            "half",
            family=(("Mei", "gran"),),
        ),
    )  # fmt: skip


def membership(child: Child, days: tuple[date, ...], group_id: str) -> Membership:
    """Return a child's time in a group whose sessions were on ``days``."""
    return Membership(
        id=f"membership-{child.number:02}",
        pupil_id=child.pupil.id,
        group_id=group_id,
        joined_on=days[child.joins_at - 1],
        left_on=days[child.leaves_at - 2] + timedelta(days=1) if child.leaves_at else None,
        left_reason=child.left_reason,
    )


def family(child: Child) -> tuple[FamilyMember, ...]:
    """Return the named people of a child's family."""
    return tuple(
        FamilyMember(
            id=f"family-{child.number:02}-{number}", pupil_id=child.pupil.id, name=name, relation=relation
        )
        for number, (name, relation) in enumerate(child.family, start=1)
    )
