"""The site made of what changed only is, byte for byte, the site made of everything."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from effort import tries
from engine import files, mkdocs_run, site, workers
from engine.errors import UserError
from engine.files import Sum, scan, sums
from project import project as real

ROOT = Path(__file__).parent.parent
ROUNDS, EDITS = tries(6, 60), 8
FOLDERS = ("articles/a", "articles/b", "themes", "编辑", ".")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The real settings and templates around a small docs/."""
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(ROOT / "scripts" / "theme", tmp_path / "scripts" / "theme")
    docs = tmp_path / "docs"
    for path in (
        "index",
        "about",
        "editions/index",
        "themes/index",
        "names/index",
        "columns/index",
        "terms/index",
    ):
        page(docs / f"{path}.md", path)
    for number in range(12):
        page(docs / "articles" / "ab"[number % 2] / f"{number}.md", f"文章{number}")
    shutil.copytree(ROOT / "docs" / "assets", docs / "assets")
    (docs / "sitemap.xml").write_text("<urlset/>")
    return tmp_path


def page(path: Path, text: str) -> None:
    """Write a page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"---\ndescription: {text}\n---\n\n# {text}\n\n{text}。PM2.5\n", encoding="utf-8"
    )


def made(project: Path, name: str, *, clean: bool = False) -> site.Built:
    """Make a site of the project."""
    return site.build(project / "mkdocs.yml", project / name, project / ".build", clean=clean)


def tree(top: Path) -> dict[str, bytes]:
    """Every file under a folder."""
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


class Maintainer:
    """Does, at random, what a maintainer or the press might do to a project."""

    def __init__(self, project: Path, dice: random.Random) -> None:
        self.project, self.docs, self.dice = project, project / "docs", dice

    def edit(self) -> str:
        """Do one thing and say what it was."""
        self.free = [
            path
            for path in sorted(self.docs.rglob("*.md"))
            if path.name not in {"index.md", "about.md"}
        ]
        self.some = self.dice.choice(self.free)
        self.fresh = self.docs / self.dice.choice(FOLDERS) / f"{self.dice.randrange(30)}.md"
        name, _ = self.dice.choice(DEEDS), self.dice.random()
        getattr(self, name)()
        return f"{name} {self.some.relative_to(self.docs)} {self.fresh.relative_to(self.docs)}"

    def change(self) -> None:
        self.some.write_text(self.some.read_text() + f"\n又一段{self.dice.random()}\n")

    def add(self) -> None:
        page(self.fresh, f"新{self.dice.random()}")

    def rename(self) -> None:
        if not self.fresh.exists():
            self.fresh.parent.mkdir(exist_ok=True)
            self.some.rename(self.fresh)

    def remove(self) -> None:
        if len(self.free) > 4:
            self.some.unlink()

    def nav_page(self) -> None:
        page(
            self.docs / self.dice.choice(("index.md", "about.md", "themes/index.md")),
            f"首页{self.dice.random()}",
        )

    def nav_meta(self) -> None:
        (self.docs / "about.md").write_text(
            f"---\nstatus: {self.dice.choice(('new', 'deprecated'))}\n---\n# 关于\n"
        )

    def link(self) -> None:
        other = self.dice.choice(
            [path.relative_to(self.docs) for path in self.free]
            + [Path("assets/press.css"), Path("about.md"), Path(".hidden/a.md")]
        )
        up = "../" * len(self.some.relative_to(self.docs).parts[1:])
        self.some.write_text(self.some.read_text() + f"\n[见]({up}{other})\n")

    def asset(self) -> None:
        (self.docs / "assets" / f"{self.dice.randrange(4)}.json").write_text(
            str(self.dice.random())
        )

    def touch(self) -> None:
        self.some.touch()

    def same_size_and_time(self) -> None:
        stat = self.some.stat()
        self.some.write_text(
            self.some.read_text().replace("PM2.5", self.dice.choice(("PM1.0", "PM2.5")))
        )
        os.utime(self.some, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    def template(self) -> None:
        (self.project / "scripts" / "theme" / "partials" / "copyright.html").write_text(
            f"<p>{self.dice.random()}</p>"
        )

    def override(self) -> None:
        """A file of the theme's replaced by one in docs/, or the other way round."""
        path = self.docs / self.dice.choice(("404.html", "assets/images/favicon.png"))
        if path.exists():
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(str(self.dice.random()))

    def left_out(self) -> None:
        page(
            self.docs / self.dice.choice((".hidden/a.md", "articles/.b.md", "templates/c.md")),
            f"{self.dice.random()}",
        )

    def doubtful(self) -> None:
        """Two pages at one address, or no more."""
        path = self.docs / "编辑" / "README.md"
        path.unlink() if path.exists() else page(path, f"{self.dice.random()}")

    def broken_site(self) -> None:
        self.dice.choice(
            [path for path in sorted((self.project / "site").rglob("*")) if path.is_file()]
        ).unlink()


