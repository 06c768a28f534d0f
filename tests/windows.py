"""The windows that a page is looked at in, and what automatic rules hold against what is in them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 320, "height": 640}}
STILL = {"reduced_motion": "reduce"}

SIZES = pytest.mark.parametrize("options", [DESKTOP, PHONE], ids=["desktop", "phone"])
DAY_AND_NIGHT = pytest.mark.parametrize(
    "options",
    [DESKTOP | {"color_scheme": "light"}, PHONE | {"color_scheme": "dark"}],
    ids=["desktop, light", "phone, dark"],
)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


SIZE_AND_COLOUR = [
    *("color-contrast", "link-in-text-block", "target-size"),
    *("aria-hidden-focus", "scrollable-region-focusable", "skip-link"),
]
"""Rules that may hold in one window and not in another; what a page is made of is the same in all."""


DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
"""Waits until the page is drawn: what watches its own size has seen it."""


def faults(page: Page, part: str | None = None, *, contrast: bool = True, structure: bool = True) -> list[str]:
    """What axe-core holds against the page, or a *part* of it, as it is now: rule, element, reason."""
    rules = {} if contrast else {"color-contrast": {"enabled": False}}  # slow on a long page, and seen in test_site.py
    only = {"type": "tag", "values": RULES} if structure else {"type": "rule", "values": SIZE_AND_COLOUR}
    options = {"runOnly": only, "resultTypes": ["violations"], "rules": rules}
    page.evaluate(DRAWN)
    found = Axe().run(page, part, options).response["violations"]
    return [f"{one['id']}: {node['html'][:200]} {node['failureSummary']}" for one in found for node in one["nodes"]]
