"""The search, timed in the browser: a real site, and the same site with an index of 2,000 pages.

Each query is typed letter by letter; the time of a key goes from the key to the answers written in the page.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from browser import CHROMIUM, QUIET, served

PAGES = 2_000

MAX_SMALL, MAX_LARGE = 50, 100
"""Milliseconds that a key may take, 19 times in 20, on the real site and on the large one."""

TYPED = ("mon client ne répond plus à mes mails", "comitte de pilotage", "lappel d'urgence", "codevelopement")

PASSES = 3
"""How often all is typed: of each key the fastest counts, what else the machine does being no news of the search."""

DOCUMENTS, BEFORE, AFTER = "search/documents.js", "self.searchDocuments = ", ";\n"
"""What the search reads: a script that sets a value."""

SYLLABLES = ["ba", "bo", "du", "fi", "ga", "ko", "lu", "mi", "na", "po", "ra", "su", "ta", "vo", "zi"]

KEYS = """
async (queries) => {
  const input = document.querySelector('.md-search__input');
  const results = document.querySelector('.md-search-result');
  const times = [];
  for (const query of queries) {
    for (let length = 1; length <= query.length; length++) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      input.value = query.slice(0, length);
      const pressed = performance.now();
      await new Promise((resolve) => {
        const answered = new MutationObserver(() => { answered.disconnect(); resolve(); });
        answered.observe(results, {childList: true, subtree: true});
        input.dispatchEvent(new KeyboardEvent('keyup', {key: 'a'}));
      });
      times.push(performance.now() - pressed);
    }
  }
  return times;
}
"""


@dataclass(frozen=True)
class Speed:
    """Of one site: its pages, the seconds until its search is ready, the milliseconds that each key took."""

    pages: int
    ready: float
    keys: tuple[float, ...]

    @property
    def typical(self) -> float:
        """The median of the keys."""
        return median(self.keys)

    @property
    def slow(self) -> float:
        """What one key in twenty takes at least."""
        return sorted(self.keys)[int(len(self.keys) * 0.95)]


def search_speed(site: Path) -> Speed:
    """How fast the search of a built *site* answers."""
    docs = read_documents(site)
    with sync_playwright() as playwright, served(site) as url:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page()
        page.set_default_timeout(240_000)
        page.goto(url)
        page.get_by_role("textbox").first.click()
        page.keyboard.type("mission")
        page.locator(".md-search-result__item").first.wait_for()
        ready = page.evaluate("performance.now()") / 1000
        keys = tuple(map(min, zip(*(page.evaluate(KEYS, TYPED) for _ in range(PASSES)), strict=True)))
        browser.close()
    return Speed(len({doc["location"].partition("#")[0] for doc in docs}), ready, keys)


def widen_index(site: Path, pages: int = PAGES) -> None:
    """Give the built *site* an index of so many pages: its own, then copies in which one word in nine is new."""
    docs = read_documents(site)
    own = len({doc["location"].partition("#")[0] for doc in docs})
    copies = [copied(docs, number) for number in range(1, -(-pages // own))]
    wide = docs + [doc for copy in copies for doc in copy]
    (site / DOCUMENTS).write_text(f"{BEFORE}{json.dumps(wide)}{AFTER}", "utf-8")


def read_documents(site: Path) -> list[dict[str, object]]:
    """The documents of the search of a built *site*."""
    text = (site / DOCUMENTS).read_text("utf-8")
    return json.loads(text.removeprefix(BEFORE).removesuffix(AFTER))


def copied(docs: list[dict[str, object]], number: int) -> Iterator[dict[str, object]]:
    """The documents under other addresses; which words are new depends on the copy."""
    ending = SYLLABLES[number % 15] + SYLLABLES[number // 15 % 15]

    def other(found: re.Match[str]) -> str:
        word = found[0]
        return word + ending if len(word) > 4 and (len(word) * 7 + ord(word[0]) + number) % 9 == 0 else word

    for doc in docs:
        texts = {name: re.sub(r"\w+(?![^<]*>)", other, str(doc[name])) for name in ("title", "text")}
        yield doc | texts | {"location": f"copie-{number}/{doc['location']}"}
