"""What a word weighs where it stands, told in seven steps: all that a browser needs to know of the texts."""

from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, repeat
from math import sqrt

from .page import FoundPage
from .words import WEAK_WORDS, words_to_find

IN_PAGE_TITLE, IN_SECTION_TITLE, IN_TEXT, IN_SUMMARY, IN_KIND = 4, 1.5, 1, 0.8, 1.5
"""What a match is worth, by where it stands. A word of a page's title says what the page is about."""

USUAL_WORDS = 60
"""Telling words of a passage of usual length: in a shorter one each weighs more."""

SCALE = tuple(accumulate(repeat(1.6, 6), float.__mul__, initial=0.4))
"""What each step is worth: three fifths more than the one before."""

_BOUNDS = tuple(step * sqrt(1.6) for step in SCALE[:-1])


def page_weights(page: FoundPage, kind_title: str) -> Iterator[dict[str, int]]:
    """For each passage of a *page*, its words, each with its step."""
    for number, passage in enumerate(page.passages):
        weights = dict(_in_text(Counter(_telling("\n".join(passage.blocks)))))
        titles = {passage.title: IN_SECTION_TITLE}
        if number == 0:
            titles = {page.title: IN_PAGE_TITLE, page.summary: IN_SUMMARY, kind_title: IN_KIND}
        for title, worth in titles.items():
            for word in set(words_to_find(title)):
                weights[word] = weights.get(word, 0) + worth
        yield {word: step_of(weight) for word, weight in weights.items()}


def _telling(text: str) -> Iterator[str]:
    """The words of a *text* by which it may be found. One that says little is looked for in titles and in leads only:
    in texts it would be a sixth of the whole index, and rank nothing."""
    return (word for word in words_to_find(text) if word not in WEAK_WORDS)


def _in_text(counts: Counter[str]) -> Iterator[tuple[str, float]]:
    """As in BM25: the tenth time says less than the first, and a word weighs more in a short text."""
    length = counts.total() / USUAL_WORDS
    for word, times in counts.items():
        yield word, IN_TEXT * 2.2 * times / (times + 0.7 + 0.5 * length)


def step_of(weight: float) -> int:
    """The step that is nearest to a *weight*."""
    return bisect(_BOUNDS, weight)
