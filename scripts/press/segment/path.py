"""The likeliest way through a page: which role each piece has, given what may follow what.

A page is read as a walk through a small machine: its states are the parts of an article (a headline was read, the text is running,
the article is signed …), each step takes a piece under a role. The walk with the most evidence is found by dynamic programming:
linear in the length of the page, the same every time, and every step keeps the clue that weighed most.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from press.segment import decks, forms, heads, texts
from press.segment.pieces import Piece
from press.segment.rules import Rule, weigh
from press.segment.sight import HEADLINE, Sight, is_headline_like, sights_of

# Roles a piece may take. ``new`` begins an article without a headline; ``tail`` is text after the end of an article;
# ``verse`` is body; ``sign`` is a byline below the text; ``lead`` a dateline or byline before it.
ROLES: dict[str, tuple[Rule, ...]] = {
    "title": heads.TITLE, "kicker": heads.KICKER, "subtitle": heads.SUBTITLE, "column": heads.COLUMN, "subhead": heads.SUBHEAD,
    "body": texts.BODY, "tail": texts.BODY, "verse": texts.VERSES, "caption": texts.CAPTIONS, "new": texts.ITEM, "sign": texts.SIGN,
    "byline": texts.BYLINE, "credit": texts.CREDIT, "caption-credit": texts.CAPTION_CREDIT,
}  # fmt: skip
# What a piece may be by its length alone: a short line, a sentence or two, a paragraph.
_LINE = (
    "title",
    "kicker",
    "subtitle",
    "column",
    "subhead",
    "body",
    "tail",
    "verse",
    "caption",
    "new",
)
_SENTENCE = ("body", "tail", "new", "caption", "verse")
_PARAGRAPH = ("body", "tail", "new")
# What a sidecar makes of the two sides of a join: any of the roles of a paragraph.
RUNNING = "running"
# Pieces that stand anywhere and change nothing.
TRANSPARENT = frozenset(
    {"caption", "caption-credit", "furniture", "image", "rule", "markup", "dropped"}
)

# From each state: role → (state after it, cost). States: S nothing read yet, C label, K kicker, T headline, t second line of the headline,
# U subtitle, L label below the headline, B byline, D text, H subhead, V verse, E article ended, F text after
# its end.
_AFTER_TEXT = {"column": ("C", 0.0), "kicker": ("K", 0.0), "title": ("T", 0.0)}
GRAMMAR: dict[str, dict[str, tuple[str, float]]] = {
    "S": {"column": ("C", 0.0), "kicker": ("K", 0.0), "title": ("T", 0.0), "new": ("D", 3.5), "jump-from": ("J", 0.0), "lead": ("B", 3.0), "byline": ("B", 4.0), "body": ("D", 6.0), "sign": ("E", 8.0), "jump-to": ("E", 6.0), "credit": ("E", 5.0), "verse": ("V", 8.0)},
    "C": {"kicker": ("K", 0.3), "title": ("T", 0.0), "column": ("C", 2.0), "new": ("D", 8.0), "lead": ("B", 3.0), "body": ("D", 5.0), "byline": ("B", 3.0), "jump-from": ("J", 1.0), "sign": ("E", 9.0), "jump-to": ("E", 9.0), "credit": ("E", 9.0)},
    "K": {"title": ("T", 0.0), "column": ("K", 2.0), "kicker": ("K", 3.0)},
    "T": {"second": ("t", 1.6), "subtitle": ("U", 0.0), "column": ("L", 0.3), "byline": ("B", 0.0), "lead": ("B", 0.0), "body": ("D", 0.3), "verse": ("V", 1.5), "jump-from": ("J", 0.0), "credit": ("E", 3.0), "jump-to": ("E", 4.0), "sign": ("E", 4.0), "title": ("T", 6.0), "column_next": ("C", 6.0), "kicker": ("K", 7.0)},
    "t": {"subtitle": ("U", 0.5), "column": ("L", 0.3), "byline": ("B", 0.0), "lead": ("B", 0.0), "body": ("D", 0.3), "verse": ("V", 2.0), "jump-from": ("J", 0.0), "jump-to": ("E", 4.0)},
    "U": {"subtitle": ("U", 1.5), "column": ("L", 0.3), "byline": ("B", 0.0), "lead": ("B", 0.0), "body": ("D", 0.3), "verse": ("V", 1.5), "jump-from": ("J", 0.0), "jump-to": ("E", 4.0), "credit": ("E", 3.0)},
    "L": {"subtitle": ("U", 2.0), "byline": ("B", 0.0), "lead": ("B", 0.0), "body": ("D", 0.0), "verse": ("V", 1.5), "column": ("L", 2.5), "jump-from": ("J", 0.0)},
    "B": {"column": ("L", 0.0), "body": ("D", 0.0), "verse": ("V", 0.0), "byline": ("B", 1.5), "lead": ("B", 0.5), "jump-to": ("E", 3.0), "subhead": ("H", 3.0), "jump-from": ("J", 0.0)},
    "J": {"body": ("D", 0.0), "lead": ("B", 2.0), "verse": ("V", 2.0), "title": ("T", 1.0), "byline": ("B", 3.0)},
    "D": _AFTER_TEXT | {"body": ("D", 0.0), "subhead": ("H", 0.0), "verse": ("D", 4.0), "sign": ("E", 0.0), "credit": ("E", 0.5), "jump-to": ("E", 0.0), "new": ("D", 2.5), "jump-from": ("J", 1.0), "lead": ("B", 5.0)},
    "H": {"body": ("D", 0.0), "subhead": ("H", 1.5), "byline": ("B", 4.0), "lead": ("B", 5.0), "verse": ("V", 2.0), "jump-to": ("E", 0.3), "sign": ("E", 6.0)},
    "V": _AFTER_TEXT | {"verse": ("V", 0.0), "body": ("D", 2.0), "sign": ("E", 0.0), "jump-to": ("E", 0.0), "credit": ("E", 1.0)},
    "E": _AFTER_TEXT | {"sign": ("E", 1.5), "credit": ("E", 1.5), "jump-to": ("E", 0.0), "tail": ("F", 1.5), "new": ("D", 2.5), "jump-from": ("J", 0.0), "lead": ("B", 4.0), "subhead": ("H", 5.0), "byline": ("B", 6.0)},
    "F": _AFTER_TEXT | {"sign": ("E", 0.5), "credit": ("E", 0.5), "jump-to": ("E", 0.0), "tail": ("F", 0.3), "new": ("D", 2.5), "jump-from": ("J", 0.0), "lead": ("B", 4.0)},
}  # fmt: skip
# What a piece says together with the one before it: a rule's name, the states and roles that it is for, and its weight.
PAIRS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], Callable[[Piece, Sight], float]], ...] = (
    (
        "leads-to-the-headline",
        ("K",),
        ("title",),
        lambda above, s: decks.leads_to(above.text, s.text),
    ),
    (
        "led-to-by-the-headline",
        ("T",),
        ("subtitle",),
        lambda above, s: -decks.leads_to(above.text, s.text),
    ),
    ("runs-on", ("T",), ("second",), lambda above, s: decks.runs_on(above.text, s.text)),
    (
        "no-picture-before-the-text",
        tuple("CKTtULBJV"),
        ("caption",),
        lambda above, _: -2.5 if above.form != "image" else 0.0,
    ),
    ("text-of-a-photo", tuple("TtULB"), ("body",), lambda _, s: texts.photo(s)),
    (
        "opens-a-box",
        ("H",),
        ("subhead",),
        lambda above, _: 4.5 if decks.opens_a_box(above.text) else 0.0,
    ),
    ("urges", ("T",), ("column",), lambda _, s: 1.5 if decks.urges(s.text) else 0.0),
)
# Ending an article whose sentence is still open, or without signature and jump line.
_OPEN_END = 3.0
_UNSIGNED_END = 1.0
# A page ends well after a text or a signature.
_FINAL = {
    "S": 0.0,
    "D": 0.0,
    "E": 0.0,
    "F": 0.0,
    "V": 0.0,
    "B": 3.0,
    "T": 3.0,
    "U": 3.0,
    "t": 4.0,
    "L": 5.0,
    "H": 4.0,
    "C": 4.0,
    "K": 6.0,
    "J": 5.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A piece with its role, the clue that weighed most, and whether an article begins with it."""

    piece: Piece
    role: str
    why: str
    begins: bool


