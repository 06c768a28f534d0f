"""What a reader's first page weighs, and that nothing is missing from it: by phone, each kilobyte is waited for."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gzip import compress
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser import Watched, answer_with_stand_in, search_for, served, watched
from conftest import Project
from playbook_kit.build.theme_script import needs_theme_script

MAX_KB = 70
"""Kilobytes of a first load, compressed as servers do (gzip, level 6)."""

KINDS = {
    "home": "/",
    "playbook": "/relancer-mission/",
    "page": "/relancer-mission/clarifier/",
    "checklist": "/relancer-mission/checklists/relance/",
    "diagnostic": "/relancer-mission/diagnostics/mission-bloquee/",
    "template": "/relancer-mission/modeles/mail-relance/",
    "mission": "/ma-mission/",
    "glossary": "/glossaire/",
    "sources": "/sources/",
    "frameworks": "/cadres/",
    "situations": "/situations/",
    "not found": "/404.html",
}

SEARCH = re.compile(r"/search/(?!box\.js)|/bundle\.|/workers/")
"""What only a search needs, or a site that asks for more of the theme."""


@contextmanager
def first_visit(browser: Browser, **options: object) -> Iterator[Watched]:
    """Somebody who was never there. What the service worker keeps for later is fetched after the page, and left out."""
    with watched(browser, service_workers="block", **options) as watch:
        yield watch


def file_of(site: Path, url: str) -> Path:
    """The file of the *site* that answers at *url*."""
    file = site / unquote(urlsplit(url).path).lstrip("/")
    return file / "index.html" if file.is_dir() else file


@pytest.mark.parametrize("kind", KINDS)
def test_a_first_page_is_light_and_asks_nothing_for_the_search(browser: Browser, site: Path, address: str, kind: str):
    asked: list[str] = []
    with first_visit(browser) as watch:
        watch.page.on("request", lambda request: asked.append(request.url))
        watch.page.goto(address + KINDS[kind], wait_until="networkidle")
        icon = watch.page.locator("link[rel=icon]").get_attribute("href") or ""
        asked.append(watch.page.evaluate("(path) => new URL(path, location).href", icon))
    weights = {file_of(site, url): len(compress(file_of(site, url).read_bytes(), 6)) for url in asked}
    heaviest = sorted(((size, file.name) for file, size in weights.items()), reverse=True)
    print(kind, sum(weights.values()), heaviest)
    assert sum(weights.values()) <= MAX_KB * 1000, heaviest
    assert [url for url in asked if SEARCH.search(url)] == []


# -- as with all that the theme has --------------------------------------------------------------------------

LOOK = """
() => [...document.body.querySelectorAll(':not(svg *)')].flatMap((element) => PARTS.map((part) => {
  const style = getComputedStyle(element, part);
  if (part && ['none', 'normal'].includes(style.content)) return '';
  let text = '';
  for (const name of style) if (!name.startsWith('--')) text += style.getPropertyValue(name) + ';';
  let sum = text.length;
  for (let place = 0; place < text.length; place++) sum = (sum * 31 + text.charCodeAt(place)) | 0;
  return element.tagName + '.' + element.className + part + ' ' + sum;
}))
""".replace("PARTS", "['', '::before', '::after']")
"""All that can be seen of a page: its elements, each with a sum of its styles."""

SIZES = {"desk": {}, "phone": {"viewport": {"width": 360, "height": 640}, "color_scheme": "dark"}}


def look(page: Page) -> list[str]:
    """What can be seen of a *page* once nothing moves any more."""
    before: list[str] = []
    while (now := page.evaluate(LOOK)) != before:
        before = now
        page.wait_for_timeout(250)
    return now


def difference(one: list[str], other: list[str]) -> list[tuple[str, str]]:
    """The first elements that look otherwise."""
    assert len(one) == len(other) > 300
    return [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]][:5]


@pytest.mark.parametrize(("kind", "size"), [("home", "phone")])
def test_a_page_looks_the_same_with_all_the_theme_s_styles(browser: Browser, address: str, kind: str, size: str):
    """Those that no page uses are left out of the site: on screen, on paper, and while somebody searches."""
    looks = []
    for whole in (False, True):
        with first_visit(browser, reduced_motion="reduce", **SIZES[size]) as watch:
            answer_with_stand_in(watch.page)
            if whole:
                watch.page.context.route("**/assets/stylesheets/*.css", answer_with_the_whole)
            watch.page.goto(address + KINDS[kind], wait_until="networkidle")
            seen = watch.page.evaluate(LOOK)
            watch.page.emulate_media(media="print")
            seen += watch.page.evaluate(LOOK)
            watch.page.emulate_media(media="screen")
            search_for(watch.page, "relance").nth(3).wait_for()
            looks.append(seen + look(watch.page))
    assert difference(*looks) == []


def answer_with_the_whole(route: Route) -> None:
    """A style of the theme as it comes with it."""
    name = route.request.url.rpartition("/")[2]
    sheet = files("material").joinpath("templates/assets/stylesheets", name).read_text("utf-8")
    route.fulfill(body=sheet, content_type="text/css")


def answer_with(page: str) -> Callable[[Route], None]:
    """Another page in the place of the site's."""
    return lambda route: route.fulfill(body=page, content_type="text/html")


SHELL = re.compile(r'<script src="([./]*)/assets/kit/page/shell\.js" data-features="([^"]*)"></script>')
BUNDLE = next(files("material").joinpath("templates/assets/javascripts").glob("bundle.*.js"))  # type: ignore[attr-defined]


