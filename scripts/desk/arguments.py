"""The command line: ``build.py`` alone makes docs/; a word after it is another command of the desk's, a module of this folder."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

EPILOG = """exit codes: 0 done; 1 doubts under --strict, differences under --check, addresses that would die;
2 a mistake of yours, said in one line. `build.py COMMAND --help` tells more of a command."""


def parse(words: Sequence[str] | None, root: Path, about: str) -> argparse.Namespace:
    """The options, with ``command`` the function to call (None: make docs/)."""
    parser = argparse.ArgumentParser(prog="build.py", description=about, epilog=EPILOG)
    parser.add_argument(
        "--seeds",
        type=Path,
        default=root / "seeds",
        help="the folder of the pages' text (default: seeds)",
    )
    parser.add_argument(
        "--docs", type=Path, default=root / "docs", help="the folder to write (default: docs)"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit 1 when docs/ is not what seeds/ gives",
    )
    parser.add_argument("--strict", action="store_true", help="exit 1 when anything is in doubt")
    parser.add_argument(
        "--proof",
        metavar="SEED",
        help="print how one page was read, line by line, and write nothing",
    )
    parser.add_argument(
        "--doubts", type=int, default=20, metavar="N", help="print at most N doubts (default: 20)"
    )
    parser.set_defaults(command=None, root=root, hasty=False, lying=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add(
        _command(
            commands, "add", "take in new pages under a good name, refusing what is there already"
        )
    )
    _site(
        _command(
            commands,
            "site",
            "docs/ to a website, only what changed; its bytes are those of a clean build",
        )
    )
    _serve(
        _command(
            commands,
            "serve",
            "serve the site to this machine's browser, made again after every change",
        )
    )
    _zip(_command(commands, "zip", "pack the built site into one file"))
    _review(_command(commands, "review", "say in Markdown what a change does to the articles"))
    _addresses(
        _command(
            commands, "addresses", "fail when a published address would die without a redirect"
        )
    )
    _successors(_command(commands, "successors", "build docs/ with MkDocs' successors and compare"))
    return parser.parse_args(words)


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, about: str
) -> argparse.ArgumentParser:
    def run(options: argparse.Namespace) -> int:
        room = "engine" if name in ("site", "serve") else "desk"
        return int(import_module(f"{room}.{name}").main(options))

    parser = commands.add_parser(name, help=about, description=about)
    parser.set_defaults(command=run)
    return parser


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="a newspaper page: PDF, picture, result of an OCR program, text",
    )
    parser.add_argument("--paper", help="the paper's name")
    parser.add_argument(
        "--date", help="the day of issue in EDTF: 2026-02-10, or 2026-02-10~ when it is inferred"
    )
    parser.add_argument("--page", help="the page's number")
    parser.add_argument(
        "--basis", help="how date or page are known when they are not printed on the page"
    )


def _site(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to",
        type=Path,
        default=Path("site"),
        metavar="DIR",
        help="the folder of the website (default: site)",
    )
    parser.add_argument("--clean", action="store_true", help="make every page anew")
    parser.add_argument(
        "--from-seeds", action="store_true", help="make docs/ from seeds/ first, in one go"
    )


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--address",
        default="127.0.0.1:8000",
        metavar="HOST:PORT",
        help="where to listen (default: 127.0.0.1:8000)",
    )


def _zip(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--site",
        type=Path,
        default=Path("site"),
        metavar="DIR",
        help="the built site (default: site)",
    )
    parser.add_argument(
        "--to",
        type=Path,
        default=Path(".build") / "site.zip",
        metavar="FILE",
        help="the zip (default: .build/site.zip)",
    )


def _review(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "old", nargs="?", default="HEAD", help="a git revision, or a folder of docs (default: HEAD)"
    )


def _addresses(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "old", nargs="?", default="HEAD", help="a git revision, or a folder of docs (default: HEAD)"
    )


def _successors(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--peers",
        type=Path,
        required=True,
        metavar="VENV",
        help="an environment that has properdocs and zensical",
    )
