"""What to offer when nothing is found: the site's own names, terms and columns, with the ways to type them in pinyin."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from press.model import Archive, Name

from .codec import pack, to_json
from .fold import fold

LABELS = {"person": "人物", "reporter": "记者", "body": "机构", "company": "企业", "place": "地点"}

# Anything in a spelling that is no letter: the blanks and apostrophes of “Xī’ān”.
NO_LETTER = re.compile(r"[^a-z]+")


@cache
def sounds() -> dict[str, str]:
    """Character → its usual reading, without tone."""
    table = json.loads((files(__package__) / "pinyin.json").read_text("utf-8"))["syllables"]
    return {character: syllable for syllable, characters in table.items() for character in characters}


def spellings(text: str, pinyin: str | None = None) -> list[str]:
    """The whole spelling and the initials of a text; a given spelling counts before the usual readings.

    >>> spellings("周金星"), spellings("重庆", "Chóngqìng")
    (['zhoujinxing', 'zjx'], ['chongqing', 'zq'])
    """
    syllables = [sounds().get(character, character if character.isascii() else "") for character in fold(text)]
    if not all(syllables):
        syllables = []
    whole, initials = "".join(syllables), "".join(syllable[0] for syllable in syllables)
    if pinyin:
        given = unicodedata.normalize("NFD", pinyin.lower()).replace("u\N{COMBINING DIAERESIS}", "v")
        words = [word for word in NO_LETTER.split("".join(mark for mark in given if not unicodedata.combining(mark))) if word]
        whole = "".join(words)
        if len(words) == len(fold(text)):
            initials = "".join(word[0] for word in words)
    return [form for form in dict.fromkeys((whole, initials)) if len(form) > 1]


def offers(archive: Archive) -> Iterator[tuple[str, str, list[str]]]:
    """Text, kind in words, spellings: names with their aliases first, then the themes' terms, then column labels."""
    for name in archive.names:
        for form in (name.name, *name.aliases):
            yield form, LABELS[name.kind], spellings(form, given(name, form))
    for theme in archive.themes:
        for text in (theme.label, *(term.text for term in theme.terms)):
            yield text, "用语", spellings(text)
    for column in sorted({article.column for article in archive.articles if article.column}):
        yield column, "栏目", spellings(column)


def given(name: Name, form: str) -> str | None:
    """The spelling that the table gives, which is that of the name itself."""
    return name.pinyin if form == name.name else None


def write_near(archive: Archive) -> bytes:
    """All offers, each text once."""
    rows: dict[str, tuple[str, str, list[str]]] = {}
    for text, kind, forms in offers(archive):
        rows.setdefault(text, (text, kind, forms))
    return pack(to_json(list(rows.values())))
