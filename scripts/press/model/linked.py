"""What is laid beside the articles: tables, themes found, names mentioned, related articles; and
the archive that holds it all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from press.model.line import Line
from press.model.printed import Article, Block, Leftover, Notice, Page

NameKind = Literal["person", "reporter", "body", "company", "place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of a theme and its weight; hits of a theme's terms add up to its score."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A row of ``themes.yml``: a theme with its label, introduction and lexicon.

    ``ignore`` are phrases whose text does not count.

    ``iptc`` are the IPTC Media Topics that it falls under, nearest first, as codes:
    ``medtop:06000000``.
    """

    id: str
    label: str
    english: str
    intro: str
    terms: tuple[Term, ...]
    ignore: tuple[str, ...] = ()
    iptc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A row of ``names.yml``: a person in a public role, reporter, body, company or place, with the
    forms it is printed in.

    ``local`` are short forms with the one paper in which they mean this name: (乌海日报,
    市人民医院).
    """

    id: str
    name: str
    kind: NameKind
    aliases: tuple[str, ...] = ()
    local: tuple[tuple[str, str], ...] = ()
    office: str | None = None
    pinyin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryTerm:
    """A row of ``terms.yml``: shorthand of official language.

    Without a meaning it is listed as used here, and no more.
    """

    id: str
    term: str
    aliases: tuple[str, ...] = ()
    meaning: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermUse:
    """A glossary term in an article: the paragraph (or ``title`` …) and sentence that use it."""

    term: str
    article: str
    where: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCount:
    """How often a term was hit, with its weight, and in which part of the article: a paragraph id,
    or ``title``, ``column`` …
    """

    term: str
    count: int
    weight: float
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph that speaks of a theme by itself; ``sentence`` is the one that earned it."""

    theme: str
    article: str
    paragraph: str
    score: float
    terms: tuple[TermCount, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A theme of an article as a whole, with every hit that earned it and the passages of it."""

    theme: str
    article: str
    score: float
    terms: tuple[TermCount, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in an article: the form printed, the paragraph (or ``byline``, ``title`` …) and its
    sentence.
    """

    name: str
    article: str
    where: str
    text: str
    sentence: str


class Related(NamedTuple):
    """A link from an article to another, with its reasons in words for readers, strongest first."""

    to: str
    why: tuple[str, ...]


class Bond(NamedTuple):
    """What articles can have in common: its kind and its words for readers; a term has the label of
    its theme with it.
    """

    kind: str
    words: str
    theme: str = ""


class Bonds(NamedTuple):
    """What an article can have in common with others: bonds that tables tell of, and its wordings,
    which bind where few articles have them.

    ``marks`` are short numbers of the wordings, packed, by which equal ones are found.
    """

    article: str
    bonds: tuple[Bond, ...]
    wordings: tuple[str, ...]
    marks: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Everything that the site is rendered from.

    Hits and links stand beside the articles, keyed by article id.

    ``articles`` are in order of date (unknown last), page, and place on the page; in an archive of
    any size they are packed (``press.packed``). ``lines``, ``blocks`` and ``changes`` (how many
    there were to a page's text) are keyed by seed; the pages themselves are without their lines.
    ``bonds`` are keyed by the seed on which articles begin, and only looked at to relate them.
    """

    pages: tuple[Page, ...]
    lines: Mapping[str, tuple[Line, ...]]
    blocks: Mapping[str, tuple[Block, ...]]
    articles: Sequence[Article]
    furniture: tuple[Leftover, ...]
    dropped: tuple[Leftover, ...]
    notices: tuple[Notice, ...]
    themes: tuple[Theme, ...]
    names: tuple[Name, ...]
    tags: Mapping[str, tuple[Tag, ...]] = field(default_factory=dict)
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    related: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    terms: tuple[GlossaryTerm, ...] = ()
    uses: Mapping[str, tuple[TermUse, ...]] = field(default_factory=dict)
    bonds: Mapping[str, tuple[Bonds, ...]] = field(default_factory=dict)
    changes: Mapping[str, int] = field(default_factory=dict)
