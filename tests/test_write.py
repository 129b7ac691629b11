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

import pytest

from engine import publish as publication
from engine import staging
from engine.errors import UserError
from engine.publish import LISTING, LISTING_HERE, Changes, Files, build_lock
from engine.staging import StagingTree
from engine.workers import aside

SCRIPTS = Path(__file__).parent.parent / "scripts"
OLD: dict[str, bytes | str] = {
    "articles/a/1.md": "一",
    "articles/a/2.md": "二",
    "articles/b/1.md": "三",
    "data/articles.json": b"{}",
}
NEW: dict[str, bytes | str] = {
    "articles/a/1.md": "一",
    "articles/a/2.md": "二改",
    "data/articles.json": "[]",
    "themes/ecology.md": "新",
}


def compare(files: dict[str, bytes | str], docs: Path) -> Changes:
    """Compare what is committed."""
    return publication.compare(laid_out(files), docs)


def publish(
    files: dict[str, bytes | str],
    docs: Path,
    here: dict[str, bytes | str] | None = None,
    draft: StagingTree | None = None,
) -> Changes:
    """Publish what is committed and what is not."""
    return publication.publish(laid_out(files, here), docs, draft)


def laid_out(files: dict[str, bytes | str], here: dict[str, bytes | str] | None = None) -> Files:
    """The files with the lists that they are in."""
    return [
        *((LISTING, path, text) for path, text in files.items()),
        *((LISTING_HERE, path, text) for path, text in (here or {}).items()),
    ]


def tree(top: Path) -> dict[str, bytes]:
    """Every file under a folder."""
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


def listed(files: dict[str, bytes | str]) -> dict[str, bytes]:
    """The tree that a publication of ``files`` makes."""
    listing = "".join(f"{path}\n" for path in sorted(files)).encode()
    return {
        path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()
    } | {LISTING: listing}


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
    assert sorted(path.name for path in docs.parent.iterdir()) == ["docs"], (
        "nothing is left beside docs/"
    )


def test_what_is_not_committed_is_listed_apart(docs: Path) -> None:
    here: dict[str, bytes | str] = {"feeds/all.xml": "<feed/>"}
    publish(OLD, docs, here)
    assert (docs / LISTING_HERE).read_text() == "feeds/all.xml\n"
    assert not compare(OLD, docs), "a check of what is committed passes the rest over"
    (docs / "feeds/all.xml").unlink()
    (docs / LISTING_HERE).unlink()
    assert not compare(OLD, docs), "as in a fresh clone"
    publish(OLD, docs, here)
    publish(OLD, docs)
    assert tree(docs) == listed(OLD) | HAND


def test_what_a_part_of_the_files_does_not_name_stays_and_stays_listed(docs: Path) -> None:
    here: dict[str, bytes | str] = {"search/index/1.bin": b"1"}
    publish(OLD, docs, here)
    before = tree(docs)
    changes = publication.publish(
        laid_out({"articles/a/2.md": "二改", "articles/c/1.md": "四"}), docs, all_=False
    )
    assert (changes.added, changes.changed, changes.removed) == (
        ("articles/c/1.md",),
        (LISTING, "articles/a/2.md"),
        (),
    )
    whole = OLD | {"articles/a/2.md": "二改", "articles/c/1.md": "四"}
    assert tree(docs) == before | listed(whole) | {LISTING_HERE: b"search/index/1.bin\n"}
    assert not publish(whole, docs, here), "that was all"
    assert publish(NEW, docs).removed == (
        LISTING_HERE,
        "articles/b/1.md",
        "articles/c/1.md",
        "search/index/1.bin",
    )


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
    exchange = publication._exchange

    def saved_meanwhile(fresh: Path, target: Path) -> None:
        (docs / "about.md").unlink()
        (docs / "about.md").write_text("手写，刚改过")
        (docs / "new.md").write_text("刚写的")
        exchange(fresh, target)

    monkeypatch.setattr(publication, "_exchange", saved_meanwhile)
    publish(NEW, docs)
    assert tree(docs) == listed(NEW) | HAND | {
        "about.md": "手写，刚改过".encode(),
        "new.md": "刚写的".encode(),
    }


