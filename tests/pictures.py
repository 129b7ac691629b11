#!/usr/bin/env python3
"""Pictures of every kind of page, on a phone and a desk, light and dark, for people to look at:
``make pictures``.

usage: pictures.py SITE OUT
"""

from __future__ import annotations

import functools
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from browser.conftest import CHROMIUM_OPTIONS, DESK, PHONE
from browser.kinds import KINDS, address

# A picture shows at most so much of a long page (CSS pixels).
LONGEST = 6000


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a folder while it is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def pictures(browser: Browser, site: Path, root: str, out: Path) -> Iterator[Path]:
    """A picture of each kind of page in each of its four forms."""
    for form, viewport in (("phone", PHONE), ("desk", DESK)):
        for scheme in ("light", "dark"):
            context = browser.new_context(
                viewport=viewport,
                color_scheme=scheme,
                locale="zh-CN",
                device_scale_factor=2 if form == "phone" else 1,
            )
            page = context.new_page()
            for kind in KINDS:
                page.goto(root + address(site, kind))
                page.wait_for_load_state("networkidle")
                height = min(page.evaluate("document.documentElement.scrollHeight"), LONGEST)
                path = out / f"{kind}-{form}-{scheme}.png"
                page.screenshot(
                    path=path,
                    full_page=True,
                    clip={"x": 0, "y": 0, "width": viewport["width"], "height": height},
                )
                yield path
            context.close()


def main() -> int:
    """Make the pictures and say where they are."""
    if len(sys.argv) != 3:
        print((__doc__ or "").strip(), file=sys.stderr)
        return 2
    site, out = map(Path, sys.argv[1:])
    if not (site / "index.html").is_file():
        print(f"{site}: there is no site here; make it with `make site`", file=sys.stderr)
        return 2
    out.mkdir(parents=True, exist_ok=True)
    with served(site) as root, sync_playwright() as playwright:
        path = (
            os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        )
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)
        count = sum(1 for _ in pictures(browser, site, root, out))
        browser.close()
    print(f"pictures: {count} in {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