def with_theme_script(page: str) -> str:
    """The HTML *page* with the theme's own script in the place of ours, and its settings."""
    shell = SHELL.search(page)
    assert shell
    said = {"base": shell[1], "features": shell[2].split(), "translations": {}, "search": "", "version": None}
    settings = f'<script id="__config" type="application/json">{json.dumps(said)}</script>'
    return page.replace(shell[0], f'<script src="{shell[1]}/bundle.js"></script>').replace(
        "</head>", f"{settings}</head>"
    )


@pytest.mark.parametrize(("kind", "size"), [("playbook", "phone")])
def test_a_page_behaves_the_same_with_the_theme_s_own_script(
    browser: Browser, site: Path, address: str, kind: str, size: str
):
    """Menus, contents, title, wherever the reader is in the page: shell.js does what it stands for."""
    url = address + KINDS[kind]
    looks = []
    for own in (False, True):
        with first_visit(browser, reduced_motion="reduce", **SIZES[size]) as watch:
            if own:
                watch.page.route(url, answer_with(with_theme_script(file_of(site, url).read_text("utf-8"))))
                watch.page.route("**/bundle.js", lambda route: route.fulfill(path=BUNDLE))
            watch.page.goto(url, wait_until="networkidle")
            seen = []
            for height in (0, 900, 99_999):
                watch.page.evaluate("(height) => scrollTo(0, height)", height)
                watch.page.wait_for_timeout(300)
                seen += watch.page.evaluate(LOOK)
            looks.append(seen)
    assert difference(*looks) == []


def test_light_or_dark_is_the_device_s_choice_then_the_reader_s(browser: Browser, address: str):
    with first_visit(browser, color_scheme="dark") as watch:
        body = watch.page.locator("body")
        watch.page.goto(f"{address}/glossaire/")
        expect(body).to_have_attribute("data-md-color-scheme", "slate")
        watch.page.emulate_media(color_scheme="light")
        expect(body).to_have_attribute("data-md-color-scheme", "default")
        watch.page.get_by_role("button", name="Passer en mode sombre").click()
        expect(body).to_have_attribute("data-md-color-scheme", "slate")
        watch.page.goto(address)
        expect(body).to_have_attribute("data-md-color-scheme", "slate")
        expect(watch.page.get_by_role("button", name="Passer en mode clair")).to_be_visible()


def test_escape_closes_the_menu(browser: Browser, address: str):
    with first_visit(browser, viewport={"width": 360, "height": 640}) as watch:
        watch.page.goto(f"{address}/relancer-mission/clarifier/")
        watch.page.get_by_role("button", name="Menu", exact=True).click()
        expect(watch.page.locator("#__drawer")).to_be_checked()
        watch.page.keyboard.press("Escape")
        expect(watch.page.locator("#__drawer")).not_to_be_checked()


# -- a site that asks for more -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("features", "extensions", "extra", "needed"),
    [
        (
            ["toc.follow", "navigation.prune"],
            ["toc", "tables", "markdown.extensions.abbr"],
            {"generator": False},
            False,
        ),
        (["content.code.copy"], [], {}, True),
        (["a.feature.of.tomorrow"], [], {}, True),
        ([], ["pymdownx.tabbed"], {}, True),
        ([], ["an_extension_of_ones_own"], {}, True),
        ([], [], {"version": {"provider": "mike"}}, True),
    ],
)
def test_the_theme_s_script_is_there_for_what_may_need_it(
    features: list[str], extensions: list[str], extra: dict[str, object], needed: bool
):
    assert needs_theme_script(features, extensions, extra) == needed


def test_a_site_that_asks_for_more_has_the_theme_s_script_at_once(site: Path, project: Project):
    assert not (site / "assets/javascripts").exists()
    project.edit("mkdocs.yml", "    - toc.follow\n", "    - toc.follow\n    - content.code.copy\n")
    assert project.build().returncode == 0
    page = (project.root / "site/index.html").read_text("utf-8")
    assert re.search(r'<script src="assets/javascripts/bundle\.\w+\.min\.js">', page) and "shell.js" not in page
    assert [file.name.partition(".")[0] for file in (project.root / "site/assets/javascripts").iterdir()] == ["bundle"]
    sheet = next((project.root / "site").glob("assets/stylesheets/main.*.css")).read_text("utf-8")
    assert ".md-code__button" in sheet


def test_search_keys_and_colours_work_there_too(browser: Browser, project: Project):
    project.edit("mkdocs.yml", "    - toc.follow\n", "    - toc.follow\n    - navigation.tabs\n")
    assert project.build().returncode == 0
    with served(project.root / "site") as url, first_visit(browser) as watch:
        page, asked = watch.page, list[str]()
        answer_with_stand_in(page)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(url, wait_until="networkidle")
        assert [one for one in asked if "/bundle." in one]
        page.keyboard.type("fs/pn,.")  # letters alone
        expect(page.get_by_role("searchbox", name="Rechercher")).not_to_be_focused()
        page.get_by_role("button", name="Passer en mode sombre").press("Enter")
        expect(page.get_by_role("button", name="Passer en mode clair")).to_be_focused()
        found = search_for(page, "relance")
        expect(found).to_have_count(10)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(found.nth(1)).to_be_focused()
        page.keyboard.press("Escape")
        expect(found).to_have_count(0)
        assert page.url == f"{url}/" and not [one for one in asked if "/workers/" in one or "search_index" in one]
        assert watch.errors == []