def test_a_page_that_a_person_deletes_during_the_publication_stays_deleted(
    docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange = publication._exchange

    def deleted_meanwhile(fresh: Path, target: Path) -> None:
        (docs / "about.md").unlink()
        exchange(fresh, target)

    monkeypatch.setattr(publication, "_exchange", deleted_meanwhile)
    publish(NEW, docs)
    assert tree(docs) == listed(NEW) | {"assets/paper.css": HAND["assets/paper.css"]}


def test_a_folder_may_take_the_name_of_a_generated_file(docs: Path) -> None:
    files: dict[str, bytes | str] = {"articles/a/1.md/index.md": "甲", "data/articles.json": "{}"}
    publish(files, docs)
    assert tree(docs) == listed(files) | HAND
    with pytest.raises(UserError, match="in the way"):
        publish({"about.md/index.md": "甲"}, docs)
    assert tree(docs) == listed(files) | HAND


def spoil(kept: Path) -> None:
    """A kept draft as nobody left it."""
    for path in sorted(kept.rglob("*"), reverse=True):
        if path.is_file() and path.name != "about.md":
            path.unlink()
    (kept / "articles" / "a" / "1.md").mkdir(parents=True)
    (kept / "articles" / "a" / "1.md" / "stray.md").write_text("x")
    (kept / "data").rmdir()
    (kept / "data").write_text("x")
    (kept / "assets" / "paper.css").write_text("another")
    (kept / "empty").rmdir()
    (kept / "empty").symlink_to("/etc")


def test_a_draft_that_is_kept_is_brought_up_to_date_and_used_again(docs: Path) -> None:
    kept = docs.parent / ".build" / "docs.tree"
    for files in (NEW, OLD, NEW):
        publish(files, docs, draft=StagingTree(docs, kept))
        assert tree(docs) == listed(files) | HAND
        assert (docs / "empty").is_dir()
        assert tree(kept), "the old tree stays"
    spoil(kept)
    publish(OLD, docs, draft=StagingTree(docs, kept))
    assert tree(docs) == listed(OLD) | HAND
    assert (docs / "empty").is_dir()
    assert not (docs / "empty").is_symlink()
    before = (docs / "articles/b/1.md").stat().st_ino
    assert (kept / "articles").is_dir()
    assert not publish(OLD, docs, draft=StagingTree(docs, kept))
    assert (docs / "articles/b/1.md").stat().st_ino == before


def test_a_draft_is_begun_here_where_its_process_comes_to_nothing(
    docs: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    link, here = staging.link, os.getpid()

    def only_here(old: str, new: str) -> None:
        if os.getpid() != here:
            raise OSError(errno.ENOSPC, "full", new)
        link(old, new)

    monkeypatch.setattr(staging, "link", only_here)
    draft = StagingTree(docs, docs.parent / "kept")
    [draft.begin] = aside(draft.begin)
    publish(NEW, docs, draft=draft)
    assert tree(docs) == listed(NEW) | HAND
    assert capfd.readouterr() == ("", "")


def test_without_the_kernels_exchange_two_renames_do(
    docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.publication.EXCHANGE", {})
    publish(NEW, docs)
    assert tree(docs) == listed(NEW) | HAND
    assert sorted(path.name for path in docs.parent.iterdir()) == ["docs"]


@pytest.mark.parametrize(
    ("number", "line"),
    [
        (errno.ENOSPC, "no space left on device; make room on the disk"),
        (errno.EACCES, "permission denied; make the folder writable"),
        (errno.EROFS, "read-only file system; the file system is read-only"),
    ],
)
def test_what_the_disk_refuses_is_one_line_and_leaves_the_old_docs(
    docs: Path, monkeypatch: pytest.MonkeyPatch, number: int, line: str
) -> None:
    def refuse(path: Path, content: bytes) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(UserError, match=line):
        publish(NEW, docs)
    monkeypatch.undo()
    assert tree(docs) == listed(OLD) | HAND
    assert sorted(path.name for path in docs.parent.iterdir()) == ["docs"]


KILLED = textwrap.dedent("""
    import json, os, sys
    sys.path.insert(0, sys.argv[1])
    from pathlib import Path
    import engine.publish as write
    new, left = json.loads(sys.argv[2]), int(sys.argv[4])
    def count(event, arguments):
        global left
        if event.split(".")[0] in {"open", "os", "shutil", "ctypes"} and (left := left - 1) == 0:
            os.kill(os.getpid(), 9)
    sys.addaudithook(count)
    docs = Path(sys.argv[3])
    draft = publication.StagingTree(docs, docs.parent / ".build" / "docs.tree" if sys.argv[5] == "kept" else None)
    publication.publish([(publication.LISTING, *file) for file in new.items()], docs, draft)
""")


@pytest.mark.parametrize("draft", ["kept", "fresh"])
def test_killed_at_any_step_it_leaves_all_of_the_old_or_all_of_the_new(
    docs: Path, tmp_path: Path, draft: str
) -> None:
    """Kill the publication at every single call that it makes to the file system, and look."""
    old, new, beside = (
        listed(OLD) | HAND,
        listed(NEW) | HAND,
        {"docs", ".build"} if draft == "kept" else {"docs"},
    )
    outcomes = []
    for step in range(1, 500):
        work = tmp_path / f"killed{step}"
        shutil.copytree(docs, work / "docs", symlinks=True)
        command = [
            sys.executable,
            "-c",
            KILLED,
            str(SCRIPTS),
            json.dumps(NEW),
            str(work / "docs"),
            str(step),
            draft,
        ]
        done = subprocess.run(command, check=False, capture_output=True)
        found = tree(work / "docs")
        assert found in (old, new), f"killed at step {step}: neither the old docs nor the new"
        outcomes.append(found == new)
        publish(
            NEW,
            work / "docs",
            draft=StagingTree(work / "docs", work / ".build" / "docs.tree")
            if draft == "kept"
            else None,
        )
        assert tree(work / "docs") == new, f"killed at step {step}: the next build did not mend it"
        assert {path.name for path in work.iterdir()} <= beside, (
            f"killed at step {step}: something is left beside docs/"
        )
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    else:
        pytest.fail("the publication never ended")
    assert outcomes == sorted(outcomes), "once new, always new"
    assert outcomes.count(False) > 10
    assert outcomes.count(True) > 3


def test_two_builds_at_once_take_turns(tmp_path: Path) -> None:
    docs, inside = tmp_path / "docs", threading.Event()
    order: list[str] = []

    def waiting() -> None:
        order.append("waits")
        inside.set()

    def second() -> None:
        with build_lock(docs, waiting):
            order.append("second")

    with build_lock(docs):
        thread = threading.Thread(target=second)
        thread.start()
        assert inside.wait(10)
        order.append("first")
    thread.join(10)
    assert order == ["waits", "first", "second"]
