"""What a page lets its browser load and run, written in the page itself: any host serves it, and a folder has it too.

The theme has a few scripts in its pages. The policy names them by their digest, and only those that stand in the
theme's own templates: a script that found its way into a page by another door is refused by the browser.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256

from ...labels import labels
from ...problems import Place, Problem

_RULES = (
    "default-src 'none'; script-src {scripts}; style-src {own}; img-src {own} data:; font-src {own}; "
    "connect-src {own}; worker-src {own}; manifest-src {own}; object-src 'none'; frame-src 'none'; base-uri 'none'; "
    "form-action 'none'"
)

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\b[^>]*>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"\btype=[\"']?application/(?:ld\+)?json\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_START = re.compile(r"(?:.*?<head\b[^>]*>)?(?:\s*<meta charset=[^>]*>)?", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = r"\s+[^\s\"'<>=/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?"
_REFUSED = re.compile(
    rf"<(?:style|base)\b|<[a-z][\w-]*+(?:{_ATTRIBUTE})*?\s+(?:(?:style|on[a-z]+)\s*=|[\w:-]+\s*=[\"']?\s*javascript:)",
    re.IGNORECASE,
)
"""What a browser refuses in a tag; what stands between an attribute's quotes is text."""

Scripts = re.Pattern[str]
"""The scripts that a theme writes in its pages, as what a script must be to the letter."""


def theme_scripts(templates: Iterable[str]) -> Scripts:
    """The scripts in a theme's *templates*; what a template fills in may be an address, and nothing else."""
    texts = sorted({script for template in templates for script in _inline_scripts(template) if "{%" not in script})
    forms = (r"[\w./:~%-]*".join(map(re.escape, _PLACEHOLDER.split(text))) for text in texts)
    return re.compile("|".join(forms) or "(?!)")


def with_policy(page: str, known: Scripts, *, preview: bool = False, local: bool = False) -> str:
    """The HTML *page* with its policy, before anything that could load or run.

    A *preview* lets any script of the page run, as the engine adds one to each page when it serves them; *local* names
    files too, for a site meant to be opened from a folder.
    """
    own = "'self' file:" if local else "'self'"
    digests = dict.fromkeys(_digest(script) for script in _inline_scripts(page) if known.fullmatch(script))
    scripts = f"{own} 'unsafe-inline'" if preview else " ".join([own, *digests])
    meta = f'<meta http-equiv="Content-Security-Policy" content="{_RULES.format(own=own, scripts=scripts)}">'
    start = _START.match(page)
    end = start.end() if start else 0
    return f"{page[:end]}{meta}{page[end:]}"


def policy_problems(page: str, uri: str, known: Scripts) -> Iterator[Problem]:
    """What stands in the *page* at *uri* that a browser will refuse."""
    words = labels()["policy"]
    for found in _SCRIPT.finditer(page):
        if _runs(found) and not known.fullmatch(found[2]):
            yield Problem(_place(uri, page, found.start()), words["script"], words["script_hint"])
    bare = _SCRIPT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), page)
    for found in _REFUSED.finditer(bare):
        message = words["refused"].format(text=found[0].split()[-1].strip("<"))
        yield Problem(_place(uri, page, found.start()), message, words["refused_hint"])


def _inline_scripts(page: str) -> Iterator[str]:
    return (found[2] for found in _SCRIPT.finditer(page) if _runs(found))


def _runs(script: re.Match[str]) -> bool:
    """Whether a script is one to run that stands in the page: neither data nor a file."""
    return not re.search(r"\bsrc=", script[1]) and not _DATA.search(script[1])


def _digest(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def _place(uri: str, page: str, start: int) -> Place:
    return Place(uri, page.count("\n", 0, start) + 1, start - page.rfind("\n", 0, start))
