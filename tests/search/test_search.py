"""The search, asked in a real browser: what it finds, in which order, what it says, what it survives."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from asking import CLIENT, ask, ask_all, pages_of, searched, text_of
from playwright.sync_api import Browser

from browser import served, watched
from conftest import Project

QUERIES = Path(__file__).parent
NO_WORKER = "delete self.Worker"


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


@pytest.mark.parametrize(
    ("name", "least", "top_3", "top_1"),
    [
        ("queries.yml", 60, 0.97, 0.95),
        ("fresh.yml", 20, 0.95, 0.90),
        ("tuning.yml", 50, 0.97, 0.93),
        ("more.yml", 90, 0.95, 0.92),
        ("later.yml", 60, 0.95, 0.90),
        ("aside.yml", 50, 0.92, 0.83),
    ],
)
def test_readers_words_lead_to_the_pages_that_answer(
    browser: Browser, site: Path, address: str, name: str, least: int, top_3: float, top_1: float
):
    asked = queries(name)
    assert len({query.text for query in asked}) == len(asked) >= least
    unknown = {page for query in asked for page in query.pages if not (site / page / "index.html").exists()}
    assert unknown == set(), "the site changed: name the pages that answer now"
    with searched(browser, f"{address}/") as watch:
        found = [pages_of(one) for one in ask_all(watch.page, [query.text for query in asked])]
        assert watch.errors == [] and watch.abroad == []
    ranks = [
        next((rank for rank, page in enumerate(pages, 1) if page in query.pages), 99)
        for query, pages in zip(asked, found, strict=True)
    ]
    first, third = sum(rank == 1 for rank in ranks), sum(rank <= 3 for rank in ranks)
    print(f"{name}: {first} first, {third} among the first three, of {len(asked)}")
    assert third >= top_3 * len(asked) and first >= top_1 * len(asked), (first, third, len(asked))


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("checklist relance", "checklist"),
        ("modèle de mail", "template"),
        ("document à remplir proposition", "template"),
        ("test distance", "diagnostic"),
        ("diagnostic mission bloquée", "diagnostic"),
        ("cas client difficile", "case"),
    ],
)
def test_what_is_asked_for_by_its_kind_comes_first(browser: Browser, address: str, query: str, kind: str):
    with searched(browser, f"{address}/") as watch:
        assert ask(watch.page, query)["answers"][0]["kind"] == kind


def test_an_answer_says_what_it_is_where_it_stands_and_why(browser: Browser, address: str):
    with searched(browser, f"{address}/", "glossaire/") as watch:
        first = ask(watch.page, "checklist comite de piloTage")["answers"][0]
        assert (first["kind"], first["kindTitle"], first["page"]) == ("checklist", "Checklist", "")
        assert {"comité", "pilotage"} <= {text.lower() for text, found in first["title"] if found}
        assert first["playbook"] and text_of(first["excerpt"]).endswith((".", "?", "!"))
        sections = [one for one in ask(watch.page, "harcèlement menaces")["answers"] if one["page"]]
        assert sections and all("#" in one["url"] for one in sections)
        for answer in ask(watch.page, "client", 200)["answers"]:
            assert not re.search(r"\bS\d-\d\d\b", text_of(answer["excerpt"]))
            assert len(text_of(answer["excerpt"])) < 400


def test_no_page_fills_the_list(browser: Browser, address: str):
    with searched(browser, f"{address}/") as watch:
        for found in ask_all(watch.page, ["client", "mission", "relance", "comité de pilotage", "glossaire"]):
            pages = pages_of(found)
            assert max(map(pages.count, pages)) <= 2


HARMLESS = ("-relance", "+relance", "relance-", "relance:", "*relance", "relance^2", "relance~9", '"relance"')
HARMLESS += ("(relance)", "\\relance", "« relance »", "relance 🙂", "relance ?", "Relance !")


@pytest.mark.parametrize("before", ["", NO_WORKER], ids=["worker", "page"])
def test_nothing_typed_is_an_operator_or_an_error(browser: Browser, address: str, before: str):
    with searched(browser, f"{address}/", before=before) as watch:
        plain = pages_of(ask(watch.page, "relance"))
        for typed, found in zip(HARMLESS, ask_all(watch.page, HARMLESS), strict=True):
            assert pages_of(found)[0] == plain[0], typed
        assert pages_of(ask(watch.page, "client -difficile")) == pages_of(ask(watch.page, "client difficile"))
        for nothing in ("", " ", "?", "le la les", "__proto__", "constructor", "🙂", "a" * 5_000, "zq " * 500):
            assert ask(watch.page, nothing)["total"] >= 0
        assert watch.errors == []


def test_what_is_glued_cut_or_elided_is_found(browser: Browser, address: str):
    with searched(browser, f"{address}/") as watch:
        for typed, page in {
            "lappel durgence": "posture-client/appel-d-urgence",
            "check list de relance": "relancer-mission/checklists/relance",
            "clientdifficile": "client-difficile",
            "mise en oeuvre": "",
            "kickoff": "distance-emotionnelle/tout-va-bien",
        }.items():
            found = pages_of(ask(watch.page, typed))
            assert found and (not page or page in found[:5]), (typed, found)


def test_when_nothing_is_found_help_is(browser: Browser, address: str):
    with searched(browser, f"{address}/") as watch:
        nothing = ask(watch.page, "onbordingg")
        assert nothing["total"] == 0 and len(nothing["situations"]) == 3
        assert all(one["kind"] == "situation" and one["page"] for one in nothing["situations"])
        near = ask(watch.page, "épouisemant")
        assert "épuisement" in near["near"] or near["total"], near
        assert watch.errors == []


def test_a_subject_that_the_site_does_not_treat_gets_help_not_noise(browser: Browser, address: str):
    typed = yaml.safe_load((QUERIES / "nothing.yml").read_text("utf-8"))["nothing"]
    with searched(browser, f"{address}/") as watch:
        for query, found in zip(typed, ask_all(watch.page, typed), strict=True):
            assert found["total"] or found["situations"], query
            assert all(text_of(answer["excerpt"]) for answer in found["answers"]), query


def test_more_answers_come_where_the_first_ones_end(browser: Browser, address: str):
    with searched(browser, f"{address}/") as watch:
        whole = ask(watch.page, "mission", 20)
        rest = watch.page.evaluate("kit.search.ask('mission', {from: 10, count: 10})")
        assert whole["answers"][10:] == rest["answers"] and rest["total"] == whole["total"]


def test_an_older_question_gives_way(browser: Browser, address: str):
    with searched(browser, f"{address}/") as watch:
        older, last = watch.page.evaluate("Promise.all([kit.search.ask('client'), kit.search.ask('mission')])")
        assert older is None and last["total"]


def test_the_search_works_where_no_worker_may_start(browser: Browser, site: Path, address: str):
    with searched(browser, f"{address}/") as watch:
        expected = pages_of(ask(watch.page, "client appelle le soir"))
    with searched(browser, f"{address}/", before=NO_WORKER) as watch:
        assert pages_of(ask(watch.page, "client appelle le soir")) == expected
    with watched(browser) as watch:
        watch.page.context.route("**/worker.js", lambda route: route.abort())
        watch.page.goto(address)
        watch.page.add_script_tag(url=f"{address}/{CLIENT}")
        assert pages_of(ask(watch.page, "client appelle le soir")) == expected
    with searched(browser, f"{site.as_uri()}/", "index.html") as watch:
        found = ask(watch.page, "client appelle le soir")
        addresses = [answer["url"].partition("#")[0] for answer in found["answers"]]
        assert [one.removesuffix("/index.html") for one in addresses] == expected
        assert all((site / one).is_file() for one in addresses) and watch.errors == []


def test_addresses_are_those_of_the_site(browser: Browser, project: Project):
    assert project.build("--strict", "--no-directory-urls").returncode == 0
    site = project.root / "site"
    with served(site) as url:
        for home in (f"{url}/", f"{site.as_uri()}/"):
            for page in ("index.html", "relance/signes.html"):
                with searched(browser, home, page) as watch:
                    answers = ask(watch.page, "relance")["answers"]
                    assert answers and all((site / one["url"].partition("#")[0]).is_file() for one in answers)


def test_a_search_that_cannot_load_says_so_and_may_be_opened_again(browser: Browser, address: str):
    with searched(browser, f"{address}/") as watch:
        watch.page.context.route("**/search/index.js", lambda route: route.abort())
        assert watch.page.evaluate("kit.search.open().then(() => 'opened', () => 'failed')") == "failed"
        watch.page.context.unroute("**/search/index.js")
        assert ask(watch.page, "mission")["total"]


def test_synonyms_acronyms_and_leads_work(browser: Browser, project: Project):
    project.write(
        "playbooks/synonyms.yml",
        "groups:\n  - words: [mécène, financeur du projet]\n"
        "leads:\n  - page: relance/signes\n    words: [le train-train quotidien]\n",
    )
    project.edit("playbooks/glossary.yml", '["commanditaire"]', '["SPZ", "mécène"]')
    assert project.build().returncode == 0
    with served(project.root / "site") as url, searched(browser, f"{url}/") as watch:
        for typed in ("spz", "mecenes", "financeur du projet"):
            assert "glossaire" in pages_of(ask(watch.page, typed)), typed
        assert pages_of(ask(watch.page, "train train"))[0] == "relance/signes"


def test_a_sentence_takes_its_words_from_several_leads(browser: Browser, project: Project):
    project.write(
        "playbooks/synonyms.yml",
        "groups:\n  - words: [a, b]\n"
        "leads:\n  - page: relance/signes\n    words: [un zèbre gris, la girafe verte]\n"
        "  - page: glossaire\n    words: [un zèbre très bleu]\n",
    )
    assert project.build().returncode == 0
    with served(project.root / "site") as url, searched(browser, f"{url}/") as watch:
        assert pages_of(ask(watch.page, "une girafe et un zèbre"))[0] == "relance/signes"


def test_who_asks_what_a_word_means_finds_the_page_that_says_it(browser: Browser, address: str):
    asked = ("c'est quoi un avenant", "qu’est-ce que le codéveloppement", "que veut dire RACI", "definition prospect")
    with searched(browser, f"{address}/") as watch:
        for query, found in zip(asked, ask_all(watch.page, asked), strict=True):
            assert found["answers"][0]["kind"] in ("glossary", "framework"), query
        names = ("Kübler-Ross", "schein", "Fisher et Ury", "karasek")
        for name, found in zip(names, ask_all(watch.page, names), strict=True):
            assert "cadres" in pages_of(found)[:2], name


def test_a_lead_goes_somewhere(project: Project):
    project.write(
        "playbooks/synonyms.yml", "groups:\n  - words: [a, b]\nleads:\n  - {page: relance/rien, words: [x]}\n"
    )
    assert [problem for problem in project.problems() if "relance/rien" in str(problem)]
