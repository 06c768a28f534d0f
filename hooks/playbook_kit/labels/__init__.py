"""All the words of the interface, as data: a folder per language, a file per kind or subject."""

from functools import cache
from pathlib import Path

import yaml

from ..read.yaml import LOADER

LANGUAGE = "fr"


@cache
def labels() -> dict[str, dict[str, str]]:
    """The labels of the site's language: ``labels()["checklist"]["title"]``."""
    return _read(Path(__file__).parent / LANGUAGE)


@cache
def browser_labels() -> dict[str, dict[str, str]]:
    """What the scripts say in the browser, a file per script; ``{name}`` is a place for a value."""
    return _read(Path(__file__).parent / LANGUAGE / "browser")


def forget_labels() -> None:
    """They have changed on disk: read them again."""
    labels.cache_clear()
    browser_labels.cache_clear()


def _read(folder: Path) -> dict[str, dict[str, str]]:
    return {file.stem: yaml.load(file.read_text("utf-8"), Loader=LOADER) for file in sorted(folder.glob("*.yml"))}
