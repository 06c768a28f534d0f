"""A built page, finished: no weight that nobody reads, its policy in it, and what of it styles may ask for."""

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ...problems import Problem
from .lean import lean_page
from .policy import InlineScript, Refused, Scripts, is_refused, policy_problems, with_policy

_FIXED = ("dir", "data-md-color-scheme", "data-md-color-primary", "data-md-color-accent", "data-md-color-media")
"""Attributes whose values no script invents."""


@dataclass(frozen=True)
class Seen:
    """What a page, or several, show that a style may ask for: *classes*, and *fixed* attributes with their values."""

    classes: frozenset[str] = frozenset()
    fixed: frozenset[tuple[str, str]] = frozenset()

    def __or__(self, other: "Seen") -> "Seen":
        return Seen(self.classes | other.classes, self.fixed | other.fixed)


@dataclass(frozen=True)
class FinishedPage:
    """The *text* to publish, what is *seen* in it, and what a browser will refuse."""

    text: str
    seen: Seen
    problems: tuple[Problem, ...]


def finished_page(page: str, uri: str, known: Scripts, *, preview: bool = False, local: bool = False) -> FinishedPage:
    """The HTML *page* at *uri*, finished; *known* are the theme's scripts. See ``with_policy`` for the other two."""
    lean = lean_page(page)
    scripts: list[InlineScript] = []
    refused: list[Refused] = []
    classes: set[str] = set()
    fixed: set[tuple[str, str]] = set()
    for node, attributes in _elements(lean):
        tag = node.tag or ""
        if tag == "script" and "src" not in attributes:
            scripts.append(InlineScript(node.text(), attributes.get("type") or ""))
        refused += (Refused(tag, name) for name in is_refused(tag, attributes))
        classes.update((attributes.get("class") or "").split())
        fixed.update((name, attributes[name] or "") for name in _FIXED if name in attributes)
    running = [script for script in scripts if script.runs]
    text = with_policy(lean, running, known, preview=preview, local=local)
    problems = tuple(policy_problems(lean, uri, running, refused, known))
    return FinishedPage(text, Seen(frozenset(classes), frozenset(fixed)), problems)


def _elements(page: str) -> Iterator[tuple[LexborNode, dict[str, str | None]]]:
    """The elements of a *page* as a browser makes them of it, each with its attributes."""
    root = LexborHTMLParser(page).root
    if root is not None:
        yield from ((node, node.attributes) for node in root.traverse() if node.is_element_node)
