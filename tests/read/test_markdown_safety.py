"""Whatever is typed, a page whose Markdown is accepted holds text, headings, lists, tables, and safe links.

Texts are made of hostile fragments. When the core finds nothing to say, the engine's own Markdown must make
of them only the tags, attributes and addresses listed here.
"""

import re
from functools import cache
from html.parser import HTMLParser

import markdown
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config

from conftest import ROOT
from playbook_kit.read.link import link_problem
from playbook_kit.read.prose import ADMONITIONS, read_prose
from playbook_kit.read.text import decode

PAGE = "relance/signes.md"
URIS = frozenset({PAGE, "relance/index.md", "index.md", "glossaire.md", "relance/images/schema.png"})

TAGS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "em", "strong", "a", "img", "code", "pre"),
    *("blockquote", "hr", "br", "div", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href": r".*", "title": r".*", "class": r"headerlink|pk-ref"},
    "img": {"src": r".*", "alt": r".*", "title": r".*"},
    "code": {"class": r"language-[\w-]+"},
    "div": {"class": rf"toc|admonition ({'|'.join(ADMONITIONS)})"},
    "p": {"class": r"admonition-title"},
    "ol": {"start": r"\d+"},
    **{cell: {"align": r"left|right|center", "id": r"[\w-]+"} for cell in ("th", "td")},
    **{heading: {"id": r"[\w-]+"} for heading in ("h2", "h3", "h4", "h5", "h6")},
}
"""The attributes that may stand on each tag, and what each may hold."""

FRAGMENTS = """\
un mot¦deux mots¦« bonjour »¦*¦**¦_¦__¦~~¦`¦``¦```¦````¦~~~¦```html¦~~~~ python¦\\¦\\\\¦\\`¦\\[¦\\<¦!¦[¦]¦(
)¦<¦>¦<>¦{¦}¦#¦##¦####¦=¦===¦---¦-¦+¦1.¦:¦&¦"¦'¦|¦||¦<script>alert(1)</script>¦<b>¦</b>
<img src=x onerror=alert(1)>¦<svg/onload=alert(1)>¦<a href="javascript:alert(1)">¦<iframe¦<div
<div markdown="1">¦</div>¦<p>¦<!-- note -->¦<!--¦-->¦<!DOCTYPE html>¦<?php echo 1 ?>¦<?¦?>¦<![CDATA[¦]]>¦<%
<br¦<a@b.fr>¦<"onclick=a@b.fr>¦<https://example.org>¦<https://example.org"onclick="alert(1)>
<javascript:alert(1)>¦<ftp://example.org>¦<HTTPS://example.org>¦{: onclick="alert(1)" }¦{: .grand }¦{.grand}
{#ancre}¦{ #ancre }¦{ #ancre onclick=alert(1) }¦{onclick=alert(1)}¦{ onclick }¦{style}¦{: style="x" }
{:onclick=alert(1)¦{a="}" onclick="b"}¦{hidden}¦[lien](javascript:alert(1))¦[lien](  JavaScript:alert(1))
[lien](java\\script:alert(1))¦[lien](<javascript:alert(1)>)¦[lien](&#106;avascript&colon;alert(1))
[lien](&Tab;javascript:alert(1)//../../index.md)¦[lien](data:text/html,x)¦[lien](data:,x)¦[lien](vbscript:x)
[lien](blob:x)¦[lien](`javascript:alert(1)`)¦[lien](index.md "titre")¦[lien](index.md "x](javascript:a) y")
[lien](index.md 'a" onclick="b')¦[lien](index.md)¦[lien](index.md#x)¦[lien](//example.org)
[lien](&sol;/example.org)¦[lien](/\\example.org)¦[lien](%2F%2Fexample.org)
[lien](&NewLine;//example.org/../../index.md)¦[lien](https://example.org/a_(b))¦[lien](mailto:a@b.fr)
[a [b](index.md) c](index.md)¦[a ![b](images/schema.png) ![c](https://example.org/c.png)](index.md)
![image](https://example.org/i.png)¦![image](images/schema.png)¦![image](images/schema.png "titre")
![image][ici]¦![ici]¦![image](&Tab;//example.org/../../relance/images/schema.png)
![image](data:image/png;base64,x)¦![image](mailto:x)¦![" onerror="alert(1)](images/schema.png)¦[lien][ici]
[ici]¦[ici][]¦[ici]: javascript:alert(1)¦[ici]: data:,x¦[ici]: <javascript:alert(1)>¦[ici]: index.md "titre"
[ici]: https://example.org/i.png¦[ici]:¦[i ci]: data:,x¦data:,x¦blob:x¦javascript:alert(1)
https://example.org/i.png¦//example.org¦](¦](javascript:alert(1))¦](data:,x)¦](//example.org)¦![
](https://example.org/i.png)¦[[glossary:sponsor]]¦[[glossary:sponsor|le mot]]¦[[source:S1-01]]¦[[¦]]¦[^1]
[^1]: data:,x¦[TOC]¦!!! dire "À dire"¦!!! dire¦!!! onclick¦!!! dire onclick "x"¦!!! dire "<b>"¦??? dire
!!! note "a" "b"¦| a | b |¦|---|---|¦|:--|--:|¦a | b¦--- | ---¦{x} | y¦&lt;script&gt;¦&#60;script&#62;
&#x3c;b>¦&amp;lt;¦&colon;¦&lbrace;¦&#123; .x }¦&copy;¦&bogus;¦klzzwxh:0000¦wzxhzdk:0¦STX1ETX¦amp¦é¦漢字¦👩‍💼
1e3¦$x$¦==x==¦++x++¦^x^¦~x~¦:smile:¦www.example.org¦a@b.fr¦\xa0¦\u2003¦\ufeff¦\u200b
"""
"""Bits of text, set apart by « ¦ »."""

