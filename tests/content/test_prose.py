"""What the contributors wrote: spelt in French, in their own words, every idea with its place."""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT
from playbook_kit.build.plan import plan_site
from playbook_kit.labels import browser_labels, labels
from playbook_kit.library.library import Library
from playbook_kit.model.framework import Frameworks
from playbook_kit.model.glossary import Glossary
from playbook_kit.model.situation import Situations
from playbook_kit.model.sources import Sources
from playbook_kit.model.tension import Tensions
from playbook_kit.render.readability import Passage, SourceTexts, copied_runs, long_sentences, passages
from playbook_kit.typography import french

WORDS = Path(__file__).parent / "mots.txt"
"""The project's own words: names, acronyms, English terms quoted as such."""

SOURCES = ROOT.parent / "shared" / "sources"
"""The articles, where the project is developed; they are not ours to distribute."""


@cache
def library() -> Library:
    return plan_site(ROOT).library


@cache
def dictionary() -> str:
    hunspell = shutil.which("hunspell")
    known = hunspell and subprocess.run([hunspell, "-d", "fr", "-l"], input=b"", capture_output=True).returncode == 0
    if not known:
        assert os.environ.get("CI") != "true", "hunspell and its French dictionary are missing"
        pytest.skip("hunspell and its French dictionary are missing")
    assert hunspell
    return hunspell


def misspelt(texts: list[str]) -> set[str]:
    """The words that neither French nor the project knows."""
    plain = "\n".join(texts).replace("\u2019", "'")
    command = [dictionary(), "-d", "fr", "-i", "utf-8", "-l"]
    found = subprocess.run(command, input=plain, capture_output=True, encoding="utf-8", check=True)
    known = set(WORDS.read_text("utf-8").split())
    elided = re.compile(r"^(?:[cdjlmnst]|qu)'", re.IGNORECASE)
    return {word for word in found.stdout.split() if elided.sub("", word).rstrip(".") not in known}


def test_the_speller_knows_a_mistake_from_a_word() -> None:
    assert misspelt(["Une lettre de mision, un livrable."]) == {"mision"}


def test_all_that_is_published_is_spelt() -> None:
    read = [passage.text for passage in passages(library()) if not passage.place.path.endswith("synonyms.yml")]
    shown = {name: group for name, group in labels().items() if name != "search"}  # which holds folded words
    interface = [text for said in (shown, browser_labels()) for group in said.values() for text in group.values()]
    # addresses, ids, blanks, files, keys
    kept_out = r"https?://\S+|[SB]\d-\d+|\{\w+\}|[\w-]+\.\w{2,4}\b|\w+_\w+|(?<=« )[a-z-]+:"
    assert misspelt([re.sub(kept_out, " ", text) for text in (*read, *interface)]) == set()


def test_the_word_list_is_in_order() -> None:
    words = WORDS.read_text("utf-8").split()
    assert words == sorted(set(words), key=lambda word: (word.casefold(), word))


ROWS = {"S1": 39, "S2": 48, "S3": 57, "S4": 51, "S5": 51}
"""How many ideas each article holds: every one was numbered when it was read."""


def test_every_idea_of_every_article_has_its_place() -> None:
    sources = library().of_kind("source")[0].content
    assert isinstance(sources, Sources)
    ideas = {article.id: [idea.id for idea in article.ideas] for article in sources.articles}
    assert ideas == {id: [f"{id}-{row:02}" for row in range(1, count + 1)] for id, count in ROWS.items()}
    for article in sources.articles:
        for idea in article.ideas:
            places = library().citing(idea.id)
            assert bool(places) != bool(idea.unpublished), idea.id


def test_there_is_enough_to_work_with() -> None:
    glossary, frameworks = library().of_kind("glossary")[0].content, library().of_kind("framework")[0].content
    situations, tensions = library().of_kind("situation")[0].content, library().of_kind("tension")[0].content
    assert isinstance(glossary, Glossary) and len(glossary.terms) >= 80
    assert isinstance(frameworks, Frameworks) and len(frameworks.frameworks) >= 30
    assert isinstance(situations, Situations) and len(situations.situations) >= 30
    assert isinstance(tensions, Tensions) and len(tensions.tensions) == 7
    assert len(library().playbooks) >= 5
    assert len(library().of_kind("case")) >= 8
    assert len(library().of_kind("checklist")) >= 18


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the articles are not beside the project")
def test_no_sentence_is_taken_from_a_source() -> None:
    sources = SourceTexts([file.read_text("utf-8") for file in SOURCES.glob("0*.txt")])
    assert len(sources.runs) > 3000
    copied = [(str(passage.place), run) for passage in passages(library()) for run in copied_runs(passage, sources)]
    assert copied == []


def test_a_copied_run_is_seen() -> None:
    sources = SourceTexts(["Un deux trois, quatre cinq six sept huit neuf."])
    passage = Passage(next(iter(passages(library()))).place, "Dix. Un, deux trois quatre : cinq six sept huit !")
    assert list(copied_runs(passage, sources)) == ["un deux trois quatre cinq six sept huit"]


def test_no_sentence_takes_two_breaths() -> None:
    long = [(str(passage.place), count) for passage in passages(library()) for _, count in long_sentences(passage)]
    assert long == []


@pytest.mark.parametrize(
    ("typed", "set_in_french"),
    [
        ("Qui décide ? Lui : « oui » !", "Qui décide\u202f? Lui\u00a0: «\u202foui\u202f»\u202f!"),
        ("l'accord d'aujourd'hui", "l\u2019accord d\u2019aujourd\u2019hui"),
        ("à 20 h, 50 % en 3 jours ; voilà", "à 20\u00a0h, 50\u00a0% en 3\u00a0jours\u202f; voilà"),
        ("| a | : |", "| a | : |"),
        ("5' ou 'mot' ou rock 'n' roll", "5' ou 'mot' ou rock 'n' roll"),
    ],
)
def test_french_spaces_and_apostrophes(typed: str, set_in_french: str) -> None:
    assert french(typed) == set_in_french
    assert len(french(typed)) == len(typed)
