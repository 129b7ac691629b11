"""The program as it runs: what every target is a function of."""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterable
from pathlib import Path

from engine.files import sums

# The folder of a package's version: jinja2-3.1.6.dist-info
_PACKAGE = "*-info"


def program(scripts: Path, parts: Iterable[str]) -> str:
    """A digest of the program: some files and folders of its own, the Python that it runs on, and
    the packages by their versions.
    """
    paths = [
        path.relative_to(scripts).as_posix()
        for part in parts
        for path in sorted([scripts / part, *(scripts / part).rglob("*")])
        if path.is_file() and path.suffix != ".pyc"
    ]
    packages = sorted(path.name for place in sys.path for path in Path(place).glob(_PACKAGE))
    made_of = (platform.python_version(), packages, sorted(sums(scripts, paths).items()))
    return hashlib.sha256(repr(made_of).encode()).hexdigest()
