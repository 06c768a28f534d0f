"""The site for those who do without a mouse, do not see it, enlarge it four times, or choose its colours themselves.

Automatic rules (axe-core) find a third of what stands in a reader's way; walks with a keyboard find a little more.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser import Watched, answer_with_stand_in, watched
from windows import DAY_AND_NIGHT, DESKTOP, PHONE, STILL, faults

PROSE = "/relancer-mission/clarifier/"
CHECKLIST = "/relancer-mission/checklists/relance/"
DIAGNOSTIC = "/relancer-mission/diagnostics/mission-bloquee/"
MISSION = "/ma-mission/"
SHORT = (
    "/",
    "/situations/",
    "/relancer-mission/",
    PROSE,
    "/relancer-mission/reconnaitre/",  # with a drawing
    CHECKLIST,
    DIAGNOSTIC,
    "/relancer-mission/modeles/plan-relance/",
    "/client-difficile/cas/information-retenue/",
    "/checklists/",
    "/tensions/",
    "/recherche/",
    MISSION,
    "/contribuer/",
    "/hors-ligne/",
    "/404.html",
)
LONG = ("/glossaire/", "/sources/", "/cadres/")
"""The same few lines, hundreds of times."""

ZOOM = {"viewport": {"width": 320, "height": 256}}
"""A window of 1280 by 1024, enlarged four times (WCAG 2.2, 1.4.10)."""


# -- automatic rules ---------------------------------------------------------------------------------------------------


@DAY_AND_NIGHT
def test_every_kind_of_page_keeps_the_automatic_rules(browser: Browser, address: str, options: dict[str, Any]) -> None:
    desktop = options["viewport"] == DESKTOP["viewport"]
    with watched(browser, **STILL, **options) as watch:
        for path in (*SHORT, *LONG) if desktop else SHORT:
            watch.page.goto(address + path)
            assert faults(watch.page, contrast=path in SHORT, structure=desktop) == [], path


@DAY_AND_NIGHT
def test_what_opens_keeps_the_automatic_rules(browser: Browser, address: str, options: dict[str, Any]) -> None:
    with watched(browser, **STILL, **options) as watch:
        page = watch.page

        phone = options["viewport"] == PHONE["viewport"]

        def check(state: str, part: str | None = None) -> None:
            assert faults(page, part, structure=part is None or not phone) == [], state

        page.goto(address + PROSE)
        if phone:
            page.get_by_role("button", name="Menu", exact=True).click()
            page.get_by_text("Table des matières").locator("visible=true").click()
            check("the menu")
            page.keyboard.press("Escape")
        page.goto(address + CHECKLIST)
        page.locator(".pk-other").first.click()
        page.get_by_role("button", name="Plus", exact=True).click()
        check("the menu of a checklist", ".md-content")
        page.get_by_role("button", name="Renommer").click()
        check("a dialog", "dialog")
        page.keyboard.press("Escape")

        page.goto(address + DIAGNOSTIC)
        page.get_by_role("button", name="Toutes les questions").click()
        check("all the questions", ".md-content")
        for question in page.locator(".pk-question").all():
            question.locator("input").first.check()
        page.get_by_role("button", name="Garder ce résultat").click()
        check("the result", ".md-content")

        page.goto(address + MISSION)
        page.get_by_role("button", name="Nouvelle mission").click()
        page.locator("[data-field]").first.fill("Une mission")
        check("a mission", ".md-content")
        page.get_by_role("button", name="Tout effacer").click()
        check("before everything is erased", "dialog")
        assert watch.errors == []


# -- with keys alone ---------------------------------------------------------------------------------------------------

STOP = """
() => {
  const stop = document.activeElement;
  if (stop === document.body) return null;
  const style = getComputedStyle(stop);
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => colour.slice(0, 3).map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  let ground = [255, 255, 255, 255];
  for (let e = stop.parentElement; e; e = e.parentElement) {
    const colour = rgba(getComputedStyle(e).backgroundColor);
    if (colour[3] === 255) { ground = colour; break; }
  }
  const [a, b] = [light(rgba(style.outlineColor)), light(ground)];
  const clear = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) >= 3;
  const ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && clear;
  const part = ['.md-skip', '.md-header', '.md-sidebar--primary', '.md-sidebar--secondary', '.md-content', '.md-footer']
    .findIndex((name) => stop.closest(name));
  const shown = [...stop.getClientRects()].some((box) => {
    const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
    const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
    return [1, 2, 3, 4, 5].some((i) => [1, 2, 3, 4, 5].some((j) => {
      const at = document.elementFromPoint(left + (right - left) * i / 6, top + (bottom - top) * j / 6);
      return right > left && bottom > top && stop.contains(at);
    }));
  });
  window.stops ??= new Set();
  const again = stops.has(stop);
  stops.add(stop);
  const name = (stop.getAttribute('aria-label') ?? stop.textContent ?? '').trim().slice(0, 40);
  return {what: `${stop.localName}.${stop.className} ${stop.id} ${name}`, ringed, shown, part, again};
}
"""
"""Where the focus is: ringed clearly, shown and not covered, in which part of the page, seen before, or nowhere."""

MISSED = """
() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.tabIndex >= 0)
  .filter((one) => one.type !== 'radio' && !stops.has(one)).map((one) => one.outerHTML.slice(0, 120))
