"""A template: a page that shows the document, and a Word file whose blanks are content controls."""

from collections.abc import Iterator

from ..kind import Entry
from ..library.library import Library
from ..model.template import BLANK, Template, TemplateField
from ..problems import Problem, did_you_mean
from .environment import xml_from
from .office.word import word_file
from .output import Output
from .page.entry import page_output
from .page.writer import plain


def template_outputs(entry: Entry[Template], library: Library) -> Iterator[Output]:
    """The page, and the Word file beside it."""
    template = entry.content
    fields = {field.id: field for field in template.fields}
    values = {
        "template": template,
        "plain": lambda text: plain(text, library),
        "pieces": lambda text: list(pieces(text, fields)),
    }
    yield page_output(entry, library, title=template.title, summary=plain(template.purpose, library), **values)
    body = xml_from("template", **values)
    yield Output(f"{entry.uri.removesuffix('.md')}.docx", entry.origin, word_file(body, template.title))


def pieces(text: str, fields: dict[str, TemplateField]) -> Iterator[str | TemplateField]:
    """The *text* cut at its blanks: what is written, and the field that each blank is."""
    end = 0
    for blank in BLANK.finditer(text):
        if field := fields.get(blank[1]):
            yield text[end : blank.start()]
            yield field
            end = blank.end()
    yield text[end:]


def template_problems(entry: Entry[Template]) -> Iterator[Problem]:
    """Every blank is a declared field, and every field has its blank."""
    declared = [field.id for field in entry.content.fields]
    used: set[str] = set()
    for number, section in enumerate(entry.content.sections):
        for index, block in enumerate(section.blocks):
            for at, text in block.texts():
                for blank in BLANK.finditer(text):
                    used.add(blank[1])
                    if blank[1] not in declared:
                        place = entry.document.place("sections", number, "blocks", index, *at)
                        hint = did_you_mean(blank[1], declared) or "déclarez-le sous « fields: »"
                        yield Problem(place, f"champ « {{{blank[1]}}} » non déclaré", hint)
    for index, id in enumerate(declared):
        if id not in used:
            hint = f"écrivez {{{id}}} dans le document, ou retirez le champ"
            yield Problem(entry.document.place("fields", index, "id"), f"champ « {id} » jamais utilisé", hint)
