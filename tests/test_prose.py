"""What the contributors wrote: spelt in French, in their own words, every idea with its place."""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT
from playbook_kit.labels import labels
from playbook_kit.library import Library
from playbook_kit.readability import Passage, SourceTexts, copied_runs, long_sentences, passages
from playbook_kit.site import plan_site
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
    command = [dictionary(), "-d", "fr", "-i", "utf-8", "-p", str(WORDS), "-l"]
    found = subprocess.run(command, input="\n".join(texts), capture_output=True, encoding="utf-8", check=True)
    return set(found.stdout.split())


def test_the_speller_knows_a_mistake_from_a_word() -> None:
    assert misspelt(["Une lettre de mision, un livrable."]) == {"mision"}


def test_all_that_is_published_is_spelt() -> None:
    plain = [re.sub(r"https?://\S+|[SB]\d-\d+|\w+\.\w{2,4}\b", " ", passage.text) for passage in passages(library())]
    interface = [text for group in labels().values() for text in group.values()]
    assert misspelt([text.replace("\u2019", "'") for text in [*plain, *interface]]) == set()


def test_the_word_list_holds_nothing_that_french_knows() -> None:
    words = WORDS.read_text("utf-8").split()
    assert words == sorted(set(words), key=str.casefold)


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
