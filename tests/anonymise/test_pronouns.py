"""He and she become they: what reads well is put, what could be wrong is asked, and nothing is mangled."""

from __future__ import annotations

import itertools
import re

import pytest

from tutordiary.anonymise.pronouns import changes

BOTH = frozenset({"he", "she"})


def they(text, which=BOTH, taken=()):
    """Return a text as it reads: what is asked about stands in braces, as it is offered."""
    out, at = "", 0
    for change in changes(text, which, taken):
        out += text[at : change.start] + (change.words if change.is_sure else f"{{{change.words}}}")
        at = change.end
    return out + text[at:]


SURE = """
She was first to the drums and she waited. | They were first to the drums and they waited.
He's been drumming on the table all week. | They've been drumming on the table all week.
He's always first in. She’s here. | They're always first in. They're here.
She's a handful when he's tired. | They're a handful when they're tired.
He plays bass in the band and sings. | They play bass in the band and sing.
He never plays with the others. | They never play with the others.
Does she play the piano? | Do they play the piano?
Is he happy? I think he is. | Are they happy? I think they are.
Where was he when she sang? | Where were they when they sang?
She loves her drum and hers is blue. | They love their drum and theirs is blue.
I told her to wait and gave her the beater. | I told them to wait and gave them the beater.
We let her choose and she chose the bells. | We let them choose and they chose the bells.
Heard her humming her own tune. | Heard them humming their own tune.
Her mum says he doesn't sleep. | Their mum says they don't sleep.
He sat with his back to us, hid his face and was silent. | They sat with their back to us, hid their face and were silent.
She told him that his idea was his. | They told them that their idea was theirs.
The problem is she plays too fast. | The problem is they play too fast.
He counts in, taps his foot and keeps going. | They count in, tap their foot and keep going.
She likes songs and games. | They like songs and games.
He hums, claps and taps along. | They hum, clap and tap along.
He did it himself and she laughed to herself. | They did it themself and they laughed to themself.
HE PLAYS LOUD. | THEY PLAY LOUD.
She sings, and then tries again. | They sing, and then try again.
So does she. So did he. Nor was he. | So do they. So did they. Nor were they.
She isn't sure, is she? He hasn't, has he? | They aren't sure, are they? They haven't, have they?
She'd like to play and he'll bring his guitar. | They'd like to play and they'll bring their guitar.
He has a keen ear and does not sleep. | They have a keen ear and do not sleep.
She goes to the corner, watches us and hushes everyone. | They go to the corner, watch us and hush everyone.
Thanked her twice. Met her at the gate. | Thanked them twice. Met them at the gate.
I asked her nicely. I asked her friend. | I asked them nicely. I asked their friend.
He and Sam were late. | They and Sam were late.
She quietly but firmly refuses. | They quietly but firmly refuse.
What he is good at is listening. | What they are good at is listening.
He put it down and goes off. | They put it down and go off.
she told her brother he's not coming | they told their brother they're not coming
He's finished his song. He's left. He's lost his beater. | They've finished their song. They've left. They've lost their beater.
She's played it all day and she's really proud. | They've played it all day and they're really proud.
He needs his turn and wants more. | They need their turn and want more.
He does. He was. He smiles! | They do. They were. They smile!
When he's ready he plays. | When they're ready they play.
Watching her, he copied her. | Watching them, they copied them.
She carries the tray and passes it on. | They carry the tray and pass it on.
if she's upset she hides and then comes back | if they're upset they hide and then come back
He makes her laugh and lets her lead. | They make them laugh and let them lead.
She neither sings nor plays. | They neither sing nor play.
He teaches and plays. He walks, runs and jumps. | They teach and play. They walk, run and jump.
He can keep a beat and she keeps up. | They can keep a beat and they keep up.
He could play but chooses not to. | They could play but choose not to.
He is often late and misses the warm-up. | They are often late and miss the warm-up.
As soon as he did he stopped. | As soon as they did they stopped.
She said it helps her to hum. | They said it helps them to hum.
I saw him playing and he smiles more. | I saw them playing and they smile more.
She likes drums and bells. | They like drums and bells.
He's used the big drum. He's used to it. He's scared of it. | They've used the big drum. They're used to it. They're scared of it.
She chose the shaker, shook it and was proud. | They chose the shaker, shook it and were proud.
She knows who plays and who listens. | They know who plays and who listens.
He tried, failed and tries again. | They tried, failed and try again.
His is louder than hers. Hers. His. | Theirs is louder than theirs. Theirs. Theirs.
A friend of his and a cousin of hers came. | A friend of theirs and a cousin of theirs came.
It took him ages but he keeps at it. | It took them ages but they keep at it.
She has her own way, hasn't she? | They have their own way, haven't they?
I think he may be tired but he is not unwell. | I think they may be tired but they are not unwell.
When I asked him he said his nan taught him. | When I asked them they said their nan taught them.
She still can't hold the beater and often drops it. | They still can't hold the beater and often drop it.
He tells jokes and makes us laugh. | They tell jokes and make us laugh.
her drumming is strong. I love her playing. | their drumming is strong. I love their playing.
Let her have it. Gave her a turn. | Let them have it. Gave them a turn.
He needn't worry. He ought to rest. He used to hide. | They needn't worry. They ought to rest. They used to hide.
he’s been asked to play (in a hall, in Leeds) and wants us all to come | they've been asked to play (in a hall, in Leeds) and want us all to come
She says “hello, it is me” and tells us. | They say “hello, it is me” and tell us.
Even though he is new he leads and sings. | Even though they are new they lead and sing.
When he is ready and sits still, we start. | When they are ready and sit still, we start.
They worked round her like water. | They worked round them like water.
She records birds and falls asleep to them. | They record birds and fall asleep to them.
If he goes first, she follows. | If they go first, they follow.
Has he got it? Hasn't she grown? | Have they got it? Haven't they grown?
What does she want? Why is he cross? | What do they want? Why are they cross?
“He’s my friend,” she said, “he always plays with me.” | “They're my friend,” they said, “they always play with me.”
"""  # noqa: E501 - a sentence and what becomes of it stand side by side

