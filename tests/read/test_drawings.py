"""Line drawings: safe to set in a page, read aloud, legible on a phone, at night and on paper."""

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from browser import served, watched
from conftest import ROOT, Project, make_project
from playbook_kit.read.drawing import read_drawing
from playbook_kit.read.svg import CLASSES, ELEMENTS, MAX_DEPTH, MAX_ELEMENTS, MAX_SIGNS
from playbook_kit.render.page.figure import figure

PATH = "playbooks/relance/images/boucle.svg"
PAGE = "playbooks/relance/signes.md"
MARKER = '<marker id="pointe" viewBox="0 0 9 9"><path d="M0 0L9 4"/></marker>'


def drawn(inside: str = '<path d="M0 0H9"/>', title: str = "La boucle") -> str:
    """A drawing without a mistake around what is *inside*."""
    told = f"<title>{title}</title><desc>Une ligne, de gauche à droite.</desc>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 340 90">{told}{inside}</svg>'


def said(text: str) -> list[str]:
    """The messages about a drawing, without their places."""
    return [problem.message for problem in read_drawing(text, PATH)[1]]


# -- in the page ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def two_drawings(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with two drawings on a page, built."""
    project = make_project(tmp_path_factory.mktemp("drawings") / "project")
    arrow = '<path class="pk-accent" d="M9 45H300" marker-end="url(#pointe)"/>'
    inside = f'<defs>{MARKER}</defs>{arrow}<text x="9" y="30">relancer</text>'
    project.write(PATH, drawn(inside)).write(PATH.replace("boucle", "sortie"), drawn(inside, "La sortie"))
    pictures = 'Avant.\n![Tourner en rond](images/boucle.svg)\nEntre.\n\n![x](images/sortie.svg "Sortir, enfin")\n'
    project.write(PAGE, (project.root / PAGE).read_text("utf-8") + "\n" + pictures)
    assert project.build().returncode == 0
    return project


def test_drawings_stand_in_the_page_each_with_its_own_ids(two_drawings: Project):
    site = two_drawings.root / "site"
    page = (site / "relance/signes/index.html").read_text("utf-8")
    ids = re.findall(r'<[a-z][^>]*? id="?([^" >]+)', page)
    assert len(ids) == len(set(ids))
    pointed = re.findall(r'marker-end="?url\(#([^)]+)\)', page)
    assert len(set(pointed)) == 2 and set(pointed) <= set(ids)
    assert page.count("<figure class") == page.count("</figure>") == 2
    assert not [path for path in site.rglob("*.svg") if "assets" not in path.parts], "a drawing has no address"
    assert "Une ligne, de gauche" not in "".join(file.read_text("utf-8") for file in (site / "search").glob("*.js"))


def test_a_drawing_is_read_aloud_and_follows_the_night(two_drawings: Project, browser: Browser):
    colours = {}
    for scheme in ("light", "dark"):
        with served(two_drawings.root / "site") as url, watched(browser, color_scheme=scheme) as watch:
            page = watch.page
            page.goto(f"{url}/relance/signes/")
            expect(page.get_by_role("img", name="La boucle Une ligne, de gauche à droite.")).to_be_visible()
            expect(page.get_by_role("figure").filter(has_text="Sortir, enfin")).to_have_count(1)
            colours[scheme] = page.evaluate(COLOURS)
            page.emulate_media(media="print")
            colours[f"{scheme} print"] = page.evaluate(COLOURS)
            assert watch.errors == []
    assert colours["light"] == ["rgb(34, 48, 60)", "rgb(15, 82, 87)"]
    assert colours["dark"] == ["rgb(237, 230, 218)", "rgb(124, 199, 195)"]
    assert colours["light print"] == ["rgb(0, 0, 0)", "rgb(15, 82, 87)"]
    assert colours["dark print"] == ["rgb(0, 0, 0)", "rgb(0, 0, 0)"], "night's pale colour would fade on paper"


COLOURS = """() => ['text', '.pk-accent'].map((name) => document.querySelector(`.pk-figure ${name}`))
  .map((shape) => getComputedStyle(shape)[shape.tagName === 'text' ? 'fill' : 'stroke'])"""


def test_another_engine_gets_the_same_figure(two_drawings: Project):
    assert two_drawings.command("export", "elsewhere").returncode == 0
    pages = two_drawings.root / "elsewhere/docs"
    exported = (pages / "relance/signes.md").read_text("utf-8")
    assert exported == two_drawings.page("relance/signes.md") and exported.count("</svg></figure>") == 0
    assert exported.count("</svg><figcaption>") == 2 and not [*pages.glob("relance/**/*.svg")]


