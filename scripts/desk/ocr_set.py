"""The optional set that reads pictures: installed the first time that a picture is given."""

from __future__ import annotations

import importlib
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import UserError

if TYPE_CHECKING:
    from PIL.Image import Image

    from press.read.sheet import Sheet

ROOT = Path(__file__).resolve().parents[2]
PINS = ROOT / "requirements-ocr.txt"
# On the disk as measured on Linux with Python 3.11; what is fetched is an estimate.
SIZE = "about 140 MB to fetch, 420 MB on the disk"


def reader(image: Image, name: str) -> tuple[Sheet, Image, str, str]:
    """Read a picture, after the set was installed if need be.

    Returns its lines, the picture set straight, the program that read it and its version.
    """
    if find_spec("rapidocr") is None or find_spec("onnxruntime") is None:
        _install(name)
    from press.ingest import ocr

    return ocr.read(image, name)


def _install(name: str) -> None:
    """Install the pinned set, saying so.

    ``UserError`` where the environment is not the project's own or the network is away.
    """
    by_hand = f"{sys.executable} -m pip install --require-hashes --no-deps -r {PINS.name}"
    if Path(sys.prefix).resolve() != (ROOT / ".venv").resolve():
        raise UserError(
            name, None, "is a picture, and what reads pictures is not installed", f"run `{by_hand}`"
        )
    print(
        f"add: {name} is a picture; installing what reads it, once: "
        f"RapidOCR with its models and ONNX Runtime, {SIZE}",
        file=sys.stderr,
        flush=True,
    )
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    command += ["--require-hashes", "--no-deps", "-r", str(PINS)]
    if subprocess.run(command, check=False).returncode:  # noqa: S603  (our own Python, our own pins)
        raise UserError(
            name,
            None,
            "is a picture, and what reads pictures could not be installed",
            f"see what pip says above, then run `{by_hand}`",
        )
    importlib.invalidate_caches()
