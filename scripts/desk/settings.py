"""What mkdocs.yml says of the site, with what the environment sets instead."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from engine.errors import UserError
from press.export import Site


def settings(config: Path, environment: Mapping[str, str]) -> Mapping[str, Any]:
    """mkdocs.yml as MkDocs reads it; ``!ENV [NAME, default]`` is the variable when it is set and
    the last item when not.
    """

    class Loader(yaml.SafeLoader):
        """SafeLoader that knows MkDocs' tag for the environment and takes any other for nothing."""

    def from_environment(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return environment.get(str(loader.construct_scalar(node)))
        assert isinstance(node, yaml.SequenceNode)
        *names, default = loader.construct_sequence(node)
        return next((environment[name] for name in names if name in environment), default)

    Loader.add_constructor("!ENV", from_environment)
    Loader.add_multi_constructor("", lambda loader, suffix, node: None)
    try:
        return yaml.load(config.read_text(encoding="utf-8"), Loader) or {}  # noqa: S506  (a SafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise UserError(
            config,
            None,
            f"cannot be read: {error}".replace("\n", " "),
            "mend it; MkDocs needs it too",
        ) from error


def site(config: Path, environment: Mapping[str, str]) -> Site:
    """The site as its feeds, sitemap and data name it."""
    found = settings(config, environment)
    address = str(found.get("site_url") or "")
    return Site(
        name=str(found.get("site_name") or ""),
        description=str(found.get("site_description") or ""),
        address=address and address.rstrip("/") + "/",
    )
