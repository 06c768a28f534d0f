"""A drawing among the words of a page, whatever the engine: it takes the page's ink, and is read aloud."""

from markupsafe import Markup

from ...read.drawing import Drawing, Shape
from ..environment import page_from
from ..syntax import MARKDOWN


def figure(drawing: Drawing, number: int, kind: str, caption: str) -> str:
    """The *drawing* as one line of HTML, the page's *number*-th, in the colour of the page's *kind*."""
    prefix = f"drawing-{number}."  # no anchor has a full stop: these ids are nobody else's
    shapes = Markup("").join(_markup(shape, prefix) for shape in drawing.shapes)
    values = {"drawing": drawing, "prefix": Markup(prefix), "view_box": Markup(drawing.view_box), "shapes": shapes}
    return page_from("figure", MARKDOWN, kind=kind, caption=caption, **values).strip()


def _markup(part: Shape | str, prefix: str) -> Markup:
    if isinstance(part, str):
        return MARKDOWN.spaced(part)
    attributes = "".join(f' {name}="{_own(name, value, prefix)}"' for name, value in part.attributes)
    inside = Markup("").join(_markup(inner, prefix) for inner in part.parts)
    return Markup(f"<{part.tag}{attributes}>{inside}</{part.tag}>")  # names and values are of the admitted ones


def _own(name: str, value: str, prefix: str) -> str:
    """The *value* of an attribute, the ids of the drawing made the page's own."""
    if name == "id":
        return prefix + value
    return value.replace("url(#", f"url(#{prefix}") if name.startswith("marker-") else value
