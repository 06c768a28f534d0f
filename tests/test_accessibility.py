"""The site for those who do without a mouse, without seeing it, with letters four times as large, with colours of their own.

Automatic rules (axe-core) see a third of what can stand in a reader's way; the walks with the keyboard see a little more.
"""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from browser import watched

PROSE = "/relancer-mission/clarifier/"
DRAWN = "/relancer-mission/reconnaitre/"
CHECKLIST = "/relancer-mission/checklists/relance/"
DIAGNOSTIC = "/relancer-mission/diagnostics/mission-bloquee/"
MISSION = "/ma-mission/"
SHORT = (
    "/",
    "/situations/",
    "/relancer-mission/",
    PROSE,
    DRAWN,
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

DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 320, "height": 640}}
ZOOM = {"viewport": {"width": 320, "height": 256}}
"""A window of 1280 by 1024, enlarged four times (WCAG 2.2, 1.4.10)."""

LOOKS = pytest.mark.parametrize(
    "options",
    [DESKTOP | {"color_scheme": "light"}, PHONE | {"color_scheme": "dark"}],
    ids=["desktop-light", "phone-dark"],
)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


# -- automatic rules -------------------------------------------------------------------------------------------------


def violations(page: Page, contrast: bool = True) -> list[str]:
    """What axe-core holds against the page as it is now: rule, element, reason."""
    rules = {} if contrast else {"color-contrast": {"enabled": False}}  # slow on a long page, and seen in test_site.py
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"], "rules": rules}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html'][:200]} {node['failureSummary']}" for one in found for node in one["nodes"]]


@LOOKS
def test_every_kind_of_page_keeps_the_automatic_rules(browser: Browser, address: str, options: dict) -> None:
    with watched(browser, **options) as watch:
        found = {}
        for path in (*SHORT, *LONG):
            watch.page.goto(address + path)
            found[path] = violations(watch.page, contrast=path in SHORT)
        assert {path: those for path, those in found.items() if those} == {}
