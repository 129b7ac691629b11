"""Page → Draft: the lines cut into pieces, each piece given its role, the pieces gathered into articles as they were printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from press.model import Decision, Page
from press.segment.path import RUNNING, TRANSPARENT, Step, walk
from press.segment.pieces import Piece, pieces_of

# The roles of the walk that the vocabulary calls otherwise.
_ROLES = {
    "new": "body",
    "tail": "body",
    "verse": "body",
    "sign": "byline",
    "caption-credit": "credit",
    "markup": "rule",
}
# What decisions do before the page is walked through; the others are carried out by the repair.
_ROLE_NAMES = {"body": "body", "dateline": "lead", "jump": "jump-to"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece in its role; ``step`` keeps how the walk saw it (``tail``, ``verse``, ``sign`` …; ``row``: of a table)."""

    role: str
    text: str
    line: int
    last: int
    why: str
    step: str
    inline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A page cut into articles: the parts of each in the order of print, and the parts that belong to none."""

    page: Page
    articles: tuple[tuple[Part, ...], ...]
    loose: tuple[Part, ...]


def segment(page: Page) -> Draft:
    """Read a page: every line that is not blank is in exactly one article or among the loose parts."""
    found = tuple(_decided(pieces_of(page.lines), page.decisions))
    pieces = tuple(piece for piece in found if piece.form != "markup")
    articles: list[list[Part]] = []
    loose = [
        _part(Step(piece=piece, role="markup", why="form-markup", begins=False))
        for piece in found
        if piece.form == "markup"
    ]
    waiting: list[Part] = []
    for step in walk(pieces):
        part = _part(step)
        if step.begins:
            articles.append([*waiting, part])
            waiting = []
        elif part.role in ("furniture", "image", "rule", "dropped"):
            loose.append(part)
        elif articles:
            articles[-1].append(part)
        else:
            waiting.append(part)
    if waiting:
        articles.append(waiting)
    return Draft(page=page, articles=tuple(map(tuple, articles)), loose=tuple(loose))


def _part(step: Step) -> Part:
    role = _ROLES.get(step.role, step.role)
    if role == "lead":
        from press.segment.forms import names_reporter

        role = "byline" if names_reporter(step.piece.text) else "dateline"
    elif role.startswith("jump"):
        role = "jump"
    seen = "row" if step.piece.form == "row" else step.role
    return Part(
        role=role,
        text=step.piece.text,
        line=step.piece.line,
        last=step.piece.last,
        why=step.why,
        step=seen,
        inline=step.piece.inline,
    )


def _decided(pieces: Iterable[Piece], decisions: tuple[Decision, ...]) -> Iterator[Piece]:
    """The pieces with what a sidecar decides about their cut and role: what it joins is running text, whatever it looks like."""
    early = [decision for decision in decisions if decision.do in ("split", "role", "drop")]
    joined = [
        text
        for decision in decisions
        if decision.do == "join"
        for text in (decision.quote, decision.to)
        if text
    ]
    for piece in pieces:
        mine = [decision for decision in early if decision.quote in piece.text]
        for part in _apply(piece, mine) if mine else (piece,):
            running = not part.forced and any(text in part.text for text in joined)
            yield replace(part, forced=RUNNING, form=None) if running else part


def _apply(piece: Piece, decisions: list[Decision]) -> Iterator[Piece]:
    decision, rest = decisions[0], decisions[1:]
    at = piece.text.index(decision.quote)
    end = at + len(decision.quote) if decision.do != "split" else len(piece.text)
    named = {
        "drop": "dropped",
        "role": _ROLE_NAMES.get(decision.to or "", decision.to),
        "split": None,
    }[decision.do]
    whole = [
        replace(piece, text=piece.text[:at].rstrip()),
        replace(
            piece,
            text=piece.text[at:end].strip(),
            inline=at > 0 or piece.inline,
            forced=named,
            form=piece.form if at == 0 and not named else None,
        ),
        replace(piece, text=piece.text[end:].lstrip(), inline=True),
    ]
    for part in whole:
        if part.text:
            mine = [other for other in rest if other.quote in part.text]
            yield from _apply(part, mine) if mine else (part,)


__all__ = ["TRANSPARENT", "Draft", "Part", "segment"]
