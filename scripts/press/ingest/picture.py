"""Pictures of pages: opened within bounds, turned as the camera says, in grey scales and colours
alike.
"""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import UserError

if TYPE_CHECKING:
    from PIL.Image import Image

# The largest picture that is opened, in pixels: a broadsheet of 400 × 560 mm at 400 dots to the
# inch has 56 million.
MOST_PIXELS = 120_000_000
# The smallest side of a picture that has a page on it.
_LEAST_SIDE = 200
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")
# The first bytes of pictures of the kinds above.
_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*")


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin like a JPEG, PNG, TIFF or WebP picture."""
    return data.startswith(_SIGNATURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def opened(path: Path, data: bytes) -> Image:
    """The picture in colours, upright as the camera held it; ``UserError`` for one that is broken,
    too large or too small.
    """
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(BytesIO(data), formats=_FORMATS)
        _bounded(path, *picture.size)
        return ImageOps.exif_transpose(picture).convert("RGB")
    except UserError:
        raise
    except Image.DecompressionBombError as error:
        size = re.sub(r"\D+", " ", str(error)).split()[0]
        raise _too_large(path, f"{int(size):,}") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise UserError(
            path, None, "is a picture that cannot be read", "save it anew, it may be cut off"
        ) from error


def _bounded(path: Path, width: int, height: int) -> None:
    """``UserError`` for a picture that would not fit into memory, or is too small to have a page on
    it.
    """
    if width * height > MOST_PIXELS:
        raise _too_large(path, f"{width * height:,}")
    if min(width, height) < _LEAST_SIDE:
        what = f"is a picture of {width} × {height} pixels"
        raise UserError(path, None, what, "give one on which the text of the page can be read")


def _too_large(path: Path, pixels: str) -> UserError:
    what = f"is a picture of {pixels} pixels"
    todo = f"save it smaller, with at most {MOST_PIXELS // 1_000_000} million"
    return UserError(path, None, what, todo)
