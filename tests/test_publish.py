"""docs/ is written whole or not at all, and only what is generated is touched."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path
from typing import Any

import pytest

import build
from desk.arguments import Options
from effort import tries
from engine import publish as publication
from engine.errors import UserError
from engine.files import Sum, lay
from engine.publish import LISTING, LISTING_HERE, Changes, build_lock

SCRIPTS = Path(__file__).parent.parent / "scripts"
OLD = {
    "articles/a/1.md": "一",
    "articles/a/2.md": "二",
    "articles/b/1.md": "三",
    "data/articles.json": "{}",
}
NEW = {
    "articles/a/1.md": "一",
    "articles/a/2.md": "二改",
    "data/articles.json": "[]",
    "themes/ecology.md": "新",
}
Files = dict[str, str]


def publish(wanted: Files, top: Path, here: Files | None = None, *, check: bool = False) -> Changes:
    """Lay files out and publish them, those that are committed and those that are not."""
    options = Options(root=top.parent, seeds=top, docs=top, check=check)
    docs = build.before(options, top.parent / ".build")
    lists = {LISTING: wanted, LISTING_HERE: here or {}}
    for path, text in {**wanted, **(here or {})}.items():
        if docs.tree:
            lay(docs.tree.top, path, text)
    sums = {
        name: {path: Sum.of(text.encode()) for path, text in some.items()}
        for name, some in lists.items()
        if some
    }
    return build.settle(options, docs, sums)


def compare(wanted: Files, top: Path) -> Changes:
    """What a publication would change of what is committed."""
    return publish(wanted, top, check=True)


def tree(top: Path) -> dict[str, bytes]:
    """Every file under a folder."""
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


def listed(wanted: Files) -> dict[str, bytes]:
    """The tree that a publication of ``wanted`` makes."""
    listing = "".join(f"{path}\n" for path in sorted(wanted)).encode()
    return {path: text.encode() for path, text in wanted.items()} | {LISTING: listing}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder with hand-written files beside a first publication."""
    docs = tmp_path / "docs"
    (docs / "assets").mkdir(parents=True)
    (docs / "empty").mkdir()
    (docs / "about.md").write_text("手写")
    (docs / "assets" / "paper.css").write_text("body {}")
    publish(OLD, docs)
    return docs


HAND = {"about.md": "手写".encode(), "assets/paper.css": b"body {}"}


def test_says_what_it_adds_changes_and_removes(docs: Path) -> None:
    expected = Changes(
        added=("themes/ecology.md",),
        changed=(LISTING, "articles/a/2.md", "data/articles.json"),
        removed=("articles/b/1.md",),
    )
    assert compare(NEW, docs) == expected
    assert tree(docs) == listed(OLD) | HAND, "compare touches nothing"
    assert publish(NEW, docs) == expected
    assert tree(docs) == listed(NEW) | HAND
    assert not (docs / "articles" / "b").exists(), (
        "a folder that only strays were in goes with them"
    )
    assert (docs / "empty").is_dir(), "a folder made by hand stays"
    assert sorted(path.name for path in docs.parent.iterdir()) == [".build", "docs"]


def test_what_is_not_committed_is_listed_apart(docs: Path) -> None:
    here: Files = {"feeds/all.xml": "<feed/>"}
    publish(OLD, docs, here)
    assert (docs / LISTING_HERE).read_text() == "feeds/all.xml\n"
    assert not compare(OLD, docs), "a check of what is committed passes the rest over"
    (docs / "feeds/all.xml").unlink()
    (docs / LISTING_HERE).unlink()
    assert not compare(OLD, docs), "as in a fresh clone"
    publish(OLD, docs, here)
    publish(OLD, docs)
    assert tree(docs) == listed(OLD) | HAND


def test_nothing_changed_writes_nothing(docs: Path) -> None:
    def stamps() -> dict[str, tuple[int, int]]:
        return {
            path.as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
            for path in [docs, *docs.rglob("*")]
        }

    before = stamps()
    assert not publish(OLD, docs)
    assert stamps() == before


def test_an_unchanged_file_keeps_its_inode_and_time(docs: Path) -> None:
    before = (docs / "articles/a/1.md").stat()
    publish(NEW, docs)
    after = (docs / "articles/a/1.md").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.parametrize("path", ["about.md", "assets/paper.css"])
def test_a_file_written_by_hand_is_never_overwritten(docs: Path, path: str) -> None:
    with pytest.raises(UserError, match=r"in the way of a generated page.*move it"):
        publish({**NEW, path: "generated"}, docs)
    assert tree(docs) == listed(OLD) | HAND


