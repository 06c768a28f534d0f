"""The search box, used by a reader who types fast: what it finds, how it says so, what it survives."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from browser import served, watched
from conftest import Project

QUERIES = Path(__file__).parent
WORDS = "**/search-words.js"


@dataclass(frozen=True)
class Query:
    """What a reader types, and the pages that answer it."""

    sort: str
    text: str
    pages: tuple[str, ...]


def queries(name: str) -> list[Query]:
    """The queries of a file, each with its sort."""
    typed = yaml.safe_load((QUERIES / name).read_text("utf-8"))
    return [Query(sort, one["query"], tuple(one["pages"])) for sort, them in typed.items() for one in them]


ANSWERS = """
(query) => new Promise((resolve) => {
  const input = document.querySelector('.md-search__input');
  const results = document.querySelector('.md-search-result');
  const links = () => [...results.querySelectorAll('.md-search-result__item > a:first-child')].map((link) => link.href);
  const answered = new MutationObserver(() => { answered.disconnect(); resolve(links()); });
  answered.observe(results, {childList: true, subtree: true});
  input.value = query;
  input.dispatchEvent(new KeyboardEvent('keyup', {key: query.at(-1) ?? 'Backspace'}));
})
"""
"""Put a query into the box at once, and wait for the list to be written again."""


def search_box(page: Page, url: str) -> Page:
    """A page whose search is open, and ready."""
    page.goto(url)
    page.get_by_role("textbox", name="Rechercher").click()
    page.keyboard.type("mission")
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=20_000)
    return page


def answers(page: Page, query: str, url: str) -> list[str]:
    """The pages that a query finds, best first, as the query set names them."""
    found = page.evaluate(ANSWERS, query)
    return [link.removeprefix(url).partition("#")[0].strip("/") for link in found]


@pytest.mark.parametrize(
    ("name", "least", "top_3", "top_1"), [("queries.yml", 60, 0.95, 0.80), ("fresh.yml", 20, 0.85, 0.65)]
)
def test_readers_words_lead_to_the_pages_that_answer(
    browser: Browser,
    site: Path,
    address: str,
    name: str,
    least: int,
    top_3: float,
    top_1: float,
):
    asked = queries(name)
    assert len({query.text for query in asked}) == len(asked) >= least
    unknown = {page for query in asked for page in query.pages if not (site / page / "index.html").exists()}
    assert unknown == set(), "the site changed: name the pages that answer now"
    ranks: dict[Query, int] = {}
    with watched(browser) as watch:
        page = search_box(watch.page, f"{address}/")
        for query in asked:
            found = answers(page, query.text, address)
            ranks[query] = next((rank for rank, one in enumerate(found, 1) if one in query.pages), 99)
        assert watch.errors == [] and watch.abroad == []
    for sort in dict.fromkeys(query.sort for query in asked):
        own = [rank for query, rank in ranks.items() if query.sort == sort]
        print(f"{name} {sort}: {sum(rank == 1 for rank in own)} + {sum(1 < rank <= 3 for rank in own)} of {len(own)}")
    late = {query.text: rank for query, rank in ranks.items() if rank > 1}
    assert sum(rank <= 3 for rank in ranks.values()) >= top_3 * len(asked), late
    assert sum(rank == 1 for rank in ranks.values()) >= top_1 * len(asked), late


def test_answers_say_what_they_are_and_mark_the_words_as_they_are_written(
    browser: Browser,
    address: str,
):
    with watched(browser) as watch:
        page = search_box(watch.page, f"{address}/glossaire/")
        answers(page, "checklist comite de piloTage", address)
        first = page.locator(".md-search-result__item").first
        expect(first.locator(".pk-kind")).to_contain_text("Checklist")
        expect(first.locator(".pk-kind .pk-icon")).to_have_attribute("aria-hidden", "true")
        assert {"comité", "pilotage"} <= {mark.lower() for mark in page.locator("mark").all_inner_texts()}
        answers(page, "modele matrice", address)
        expect(first.locator(".pk-kind")).to_contain_text("Modèle")
        expect(page.locator(".md-search-result__meta")).to_have_attribute("role", "status")
        marks = page.locator("mark").all_inner_texts()
        assert not [mark for mark in marks if len(mark.split()) > 1], "one word, without its article or its comma"
        assert watch.errors == []


def test_no_word_is_an_error(browser: Browser, address: str):
    """What means something to lunr (fields, wildcards, weights) means nothing to a reader."""
    with watched(browser) as watch:
        page = search_box(watch.page, f"{address}/")
        for typed in ("re: relance", "note:relance", "relance ?", "relance^", "relance~9", "*relance", "« relance »",
                      "relance/prestataire", "(relance)", "l’appel", "relance -", "+relance", "\\relance"):  # fmt: skip
            assert answers(page, typed, address), typed
        for nothing in ("", " ", "?", "le la les", "zzzzzzzz", "__proto__", "constructor", "🙂"):
            answers(page, f"relance {nothing}", address)
            answers(page, nothing or "-", address)
        assert watch.errors == []


def test_quotes_ask_for_all_words_and_minus_refuses_one(browser: Browser, address: str):
    with watched(browser) as watch:
        page = search_box(watch.page, f"{address}/")
        loose = answers(page, "comité pilotage budget", address)
        strict = answers(page, '"comité pilotage budget"', address)
        assert 0 < len(strict) < len(loose), "few passages hold all three"
        answers(page, "relance mail", address)
        expect(page.locator("mark", has_text="mail").first).to_be_attached()
        assert answers(page, "relance -mail", address)
        expect(page.locator("mark", has_text="mail")).to_have_count(0)
        assert watch.errors == []


def test_the_box_suggests_whole_words_with_their_accents(browser: Browser, address: str):
    with watched(browser) as watch:
        page = search_box(watch.page, f"{address}/")
        box = page.get_by_role("textbox", name="Rechercher")
        box.fill("")
        page.keyboard.type("épui", delay=20)
        expect(page.locator(".md-search__suggest")).to_have_text("épuisement")


def test_without_the_words_file_the_search_still_searches(browser: Browser, address: str):
    with watched(browser) as watch:
        watch.page.context.route(WORDS, lambda route: route.abort())
        page = search_box(watch.page, f"{address}/")
        assert "glossaire" in answers(page, "comitte de pilotage", address)[:3]
        assert not [error for error in watch.errors if "search-words.js" not in error and "ERR_FAILED" not in error]


HOSTILE = "</script><img src=x onerror=hostile()> ' \\\\"


def test_hostile_words_stay_words(browser: Browser, project: Project):
    project.write(
        "playbooks/synonyms.yml", f'groups:\n  - words: ["sponsor {HOSTILE}", parrain]\n    note: "{HOSTILE}"\n'
    )
    project.edit("playbooks/glossary.yml", '["commanditaire"]', f'["{HOSTILE}"]')
    words = project.page("assets/kit/search-words.js")
    assert words.isascii() and not set(words) & set("<>&") and words.count("\n") == 1
    built = project.build()
    assert built.returncode == 0, built.stderr
    with served(project.root / "site") as url, watched(browser) as watch:
        for path in ("/", "/recherche/"):
            page = watch.page
            page.goto(url + path)
            page.get_by_role("textbox", name="Rechercher").click()
            page.keyboard.type("sponsor hostile", delay=20)
            expect(page.locator(".md-search-result__item").first).to_be_visible()
            assert page.locator("img[src=x]").count() == 0
        assert watch.errors == [] and watch.abroad == []


def test_synonyms_and_acronyms_work_both_ways(browser: Browser, project: Project):
    project.write("playbooks/synonyms.yml", "groups:\n  - words: [mécène, financeur du projet]\n")
    project.edit("playbooks/glossary.yml", '["commanditaire"]', '["SPZ", "mécène"]')
    assert project.build().returncode == 0
    with served(project.root / "site") as url, watched(browser) as watch:
        page = watch.page
        page.goto(url)
        page.get_by_role("textbox", name="Rechercher").click()
        page.keyboard.type("sponsor")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        for typed in ("spz", "mecenes", "financeur du projet"):
            assert "glossaire" in answers(page, typed, url), typed


def test_a_practice_without_synonyms_has_its_situations_and_kinds(new_project: Callable[[], Project]):
    project = new_project()
    words = project.page("assets/kit/search-words.js")
    assert words.startswith("self.searchWords = {") and '"relance/checklists/demarrage":"checklist"' in words
    assert not [output for output in project.plan().outputs if output.uri == "recherche.md"]


def test_pages_that_list_others_weigh_less(project: Project):
    assert 'search: {"boost": 0.3}' in project.page("sources.md")
    assert "search:" not in project.page("relance/signes.md")
