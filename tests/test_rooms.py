"""The rooms of the house: each imports only from those before it, the engine from none."""

from __future__ import annotations

from pathlib import Path

import house

# The order of DESIGN: a room may import from those before it, and from itself.
ORDER = (
    "engine",
    "press.model",
    "press.text",
    "press.packed",
    "press.read",
    "press.layout",
    "press.segment",
    "press.repair",
    "press.annotate",
    "press.export",
    "press.index",
    "press.render",
    "press.pipeline",
    "press.ingest",
    "desk",
    "build",
)


def room_of(module: str) -> str:
    """The room of a module: press.read for press.read.sidecar, engine for engine.cache.

    >>> room_of("press.read.sidecar"), room_of("engine.cache"), room_of("build")
    ('press.read', 'engine', 'build')
    """
    steps = module.split(".")
    return ".".join(steps[: 2 if steps[0] == "press" else 1])


def imports() -> set[tuple[str, str]]:
    """Which room of scripts/ imports from which; ``press`` itself is no room."""
    found = set()
    for path, text in house.sources(house.ROOT).items():
        if path.startswith("scripts/"):
            of = room_of(".".join(Path(path).with_suffix("").parts[1:]).removesuffix(".__init__"))
            found |= {(of, room_of(module)) for module in house.imported(path, text)}
    return {
        (of, to) for of, to in found if of != to and to.split(".")[0] in {"engine", "press", "desk"}
    }


def test_every_room_has_its_place() -> None:
    rooms = {room for pair in imports() for room in pair} - {"press", "bag"}
    assert rooms <= set(ORDER)


def test_a_room_imports_only_from_those_before_it() -> None:
    place = {room: number for number, room in enumerate((*ORDER, "bag"))}
    wrong = {(of, to) for of, to in imports() if to in place and place[to] >= place.get(of, 0)}
    assert wrong == set()


def test_the_engine_knows_nothing_of_newspapers() -> None:
    assert not {to for of, to in imports() if of == "engine"}
