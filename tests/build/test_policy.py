"""What a browser may load and run in a page: the site's own files, the theme's own scripts, and nothing else."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from browser import Watched, search_for, watched
from conftest import ROOT, Project
from playbook_kit.build.finish.page import finished_page
from playbook_kit.build.finish.policy import theme_scripts

KINDS = (
    "/",
    "/relancer-mission/",
    "/relancer-mission/clarifier/",
    "/relancer-mission/checklists/relance/",
    "/relancer-mission/modeles/mail-relance/",
    "/situations/",
    "/glossaire/",
    "/404.html",
)
"""One page of each kind; a page of its own test has the others."""

REPORTS = "self.refused = []; addEventListener('securitypolicyviolation', (e) => refused.push(e.violatedDirective))"


@contextmanager
def guarded(browser: Browser, **options: object) -> Iterator[Watched]:
    """A page that notes what its policy refuses, in ``refused``."""
    with watched(browser, **options) as watch:
        watch.page.add_init_script(REPORTS)
        yield watch


def refused(watch: Watched) -> list[str]:
    """The rules of the policy that something ran against."""
    watch.page.wait_for_timeout(50)  # reports come in a task of their own
    return watch.page.evaluate("refused")


class Head(HTMLParser):
    """The policy of a page, what came before it, and the scripts written in the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.policy, self.before, self.scripts, self._script = "", list[str](), list[str](), False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"] or ""
        elif not self.policy:
            self.before.append(tag)
        assert not [name for name in values if name == "style" or name.startswith("on")], (tag, values)
        self._script = tag == "script" and "src" not in values and values.get("type") is None

    def handle_endtag(self, tag: str) -> None:
        self._script = False

    def handle_data(self, data: str) -> None:
        if self._script:
            self.scripts.append(data)


def test_every_page_has_its_policy_and_names_its_own_scripts_in_it(site: Path):
    for file in site.rglob("*.html"):
        head = Head(file.read_text("utf-8"))
        assert head.before == ["html", "head", "meta"], (file, "nothing may load before the policy")
        assert "default-src 'none'" in head.policy and "unsafe" not in head.policy, file
        digests = {f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in head.scripts}
        named = set(re.findall(r"'sha256-[^']+'", head.policy))
        assert named == digests and len(named) == 3, file


