"""Each rule earns its place: with any one of them switched off, some case of ``cases/pages`` is read wrongly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from press.repair import joins, strays
from press.segment import path
from press.segment.rules import Rule
from press.text import cuts
from test_pages import Case, cases, mistakes, read

SOUND = tuple(case for case in cases() if not case.xfail)


def rules() -> Iterator[tuple[str, Rule]]:
    """Every rule of the walk by its roles and name; one that several roles share is one rule."""
    roles: dict[int, list[str]] = {}
    by_id: dict[int, Rule] = {}
    for role, found in path.ROLES.items():
        for rule in found:
            roles.setdefault(id(rule), []).append(role)
            by_id[id(rule)] = rule
    yield from (
        (f"{' '.join(sorted(names))}: {by_id[key][0]}", by_id[key]) for key, names in roles.items()
    )


RULES = dict(rules())
PAIRS = tuple(f"pair: {name}" for name, *_ in path.PAIRS)


def missed(rule: str) -> Case | None:
    """The first case that is read wrongly without a rule: those that were made for it are tried first."""
    mine = sorted(SOUND, key=lambda case: not (rule in case.name and case.name.startswith("rules")))
    return next((case for case in mine if mistakes(case, read(case))), None)


@pytest.mark.parametrize("rule", [*RULES, *PAIRS])
def test_a_rule_of_the_walk_is_missed(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if rule in RULES:
        left = {
            role: tuple(other for other in found if other is not RULES[rule])
            for role, found in path.ROLES.items()
        }
        monkeypatch.setattr(path, "ROLES", left)
    else:
        monkeypatch.setattr(
            path, "PAIRS", tuple(pair for pair in path.PAIRS if f"pair: {pair[0]}" != rule)
        )
    assert missed(rule)


# What finds the rest of a sentence: where it stands, the value that switches it off.
JOINS = [
    (cuts, "cohesion", lambda before, after: 0.0), (cuts, "_NUMBER", 0.0), (cuts, "_OPEN_MARK", 0.0), (joins, "_LEAST", 99.0), (joins, "_NEXT", -3.0),
    (joins, "_FRESH", 0.0), (joins, "_SHORT_START", 0.0), (joins, "_BARRED", 0.0), (joins, "_KIN", 0.0), (joins, "_ALIEN", 0.0),
    (joins, "_JUMPS", 0.0), (joins, "_BACKWARDS", 0.0), (joins, "_EVIDENCE", 0.0), (joins, "_FAR", 0.0), (cuts, "_POINT", 0.0), (strays, "_KINSHIP", 0.0),
]  # fmt: skip


@pytest.mark.parametrize(("module", "name", "value"), JOINS, ids=[name for _, name, _ in JOINS])
def test_a_weight_of_a_join_is_missed(
    module: object, name: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, value)
    assert missed(name)
