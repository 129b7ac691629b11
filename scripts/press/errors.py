"""What a user can do wrong: one exception, one line, no traceback."""

from __future__ import annotations

from pathlib import Path


class Mistake(Exception):
    """A user's mistake: where it is, what is wrong and what to do, printed as ``path:line: what; what to do``; exit code 2."""

    def __init__(self, path: Path | str, line: int | None, what: str, todo: str) -> None:
        where = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{where}: {what}; {todo}")