GLUE = re.split("¦", "¦¦ ¦  ¦\n¦\n¦\n\n¦\n    ¦\n\n    ¦\n> ¦\n- ¦\n1. ¦\n## ¦\n  ¦\t¦\n\t¦\\¦|¦`")


def accepted_markdown(text: str) -> str | None:
    """What the engine is given of *text*, or ``None`` when it is refused."""
    prose, problems = read_prose(str(decode(text.encode(), PAGE)), PAGE)
    if problems or any(link_problem(link, PAGE, URIS, lambda uri: None) for link in prose.links):
        return None
    return prose.markdown(lambda mention: "[Sponsor](../glossaire.md#sponsor){ .pk-ref }")


fragments = re.split("[¦\n]", FRAGMENTS.strip())
mild = [fragment for fragment in fragments if accepted_markdown(fragment) is not None]
pieces = st.sampled_from(mild) | st.sampled_from(mild) | st.sampled_from(fragments)
texts = st.lists(st.tuples(pieces, st.sampled_from(GLUE)), min_size=1, max_size=10).map(
    lambda pairs: "".join(piece + glue for piece, glue in pairs)
)


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much])
@given(texts)
def test_what_is_accepted_is_harmless(text: str):
    if accepted := accepted_markdown(text):
        assert harm_in(engine().reset().convert(accepted)) == []


@cache
def engine() -> markdown.Markdown:
    """Python-Markdown, as ``mkdocs.yml`` sets it up."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


def harm_in(page: str) -> list[str]:
    """Every tag, attribute and address of a *page* that has no business in prose."""
    reader = Reader(convert_charrefs=True)
    reader.feed(page)
    reader.close()
    return reader.harm


class Reader(HTMLParser):
    """Reads a page as a browser would, and keeps what is not on the lists."""

    def __init__(self, **options: bool) -> None:
        super().__init__(**options)
        self.harm: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.harm.append(f"<{tag}>")
        for name, value in attrs:
            if not is_allowed(tag, name, value or ""):
                self.harm.append(f"<{tag} {name}={value!r}>")

    def handle_comment(self, data):
        self.harm.append(f"<!--{data}-->")

    def handle_decl(self, decl):
        self.harm.append(f"<!{decl}>")

    def unknown_decl(self, data):
        self.harm.append(f"<![{data}]>")

    def handle_pi(self, data):
        self.harm.append(f"<?{data}>")


def is_allowed(tag: str, name: str, value: str) -> bool:
    allowed = ATTRIBUTES.get(tag, {}).get(name)
    if allowed is None or not re.fullmatch(allowed, value, re.DOTALL):
        return False
    return name not in ("href", "src") or is_harmless(value, image=name == "src")


def is_harmless(address: str, *, image: bool) -> bool:
    """Whether an *address*, as a browser reads it, stays on the site, or plainly leads to another one."""
    address = re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(33)))).replace("\\", "/")
    if scheme := re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", address):
        return not image and scheme[0].lower() in ("https:", "http:", "mailto:", "tel:")
    return not address.startswith("/")