DEEDS = (
    *["change"] * 10,
    *["add"] * 6,
    *["rename"] * 6,
    *["remove"] * 3,
    *["nav_page"] * 3,
    "nav_meta",
    *["link"] * 6,
    *["asset"] * 4,
    *["touch"] * 3,
    *["same_size_and_time"] * 4,
    "template",
    *["override"] * 3,
    "left_out",
    "doubtful",
    *["broken_site"] * 2,
)


def mend_links(project: Path) -> None:
    """Take away what would stop a strict build: links to pages that went."""
    docs = project / "docs"
    for path in docs.rglob("*.md"):
        lines = path.read_text().splitlines(keepends=True)
        kept = [
            line
            for line in lines
            if not line.startswith("[见](")
            or (path.parent / line[4:].rstrip(")\n")).resolve().exists()
        ]
        if kept != lines:
            path.write_text("".join(kept))


def plainly(project: Path) -> dict[str, bytes] | None:
    """The site as MkDocs makes it with nothing of ours; None when it stops."""
    try:
        build(
            load_config(str(project / "mkdocs.yml"), site_dir=str(project / "plain"), strict=True)
        )
    except Abort:
        return None
    return tree(project / "plain")


def test_after_any_edits_it_equals_a_clean_build(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "TOGETHER", 30)
    monkeypatch.setattr(workers, "cores", lambda: 1)  # the next case has several
    maintainer = Maintainer(project, random.Random(20260210))
    made(project, "site")
    kept = 0
    for number in range(ROUNDS):
        (project / "docs" / "编辑" / "README.md").unlink(missing_ok=True)
        did = [maintainer.edit() for _ in range(EDITS)]
        if number % 2:  # every other time dead links stay for the two builds to agree about
            mend_links(project)
        outcomes = []
        for name, clean in (("site", False), ("clean", True)):
            try:
                built = made(project, name, clean=clean)
                kept += built.kept if not clean else 0
                outcomes.append(True)
            except UserError:
                outcomes.append(False)
        assert outcomes[0] == outcomes[1], (
            f"round {number}: one build stopped and the other did not after {did}"
        )
        if outcomes[0]:
            assert tree(project / "site") == tree(project / "clean"), (
                f"round {number}: they differ after {did}"
            )
        if number % 5 == 0:
            assert plainly(project) == (tree(project / "site") if outcomes[0] else None), (
                f"round {number}: MkDocs differs after {did}"
            )
    assert kept > ROUNDS, "some of it was kept, or nothing was proved"


def test_a_new_page_is_the_only_one_made(project: Path) -> None:
    made(project, "site")
    again = made(project, "site")
    page(project / "docs" / "articles" / "a" / "99.md", "新")
    built = made(project, "site")
    assert built.whole is None
    assert built.made == again.made + 1
    assert again.made == 0


def test_it_is_what_mkdocs_itself_makes(project: Path) -> None:
    (project / "docs" / "404.html").write_text("the theme's own wins, for it is a template")
    (project / "docs" / "assets" / "images").mkdir()
    (project / "docs" / "assets" / "images" / "favicon.png").write_text(
        "this one wins, for the theme's is a file"
    )
    made(project, "site")
    assert tree(project / "site") == plainly(project)


