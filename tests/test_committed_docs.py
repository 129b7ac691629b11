"""What is committed under docs/ is what seeds/ gives: the Markdown diff of a change is its proof
sheet.
"""

from __future__ import annotations

import pytest

import build


@pytest.mark.parametrize("address", [None, "", "https://example.org/elsewhere/"])
def test_docs_are_up_to_date_whatever_the_sites_address(
    address: str | None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if address is not None:
        monkeypatch.setenv("SITE_URL", address)
    assert build.main(["--check"]) == 0, (
        f"run `make build` and commit docs/: {capsys.readouterr().out}"
    )