# What the forms that are not certain by themselves may be; each other form is the role of its own name.
_BY_FORM: dict[str, tuple[str, ...]] = {
    "credit": ("credit", "caption-credit"), "sign-off": ("sign", "byline", "column", "body"), "byline": ("byline", "sign"),
    "names": ("byline", "sign", "title", "column", "subhead", "verse"), "signature": ("sign", "byline", "title", "kicker"),
    "office": ("sign", "byline"), "label": ("column", "body", "subhead"), "row": _PARAGRAPH,
}  # fmt: skip
# What a form is worth that can be nothing else, what a sidecar's word, and what it costs to put a piece where none may stand.
_CERTAIN, _FORCED, _OUT_OF_PLACE = 8.0, 40.0, 20.0
# What it says more for a date below an office that it signs with it, and is not the page's.
_DATED = 2.0
# The state and role that a state was reached by, and the clue that weighed most.
_Back = tuple[str, str, str]


def _able(sight: Sight) -> tuple[str, ...]:
    """The roles that a piece without a form may have."""
    if not is_headline_like(sight):
        return _PARAGRAPH if sight.length > HEADLINE * 2 else _SENTENCE
    dated = (
        sight.next is not None and forms.office(sight.text) and forms.date_alone(sight.next.text)
    )
    signs = (
        dated
        or (4 <= sight.length <= 20 and sight.piece.indent >= 8)
        or forms.office_alone(sight.text)
    )
    return (*_LINE, "sign") if signs else _LINE


