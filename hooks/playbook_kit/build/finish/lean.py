"""What readers load, without what only writers read: blank lines between tags, comments of scripts and styles."""

import re
from collections.abc import Callable, Mapping, Sequence
from posixpath import dirname, join, normpath
from urllib.parse import quote

import tinycss2
from tinycss2.ast import Node

# Read as text: a parser would write the whole page again in its own way, where only spaces and signs are to go.
_AS_TYPED = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>|<!--.*?-->)", re.DOTALL | re.IGNORECASE)
_PLAIN_SIGN = re.compile(r"&#(33|40|41|44|45|46|47|58|63);")  # ! ( ) , - . / : ?
_LINE_END = re.compile(r"\s*\n\s*")
_WHOLE_LINES = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*(?:(?!\*/).)*\*/[ \t]*)\n", re.DOTALL | re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_DRAWING = re.compile(r"""url\(["']?([^"'():]+\.svg)["']?\)""")
_PLAIN = " ='/:;,<>()"


def lean_page(page: str) -> str:
    """The HTML *page*, a line end for each run of spaces around one, plain signs as themselves: it shows the same."""
    pieces = _AS_TYPED.split(page)  # text, then what is kept, the name of its tag, text…
    return "".join(
        _lean_text(piece) if number % 3 == 0 else piece for number, piece in enumerate(pieces) if number % 3 < 2
    )


def _lean_text(text: str) -> str:
    return _PLAIN_SIGN.sub(lambda sign: chr(int(sign[1])), _LINE_END.sub("\n", text))


def lean_script(script: str) -> str:
    """The *script* without comments that have their lines for themselves, nor indents.

    Indents stay where a text may hold some: where the signs that open and close texts of several lines do not pair.
    """
    bare = _WHOLE_LINES.sub("", script)
    return bare if any(line.count("`") % 2 for line in bare.splitlines()) else _INDENT.sub("", bare)


def lean_style(style: str, uri: str, drawings: Mapping[str, str]) -> str:
    """The *style* at *uri* without comments or indents, the small *drawings* that it asks for in it.

    One request less for each; and a page opened from a folder may not use a drawing of another file as a mask.
    """
    tokens = tinycss2.parse_component_value_list(style, skip_comments=True)
    bare = re.sub(r"\n+", "\n", _without_indents(tokens)).strip()
    return with_drawings(bare, lambda address: drawings.get(normpath(join(dirname(uri), address)))) + "\n"


def _without_indents(tokens: Sequence[Node]) -> str:
    """The *tokens* as text, each white space as one sign."""
    parts = []
    for token in tokens:
        if token.type == "whitespace":
            parts.append("\n" if "\n" in token.value else " ")
        elif token.type == "{} block":
            parts.append(f"{{{_without_indents(token.content)}}}")
        else:
            parts.append(token.serialize())
    return "".join(parts)


def with_drawings(style: str, drawing: Callable[[str], str | None]) -> str:
    """The *style* with, in the place of their addresses, the SVG texts that *drawing* finds there."""

    def drawn(address: re.Match[str]) -> str:
        text = drawing(address[1])
        return f'url("data:image/svg+xml,{quote(text.strip(), safe=_PLAIN)}")' if text else address[0]

    return _DRAWING.sub(drawn, style)
