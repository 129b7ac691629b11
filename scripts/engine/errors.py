"""What ends a build: a user's mistake or a full disk in one line; or only this attempt, when what
it reads changed or is spoilt.
"""

from __future__ import annotations

import errno
import re
from pathlib import Path

# What would break a line in two, or a terminal: it may stand in a quotation and in a file's name.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]+")
# What a person can do about what the file system refuses.
_TODO = {
    errno.ENOSPC: "make room on the disk and build again; docs/ and site/ are as they were",
    errno.EDQUOT: "make room in your quota and build again; docs/ and site/ are as they were",
    errno.EROFS: "the file system is read-only; choose another folder",
    errno.ENOTDIR: "a file is where a folder should be; move it away",
    errno.EEXIST: "move it away",
}
_ELSE = "see that it is there, readable and writable; docs/ and site/ are as they were"


class UserError(Exception):
    """A user's mistake: where, what is wrong and what to do, as ``path:line: what; what to do``;
    exit code 2.
    """

    def __init__(self, path: Path | str, line: int | None, what: str, todo: str) -> None:
        """``line`` counts from 1 and is None for the whole file."""
        where = f"{path}:{line}" if line else f"{path}"
        super().__init__(_CONTROLS.sub(" ", f"{where}: {what}; {todo}"))

    def __reduce__(self) -> tuple[object, ...]:
        """How a worker sends one: as its line."""
        return _sent, self.args


def _sent(line: str) -> UserError:
    mistake = UserError.__new__(UserError)
    mistake.args = (line,)
    return mistake


def refused(error: OSError) -> UserError:
    """What the file system refuses, in one line.

    >>> print(refused(OSError(errno.EEXIST, "File exists", "docs")))
    docs: file exists; move it away
    """
    todo = _TODO.get(error.errno or 0, _ELSE)
    return UserError(error.filename or "disk", None, (error.strerror or str(error)).lower(), todo)


class StartAgain(Exception):  # noqa: N818  (it is nobody's error)
    """What was read has changed meanwhile, or is spoilt: whoever makes something of it starts
    again.
    """