def test_nothing_that_the_site_does_is_refused(browser: Browser, address: str):
    with guarded(browser) as watch:
        for path in KINDS:
            watch.page.goto(address + path)
            watch.page.get_by_role("button", name="Passer en mode sombre").click()
            expect(watch.page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
            watch.page.get_by_role("button", name="Passer en mode clair").click()
            watch.page.evaluate("scrollTo(0, 9999)")
            assert refused(watch) == [], path
        watch.page.goto(address + "/relancer-mission/checklists/relance/")
        watch.page.locator("input[data-item]").first.check()
        watch.page.evaluate("void self.kit.ask({title: 'Un dialogue', action: 'Fermer'})")
        watch.page.locator("dialog").get_by_role("button", name="Fermer").click()
        expect(search_for(watch.page, "relance").first).to_be_visible(timeout=20_000)
        assert refused(watch) == []
        assert [error for error in watch.errors if "404.html" not in error] == []


HOSTILE = {
    "script": "document.body.append(Object.assign(document.createElement('script'), {text: 'self.ran = 1'}))",
    "handler": "document.body.insertAdjacentHTML('beforeend', '<img src=data:, onerror=\"self.ran = 1\">')",
    "address": "document.body.insertAdjacentHTML('beforeend', '<a href=\"javascript:self.ran=1\">x</a>'); "
    "document.body.lastChild.click()",
    "evaluation": "setTimeout(() => (0, eval)('self.ran = 1'))",
    "blob": "document.body.append(Object.assign(document.createElement('script'), "
    "{src: URL.createObjectURL(new Blob(['self.ran = 1']))}))",
    "style": "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>'); "
    "self.ran = getComputedStyle(document.body.lastChild).color === 'rgb(255, 0, 0)' ? 1 : undefined",
    "frame": "document.body.insertAdjacentHTML('beforeend', '<iframe src=\"/404.html\"></iframe>')",
    "form": "document.body.insertAdjacentHTML('beforeend', '<form action=\"/404.html\"></form>'); "
    "document.body.lastChild.submit()",
    "host": "document.body.append(Object.assign(new Image(), {src: 'https://elsewhere.example/'}))",
}


@pytest.mark.parametrize("attack", HOSTILE)
def test_what_finds_its_way_into_a_page_does_nothing(browser: Browser, address: str, attack: str):
    """Were a hole ever left in what makes typed text inert."""
    with guarded(browser) as watch:
        watch.page.goto(f"{address}/accessibilite/")
        watch.page.evaluate(HOSTILE[attack])
        watch.page.wait_for_timeout(100)
        assert watch.page.evaluate("self.ran") is None
        assert refused(watch) != []
        assert watch.abroad == [] and watch.page.url.endswith("/accessibilite/")


def test_a_script_that_is_not_the_theme_s_is_refused_and_told(project: Project):
    project.write(
        "more.py", "def on_post_page(output, **_): return output.replace('</body>', '<script>1</script></body>')"
    )
    project.edit("mkdocs.yml", "hooks: [hooks/mkdocs_hooks.py]", "hooks: [hooks/mkdocs_hooks.py, more.py]")
    built = project.build()
    assert built.returncode == 1
    assert "index.html:" in built.stderr and "ce script écrit dans la page n'est pas du thème" in built.stderr


SCRIPT = '<script>go(new URL("{{ base_url }}", location))</script>'


@pytest.mark.parametrize(
    ("script", "known"),
    [
        ('go(new URL("../..", location))', True),
        ('go(new URL("https://site.example/a%20b/", location))', True),
        ('go(new URL("", evil(), "", location))', False),
        ('go(new URL("..", location));evil()', False),
        ("evil()", False),
    ],
)
def test_a_place_in_a_theme_s_script_is_for_an_address(script: str, known: bool):
    typed = f"<head><meta charset=utf-8></head><body><script>{script}</script>"
    page = finished_page(typed, "a.html", theme_scripts([SCRIPT]))
    assert ("sha256-" in page.text) == known == (page.problems == ())


def test_a_copy_to_open_from_a_folder_may_load_its_files():
    page = finished_page("<p>", "index.html", theme_scripts([]), local=True).text
    assert "script-src 'self' file:;" in page and "default-src 'none'" in page


@pytest.mark.parametrize("command", ["build", "serve"])
def test_the_site_is_only_laxer_while_it_is_written(command: str):
    """The engine's server adds a script to each page, that reloads it."""
    page = finished_page("<p>", "a.html", theme_scripts([]), preview=command == "serve").text
    assert ("'unsafe-inline'" in page) == (command == "serve")


def search_from_folder(browser: Browser, home: str) -> str:
    """Search from a page opened by double-click; the address of the first answer, which opens."""
    with guarded(browser) as watch:
        watch.page.goto(home)
        first = search_for(watch.page, "relence").first
        expect(first.locator(".pk-kind")).to_be_visible(timeout=20_000)
        assert refused(watch) == [] and watch.errors == []
        first.click()
        expect(watch.page.locator("h1")).to_contain_text(re.compile("relan", re.IGNORECASE))
        return watch.page.url


def test_the_search_works_from_a_folder(browser: Browser, project: Project, new_project: Callable[[], Project]):
    """A browser refuses workers there, and to read anything but scripts."""
    assert project.build().returncode == 0
    assert (
        search_from_folder(browser, (project.root / "site/index.html").as_uri()).split("#")[0].endswith("/index.html")
    )
    flat = new_project()
    flat.edit("mkdocs.yml", "docs_dir: docs", "docs_dir: docs\nuse_directory_urls: false")
    assert flat.build().returncode == 0
    assert ".html" in search_from_folder(browser, (flat.root / "site/index.html").as_uri())


def test_the_proposed_headers_let_the_site_work(browser: Browser, address: str):
    """Those of the page « Publier le site »: a header and a page's own policy add up."""
    typed = (ROOT / "docs/publier.md").read_text("utf-8")
    headers = dict(re.findall(r'^add_header (\S+) "([^"]*)"', typed, re.MULTILINE))
    assert "frame-ancestors" in headers["Content-Security-Policy"] and len(headers) >= 4
    with guarded(browser) as watch:

        def answer(route: Route) -> None:
            response = route.fetch()
            route.fulfill(response=response, headers=response.headers | headers)

        watch.page.context.route(f"{address}/**", answer)
        watch.page.goto(f"{address}/relancer-mission/checklists/relance/")
        watch.page.locator("input[data-item]").first.check()
        expect(search_for(watch.page, "relance").first).to_be_visible(timeout=20_000)
        assert refused(watch) == [] and watch.errors == []
