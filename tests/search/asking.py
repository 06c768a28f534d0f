"""Asks the search of a built site, in a real browser, as the box does."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from browser import Watched, watched

CLIENT = "assets/kit/search/client.js"

_LOAD = """
(src) => new Promise((loaded, failed) => {
  const script = document.createElement('script');
  script.src = src;
  script.onload = () => loaded();
  script.onerror = () => failed(new Error(src));
  document.head.append(script);
})
"""

_ASK = """
async ([queries, range]) => {
  await kit.search.open();
  const answers = [];
  for (const query of queries) answers.push(await kit.search.ask(query, range));
  return answers;
}
"""

Found = dict[str, Any]


@contextmanager
def searched(browser: Browser, home: str, page: str = "", before: str = "", **options: object) -> Iterator[Watched]:
    """A *page* of the site at *home* that has loaded the search; *before* is a script that runs first in it."""
    with watched(browser, **options) as watch:
        watch.page.add_init_script(before)
        watch.page.goto(home + page)
        watch.page.evaluate(_LOAD, home + CLIENT)
        yield watch


def ask_all(page: Page, queries: Sequence[str], count: int = 10) -> list[Found]:
    """What each query finds."""
    return page.evaluate(_ASK, [list(queries), {"count": count}])  # type: ignore[no-any-return]


def ask(page: Page, query: str, count: int = 10) -> Found:
    """What a query finds."""
    return ask_all(page, [query], count)[0]


def pages_of(found: Found) -> list[str]:
    """The pages of the answers, as the query sets name them."""
    return [answer["url"].partition("#")[0].strip("/") for answer in found["answers"]]


def text_of(marked: list[tuple[str, bool]]) -> str:
    """A marked text without its marks."""
    return "".join(text for text, _ in marked)


def read_data(site: Path) -> dict[str, Any]:
    """All that the search of a built *site* knows, by the name of its file."""
    return {file.stem: data_in(file.read_text("utf-8")) for file in sorted((site / "search").glob("*.js"))}


def data_in(script: str) -> Any:
    """The value that a *script* of the search sets."""
    return json.loads(script.partition("=")[2].partition("=")[2].removesuffix(";\n"))
