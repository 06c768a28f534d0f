"""The search box, whatever finds the answers: keys, screen readers, a phone's « Back », what fails, what comes back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser import QUIET, STAND_IN, WHOLE, Watched, answer_with_stand_in, search_for, watched
from windows import DAY_AND_NIGHT, DESKTOP, PHONE, SIZES, STILL, faults

HERE = "/relancer-mission/clarifier/"


@contextmanager
def reader(browser: Browser, url: str, **options: Any) -> Iterator[Watched]:
    """Somebody in a page whose search answers always the same."""
    with watched(browser, **STILL | options) as watch:
        answer_with_stand_in(watch.page)
        watch.page.goto(url)
        yield watch


def box(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Rechercher")


def status(page: Page) -> Locator:
    return page.get_by_role("search").get_by_role("status")


def answers(page: Page) -> Locator:
    return page.get_by_role("list", name="Réponses").get_by_role("link")


def until(page: Page, condition: str) -> None:
    """Wait until a *condition* holds in a page whose policy lets nobody evaluate anything in it."""
    for _ in range(50):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(condition)


def behind(page: Page) -> list[str]:
    """What of the header and the page can be reached: its parts, by id or class."""
    parts = ".md-skip, .md-header__inner > :not(noscript), .md-container, #pk-search"
    reached = "(all) => all.filter((one) => !one.closest('[inert]')).map((one) => one.id || one.className)"
    return page.locator(parts).evaluate_all(reached)


# -- keys and screen readers -------------------------------------------------------------------------------------------


@SIZES
def test_keys_open_the_search_go_through_it_and_leave_it(browser: Browser, address: str, options: dict[str, Any]):
    with reader(browser, address + HERE, **options) as watch:
        page = watch.page
        pencil = page.locator(".md-content__button")
        pencil.focus()
        found = search_for(page, "relance")
        expect(found).to_have_count(10)
        expect(box(page)).to_be_focused()
        for key, place in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
            page.keyboard.press(key)
            expect(found.nth(place)).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(box(page)).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Effacer", exact=True)).to_be_focused()
        page.keyboard.press("Tab")
        expect(found.first).to_be_focused()
        page.keyboard.press("Escape")
        expect(found).to_have_count(0)
        opener = page.get_by_role("button", name="Rechercher")
        expect(pencil if options == DESKTOP else opener).to_be_focused()
        page.keyboard.press("Control+k")
        expect(box(page)).to_have_value("relance")
        expect(found).to_have_count(10)
        page.keyboard.type("seul")  # in the place of what was there, which is selected
        expect(box(page)).to_have_value("seul")
        page.keyboard.press("Enter")
        page.wait_for_url("**/clarifier/#votre-part")
        expect(found).to_have_count(0)
        assert watch.errors == []


@SIZES
def test_enter_opens_the_first_answer_or_the_current_one(browser: Browser, address: str, options: dict[str, Any]):
    with reader(browser, f"{address}/", **options) as watch:
        page = watch.page
        page.keyboard.press("Control+k")
        page.keyboard.type("relance")
        page.keyboard.press("Enter")  # before anything shows
        page.wait_for_url("**/checklists/relance/")
        expect(search_for(page, "relance")).to_have_count(10)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/clarifier/#votre-part")


def test_a_screen_reader_hears_what_was_found_and_what_each_answer_is(browser: Browser, address: str):
    with reader(browser, f"{address}/") as watch:
        page = watch.page
        box(page).focus()
        expect(status(page)).to_contain_text("comme vous le diriez")
        found = search_for(page, "relance")
        expect(status(page)).to_have_text("23 réponses")
        expect(found.nth(0)).to_have_accessible_name("Checklist Avant de relancer")
        described = "Ce qu’il faut relire avant d’écrire. Relancer une mission"
        expect(found.nth(0)).to_have_accessible_description(described)
        expect(found.nth(1)).to_have_accessible_name("Page Clarifier Dire votre part")
        expect(found.nth(1)).to_contain_text("Clarifier › Dire votre part")
        expect(page.get_by_text("<b>Ce</b> que vous avez fait.")).to_be_visible()  # typed text stays text
        assert page.locator(".pk-search mark").all_inner_texts() == ["relancer", "relire"]
        page.keyboard.type(" seul")
        expect(status(page)).to_have_text("1 réponse")


def test_a_click_anywhere_in_an_answer_opens_it(browser: Browser, address: str):
    with reader(browser, f"{address}/") as watch:
        search_for(watch.page, "relance")
        expect(answers(watch.page)).to_have_count(10)
        place = watch.page.get_by_text("avant d’écrire.").bounding_box()
        assert place
        watch.page.mouse.click(place["x"] + place["width"] - 5, place["y"] + 5)
        watch.page.wait_for_url("**/checklists/relance/")


def test_who_leaves_the_search_closes_it(browser: Browser, address: str):
    with reader(browser, address + HERE) as watch:
        page = watch.page
        found = search_for(page, "relance")
        expect(found).to_have_count(10)
        page.mouse.click(20, 700)
        expect(found).to_have_count(0)
        box(page).click()
        expect(found).to_have_count(10)
        box(page).press("Shift+Tab")
        expect(found).to_have_count(0)


@DAY_AND_NIGHT
def test_the_open_search_keeps_the_automatic_rules(browser: Browser, address: str, options: dict[str, Any]):
    with reader(browser, f"{address}/", **options) as watch:
        page = watch.page
        for words in ("", "relance", "rien"):
            search_for(page, words)
            expect(status(page)).to_contain_text({"": "diriez", "relance": "23", "rien": "Aucune"}[words])
            assert faults(page) == [], words
            small = page.locator(".pk-search :is(a, button, input)").evaluate_all(SMALL)
            assert small == [], words
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
            page.keyboard.press("Escape")


SMALL = """
(all) => all.filter((one) => one.checkVisibility({visibilityProperty: true}))
  .map((one) => [one.closest('li') ?? one, one.outerHTML.slice(0, 100)])
  .map(([one, html]) => [one.getBoundingClientRect(), html])
  .filter(([{width, height}]) => width < 24 || height < 24)
