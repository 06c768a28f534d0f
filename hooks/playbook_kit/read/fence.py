"""What of a contributor's Markdown is code for certain, and so nothing but text.

That is a fence at the start of a line, and a span whose line has an even number of single backticks.
"""

import re
from collections.abc import Iterator, Sequence

_FENCE = re.compile(r"(`{3,}|~{3,})[ ]*[\w-]*[ ]*")


def code_in(lines: Sequence[str]) -> set[int]:
    """The numbers of the lines, from 0, that a fence and its closing one hold between them, both included."""
    return {number for opening, closing in _fences(lines) if closing for number in range(opening, closing + 1)}


def bad_fences(lines: Sequence[str]) -> Iterator[tuple[int, int, str, str]]:
    """Line, column, message and hint of each fence that opens or closes nothing."""
    code, end = code_in(lines), len(lines)
    for opening, closing in _fences(lines):
        if closing is None:
            end, fence = opening, re.match(r"`+|~+", lines[opening])[0]  # type: ignore[index]
            yield opening, 0, "bloc de code jamais refermé", f"ajoutez une ligne « {fence} » après lui"
    for number, line in enumerate(lines[:end]):
        if number not in code and line.lstrip(" ").startswith(("```", "~~~")):
            hint = "commencez-la en début de ligne : trois accents graves, puis au plus un mot"
            yield number, 0, "clôture de code mal écrite", hint


def without_code(lines: Sequence[str], code: set[int]) -> list[str]:
    """The lines with all that is *code* blanked out, column for column; spans keep their backticks."""
    bare = ["" if number in code else line for number, line in enumerate(lines)]
    if any("`" in line for line in bare) and all(_spans_are_plain(line) for line in bare):
        bare = [re.sub(r"`[^`]*`", lambda span: f"`{' ' * (len(span[0]) - 2)}`", line) for line in bare]
    return bare


def _fences(lines: Sequence[str]) -> Iterator[tuple[int, int | None]]:
    """The line of each opening fence and that of its closing one; the last may have none."""
    number = 0
    while number < len(lines):
        if lines[number].startswith(("`", "~")) and (fence := _FENCE.fullmatch(lines[number])):
            closing = _closing(fence[1], lines, number)
            yield number, closing
            if closing is None:
                return
            number = closing
        number += 1


def _closing(fence: str, lines: Sequence[str], opening: int) -> int | None:
    for number in range(opening + 1, len(lines)):
        if lines[number].rstrip(" \t") == fence:
            return number
    return None


def _spans_are_plain(line: str) -> bool:
    """Whether each backtick of the *line* surely opens or closes a span on that line."""
    return line.count("`") % 2 == 0 and "``" not in line and "\\`" not in line
