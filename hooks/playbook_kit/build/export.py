"""The whole site as plain Markdown, its assets, and a ``mkdocs.yml`` with the menu: for another engine."""

import html
import shutil
from pathlib import Path
from typing import Any

import yaml

from ..library.tree import PAGES
from .plan import NavItem, Site

THEME = "theme"
"""The folder of the theme's overrides, in the export."""

_FRAME = ("header.html", "nav.html", "nav-item.html", "palette.html", "search.html", "toc.html", "toc-item.html")
"""What surrounds a page, in the engine's own templates and for its own script: another engine brings its own."""

_OURS = ("hooks", "watch")
"""Settings that only make sense beside the generator."""


def export(root: Path, site: Site, folder: Path) -> None:
    """Write the *site* into *folder*, which is empty: ``docs/``, ``theme/`` and ``mkdocs.yml``."""
    settings = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    pages = folder / PAGES
    _copy_assets(root / settings.get("docs_dir", PAGES), pages, site.drawings)
    for output in site.outputs:
        file = pages / output.uri
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(output.raw)
    for image in site.images:
        (pages / image.uri).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(image.file, pages / image.uri)
    if overrides := settings.get("theme", {}).get("custom_dir"):
        shutil.copytree(root / overrides, folder / THEME, ignore=shutil.ignore_patterns(*_FRAME))
        settings["theme"]["custom_dir"] = THEME
    settings = {key: value for key, value in settings.items() if key not in _OURS}
    settings |= {"docs_dir": PAGES, "nav": [nav_setting(item) for item in site.nav]}
    _drop_edit_links(settings)
    text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=120)
    (folder / "mkdocs.yml").write_text(text, "utf-8")


def _drop_edit_links(settings: dict[str, Any]) -> None:
    """These pages were made from what was typed: no repository holds them, and nobody is to edit them."""
    settings["edit_uri"] = ""
    theme = settings.get("theme", {})
    if "features" in theme:  # Zensical shows the link whatever its address
        theme["features"] = [feature for feature in theme["features"] if not feature.startswith("content.action.")]


def nav_setting(item: NavItem) -> Any:
    """A menu item as MkDocs writes it: a path, or a title and what it stands for."""
    inside = item.uri or [nav_setting(child) for child in item.children]
    return {html.escape(item.title): inside} if item.title else inside  # themes print it as it is


def _copy_assets(source: Path, target: Path, drawings: frozenset[str]) -> None:
    """All that stands in ``docs/`` beside the Markdown, which the site's outputs hold, and the *drawings* in it."""
    target.mkdir(parents=True)
    for file in sorted(source.rglob("*")):
        inner = file.relative_to(source)
        if file.is_file() and not file.is_symlink() and file.suffix != ".md" and inner.as_posix() not in drawings:
            copy = target / inner
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
