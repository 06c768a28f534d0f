"""The files of a built site, finished: what each becomes once all of them are known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...problems import Problem, in_file_order
from .lean import lean_page, lean_script, lean_style
from .policy import policy_problems, theme_scripts, with_policy
from .search_index import INDEX, split_index
from .stylesheet import shown, trimmed

TO_FINISH = ("**/*.html", "assets/**/*.css", "assets/**/*.js", "assets/kit/icons/*.svg", INDEX)
"""The files that finishing reads, as patterns."""

_OWN = "assets/kit/"
_THEME_SHEETS = "assets/stylesheets/"


@dataclass(frozen=True)
class Finished:
    """The *texts* to write, by uri, and what a browser will refuse in them."""

    texts: Mapping[str, str]
    problems: tuple[Problem, ...]


def finished(
    built: Mapping[str, str], templates: Iterable[str], *, preview: bool = False, local: bool = False
) -> Finished:
    """The texts of the site as *built*, by uri, finished; *templates* are the theme's. See ``with_policy``."""
    pages = {uri: lean_page(text) for uri, text in built.items() if uri.endswith(".html")}
    scripts = {uri: text for uri, text in built.items() if uri.endswith(".js")}
    styles = {uri: text for uri, text in built.items() if uri.endswith(".css")}
    drawings = {uri: text for uri, text in built.items() if uri.endswith(".svg")}
    own_styles = {uri: text for uri, text in styles.items() if not uri.startswith(_THEME_SHEETS)}
    seen = shown(pages.values(), scripts.values(), own_styles.values())
    known = theme_scripts(templates)
    texts = {
        **{uri: with_policy(page, known, preview=preview, local=local) for uri, page in pages.items()},
        **{uri: lean_script(text) for uri, text in scripts.items() if uri.startswith(_OWN)},
        **{uri: lean_style(text, uri, drawings) for uri, text in own_styles.items() if uri.startswith(_OWN)},
        **trimmed({uri: text for uri, text in styles.items() if uri not in own_styles}, seen),
        **(split_index(built[INDEX]) if INDEX in built else {}),
    }
    problems = (problem for uri, page in pages.items() for problem in policy_problems(page, uri, known))
    return Finished(texts, in_file_order(problems))
