"""The passages of a page of prose: Markdown without its marks, a heading a passage."""

import re
from collections.abc import Iterator

from ..library.library import Library
from ..read.prose import Prose
from ..render.page.writer import plain
from .passage import Passage

CELLS = " · "
"""What stands between two cells of a row, which are no sentence."""

_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)?[^\s<>]+)>")
_DEFINITION = re.compile(r"\[[^\]]+\]:\s*\S+.*")
_FRESH = re.compile(r"\s*(?:[-*+] |\d+[.)] |>|!!!|\|)")
_MARKS = re.compile(r"^(?:[-*+] |\d+[.)] |#+ |> ?)+")
_STRESS = re.compile(r"(?<!\w)([*_]{1,3})(?=\S)|(?<=\S)([*_]{1,3})(?!\w)|`+|\\(?=[^\w\s])")
_HEADING = re.compile(r"^#+|(?:\{[ ]*#[\w-]+[ ]*\}|#+)[ ]*$")
_RULE = re.compile(r"[-:|\s*_]*")
_FENCE = re.compile(r"\s*(?:`{3}|~{3})")


def prose_passages(prose: Prose, library: Library) -> Iterator[Passage]:
    """What stands before the first heading, then under each one."""
    starts = {heading.line: heading for heading in prose.headings}
    anchor, title, blocks, lines = "", "", list[str](), list[str]()

    def end_block() -> None:
        if text := _text(" ".join(lines), library):
            blocks.append(text)
        lines.clear()

    for number, line in enumerate(prose.lines):
        if heading := starts.get(number):
            end_block()
            yield Passage(anchor, title, tuple(blocks))
            anchor, title, blocks = heading.anchor, _text(_HEADING.sub("", line), library), []
        elif number in prose.code:
            end_block()
            if line.strip() and not _FENCE.match(line):
                blocks.append(" ".join(line.split()))
        else:
            if _FRESH.match(line) or not line.strip():
                end_block()
            if line.strip():
                lines.append(line.strip())
    end_block()
    yield Passage(anchor, title, tuple(blocks))


def _text(typed: str, library: Library) -> str:
    """A block as it is read: references as their titles, links as their words, no mark of a source."""
    if typed.startswith("!!!"):
        typed = typed.partition('"')[2].rpartition('"')[0]
    text = plain(typed, library)
    if text.startswith("|"):
        cells = (_bare(cell) for cell in re.split(r"(?<!\\)\|", text.strip("|")))
        return CELLS.join(cell for cell in cells if cell)
    return _bare(text)


def _bare(text: str) -> str:
    if _RULE.fullmatch(text) or _DEFINITION.fullmatch(text):
        return ""
    text = _LINK.sub(r"\1", text)
    text = _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", text))  # twice: a picture may be a link's words
    return " ".join(_STRESS.sub("", _MARKS.sub("", text.strip())).split())
