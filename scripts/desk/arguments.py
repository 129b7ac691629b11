"""The command line: ``build.py`` alone makes docs/; a word after it is another command."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

EPILOG = """exit codes: 0 done; 1 doubts under --strict, differences under --check, addresses that
would die; 2 a mistake of yours, said in one line. `build.py COMMAND --help` tells more of a
command.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line says; what belongs to one command is as it stands here in the
    others.
    """

    root: Path
    seeds: Path
    docs: Path
    check: bool = False
    strict: bool = False
    proof: str | None = None
    doubts: int = 20
    command: str | None = None
    # add
    files: Sequence[Path] = ()
    paper: str | None = None
    date: str | None = None
    page: str | None = None
    basis: str | None = None
    # site, zip
    to: Path = Path("site")
    site: Path = Path("site")
    clean: bool = False
    from_seeds: bool = False
    # site, serve
    address: str | None = None
    # review, addresses, successors
    old: str = "HEAD"
    peers: Path = Path()


def parse(words: Sequence[str] | None, root: Path, about: str) -> Options:
    """The options; ``command`` is None where docs/ is to be made."""
    parser = argparse.ArgumentParser(prog="build.py", description=about, epilog=EPILOG)
    _docs(parser, root)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for name, (add, says) in _COMMANDS.items():
        add(commands.add_parser(name, help=says, description=says))
    return Options(root=root, **vars(parser.parse_args(words)))


def _docs(parser: argparse.ArgumentParser, root: Path) -> None:
    add = parser.add_argument
    says = "the folder of the pages' text (default: seeds)"
    add("--seeds", type=Path, default=root / "seeds", help=says)
    says = "the folder to write (default: docs)"
    add("--docs", type=Path, default=root / "docs", help=says)
    says = "write nothing; exit 1 when docs/ is not what seeds/ gives"
    add("--check", action="store_true", help=says)
    add("--strict", action="store_true", help="exit 1 when anything is in doubt")
    says = "print how one page was read, line by line, and write nothing"
    add("--proof", metavar="SEED", help=says)
    says = "print at most N doubts (default: 20)"
    add("--doubts", type=int, default=20, metavar="N", help=says)


def _add(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    says = "a newspaper page: PDF, picture, result of an OCR program, text"
    add("files", nargs="+", type=Path, metavar="FILE", help=says)
    add("--paper", help="the paper's name")
    says = "the day of issue in EDTF: 2026-02-10, or 2026-02-10~ when it is inferred"
    add("--date", help=says)
    add("--page", help="the page's number")
    says = "how date or page are known when they are not printed on the page"
    add("--basis", help=says)


def _site(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    says = "the folder of the website (default: site)"
    add("--to", type=Path, default=Path("site"), metavar="DIR", help=says)
    add("--clean", action="store_true", help="make every page anew")
    says = "make docs/ from seeds/ first, in one go"
    add("--from-seeds", action="store_true", help=says)
    says = "the address of the site's root (default: site_url in mkdocs.yml)"
    add("--address", metavar="URL", help=says)


def _serve(parser: argparse.ArgumentParser) -> None:
    says = "where to listen (default: 127.0.0.1:8000)"
    parser.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help=says)


def _zip(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    says = "the built site (default: site)"
    add("--site", type=Path, default=Path("site"), metavar="DIR", help=says)
    says = "the zip (default: .build/site.zip)"
    add("--to", type=Path, default=Path(".build") / "site.zip", metavar="FILE", help=says)


def _old(parser: argparse.ArgumentParser) -> None:
    says = "a git revision, or a folder of docs (default: HEAD)"
    parser.add_argument("old", nargs="?", default="HEAD", help=says)


def _successors(parser: argparse.ArgumentParser) -> None:
    says = "an environment that has properdocs and zensical"
    parser.add_argument("--peers", type=Path, required=True, metavar="VENV", help=says)


# Each command: what adds its arguments, and what it does. It is the module of its name in ``desk``;
# site and serve are build.py's own.
_COMMANDS = {
    "add": (_add, "take in new pages under a good name, refusing what is there already"),
    "site": (_site, "docs/ to a website, only what changed; its bytes are those of a clean build"),
    "serve": (_serve, "serve the site to this machine's browser, made again after every change"),
    "zip": (_zip, "pack the built site into one file"),
    "review": (_old, "say in Markdown what a change does to the articles"),
    "addresses": (_old, "fail when a published address would die without a redirect"),
    "successors": (_successors, "build docs/ with MkDocs' successors and compare"),
}
