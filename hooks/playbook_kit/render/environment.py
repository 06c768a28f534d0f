"""The two Jinja environments, which make every typed text inert where it lands.

Text that goes through Markdown has all its ASCII punctuation written as character references: neither Markdown nor
HTML sees anything in it but text. Text that goes into XML is escaped by Jinja's own autoescape.
"""

import html
import json
import re
import string
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..labels import labels
from ..typography import french

_TEMPLATES = Path(__file__).parent.parent / "templates"
_INERT = {sign: f"&#{ord(sign)};" for sign in string.punctuation}
_PUNCTUATION = re.compile(f"[{re.escape(string.punctuation)}]")
_ID = re.compile(r"[A-Za-z0-9-]+")


@lru_cache(maxsize=20_000)
def inert(text: str) -> Markup:
    """The *text* as itself wherever Markdown or HTML reads it, on one line."""
    plain = french(" ".join(str(text).split()))
    return Markup(_PUNCTUATION.sub(lambda sign: _INERT[sign[0]], plain))  # twice as fast as « translate »


def _slug(text: str) -> Markup:
    """An id as an anchor or a file name: the models let through only letters, digits and hyphens."""
    if not _ID.fullmatch(text):
        raise ValueError(f"not an id: {text!r}")
    return Markup(text)


def spaced(text: str) -> Markup:
    """Inert, with a space kept at either end: the text goes on with a link or a blank."""
    lead, trail = " " * text[:1].isspace(), " " * (text[-1:].isspace() and bool(text.strip()))
    return Markup(f"{lead}{inert(text)}{trail}")


def _finalized(value: object) -> object:
    return inert(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _environment(finalize: Callable[[object], object], *, autoescape: bool, last_line_end: bool) -> Environment:
    """What the environments have in common. Templates are not optimized: each is compiled to be run a few times."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        finalize=finalize,
        autoescape=autoescape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=last_line_end,
        optimized=False,
    )
    environment.globals["labels"] = labels()
    return environment


@cache
def _markdown() -> Environment:
    # what finalize let through is safe: escaping only keeps macros from being taken for text
    environment = _environment(_finalized, autoescape=True, last_line_end=True)
    environment.filters |= {"spaced": spaced, "slug": _slug}
    return environment


@cache
def _xml() -> Environment:
    def finalized(value: object) -> object:
        return french(value) if type(value) is str else value

    return _environment(finalized, autoescape=True, last_line_end=False)


def markdown_from(template: str, /, **values: object) -> str:
    """The page that a ``*.md.jinja`` *template* makes of *values*; every plain text in it is inert."""
    return _markdown().get_template(f"{template}.md.jinja").render(values)


def xml_from(template: str, /, **values: object) -> str:
    """The Word body that a ``*.docx.jinja`` *template* makes of *values*; every text in it is escaped."""
    return _xml().get_template(f"{template}.docx.jinja").render(values)


def html_from(template: str, /, **values: object) -> str:
    """The page outside the engine that a ``*.html.jinja`` *template* makes of *values*; every text is escaped."""
    return _xml().get_template(f"{template}.html.jinja").render(values)


@cache
def _text() -> Environment:
    def finalized(value: object) -> object:
        return escaped(value) if isinstance(value, str) else value

    return _environment(finalized, autoescape=False, last_line_end=True)


def text_from(template: str, /, **values: object) -> str:
    """The Markdown file to download that a ``*.txt.jinja`` *template* makes of *values*."""
    return _text().get_template(f"{template}.txt.jinja").render(values)


def escaped(text: str) -> str:
    """The *text* as itself in a Markdown file that people read too: a backslash only where a sign would act."""
    plain = french(" ".join(text.split()))
    plain = re.sub(r"[\\`*_\[\]<>|~]|&(?=[#\w])|(?<=^)([#+-]|\d+[.)])(?=\s)", lambda sign: f"\\{sign[0]}", plain)
    return plain.replace("{", "\\{")


def front_matter(**meta: str | list[str] | dict[str, float | bool] | None) -> Markup:
    """A page's head. Texts are HTML-escaped, because themes print titles and descriptions as they are."""
    lines = (
        f"{key}: {json.dumps(_escaped(value), ensure_ascii=False)}" for key, value in meta.items() if value is not None
    )
    return Markup("---\n" + "\n".join(lines) + "\n---\n")


def _escaped(value: str | list[str] | dict[str, float | bool]) -> str | list[str] | dict[str, float | bool]:
    if isinstance(value, dict):
        return value
    if isinstance(value, list):
        return [html.escape(text) for text in value]
    return html.escape(french(" ".join(value.split())))


def forget_templates() -> None:
    """They, or the labels in them, have changed on disk: read them again."""
    for environment in (_markdown, _xml, _text):
        environment.cache_clear()