def test_a_file_that_says_the_same_already_is_adopted(docs: Path) -> None:
    publish({**OLD, "about.md": "手写"}, docs)
    publish(OLD, docs)
    assert not (docs / "about.md").exists()


def test_a_generated_file_changed_by_hand_is_made_again(docs: Path) -> None:
    (docs / "articles/a/1.md").write_text("edited")
    assert publish(OLD, docs).changed == ("articles/a/1.md",)


def test_links_of_hand_written_files_stay_links(docs: Path) -> None:
    (docs / "latest.md").symlink_to("about.md")
    (docs / "loop").symlink_to(".")
    publish(NEW, docs)
    assert (docs / "latest.md").readlink() == Path("about.md")
    assert (docs / "loop").is_symlink()


def test_generated_pages_never_leave_through_a_link(docs: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (docs / "themes").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UserError, match="is a link"):
        publish(NEW, docs)
    assert not list((tmp_path / "elsewhere").iterdir())


def test_two_paths_that_differ_in_capitals_only_are_refused(docs: Path) -> None:
    with pytest.raises(UserError, match="capitals"):
        publish({**NEW, "Articles/A/1.md": "x"}, docs)


def test_a_listing_with_a_merge_conflict_is_read_past_its_marks(docs: Path) -> None:
    listing = docs / LISTING
    listing.write_text(
        "<<<<<<< ours\n"
        + listing.read_text()
        + "=======\n../../etc/passwd\n/etc/passwd\n>>>>>>> theirs\n"
    )
    publish(NEW, docs)
    assert tree(docs) == listed(NEW) | HAND