def test_a_drawing_that_is_refused_brings_no_second_message(project: Project):
    project.write(PATH, drawn("<script/>"))
    project.write(PAGE, (project.root / PAGE).read_text("utf-8") + "\n![Tourner en rond](images/boucle.svg)\n")
    assert [problem.place.path for problem in project.problems()] == [PATH]
    page = project.page("relance/signes.md")
    assert "Tourner en rond" in page and "boucle.svg" not in page, "nor does the engine look for it"


# -- ours ----------------------------------------------------------------------------------------------------

DRAWINGS = sorted((ROOT / "playbooks").glob("*/images/*.svg"))

CROWDED = """
(family) => [...document.querySelectorAll('.pk-figure svg')].flatMap((svg) => {
  const [left, top, width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
  const own = svg.getScreenCTM().inverse();
  const words = [...svg.querySelectorAll('text')];
  for (const text of words) text.style.fontFamily = family;
  const boxes = words.map((text) => {
    const box = text.getBBox(), at = own.multiply(text.getScreenCTM());
    return {x: box.x + at.e, y: box.y + at.f, r: box.x + at.e + box.width, b: box.y + at.f + box.height};
  });
  const found = [];
  const away = (box, x, y) => Math.hypot(Math.max(0, box.x - x, x - box.r), Math.max(0, box.y - y, y - box.b));
  const out = (x, y, r, b) => x < left || y < top || r > left + width || b > top + height;
  boxes.forEach((box, one) => {
    if (out(box.x, box.y, box.r, box.b)) found.push(`${words[one].textContent} leaves the drawing`);
    boxes.slice(one + 1).forEach((other, more) => {
      if (box.x < other.r && other.x < box.r && box.y < other.b && other.y < box.b)
        found.push(`${words[one].textContent} over ${words[one + 1 + more].textContent}`);
    });
  });
  for (const shape of svg.querySelectorAll(':is(path, line, polyline, polygon, circle, ellipse, rect):not(marker *)')) {
    const at = own.multiply(shape.getScreenCTM());
    for (let way = 0; way <= shape.getTotalLength(); way += 2) {
      const {x, y} = shape.getPointAtLength(way).matrixTransform(at);
      if (out(x - 2, y - 2, x + 2, y + 2)) found.push(`a ${shape.tagName} leaves the drawing at ${x}, ${y}`);
      const near = boxes.findIndex((box) => away(box, x, y) < 3);
      if (near >= 0) found.push(`a ${shape.tagName} touches ${words[near].textContent} at ${x}, ${y}`);
    }
  }
  const scale = svg.getBoundingClientRect().width / width;
  for (const text of words) {
    const size = parseFloat(getComputedStyle(text).fontSize) * scale;
    if (size < 12) found.push(`${text.textContent} is ${size} pixels high`);
  }
  return found;
})
"""


@pytest.mark.parametrize("width", [320, 1280])
def test_no_word_touches_a_line_or_another_word(browser: Browser, site: Path, address: str, width: int):
    """Nor leaves the drawing, nor is too small, in a narrow typeface as in a wide one: readers' own are between."""
    pages = [file for file in sorted(site.rglob("*.html")) if "pk-figure" in file.read_text("utf-8")]
    seen = 0
    with watched(browser, viewport={"width": width, "height": 800}) as watch:
        for file in pages:
            watch.page.goto(f"{address}/{file.relative_to(site).parent.as_posix()}/")
            seen += watch.page.locator(".pk-figure svg[role=img]").count()
            for family in ("Liberation Sans", "DejaVu Sans"):
                assert watch.page.evaluate(CROWDED, family) == [], (file, family)
            assert not watch.page.evaluate("document.documentElement.scrollWidth > innerWidth"), file
        assert watch.errors == [] and watch.abroad == []
    assert seen >= len(DRAWINGS) >= 6, "each drawing stands in a page"


@pytest.mark.parametrize("file", DRAWINGS, ids=lambda file: file.stem)
def test_a_drawing_is_told_in_whole_to_who_does_not_see_it(file: Path):
    """Each word of it is among those of its description or its title, but for the turn of a phrase."""
    drawing, problems = read_drawing(file.read_text("utf-8"), file.name)
    assert drawing and problems == []
    told = words(f"{drawing.title} {drawing.description}")
    texts = ET.parse(file).getroot().iter("{http://www.w3.org/2000/svg}text")
    assert words(" ".join("".join(text.itertext()) for text in texts)) - told == set()


def words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > 3}