"""


@pytest.mark.parametrize("options", [DESKTOP, PHONE, ZOOM], ids=["desktop", "phone", "enlarged"])
@pytest.mark.parametrize("path", [PROSE, CHECKLIST], ids=["prose", "checklist"])
def test_a_key_reaches_all_in_order_and_shows_where_it_is(
    browser: Browser, address: str, path: str, options: dict[str, Any]
) -> None:
    with watched(browser, **STILL, **options) as watch:
        page = watch.page
        answer_with_stand_in(page)
        page.goto(address + path)
        stops = list(walk(page))
        assert [stop["what"] for stop in stops if not stop["ringed"]] == []
        assert [stop["what"] for stop in stops if not stop["shown"]] == []
        parts = [stop["part"] for stop in stops]
        assert parts == sorted(parts) and parts[0] == 0
        assert page.evaluate(MISSED) == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert watch.errors == []


def walk(page: Page) -> Iterator[dict[str, Any]]:
    """Each place where Tab stops, from the top of the page to its end."""
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return
        assert not stop["again"], f"trapped: {stop}"
        yield stop


def test_the_first_key_may_skip_what_surrounds_a_page(browser: Browser, address: str) -> None:
    with watched(browser, **STILL) as watch:
        for path in (PROSE, "/404.html"):
            watch.page.goto(address + path)
            watch.page.keyboard.press("Tab")
            expect(watch.page.get_by_role("link", name="Aller au contenu")).to_be_focused()
            watch.page.keyboard.press("Enter")
            watch.page.keyboard.press("Tab")
            assert watch.page.evaluate("!!document.activeElement.closest('.md-content')")


def test_the_menu_of_a_phone_holds_the_focus_and_gives_it_back(browser: Browser, address: str) -> None:
    with watched(browser, **STILL, **PHONE) as watch:
        page = watch.page
        page.goto(address + PROSE)
        menu = page.get_by_role("button", name="Menu", exact=True)
        expect(page.get_by_role("link", name="Glossaire", exact=True)).to_have_count(
            0
        )  # out of reach while it is closed
        menu.press("Enter")
        expect(page.get_by_role("button", name="Fermer le menu")).to_be_focused()
        assert {stop["part"] for stop in walk(page)} == {2}
        page.get_by_role("button", name="Fermer le menu").focus()
        page.keyboard.press("Escape")
        expect(menu).to_be_focused()
        expect(menu).to_have_attribute("aria-expanded", "false")
        menu.press("Enter")
        page.keyboard.press("Enter")
        expect(menu).to_be_focused()
        menu.press("Enter")
        page.get_by_text("Table des matières").locator("visible=true").press("Enter")
        page.get_by_role("link", name="Dire votre part", exact=True).press("Enter")
        expect(menu).to_have_attribute("aria-expanded", "false")
        expect(page.locator("#votre-part")).to_be_in_viewport()
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('.md-content') && scrollY > 100")


def test_without_scripts_the_menu_of_a_phone_opens_all_the_same(browser: Browser, address: str) -> None:
    with watched(browser, java_script_enabled=False, **PHONE) as watch:
        watch.page.goto(address + PROSE)
        link = watch.page.locator(".md-sidebar--primary").get_by_role("link", name="Glossaire", exact=True)
        expect(link).to_have_count(0)
        watch.page.locator(".md-header label[for=__drawer]").click()
        expect(link).to_be_visible()
        expect(watch.page.get_by_role("button", name="Fermer le menu")).to_have_count(0)  # it would do nothing


def test_a_letter_alone_does_nothing(browser: Browser, address: str) -> None:
    """Who dictates to a computer says letters without meaning keys (WCAG 2.2, 2.1.4)."""
    with watched(browser, **STILL) as watch:
        page = watch.page
        page.goto(address + PROSE)
        page.keyboard.type("fs/pn,.")
        expect(page.get_by_role("searchbox", name="Rechercher")).not_to_be_focused()
        page.locator(".md-content a").first.focus()
        page.keyboard.type("fs/pn,.")
        expect(page.get_by_role("searchbox", name="Rechercher")).not_to_be_focused()
        assert page.url == address + PROSE


def test_a_key_changes_the_colours_and_stays_where_it_is(browser: Browser, address: str) -> None:
    with watched(browser, **STILL) as watch:
        page = watch.page
        page.goto(address + PROSE)
        dark, light = (page.get_by_role("button", name=f"Passer en mode {name}") for name in ("sombre", "clair"))
        dark.press("Enter")
        expect(light).to_be_focused()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.keyboard.press("Space")
        expect(dark).to_be_focused()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


def test_escape_closes_a_dialog_and_a_definition(browser: Browser, address: str) -> None:
    with watched(browser, **STILL) as watch:
        page = watch.page
        page.goto(address + CHECKLIST)
        more = page.get_by_role("button", name="Plus", exact=True)
        more.press("Enter")
        page.get_by_role("button", name="Renommer").press("Enter")
        expect(page.get_by_role("dialog", name="Renommer cette liste")).to_be_visible()
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('dialog')")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(more).to_be_focused()

        page.goto(address + PROSE)
        term = page.locator(".pk-tip > a").first
        term.focus()
        expect(page.locator(".pk-tip__text").first).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".pk-tip__text").first).to_be_hidden()
        expect(term).to_be_focused()


# -- enlarged, set apart, still, in other colours ----------------------------------------------------------------------

SMALL = """
() => [...document.querySelectorAll(`.pk-button, .pk-download, .pk-other, .pk-link, .pk-opens, .pk-closes,
    [data-pk-picks], .md-content :is(input, select, textarea, summary), .md-nav__link[href]`)]
  .filter((one) => one.checkVisibility({visibilityProperty: true}))
  .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 120)])
  .filter(([{width, height}]) => width < 24 || height < 24)
  .map(([{width, height}, html]) => `${width} × ${height} ${html}`)
