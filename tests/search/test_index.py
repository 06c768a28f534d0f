"""What the core writes for the search: from what was typed, never from what was rendered."""

import gzip
import re
from pathlib import Path

import pytest
from asking import data_in, read_data

from conftest import ROOT, Project
from playbook_kit.build.plan import plan_site
from playbook_kit.kinds import KINDS
from playbook_kit.search.files import search_files
from playbook_kit.search.packed import packed, packed_words, steps_between
from playbook_kit.search.page import FoundPage, found_pages
from playbook_kit.search.passage import Passage
from playbook_kit.search.words import words_of, words_to_find
from playbook_kit.typography import folded, slug_of

FIRST_ANSWER = 150_000
"""Bytes, compressed, of all that comes before a first answer can be ranked and shown."""


def pages(project: Project) -> dict[str, FoundPage]:
    return {page.uri: page for page in found_pages(project.plan().library, KINDS)}


def passage(page: FoundPage, anchor: str) -> Passage:
    return next(one for one in page.passages if one.anchor == anchor)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("L’œuvre, d'Éloïse", ["oeuvre", "eloise"]),
        ("CŒUR ÆQUO", ["coeur", "aequo"]),
        ("rendez-vous n'est pas", ["rendez"]),
        ("COPIL/CODIR 2026", ["copil", "codir", "2026"]),
        ("🙂 __proto__ *", ["proto"]),
        ("e\u0301puise\u0301", ["epuise"]),
    ],
)
def test_words_are_folded_and_cut_at_every_sign(typed: str, words: list[str]):
    assert [*words_of(typed)] == words


def test_a_compound_is_found_in_one_word_too():
    assert {*words_to_find("Le kick-off")} == {"kick", "off", "kickoff"}


def test_ligatures_are_two_letters_everywhere():
    assert folded("Œuvre") == "oeuvre" and slug_of("Mise en œuvre") == "mise-en-oeuvre"
    assert sorted(["Tuteur", "Œuvre", "Note"], key=folded) == ["Note", "Œuvre", "Tuteur"]


def test_numbers_and_words_are_packed_in_few_signs():
    assert packed([0, 31, 32, 1024]) == "A5bAbaA"
    assert steps_between([0, 3, 4]) == [0, 2, 0]
    assert packed_words(["client", "clients", "clos"]) == "AclientGsCos"


def test_prose_is_indexed_without_its_marks(project: Project):
    project.write(
        "playbooks/relance/signes.md",
        "---\ntitle: Les signes\nsummary: Voir ce qui bloque.\n---\n"
        "Avant [[glossary:sponsor]], **on** lit [la suite](index.md). [[source:A1-01]]\n\n"
        "## Un `code` {#code}\n\n| Qui | Quoi |\n| --- | --- |\n| Le *DRH* | décide |\n\n"
        '!!! dire "À dire"\n\n    - « Où en est-on ? »\n\n```\nmot_de_code(1)\n```\n',
    )
    page = pages(project)["relance/signes.md"]
    first, section = page.passages
    assert first.blocks == ("Avant sponsor, on lit la suite.",)
    assert (section.anchor, section.title) == ("code", "Un code")
    assert section.blocks[:3] == ("Qui · Quoi", "Le DRH · décide", "À dire")
    assert section.blocks[-1] == "mot_de_code(1)"


def test_each_part_with_an_anchor_is_a_passage(project: Project):
    found = pages(project)
    checklist = found["relance/checklists/demarrage.md"]
    assert len(checklist.passages) == 2 and len(checklist.passages[1].blocks) >= 5
    diagnostic = found["relance/diagnostics/arret.md"]
    assert {"demande-floue", "perimetre"} <= {one.anchor for one in diagnostic.passages}
    assert passage(found["glossaire.md"], "sponsor").title == "Sponsor"


def test_what_is_one_page_is_found_once_and_the_list_of_words_never(project: Project):
    project.write("playbooks/synonyms.yml", "groups:\n  - words: [a, b]\n")
    found = pages(project)
    assert len([uri for uri in found if uri == "relance/index.md"]) == 1
    assert {"checklists.md", "index.md"} <= found.keys() and "recherche.md" not in found
    assert any(one.anchor for one in found["relance/index.md"].passages), "its opening prose is part of it"


def test_no_code_of_a_source_is_ever_shown():
    for page in found_pages(plan_site(ROOT).library, KINDS):
        for one in page.passages:
            for text in (page.summary, one.title, *(one.blocks if one.anchor else ())):
                assert not re.search(r"\bS\d-\d\d\b|\[\[|\]\(|\{#", text) or page.uri in (
                    "contribuer.md",
                    "publier.md",
                ), text


def test_every_answer_leads_somewhere(site: Path):
    missing = []
    for name, pages_there in read_data(site).items():
        for address, _, _, _, _, _, sections in pages_there if name.startswith("texts") else ():
            ids = {*re.findall(r'\bid="?([^\s">]+)', (site / address / "index.html").read_text("utf-8"))}
            missing += [f"{address}#{anchor}" for anchor, _, _ in sections if anchor not in ids]
    assert missing == []


def test_what_comes_before_a_first_answer_is_light(site: Path):
    """The scripts and the index whole; then what ten pages say, were they in ten files of the usual weight."""
    scripts = [file for file in (site / "assets/kit/search").glob("*.js") if file.stem != "box"]
    index = [*(site / "search").glob("index.js"), *(site / "search").glob("words-*.js")]
    texts = [*(site / "search").glob("texts-*.js")]
    weights = {file: len(gzip.compress(file.read_bytes(), 9)) for file in (*scripts, *index, *texts)}
    usual = sorted(weights[file] for file in texts)[len(texts) // 2]
    assert sum(weights[file] for file in (*scripts, *index)) + 10 * usual <= FIRST_ANSWER


def test_a_share_of_the_index_fits_in_a_file_however_large_the_site(project: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("playbook_kit.search.files.SHARE", 100)
    files = {file.uri: data_in(str(file.content)) for file in search_files(project.plan().library, KINDS)}
    shares = files["search/index.js"]["shares"]
    assert len(shares) > 3 and len([uri for uri in files if "words-" in uri]) == len(shares)


HOSTILE = "</script><img src=x onerror=hostile()> ' \\\\ \u2028"


def test_hostile_texts_are_data(project: Project):
    project.edit("playbooks/glossary.yml", '["commanditaire"]', f'["{HOSTILE[:-2]}"]')
    for output in project.plan().outputs:
        if output.uri.startswith("search/"):
            script = str(output.content)
            assert not set(script) & set("<>&\u2028\u2029") and script.count("\n") == 1
            data_in(script)
