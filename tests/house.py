"""The program measured as a building: `python tests/house.py 6035cc7 HEAD` prints a table.

A revision is taken out of git and formatted as ``ruff format`` does it at 100 columns, so that two
revisions compare whatever their layout was; lines over 100 columns are counted as they were.
"""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import tarfile
import tempfile
import tokenize
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WIDTH, FUNCTION, FILE = 100, 30, 300
# Where Python is, from the root.
PARTS = ("scripts", "tests", "benchmarks", "tools")
# What the engine was made of before it had a room of its own.
FORMER_ENGINE = re.compile(
    r"scripts/(press/(memory|processes|making|before|trees|write|sheaf|packed|readings|check)"
    r"|desk/(site|serve|pages|sources|progress))\.py"
)
# What the project is for: to read, cut, mend and annotate pages; with the names of before.
MISSION = re.compile(
    r"scripts/press/(read|layout|segment|repair|annotate|text|ingest)/"
    r"|scripts/press/(read|tag|link|relate|bonds|ties|phrases|characters|cuts|words|sentences|dates"
    r"|figures|headings|lexicon|bylines|sidecar|tables|marked)\.py"
)
_NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.DEDENT, tokenize.ENDMARKER}
# Clauses that a native speaker stumbles over: what is not of one volume; where the text lies.
CLAUSE, LIE = re.compile(r"\bwhat (is|was|are|were)\b"), re.compile(r"\b(lie|lies|lay|lying)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A function with the lines that it takes from ``def`` to its end; ``argued`` by a comment."""

    path: str
    name: str
    lines: int
    argued: bool


def sources(root: Path) -> dict[str, str]:
    """The text of every Python file by its path from the root."""
    found = (path for part in PARTS for path in sorted((root / part).rglob("*.py")))
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in found}


def functions(path: str, text: str) -> Iterator[Span]:
    """Every function of a file; one is argued that has ``# Long: …`` on the line above it."""
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            first = min([node.lineno, *(line.lineno for line in node.decorator_list)])
            argued = first > 1 and lines[first - 2].strip().startswith("# Long: ")
            yield Span(
                path=path,
                name=node.name,
                lines=node.end_lineno - node.lineno + 1,
                argued=argued,
            )


def classes(files: Mapping[str, str]) -> dict[str, list[str]]:
    """Where each name of a class is defined."""
    found: dict[str, list[str]] = defaultdict(list)
    for path, text in files.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(path)
    return found


def width(line: str) -> int:
    """Columns of a line; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


def room(path: str) -> str:
    """The room that a file is in: a folder or module of ``press/``, or a folder of ``scripts/``.

    >>> room("scripts/press/read/alto.py"), room("scripts/press/pipeline.py")
    ('press.read', 'press.pipeline')
    """
    steps = Path(path).with_suffix("").parts[1:]
    if steps[0] == "press":
        return ".".join(step for step in steps[:2] if step != "__init__")
    return steps[0] if len(steps) > 1 else "build"


def arrows(files: Mapping[str, str]) -> set[tuple[str, str]]:
    """Which room of the program imports from which other."""
    rooms = {room(path) for path in files}
    found = set()
    for path, text in files.items():
        for module in imported(path, text):
            steps = module.split(".")
            names = (".".join(steps[:size]) for size in (2, 1))
            to = next((name for name in names if name in rooms), None)
            if to and to != room(path):
                found.add((room(path), to))
    return found


def imported(path: str, text: str) -> Iterator[str]:
    """The modules that a file imports, and the names that it imports from them."""
    package = ".".join(Path(path).parts[1:-1])
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package if node.level else ""
            module = ".".join(filter(None, (above, node.module)))
            yield from (f"{module}.{alias.name}" for alias in node.names)


def prose(text: str) -> str:
    """The comments and docstrings of a file."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    nodes = (node for node in ast.walk(ast.parse(text)) if isinstance(node, documented))
    return "\n".join(comments + [ast.get_docstring(node) or "" for node in nodes])


def density(texts: Iterable[str]) -> float:
    """Syntax nodes a line of code, without comments and blank lines."""
    nodes = lines = 0
    for text in texts:
        nodes += sum(not isinstance(node, ast.expr_context) for node in ast.walk(ast.parse(text)))
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        lines += len({token.start[0] for token in tokens if token.type not in _NO_CODE})
    return nodes / max(1, lines)


def measure(root: Path) -> dict[str, str]:
    """The figures of a tree, by their names; its files are formatted anew."""
    raw = sources(root)
    over = sum(width(line) > WIDTH for text in raw.values() for line in text.splitlines())
    dense = density(text for path, text in raw.items() if path.startswith("scripts/"))
    command = [sys.executable, "-m", "ruff", "format", "-q", "--isolated", "--line-length", "100"]
    subprocess.run([*command, root], check=True)
    files = sources(root)
    return {
        "lines over 100 columns, as they were": f"{over} of {_size(raw)}",
        "syntax nodes a line of code, as it was": f"{dense:.1f}",
        **_sizes({path: text for path, text in files.items() if path.startswith("scripts/")}),
        **_lengths(files),
        **_words(files),
    }


def _sizes(program: Mapping[str, str]) -> dict[str, str]:
    engine = {p: t for p, t in program.items() if "/engine/" in p or FORMER_ENGINE.fullmatch(p)}
    mission = {p: t for p, t in program.items() if MISSION.match(p) and p not in engine}
    twice = {name for name, paths in classes(program).items() if len(paths) > 1}
    stems = Counter(Path(path).stem for path in program if not path.endswith("__init__.py"))
    return {
        "lines of the program": _size(program),
        "of these the engine": _size(engine),
        "of these the mission": _size(mission),
        "rooms": str(len({room(path) for path in program})),
        "arrows between rooms": str(len(arrows(program))),
        "class names with two meanings": str(len(twice)),
        "file names with two meanings": str(sum(count > 1 for count in stems.values())),
    }


def _lengths(files: Mapping[str, str]) -> dict[str, str]:
    spans = [span for path, text in files.items() for span in functions(path, text)]
    long = [span for span in spans if span.lines > FUNCTION]
    return {
        "functions over 30 lines": f"{len(long)} of {len(spans)}",
        "of these argued by a comment": str(sum(span.argued for span in long)),
        "files over 300 lines": str(sum(len(t.splitlines()) > FILE for t in files.values())),
    }


def _words(files: Mapping[str, str]) -> dict[str, str]:
    words = "\n".join(map(prose, files.values()))
    return {
        "“what is …” in comments and docstrings": str(len(CLAUSE.findall(words))),
        "“lie” in comments and docstrings": str(len(LIE.findall(words))),
    }


def _size(files: Mapping[str, str]) -> str:
    return f"{sum(len(text.splitlines()) for text in files.values()):,}"


def measured(revision: str) -> dict[str, str]:
    """The figures of a revision."""
    packed = subprocess.run(
        ["git", "-C", str(ROOT), "archive", revision], capture_output=True, check=True
    )
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            archive.extractall(folder, filter="data")
        return measure(Path(folder))


def main(revisions: list[str]) -> None:
    """Print a Markdown table, a column for each revision."""
    columns = [measured(revision) for revision in revisions]
    print(f"| after `ruff format` at {WIDTH} columns | {' | '.join(revisions)} |")
    print("| --- |" + " ---: |" * len(revisions))
    for name in columns[0]:
        print(f"| {name} | {' | '.join(column[name] for column in columns)} |")


if __name__ == "__main__":
    main(sys.argv[1:] or ["HEAD"])
