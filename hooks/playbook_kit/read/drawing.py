"""Line drawings: SVG that a contributor drew, read against what may stand in a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from ..problems import Place, Problem, did_you_mean
from . import svg

SUFFIX = ".svg"


@dataclass(frozen=True)
class Shape:
    """An element that may stand in a page. Its *attributes* are safe as they are, the texts among its *parts* not."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    parts: tuple["Shape | str", ...]

    @property
    def text(self) -> str:
        """Its own words, on one line."""
        return " ".join("".join(part for part in self.parts if isinstance(part, str)).split())


@dataclass(frozen=True)
class Drawing:
    """A drawing, with its *title*, and its *description* for who does not see it."""

    title: str
    description: str
    view_box: str
    shapes: tuple[Shape, ...]


def read_drawing(text: str, path: str) -> tuple[Drawing | None, list[Problem]]:
    """The drawing that *text* holds; ``None`` and every problem, in file order, when it may not stand in a page."""
    if len(text) > svg.MAX_SIGNS:
        message = f"dessin trop lourd : {len(text)} caractères, la limite est de {svg.MAX_SIGNS}"
        return None, [Problem(Place(path), message, "gardez moins de traits, et des nombres à une décimale")]
    reader = _Reader(path)
    reader.read(text)
    if reader.problems:
        return None, sorted(reader.problems)
    told = {shape.tag: shape.text for shape in reader.shapes}
    drawn = tuple(shape for shape in reader.shapes if shape.tag not in ("title", "desc"))
    return Drawing(told["title"], told["desc"], reader.view_box, drawn), []


