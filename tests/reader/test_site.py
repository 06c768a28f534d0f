"""The published site, seen by its readers: every page, on a phone, at night, on paper, without script."""

import re
from collections import defaultdict
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, expect
from selectolax.lexbor import LexborHTMLParser

from browser import search_for, watched
from conftest import ROOT

CHECKLIST = "/relancer-mission/checklists/relance/"
KINDS = (
    "/",
    "/situations/",
    "/relancer-mission/",
    "/relancer-mission/clarifier/",
    "/relancer-mission/reconnaitre/",  # with a drawing
    CHECKLIST,
    "/relancer-mission/diagnostics/mission-bloquee/",
    "/relancer-mission/modeles/mail-relance/",
    "/client-difficile/cas/information-retenue/",
    "/checklists/",
    "/tensions/",
    "/glossaire/",
    "/sources/",
    "/cadres/",
    "/recherche/",
    "/ma-mission/",
    "/contribuer/",
    "/hors-ligne/",
    "/404.html",
)
"""One page of each kind."""

PHONE = {"viewport": {"width": 320, "height": 640}}


def pages_of(site: Path) -> dict[str, LexborHTMLParser]:
    """All pages as a browser reads them, by address."""
    files = {f"/{file.relative_to(site).as_posix().removesuffix('index.html')}": file for file in site.rglob("*.html")}
    return {path: LexborHTMLParser(files[path].read_text("utf-8")) for path in sorted(files)}


@pytest.mark.parametrize("options", [PHONE, {"java_script_enabled": False}], ids=["phone", "no script"])
def test_each_kind_of_page_opens_whole_and_asks_nothing_of_another_host(
    browser: Browser, address: str, options: dict[str, object]
) -> None:
    with watched(browser, **options) as watch:
        for path in KINDS:
            watch.page.goto(address + path)
            expect(watch.page.locator("h1")).to_have_count(1)
            assert not watch.page.evaluate("document.documentElement.scrollWidth > innerWidth"), path
        assert watch.errors == []
        assert watch.abroad == []


def test_every_page_is_in_french_has_one_title_and_loads_what_is_there(site: Path) -> None:
    pages = pages_of(site)
    assert len(pages) > 25
    for path, page in pages.items():
        assert [html.attributes["lang"] for html in page.css("html")] == ["fr"], path
        assert len(page.css("h1")) == 1, path
        for part in page.css("link[rel~=stylesheet], link[rel~=icon], script[src], img"):
            loaded = urljoin(path, part.attributes.get("src") or part.attributes.get("href") or "")
            assert (site / loaded.lstrip("/")).is_file(), (path, loaded)


WIDE = """
async (paths) => {
  const wide = [];
  for (const path of paths) {
    const text = await (await fetch(path)).text();
    const next = new DOMParser().parseFromString(text, 'text/html').querySelector('.md-container');
    for (const image of next.querySelectorAll('img'))
      image.src = new URL(image.getAttribute('src'), new URL(path, location.origin)).href;
    document.querySelector('.md-container').replaceWith(document.adoptNode(next));
    await Promise.all([...document.images].map((image) => image.decode()));
    if (document.documentElement.scrollWidth > innerWidth) wide.push(path);
  }
  return wide;
}
"""
"""The pages that are too wide, each put in the place of the page that is open, which has the same styles."""


def test_no_page_is_wider_than_a_phone(browser: Browser, site: Path, address: str) -> None:
    same = defaultdict(list)
    for path, page in pages_of(site).items():
        styles = page.css("link[rel=stylesheet]")
        same[tuple(urljoin(path, style.attributes["href"] or "") for style in styles)].append(path)
    with watched(browser, **PHONE) as watch:
        for paths in same.values():
            watch.page.goto(address + paths[0])
            assert watch.page.evaluate(WIDE, paths) == []
        assert watch.errors == []


def test_no_page_names_a_file_of_another_host(site: Path) -> None:
    """Beside links that a reader follows, nothing in a page points away: no script, style, font, image or frame."""
    loaded = re.compile(r"<(?:script|link|img|iframe|source|video|audio)\b[^>]*?(?:src|href)=\"?(https?:[^\" >]+)")
    for file in site.rglob("*.html"):
        outside = [url for url in loaded.findall(file.read_text("utf-8")) if not url.startswith(SITE_URL)]
        assert outside == [], file


SITE_URL = "https://prise-de-recul.example.org/"  # the canonical address: a name, not a request


def test_ids_are_unique_and_every_page_says_who_keeps_it(site: Path) -> None:
    for file in site.rglob("*.html"):
        text = file.read_text("utf-8")
        ids = re.findall(r"<[a-z][^>]*? id=\"([^\"]+)\"", text)
        assert len(ids) == len(set(ids)), (file, {id for id in ids if ids.count(id) > 1})
        assert "Relu le" in text or file.name == "404.html", file


def test_the_pencil_leads_to_the_very_file(site: Path) -> None:
    for file in site.rglob("*.html"):
        for path in re.findall(r'href="[^"]*/edit/main/([^"]+)" [^>]*rel="edit"', file.read_text("utf-8")):
            assert (ROOT / path).exists(), (file, path)


CONTRAST = """
() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = rgba(getComputedStyle(e).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility({opacityProperty: true, visibilityProperty: true}))
      continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    const seen = ratio(light(rgba(getComputedStyle(element).color)), light(ground(element)));
    if (seen < 4.5 || size < 12) found.push([walker.currentNode.data.trim().slice(0, 40), seen, size]);
  }
  return found;
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_is_legible(browser: Browser, address: str, scheme: str) -> None:
    """Contrast of 4.5 to 1 at least (WCAG 2.2, 1.4.3), and no letters under 12 pixels."""
    with watched(browser, color_scheme=scheme) as watch:
        for path in KINDS:
            watch.page.goto(address + path)
            pale = [text for text in watch.page.evaluate(CONTRAST) if text[0] != "¶"]
            assert pale == [], path


def test_search_finds_a_word_of_the_prose(browser: Browser, address: str) -> None:
    with watched(browser) as watch:
        watch.page.goto(address)
        expect(search_for(watch.page, "sabotage").first).to_be_visible(timeout=20_000)
        assert watch.errors == []
