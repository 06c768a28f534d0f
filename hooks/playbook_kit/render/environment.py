"""The Jinja environments, which make every typed text inert where it lands.

Text that goes through Markdown has all its ASCII punctuation written as character references: neither Markdown nor
HTML sees anything in it but text. Text that goes into HTML or XML is escaped.
"""

import html
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..labels import labels
from ..typography import french
from .syntax import Syntax

_TEMPLATES = Path(__file__).parent.parent / "templates"
_ID = re.compile(r"[A-Za-z0-9-]+")


def _slug(text: str) -> Markup:
    """An id as an anchor or a file name: the models let through only letters, digits and hyphens."""
    if not _ID.fullmatch(text):
        raise ValueError(f"not an id: {text!r}")
    return Markup(text)


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
def _pages(syntax: Syntax) -> Environment:
    def finalized(value: object) -> object:
        return syntax.text(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    # what finalize let through is safe: escaping only keeps macros from being taken for text
    environment = _environment(finalized, autoescape=True, last_line_end=True)
    environment.filters |= {"spaced": syntax.spaced, "slug": _slug}
    environment.globals |= {"md": syntax.block, "span": syntax.span, "heading": syntax.heading, "link": syntax.link}
    return environment


@cache
def _xml() -> Environment:
    def finalized(value: object) -> object:
        return french(value) if type(value) is str else value

    return _environment(finalized, autoescape=True, last_line_end=False)


def page_from(template: str, syntax: Syntax, /, **values: object) -> str:
    """What a ``*.page.jinja`` *template* makes of *values* in a *syntax*; every plain text in it is text."""
    return _pages(syntax).get_template(f"{template}.page.jinja").render(values)


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
    for environment in (_pages, _xml, _text):
        environment.cache_clear()
