"""What readers load without what only writers read: blank lines between tags, comments of scripts and styles."""

import re

_AS_TYPED = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>|<!--.*?-->)", re.DOTALL | re.IGNORECASE)
_LINE_END = re.compile(r"\s*\n\s*")
_WHOLE_LINES = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*(?:(?!\*/).)*\*/[ \t]*)\n", re.DOTALL | re.MULTILINE)
_STYLE_COMMENT = re.compile(r"(\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')|/\*.*?\*/", re.DOTALL)


def lean_page(page: str) -> str:
    """The HTML *page*, a line end for each run of spaces around one: it shows the same."""
    pieces = _AS_TYPED.split(page)  # text, then what is kept, the name of its tag, text…
    return "".join(_LINE_END.sub("\n", piece) if number % 3 == 0 else piece for number, piece in enumerate(pieces) if number % 3 < 2)


def lean_script(script: str) -> str:
    """The *script* without comments that have their lines for themselves."""
    return _WHOLE_LINES.sub("", script)


def lean_style(style: str) -> str:
    """The *style* without comments or indents."""
    return _LINE_END.sub("\n", _STYLE_COMMENT.sub(lambda found: found[1] or "", style)).strip() + "\n"