class _Stop(Exception):
    """Nothing more is to be read."""


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.shapes: tuple[Shape, ...] = ()
        self.view_box = ""
        self._open: list[tuple[str, list[tuple[str, str]], list[Shape | str]]] = []
        self._refused = 0  # depth in an element that is refused or dropped, and of which nothing more is said
        self._count = 0
        self._ids: set[str] = set()
        self._uses: list[tuple[str, Place]] = []
        self._said: set[str] = set()
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = parser.ordered_attributes = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = parser.ProcessingInstructionHandler = self._declaration

    def read(self, text: str) -> None:
        try:
            self._parser.Parse(text, True)
        except expat.ExpatError as error:
            said = expat.ErrorString(error.code)
            message, hint = svg.SYNTAX.get(said, (f"SVG illisible ({said})", "réenregistrez le dessin"))
            self._report(message, hint, Place(self.path, error.lineno, error.offset + 1))
        except _Stop:
            return
        else:
            for missing, sample in self._missing():
                self._report(f"il manque « {missing} »", f"ajoutez {sample}", Place(self.path))
            for id, place in self._uses:
                if id not in self._ids:
                    self._report(f"pointe « #{id} » absente du dessin", f'dessinez-la : <marker id="{id}" …>', place)

    # -- what the parser meets -------------------------------------------------------------------------------

    def _declaration(self, *_: object) -> None:
        """A document type may declare entities, and an instruction may load: nothing is read past them."""
        self._report("déclaration « <!DOCTYPE » ou « <? » non admise", "retirez-la : commencez par <svg")
        raise _Stop

    def _start(self, tag: str, flat: list[str]) -> None:
        self._count += 1
        if self._count > svg.MAX_ELEMENTS or len(self._open) + self._refused >= svg.MAX_DEPTH:
            message = f"dessin trop chargé : {svg.MAX_ELEMENTS} éléments au plus, et {svg.MAX_DEPTH} l'un dans l'autre"
            self._report(message, "simplifiez")
            raise _Stop
        holders, admitted = svg.ELEMENTS.get(tag, ("", ""))
        allowed = admitted.split()
        if self._refused:
            self._refused += 1
        elif self._open and svg.is_leftover(tag):
            self._refused = 1
        elif tag not in svg.ELEMENTS:
            self._refuse(f"élément « {tag} » non admis dans un dessin", svg.element_remedy(tag))
        elif self._holder() not in (holders.split() or [""]):
            self._refuse(f"élément « {tag} » mal placé", f"sa place est dans {holders.replace(' ', ' ou ') or 'rien'}")
        elif tag in ("title", "desc") and any(getattr(part, "tag", "") == tag for part in self._open[-1][2]):
            self._refuse(f"élément « {tag} » en double", "gardez-en un")
        else:
            typed = [*zip(flat[::2], flat[1::2], strict=True)]
            values = [(name, value) for name, value in typed if name in allowed or not svg.is_leftover(tag, name)]
            checked = [(name, self._checked(tag, name, " ".join(value.split()), allowed)) for name, value in values]
            self.view_box = dict(checked).get("viewBox", "") if tag == "svg" else self.view_box
            self._open.append((tag, checked, []))

    def _text(self, text: str) -> None:
        if self._refused:
            return
        tag, _, parts = self._open[-1]
        if tag not in svg.MAX_TEXT:
            if text.strip():
                self._report("texte hors d'un élément « text »", 'écrivez <text x="…" y="…">…</text>')
            return
        parts.append(text)
        if len(text.strip()) > svg.MAX_TEXT[tag]:
            message = f"texte de {len(text.strip())} caractères dans « {tag} », {svg.MAX_TEXT[tag]} au plus"
            self._report(message, "dites-le en moins de mots, ou dans la page")

    def _end(self, tag: str) -> None:
        if self._refused:
            self._refused -= 1
            return
        _, attributes, parts = self._open.pop()
        if self._open:
            self._open[-1][2].append(Shape(tag, tuple(attributes), tuple(parts)))
        else:
            self.shapes = tuple(part for part in parts if isinstance(part, Shape))

    # -- what is wrong with it -------------------------------------------------------------------------------

    def _refuse(self, message: str, hint: str) -> None:
        self._report(message, hint)
        self._refused = 1
        if not self._open:
            raise _Stop

    def _checked(self, tag: str, name: str, value: str, allowed: list[str]) -> str:
        """The *value* of an attribute, once what is wrong with it was reported."""
        marks = name.startswith("marker-")
        if name not in allowed or (marks and self._holder() == "marker"):
            self._report(f"attribut « {name} » non admis dans « {tag} »", svg.attribute_remedy(name), about=name)
        elif name == "class" and (unknown := sorted(set(value.split()) - set(svg.CLASSES))):
            self._report(f"classe « {unknown[0]} » inconnue", did_you_mean(unknown[0], svg.CLASSES))
        elif not svg.may_hold(name, value):
            self._report(f"« {name} » ne peut valoir « {value[:40]} »", svg.value_remedy(name))
        elif name == "font-size" and not _within(value, svg.FONT_SIZE):
            hint = "de {} à {}, pour être lu sur un téléphone".format(*svg.FONT_SIZE)
            self._report(f"« font-size » de {value}", hint)
        elif name == "viewBox" and tag == "svg":
            width, height = value.replace(",", " ").split()[2:]
            if not (_within(width, svg.WIDTH) and _within(height, svg.HEIGHT)):
                hint = f"largeur de {svg.WIDTH[0]} à {svg.WIDTH[1]}, hauteur de {svg.HEIGHT[0]} à {svg.HEIGHT[1]}"
                self._report(f"dessin de {width} sur {height}", hint)
        elif name == "id":
            if value in self._ids:
                self._report(f"identifiant « {value} » en double", "donnez à chacun le sien")
            self._ids.add(value)
        elif marks:
            self._uses.append((value[5:-1], self._here()))
        return value

    def _missing(self) -> Iterator[tuple[str, str]]:
        told = {shape.tag for shape in self.shapes if shape.text}
        if not self.view_box:
            yield "viewBox", 'à la balise svg : viewBox="0 0 340 240"'
        if "title" not in told:
            yield "title", "après <svg …> : <title>Ce que montre le dessin</title>"
        if "desc" not in told:
            yield "desc", "après le titre : <desc>Le dessin, raconté à qui ne le voit pas</desc>"

    def _holder(self) -> str:
        return self._open[-1][0] if self._open else ""

    def _here(self) -> Place:
        return Place(self.path, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    def _report(self, message: str, hint: str, place: Place | None = None, about: str = "") -> None:
        """Each thing is said once, where it first occurs: the message, or rather what it is *about*."""
        if (about or message) not in self._said:
            self._said.add(about or message)
            self.problems.append(Problem(place or self._here(), message, hint))


def _within(number: str, bounds: tuple[int, int]) -> bool:
    return bounds[0] <= float(number) <= bounds[1]
