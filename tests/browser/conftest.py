"""A real browser and the real site: the two seeds, built as the commands build them, served under a
sub-path as GitHub Pages would.
"""

from __future__ import annotations

import functools
import gzip
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, ViewportSize, sync_playwright

from browser.shared import shared

ROOT = Path(__file__).resolve().parents[2]
BASE = "/reader/"
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1440, height=900)
PACKED = {".html", ".css", ".js", ".svg", ".json", ".xml", ".txt"}


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder under ``BASE``, text packed with gzip, over lasting connections, as a web
    server does.
    """

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        """The file of an address; outside the sub-path there is nothing."""
        return (
            super().translate_path(path.removeprefix(BASE.rstrip("/")))
            if path.startswith(BASE)
            else os.devnull + "/none"
        )

    def send_head(self) -> Any:
        """The file, packed when it is text."""
        path = Path(self.translate_path(self.path))
        path = (
            path / "index.html"
            if path.is_dir() and self.path.partition("?")[0].endswith("/")
            else path
        )
        if path.suffix not in PACKED or not path.is_file():
            return super().send_head()
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(str(path))}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)
        return None

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """The site as built: its files and the address at which it is served."""

    folder: Path
    address: str


def run(*words: str | Path, **environment: str) -> None:
    """Run a command of the project; what it says is shown when it fails."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def build(folder: Path, address: str) -> Path:
    """The site of the seeds in a folder of its own, for an address."""
    project = folder / "project"
    project.mkdir()
    shutil.copytree(
        ROOT / "scripts", project / "scripts", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("seeds", "docs"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    run(project / "scripts" / "build.py", "--doubts", "0", SITE_URL=address)
    run(
        "-m",
        "mkdocs",
        "build",
        "-q",
        "-f",
        project / "mkdocs.yml",
        SITE_URL=address,
        NO_MKDOCS_2_WARNING="1",
    )
    return project / "site"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Build the site in a folder and serve it: the built site and its address, in one text."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        address = f"http://127.0.0.1:{server.server_port}{BASE}"
        built = build(folder, address)
        server.RequestHandlerClass = functools.partial(Handler, directory=str(built))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"{address} {built}"
        server.shutdown()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site, built and served; or the one that another web server serves
    (``tests/servers.py``).
    """
    if address := os.environ.get("SERVED_AT"):
        yield Site(folder=Path(os.environ["SERVED_FOLDER"]), address=address)
        return
    folder = tmp_path_factory.mktemp("site")
    common = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        common = common.parent  # each process has its own folder in it
    with shared(common, lambda: served(folder)) as found:
        address, _, built = found.partition(" ")
        yield Site(folder=Path(built), address=address)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one named by CHROMIUM, or Debian's, or Playwright's own; skipped where there is
    none.
    """
    with sync_playwright() as playwright:
        path = (
            os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        )
        try:
            browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)
        except Error as error:
            if os.environ.get("CI"):
                raise  # where everything must have been tried, nothing is skipped
            pytest.skip(f"no browser here: {error.message.splitlines()[0]}")
        yield browser
        browser.close()


@dataclass(kw_only=True)
class Visit:
    """A page in the browser, with everything that was asked of any host and everything that the
    browser complained of.
    """

    page: Page
    site: Site
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str = "") -> Page:
        """Go to an address of the site."""
        self.page.goto(self.site.address + path)
        return self.page


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Visit]]:
    """Begin a visit: ``visit(PHONE, scheme="dark")`` with the options of a browser context."""
    contexts: list[BrowserContext] = []

    def begin(
        viewport: ViewportSize = DESK, scheme: Literal["light", "dark"] = "light", **options: Any
    ) -> Visit:
        context = browser.new_context(
            viewport=viewport, color_scheme=scheme, locale="zh-CN", **options
        )
        contexts.append(context)
        visit = Visit(page=context.new_page(), site=site)
        context.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on(
            "console",
            lambda said: (
                visit.complaints.append(said.text) if said.type in {"error", "warning"} else None
            ),
        )
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on(
            "response",
            lambda answer: (
                visit.complaints.append(f"{answer.status} {answer.url}")
                if answer.status >= 400
                else None
            ),
        )
        return visit

    yield begin
    for context in contexts:
        context.close()