# -- what may not pass ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (drawn("<script>alert(1)</script>"), "élément « script » non admis dans un dessin"),
        (drawn('<g onload="alert(1)"/>'), "attribut « onload » non admis dans « g »"),
        (drawn('<a href="https://example.org"/>'), "élément « a » non admis dans un dessin"),
        (drawn('<path d="M0 0" style="fill: red"/>'), "attribut « style » non admis dans « path »"),
        (drawn('<path class="pk-line--strong md-x" d="M0 0"/>'), "classe « md-x » inconnue"),
        (drawn('<path d="M0 0" marker-end="url(#nulle-part)"/>'), "pointe « #nulle-part » absente du dessin"),
        (drawn('<g transform="scale(.1)"/>'), "« transform » ne peut valoir « scale(.1) »"),
        (drawn("<title>Encore</title>"), "élément « title » en double"),
        (drawn("<g><title>Bulle</title></g>"), "élément « title » mal placé"),
        (drawn("<svg/>"), "élément « svg » mal placé"),
        (drawn("<![CDATA[perdu]]>"), "texte hors d'un élément « text »"),
        (drawn("<text>&eacute;</text>"), "signe « &…; » inconnu"),
        (drawn().replace("<svg", "<!DOCTYPE svg><svg"), "déclaration « <!DOCTYPE » ou « <? » non admise"),
        (drawn().replace("2000/svg", "1999/xhtml"), "« xmlns » ne peut valoir « http://www.w3.org/1999/xhtml »"),
        (drawn() + "<svg/>", "quelque chose suit </svg>"),
        ("", "dessin vide, ou balise jamais refermée"),
        (" " * (MAX_SIGNS + 1), f"dessin trop lourd : {MAX_SIGNS + 1} caractères, la limite est de {MAX_SIGNS}"),
        *(
            (drawn(much), f"dessin trop chargé : {MAX_ELEMENTS} éléments au plus, et {MAX_DEPTH} l'un dans l'autre")
            for much in ("<g/>" * MAX_ELEMENTS, "<g>" * MAX_DEPTH, "<script>" + "<x>" * 900)
        ),
    ],
    ids=lambda value: value[:40] if "<" not in value else "",
)
def test_what_may_not_stand_in_a_page_is_refused(text: str, message: str):
    assert message in said(text)


def test_an_arrow_head_has_no_arrow_head():
    """Heads on heads on heads would keep a browser busy for ever."""
    headed = MARKER.replace("<path", '<path marker-mid="url(#pointe)"')
    assert said(drawn(f"<defs>{headed}</defs>")) == ["attribut « marker-mid » non admis dans « path »"]


SNIPPETS = """\
<g>¦</g>¦<defs>¦</defs>¦<marker id="pointe">¦</marker>¦<text x="1">¦</text>¦<tspan>¦</tspan>¦<title>¦</title>¦mot
<path d="M0 0H9"/>¦<path d="M0 0" marker-end="url(#pointe)"/>¦<circle r="3" class="pk-soft"/>¦<rect width="9"/>
<!-- note -->¦<![CDATA[<b onclick="alert(1)">]]>¦&lt;script&gt;alert(1)&lt;/script&gt;¦&#60;b&#62;¦&amp;lt;¦]]&gt;
<script>alert(1)</script>¦<style>*{}</style>¦<image href="//example.org"/>¦<use href="#x"/>¦<b>¦</b>¦<?x?>
<path d="&quot;><script>"/>¦<g id="a&quot; onclick=&quot;b"/>¦<g id="a"/>¦<G/>¦<svg:g/>¦<text font-size="15e9">¦</svg>
<text class="pk-accent">x</text>¦<text transform="rotate(9) translate(1,2)">`*_[x](y)_*`</text>¦<g onclick="x">
<g class="pk-accent pk-soft">¦<text text-anchor="middle">{: onclick=x }</text>¦<line x1="1" y2="-.5"/>¦\n\n¦<p>\n
"""
MILD = "<g>¦</g>¦<text x='1'>¦</text>¦mot¦<path d='M0 0H9'/>¦<circle r='3'/>¦&lt;b&gt;¦<![CDATA[<b>]]>"


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(re.split("[¦\n]", SNIPPETS)) | st.sampled_from(MILD.split("¦")), max_size=5))
def test_what_is_accepted_is_harmless(snippets: list[str]):
    drawing, problems = read_drawing(drawn("".join(snippets)), PATH)
    assert (drawing is None) == bool(problems)
    if drawing:
        page = figure(drawing, 1, "page", "<b>légende</b>")
        assert "\n" not in page
        Harmless(convert_charrefs=True).feed(page)


class Harmless(HTMLParser):
    """Reads a figure as a browser would, and stops at what has no business there."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {*ELEMENTS, "figure", "figcaption"}
        for name, value in attrs:
            if name not in ("role", "aria-labelledby"):
                assert name in " ".join(allowed for _, allowed in ELEMENTS.values()).lower().split()
            if name == "class":
                assert {*(value or "").split()} <= {*CLASSES, "pk-figure", "pk-figure--page"}
            assert ":" not in (value or "") and (
                "url" not in (value or "") or (value or "").startswith("url(#drawing-1.")
            )

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment
