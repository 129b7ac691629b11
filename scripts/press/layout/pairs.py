"""Two stacks → what speaks for the second being read right after the first: places, sizes, words,
rules.

All lengths are in ems of the body or in parts of its usual column, and in steps that grow, so that
what is a little more or less on another page is the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from press.layout.neighbours import LARGE, Seen, level, seen_of, shared
from press.layout.stacks import Stack
from press.model import Box
from press.text.cuts import evidence

# How a caption ends: 本报记者 王建国 摄, （资料图片）
_CREDIT = re.compile(r"(?:摄(?:影|影报道)?|供图|资料图片?|发)[）)]?\Z")
# How a text begins: 本报讯, 新华社北京5月1日电, 央视网消息, 本报记者 潘高峰
LEAD = re.compile(
    r"□?(?:本[报刊台网]|[^\W\d_]{2,5}[社网报])[^，。]{0,16}(?:讯|电|消息|记者|通讯员)"
)
# How many characters on either side of a cut are looked at.
_WORDS = 40
# The next stack of a text is no farther to the right, nor back to the left, in ems.
_FAR_RIGHT, _FAR_LEFT = 30.0, 60.0
# The column of a page without one, in ems.
_USUAL_COLUMN = 13.0

PLACES = (
    "down",
    "away",
    "right",
    "left-edge",
    "right-edge",
    "overlap",
    "tops",
    "bottoms",
    "centre",
    "inside-span",
    "starts-higher",
    "level-with-head",
)
FORMS = (
    "size-a",
    "size-b",
    "size-ratio",
    "rows-a",
    "rows-b",
    "width-a",
    "width-b",
    "width-ratio",
    "short-a",
    "short-b",
    "vertical",
)
WORDS = (
    "open-a",
    "full-a",
    "indent-b",
    "fits",
    "words",
    "words-than-others-after",
    "words-than-others-before",
    "credit-a",
    "credit-b",
    "lead-a",
    "lead-b",
)
NEIGHBOURS = (
    "between",
    "skipped",
    "above-b",
    "above-b-gap",
    "above-b-is-a",
    "above-b-same-column",
    "below-a",
    "below-a-gap",
    "below-a-is-b",
    "below-a-same-column",
    "left-b-is-a",
)
RULES = ("ruled-across", "ruled-down", "frame")
FEATURES = PLACES + FORMS + WORDS + NEIGHBOURS + RULES

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the pairs of a page have in common.

    ``words`` has what the words say for a pair, ``after`` and ``before`` all of a stack.
    """

    seen: Sequence[Seen]
    rules: Sequence[Box]
    column: float
    words: dict[Pair, float]
    after: dict[int, list[float]]
    before: dict[int, list[float]]


def table(
    stacks: Sequence[Stack], rules: Sequence[Box]
) -> tuple[list[Pair], list[tuple[float, ...]]]:
    """The pairs of stacks of which the second may be read after the first, with the values of
    ``FEATURES``.
    """
    seen = seen_of(stacks, rules)
    pairs = [
        (a, b)
        for a, one in enumerate(stacks)
        for b, two in enumerate(stacks)
        if a != b and _may_follow(one, two)
    ]
    setting = _setting(seen, rules, pairs)
    return pairs, [_values(a, b, setting) for a, b in pairs]


def column_of(stacks: Sequence[Stack]) -> float:
    """The usual width of the columns of the body, in ems."""
    wide = sorted((s.width, len(s.rows)) for s in stacks if s.size < LARGE and len(s.rows) > 2)
    half, seen = sum(rows for _, rows in wide) / 2, 0
    for width, rows in wide:
        seen += rows
        if seen >= half:
            return max(4.0, width)
    return _USUAL_COLUMN


def _may_follow(one: Stack, two: Stack) -> bool:
    if two.left - one.right > _FAR_RIGHT or one.left - two.right > _FAR_LEFT:
        return False
    if shared(one, two) > 0:
        return two.top > one.top or one.vertical or two.vertical
    return two.left > one.left or two.top > one.top - 1 or one.vertical


