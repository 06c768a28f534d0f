"""The search, timed in the browser: a real site, and the same site with an index of 2,000 pages.

Each query is typed letter by letter; the time of a key goes from the question to the answers, with all that they say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from browser import CHROMIUM, QUIET, served
from playbook_kit.build.plan import plan_site
from playbook_kit.kinds import KINDS
from playbook_kit.search.files import files_of
from playbook_kit.search.index import index_of
from playbook_kit.search.page import FoundPage, found_pages
from playbook_kit.search.passage import Passage

PAGES = 2_000

MAX_SMALL, MAX_LARGE = 15, 40
"""Milliseconds that a key may take, 19 times in 20, on the real site and on the large one."""

SLOWER, MAX_READY = 4, 300
"""Milliseconds until the search is ready on the real site, on a processor so many times slower."""

TYPED = ("mon client ne répond plus à mes mails", "comitte de pilotage", "lappel d'urgence", "codevelopement")

PASSES = 3
"""How often all is typed: of each key the fastest counts, what else the machine does being no news of the search."""

SYLLABLES = ["ba", "bo", "du", "fi", "ga", "ko", "lu", "mi", "na", "po", "ra", "su", "ta", "vo", "zi"]

OPEN = """
async (src) => {
  await new Promise((loaded) => {
    const script = document.createElement('script');
    script.src = src;
    script.onload = loaded;
    document.head.append(script);
  });
  const start = performance.now();
  await kit.search.open();
  return performance.now() - start;
}
"""

KEYS = """
async (queries) => {
  const times = [];
  for (const query of queries) {
    for (let length = 1; length <= query.length; length++) {
      const pressed = performance.now();
      await kit.search.ask(query.slice(0, length));
      times.push(performance.now() - pressed);
    }
  }
  return times;
}
"""


@dataclass(frozen=True)
class Speed:
    """Of one site: its pages, the milliseconds until its search is ready, those that each key took."""

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


def search_speed(site: Path, pages: int) -> Speed:
    """How fast the search of a built *site* of so many *pages* answers."""
    with sync_playwright() as playwright, served(site) as url:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        ready = min(slow_opening(browser.new_page(), url) for _ in range(PASSES))
        page = browser.new_page()
        page.set_default_timeout(240_000)
        page.goto(url)
        page.evaluate(OPEN, f"{url}/assets/kit/search/client.js")
        keys = tuple(map(min, zip(*(page.evaluate(KEYS, TYPED) for _ in range(PASSES)), strict=True)))
        browser.close()
    return Speed(pages, ready, keys)


def search_speeds(root: Path, site: Path) -> list[Speed]:
    """Of the built *site* of the project at *root*, then of an index of 2,000 pages in its place."""
    own = search_speed(site, len([*found_pages(plan_site(root).library, KINDS)]))
    return [own, search_speed(site, widen_index(root, site))]


def print_search(speeds: list[Speed]) -> bool:
    """Print how fast the search answers on the real site and on a large one; whether both are fast enough."""
    print(f"\n{'recherche':24}{'pages':>8}{'prête (ms)':>12}{'médiane (ms)':>14}{'95 % (ms)':>12}{'pire (ms)':>12}")
    for name, speed in zip(("ce site", "index synthétique"), speeds, strict=True):
        times = f"{speed.typical:>14.1f}{speed.slow:>12.1f}{max(speed.keys):>12.1f}"
        print(f"{name:24}{speed.pages:>8}{speed.ready:>12.0f}{times}")
    quick = speeds[0].slow < MAX_SMALL and speeds[1].slow < MAX_LARGE and speeds[0].ready < MAX_READY
    limits = f"{MAX_SMALL} ms ici, {MAX_LARGE} ms à {PAGES} pages"
    print(f"{'Réussi' if quick else 'Échec'} : 95 % des touches doivent avoir leur réponse en moins de {limits},")
    print(f"et ce site, sa recherche prête en moins de {MAX_READY} ms sur un processeur {SLOWER} fois plus lent.")
    return quick


def slow_opening(page, url: str) -> float:  # type: ignore[no-untyped-def]
    """Milliseconds until the search is ready, on a slower processor."""
    page.set_default_timeout(240_000)
    page.goto(url)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    ready = page.evaluate(OPEN, f"{url}/assets/kit/search/client.js")
    page.close()
    return float(ready)


def widen_index(root: Path, site: Path, pages: int = PAGES) -> int:
    """Give the built *site* an index of so many pages: those of *root*, then copies; one word in nine is new."""
    library = plan_site(root).library
    own = [*found_pages(library, KINDS)]
    wide = [*own, *(copied(page, number) for number in range(1, -(-pages // len(own))) for page in own)]
    for old in (site / "search").glob("*.js"):
        old.unlink()
    for output in files_of(index_of(tuple(wide), library, KINDS)):
        (site / output.uri).write_text(str(output.content), "utf-8")
    return len(wide)


def copied(page: FoundPage, number: int) -> FoundPage:
    """The *page* under another address; which words are new depends on the copy."""
    ending = SYLLABLES[number % 15] + SYLLABLES[number // 15 % 15]

    def other(found: re.Match[str]) -> str:
        word = found[0]
        return word + ending if len(word) > 4 and (len(word) * 7 + ord(word[0]) + number) % 9 == 0 else word

    def changed(text: str) -> str:
        return re.sub(r"\w+", other, text)

    def passages() -> Iterator[Passage]:
        for one in page.passages:
            yield Passage(one.anchor, changed(one.title), tuple(map(changed, one.blocks)))

    return replace(page, uri=f"copie-{number}/{page.uri}", title=changed(page.title), passages=tuple(passages()))


def main() -> None:
    """Time an already built site, then the same with an index of so many pages: ``bench_search.py ROOT SITE PAGES``."""
    import sys

    root, site, pages = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    for speed in (search_speed(site, 0), search_speed(site, widen_index(root, site, pages))):
        print(f"{speed.pages} pages: ready {speed.ready:.0f} ms, keys {speed.typical:.1f} {speed.slow:.1f} ms")


if __name__ == "__main__":
    main()
