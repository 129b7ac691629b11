"""The browser tests against the site as others serve it: nginx under a sub-path, and the zip for an intranet.

    python tests/servers.py nginx|zip [more words for pytest]
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The server block of CONTRIBUTING.md, with what a server of one's own needs around it.
NGINX = """
user {user};
daemon off; pid {folder}/nginx.pid; error_log stderr; events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    server {{
        listen 127.0.0.1:{port};
        absolute_redirect off;
        location /paper/ {{
            alias {site}/;
            error_page 404 /paper/404.html;
            gzip on;
            gzip_types text/css application/javascript application/json application/xml image/svg+xml;
        }}
    }}
}}
"""


def main() -> int:
    """Build, serve, test."""
    kind, *words = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name, socket.socket() as free:
        folder = Path(name)
        folder.chmod(0o755)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        address = f"http://127.0.0.1:{port}/" + ("paper/" if kind == "nginx" else "")
        run("scripts/build.py", "--doubts", "0", SITE_URL=address)
        run("scripts/build.py", "site", "--to", str(folder / "site"), "--clean", SITE_URL=address)
        with {"nginx": nginx, "zip": unzipped}[kind](folder, port, address):
            print(f"{kind}: {address}", flush=True)
            served = {"SERVED_AT": address, "SERVED_FOLDER": str(folder / "site")}
            return subprocess.run([sys.executable, "-m", "pytest", "-m", "browser", *words], cwd=ROOT, env=os.environ | served, check=False).returncode


@contextlib.contextmanager
def nginx(folder: Path, port: int, address: str) -> Iterator[None]:
    """Debian's nginx with the documented settings."""
    user = "root" if os.geteuid() == 0 else str(os.geteuid())
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, site=folder / "site", port=port, user=user))
    with serving(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")], address, folder):
        yield


@contextlib.contextmanager
def unzipped(folder: Path, port: int, address: str) -> Iterator[None]:
    """The zip, unpacked elsewhere, with Python's own server in its folder."""
    shutil.make_archive(str(folder / "site"), "zip", folder / "site")
    shutil.unpack_archive(folder / "site.zip", folder / "elsewhere")
    with serving([sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"], address, folder / "elsewhere"):
        yield


@contextlib.contextmanager
def serving(command: list[str], address: str, folder: Path) -> Iterator[None]:
    """Run a server until the tests are done."""
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        for _ in range(100):
            time.sleep(0.1)
            with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):  # noqa: S310  (this machine's own)
                break
        try:
            yield
        finally:
            server.terminate()


def run(*words: str, **environment: str) -> None:
    """Run a program of the project."""
    subprocess.run([sys.executable, *words], cwd=ROOT, env=os.environ | environment, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