"""


def test_the_search_stays_in_the_reader_s_own_colours(browser: Browser, address: str):
    with reader(browser, f"{address}/", forced_colors="active") as watch:
        expect(search_for(watch.page, "relance")).to_have_count(10)
        seen = "(one) => [getComputedStyle(one).borderTopWidth, getComputedStyle(one).borderTopStyle]"
        assert box(watch.page).evaluate(seen) == ["1px", "solid"]
        assert watch.page.locator(".pk-search__panel").evaluate(seen) == ["1px", "solid"]
        icon = "(one) => getComputedStyle(one).backgroundColor"
        assert watch.page.locator(".pk-search li .pk-icon").first.evaluate(icon) not in (
            watch.page.locator("body").evaluate(icon),
            "rgba(0, 0, 0, 0)",
        )


# -- a phone -----------------------------------------------------------------------------------------------------------


def test_on_a_phone_the_search_covers_the_page_until_back(browser: Browser, address: str):
    with reader(browser, f"{address}/", **PHONE) as watch:
        page = watch.page
        page.goto(address + HERE)
        opener = page.get_by_role("button", name="Rechercher")
        expect(box(page)).to_have_count(0)  # out of reach while it is closed
        opener.click()
        expect(box(page)).to_be_focused()
        assert behind(page) == ["pk-search"]
        size = page.locator(".pk-search").bounding_box()
        assert size and (size["width"], size["height"]) == (320, 640)
        page.keyboard.type("relance")
        expect(answers(page)).to_have_count(10)
        page.go_back()
        assert page.url == address + HERE
        expect(answers(page)).to_have_count(0)
        expect(opener).to_be_focused()
        assert len(behind(page)) > 1
        for close in ("Escape", "Fermer la recherche"):
            opener.click()
            expect(box(page)).to_be_focused()
            if close == "Escape":
                page.keyboard.press(close)
            else:
                page.get_by_role("button", name=close).click()
            expect(opener).to_be_focused()
            expect(opener).to_have_attribute("aria-expanded", "false")
            until(page, "history.state === null")
        page.go_back()
        assert page.url == f"{address}/"  # each step that was added is gone
        assert watch.errors == []


def test_the_keys_of_the_search_close_the_menu_of_a_phone(browser: Browser, address: str):
    with reader(browser, address + HERE, **PHONE) as watch:
        watch.page.get_by_role("button", name="Menu", exact=True).click()
        expect(search_for(watch.page, "relance")).to_have_count(10)
        watch.page.keyboard.press("Escape")
        expect(watch.page.locator("#__drawer")).not_to_be_checked()
        assert len(behind(watch.page)) > 1


@SIZES
def test_back_from_an_answer_finds_the_search_as_it_was(browser: Browser, address: str, options: dict[str, Any]):
    with reader(browser, address + HERE, **options) as watch:
        page = watch.page
        search_for(page, "relance")
        page.get_by_role("button", name="Plus de réponses").click()
        expect(answers(page)).to_have_count(20)
        answers(page).nth(14).click()
        page.wait_for_url("**/glossaire/?n=12")
        expect(answers(page)).to_have_count(0)
        page.go_back()
        expect(box(page)).to_have_value("relance")
        expect(answers(page)).to_have_count(20)
        expect(answers(page).nth(14)).to_be_focused()
        assert page.evaluate("JSON.stringify([sessionStorage.length, localStorage.length])") == "[0,0]"
        answers(page).nth(1).click()  # in this very page
        page.wait_for_url("**/clarifier/#votre-part")
        expect(page.locator("#votre-part")).to_be_in_viewport()
        expect(answers(page)).to_have_count(0)
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('.md-content')")
        page.go_back()
        expect(answers(page)).to_have_count(20)
        expect(answers(page).nth(1)).to_be_focused()
        page.keyboard.press("Escape")
        page.reload()
        expect(answers(page)).to_have_count(0)
        assert watch.errors == []


@pytest.mark.skipif(WHOLE is None, reason="a headless shell puts no page aside")
def test_a_page_that_the_browser_put_aside_whole_comes_back_as_it_was(browser: Browser, address: str):
    """As phones do on « Back »: nothing is loaded again."""
    whole = browser.browser_type.launch(
        executable_path=WHOLE, args=QUIET, ignore_default_args=["--disable-back-forward-cache"]
    )
    page = whole.new_page(service_workers="block", **PHONE)  # a worker that takes the page over forbids it too
    try:
        page.goto(address + HERE)
        page.evaluate(STAND_IN.read_text("utf-8"))  # a route would forbid putting the page aside
        page.evaluate("self.mark = 'the same'")
        search_for(page, "relance").first.click()
        page.wait_for_url("**/checklists/relance/")
        page.go_back(wait_until="commit")
        assert page.evaluate("self.mark") == "the same"
        expect(answers(page)).to_have_count(10)
        assert behind(page) == ["pk-search"]
        page.go_back(wait_until="commit")
        expect(answers(page)).to_have_count(0)
        assert len(behind(page)) > 1 and "relance" not in page.evaluate("JSON.stringify(sessionStorage)")
    finally:
        whole.close()


# -- what is asked, and what is answered -------------------------------------------------------------------------------


def test_more_answers_come_below_and_the_focus_goes_to_the_first_of_them(browser: Browser, address: str):
    with reader(browser, f"{address}/") as watch:
        page = watch.page
        search_for(page, "relance")
        more = page.get_by_role("button", name="Plus de réponses")
        more.press("Enter")
        expect(answers(page)).to_have_count(20)
        expect(answers(page).nth(10)).to_be_focused()
        more.click()
        expect(answers(page)).to_have_count(23)
        expect(more).to_have_count(0)


def test_nothing_found_is_no_dead_end(browser: Browser, address: str):
    with reader(browser, f"{address}/") as watch:
        page = watch.page
        search_for(page, "rien")
        expect(status(page)).to_have_text(re.compile("Aucune réponse pour «.rien.»"))
        expect(page.get_by_role("list", name="Situations proches").get_by_role("link")).to_have_count(1)
        for way in ("Par où commencer", "Glossaire", "Chercher sur ce site"):
            expect(page.get_by_role("search").get_by_role("link", name=way)).to_be_visible()
        page.keyboard.press("Enter")  # leads nowhere, stays
        expect(box(page)).to_be_focused()
        page.get_by_role("button", name="relation").click()
        expect(box(page)).to_have_value("relation")
        expect(box(page)).to_be_focused()
        expect(status(page)).to_have_text("23 réponses")
        expect(page.get_by_role("search").get_by_role("link", name="Glossaire")).to_have_count(0)


def test_only_the_latest_question_is_answered(browser: Browser, address: str):
    with reader(browser, f"{address}/") as watch:
        page = watch.page
        box(page).fill("lent")
        until(page, "self.asked?.includes('lent')")
        box(page).fill("seul")
        expect(status(page)).to_have_text("1 réponse")
        page.wait_for_timeout(700)
        expect(status(page)).to_have_text("1 réponse")


def test_a_search_that_cannot_load_says_so_and_each_letter_tries_again(browser: Browser, address: str):
    with reader(browser, f"{address}/") as watch:
        page = watch.page
        page.context.route("**/search/client.js", lambda route: route.abort())
        box(page).click()
        expect(status(page)).to_contain_text("n’a pas pu se charger")
        page.keyboard.type("relance")
        expect(status(page)).to_contain_text("n’a pas pu se charger")
        answer_with_stand_in(page)
        page.keyboard.type("r")
        expect(answers(page)).to_have_count(10)
        box(page).fill("panne")
        expect(status(page)).to_contain_text("n’a pas pu se charger")
        box(page).fill("relance")
        expect(answers(page)).to_have_count(10)


def test_what_is_typed_in_any_way_is_searched(browser: Browser, address: str):
    with reader(browser, f"{address}/") as watch:
        page = watch.page
        box(page).focus()
        keyboard = page.context.new_cdp_session(page)  # of a phone, or of those who compose their letters
        keyboard.send("Input.imeSetComposition", {"text": "relan", "selectionStart": 5, "selectionEnd": 5})
        expect(answers(page)).to_have_count(10)
        expect(box(page)).to_have_value("relan")
        keyboard.send("Input.insertText", {"text": "relancé"})
        until(page, "self.asked.at(-1) === 'relancé'")
        box(page).fill("")
        keyboard.send("Input.insertText", {"text": "mission " * 100})  # pasted
        until(page, "self.asked.at(-1).length > 190")
        assert page.evaluate("self.asked.at(-1).length") <= 200
        assert page.evaluate("self.asked.every((query) => query)")
        page.get_by_role("button", name="Effacer", exact=True).click()
        expect(box(page)).to_be_focused()
        expect(status(page)).to_contain_text("comme vous le diriez")


def test_words_that_are_searched_go_nowhere(browser: Browser, address: str):
    with reader(browser, address + HERE) as watch:
        page, asked = watch.page, list[str]()
        page.on("request", lambda request: asked.append(request.url))
        expect(search_for(page, "confidentiel")).to_have_count(10)
        assert page.url == address + HERE and "confidentiel" not in page.evaluate("JSON.stringify(history.state)")
        page.keyboard.press("Escape")
        page.keyboard.press("Control+k")
        page.keyboard.press("Enter")
        page.wait_for_url("**/checklists/relance/")
        assert not [url for url in asked if "confidentiel" in url] and watch.abroad == []
        kept = "JSON.stringify({...localStorage, ...sessionStorage})"
        assert "confidentiel" in page.evaluate(kept)  # for the way back, in this tab
        other = page.context.new_page()
        other.goto(address + HERE)
        assert "confidentiel" not in other.evaluate(kept)
        assert page.evaluate("[...document.cookie, document.referrer].join('')") == address + HERE


def test_paper_shows_no_search(browser: Browser, address: str):
    with reader(browser, f"{address}/", **PHONE) as watch:
        search_for(watch.page, "relance")
        watch.page.emulate_media(media="print")
        expect(watch.page.locator(".pk-search")).to_be_hidden()
        expect(watch.page.locator("h1")).to_be_visible()


@SIZES
def test_without_scripts_a_link_leads_to_how_to_search(browser: Browser, address: str, options: dict[str, Any]):
    with watched(browser, java_script_enabled=False, **options) as watch:
        watch.page.goto(address + HERE)
        expect(watch.page.locator(".pk-search, .pk-opens--search").locator("visible=true")).to_have_count(0)
        watch.page.locator(".md-header").get_by_role("link", name="Recherche", exact=True).click()
        expect(watch.page.locator("h1")).to_contain_text("Chercher sur ce site")
        assert not watch.page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_nothing_is_loaded_for_the_search_before_somebody_comes(browser: Browser, address: str):
    with reader(browser, f"{address}/") as watch:
        page, asked = watch.page, list[str]()
        page.reload(wait_until="networkidle")
        page.on("request", lambda request: asked.append(request.url))
        page.keyboard.type("relance")  # to nobody
        page.wait_for_timeout(100)
        assert asked == []
        box(page).focus()
        until(page, "!!self.kit.search")
        assert {url.rpartition("/")[2] for url in asked} == {"answers.js", "client.js"}
