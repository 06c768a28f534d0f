"""The files of the search: scripts that only set a value, as pages opened from a folder can read no other.

``index.js`` holds what every query needs; ``words-N.js`` where a share of the words stands; ``texts-N.js`` what some
pages say, read only when one of them is shown as an answer.
"""

import json
from collections.abc import Iterable, Iterator, Sequence

from ..kind import Kind
from ..library.library import Library
from ..model.base import Content
from ..render.output import Output
from .index import Index, site_index
from .packed import packed, packed_words, steps_between
from .page import FoundPage
from .weights import SCALE
from .words import STOP_WORDS, WEAK_WORDS, words_of

_ORIGIN = "playbooks/synonyms.yml"

SHARE = 200_000
"""Places of words in one file: more makes the first answer of a large site wait, fewer its every answer."""

TEXT = 5_000
"""Characters of text in one file, a long page aside: ten answers are ten files at most."""


def search_files(library: Library, kinds: Sequence[Kind[Content]]) -> Iterator[Output]:
    """All that the search reads."""
    return files_of(site_index(library, kinds))


def files_of(index: Index) -> Iterator[Output]:
    """The files that hold an *index*."""
    words = sorted(index.postings)
    shares = [*_shares(words, index)]
    files = [*_text_files(index.pages)]
    yield _script("index", {**_index(index, words, shares), "texts": packed(len(pages) for pages in files)})
    for number, share in enumerate(shares):
        yield _script(f"words-{number}", _places(share, index))
    names = [name for name, _ in index.kinds]
    for number, pages in enumerate(files):
        yield _script(f"texts-{number}", [_text(page, names) for page in pages])


def _index(index: Index, words: Sequence[str], shares: Sequence[Sequence[str]]) -> dict[str, object]:
    names = [name for name, _ in index.kinds]
    return {
        "words": packed_words(words),
        "counts": packed(len(index.postings[word]) for word in words),
        "shares": [len(share) for share in shares],
        "scale": [round(step, 3) for step in SCALE],
        "stop": " ".join(sorted(STOP_WORDS)),
        "weak": " ".join(sorted(WEAK_WORDS)),
        "kinds": index.kinds,
        "passages": packed(len(page.passages) for page in index.pages),
        "kind": packed(names.index(page.kind) for page in index.pages),
        "boost": packed(round(page.boost * 10) for page in index.pages),
        "leads": packed(n for lead in index.leads for n in (lead.passage, lead.words, round(lead.weight * 10))),
        "synonyms": [[" ".join(words_of(phrase)) for phrase in group] for group in index.synonyms],
        "situations": packed(number for pair in index.situations for number in pair),
    }


def _shares(words: Sequence[str], index: Index) -> Iterator[Sequence[str]]:
    """The *words* cut into shares of about as many places."""
    share: list[str] = []
    places = 0
    for word in words:
        share.append(word)
        places += len(index.postings[word])
        if places >= SHARE:
            yield share
            share, places = [], 0
    if share:
        yield share


def _places(share: Iterable[str], index: Index) -> list[str]:
    """Where the words of a *share* stand, and the steps of what they weigh there."""
    places = [index.postings[word] for word in share]
    where = "".join(packed(steps_between([number for number, _ in found])) for found in places)
    return [where, packed(step for found in places for _, step in found)]


def _text_files(pages: Sequence[FoundPage]) -> Iterator[Sequence[FoundPage]]:
    """The *pages* as they stand together in a file, neighbours of one folder mostly."""
    together: list[FoundPage] = []
    length = 0
    for page in pages:
        own = sum(len(block) for passage in page.passages for block in passage.blocks)
        if together and length + own > TEXT:
            yield together
            together, length = [], 0
        together.append(page)
        length += own
    if together:
        yield together


def _text(page: FoundPage, names: Sequence[str]) -> list[object]:
    address = page.uri.removesuffix(".md").removesuffix("index")
    first, *others = page.passages
    sections = [[one.anchor, one.title, "\n".join(one.blocks)] for one in others]
    return [address, names.index(page.kind), page.title, page.summary, page.playbook, "\n".join(first.blocks), sections]


def _script(name: str, value: object) -> Output:
    """A *value* under a *name*, as data wherever a script may stand: no sign of markup, no end of line in a text."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Output(f"search/{name}.js", _ORIGIN, f'(self.searchData??={{}})["{name}"]={text};\n')