def test_a_hand_edit_during_the_publication_is_not_lost(
    docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange = publication.exchange

    def saved_meanwhile(fresh: Path, target: Path) -> bool:
        (docs / "about.md").unlink()
        (docs / "about.md").write_text("手写，刚改过")
        (docs / "new.md").write_text("刚写的")
        return exchange(fresh, target)

    monkeypatch.setattr(publication, "exchange", saved_meanwhile)
    publish(NEW, docs)
    assert tree(docs) == listed(NEW) | HAND | {
        "about.md": "手写，刚改过".encode(),
        "new.md": "刚写的".encode(),
    }


def test_a_page_that_a_person_deletes_during_the_publication_stays_deleted(
    docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange = publication.exchange

    def deleted_meanwhile(fresh: Path, target: Path) -> bool:
        (docs / "about.md").unlink()
        return exchange(fresh, target)

    monkeypatch.setattr(publication, "exchange", deleted_meanwhile)
    publish(NEW, docs)
    assert tree(docs) == listed(NEW) | {"assets/paper.css": HAND["assets/paper.css"]}


def test_a_folder_may_take_the_name_of_a_generated_file(docs: Path) -> None:
    files: Files = {"articles/a/1.md/index.md": "甲", "data/articles.json": "{}"}
    publish(files, docs)
    assert tree(docs) == listed(files) | HAND
    with pytest.raises(UserError, match="in the way"):
        publish({"about.md/index.md": "甲"}, docs)
    assert tree(docs) == listed(files) | HAND


def test_a_tree_of_an_earlier_build_is_brought_up_to_date(docs: Path) -> None:
    top = docs.parent / ".build" / "docs.tree"
    for path in sorted(top.rglob("*"), reverse=True):
        if path.is_file() and path.name != "about.md":
            path.unlink()
    (top / "articles" / "a" / "1.md").mkdir(parents=True, exist_ok=True)
    (top / "articles" / "a" / "1.md" / "stray.md").write_text("x")
    shutil.rmtree(top / "empty", ignore_errors=True)
    (top / "empty").symlink_to("/etc")
    publish(NEW, docs)
    assert tree(docs) == listed(NEW) | HAND
    assert (docs / "empty").is_dir()
    assert not (docs / "empty").is_symlink()


def test_without_the_kernels_exchange_two_renames_do(
    docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publication, "_EXCHANGE", {})
    publish(NEW, docs)
    assert tree(docs) == listed(NEW) | HAND
    assert sorted(path.name for path in docs.parent.iterdir()) == [".build", "docs"]


def test_where_no_folder_can_be_exchanged_each_file_is_replaced(
    docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As at a mount point, or where .build is a link to another device."""

    def no_links(old: Path, new: Path, *, follow_symlinks: bool) -> None:
        raise OSError(errno.EXDEV, "cross-device link", str(old))

    monkeypatch.setattr("os.link", no_links)
    monkeypatch.setattr(publication, "exchange", lambda one, other: False)
    (docs / "latest.md").symlink_to("about.md")
    inode = docs.stat().st_ino
    publish(NEW, docs)
    (docs / "latest.md").unlink()
    assert tree(docs) == listed(NEW) | HAND
    assert docs.stat().st_ino == inode
    assert publish(OLD, docs)
    assert tree(docs) == listed(OLD) | HAND


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="no other device here")  # noqa: S108
def test_docs_on_another_device_are_published(tmp_path: Path) -> None:
    other = Path(f"/dev/shm/press-{os.getpid()}")  # noqa: S108
    (tmp_path / "docs").symlink_to(other)
    other.mkdir()
    try:
        for wanted in (OLD, NEW):
            publish(wanted, tmp_path / "docs")
            assert tree(tmp_path / "docs") == listed(wanted)
    finally:
        shutil.rmtree(other)


@pytest.mark.parametrize(
    ("number", "line"),
    [
        (errno.ENOSPC, "no space left on device; make room on the disk"),
        (errno.EACCES, "permission denied; see that it is there, readable and writable"),
        (errno.EROFS, "read-only file system; the file system is read-only"),
    ],
)
def test_what_the_disk_refuses_is_one_line_and_leaves_the_old_docs(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: int,
    line: str,
) -> None:
    words = ["--seeds", str(tmp_path / "seeds"), "--docs", str(tmp_path / "docs")]
    shutil.copytree(SCRIPTS.parent / "seeds" / "tables", tmp_path / "seeds" / "tables")
    assert build.main(words) == 0
    before = tree(tmp_path / "docs")
    (tmp_path / "seeds" / "a.txt").write_text("# 甲\n\n本报讯 甲的事。", encoding="utf-8")
    open_, written = Path.open, list[Path]()

    def refuse(path: Path, mode: str = "r", **given: Any) -> Any:
        if mode == "wb":
            written.append(path)
            if len(written) > 20:
                raise OSError(number, os.strerror(number), str(path))
        return open_(path, mode, **given)

    monkeypatch.setattr(Path, "open", refuse)
    assert build.main(words) == 2
    monkeypatch.undo()
    said = capsys.readouterr().err
    assert (said.count("\n"), line in said) == (1, True)
    assert tree(tmp_path / "docs") == before
    assert build.main(words) == 0
    assert "articles/a/3.md" in tree(tmp_path / "docs")


KILLED = textwrap.dedent("""
    import json, os, sys
    sys.path[:0] = [sys.argv[1], sys.argv[2]]
    from pathlib import Path
    import test_publish
    new, left = json.loads(sys.argv[3]), int(sys.argv[5])
    def count(event, arguments):
        global left
        if event.split(".")[0] in {"open", "os", "shutil", "ctypes"} and (left := left - 1) == 0:
            os.kill(os.getpid(), 9)
    sys.addaudithook(count)
    test_publish.publish(new, Path(sys.argv[4]))
""")
# Between two steps at which the publication is killed: each of them in the nightly workflow.
STRIDE = tries(11, 1)


def test_killed_at_any_step_it_leaves_all_of_the_old_or_all_of_the_new(
    docs: Path, tmp_path: Path
) -> None:
    """Kill the publication at calls that it makes to the file system, and look."""
    old, new, outcomes = listed(OLD) | HAND, listed(NEW) | HAND, list[bool]()
    for step in range(1, 1000, STRIDE):
        work = tmp_path / f"killed{step}"
        shutil.copytree(docs, work / "docs", symlinks=True)
        words = [str(SCRIPTS), str(Path(__file__).parent), json.dumps(NEW), str(work / "docs")]
        command = [sys.executable, "-c", KILLED, *words, str(step)]
        done = subprocess.run(command, check=False, capture_output=True)
        found = tree(work / "docs")
        assert found in (old, new), f"killed at step {step}: neither the old docs nor the new"
        outcomes.append(found == new)
        publish(NEW, work / "docs")
        assert tree(work / "docs") == new, f"killed at step {step}: the next build did not mend it"
        assert {path.name for path in work.iterdir()} == {"docs", ".build"}
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    else:
        pytest.fail("the publication never ended")
    assert outcomes == sorted(outcomes), "once new, always new"
    assert outcomes.count(False) > 30 / STRIDE
    assert outcomes.count(True) > 3 / STRIDE


def test_two_builds_at_once_take_turns(tmp_path: Path) -> None:
    inside, order = threading.Event(), list[str]()

    def waiting() -> None:
        order.append("waits")
        inside.set()

    def second() -> None:
        with build_lock(tmp_path, "docs", waiting):
            order.append("second")

    with build_lock(tmp_path, "docs", lambda: None):
        thread = threading.Thread(target=second)
        thread.start()
        assert inside.wait(10)
        order.append("first")
    thread.join(10)
    assert order == ["waits", "first", "second"]
