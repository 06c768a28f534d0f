"""A real browser on a real site, cut off from everything but this machine."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the first is a third quicker
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
WHOLE = next(filter(None, map(shutil.which, NAMES[1:])), None)
"""One that does all that readers' browsers do: the first of the names keeps no page to come back to."""
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
"""Chromium's own errands are none of the site's; a container has no sandbox to offer."""
CUT_OFF = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""No other host answers, whatever asks for it."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Headless Chromium; where it is missing its tests are skipped, but never in continuous integration."""
    if CHROMIUM is None:
        assert os.environ.get("CI") != "true", "Chromium is missing"
        pytest.skip("Chromium is missing")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, CUT_OFF])
        yield started
        started.close()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def copyfile(self, source: object, outputfile: object) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # the browser left the page
            super().copyfile(source, outputfile)  # type: ignore[misc]


@contextmanager
def served(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """The address at which *folder* is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=folder))
    # it looks fifty times a second whether it is to stop: each test would wait for it
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Watched:
    """A page and what went wrong in it."""

    page: Page
    errors: list[str] = field(default_factory=list)
    abroad: list[str] = field(default_factory=list)

    def refused(self, url: str) -> None:
        """The page's own policy kept the browser from asking for it."""
        if url in self.abroad:
            self.abroad.remove(url)


def is_abroad(url: str) -> bool:
    """Whether an address is on another host."""
    return urlsplit(url).hostname not in ("127.0.0.1", None)


@contextmanager
def watched(browser: Browser, **options: object) -> Iterator[Watched]:
    """A new page that notes console errors, failed requests and requests to any other host, which never answers."""
    # a service worker would ask in the page's place, unseen: tests of what it does make their own context
    context = browser.new_context(**{"service_workers": "block"} | options)  # type: ignore[arg-type]
    watch = Watched(context.new_page())
    # heard of, not stopped here: a page loads twice as fast when nobody has to let each of its files through
    context.on("request", lambda request: is_abroad(request.url) and watch.abroad.append(request.url))
    context.on("requestfailed", lambda request: request.failure == "csp" and watch.refused(request.url))
    watch.page.on("console", lambda message: message.type == "error" and watch.errors.append(message.text))
    watch.page.on("pageerror", lambda error: watch.errors.append(str(error)))
    watch.page.on(
        "requestfailed",  # leaving a page while its search worker loads is no failure
        lambda request: request.failure != "net::ERR_ABORTED" and watch.errors.append(f"failed: {request.url}"),
    )
    watch.page.on(
        "response",
        lambda response: response.status >= 400 and watch.errors.append(f"{response.status}: {response.url}"),
    )
    yield watch
    context.close()


def search_for(page: Page, words: str) -> Locator:
    """Type *words* into the search box, by keys alone: what it answers."""
    page.keyboard.press("Control+k")
    page.keyboard.type(words, delay=20)
    return page.get_by_role("list", name="Réponses").get_by_role("link")


STAND_IN = Path(__file__).parent / "search/client.js"


def answer_with_stand_in(page: Page) -> None:
    """Have the search answer always the same, whatever is in the site: see ``STAND_IN``."""
    page.context.route("**/search/client.js", lambda route: route.fulfill(path=STAND_IN))
