"""The theme's styles without what no page of the site can show: most of what they weigh.

A rule goes when it asks for a class that stands in no page and that no script makes; a variable goes when nothing
reads it. All the rest stays as it is: rules for elements, for states, and all that is not understood.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

import tinycss2
from tinycss2.ast import AtRule, Declaration, FunctionBlock, IdentToken, Node, QualifiedRule, SquareBracketsBlock

from .page import Seen

_NAME = re.compile(r"[\w-]+")
_MADE = re.compile(r"class(?:Name|List\.\w+)?[\"']?\s*[:=(]\s*[\"'`]([^\"'`]*)")
_BLOCK = re.compile(r"__|--")
_THEME_S = ("md-", "tabbed-")
_FIXED = re.compile(r"dir|data-md-color-\w+")
_HOLDS_RULES = ("media", "supports", "layer", "container")


@dataclass(frozen=True)
class Shown:
    """What a site shows: the *classes* of its pages and scripts, the *fixed* values of attributes no script invents,
    the *names* that stand anywhere in its scripts and own styles."""

    classes: Set[str]
    fixed: Set[tuple[str, str]]
    names: Set[str]

    def shows(self, selector: list[Node]) -> bool:
        """Whether something may answer a *selector*. What is between the brackets of « :is(…) » counts as there."""
        for before, node in zip([None, *selector], selector, strict=False):
            if isinstance(node, IdentToken) and getattr(before, "value", "") == "." and node.value not in self.classes:
                return False
            if isinstance(node, SquareBracketsBlock) and not self._has(node):
                return False
        return True

    def _has(self, attribute: SquareBracketsBlock) -> bool:
        parts = [node.value for node in attribute.content if node.type in ("ident", "string", "literal")]
        if len(parts) != 3 or parts[1] != "=" or not _FIXED.fullmatch(parts[0]):
            return True
        return (parts[0], parts[2]) in self.fixed


def shown(pages: Seen, scripts: Iterable[str], styles: Iterable[str], *, makes_parts: bool = False) -> Shown:
    """What the *pages*, their *scripts* and the site's own *styles* make use of.

    A theme whose script *makes parts* that stand in no page (buttons, tooltips) may show any class that it names.
    """
    blocks = {_block(name) for name in pages.classes}
    made, names = set[str](), set[str]()
    for script in scripts:
        names.update(_NAME.findall(script))
        made.update(name for found in _MADE.findall(script) for name in found.split())
    made.update(name for name in names if "-" in name or "__" in name)  # a plain word may be anything
    if not makes_parts:
        made = {name for name in made if not name.startswith(_THEME_S) or _block(name) in blocks}
    for style in styles:
        names.update(_NAME.findall(style))
    return Shown(pages.classes | made | {"js"}, pages.fixed, frozenset(names))


def trimmed(sheets: Mapping[str, str], seen: Shown) -> dict[str, str]:
    """The theme's *sheets*, by name, without what is never *seen*."""
    rules = {name: [*_rules_seen(tinycss2.parse_stylesheet(sheet, True, True), seen)] for name, sheet in sheets.items()}
    while True:
        read = {name for sheet in rules.values() for name in _variables_in(sheet)} | seen.names
        less = {name: [*_without_unread(sheet, read)] for name, sheet in rules.items()}
        if less == rules:
            return {name: "".join(map(_text, sheet)) for name, sheet in rules.items()}
        rules = less


@dataclass(frozen=True)
class _Rule:
    """A rule as it will be written: what stands before its braces, and in them: declarations or other rules."""

    prelude: str
    declarations: tuple[tuple[str, str, frozenset[str]], ...] = ()
    """Name, text, and the variables that it reads."""
    rules: tuple["_Rule", ...] = ()
    raw: str | None = None
    """All that is between the braces, where it is not looked into; "" for a statement without any."""


def _rules_seen(rules: Iterable[Node], seen: Shown) -> Iterator[_Rule]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = [selector for selector in _selectors(rule.prelude) if seen.shows(selector)]
            if selectors:
                yield _Rule(",".join(tinycss2.serialize(selector) for selector in selectors), _declarations(rule))
        elif isinstance(rule, AtRule):
            prelude = f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}"
            if rule.content is None:
                yield _Rule(prelude, raw="")
            elif rule.lower_at_keyword in _HOLDS_RULES:
                inside = tuple(_rules_seen(tinycss2.parse_rule_list(rule.content, True, True), seen))
                if inside:
                    yield _Rule(prelude, rules=inside)
            else:
                yield _Rule(prelude, raw=tinycss2.serialize(rule.content))
        else:
            raise ValueError(f"a style that cannot be read: {tinycss2.serialize([rule])[:80]}")


def _selectors(prelude: list[Node]) -> Iterator[list[Node]]:
    """The parts of a list of selectors; a comma between brackets parts nothing."""
    part: list[Node] = []
    for node in prelude:
        if node == ",":
            yield part
            part = []
        else:
            part.append(node)
    yield part


def _declarations(rule: QualifiedRule) -> tuple[tuple[str, str, frozenset[str]], ...]:
    found = []
    for part in tinycss2.parse_blocks_contents(rule.content, True, True):
        if not isinstance(part, Declaration):
            raise ValueError(f"a style that cannot be read: {tinycss2.serialize([part])[:80]}")
        important = "!important" if part.important else ""
        text = f"{part.name}:{tinycss2.serialize(part.value).strip()}{important}"
        found.append((part.name, text, frozenset(_read(part.value))))
    return tuple(found)


def _read(nodes: Iterable[Node]) -> Iterator[str]:
    """The variables that a value reads."""
    for node in nodes:
        if isinstance(node, FunctionBlock) and node.lower_name == "var":
            yield from (part.value for part in node.arguments if isinstance(part, IdentToken))
        yield from _read(getattr(node, "arguments", None) or getattr(node, "content", None) or ())


def _variables_in(rules: Iterable[_Rule]) -> Iterator[str]:
    for rule in rules:
        yield from (name for _, _, read in rule.declarations for name in read)
        yield from _variables_in(rule.rules)
        yield from re.findall(r"var\(\s*(--[\w-]+)", rule.raw or "")


def _without_unread(rules: Iterable[_Rule], read: Set[str]) -> Iterator[_Rule]:
    """The *rules* without the variables that nothing reads, nor the rules that held no more."""
    for rule in rules:
        if rule.raw is not None:
            yield rule
        elif rule.rules:
            inside = tuple(_without_unread(rule.rules, read))
            if inside:
                yield _Rule(rule.prelude, rules=inside)
        else:
            kept = tuple(one for one in rule.declarations if not one[0].startswith("--") or one[0] in read)
            if kept:
                yield _Rule(rule.prelude, kept)


def _text(rule: _Rule) -> str:
    if rule.raw is not None:
        return f"{rule.prelude}{{{rule.raw}}}" if rule.raw else f"{rule.prelude};"
    inside = "".join(map(_text, rule.rules)) or ";".join(text for _, text, _ in rule.declarations)
    return f"{rule.prelude}{{{inside}}}"


def _block(name: str) -> str:
    """« md-search » of « md-search__form » and of « md-search--wide »."""
    return _BLOCK.split(name)[0]