def test_by_several_processes_it_is_the_same(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "PAGES", 2)
    monkeypatch.setattr(site, "TOGETHER", 3)
    monkeypatch.setattr(site, "cores", lambda: 2)
    monkeypatch.setattr(workers, "cores", lambda: 2)
    page(project / "docs" / "articles" / "a" / "0.md", "[邻](2.md)")
    assert made(project, "site").whole
    assert tree(project / "site") == plainly(project)
    before = tree(project / "site")
    (project / "docs" / "articles" / "a" / "2.md").unlink()
    for path in (project / "docs" / "articles").rglob("*.md"):
        path.write_text(path.read_text() + "\n变\n")
    with pytest.raises(UserError, match="MkDocs stopped: Aborted"):
        made(project, "site")
    assert tree(project / "site") == before, "a part that stopped leaves all as it was"


@pytest.mark.parametrize(
    "setting",
    ["draft_docs: /articles/", "plugins: [tags]", "use_directory_urls: false", "hooks: [hook.py]"],
)
def test_with_settings_that_entangle_pages_mkdocs_makes_all(project: Path, setting: str) -> None:
    name = setting.partition(":")[0]
    lines = [
        line
        for line in (project / "mkdocs.yml").read_text().splitlines()
        if not line.startswith(name)
    ]
    (project / "mkdocs.yml").write_text("\n".join([*lines, setting, ""]))
    (project / "hook.py").write_text("def on_page_content(html, **_): return html + '<p>又</p>'\n")
    assert made(project, "site").whole
    assert made(project, "site").whole, "each time anew"
    assert tree(project / "site") == plainly(project)


def test_sums_that_the_caller_knows_are_believed(project: Path) -> None:
    made(project, "site")
    known = dict(
        sums(project / "docs", (path for path, one in scan(project / "docs").items() if one))
    )
    page(project / "docs" / "articles" / "a" / "0.md", "变了")

    def again() -> int:
        work = project / ".build"
        return site.build(project / "mkdocs.yml", project / "site", work, known=known).made

    assert again() == 0
    known |= sums(project / "docs", ["articles/a/0.md"])
    assert again() == 1


def test_a_dead_link_is_one_line_and_leaves_the_site(project: Path) -> None:
    made(project, "site")
    before = tree(project / "site")
    page(project / "docs" / "articles" / "a" / "0.md", "[死链](nowhere.md)")
    with pytest.raises(UserError, match="MkDocs stopped"):
        made(project, "site")
    assert tree(project / "site") == before


def test_a_kept_page_whose_link_lost_its_target_is_found(project: Path) -> None:
    page(project / "docs" / "articles" / "a" / "0.md", "[邻](2.md)")
    made(project, "site")
    (project / "docs" / "articles" / "a" / "2.md").unlink()
    with pytest.raises(UserError, match="MkDocs stopped"):
        made(project, "site")


def test_a_changed_setting_from_the_environment_makes_everything(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(project, "site")
    monkeypatch.setenv("SITE_URL", "https://example.org/elsewhere/")
    built = made(project, "site")
    assert built.whole == "settings, templates, navigation or packages changed"
    assert (
        b"https://example.org/elsewhere/"
        in (project / "site" / "about" / "index.html").read_bytes()
    )


def replaced(by: Callable[[Path], object]) -> Callable[[Path], object]:
    """Something else in a file's place."""

    def spoil(path: Path) -> None:
        path.unlink()
        by(path)

    return spoil


SPOILT: dict[str, Callable[[Path], object]] = {
    "edited": lambda path: path.write_bytes(path.read_bytes() + b"<!-- by hand -->"),
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:40]),
    "flipped": lambda path: path.write_bytes(
        bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:]
    ),
    "gone": lambda path: path.unlink(),
    "a folder": replaced(Path.mkdir),
    "a link": replaced(lambda path: path.symlink_to("/etc/passwd")),
}


@pytest.mark.parametrize("way", SPOILT)
def test_a_file_of_the_site_that_somebody_changed_is_made_again(project: Path, way: str) -> None:
    (project / "docs" / "search").mkdir()
    (project / "docs" / "search" / "0.bin").write_bytes(bytes(range(256)))
    made(project, "site")
    before = tree(project / "site")
    for path in ("articles/a/0/index.html", "search/0.bin", "assets/press.css", "404.html"):
        SPOILT[way](project / "site" / path)
    (project / "site" / "stray.html").write_text("x")
    again = made(project, "site")
    assert (again.whole, again.made) == (None, 3)
    assert tree(project / "site") == before


