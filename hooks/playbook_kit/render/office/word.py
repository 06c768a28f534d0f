"""A Word file from its body: python-docx makes the styles and the page once, each document adds its text.

The body is Office Open XML made by a ``*.docx.jinja`` template, because content controls (the blanks and boxes that
Word fills in) have no place in python-docx's interface. Same body, same bytes: entries carry no date.
"""

import io
import zipfile
from functools import cache
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as DocumentFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import BaseStyle
from lxml import etree

_DOCUMENT, _PROPERTIES = "word/document.xml", "docProps/core.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
INK, GREY, ACCENT = RGBColor(0x22, 0x30, 0x3C), RGBColor(0x59, 0x59, 0x59), RGBColor(0x1F, 0x4E, 0x8C)


def word_file(body: str, title: str) -> bytes:
    """The bytes of a ``.docx`` whose text is *body*, as WordprocessingML without its section."""
    base, opening, section = _base()
    file = io.BytesIO()
    file.write(base)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        document = f"{opening}<w:body>{body}{section}</w:body></w:document>"
        package.writestr(_entry(_DOCUMENT), document.encode())
        package.writestr(_entry(_PROPERTIES), _properties(title).encode())
    return file.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    return entry


def _properties(title: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>fr-FR</dc:language></cp:coreProperties>"
    )


@cache
def _base() -> tuple[bytes, str, str]:
    """What all documents share: the package without its text, the root's opening tag, and the section that ends it."""
    document = Document()
    _lighten(document)
    _set_page(document)
    _set_styles(document)
    saved = io.BytesIO()
    document.save(saved)
    kept = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(kept, "w") as package:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            if name not in (_DOCUMENT, _PROPERTIES):
                package.writestr(_entry(name), source.read(name))
    section = document.element.body.sectPr
    opening = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {nsdecls("w", "r")} '
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14">'
    )
    return kept.getvalue(), opening, etree.tostring(section, encoding="unicode")


def _lighten(document: DocumentFile) -> None:
    """Leave out what python-docx's model brings and no document of ours shows: two thirds of each file."""
    for relations in (document.part.rels, document.part.package.rels):
        for id, relation in [*relations.items()]:
            if relation.reltype.endswith(("/stylesWithEffects", "/customXml", "/thumbnail")):
                del relations[id]
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in ("TableNormal", "TableGrid"):
            styles.remove(style)


def _set_page(document: DocumentFile) -> None:
    """A4, 2 cm margins, the page number in the footer."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    number = section.footer.paragraphs[0]
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _set_styles(document: DocumentFile) -> None:
    """A bookish serif for headings, the reader's sans for text; French everywhere."""
    styles = document.styles
    _font(styles["Normal"], "Calibri", 11, INK)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    _font(styles["Title"], "Georgia", 22, INK)
    _font(styles["Heading 1"], "Georgia", 14, ACCENT)
    styles["Heading 1"].paragraph_format.space_before = Pt(14)
    tick = styles.add_style("Tick", WD_STYLE_TYPE.PARAGRAPH)
    tick.base_style = styles["Normal"]
    tick.paragraph_format.left_indent, tick.paragraph_format.first_line_indent = Cm(0.8), Cm(-0.8)
    tick.paragraph_format.tab_stops.add_tab_stop(Cm(0.8))
    tick.paragraph_format.space_after = Pt(3)
    proof = styles.add_style("Proof", WD_STYLE_TYPE.PARAGRAPH)
    proof.base_style = styles["Normal"]
    proof.paragraph_format.left_indent = Cm(0.8)
    _font(proof, "Calibri", 10, GREY)
    blank = styles.add_style("PlaceholderText", WD_STYLE_TYPE.CHARACTER)
    blank.font.color.rgb = GREY
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "fr-FR")


def _font(style: BaseStyle, name: str, points: float, colour: RGBColor) -> None:
    font = style.font  # type: ignore[attr-defined]
    font.name, font.size, font.color.rgb = name, Pt(points), colour
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), name)
