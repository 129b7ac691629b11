"""What to offer when nothing is found: the site's own names, terms and columns, with the ways to
type them in pinyin.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from press.model import Archive
from press.packed import headings
from press.text.fold import fold

from .codec import pack, to_json

LABELS = {"person": "人物", "reporter": "记者", "body": "机构", "company": "企业", "place": "地点"}


@cache
def sounds() -> dict[str, str]:
    """Character → its usual reading, without tone."""
    table = json.loads((files(__package__) / "pinyin.json").read_text("utf-8"))["syllables"]
    return {
        character: syllable for syllable, characters in table.items() for character in characters
    }


def spellings(text: str, pinyin: str | None = None) -> list[str]:
    """The ways to type a text: as given, by the usual readings, by their initials.

    >>> spellings("周金星"), spellings("重庆", "Chóngqìng")
    (['zhoujinxing', 'zjx'], ['chongqing', 'zhongqing', 'zq'])
    """
    given = unicodedata.normalize("NFD", (pinyin or "").lower()).replace(
        "u\N{COMBINING DIAERESIS}", "v"
    )
    letters = "".join(mark for mark in given if mark.isascii() and mark.isalpha())
    syllables = [
        sounds().get(character, character if character.isascii() else "")
        for character in fold(text).replace(" ", "")
    ]
    if not all(syllables):
        syllables = []
    forms = dict.fromkeys(
        (letters, "".join(syllables), "".join(syllable[0] for syllable in syllables))
    )
    return [form for form in forms if len(form) > 1]


def offers(archive: Archive) -> Iterator[tuple[str, str, list[str]]]:
    """Text, kind in words, spellings: names in all their forms, glossary terms, the themes' terms,
    column labels.
    """
    for name in archive.names:
        yield name.name, LABELS[name.kind], spellings(name.name, name.pinyin)
        for form in (*name.aliases, *(form for _, form in name.local)):
            yield form, LABELS[name.kind], spellings(form)
    for entry in archive.terms:
        for form in (entry.term, *entry.aliases):
            yield form, "用语", spellings(form)
    for theme in archive.themes:
        for text in (theme.label, *(term.text for term in theme.terms)):
            yield text, "专题词", spellings(text)
    for column in sorted({head.column for head in headings(archive) if head.column}):
        yield column, "栏目", spellings(column)


def write_suggestions(archive: Archive) -> bytes:
    """All offers, each text once."""
    rows: dict[str, tuple[str, str, list[str]]] = {}
    for text, kind, forms in offers(archive):
        rows.setdefault(text, (text, kind, forms))
    return pack(to_json(list(rows.values())))