ASKED = """
I gave her space. | {them space}
She, however, plays loudly. | {They, however, play loudly}
He thinks Sam is kind and has time. | {have time}
He/she plays well. | {They}
It is a he. | {they}
He who laughs last. | {They who}
showed her pictures | {them pictures}
He's lost. | {They're lost}
He's called it the Thunder. | {They've called}
Let Her Go was the song. | {Them Go}
The drum is his and the bells are hers. | {theirs and}
Gave her drum back. | {them drum}
He drops his stick and blinks. | {blink}
amelie had her hearing aids in | {their hearing}
The boy was tired though he is strong and was slow. | {were slow}
Her and Sam played. | {Them and}
"""


def pairs(table):
    return [tuple(part.strip() for part in line.split(" | ")) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("text", "reads"), pairs(SURE))
def test_a_sentence_that_is_sure_reads_right(text, reads):
    assert they(text) == reads


@pytest.mark.parametrize(("text", "offer"), pairs(ASKED))
def test_what_could_be_wrong_is_asked(text, offer):
    assert offer in they(text)


@pytest.mark.parametrize(
    "text",
    [
        "The others heard this theme here. Sheila and Hero share the shed.",
        "They play. I play. Mia asked us to use they/them.",
        "",
        "\n\n",
    ],
)
def test_what_is_no_such_word_stays(text):
    assert they(text) == text


def test_only_the_one_that_is_asked_for_changes():
    text = "He plays his drum and she claps her hands."
    assert they(text, frozenset({"he"})) == "They play their drum and she claps her hands."
    assert they(text, frozenset({"she"})) == "He plays his drum and they clap their hands."
    assert they(text, frozenset()) == text


def test_a_name_beside_it_is_left_alone():
    text = "I told her Kyla sang, and her Kyla said he gives Kyla the drum and smiles at her."
    names = [match.span() for match in re.finditer("Kyla", text)]
    after = they(text, taken=names)
    assert after.count("Kyla") == 3
    assert after.startswith("I told them Kyla sang, and {their} Kyla said they give Kyla the drum and ")


def test_changes_lie_in_the_text_in_order_and_apart():
    text = " ".join(line.partition(" | ")[0] for line in (SURE + ASKED).splitlines())
    found = changes(text, BOTH)
    assert all(0 <= one.start < one.end <= len(text) and one.words for one in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_a_hostile_text_costs_little_more_than_a_long_one():
    assert len(changes("he and " * 14_000, BOTH)) == 14_000
