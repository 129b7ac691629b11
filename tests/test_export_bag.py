"""scripts/bag.py: what is preserved, and that damage is found."""

import hashlib
from pathlib import Path

import bagit  # type: ignore[import-untyped]
import pytest

from bag import main


@pytest.fixture
def folders(tmp_path: Path) -> list[str]:
    for name, files in {
        "seeds": ("000_a.txt", "000_a.yml", "tables/themes.yml"),
        "data": ("articles.json",),
        "site": ("index.html",),
    }.items():
        for file in files:
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{name}：{file}\n", encoding="utf-8")
    return [
        word
        for name in ("seeds", "data", "site", "out")
        for word in (f"--{name}", str(tmp_path / name))
    ]


def test_a_bag_of_all_that_must_be_kept(
    folders: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(folders) == 0
    bag = bagit.Bag(str(tmp_path / "out"))
    assert sorted(bag.payload_files()) == [
        "data/data/articles.json",
        "data/seeds/000_a.txt",
        "data/seeds/000_a.yml",
        "data/seeds/tables/themes.yml",
        "data/site/index.html",
    ]
    assert (tmp_path / "out" / "manifest-sha256.txt").is_file()
    assert "is whole" in capsys.readouterr().out


def test_made_again_and_verified_alone(folders: list[str], tmp_path: Path) -> None:
    main(folders)
    (tmp_path / "seeds" / "001_b.txt").write_text("新的一版\n", encoding="utf-8")
    assert main(folders) == 0
    assert main([*folders, "--verify"]) == 0
    assert (tmp_path / "out" / "data" / "seeds" / "001_b.txt").is_file()


def test_the_sums_are_those_of_sha256sum(folders: list[str], tmp_path: Path) -> None:
    main(folders)
    lines = (tmp_path / "out" / "manifest-sha256.txt").read_text(encoding="utf-8").splitlines()
    sums = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    files = [path for path in (tmp_path / "out" / "data").rglob("*") if path.is_file()]
    assert sums == {
        path.relative_to(tmp_path / "out").as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("changed", "000_a.txt has changed"),
        ("missing", "000_a.txt is missing"),
        ("added", "stray.txt was added"),
    ],
)
def test_damage_is_found(
    damage: str, said: str, folders: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(folders)
    seed = tmp_path / "out" / "data" / "seeds" / "000_a.txt"
    if damage == "missing":
        seed.unlink()
    else:
        (seed if damage == "changed" else seed.with_name("stray.txt")).write_text(
            "别的字\n", encoding="utf-8"
        )
    capsys.readouterr()
    assert main([*folders, "--verify"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert f": data/seeds/{said}; " in error
    assert error.endswith("; fetch the bag again from where it was whole\n")


def test_much_damage_is_said_in_short(
    folders: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(folders)
    for number in range(7):
        (tmp_path / "out" / "data" / f"stray{number}.txt").write_text("别的字\n", encoding="utf-8")
    assert main([*folders, "--verify"]) == 2
    assert ".txt was added, and 2 more; " in capsys.readouterr().err


def test_mistakes_are_one_line(
    folders: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").mkdir()
    assert main(folders) == 2
    assert "exists and is no bag" in capsys.readouterr().err
    assert main([*folders, "--site", str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'nowhere'}: is no folder; run `make site`\n"
