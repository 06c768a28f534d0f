"""The two Jinja environments, which make every typed text inert where it lands.

Text that goes through Markdown has all its ASCII punctuation written as character references: neither Markdown nor
HTML sees anything in it but text. Text that goes into XML is escaped by Jinja's own autoescape.
"""

import html
import json
import re
import string
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..labels import labels
from ..typography import french

_TEMPLATES = Path(__file__).parent.parent / "templates"
_INERT = {ord(sign): f"&#{ord(sign)};" for sign in string.punctuation}


@lru_cache(maxsize=20_000)
def inert(text: str) -> Markup:
    """The *text* as itself wherever Markdown or HTML reads it, on one line."""
    plain = french(" ".join(str(text).split()))
    return Markup(plain.translate(_INERT))


def _slug(text: str) -> Markup:
    """An id as an anchor or a file name: the models let through only letters, digits and hyphens."""
    if not re.fullmatch(r"[A-Za-z0-9-]+", text):
        raise ValueError(f"not an id: {text!r}")
    return Markup(text)


def spaced(text: str) -> Markup:
    """Inert, with a space kept at either end: the text goes on with a link or a blank."""
    lead, trail = " " * text[:1].isspace(), " " * (text[-1:].isspace() and bool(text.strip()))
    return Markup(f"{lead}{inert(text)}{trail}")


def _finalized(value: object) -> object:
    return inert(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _markdown() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        finalize=_finalized,
        autoescape=True,  # what finalize let through is safe: this only keeps macros from being taken for text
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["labels"] = labels()
    environment.filters |= {"spaced": spaced, "slug": _slug}
    return environment


@cache
def _xml() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        finalize=lambda value: french(value) if type(value) is str else value,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["labels"] = labels()
    return environment


def markdown_from(template: str, /, **values: object) -> str:
    """The page that a ``*.md.jinja`` *template* makes of *values*; every plain text in it is inert."""
    return _markdown().get_template(f"{template}.md.jinja").render(values)


def xml_from(template: str, /, **values: object) -> str:
    """The Word body that a ``*.docx.jinja`` *template* makes of *values*; every text in it is escaped."""
    return _xml().get_template(f"{template}.docx.jinja").render(values)


@cache
def _text() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        finalize=lambda value: escaped(value) if isinstance(value, str) else value,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["labels"] = labels()
    return environment


def text_from(template: str, /, **values: object) -> str:
    """The Markdown file to download that a ``*.txt.jinja`` *template* makes of *values*."""
    return _text().get_template(f"{template}.txt.jinja").render(values)


def escaped(text: str) -> str:
    """The *text* as itself in a Markdown file that people read too: a backslash only where a sign would act."""
    plain = french(" ".join(text.split()))
    plain = re.sub(r"[\\`*_\[\]<>|~]|&(?=[#\w])|(?<=^)([#+-]|\d+[.)])(?=\s)", lambda sign: f"\\{sign[0]}", plain)
    return plain.replace("{", "\\{")


def front_matter(**meta: str | list[str] | None) -> Markup:
    """A page's head. Texts are HTML-escaped, because themes print titles and descriptions as they are."""
    lines = (
        f"{key}: {json.dumps(_escaped(value), ensure_ascii=False)}" for key, value in meta.items() if value is not None
    )
    return Markup("---\n" + "\n".join(lines) + "\n---\n")


def _escaped(value: str | list[str]) -> str | list[str]:
    if isinstance(value, list):
        return [html.escape(text) for text in value]
    return html.escape(french(" ".join(value.split())))
