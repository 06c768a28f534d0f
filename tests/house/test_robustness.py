"""No input gives a traceback: a good project, spoilt at random, is planned to the end."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import BASE
from playbook_kit.build.plan import Site, plan_site

FILES = sorted(file.relative_to(BASE).as_posix() for file in BASE.rglob("*") if file.is_file())

HOSTILE = re.split(
    "¦",
    """\
¦ ¦\t¦\x00¦\x07¦\r¦\n¦\ufeff¦\u2028¦\u202e¦é¦e\u0301¦漢¦🚀¦\\¦\\0¦"\\0"¦"\\ud800"¦-¦- ¦:¦: ¦ : ¦\
? ¦#¦ #¦|¦>¦%¦@¦`¦&a ¦*a¦! ¦!!python/none¦<<: ¦---¦...¦[¦]¦{¦}¦[]¦{}¦[[¦]]¦[a, b]¦{a: b}¦{a: {b: [c]}}¦\
'¦"¦''¦~¦null¦x: y¦\
- - -¦[[checklist:demarrage]]¦[[source:S1-01]]¦[[source:]]¦[[:x]]¦[[page:x]]¦[[glossary:a,b|c]]¦[[a:b¦\
{client}¦{x}¦0¦-1¦1e999¦2026-02-30¦0001-01-01¦9999-12-31¦peut-être¦choice¦read-do¦index¦con¦<b>¦<!--¦]]>¦\
&amp;¦{{ x }}¦{% x %}¦{# x #}¦{#a}¦# ¦## ¦##¦===¦```¦~~~¦!!! x¦> ¦1. ¦[a](b)¦![a](b)¦[a]: b¦[a][b]¦[^1]¦](¦\
<http://a>¦javascript:¦//a¦../../..¦a.md#b¦| a | b |¦|---|""",
)
"""Values that mean something to YAML, to Markdown, to our references, or to no one. Set apart by « ¦ »."""


def flipped(raw: bytes, at: int, hostile: str) -> bytes:
    at %= len(raw)
    return raw[:at] + bytes([raw[at] ^ (1 << len(hostile) % 8)]) + raw[at + 1 :]


def inserted(raw: bytes, at: int, hostile: str) -> bytes:
    at %= len(raw)
    return raw[:at] + hostile.encode() + raw[at:]


def cut(raw: bytes, at: int, hostile: str) -> bytes:
    return raw[: at % len(raw)]


def on_a_line(change: Callable[[bytes, bytes], bytes]) -> Callable[[bytes, int, str], bytes]:
    """A change of one whole line."""

    def changed(raw: bytes, at: int, hostile: str) -> bytes:
        lines = raw.split(b"\n")
        at %= len(lines)
        return b"\n".join([*lines[:at], change(lines[at], hostile.encode()), *lines[at + 1 :]])

    return changed


def value(line: bytes, hostile: bytes) -> bytes:
    """The *line* with another value after its key or its dash."""
    key = max(line.find(b": "), line.find(b"- "))
    return line[: key + 2] + hostile if key >= 0 else hostile


CHANGES = [
    flipped,
    inserted,
    cut,
    on_a_line(value),
    on_a_line(lambda line, hostile: b""),
    on_a_line(lambda line, hostile: line + b"\n" + line),
    on_a_line(lambda line, hostile: hostile + b"\n" + line),
    on_a_line(lambda line, hostile: b" " + line),
    on_a_line(lambda line, hostile: line.strip()),
    on_a_line(lambda line, hostile: line.partition(b":")[0] + b":"),
]

changes = st.tuples(st.sampled_from(FILES), st.sampled_from(CHANGES), st.integers(0, 10_000), st.sampled_from(HOSTILE))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(changes, min_size=1, max_size=4))
def test_a_spoilt_project_is_planned_to_the_end(spoilt):
    with TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        shutil.copytree(BASE, root)
        for path, change, at, hostile in spoilt:
            file = root / path
            file.write_bytes(change(file.read_bytes() or b"\n", at, hostile))
        check(plan_site(root), root)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.sampled_from(FILES), st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_planned_to_the_end(path: str, raw: bytes):
    with TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        shutil.copytree(BASE, root)
        (root / path).write_bytes(raw)
        check(plan_site(root), root)


def check(site: Site, root: Path) -> None:
    """Each problem can be printed and found, and is listed on the site."""
    for problem in site.problems:
        place = root / problem.place.path
        assert place.exists()
        assert problem.place.line == 1 or problem.place.line <= lines_in(place)
        assert problem.message
        assert str(problem).encode()
    assert ("a-corriger.md" in {output.uri for output in site.outputs}) == bool(site.problems)


def lines_in(file: Path) -> int:
    return len(file.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))
