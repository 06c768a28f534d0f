"""A page that comes in HTML, given what MkDocs and Python-Markdown give to one that comes in Markdown.

That is: addresses of pages for names of files, an id and a mark for each heading, a table of contents. What is read
here our own templates wrote, in one form: patterns are enough, and nothing that is typed can take that form.
"""

import html
import logging
import posixpath
import re
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import unquote

from markdown.extensions.toc import nest_toc_tokens, slugify, unique
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

_log = logging.getLogger("mkdocs.structure.pages")

_ADDRESS = re.compile(r'(<a href=")([^"#:]+)((?:#[^"]*)?")')
_HEADING = re.compile(r"<h([1-6])((?: [a-z-]+=\"[^\"]*\")*)>(.*?)</h\1>", re.DOTALL)
_MARK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_ID = re.compile(r'\sid="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")


class Asks(Protocol):
    """What knows the files of a site."""

    def get_file_from_path(self, path: str) -> File | None:
        """The file whose source is at *path*."""


def linked(text: str, page: Page, files: Asks, leads: set[str]) -> str:
    """The *text* of a *page* with the addresses that its links lead to; to *leads* go those that name an anchor."""

    def address(found: re.Match[str]) -> str:
        typed, anchor = html.unescape(found[2]), found[3].strip('"#')
        uri = posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), unquote(typed)))
        file = files.get_file_from_path(uri)
        if file is None:
            _log.warning(f"Doc file '{page.file.src_uri}' contains a link '{typed}', but nothing is there.")
            return found[0]
        if anchor:
            leads.add(f"{file.src_uri}#{anchor}")
        path = get_relative_url(file.url, page.url)
        return f"{found[1]}{html.escape(path)}{found[3]}"

    return _ADDRESS.sub(address, text)


def headed(text: str, settings: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """The *text* with ids and marks for its headings, under Python-Markdown's *settings* for ``toc``; its contents."""
    used = {*_ID.findall(text)}
    permalink, title = settings.get("permalink", False), settings.get("permalink_title", "Permanent link")
    first, last = _levels(settings.get("toc_depth", 6))
    tokens: list[Any] = []

    def heading(found: re.Match[str]) -> str:
        level, attributes, inside = int(found[1]), found[2], _MARK.sub("", found[3])
        name = " ".join(_TAG.sub("", inside).split())
        given = _ID.search(attributes)
        id = given[1] if given else unique(slugify(html.unescape(name), "-"), used)
        if first <= level <= last:
            tokens.append({"level": level, "id": id, "name": name})
        if _MARK.search(found[3]):
            return found[0]
        sign = "¶" if permalink is True else permalink
        mark = f'<a class="headerlink" href="#{id}" title="{html.escape(title)}">{sign}</a>' if permalink else ""
        own = "" if given else f' id="{id}"'
        return f"<h{level}{own}{attributes}>{inside}{mark}</h{level}>"

    return _HEADING.sub(heading, text), nest_toc_tokens(tokens)


def ids_in(text: str) -> set[str]:
    """The anchors that a page has."""
    return {*_ID.findall(text)}


def _levels(depth: object) -> tuple[int, int]:
    """« 3 » is from the first to the third, « 2-4 » says both."""
    first, _, last = str(depth).rpartition("-")
    return int(first or 1), int(last)
