"""The tables: what people say of themes, names and terms in ``seeds/tables``, checked and made into
values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, get_args

from press.model import GlossaryTerm, Name, NameKind, Term, Theme
from press.read.yaml_nodes import YamlNode, load_yaml

# An id stands in an address: small letters, digits and hyphens, beginning with a letter.
_ID = re.compile(r"[a-z][a-z0-9-]{0,79}")
# A code of the IPTC Media Topics (cv.iptc.org/newscodes/mediatopic): medtop:06000000, environment.
_TOPIC = re.compile(r"medtop:\d{8}", re.ASCII)
# Weights say how surely a term alone speaks of its theme; beyond these ends a slip of the finger is
# likelier than a meaning.
_LEAST_WEIGHT, _MOST_WEIGHT = 0.1, 10
# The longest form that is looked for, in characters; the longest of the three tables has 60.
_LONGEST_FORM = 400
_KINDS: tuple[NameKind, ...] = get_args(NameKind)

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The three tables, each in the order of its file; empty where a file is missing."""

    themes: tuple[Theme, ...] = ()
    names: tuple[Name, ...] = ()
    terms: tuple[GlossaryTerm, ...] = ()


def load(folder: Path) -> Tables:
    """The tables of a folder.

    A file that is missing or empty is an empty table; anything wrong in one is a ``UserError``.
    """
    return Tables(
        themes=_table(folder / "themes.yml", _theme),
        names=_table(folder / "names.yml", _name),
        terms=_table(folder / "terms.yml", _glossary_term),
    )


def _table(path: Path, make: Callable[[YamlNode], Row]) -> tuple[Row, ...]:
    """The rows of a file, each made by ``make``; no id and no printed form is claimed by two."""
    marked = load_yaml(path)
    if marked.value is None:
        return ()
    made = tuple(make(row) for row in marked.items())
    _claim_once("id", (claim for row in marked.items() for claim in _claims(row, "id")))
    _claim_once(
        "form",
        (claim for row in marked.items() for claim in _claims(row, "name", "term", "aliases")),
    )
    return made


def _theme(row: YamlNode) -> Theme:
    fields = row.fields(
        ("id", "label", "english", "intro", "iptc", "terms", "ignore"), ("id", "label", "terms")
    )
    terms, ignored = tuple(_weighed(fields["terms"])), _listed(fields.get("ignore"))
    _claim_once("term", (*(form for form, _ in terms), *ignored))
    return Theme(
        id=_id(fields["id"]),
        label=fields["label"].text(),
        english=_optional(fields.get("english")) or "",
        intro=_optional(fields.get("intro")) or "",
        terms=tuple(Term(text=_form(form), weight=weight) for form, weight in terms),
        ignore=tuple(_form(form) for form in ignored),
        iptc=tuple(_topic(code) for code in _listed(fields.get("iptc"))),
    )


def _name(row: YamlNode) -> Name:
    fields = row.fields(
        ("id", "name", "kind", "aliases", "local", "office", "pinyin"), ("id", "name", "kind")
    )
    kind = fields["kind"].one_of(_KINDS, "kind of name")
    identity = _id(fields["id"])
    return Name(
        id=identity,
        name=_form(fields["name"]),
        kind=next(known for known in _KINDS if known == kind),
        aliases=tuple(_form(alias) for alias in _listed(fields.get("aliases"))),
        local=tuple((paper, _form(form)) for paper, form in _local(fields.get("local"))),
        office=_optional(fields.get("office")),
        pinyin=_optional(fields.get("pinyin")) or identity.replace("-", ""),
    )


def _glossary_term(row: YamlNode) -> GlossaryTerm:
    fields = row.fields(("id", "term", "aliases", "meaning", "basis"), ("id", "term"))
    if "meaning" in fields and "basis" not in fields:
        raise row.mistake(
            "a meaning without its basis",
            "add “basis:”, or leave the meaning out and list the term as used here",
        )
    return GlossaryTerm(
        id=_id(fields["id"]),
        term=_form(fields["term"]),
        aliases=tuple(_form(alias) for alias in _listed(fields.get("aliases"))),
        meaning=_optional(fields.get("meaning")),
        basis=_optional(fields.get("basis")),
    )


def _weighed(terms: YamlNode) -> Iterator[tuple[YamlNode, float]]:
    """The terms of a theme, written as lists under their weight (``3: [造林, 防沙治沙]``), each
    with its weight.
    """
    if not isinstance(terms.value, dict) or not any(
        weighed.value for weighed in terms.value.values()
    ):
        raise terms.mistake(
            "a theme without terms", "list its terms under their weights, such as “3: [造林, 绿化]”"
        )
    for key, weighed in terms.value.items():
        weight = YamlNode(path=terms.path, line=weighed.line, value=key).number(
            _LEAST_WEIGHT, _MOST_WEIGHT
        )
        for form in weighed.items():
            yield form, weight


def _local(local: YamlNode | None) -> Iterator[tuple[str, YamlNode]]:
    """The forms that only one paper uses, written as lists under the paper's name (``乌海日报:
    [市人民医院]``).
    """
    if local is None:
        return
    if not isinstance(local.value, dict):
        raise local.mistake(
            f"expected a mapping, found {local.sort}",
            "list the forms under the paper's name: “乌海日报: [市人民医院]”",
        )
    for paper, forms in local.value.items():
        for form in forms.items():
            yield paper, form


def _claims(row: YamlNode, *keys: str) -> Iterator[YamlNode]:
    """The texts under the keys of a row, one by one."""
    for key in keys:
        if isinstance(row.value, dict) and key in row.value:
            value = row.value[key]
            yield from value.items() if isinstance(value.value, tuple) else (value,)


def _claim_once(what: str, claims: Iterable[YamlNode]) -> None:
    """Each text of the claims is there once."""
    first: dict[str, int] = {}
    for claim in claims:
        text = claim.text()
        if text in first:
            raise claim.mistake(
                f"the {what} “{text}” is claimed twice, first in line {first[text]}",
                "keep one of the two",
            )
        first[text] = claim.line


def _id(marked: YamlNode) -> str:
    if not _ID.fullmatch(marked.text()):
        raise marked.mistake(
            f"“{marked.text()}” is no id",
            "write small letters, digits and hyphens, beginning with a letter",
        )
    return marked.text()


def _topic(marked: YamlNode) -> str:
    if not _TOPIC.fullmatch(marked.text()):
        raise marked.mistake(
            f"“{marked.text()}” is no IPTC Media Topic", "write its code, such as medtop:06000000"
        )
    return marked.text()


def _form(marked: YamlNode) -> str:
    if len(marked.text()) > _LONGEST_FORM:
        raise marked.mistake(
            f"longer than {_LONGEST_FORM} characters", "write a form as it is printed, not a text"
        )
    return marked.text()


def _optional(marked: YamlNode | None) -> str | None:
    return None if marked is None else marked.text()


def _listed(marked: YamlNode | None) -> tuple[YamlNode, ...]:
    return () if marked is None else marked.items()
