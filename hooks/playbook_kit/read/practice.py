"""Who publishes: what the engine's settings say of the site, as far as the core needs it."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from ..problems import Problem
from ..typography import slug_of
from .yaml import LOADER, read_yaml

SETTINGS = "mkdocs.yml"


@dataclass(frozen=True)
class Practice:
    """The site's *name*, and its *description* in a sentence."""

    name: str
    description: str

    @property
    def slug(self) -> str:
        """The name as a file's, everywhere."""
        return slug_of(self.name) or "site"


def settings_problem(root: Path) -> Problem | None:
    """What keeps ``mkdocs.yml`` of *root* from being read at all. What it says is the engine's to judge."""
    text = (root / SETTINGS).read_text("utf-8", errors="replace")
    try:
        yaml.load(text, Loader=LOADER)
    except yaml.YAMLError:
        return next(iter(read_yaml(text, SETTINGS)[1]), None)
    return None


def read_practice(root: Path) -> Practice | None:
    """What ``mkdocs.yml`` of *root* says; none when it names no site, which the engine itself will refuse."""
    try:
        settings = yaml.load((root / SETTINGS).read_text("utf-8"), Loader=LOADER)
    except (FileNotFoundError, UnicodeDecodeError, yaml.YAMLError):
        return None
    name, description = (settings.get(f"site_{key}") for key in ("name", "description")) if settings else ("", "")
    if not (isinstance(name, str) and name.strip()):
        return None
    return Practice(name, description if isinstance(description, str) else "")