def _evidence(sight: Sight) -> dict[str, tuple[float, str]]:
    """For each role that the piece may have: the sum of its rules, and the name of the loudest."""
    piece = sight.piece
    if piece.forced == RUNNING:
        return {role: (weigh(ROLES[role], sight)[0], "sidecar") for role in _PARAGRAPH}
    if piece.forced:
        return {piece.forced: (_FORCED, "sidecar")}
    if (
        piece.form == "furniture"
        and sight.previous
        and forms.office(sight.previous.text)
        and forms.date_alone(piece.text)
    ):
        return {
            "sign": (_CERTAIN + _DATED, "date-of-a-signature"),
            "furniture": (_CERTAIN, "form-furniture"),
        }
    if piece.form and piece.form not in _BY_FORM:
        return {piece.form: (_CERTAIN, f"form-{piece.form}")}
    found = {
        role: weigh(ROLES[role], sight)
        for role in (_BY_FORM[piece.form] if piece.form else _able(sight))
    }
    if "title" in found:
        found["second"] = found["title"]
    return found


def walk(pieces: tuple[Piece, ...]) -> tuple[Step, ...]:
    """The pieces with the roles of the likeliest walk."""
    sights = tuple(sights_of(pieces))
    best: dict[str, float] = {"S": 0.0}
    came: list[dict[str, _Back]] = []
    for sight in sights:
        evidence = _evidence(sight)
        reached, back = _onward(best, evidence, sight)
        if not reached:
            reached, back = _anew(best, evidence)
        best = reached
        came.append(back)
    state = max(best, key=lambda name: best[name] - _FINAL[name])
    steps: list[Step] = []
    for sight, back in zip(reversed(sights), reversed(came), strict=True):
        after, (state, role, why) = state, back[state]
        steps.append(
            Step(
                piece=sight.piece,
                role="title" if role == "second" else role,
                why=why,
                begins=_begins(state, role, after),
            )
        )
    return tuple(reversed(steps))


def _onward(
    best: dict[str, float], evidence: dict[str, tuple[float, str]], sight: Sight
) -> tuple[dict[str, float], dict[str, _Back]]:
    """From the states reached so far, those that a piece leads to under each of its roles: the best score of each, and where it came from."""
    reached: dict[str, float] = {}
    back: dict[str, _Back] = {}
    for state, total in best.items():
        for role, (weight, why) in evidence.items():
            step = (state, 0.0) if role in TRANSPARENT else GRAMMAR[state].get(role)
            if step is None:
                continue
            score = (
                total
                + weight
                - step[1]
                - _ending(state, role, sight)
                + _pairing(state, role, sight)
            )
            if score > reached.get(step[0], -inf):
                reached[step[0]], back[step[0]] = score, (state, role, why)
    return reached, back


def _anew(
    best: dict[str, float], evidence: dict[str, tuple[float, str]]
) -> tuple[dict[str, float], dict[str, _Back]]:
    """Where nothing may follow: the piece's best role wherever it is allowed, at a price."""
    role, (weight, why) = max(evidence.items(), key=lambda item: item[1][0])
    state = max(best, key=lambda name: best[name])
    after = next((steps[role][0] for steps in GRAMMAR.values() if role in steps), "D")
    return {after: best[state] + weight - _OUT_OF_PLACE}, {after: (state, role, why)}


def _begins(before: str, role: str, after: str) -> bool:
    """Whether a step begins an article: the first line of a headline deck, or text without one."""
    if role in TRANSPARENT or (role in ("tail", "sign", "jump-to", "credit") and before != "S"):
        return False
    if before in "SDVEFH":
        return after in "CKTJB" or role == "new" or before == "S"
    return before in "TtUL" and role in ("title", "kicker")


def _ending(state: str, role: str, sight: Sight) -> float:
    """What it costs to end the running article here."""
    if state not in "DV" or role not in ("column", "kicker", "title", "new", "lead", "jump-from"):
        return 0.0
    return _UNSIGNED_END + (_OPEN_END if sight.previous_open else 0.0)


def _pairing(state: str, role: str, sight: Sight) -> float:
    """What a piece and the one before it say together, for the state that the walk is in."""
    if sight.previous is None:
        return 0.0
    return sum(
        weight(sight.previous, sight)
        for _, states, roles, weight in PAIRS
        if state in states and role in roles
    )
