"""The browser tests against the site as others serve it: nginx under a sub-path, and the zip for an
intranet.

python tests/servers.py nginx|zip [more words for pytest]
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What CONTRIBUTING.md tells to write into nginx's settings.
DOCUMENTED = re.compile(r"^ *```nginx\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
# What nginx needs around it to run by itself, under any user.
AROUND = """
daemon off; pid {folder}/nginx.pid; error_log stderr; {user} events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    server {{
        listen 127.0.0.1:{port};
        {documented}
    }}
}}
"""


def main() -> int:
    """Build, serve, test."""
    kind, *words = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        with SERVERS[kind](folder, port) as (address, site):
            print(f"{kind}: {address}", flush=True)
            served = {"SERVED_AT": address, "SERVED_FOLDER": str(site)}
            return subprocess.run(
                [sys.executable, "-m", "pytest", "-m", "browser", *words],
                cwd=ROOT,
                env=os.environ | served,
                check=False,
            ).returncode


@contextlib.contextmanager
def nginx(folder: Path, port: int) -> Iterator[tuple[str, Path]]:
    """The site of that address, served by Debian's nginx with the documented settings."""
    address = f"http://127.0.0.1:{port}/paper/"
    site = built(folder, SITE_URL=address)
    found = DOCUMENTED.search((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert found, "CONTRIBUTING.md shows no settings of nginx"
    user = "user root;" if os.geteuid() == 0 else ""
    settings = AROUND.format(
        folder=folder, port=port, user=user, documented=found[1].replace("/srv/paper/", f"{site}/")
    )
    (folder / "nginx.conf").write_text(settings, encoding="utf-8")
    with serving(
        ["nginx", "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")],
        address,
        folder,
    ):
        yield address, site


@contextlib.contextmanager
def unzipped(folder: Path, port: int) -> Iterator[tuple[str, Path]]:
    """The zip of the site of that address, unpacked elsewhere, with Python's own server in its
    folder.
    """
    address, elsewhere = f"http://127.0.0.1:{port}/", folder / "elsewhere"
    built(folder, SITE_URL=address)
    run(folder / "project", "zip", "--to", str(folder / "site.zip"))
    shutil.unpack_archive(folder / "site.zip", elsewhere)
    with serving(
        [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"], address, elsewhere
    ):
        yield address, elsewhere


SERVERS: dict[str, Callable[[Path, int], AbstractContextManager[tuple[str, Path]]]] = {
    "nginx": nginx,
    "zip": unzipped,
}


def built(folder: Path, **environment: str) -> Path:
    """The site as the two commands of ``make site`` build it, in a copy of the project."""
    project = folder / "project"
    for name in ("scripts", "seeds", "docs"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", project)
    run(project, "--doubts", "0", **environment)
    run(project, "site", "--clean", **environment)
    return project / "site"


def run(project: Path, *words: str, **environment: str) -> None:
    """Run a command of the project's."""
    command = [sys.executable, str(project / "scripts" / "build.py"), *words]
    subprocess.run(
        command, cwd=project, env=os.environ | environment, check=True, stdout=subprocess.DEVNULL
    )


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextlib.contextmanager
def serving(command: list[str], address: str, folder: Path) -> Iterator[None]:
    """Run a server until the tests are done; what it says is shown when it does not answer."""
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(command, cwd=folder, stdout=said, stderr=said) as server,
    ):
        try:
            if not answers(address):
                said.seek(0)
                sys.exit(
                    f"{command[0]} does not answer at {address}: "
                    f"{said.read().decode(errors='replace').strip()}"
                )
            yield
        finally:
            server.terminate()


def answers(address: str) -> bool:
    """Whether a server answers at the address within some seconds."""
    for _ in range(100):
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):  # noqa: S310  (this machine's own)
            return True
        time.sleep(0.1)
    return False


if __name__ == "__main__":
    sys.exit(main())
