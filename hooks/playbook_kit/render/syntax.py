"""How a page is written: in Markdown, which any engine reads, or in HTML, which none has to read again.

The templates are the same for both. They are HTML, but for headings and links, which ask here for their form, and for
the marks by which Markdown reads on inside an element.
"""

import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from ..typography import french

_INERT = {sign: f"&#{ord(sign)};" for sign in string.punctuation}
_PUNCTUATION = re.compile(f"[{re.escape(string.punctuation)}]")


@dataclass(frozen=True)
class Syntax:
    """One way to write a page: *text* as itself, the attributes of an element in which *block* or *span* is read on."""

    name: str
    text: Callable[[str], Markup]
    block: Markup
    span: Markup
    heading: Callable[..., Markup]
    """Of a level (1 to 6) and a text, with an id and classes where they are given."""
    link: Callable[..., Markup]
    """Of a label and an address, with classes and other attributes."""

    def spaced(self, text: str) -> Markup:
        """As *text*, with a space kept at either end: the sentence goes on with a link or a blank."""
        lead, trail = " " * text[:1].isspace(), " " * (text[-1:].isspace() and bool(text.strip()))
        return Markup(f"{lead}{self.text(text)}{trail}")


@lru_cache(maxsize=5_000)
def inert(text: str) -> Markup:
    """The *text* as itself wherever Markdown or HTML reads it, on one line."""
    plain = french(" ".join(str(text).split()))
    return Markup(_PUNCTUATION.sub(lambda sign: _INERT[sign[0]], plain))  # twice as fast as « translate »


@lru_cache(maxsize=5_000)
def _escaped(text: str) -> Markup:
    return escape(french(" ".join(str(text).split())))


def _as(text: Callable[[str], Markup], label: str) -> Markup:
    return label if isinstance(label, Markup) else text(label)


def _marks(marks: list[str]) -> str:
    """Between the braces that Python-Markdown's ``attr_list`` reads."""
    return f"{{ {' '.join(marks)} }}" if marks else ""


def _name(key: str) -> str:
    """An attribute as HTML writes it: ``aria_label`` is a name of Python's."""
    return key.replace("_", "-")


def _markdown_heading(level: int, text: str, id: str = "", classes: str = "") -> Markup:
    marks = [f"#{id}"] * bool(id) + [f".{name}" for name in classes.split()]
    return Markup(f"{'#' * level} {_as(inert, text)}{' ' * bool(marks)}{_marks(marks)}")


def _html_heading(level: int, text: str, id: str = "", classes: str = "") -> Markup:
    attributes = (f' id="{id}"' if id else "") + (f' class="{classes}"' if classes else "")
    return Markup(f"<h{level}{attributes}>{_as(_escaped, text)}</h{level}>")


def _markdown_link(label: str, href: str, classes: str = "", **more: str) -> Markup:
    marks = [f".{name}" for name in classes.split()]
    marks += [f'{_name(key)}="{_as(inert, value)}"' for key, value in more.items()]
    return Markup(f"[{_as(inert, label)}]({href}){_marks(marks)}")


def _html_link(label: str, href: str, classes: str = "", **more: str) -> Markup:
    attributes = f' class="{classes}"' if classes else ""
    attributes += "".join(f' {_name(key)}="{_as(_escaped, value)}"' for key, value in more.items())
    return Markup(f'<a href="{href}"{attributes}>{_as(_escaped, label)}</a>')


MARKDOWN = Syntax(
    "markdown", inert, Markup(' markdown="1"'), Markup(' markdown="span"'), _markdown_heading, _markdown_link
)
HTML = Syntax("html", _escaped, Markup(), Markup(), _html_heading, _html_link)
