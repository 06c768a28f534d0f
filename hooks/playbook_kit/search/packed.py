"""Numbers and words packed into the characters of a script: read in a browser at once, small on the way.

A number is written in digits of 32, the last one in capitals and figures; ``vocabulary.js`` reads them back.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

_MORE = "abcdefghijklmnopqrstuvwxyz!#$%()"
_LAST = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def packed(numbers: Iterable[int]) -> str:
    """The *numbers*, from 0 on, one after the other."""
    return "".join([_LAST[number] if number < 32 else _digits(number) for number in numbers])


def steps_between(ordered: Sequence[int]) -> list[int]:
    """What each of the *ordered* numbers adds to the one before, less one: the first counts from -1."""
    return [number - before - 1 for before, number in pairwise((-1, *ordered))]


def packed_words(ordered: Iterable[str]) -> str:
    """The *ordered* words, each with how much it has in common with the one before (a capital) and what follows."""
    pairs = pairwise(("", *ordered))
    return "".join(f"{_LAST[common]}{word[common:]}" for before, word in pairs for common in [_common(before, word)])


def _common(one: str, other: str) -> int:
    same = takewhile(lambda letters: letters[0] == letters[1], zip(one, other, strict=False))
    return min(25, sum(1 for _ in same))


def _digits(number: int) -> str:
    digits = _LAST[number % 32]
    while number := number // 32:
        digits = _MORE[number % 32] + digits
    return digits
