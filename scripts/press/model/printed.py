"""What is printed: a page, its lines and blocks, an article with its paragraphs, captions and jump
lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from press.model.line import Box, Frame, Line

Role = Literal[
    "column",
    "kicker",
    "title",
    "subtitle",
    "byline",
    "dateline",
    "body",
    "subhead",
    "caption",
    "credit",
    "jump",
    "furniture",
    "image",
    "rule",
    "dropped",
]
Kind = Literal[
    "news", "commentary", "feature", "photo", "brief", "letter", "notice", "poem", "continuation"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is printed: a run of lines of one seed, both ends included."""

    seed: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A doubt said aloud: a stable code, where it is, what it says, and the sidecar snippet that
    would settle it.
    """

    code: str
    seed: str
    line: int
    text: str
    settle: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One change to the text: the rule that made it, the seed and line it begins at, the text
    before and after.
    """

    rule: str
    seed: str
    line: int
    before: str
    after: str
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """Printed text that belongs to no article: page furniture, or something dropped with its
    reason.
    """

    seed: str
    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An editorial decision of a sidecar: what to do, the text it quotes, its reason, and the
    sidecar line it stands on.
    """

    do: str
    quote: str
    why: str
    line: int
    to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A seed as read: its lines and what is known of the printed page.

    ``date`` is EDTF, or None when unknown.

    ``sha256`` is of the seed's bytes, ``sidecar`` of those of its sidecar (empty without one): all
    else of a page follows from the two. ``rules`` are printed rules (thin boxes), and frames, tints
    and pictures (wide ones), where the format has them.
    """

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
    sidecar: str = ""
    frame: Frame | None = None
    rules: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of lines with one role.

    ``why`` names the rule that decided; ``article`` is None for what belongs to no article.
    """

    role: Role
    text: str
    seed: str
    first: int
    last: int
    why: str
    article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph or subhead of an article; ``id`` (``p1``, ``p2`` …) is its address on the
    article's page.
    """

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
    """A name of a byline and the role it is printed with: 记者, 通讯员, 评论员 …, or an empty
    string.
    """

    name: str
    role: str


class _Found:
    """What an article and its heading are found by: ``id`` is SEED-LINE."""

    __slots__ = ()
    id: str

    @property
    def url(self) -> str:
        """The address under the site's root, with a closing slash: ``articles/SEED/LINE/``."""
        seed, _, line = self.id.rpartition("-")
        return f"articles/{seed}/{line}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(_Found):
    """An article as printed, mended by named rules.

    ``places`` are in reading order: one, or one for each half that was joined.

    ``former`` are the ids that its other halves have by themselves: addresses that must lead here.
    ``confidence``, 0 to 1, is how sure the reading is of the least certain of its blocks and joins.
    """

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
    former: tuple[str, ...] = ()
    confidence: float = 1.0

    @property
    def seed(self) -> str:
        """The seed of the article's first half."""
        return self.places[0].seed

    @property
    def label(self) -> str | None:
        """The column label without its marks, by which articles of a column are found: 【编辑手记】
        → 编辑手记, ■美丽乌海 → 美丽乌海.
        """
        if not self.column:
            return None
        text = re.sub(r"\A[■▲◆●★◇※►▶▍▌|]\s*", "", self.column)
        return (
            text[1:-1]
            if text[:1] + text[-1:] in ("【】", "〖〗", "[]", "［］", "（）", "()")
            else text
        )

    @property
    def headline(self) -> str:
        """A name for lists: the title, or the beginning of the text of an item that was printed
        without one.
        """
        if self.title:
            return self.title
        first = next((paragraph.text for paragraph in self.paragraphs), "") or next(
            (c.text for c in self.captions), ""
        )
        return first[:24] + ("…" if len(first) > 24 else "") or "（无标题）"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSummary(_Found):
    """What lists say of an article, without its text: its deck, the first sentence of its text (cut
    when it is long), where it stands.

    ``places`` are the seed and first line of each half. ``jumps`` says whether it has jump lines.
    """

    id: str
    kind: Kind
    paper: str | None
    date: str | None
    page: int | None
    column: str | None
    kicker: str | None
    headline: str
    subtitle: str | None
    byline: str | None
    credit: str | None
    lead: str
    places: tuple[tuple[str, int], ...]
    former: tuple[str, ...]
    jumps: bool

    @property
    def seed(self) -> str:
        """The seed of the article's first half."""
        return self.places[0][0]
