"""Prose as a reader meets it, and what can be counted in it: long sentences, words that are somebody else's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..kind import Entry
from ..library.citation import SOURCE
from ..library.library import Library
from ..model.base import SLUG, Content, PageLink, TargetId, typed_values
from ..model.template import BLANK
from ..problems import Place
from ..read.prose import Prose
from .page.writer import plain

MAX_WORDS = 35
"""Words in a sentence that can still be read aloud in one breath."""

COPIED_WORDS = 8
"""Words in a row that are the same as a source's: past this it is a quotation, and must be one."""

_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\s»\u202f\u00a0]+(?=[\w«\"])")


@dataclass(frozen=True)
class Passage:
    """A paragraph, a list item or a field, without its markup."""

    place: Place
    text: str


def passages(library: Library) -> Iterator[Passage]:
    """All that was typed to be read, in the order of the files."""
    for entry in library.entries:
        yield from _fields(entry, library)
        if entry.prose:
            yield from _paragraphs(entry.prose, library)


def long_sentences(passage: Passage) -> Iterator[tuple[str, int]]:
    """The sentences of more than 35 words, with how many they have."""
    for sentence in _SENTENCE_END.split(passage.text):
        count = len(_WORD.findall(sentence))
        if count > MAX_WORDS:
            yield sentence.strip(), count


def copied_runs(passage: Passage, sources: "SourceTexts") -> Iterator[str]:
    """The runs of eight words that stand in a source too."""
    words = [word.casefold() for word in _bare_words(passage.text)]
    for start in range(len(words) - COPIED_WORDS + 1):
        run = tuple(words[start : start + COPIED_WORDS])
        if run in sources.runs:
            yield " ".join(run)


class SourceTexts:
    """The texts of the sources, as the runs of words that must not be found in ours."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.runs: set[tuple[str, ...]] = set()
        for text in texts:
            words = [word.casefold() for word in _bare_words(text)]
            self.runs |= {tuple(words[at : at + COPIED_WORDS]) for at in range(len(words) - COPIED_WORDS + 1)}


def _bare_words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _fields(entry: Entry[Content], library: Library) -> Iterator[Passage]:
    for at, value in typed_values(entry.content, str):
        if entry.kind.name == SOURCE and at[-1] == "title":
            continue  # an article's title is quoted as it is
        if not isinstance(value, TargetId | PageLink) and not SLUG.fullmatch(value) and at[-1] != "id":
            yield Passage(entry.document.place(*at), _plain(value, library))


def _paragraphs(prose: Prose, library: Library) -> Iterator[Passage]:
    """Paragraphs, list items, table cells, titles: what a blank line, a mark or a bar sets apart."""
    lines: list[str] = []
    start = 0
    for number, typed in enumerate([*prose.lines, ""]):
        line = "" if number in prose.code else typed
        fresh = re.match(r"\s*(?:[-*+] |\d+[.)] |#|>|!!!|\|)", line)
        if lines and (fresh or not line.strip()):
            yield from _passages_of(prose, start, " ".join(lines), library)
            lines = []
        if line.strip():
            start = start if lines else number
            lines.append(line.strip())


def _passages_of(prose: Prose, start: int, text: str, library: Library) -> Iterator[Passage]:
    if text.startswith("!!!"):
        text = text.partition('"')[2].rpartition('"')[0]
    parts = text.strip("|").split("|") if text.startswith("|") else [text]
    for part in parts:
        plain = re.sub(r"!?\[([^\[\]]*)\]\([^)]*\)", r"\1", _plain(part, library))
        plain = re.sub(r"\{#[^}]*\}|`[^`]*`|^[-:\s]+$", "", plain)
        plain = re.sub(r"^(?:[-*+] |\d+[.)] |#+ |> ?)+|\*+", "", plain).strip()
        if plain:
            yield Passage(Place(prose.path, start + prose.first_line), plain)


def _plain(text: str, library: Library) -> str:
    """The *text* with its references as their words; marks of sources and blanks are no words."""
    return BLANK.sub("…", plain(text, library))
