"""The theme's own script: half of what a page would weigh, for parts that most sites do not turn on.

Decided once, from the settings. What is not known here may need it: then it is there.
"""

from collections.abc import Iterable, Mapping

_DONE_BY_SHELL = frozenset(
    {
        *("content.action.edit", "content.action.view", "navigation.expand", "navigation.footer"),
        *("navigation.indexes", "navigation.path", "navigation.prune", "navigation.sections"),
        *("toc.follow", "toc.integrate"),
    }
)
"""Features of the theme that ``assets/kit/page/shell.js`` gives, or that styles alone give."""

_STILL = frozenset(
    {
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes"),
        *("md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks"),
        *("pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details", "pymdownx.emoji"),
        *("pymdownx.escapeall", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys"),
        *("pymdownx.magiclink", "pymdownx.mark", "pymdownx.smartsymbols", "pymdownx.snippets"),
        *("pymdownx.tasklist", "pymdownx.tilde"),
    }
)
"""Extensions of Markdown whose markup does without scripts: neither tabs, nor diagrams, nor previews."""

_ASKING = ("analytics", "annotate", "consent", "version")
"""Further settings that the theme's script acts upon."""


def needs_theme_script(
    features: Iterable[str], markdown_extensions: Iterable[str], extra: Mapping[str, object]
) -> bool:
    """Whether a site with these settings of the theme, and these *extra* ones, needs more than ``shell.js``."""
    known = {name.removeprefix("markdown.extensions.") for name in markdown_extensions} <= _STILL
    return not (known and set(features) <= _DONE_BY_SHELL) or any(extra.get(name) for name in _ASKING)
