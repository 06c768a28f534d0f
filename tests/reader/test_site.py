"""The published site, seen by its readers: every page, on a phone, at night, on paper, without script."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser import search_for, watched
from conftest import ROOT

CHECKLIST = "/relancer-mission/checklists/relance/"
KINDS = (
    "/",
    "/relancer-mission/",
    "/relancer-mission/clarifier/",
    CHECKLIST,
    "/relancer-mission/modeles/mail-relance/",
    "/checklists/",
    "/glossaire/",
    "/sources/",
    "/404.html",
)
"""One page of each kind."""

PHONE = {"viewport": {"width": 320, "height": 640}}


def pages_of(site: Path) -> list[str]:
    return sorted(f"/{file.relative_to(site).as_posix().removesuffix('index.html')}" for file in site.rglob("*.html"))


@pytest.mark.parametrize("options", [PHONE, {"java_script_enabled": False}], ids=str)
def test_every_page_opens_whole_and_asks_nothing_of_another_host(
    browser: Browser,
    site: Path,
    address: str,
    options: dict[str, object],
) -> None:
    pages = pages_of(site)
    assert len(pages) > 25
    wide = []
    with watched(browser, **options) as watch:
        for path in pages:
            watch.page.goto(address + path)
            expect(watch.page.locator("h1")).to_have_count(1)
            expect(watch.page.locator("html")).to_have_attribute("lang", "fr")
            if watch.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append(path)
        assert watch.errors == []
        assert watch.abroad == []
    assert wide == []


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