"""

CUT = """
() => [...document.querySelectorAll('body *')]
  .filter((one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true}) && one.clientWidth)
  .filter((one) => !one.closest('svg, .md-header__title, [aria-hidden=true]'))  // said again in the page
  .filter((one) => {
    const {overflowX, overflowY} = getComputedStyle(one);
    const cuts = (flow, more) => /hidden|clip/.test(flow) && more > 1;
    return cuts(overflowX, one.scrollWidth - one.clientWidth) || cuts(overflowY, one.scrollHeight - one.clientHeight);
  })
  .map((one) => one.outerHTML.slice(0, 120))
"""
"""What holds more than it shows, and lets nobody scroll to it."""

SPACED = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`p { margin-bottom: 2em !important; }
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }`);
  document.adoptedStyleSheets = [sheet];
}
"""
"""Lines, words and letters apart, as a reader may set them (WCAG 2.2, 1.4.12)."""

MOVING = """
() => [...document.querySelectorAll('*')].flatMap((one) => ['', '::before', '::after'].map((part) => {
  const style = getComputedStyle(one, part);
  const still = /^0s(, 0s)*$/.test(style.transitionDuration) && style.animationName === 'none';
  return still && style.scrollBehavior !== 'smooth' ? '' : `${one.outerHTML.slice(0, 80)}${part}`;
})).filter(Boolean)
"""

LOST = """
(names) => [...document.querySelectorAll(names)].filter((one) => one.checkVisibility())
  .filter((one) => [getComputedStyle(document.body).backgroundColor, 'rgba(0, 0, 0, 0)']
    .includes(getComputedStyle(one).backgroundColor))
  .map((one) => one.outerHTML.slice(0, 100))
"""
"""What is drawn by its background, and has that of the page."""


def every_tool(watch: Watched, address: str) -> Iterator[str]:
    """Kinds of page with something to do, one after the other."""
    for path in ("/", "/situations/", PROSE, CHECKLIST, DIAGNOSTIC, "/relancer-mission/modeles/plan-relance/", MISSION):
        watch.page.goto(address + path)
        yield path


def test_a_finger_finds_every_control(browser: Browser, address: str) -> None:
    with watched(browser, **STILL, **PHONE) as watch:
        for path in every_tool(watch, address):
            if path == CHECKLIST:
                watch.page.get_by_role("button", name="Plus", exact=True).click()
            assert watch.page.evaluate(SMALL) == [], path


@pytest.mark.parametrize("options", [ZOOM, DESKTOP], ids=["enlarged", "desktop"])
def test_nothing_is_cut_when_enlarged_or_set_apart(browser: Browser, address: str, options: dict[str, Any]) -> None:
    with watched(browser, **STILL, **options) as watch:
        for path in every_tool(watch, address):
            watch.page.evaluate(SPACED)
            assert watch.page.evaluate(CUT) == [], path
            assert not watch.page.evaluate("document.documentElement.scrollWidth > innerWidth"), path


def test_nothing_moves_for_who_wants_nothing_to_move(browser: Browser, address: str) -> None:
    with watched(browser, **STILL) as watch:
        for path in every_tool(watch, address):
            assert watch.page.evaluate(MOVING) == [], path


def test_icons_and_marks_stay_in_the_reader_s_own_colours(browser: Browser, address: str) -> None:
    with watched(browser, **STILL, forced_colors="active") as watch:
        for path in every_tool(watch, address):
            assert watch.page.evaluate(LOST, ".pk-icon") == [], path
        watch.page.goto(address + CHECKLIST)
        box = watch.page.locator("input[data-item]").first
        blank = box.screenshot()
        box.check()
        box.blur()
        assert box.screenshot() != blank  # a tick shows
