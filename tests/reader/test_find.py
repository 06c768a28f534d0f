"""From a reader's words to an action: the list of situations narrows, and a page knows its neighbours."""

import re

from playwright.sync_api import Browser, Page, expect

from browser import watched
from conftest import ROOT
from playbook_kit.build.plan import plan_site
from playbook_kit.library.near import MOST, OF_A_KIND

SITUATIONS = "/situations/"


def shown(page: Page) -> list[dict[str, str]]:
    """The data of each situation that the reader sees."""
    script = "list => list.filter(one => one.checkVisibility()).map(one => ({...one.dataset, id: one.id}))"
    found: list[dict[str, str]] = page.locator(".pk-situation").evaluate_all(script)
    return found


def test_the_list_narrows_to_a_moment_a_role_a_time_and_a_tool(browser: Browser, address: str) -> None:
    with watched(browser) as watch:
        page = watch.page
        page.goto(address + SITUATIONS)
        everything = shown(page)
        for label, choice, fits in (
            ("Moment", "Quand ça coince ce soir", lambda one: one["moment"] == "crise"),
            ("Vous êtes", "Consultant", lambda one: one["role"] == "consultant"),
            ("Vous avez", "15 minutes", lambda one: int(one["minutes"]) <= 15),
            ("Vous cherchez", "Checklist", lambda one: "checklist" in one["tools"].split()),
        ):
            page.get_by_label(label).select_option(label=choice)
            everything = [one for one in everything if fits(one)]
            assert shown(page) == everything
            expect(page.locator(".pk-filter").get_by_role("status")).to_have_text(
                re.compile(rf"^{len(everything)} situations?$")
            )
        assert everything
        expect(page.get_by_role("heading", level=2).filter(visible=True)).to_have_text(
            re.compile("^Quand ça coince ce soir")
        )
        page.reload()  # the choice is in the address
        assert shown(page) == everything
        page.get_by_role("button", name="Tout montrer").click()
        assert len(shown(page)) > len(everything)
        assert watch.errors == []


def test_choices_that_nothing_meets_say_so_and_unknown_ones_are_left_out(browser: Browser, address: str) -> None:
    with watched(browser) as watch:
        watch.page.goto(f"{address}{SITUATIONS}#?moment=cloture&role=drh&time=10&tool=diagnostic")
        assert shown(watch.page) == []
        expect(watch.page.locator(".pk-filter").get_by_role("status")).to_contain_text("Élargissez")
        watch.page.goto(f"{address}/")
        watch.page.goto(f"{address}{SITUATIONS}#?moment=<img>&inconnu=1")
        assert len(shown(watch.page)) > 50


def test_without_script_all_situations_stand_under_their_moments(browser: Browser, address: str) -> None:
    with watched(browser, java_script_enabled=False) as watch:
        watch.page.goto(address + SITUATIONS)
        assert watch.page.locator(".pk-situation").count() > 50
        expect(watch.page.locator(".pk-filter")).to_have_count(0)
        expect(watch.page.get_by_role("heading", level=2)).to_have_count(6)


def test_home_leads_to_an_action_in_two_clicks(browser: Browser, address: str) -> None:
    """A sentence of the home page opens the very section that answers it, which is on the first screen."""
    with watched(browser, viewport={"width": 360, "height": 740}) as watch:
        watch.page.goto(address)
        sentences = watch.page.locator("article li > a", has_text="«")
        addresses = sentences.evaluate_all("links => links.map(link => link.href)")
        assert len(addresses) >= 10
        for url in addresses[:4]:
            watch.page.goto(url)
            top = watch.page.locator(f"[id='{url.partition('#')[2]}']").evaluate("e => e.getBoundingClientRect().top")
            assert 0 <= top < 740, url


def test_near_pages_are_few_other_and_not_already_led_to() -> None:
    library = plan_site(ROOT).library
    entries = {entry.uri: entry for entry in library.entries}
    near = {uri: neighbours for uri in entries if (neighbours := library.near(uri))}
    assert {entries[uri].kind.name for uri in near} >= {"page", "checklist", "template", "case", "diagnostic"}
    for uri, neighbours in near.items():
        others = [entries[target.uri] for target in neighbours]
        kinds = [entry.kind.name for entry in others]
        assert uri not in [entry.uri for entry in others]
        assert len(kinds) <= MOST, uri
        assert max(map(kinds.count, kinds)) <= OF_A_KIND
        prose = entries[uri].prose
        linked = " ".join(link.target for link in prose.links) if prose else ""
        assert not any(f"/{entry.id}.md" in linked for entry in others if entry.playbook != entries[uri].playbook)


def test_a_read_page_prints_from_its_head(browser: Browser, address: str) -> None:
    with watched(browser) as watch:
        watch.page.goto(f"{address}/relancer-mission/clarifier/")
        watch.page.evaluate("() => { window.print = () => { document.title = 'printed' } }")
        watch.page.get_by_role("button", name="Imprimer cette page").click()
        expect(watch.page).to_have_title("printed")
        watch.page.goto(f"{address}/relancer-mission/diagnostics/mission-bloquee/")  # prints what was done in it
        expect(watch.page.locator(".pk-print")).to_have_count(0)


def test_a_playbook_prints_whole(browser: Browser, address: str) -> None:
    with watched(browser) as watch:
        page = watch.page
        page.goto(f"{address}/relancer-mission/")
        page.evaluate("() => { window.print = () => { window.printed = document.querySelectorAll('article').length } }")
        pages = page.locator(".pk-contents li").count()
        page.get_by_role("button", name="Imprimer la fiche entière").press("Enter")
        expect(page.locator("article")).to_have_count(1 + pages)
        assert page.evaluate("window.printed") == 1 + pages > 10
        page.emulate_media(media="print")
        expect(page.get_by_role("heading", name="Clarifier avec ceux qui peuvent décider", level=1)).to_be_visible()
        ids = page.evaluate("[...document.querySelectorAll('[id]')].filter(e => !e.closest('svg')).map(e => e.id)")
        assert len(ids) == len(set(ids))
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        expect(page.locator("article")).to_have_count(1)
        page.route("**/clarifier/", lambda route: route.abort())
        page.emulate_media(media="screen")
        page.get_by_role("button", name="Imprimer la fiche entière").press("Enter")
        expect(page.get_by_role("status").filter(has_text="une à une")).to_be_visible()
