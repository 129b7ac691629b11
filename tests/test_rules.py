"""Each rule earns its place: with any one of them switched off, some case of ``cases/pages`` is read wrongly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from press import cuts
from press.repair import joins
from press.segment import path
from press.segment.rules import Rule
from test_pages import Case, cases, mistakes, read

SOUND = tuple(case for case in cases() if not case.xfail)
# Rules that no case misses yet, since others say the same there: each is owed a case that it decides, or is to go.
OWED = frozenset(
    {
        "body new tail: in-parts",
        "body new tail: the-sentence-above-is-open",
        "byline: pushed-to-the-right",
        "caption-credit: below-a-caption",
        "caption: beside-a-picture",
        "caption: heading-mark",
        "caption: in-an-open-sentence",
        "caption: several-sentences",
        "caption: too-long",
        "caption: what-is-seen",
        "column: name-of-a-column",
        "column: note-in-the-text",
        "credit: form-credit",
        "kicker subtitle title: part-of-a-sentence",
        "kicker subtitle title: tells-when",
        "kicker: words-of-a-label",
        "new: after-a-jump-line",
        "sign: after-an-office",
        "sign: pushed-to-the-right",
        "subhead: before-a-byline",
        "subhead: part-of-a-sentence",
        "subhead: repeated",
        "subtitle: words-of-a-label",
        "title: dash",
        "verse: heading-mark",
        "verse: too-long",
    }
)


def rules() -> Iterator[tuple[str, Rule]]:
    """Every rule of the walk by its roles and name; one that several roles share is one rule."""
    roles: dict[int, list[str]] = {}
    by_id: dict[int, Rule] = {}
    for role, found in path.ROLES.items():
        for rule in found:
            roles.setdefault(id(rule), []).append(role)
            by_id[id(rule)] = rule
    yield from ((f"{' '.join(sorted(names))}: {by_id[key][0]}", by_id[key]) for key, names in roles.items())


RULES = dict(rules())
PAIRS = tuple(f"pair: {name}" for name, *_ in path.PAIRS)


def missed(rule: str) -> Case | None:
    """The first case that is read wrongly without a rule: those that were made for it are tried first."""
    mine = sorted(SOUND, key=lambda case: not (rule in case.name and case.name.startswith("rules")))
    return next((case for case in mine if mistakes(case, read(case))), None)


@pytest.mark.parametrize("rule", [*RULES, *PAIRS])
def test_a_rule_of_the_walk_is_missed(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if rule in OWED:
        pytest.skip("owed a case")
    if rule in RULES:
        left = {role: tuple(other for other in found if other is not RULES[rule]) for role, found in path.ROLES.items()}
        monkeypatch.setattr(path, "ROLES", left)
    else:
        monkeypatch.setattr(path, "PAIRS", tuple(pair for pair in path.PAIRS if f"pair: {pair[0]}" != rule))
    assert missed(rule)


def test_what_is_owed_is_there() -> None:
    assert set(RULES) | set(PAIRS) >= OWED


# What finds the rest of a sentence: where it stands, the value that switches it off.
JOINS = [
    (cuts, "cohesion", lambda before, after: 0.0), (cuts, "_NUMBER", 0.0), (cuts, "_OPEN_MARK", 0.0), (joins, "_LEAST", 99.0), (joins, "_NEXT", -3.0),
    (joins, "_FRESH", 0.0), (joins, "_SHORT_START", 0.0), (joins, "_BARRED", 0.0), (joins, "_KIN", 0.0),
]  # fmt: skip


@pytest.mark.parametrize(("module", "name", "value"), JOINS, ids=[name for _, name, _ in JOINS])
def test_a_weight_of_a_join_is_missed(module: object, name: str, value: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, name, value)
    assert missed(name)
