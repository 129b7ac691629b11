"""A change of a seed shows in the served site without anybody's doing."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from project import project

PATIENCE = 60.0


@pytest.fixture(autouse=True)
def ctrl_c() -> Iterator[None]:
    """Ctrl-C reaches the server also where the tests run in the background of a shell, which has it
    ignored by all that it begins.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def got(address: str) -> str:
    """A page, or nothing while it is not there."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as page:  # noqa: S310  (this machine's own)
            return str(page.read().decode())
    except (urllib.error.URLError, ConnectionError):
        return ""


def wait_for(server: subprocess.Popen[str], address: str, text: str) -> str:
    """The page as soon as it has the text."""
    until = time.monotonic() + PATIENCE
    while text not in (page := got(address)):
        assert server.poll() is None, "the server ended"
        assert time.monotonic() < until, f"{text!r} never came to {address}"
        time.sleep(0.2)
    return page


def said(log: Path, line: str) -> None:
    """Wait until the server says something."""
    until = time.monotonic() + PATIENCE
    while line not in log.read_text():
        assert time.monotonic() < until, f"{line!r} was never said"
        time.sleep(0.2)


def test_what_is_saved_while_the_first_site_is_made_shows(tmp_path: Path) -> None:
    project(tmp_path)
    seed, pages = tmp_path / "seeds" / "a.txt", tmp_path / "docs" / "articles" / "a"
    seed.write_text("# 旧标题\n\n本报讯 正文一句。\n", encoding="utf-8")
    port = free_port()
    command = [sys.executable, "scripts/build.py", "serve", "--address", f"127.0.0.1:{port}"]
    with (
        (tmp_path / "log").open("w+") as log,
        subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=log, text=True) as server,
    ):
        try:
            until = time.monotonic() + PATIENCE
            while not pages.exists():  # it has been read, and the site is being made
                assert time.monotonic() < until, "docs/ was never made"
                time.sleep(0.01)
            seed.write_text("# 新标题\n\n本报讯 正文一句。\n", encoding="utf-8")
            assert "serving" not in (tmp_path / "log").read_text()
            wait_for(server, f"http://127.0.0.1:{port}/articles/a/3/", "新标题")
        finally:
            server.terminate()


def test_a_changed_seed_a_mistake_and_a_changed_template_show(tmp_path: Path) -> None:
    project(tmp_path)
    seed = tmp_path / "seeds" / "a.txt"
    seed.write_text("# 旧标题\n\n本报讯 正文一句。\n", encoding="utf-8")
    port = free_port()
    article = f"http://127.0.0.1:{port}/articles/a/3/"
    command = [sys.executable, "scripts/build.py", "serve", "--address", f"127.0.0.1:{port}"]
    with (
        (tmp_path / "log").open("w+") as log,
        subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=log, text=True) as server,
    ):
        try:
            page = wait_for(server, article, "旧标题")
            assert "livereload" in page, "the browser is told to come again"
            seed.write_text(
                "# 新标题\n\n本报讯 坚决打好污染防治攻坚战，促进供“煤耗、污染物排放双下降。\n",
                encoding="utf-8",
            )
            wait_for(server, article, "新标题")
            wait_for(server, f"http://127.0.0.1:{port}/data/articles/a/3.json", "新标题")
            (tmp_path / "seeds" / "a.yml").write_text("titel: 错\n", encoding="utf-8")
            said(tmp_path / "log", "a.yml:1: unknown key")
            assert "新标题" in got(article), "the last good site is served on"
            (tmp_path / "seeds" / "a.yml").unlink()
            footer = tmp_path / "scripts" / "theme" / "partials" / "footer.html"
            footer.write_text(
                footer.read_text(encoding="utf-8") + "<p>新页脚</p>", encoding="utf-8"
            )
            wait_for(server, article, "新页脚")
            end = tmp_path / "scripts" / "theme" / "partials" / "article-end.html"
            end.write_text(end.read_text(encoding="utf-8") + "<p>新版式</p>", encoding="utf-8")
            wait_for(server, article, "新版式")
            note = tmp_path / "docs" / "note.md"
            note.write_text("[…](nowhere.md)\n", encoding="utf-8")
            said(tmp_path / "log", "the link “nowhere.md” leads nowhere")
            assert "新版式" in got(article), "the last good site is served on"
            note.unlink()
            for draft in range(4):  # each before all that follows from the one before is made
                seed.write_text(f"# 第{draft}稿\n\n本报讯 正文一句。\n", encoding="utf-8")
                wait_for(server, article, f"第{draft}稿")
            wait_for(server, f"http://127.0.0.1:{port}/data/articles/a/3.json", "第3稿")
            server.send_signal(signal.SIGINT)
            assert server.wait(PATIENCE) == 0
            assert "docs/ is up to date" in (tmp_path / "log").read_text()
            subprocess.run(
                [sys.executable, "scripts/build.py", "--check"],
                cwd=tmp_path,
                check=True,
                stdout=log,
            )
        finally:
            server.terminate()
