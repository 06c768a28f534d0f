"""The words of a text as the search knows them: folded, cut at every sign, as ``french.js`` cuts a query."""

import re
from collections.abc import Iterator

from ..labels import labels
from ..typography import unaccented

STOP_WORDS = frozenset(labels()["search"]["stop"].split())
WEAK_WORDS = frozenset(labels()["search"]["weak"].split())

_WORD = re.compile(r"[a-z0-9]+")
_COMPOUND = re.compile(r"(?<![a-z0-9-])([a-z0-9]+)-([a-z0-9]+)(?![a-z0-9-])")


def words_of(text: str) -> Iterator[str]:
    """The telling words of *text*, in order."""
    yield from (word for word in _WORD.findall(unaccented(text)) if word not in STOP_WORDS)


def words_to_find(text: str) -> Iterator[str]:
    """The telling words of *text*, and each compound of two as one word too: « kick-off » is also « kickoff »."""
    plain = unaccented(text)
    yield from (word for word in _WORD.findall(plain) if word not in STOP_WORDS)
    if "-" in plain:
        yield from (one + two for one, two in _COMPOUND.findall(plain) if not {one, two} & STOP_WORDS)