def test_a_site_that_plain_mkdocs_made_over_it_is_made_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(project, "site")
    before = tree(project / "site")
    monkeypatch.setenv("SITE_URL", "https://example.org/other/")
    build(load_config(str(project / "mkdocs.yml")))
    monkeypatch.undo()
    assert tree(project / "site") != before
    made(project, "site")
    assert tree(project / "site") == before


def inherited(project: Path) -> None:
    """A setting in a file that mkdocs.yml takes over."""
    settings = (
        (project / "mkdocs.yml").read_text().replace("site_description", "# site_description")
    )
    (project / "mkdocs.yml").write_text(f"INHERIT: base.yml\n{settings}")
    (project / "base.yml").write_text("site_description: 旧说明\n")


def theme_elsewhere(project: Path) -> None:
    """A theme folder that is a link, and lies outside the project."""
    elsewhere = project.with_name(f"{project.name}-theme")
    (project / "scripts" / "theme").rename(elsewhere)
    (project / "scripts" / "theme").symlink_to(elsewhere)


def extension(project: Path) -> None:
    """A Markdown extension of one's own, with a file that it reads."""
    (project / "loud.txt").write_text("旧")
    (project / "loud_extension.py").write_text(LOUD.format("旧"))
    settings = (project / "mkdocs.yml").read_text()
    settings = settings.replace("markdown_extensions:", "markdown_extensions:\n  - loud_extension")
    (project / "mkdocs.yml").write_text(settings)


LOUD = """
from pathlib import Path
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

class Loud(Postprocessor):
    def run(self, text):
        return text + "<p>{}" + Path(__file__).with_name("loud.txt").read_text() + "</p>"

class Louder(Extension):
    def extendMarkdown(self, md):
        md.postprocessors.register(Loud(md), "loud", 1)

def makeExtension(**kwargs):
    return Louder(**kwargs)
"""

INPUTS: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "settings taken over": (inherited, "base.yml", "site_description: 新说明\n"),
    "theme by a link": (theme_elsewhere, "scripts/theme/partials/footer.html", "<p>新</p>"),
    "template that comes": (
        lambda project: None,
        "scripts/theme/partials/footer.html",
        "<p>新</p>",
    ),
    "extension": (extension, "loud_extension.py", LOUD.format("新")),
    "what an extension reads": (extension, "loud.txt", "新"),
}


@pytest.mark.parametrize("kind", INPUTS)
def test_all_that_mkdocs_reads_counts(project: Path, kind: str) -> None:
    """Each build is a program of its own, as an extension that was loaded stays loaded."""
    prepare, path, content = INPUTS[kind]
    prepare(project)

    def commanded(name: str) -> str:
        program = "import sys; from pathlib import Path; from engine import site; print(site.build("
        program += f"Path('mkdocs.yml'), Path({name!r}), Path('.build')).line(Path({name!r}), 0))"
        command = [sys.executable, "-c", program]
        where = f"{ROOT / 'scripts'}{os.pathsep}{project}"
        given = {**os.environ, "PYTHONPATH": where, "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            command, cwd=project, env=given, capture_output=True, text=True, check=True
        )
        return done.stdout

    commanded("site")
    assert "site: 0 files made," in commanded("site")
    before = tree(project / "site")
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    (project / path).write_text(content)
    assert "(all: " in commanded("site")
    commanded("clean")
    assert tree(project / "site") == tree(project / "clean") != before


