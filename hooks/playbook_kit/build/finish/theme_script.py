"""The theme's script, left for the search: half of what a page weighs, for parts that most sites do not have."""

import re

_SCRIPT = re.compile(r'<script src="([^"]*)(assets/javascripts/bundle\.\w+\.min\.js)"></script>')
_SETTINGS = re.compile(r'<script id="__config"[^>]*>(.*?)</script>', re.DOTALL)
_FEATURES = re.compile(r'"features": \[([^\]]*)\]')
_PART = re.compile(r'data-md-component="?([\w-]+)')

SHELL = "assets/kit/page/shell.js"
"""What stands for it in a page where nobody searches."""

_DONE_BY_SHELL = {
    *("content.action.edit", "content.action.view", "navigation.expand", "navigation.footer", "navigation.indexes"),
    *("navigation.path", "navigation.prune", "navigation.sections", "search.suggest"),
    *("toc.follow", "toc.integrate"),
}
"""Features of the theme that shell.js gives, that styles alone give, or that come with the search."""

_PARTS_OF_SHELL = {
    *(
        "announce",
        "container",
        "content",
        "dialog",
        "header",
        "header-title",
        "header-topic",
        "logo",
        "main",
        "palette",
    ),
    *("search", "search-query", "search-result", "search-suggest", "sidebar", "skip", "toc"),
}

_NEEDS_MORE = re.compile(r'data-tabs=|data-preview|class="(?:[^"]* )?(?:annotate|mermaid|md-toggle--indeterminate)\b')
"""Markup that only the theme's script brings to life."""


def without_theme_script(page: str) -> str:
    """The HTML *page* with ``SHELL`` for the theme's script, if that is enough for it."""
    if not _is_plain(page):
        return page
    return _SCRIPT.sub(
        lambda found: f'<script src="{found[1]}{SHELL}" data-theme="{found[1]}{found[2]}"></script>', page
    )


def _is_plain(page: str) -> bool:
    settings = _SETTINGS.search(page)
    features = _FEATURES.search(settings[1]) if settings else None
    if settings is None or features is None or not re.search(r'"annotate": null.*"version": null', settings[1]):
        return False
    asked = set(re.findall(r'"([^"]+)"', features[1]))
    return asked <= _DONE_BY_SHELL and set(_PART.findall(page)) <= _PARTS_OF_SHELL and not _NEEDS_MORE.search(page)
