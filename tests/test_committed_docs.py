"""What is committed under docs/ is what seeds/ gives: the Markdown diff of a change is its proof sheet."""

import pytest

import build


def test_docs_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["--check"]) == 0, f"run `make build` and commit docs/: {capsys.readouterr().out}"
