"""The part of SVG that may stand among the words of a page: shapes, words, and the few classes of the style sheet.

Nothing in it runs, loads, leads anywhere or brings its own colours: the page lends its ink, by day and by night.
"""

import re
from xml.parsers import expat

CLASSES = ("pk-line--strong", "pk-line--dashed", "pk-accent", "pk-soft", "pk-solid", "pk-text--strong")
"""What thickens, colours and fills: the style sheet's section « drawings » says how."""

MAX_SIGNS, MAX_ELEMENTS, MAX_DEPTH = 20_000, 200, 6

WIDTH, HEIGHT, FONT_SIZE = (280, 360), (60, 720), (15, 28)
"""In the drawing's own units. The smallest phone shows 288 pixels: 15 units in 360 are 12 pixels there."""

MAX_TEXT = {"title": 100, "desc": 800, "text": 40, "tspan": 40}
"""Characters in a run of text, in the elements that may hold any."""

_SHAPE, _DRAWN = "svg g marker", "id class transform"
_LINE = f"{_DRAWN} marker-start marker-mid marker-end"
ELEMENTS = {
    "svg": ("", "xmlns viewBox"),
    "title": ("svg", ""),
    "desc": ("svg", ""),
    "defs": ("svg", ""),
    "marker": ("defs", "id viewBox refX refY markerWidth markerHeight markerUnits orient"),
    "g": ("svg g", f"{_DRAWN} text-anchor font-size"),
    "path": (_SHAPE, f"{_LINE} d"),
    "line": (_SHAPE, f"{_LINE} x1 y1 x2 y2"),
    "polyline": (_SHAPE, f"{_LINE} points"),
    "polygon": (_SHAPE, f"{_LINE} points"),
    "circle": (_SHAPE, f"{_DRAWN} cx cy r"),
    "ellipse": (_SHAPE, f"{_DRAWN} cx cy rx ry"),
    "rect": (_SHAPE, f"{_DRAWN} x y width height rx ry"),
    "text": ("svg g", f"{_DRAWN} x y dx dy text-anchor font-size"),
    "tspan": ("text", "class x y dx dy"),
}
"""Each element, with those that may hold it and its attributes."""

_ID = r"[A-Za-z][A-Za-z0-9_-]{0,40}"
_NUMBER = r"[+-]?(?:\d{1,4}(?:\.\d{0,6})?|\.\d{1,6})"
_NUMBERS = rf"\s*{_NUMBER}(?:[\s,]+{_NUMBER})*\s*"
_VALUES = {
    "xmlns": r"http://www\.w3\.org/2000/svg",
    "id": _ID,
    "class": rf"(?:{'|'.join(CLASSES)})(?: (?:{'|'.join(CLASSES)}))*",
    "transform": rf"(?:(?:translate|rotate)\({_NUMBERS}\) ?)+",
    "viewBox": rf"{_NUMBER}(?:[ ,]+{_NUMBER}){{3}}",
    "points": r"[\d+\-., ]+",
    "d": r"[MmZzLlHhVvCcSsQqTtAa\d+\-., ]+",
    "text-anchor": "start|middle|end",
    "orient": f"auto|auto-start-reverse|{_NUMBER}",
    "markerUnits": "strokeWidth|userSpaceOnUse",
    **dict.fromkeys(("marker-start", "marker-mid", "marker-end"), rf"url\(#{_ID}\)"),
}

SYNTAX = {
    expat.errors.XML_ERROR_TAG_MISMATCH: ("balise fermée avant celle qu'elle contient", "fermez d'abord la dernière"),
    expat.errors.XML_ERROR_NO_ELEMENTS: ("dessin vide, ou balise jamais refermée", "finissez par </svg>"),
    expat.errors.XML_ERROR_INVALID_TOKEN: ("signe mal placé", "dans un texte, écrivez &lt; pour < et &amp; pour &"),
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: ("signe « &…; » inconnu", "tapez le caractère lui-même"),
    expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE: ("attribut donné deux fois", "gardez-en un"),
    expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: ("quelque chose suit </svg>", "retirez-le"),
}
"""The XML parser's complaints: what each means to a contributor, what to do."""


_LEFT_ON_SVG = ("version", "width", "height", "x", "y")
_LEFT_PREFIXES = ("inkscape:", "sodipodi:", "xmlns:", "data-")


def is_leftover(tag: str, attribute: str = "") -> bool:
    """Whether an element, or its *attribute*, is one that drawing programs leave and that draws nothing."""
    if not attribute:
        return tag == "metadata" or tag.startswith(_LEFT_PREFIXES[:2])
    if attribute in ("id", "xml:space"):
        return True
    return attribute.startswith(_LEFT_PREFIXES) or (tag == "svg" and attribute in _LEFT_ON_SVG)


def may_hold(attribute: str, value: str) -> bool:
    """Whether a *value*, on one line, is a number, or what its *attribute* may hold instead."""
    return bool(re.fullmatch(_VALUES.get(attribute, _NUMBER), value, re.ASCII))


def element_remedy(tag: str) -> str:
    """What to do about an element that is not admitted."""
    return _remedy(tag) or f"retirez-le ; sont admis : {', '.join(ELEMENTS)}"


def attribute_remedy(name: str) -> str:
    """What to do about an attribute that is not admitted."""
    return _remedy(name) or "retirez-le"


def value_remedy(name: str) -> str:
    """What to do about the value of an attribute."""
    if name == "transform":
        return "« translate(…) » et « rotate(…) » seulement"
    if name.startswith("marker-"):
        return "une pointe dessinée dans ce fichier : « url(#pointe) »"
    if name == "viewBox":
        return "écrivez quatre nombres, sans unité : « 0 0 340 240 »"
    if name in _VALUES and name not in ("points", "d"):
        return "écrivez l'un des mots que SVG prévoit là"
    return "écrivez des nombres, sans unité"


def _remedy(name: str) -> str:
    if name.startswith("on") or name in ("script", "set", "foreignObject") or name.startswith("animate"):
        return "retirez-le : rien ne s'exécute ni ne bouge dans un dessin"
    if name in ("a", "use", "image", "href", "xlink:href"):
        return "retirez-le : un dessin ne renvoie à rien"
    if name.startswith(("style", "fill", "stroke", "font", "color", "opacity")):
        return f"retirez-le partout ; couleurs et traits viennent d'une classe : {', '.join(CLASSES)}"
    if name in ("width", "height"):
        return "retirez-le : « viewBox » donne les proportions"
    if ":" in name:
        return "retirez-le ; un logiciel de dessin sait enregistrer en « SVG simple »"
    return ""
