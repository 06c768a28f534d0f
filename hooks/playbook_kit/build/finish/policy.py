"""What a page lets its browser load and run, written in the page itself: any host serves it, and a folder has it too.

The theme has a few scripts in its pages. The policy names them by their digest, and only those that stand in the
theme's own templates: a script that found its way into a page by another door is refused by the browser.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from ...labels import labels
from ...problems import Place, Problem

_RULES = (
    "default-src 'none'; script-src {scripts}; style-src {own}; img-src {own} data:; font-src {own}; "
    "connect-src {own}; worker-src {own}; manifest-src {own}; object-src 'none'; frame-src 'none'; base-uri 'none'; "
    "form-action 'none'"
)

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\b[^>]*>", re.DOTALL | re.IGNORECASE)
"""In a template, which is no HTML yet: no parser reads it."""

_DATA = re.compile(r"application/(?:ld\+)?json\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_START = re.compile(r"(?:.*?<head\b[^>]*>)?(?:\s*<meta charset=[^>]*>)?", re.DOTALL | re.IGNORECASE)
"""Only up to where the policy goes: a parser would write the whole page again, in its own way."""

_ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "poster", "xlink:href"})

Scripts = re.Pattern[str]
"""The scripts that a theme writes in its pages, as what a script must be to the letter."""


@dataclass(frozen=True)
class InlineScript:
    """A script that stands in a page, and its *type*."""

    text: str
    type: str

    @property
    def runs(self) -> bool:
        """Whether it is no data."""
        return not _DATA.match(self.type.strip())


@dataclass(frozen=True)
class Refused:
    """A *tag*, or the *attribute* of one, that a browser will not obey."""

    tag: str
    attribute: str


def is_refused(tag: str, attributes: Mapping[str, str | None]) -> Iterator[str]:
    """The attributes of an element that a browser refuses under the policy; "" for the element itself."""
    if tag in ("style", "base"):
        yield ""
    for name, value in attributes.items():
        runs = name.startswith("on") or name == "style"
        if runs or (name in _ADDRESSES and _bare(value or "").startswith("javascript:")):
            yield name


def _bare(address: str) -> str:
    """An *address* as browsers read it: spaces and controls in it are none."""
    return re.sub(r"[\x00-\x20]", "", address).lower()


def theme_scripts(templates: Iterable[str]) -> Scripts:
    """The scripts in a theme's *templates*; what a template fills in may be an address, and nothing else."""
    found = (script for template in templates for script in _SCRIPT.findall(template))
    texts = sorted({text for head, text in found if "src=" not in head and "{%" not in text})
    forms = (r"[\w./:~%-]*".join(map(re.escape, _PLACEHOLDER.split(text))) for text in texts)
    return re.compile("|".join(forms) or "(?!)")


def with_policy(
    page: str, scripts: Iterable[InlineScript], known: Scripts, *, preview: bool = False, local: bool = False
) -> str:
    """The HTML *page* with its policy, before anything that could load or run; its *scripts* run if they are *known*.

    A *preview* lets any script of the page run, as the engine adds one to each page when it serves them; *local* names
    files too, for a site meant to be opened from a folder.
    """
    own = "'self' file:" if local else "'self'"
    digests = dict.fromkeys(_digest(script.text) for script in scripts if known.fullmatch(script.text))
    sources = f"{own} 'unsafe-inline'" if preview else " ".join([own, *digests])
    meta = f'<meta http-equiv="Content-Security-Policy" content="{_RULES.format(own=own, scripts=sources)}">'
    start = _START.match(page)
    end = start.end() if start else 0
    return f"{page[:end]}{meta}{page[end:]}"


def policy_problems(
    page: str, uri: str, scripts: Iterable[InlineScript], refused: Iterable[Refused], known: Scripts
) -> Iterator[Problem]:
    """What stands in the *page* at *uri* that a browser will refuse: *scripts* not *known*, and what is *refused*."""
    words = labels()["policy"]
    for script in scripts:
        if not known.fullmatch(script.text):
            yield Problem(_place(uri, page, script.text), words["script"], words["script_hint"])
    for part in refused:
        message = words["refused"].format(text=part.attribute or part.tag)
        yield Problem(_place(uri, page, part.attribute or f"<{part.tag}"), message, words["refused_hint"])


def _digest(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def _place(uri: str, page: str, text: str) -> Place:
    """Where *text* first stands in the page: the parser does not tell where it read it."""
    start = max(page.lower().find(text.lower()), 0)
    return Place(uri, page.count("\n", 0, start) + 1, start - page.rfind("\n", 0, start))
