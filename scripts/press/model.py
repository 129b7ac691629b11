"""The vocabulary of the press: what a page is made of, from the seed's lines to the finished archive.

Every value is frozen; a stage returns new values and never edits the ones it was given. Lines are counted from 1 as the
file lies on disk. Text is plain text as a reader would copy it (``PM2.5``, not ``PM_{2.5}``); nothing here is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Role = Literal[
    "column", "kicker", "title", "subtitle", "byline", "dateline", "body", "subhead", "caption", "credit", "jump",
    "furniture", "image", "rule", "dropped",
]
NameKind = Literal["person", "reporter", "body", "company", "place"]
Kind = Literal["news", "commentary", "feature", "photo", "brief", "letter", "notice", "poem", "continuation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is printed: a run of lines of one seed, both ends included."""

    seed: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A doubt said aloud: a stable code, where it is, what it says, and the sidecar snippet that would settle it."""

    code: str
    seed: str
    line: int
    text: str
    settle: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One change to the text: the rule that made it, the seed and line it begins at, the text before and after."""

    rule: str
    seed: str
    line: int
    before: str
    after: str
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """Printed text that belongs to no article: page furniture, or something dropped with its reason."""

    seed: str
    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a seed after the character rules; ``number`` is the line of the file on disk."""

    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An editorial decision of a sidecar: what to do, the text it quotes, its reason, and the sidecar line it stands on."""

    do: str
    quote: str
    why: str
    line: int
    to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A seed as read: its lines and what is known of the printed page. ``date`` is EDTF, or None when unknown."""

    seed: str
    sha256: str
    lines: tuple[Line, ...]
    paper: str | None = None
    date: str | None = None
    page: int | None = None
    basis: str | None = None
    decisions: tuple[Decision, ...] = ()
    repairs: tuple[Repair, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of lines with one role. ``why`` names the rule that decided; ``article`` is None for what belongs to no article."""

    role: Role
    text: str
    seed: str
    first: int
    last: int
    why: str
    article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph or subhead of an article; ``id`` (``p1``, ``p2`` …) is its address on the article's page."""

    id: str
    text: str
    kind: Literal["text", "subhead"]
    places: tuple[Place, ...]
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """A photo's caption and, when printed, its credit."""

    text: str
    credit: str | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A jump line: to or from which page (a number, or None when not printed), as printed."""

    direction: Literal["to", "from"]
    page: int | None
    text: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A name of a byline and the role it is printed with: 记者, 通讯员, 评论员 …, or an empty string."""

    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article as printed, mended by named rules. ``places`` are in reading order: one, or one for each half that was joined."""

    id: str
    kind: Kind
    paper: str | None
    date: str | None
    page: int | None
    column: str | None
    kicker: str | None
    title: str | None
    subtitle: str | None
    byline: str | None
    dateline: str | None
    authors: tuple[Author, ...]
    paragraphs: tuple[Paragraph, ...]
    captions: tuple[Caption, ...]
    credit: str | None
    jumps: tuple[Jump, ...]
    repairs: tuple[Repair, ...]
    places: tuple[Place, ...]

    @property
    def seed(self) -> str:
        """The seed of the article's first half."""
        return self.places[0].seed

    @property
    def url(self) -> str:
        """The address under the site's root, with a closing slash: ``articles/SEED/LINE/``."""
        seed, _, line = self.id.rpartition("-")
        return f"articles/{seed}/{line}/"

    @property
    def label(self) -> str | None:
        """The column label without its marks, by which articles of a column are found: 【编辑手记】 → 编辑手记, ■美丽乌海 → 美丽乌海."""
        if not self.column:
            return None
        text = re.sub(r"\A[■▲◆●★◇※►▶▍▌|]\s*", "", self.column)
        return text[1:-1] if text[:1] + text[-1:] in ("【】", "〖〗", "[]", "［］", "（）", "()") else text

    @property
    def headline(self) -> str:
        """A name for lists: the title, or the beginning of the text of an item that was printed without one."""
        if self.title:
            return self.title
        first = next((paragraph.text for paragraph in self.paragraphs), "") or next((c.text for c in self.captions), "")
        return first[:24] + ("…" if len(first) > 24 else "") or "（无标题）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of a theme and its weight; hits of a theme's terms add up to its score."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A row of ``themes.yml``: a theme with its label, introduction and lexicon. ``ignore`` are phrases whose text does not count.

    ``iptc`` are the IPTC Media Topics that it falls under, nearest first, as codes: ``medtop:06000000``.
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
    """A row of ``names.yml``: a person in a public role, reporter, body, company or place, with the forms it is printed in.

    ``local`` are short forms with the one paper in which they mean this name: (乌海日报, 市人民医院).
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
    """A row of ``terms.yml``: shorthand of official language. Without a meaning it is listed as used here, and no more."""

    id: str
    term: str
    aliases: tuple[str, ...] = ()
    meaning: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermUse:
    """A glossary term in an article: the paragraph (or ``title`` …) and the sentence that uses it."""

    term: str
    article: str
    where: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCount:
    """How often a term was hit, with its weight, and in which part of the article: a paragraph id, or ``title``, ``column`` …"""

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
    """A theme of an article as a whole, with every hit that earned it and the passages it leads to."""

    theme: str
    article: str
    score: float
    terms: tuple[TermCount, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in an article: the form printed, the paragraph (or ``byline``, ``title`` …) and its sentence."""

    name: str
    article: str
    where: str
    text: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A link from one article to another, with its reasons in words for readers, strongest first."""

    article: str
    to: str
    why: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Everything that the site is rendered from. Hits and links stand beside the articles, keyed by article id.

    ``articles`` are in order of date (unknown last), page, and place on the page; ``blocks`` is keyed by seed.
    """

    pages: tuple[Page, ...]
    blocks: Mapping[str, tuple[Block, ...]]
    articles: tuple[Article, ...]
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