def _setting(seen: Sequence[Seen], rules: Sequence[Box], pairs: Sequence[Pair]) -> Setting:
    words: dict[Pair, float] = {}
    after: dict[int, list[float]] = {}
    before: dict[int, list[float]] = {}
    for a, b in pairs:
        one, two = seen[a].stack, seen[b].stack
        if seen[a].open and _is_body(one) and _is_body(two):
            value = evidence(one.rows[-1].text[-_WORDS:], two.rows[0].text[:_WORDS])[0]
            words[a, b] = value
            after.setdefault(a, []).append(value)
            before.setdefault(b, []).append(value)
    return Setting(
        seen=seen,
        rules=rules,
        column=column_of([one.stack for one in seen]),
        words=words,
        after=after,
        before=before,
    )


def _is_body(stack: Stack) -> bool:
    return stack.size < LARGE and not stack.vertical


def _values(a: int, b: int, setting: Setting) -> tuple[float, ...]:
    one, two = setting.seen[a].stack, setting.seen[b].stack
    return (
        *_places(one, two, setting.column),
        _level_with_head(one, two, setting.seen[a], setting),
        *_forms(one, two, setting.column),
        *_words(a, b, setting),
        *_neighbours(a, b, setting),
        *_ruled(setting.seen[a], setting.seen[b], setting.rules),
    )


def _step(value: float, unit: float) -> float:
    """A length in steps that grow.

    >>> [_step(value, 1.0) for value in (0.2, 0.8, -1.4, 10, 90)]
    [0.0, 1.0, -1.5, 4.0, 12.0]
    """
    steps = abs(value) / unit
    coarse = steps if steps < 2 else 2 + (steps - 2) / 4
    return (round(min(coarse, 12.0) * 2) / 2) * (1 if value > 0 else -1) + 0.0


def _places(one: Stack, two: Stack, column: float) -> tuple[float, ...]:
    """Where the second stands, seen from the first; of two vertical stacks what is to the left is
    below.
    """
    upright = one.vertical and two.vertical
    down = one.left - two.right if upright else two.top - one.bottom
    right = two.top - one.bottom if upright else two.left - one.right
    centre = (two.left + two.right - one.left - one.right) / 2
    return (
        _step(down, 1.0),
        _step(abs(down), 1.0),
        _step(right, 3.0),
        _step((two.left - one.left) / column, 0.25),
        _step((two.right - one.right) / column, 0.25),
        _step(shared(one, two) / column, 0.25),
        _step(two.top - one.top, 1.0),
        _step(two.bottom - one.bottom, 1.0),
        _step(centre / column, 0.25),
        one.left - 1.5 < two.left and two.right < one.right + 1.5,
        two.top - one.top < -1,
    )


def _level_with_head(one: Stack, two: Stack, first: Seen, setting: Setting) -> float:
    """Where the second begins: 1 level with the first, 2 level with what stands above the first, 0
    anywhere else.
    """
    if abs(one.top - two.top) < 1.5:
        return 1.0
    above = first.above
    head = above is not None and abs(setting.seen[above].stack.top - two.top) < 1.5
    return 2.0 if head else 0.0


def _forms(one: Stack, two: Stack, column: float) -> tuple[float, ...]:
    return (
        round(min(3.0, one.size), 1),
        round(min(3.0, two.size), 1),
        round(min(4.0, two.size / one.size), 1),
        min(6, len(one.rows)),
        min(6, len(two.rows)),
        round(one.width / column * 4) / 4,
        round(two.width / column * 4) / 4,
        round(min(4.0, two.width / max(1.0, one.width)) * 5) / 5,
        min(20, len(one.rows[-1].text)) // 2,
        min(20, len(two.rows[0].text)) // 2,
        one.vertical + 2 * two.vertical,
    )


def _words(a: int, b: int, setting: Setting) -> tuple[float, ...]:
    """What the end of the first and the beginning of the second say: marks, indent, words, and
    words against those of other pairs.
    """
    first, second = setting.seen[a], setting.seen[b]
    said = setting.words.get((a, b), 0.0)
    return (
        first.open,
        first.full,
        second.indented,
        _fits(first, second),
        said,
        said - _other(setting.after.get(a, ()), said),
        said - _other(setting.before.get(b, ()), said),
        *(_CREDIT.search(one.stack.rows[-1].text) is not None for one in (first, second)),
        *(LEAD.match(one.stack.rows[0].text) is not None for one in (first, second)),
    )