def test_what_is_saved_while_it_is_made_is_made_the_next_time(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved, read = project / "docs" / "articles" / "a" / "0.md", Path.read_bytes

    def saved_meanwhile(path: Path) -> bytes:
        content = read(path)
        if path == saved:
            page(saved, "刚存的")
        return content

    made(project, "site")
    page(saved, "改了")
    monkeypatch.setattr(Path, "read_bytes", saved_meanwhile)
    made(project, "site")
    monkeypatch.undo()
    made(project, "site")
    assert "刚存的" in (project / "site" / "articles" / "a" / "0" / "index.html").read_text()
    assert tree(project / "site") == plainly(project)


def test_a_template_that_is_saved_while_the_site_is_made_is_one_line(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(project, "site")
    before, template = tree(project / "site"), project / "scripts" / "theme" / "main.html"
    parallel_map = workers.parallel_map

    def saved_meanwhile(*given: Any, **named: Any) -> Any:
        template.write_text(template.read_text() + "<!-- 新 -->")
        return parallel_map(*given, **named)

    page(project / "docs" / "articles" / "a" / "0.md", "改了")
    monkeypatch.setattr(site, "parallel_map", saved_meanwhile)
    with pytest.raises(UserError, match=r"main\.html: changed while the site was made"):
        made(project, "site")
    monkeypatch.undo()
    assert tree(project / "site") == before
    made(project, "site")
    assert tree(project / "site") == plainly(project)


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="no other device here")  # noqa: S108
def test_a_site_on_another_device_by_a_link(project: Path) -> None:
    other = Path(f"/dev/shm/press-site-{os.getpid()}")  # noqa: S108
    other.mkdir()
    (project / "site").symlink_to(other)
    try:
        made(project, "site")
        page(project / "docs" / "articles" / "a" / "0.md", "变了")
        (project / "docs" / "articles" / "b" / "1.md").unlink()
        assert made(project, "site").made == 1
        assert tree(other) == plainly(project)
        assert (project / "site").is_symlink()
    finally:
        shutil.rmtree(other)


@pytest.mark.parametrize("name", [".build", "site", ".build/site.new", ".build/site.tree"])
@pytest.mark.parametrize("kind", ["file", "dangling link"])
def test_what_is_no_folder_is_one_line_or_goes(project: Path, name: str, kind: str) -> None:
    made(project, "site")
    before, place = tree(project / "site"), project / name
    if place.exists():
        place.rename(project / "aside")
    place.write_text("x") if kind == "file" else place.symlink_to(project / "nowhere")
    page(project / "docs" / "articles" / "a" / "0.md", "变了")
    if "/" in name:  # nobody's but the program's
        made(project, "site")
        assert tree(project / "site") == plainly(project)
        return
    with pytest.raises(UserError):
        made(project, "site")
    whole = project / ("aside" if name == "site" else "site")
    assert tree(whole) == before


def test_a_full_disk_leaves_the_site(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(project, "site")
    before, lay = tree(project / "site"), files.lay

    def full(top: Path, path: str, content: bytes) -> Sum:
        if path.endswith("3/index.html"):
            raise OSError(errno.ENOSPC, "No space left on device", path)
        return lay(top, path, content)

    for path in (project / "docs" / "articles").rglob("*.md"):
        page(path, "变了")
    monkeypatch.setattr(mkdocs_run, "lay", full)
    with pytest.raises(OSError, match="No space left"):
        made(project, "site")
    monkeypatch.undo()
    assert tree(project / "site") == before
    made(project, "site")
    assert tree(project / "site") == plainly(project)


def test_from_seeds_it_is_what_docs_has_then(tmp_path: Path) -> None:
    """What people wrote and what the press made, in one command: changed, added and removed."""
    seed, docs = real(tmp_path) / "seeds" / "a.txt", tmp_path / "docs"

    def agree(*words: str) -> None:
        for command in ((*words, "site", "--from-seeds"), ("site", "--clean", "--to", "clean")):
            subprocess.run(
                [sys.executable, "scripts/build.py", *command],
                cwd=tmp_path,
                check=True,
                capture_output=True,
            )
        assert tree(tmp_path / "site") == tree(tmp_path / "clean")

    seed.write_text("# 旧标题\n\n本报讯 正文一句。\n", encoding="utf-8")
    agree()
    seed.write_text("# 新标题\n\n本报讯 正文一句。\n", encoding="utf-8")
    style = docs / "assets" / "press.css"
    style.write_text(style.read_text() + "p{}")
    (docs / "assets" / "favicon.svg").unlink()
    page(docs / "改版.md", "新")
    agree()
    assert "新标题" in (tmp_path / "site" / "articles" / "a" / "3" / "index.html").read_text()
    assert (tmp_path / "site" / "改版" / "index.html").exists()
    seed.write_text("# 又一个\n\n本报讯 正文一句。\n", encoding="utf-8")
    agree("--check")  # writes nothing, so that the site is of docs/ as they are
    agree()
