"""Words that are also names, matters to judge, and ages: each by the company it keeps."""

from __future__ import annotations

import re

import pytest

from tutordiary.anonymise.recogniser import Action, Recogniser
from tutordiary.anonymise.roster import roster_from_world

NAMES = [
    "Grace",
    "Hope",
    "Mark",
    "Rose",
    "Will",
    "Drew",
    "Teddy",
    "Basil",
    "Saffron",
    "Tom",
    "Storm",
    "Joy",
    "Summer",
    "Carol",
    "Bill",
    "Penny",
    "Grant",
    "Miles",
    "Ruby",
    "Amber",
    "Jade",
    "Lily",
    "Daisy",
    "Poppy",
    "Ivy",
    "Reed",
    "Star",
    "Robin",
    "Harry",
    "Bell",
]
WORDS = Recogniser(
    roster_from_world(
        {
            "pupils": [{"id": f"P{n}", "first": name, "last": "Zeld"} for n, name in enumerate(NAMES)],
            "staff": [
                {"id": "S1", "title": "Mrs", "first": "Ona", "last": "Bright"},
                {"id": "S2", "title": "Mr", "first": "Jon", "last": "Wolf"},
            ],
        }
    )
)
PLAIN = Recogniser(roster_from_world({"pupils": [{"id": "P1", "first": "Ngozi", "last": "Ibe"}]}))

# {} stands round whoever is a child; every other word stays.
NAME_WORDS = """
A teddy with one eye sat on the amp.
We had basil on the pizza.
Saffron rice at the feast.
{Basil} smells of basil.
The low tom is split.
{Tom} hit the low tom.
They took it by storm, a storm with paper rain.
{Storm} was out in the rain.
Bright and loud, please.
Wolf whistles are banned.
Hope you got my email.
Mark every fourth beat.
{Mark} left early.
She said grace.
told {grace} to breathe
They won't grant it.
I asked {grant} about the form.
The water bill came.
told {bill} to pay attention
The penny is in the cash box.
{penny} lost the cash box
Red, amber, green.
{ruby}, red group
Bring daisy shapes and poison ivy.
sat with {daisy} in the garden
{Ivy} left early.
Dry reed again.
Carol practice starts.
chat with {carol} about the tune
Christmas carols and the Pied Piper.
It is miles from here.
Bell went early.
and {summer} laughed
a new one, which {harry} prefers
""".strip().splitlines()

MATTERS = """
They are sofa surfing.|Referred to MASH.|She gets free dinners.|His dad is inside until June.
Mum isn't in the country yet.|He's on a managed move.|The palliative team came.
Oncology again on Monday.|The youth justice team rang.|Early help sat in.
She takes tablets before lunch.|He wets himself when nervous.|She still needs pull-ups.
He has one kidney.|He lip-reads.|He doesn't speak in school.|Waiting for a diagnosis.
She's been cutting.|He had a panic attack.|Mum is in recovery.|They fled the war.
They have leave to remain.|He doesn't eat pork.|English is his third language.|He's mixed race.
She's on a part-time timetable.|She came out to me.|The house got repossessed.|Nan died on Sunday.
Dad walked out on them.|One of just two children who speak Welsh here.|She's got a world record.
They are triplets.|He was struck by lightning.|His mum is the mayor.|He lives on a narrowboat.
Nobody else in school plays the oud.|It was on the front page.
""".replace("\n", "|").strip("|")
NO_MATTERS = """
The triplets in bar two rush.|Add a C chord, add it twice.|Ball is in their court.|We lost the beat.
Suspended fourth, then home.|Signs of the beat.|Depress the sustain pedal.|Blind fold game.
The first verse of the song.|We passed it round.|The only way is up.|Mute the strings.
Her dad plays the drums.|Hungry caterpillar song.|Christian names on the chart.
Brown paper bag rhythm.
""".replace("\n", "|").strip("|")

AGES = """
He's {nine}.|They're {six}. They should rest.|{Rising five}, so short turns.|In his {tenth year}.
It's her {9th birthday}.|When she was {4} she sang that.|At {six} he can hold a pulse.
His brother, {15}, drums.|The baby is {two days old}.|a boy of {nine}|He's coming up to {seven}.
a {10yr old}|I'm {7} now|Ngozi, {thirteen}, likes jazz.|he is {nearly seven} next week
""".replace("\n", "|").strip("|")
NO_AGES = """
He's nine bars in.|There are six of them.|They're six short.|It is 6/8 time.
At six the caretaker locks up.|He turned 8 pages.|She was ten minutes late.|It's nine o'clock.
It's 9.|Bars one, two, three.|She scored 8, he scored 9.|They are three to a keyboard.
""".replace("\n", "|").strip("|")


def redacted(recogniser: Recogniser, text: str) -> str:
    """Return the text with braces round every stretch that is replaced."""
    for span in reversed([one for one in recogniser.annotate(text) if one.action is Action.REDACT]):
        text = text[: span.start] + "{" + text[span.start : span.end] + "}" + text[span.end :]
    return text


@pytest.mark.parametrize("line", NAME_WORDS)
def test_a_word_that_is_a_name_is_told_by_its_company(line):
    text = re.sub("[{}]", "", line)
    assert redacted(WORDS, text).replace("{Ngozi}", "Ngozi") == line


def test_sensitive_and_rare_matters_are_shown_in_any_words():
    unseen = [one for one in MATTERS.split("|") if not _matters(one)]
    assert unseen == []


def test_lessons_without_such_matters_ask_for_nothing():
    shown = [(one, _matters(one)) for one in NO_MATTERS.split("|") if _matters(one)]
    assert shown == []


def _matters(text: str) -> list[str]:
    return [one.type for one in PLAIN.annotate(text) if one.type in {"SENSITIVE", "RARE"}]


def test_an_age_is_found_however_it_is_told():
    wrong = []
    for line in AGES.split("|"):
        found = redacted(PLAIN, re.sub("[{}]", "", line)).replace("{Ngozi}", "Ngozi")
        if found != line:
            wrong.append((line, found))
    assert wrong == []


def test_counts_bars_times_and_marks_are_no_ages():
    assert [one for one in NO_AGES.split("|") if redacted(PLAIN, one) != one] == []
