"""The theme's styles without what no page of the site can show: most of what they weigh.

A rule goes when it asks for a class that stands in no page and that no script makes; a variable goes when nothing
reads it. All the rest stays as it is: rules for elements, for states, and all that is not understood.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

_STRING = r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\''
_PRELUDE = re.compile(rf"(?:{_STRING}|\\.|[^{{;\"'\\])*", re.DOTALL)
_BRACES = re.compile(rf"{_STRING}|\\.|[{{}}]", re.DOTALL)
_PARTS = re.compile(rf"{_STRING}|\\.|[(\[]|[)\]]|,|[^\"'\\()\[\],]+", re.DOTALL)
_COMMENT = re.compile(rf"({_STRING})|/\*.*?\*/", re.DOTALL)
_FUNCTION = re.compile(r":[\w-]+\([^()]*\)")
_ATTRIBUTE = re.compile(r"\[[^\]]*\]")
_CLASS = re.compile(r"\.((?:\\.|[\w-])+)")
_FIXED = re.compile(r"\[(dir|data-md-color-\w+)=[\"']?([\w-]+)[\"']?\]")
_VARIABLE = re.compile(rf"(?<=[{{;])(--[\w-]+):(?:{_STRING}|\((?:{_STRING}|[^()\"'])*\)|[^;{{}}()\"'])*(?:;|(?=\}}))")
_READ = re.compile(r"var\(\s*(--[\w-]+)")
_EMPTY = re.compile(r"[^{}]*\{\}")
_CLASSES = re.compile(r"\sclass=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SET = re.compile(r"\s(dir|data-md-color-\w+)=[\"']?([\w-]+)")
_NAME = re.compile(r"[\w-]+")
_MADE = re.compile(r"class(?:Name|List\.\w+)?[\"']?\s*[:=(]\s*[\"'`]([^\"'`]*)")
_BLOCK = re.compile(r"__|--")
_THEME_S = ("md-", "tabbed-")

_OUT_OF_NOWHERE = re.compile(r'"content\.(?:code|tooltips)|"version": [^n]|class="[^"]*\bannotate\b')
"""Settings with which the theme's script makes what no page holds any part of: buttons, tooltips, versions."""


@dataclass(frozen=True)
class Shown:
    """What a site shows: the *classes* of its pages and scripts, the *fixed* values of attributes no script invents,
    the *names* that stand anywhere in its scripts and own styles."""

    classes: Set[str]
    fixed: Set[tuple[str, str]]
    names: Set[str]

    def shows(self, selector: str) -> bool:
        """Whether something may answer a *selector*. What is between the brackets of « :is(…) » counts as there."""
        bare = selector
        while (less := _FUNCTION.sub("", bare)) != bare:
            bare = less
        if not all(pair in self.fixed for pair in _FIXED.findall(bare)):
            return False
        return all(name.replace("\\", "") in self.classes for name in _CLASS.findall(_ATTRIBUTE.sub("", bare)))


def shown(pages: Iterable[str], scripts: Iterable[str], styles: Iterable[str]) -> Shown:
    """What the built *pages*, their *scripts* and the site's own *styles* make use of."""
    classes, fixed, made, names, free = set[str](), set[tuple[str, str]](), set[str](), set[str](), False
    for page in pages:
        classes.update(name for found in _CLASSES.findall(page) for name in "".join(found).split())
        fixed.update(_SET.findall(page))
        free = free or bool(_OUT_OF_NOWHERE.search(page))
    blocks = {_block(name) for name in classes}
    for script in scripts:
        names.update(_NAME.findall(script))
        made.update(name for found in _MADE.findall(script) for name in found.split())
    made.update(name for name in names if "-" in name or "__" in name)  # a plain word may be anything
    if not free:
        made = {name for name in made if not name.startswith(_THEME_S) or _block(name) in blocks}
    for style in styles:
        names.update(_NAME.findall(style))
    return Shown(frozenset(classes | made | {"js"}), frozenset(fixed), frozenset(names))


def trimmed(sheets: Mapping[str, str], seen: Shown) -> dict[str, str]:
    """The theme's *sheets*, by name, without what is never *seen*."""
    rules = {name: _rules_seen(_COMMENT.sub(r"\1", sheet), seen) for name, sheet in sheets.items()}
    while (less := _variables_read(rules, seen)) != rules:
        rules = less
    return rules


def _variables_read(sheets: Mapping[str, str], seen: Shown) -> dict[str, str]:
    """The *sheets* without the variables that nothing in them or in the site reads, nor the rules that held no more."""
    read = {name for sheet in sheets.values() for name in _READ.findall(sheet)} | seen.names

    def kept(found: re.Match[str]) -> str:
        return found[0] if found[1] in read else ""

    return {name: _EMPTY.sub("", _VARIABLE.sub(kept, sheet)) for name, sheet in sheets.items()}


def _block(name: str) -> str:
    """« md-search » of « md-search__form » and of « md-search--wide »."""
    return _BLOCK.split(name)[0]


def _rules_seen(sheet: str, seen: Shown) -> str:
    return "".join(_rule_seen(prelude, body, seen) for prelude, body in _rules(sheet))


def _rule_seen(prelude: str, body: str | None, seen: Shown) -> str:
    if body is None:
        return f"{prelude};"
    if re.match(r"\s*@(media|supports|layer|container)\b", prelude):
        inside = _rules_seen(body, seen)
        return f"{prelude}{{{inside}}}" if inside else ""
    if prelude.lstrip().startswith("@"):
        return f"{prelude}{{{body}}}"
    selectors = [selector for selector in _selectors(prelude) if seen.shows(selector)]
    return f"{','.join(selectors)}{{{body}}}" if selectors else ""


def _rules(sheet: str) -> Iterator[tuple[str, str | None]]:
    """Each rule as what stands before its braces and in them; None for a statement without any."""
    start = 0
    while found := _PRELUDE.match(sheet, start):
        end = found.end()
        if end == len(sheet):
            return
        if sheet[end] != "{":
            yield found[0], None
            start = end + 1
            continue
        close = _closing(sheet, end + 1)
        yield found[0], sheet[end + 1 : close]
        start = close + 1


def _closing(sheet: str, start: int) -> int:
    """Where the braces close that were opened just before *start*."""
    depth = 1
    for found in _BRACES.finditer(sheet, start):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return found.start()
    raise ValueError(f"a brace is never closed, near {sheet[start : start + 60]!r}")


def _selectors(prelude: str) -> list[str]:
    """The parts of a list of selectors; a comma between brackets parts nothing."""
    parts, depth = [""], 0
    for piece in _PARTS.findall(prelude):
        depth += (piece in "([") - (piece in ")]")
        if piece == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return parts
