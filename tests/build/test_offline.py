"""Without network: a zip that opens from a key, a site that can be installed, pages that a browser keeps."""

import json
import os
import re
import shutil
import sys
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from browser import Quiet, search_for, served, watched
from conftest import ROOT, Project, make_project

PAGE = "/relancer-mission/clarifier/"
CHECKLIST = "/relancer-mission/checklists/relance/"


# -- a key ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def project_to_take(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The real contents in a project of their own, and their zip."""
    project = make_project(tmp_path_factory.mktemp("takeaway") / "project")
    for folder in ("playbooks", "docs"):
        shutil.rmtree(project.root / folder, ignore_errors=True)
        shutil.copytree(ROOT / folder, project.root / folder)
    made = project.command("kit", "site")
    assert made.returncode == 0, made.stdout + made.stderr
    assert re.fullmatch(r"Site à emporter : build/prise-de-recul\.zip \(\d,\d Mo\)\..*\n", made.stdout)
    return project


@pytest.fixture(scope="module")
def key(project_to_take: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip, unpacked in a folder as people name them."""
    folder = tmp_path_factory.mktemp("key") / "Clé de Zoé, à rendre #2"
    with zipfile.ZipFile(project_to_take.root / "build/prise-de-recul.zip") as package:
        package.extractall(folder)
    (unpacked,) = folder.iterdir()
    return unpacked


def test_a_double_click_opens_a_site_that_works(browser: Browser, key: Path):
    assert sorted(path.name for path in key.iterdir()) == ["LISEZ-MOI.txt", "Ouvrir le site.html", "site"]
    with watched(browser) as watch:
        page = watch.page
        page.goto((key / "Ouvrir le site.html").as_uri())
        page.wait_for_url("**/site/index.html")
        page.locator("article a[href='checklists.html']").first.click()
        page.locator("article a[href$='checklists/relance.html']").first.click()
        page.wait_for_load_state()
        box = page.locator("input[data-item]").first
        box.check()
        page.reload()
        expect(box).to_be_checked()
        page.goto((key / "site/hors-ligne.html").as_uri())
        expect(page.get_by_text("Vous lisez une copie")).to_be_visible()
        assert (watch.errors, watch.abroad) == ([], [])


def test_the_search_works_from_a_key(browser: Browser, key: Path):
    with watched(browser) as watch:
        watch.page.goto((key / "site/index.html").as_uri())
        search_for(watch.page, "sabotage").first.click()
        watch.page.wait_for_url(re.compile(r"/site/.+\.html"))
        expect(watch.page.locator("h1")).to_be_visible()
        assert (watch.errors, watch.abroad) == ([], [])


def test_a_diagnostic_is_filled_in_from_a_key(browser: Browser, key: Path):
    diagnostic = next((key / "site").glob("*/diagnostics/*.html"))
    with watched(browser) as watch:
        watch.page.goto(diagnostic.as_uri())
        answer = watch.page.locator("article input[type=radio]").first
        answer.check(force=True)
        watch.page.reload()
        expect(answer).to_be_checked()
        assert (watch.errors, watch.abroad) == ([], [])


def test_every_address_in_the_zip_leads_to_a_file_in_it(key: Path):
    """Nothing is left to a server: no folder to complete, no address from the root, nothing that was left out."""
    site = key / "site"
    for file in site.rglob("*.html"):
        page = html.fromstring(file.read_bytes())
        loaded = page.xpath("//link[@rel!='canonical']/@href | //script/@src | //img/@src | //a/@href")
        paths = [urlsplit(address).path for address in loaded if not urlsplit(address).scheme]
        assert not [path for path in paths if path and not (file.parent / path).is_file()], file
    assert not {path.name for path in site.rglob("*")} & {"404.html", "sitemap.xml", "sw.js", "manifest.webmanifest"}


def test_the_readme_says_in_french_what_to_do_and_of_what_day_it_is(key: Path):
    text = (key / "LISEZ-MOI.txt").read_bytes().decode("utf-8-sig")
    assert text.startswith("Prise de recul\r\n") and "Décompressez" in text and "Ouvrir le site.html" in text
    assert re.search(r"relus pour la dernière fois le \d", text) and "{" not in text


def test_same_contents_same_bytes(project: Project, tmp_path: Path):
    other = Project(Path(shutil.copytree(project.root, tmp_path / "Une autre clé", symlinks=True)))
    zips = []
    for one, zone in ((project, "Asia/Tokyo"), (other, "America/Lima")):
        made = one.run("sh", "-c", 'umask 027; exec "$0" -m playbook_kit kit site', sys.executable, TZ=zone)
        assert made.returncode == 0, made.stderr
        zips.append((one.root / "build/prise-de-recul.zip").read_bytes())
    assert zips[0] == zips[1]


def test_a_mistake_leaves_the_last_zip_as_it_was(project: Project):
    project.edit("playbooks/relance/checklists/demarrage.yml", "mode: do-confirm", "mode: au-hasard")
    made = project.command("kit", "site")
    assert made.returncode == 1 and "demarrage.yml:5:7" in made.stdout
    assert made.stderr == "1 problème à corriger : rien n'a été écrit.\n" and not (project.root / "build").exists()
    project.write("build/prise-de-recul.zip", "the last one")
    made = project.command("kit", "site")
    assert made.stderr == "1 problème à corriger : le zip d'avant est resté tel quel.\n"
    assert (project.root / "build/prise-de-recul.zip").read_text() == "the last one"


# -- a browser -----------------------------------------------------------------------------------------------


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader whose browser may keep things."""
    context = browser.new_context(service_workers="allow")
    yield context
    context.close()


ANSWERED = """
() => new Promise((done) => {
  if (navigator.serviceWorker.controller) done();
  navigator.serviceWorker.addEventListener("controllerchange", () => done());
})
"""
"""Waits until the worker answers the page."""


def visit(context: BrowserContext, url: str) -> Page:
    """A page of a site that has just been installed in the browser, all of it noted."""
    page = context.new_page()
    page.goto(url)
    page.evaluate(ANSWERED)
    page.reload()
    return page


def go(page: Page, url: str) -> Response:
    """Open a page: what answered."""
    answer = page.goto(url)
    assert answer
    return answer


def rewrite(file: Path, before: str, after: str) -> None:
    """Publish another version of a page, a while later: a server dates files to the second."""
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")
    os.utime(file, (file.stat().st_mtime + 60,) * 2)


def test_the_site_can_be_installed_under_its_own_name(context: BrowserContext, address: str):
    page = visit(context, address)
    inspector = context.new_cdp_session(page)
    manifest = inspector.send("Page.getAppManifest")
    assert manifest["errors"] == []
    told = json.loads(manifest["data"])
    assert told["name"] == "Prise de recul"
    paper = f"rgb({', '.join(str(part) for part in bytes.fromhex(told['background_color'][1:]))})"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper
    kinds = {error["errorId"] for error in inspector.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert kinds <= {"in-incognito"}  # as the browsers of tests are


def test_with_network_the_page_of_the_day_without_it_the_page_that_was_read(
    context: BrowserContext, site: Path, tmp_path: Path
):
    shutil.copytree(site, tmp_path / "site")
    with served(tmp_path / "site") as url:
        page = visit(context, url + PAGE)
        title = page.locator("h1").inner_text()
        rewrite(tmp_path / f"site{PAGE}index.html", f'">{title.split()[0]} ', '">Autrement ')
        fresh = go(page, url + PAGE)
        assert fresh.from_service_worker
        expect(page.locator("h1")).to_contain_text("Autrement")

        context.set_offline(True)
        assert go(page, url + PAGE).status == 200
        expect(page.locator("h1")).to_contain_text("Autrement")
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") != "32px"  # dressed

        go(page, url + "/glossaire/")
        expect(page.locator("h1")).to_have_text("Pas de réseau")
        expect(page.get_by_role("link", name=title)).to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") == "608px"  # dressed
        context.set_offline(False)
        page.get_by_role("link", name="Réessayer").click()
        expect(page.locator("h1")).to_contain_text("Glossaire")


def test_the_search_is_kept_with_the_first_page_that_is_read(context: BrowserContext, address: str, site: Path):
    """By itself, as it is small here: without network, one looks for what was read."""
    page = visit(context, address + PAGE)
    parts = [path for path, _, _ in json.loads((site / "assets/offline-search.json").read_text())]
    assert "assets/kit/search/client.js" in parts and any(path.startswith("search/") for path in parts)
    for _ in range(100):
        kept = page.evaluate(KEPT)
        if {f"{address}/{path}" for path in parts} <= {*kept}:
            break
        page.wait_for_timeout(100)
    context.set_offline(True)
    page.reload()
    expect(search_for(page, "sabotage").first).to_be_visible()


def test_a_search_that_changed_is_kept_anew_at_the_next_visit(context: BrowserContext, site: Path, tmp_path: Path):
    """All of it is of one day: places of another index are no places in these texts."""
    shutil.copytree(site, tmp_path / "site")
    with served(tmp_path / "site") as url:
        read_in_cache(visit(context, url + PAGE), "assets/kit/search/answers.js", "")
        rewrite(tmp_path / "site/assets/kit/search/answers.js", '"use strict"', '"use strict";"new"')
        list_file = tmp_path / "site/assets/offline-search.json"
        digest = next(digest for path, _, digest in json.loads(list_file.read_text()) if path.endswith("answers.js"))
        rewrite(list_file, digest, "0123456789abcdef")
        page = context.new_page()
        page.goto(f"{url}/404.html")
        read_in_cache(page, "assets/kit/search/answers.js", '"new"')


def read_in_cache(page: Page, path: str, text: str) -> None:
    """Wait until the browser keeps a file with a *text* in it, and the list of what it belongs to."""
    for _ in range(100):
        if text in page.evaluate(TEXT, path) and page.evaluate(TEXT, "assets/offline-search.json"):
            return
        page.wait_for_timeout(100)
    raise AssertionError(path)


TEXT = "async (path) => await (await self.caches.match(new URL(path, self.kit.home)))?.text() ?? ''"

KEPT = """
async () => {
  const caches = await Promise.all((await self.caches.keys()).map((name) => self.caches.open(name)));
  return (await Promise.all(caches.map((cache) => cache.keys()))).flat().map(({url}) => url);
}
"""


def test_what_comes_from_elsewhere_is_left_alone(browser: Browser, address: str, site: Path):
    """The site's own policy forbids it: this reader's browser overlooks it."""
    reader = browser.new_context(service_workers="allow", bypass_csp=True)
    with served(site) as elsewhere:
        page = visit(reader, address + PAGE)
        with page.expect_response(f"{elsewhere}/**") as foreign, page.expect_response(f"{address}/**?own") as own:
            page.evaluate("(url) => { new Image().src = `${url}/assets/images/favicon.png` }", elsewhere)
            page.evaluate("(url) => { new Image().src = `${url}/assets/images/favicon.png?own` }", address)
        assert own.value.from_service_worker and not foreign.value.from_service_worker
    reader.close()


def test_what_is_no_longer_published_is_no_longer_kept(context: BrowserContext, site: Path, tmp_path: Path):
    shutil.copytree(site, tmp_path / "site")
    with served(tmp_path / "site") as url:
        page = visit(context, url + PAGE)
        shutil.rmtree(tmp_path / f"site{PAGE}")
        assert go(page, url + PAGE).status == 404
        context.set_offline(True)
        go(page, url + PAGE)
        expect(page.locator("h1")).to_have_text("Pas de réseau")


def test_a_reader_keeps_the_whole_site_then_forgets_it(context: BrowserContext, address: str):
    page = visit(context, f"{address}/hors-ligne/")
    keep = page.get_by_role("button", name=re.compile(r"Garder tout le site sur cet appareil \(\d+(,\d)?\sMo\)"))
    expect(keep).to_be_visible()
    context.set_offline(True)
    keep.click()
    expect(page.locator(".pk-offline")).to_contain_text("Le réseau s’est arrêté")
    context.set_offline(False)
    page.get_by_role("button", name="Continuer").or_(keep).click()
    forget = page.get_by_role("button", name="Effacer de cet appareil")
    expect(forget).to_be_visible(timeout=30_000)
    expect(page.locator(".pk-offline")).to_contain_text(re.compile(r"gardé sur cet appareil depuis le \d"))

    context.set_offline(True)
    assert go(page, address + CHECKLIST).status == 200
    expect(search_for(page, "sabotage").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 248, 242)"
    page.goto(f"{address}/relancer-mission/modeles/mail-relance/")
    with page.expect_download() as document:
        page.locator("a.pk-download[href$='.docx']").first.click()
    assert document.value.failure() is None

    page.goto(f"{address}/hors-ligne/")
    forget.click()
    expect(page.locator(".pk-offline")).to_contain_text("C’est effacé")
    go(page, address + CHECKLIST)
    expect(page.locator("h1")).to_have_text("Pas de réseau")


def test_an_update_takes_only_what_changed(context: BrowserContext, site: Path, tmp_path: Path):
    shutil.copytree(site, tmp_path / "site")
    with served(tmp_path / "site") as url:
        page = visit(context, f"{url}/hors-ligne/")
        page.get_by_role("button", name="Garder tout le site").click()
        expect(page.get_by_role("button", name="Effacer de cet appareil")).to_be_visible(timeout=30_000)
        list_file = tmp_path / "site/assets/offline.json"
        digest = next(digest for path, _, digest in json.loads(list_file.read_text()) if f"/{path}" == PAGE)
        rewrite(tmp_path / f"site{PAGE}index.html", "<title>", "<title>Neuf : ")
        rewrite(list_file, digest, "0123456789abcdef")
        page.reload()
        page.get_by_role("button", name=re.compile(r"Mettre à jour \(0,1\sMo\)")).click()
        expect(page.get_by_role("button", name="Effacer de cet appareil")).to_be_visible()
        expect(page.get_by_role("button", name="Mettre à jour")).to_have_count(0)
        context.set_offline(True)
        go(page, url + PAGE)
        assert page.title().startswith("Neuf")


class Host(Quiet):
    """Serves files, until it answers with an error: 401 to those who do not give the password, or any other."""

    error = 0

    def do_GET(self) -> None:
        known = self.headers.get("Authorization") == f"Basic {b64encode(b'zoe:secret').decode()}"
        if not self.error or (self.error == 401 and known):
            return super().do_GET()
        self.send_response(self.error)
        self.send_header("WWW-Authenticate", 'Basic realm="cabinet"')
        self.end_headers()
        self.wfile.write(b"no")


def test_a_host_that_is_down_costs_no_page_that_was_read(
    context: BrowserContext, site: Path, monkeypatch: pytest.MonkeyPatch
):
    with served(site, Host) as url:
        page = visit(context, url + PAGE)
        monkeypatch.setattr(Host, "error", 502)
        assert (go(page, url + PAGE).status, go(page, url + CHECKLIST).status) == (200, 502)


def test_a_site_with_a_password_still_asks_for_it(browser: Browser, site: Path, monkeypatch: pytest.MonkeyPatch):
    """Only the browser itself can ask: the worker, that cannot, steps aside, and comes back with the page."""
    reader = browser.new_context(service_workers="allow", http_credentials={"username": "zoe", "password": "secret"})
    with served(site, Host) as url:
        page = visit(reader, url + "/")
        monkeypatch.setattr(Host, "error", 401)
        page.goto(url + PAGE)
        expect(page.locator("h1")).to_be_visible()
        page.evaluate(ANSWERED)
    reader.close()
