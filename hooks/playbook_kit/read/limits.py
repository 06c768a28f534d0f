"""How much a page may hold, so that what is accepted never keeps an engine busy.

Python-Markdown's time grows with the square of some of these.
"""

import re
from collections.abc import Iterator, Sequence

MAX_PROSE = 100_000
"""Characters in a page: some 15,000 words, an hour and more of reading."""
MAX_LINE = 5_000
"""Characters in a line."""
MAX_BLOCK = 20_000
"""Characters in a paragraph (lines without a blank line between)."""
MAX_MARKS = 60
"""Unbalanced brackets in a paragraph."""
MAX_INDENT = 24
"""Columns of indentation, list and quote marks included."""
MAX_NESTING = 6
"""Quotes and lists opened on one line."""
MAX_SIGNS = 400
"""Brackets, parentheses, or runs of one sign, in a paragraph."""
MAX_LINKS = 2_000
"""Links and references in a page."""
MAX_DRAWINGS = 12
"""Drawings in a page, which they stand in whole."""

MARKS = re.compile(r"(?:[ >]|[-*+] |\d+[.)] )*")
"""The quotes and lists that a line stands in."""

_SIGNS = {"*": r"\*+", "_": r"_+", "`": r"`+", "<": r"<", "!": r"!", "\\": r"\\", "[": r"\[", "(": r"\("}


def excess(lines: Sequence[str], bare: list[str]) -> Iterator[tuple[int, int, str, str]]:
    """Line, column, message and hint of each excess in *lines*, of which *bare* is what is not code.

    A paragraph that is refused is blanked out of *bare*: nothing more is read of it.
    """
    if (size := sum(map(len, lines))) > MAX_PROSE:
        message = f"page trop longue : {size} caractères, la limite est de {MAX_PROSE}"
        yield 0, 0, message, "faites-en plusieurs pages"
    start, block, deep = 0, "", False
    for number, line in enumerate([*bare, ""]):
        if len(line) > MAX_LINE:
            yield number, MAX_LINE, f"ligne de plus de {MAX_LINE} caractères", "coupez-la en phrases"
        shallow, deep = not deep, bool(line.strip()) and _is_deep(lines[number])
        if deep and shallow:
            yield number, 0, "imbrication trop profonde", "remontez la liste ou la citation d'un niveau"
        if line.strip(" "):
            block += line + "\n"
            continue
        if _is_crowded(block):
            yield start, 0, "paragraphe trop long ou trop chargé de signes", "coupez-le par une ligne vide"
            bare[start:number] = [""] * (number - start)
        start, block = number + 1, ""


def _is_deep(line: str) -> bool:
    marks = MARKS.match(line)[0]  # type: ignore[index]
    if len(marks) <= MAX_NESTING:  # each takes a column at least
        return False
    return len(marks) > MAX_INDENT or len(re.findall(r"[^\d .)]|\d+", marks)) > MAX_NESTING


def _is_crowded(block: str) -> bool:
    return (
        len(block) > MAX_BLOCK
        or abs(block.count("[") - block.count("]")) > MAX_MARKS
        or any(block.count(sign) > MAX_SIGNS < len(re.findall(run, block)) for sign, run in _SIGNS.items())
    )