def _fits(first: Seen, second: Seen) -> float:
    """1 where a paragraph runs on from the one to the other by the look of both ends, -1 where only
    one end looks so.
    """
    if not (_is_body(first.stack) and _is_body(second.stack)):
        return 0.0
    runs_out = first.open and first.full
    if runs_out:
        return -1.0 if second.indented else 1.0
    return 0.0 if first.full or second.indented else -1.0


def _other(values: Sequence[float], own: float) -> float:
    """The best of the other values."""
    rest = list(values)
    if own in rest:
        rest.remove(own)
    return max(rest, default=0.0)


def _neighbours(a: int, b: int, setting: Setting) -> tuple[float, ...]:
    first, second = setting.seen[a], setting.seen[b]
    above = None if second.above is None else setting.seen[second.above].stack
    below = None if first.below is None else setting.seen[first.below].stack
    others = [s.stack for s in setting.seen if s is not first and s is not second]
    return (
        _step(_between(first.stack, second.stack, others), 1.0),
        min(3, _skipped(first.stack, second.stack, others)),
        round(min(3.0, above.size) * 5) / 5 if above else 0.0,
        _step(second.above_gap, 1.0),
        second.above == a,
        above is not None and _same_column(second.stack, above),
        round(min(3.0, below.size) * 5) / 5 if below else 0.0,
        _step(first.below_gap, 1.0),
        first.below == b,
        below is not None and _same_column(first.stack, below),
        second.left == a,
    )


def _same_column(one: Stack, two: Stack) -> bool:
    return abs(one.left - two.left) < 1.0 and abs(one.right - two.right) < 1.0


def _between(one: Stack, two: Stack, others: Sequence[Stack]) -> float:
    """How much of the way down from one to the other is taken by other stacks, in ems."""
    left, right = max(one.left, two.left), min(one.right, two.right)
    top, bottom = one.bottom, two.top
    if right - left < 0.4 or bottom - top < 0.5:
        return 0.0
    return sum(
        max(0.0, min(s.bottom, bottom) - max(s.top, top))
        for s in others
        if min(s.right, right) - max(s.left, left) > 0.4
    )


def _skipped(one: Stack, two: Stack, others: Sequence[Stack]) -> int:
    """How many stacks stand between the columns of two stacks."""
    if two.left < one.right:
        return 0
    top, bottom = max(one.top, two.top), min(one.bottom, two.bottom)
    if bottom < top:
        top, bottom = bottom, top
    return sum(
        one.right - 1 < s.left
        and s.right < two.left + 1
        and min(s.bottom, bottom) - max(s.top, top) > 0.4
        for s in others
    )


def _ruled(first: Seen, second: Seen, rules: Sequence[Box]) -> tuple[float, ...]:
    one, two = first.stack, second.stack
    return _ruled_across(one, two, rules), _ruled_down(one, two, rules), _frames(first, second)


def _ruled_across(one: Stack, two: Stack, rules: Sequence[Box]) -> bool:
    """Whether a rule, or the edge of a frame, lies between two stacks of which one is below the
    other.
    """
    wide = shared(one, two)
    left, right = max(one.left, two.left), min(one.right, two.right)
    return wide >= 0 and any(
        one.bottom - 0.3 < edge < two.top + 0.3
        and min(rule.right, right) - max(rule.left, left) > wide / 2
        for rule in rules
        for edge in (rule.top, rule.bottom)
    )


def _ruled_down(one: Stack, two: Stack, rules: Sequence[Box]) -> bool:
    """Whether a rule, or the edge of a frame, lies between two columns."""
    high = level(one, two)
    top, bottom = max(one.top, two.top), min(one.bottom, two.bottom)
    return (
        two.left > one.right - 0.5
        and high > 0
        and any(
            one.right - 0.3 < edge < two.left + 0.3
            and min(rule.bottom, bottom) - max(rule.top, top) > high / 2
            for rule in rules
            for edge in (rule.left, rule.right)
        )
    )


def _frames(first: Seen, second: Seen) -> float:
    """1 for stacks in one frame, -1 for stacks that a frame parts, 0 where there is none."""
    if first.frame is None and second.frame is None:
        return 0.0
    return 1.0 if first.frame == second.frame else -1.0
