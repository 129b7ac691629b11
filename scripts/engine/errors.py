"""What a user can do wrong: one exception, one line, no traceback."""

from __future__ import annotations

import re
from pathlib import Path

# What would break a line in two, or a terminal: it may stand in a quotation and in a file's name.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]+")


class UserError(Exception):
    """A user's mistake: where it is, what is wrong and what to do, printed as ``path:line: what; what to do``; exit code 2."""

    def __init__(self, path: Path | str, line: int | None, what: str, todo: str) -> None:
        """Say where it is (``line`` counts from 1, None for the whole file), what is wrong, and what to do."""
        where = f"{path}:{line}" if line else f"{path}"
        super().__init__(_CONTROLS.sub(" ", f"{where}: {what}; {todo}"))

    def __reduce__(self) -> tuple[object, ...]:
        """How another process sends one here: as its line."""
        return _sent, self.args


def _sent(line: str) -> UserError:
    mistake = UserError.__new__(UserError)
    mistake.args = (line,)
    return mistake
