"""A contributor's Markdown: read line by line, refused where it could run code, load something, lead nowhere.

The rules are narrower than Markdown's on purpose, so that what they let through can be nothing but text,
whatever the engine: outside code nothing that looks like a tag, no brace but a heading's ``{#anchor}``, and
every address of a known kind, in the plainest form of link.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from ..problems import Place, Problem, did_you_mean
from ..typography import SIGNS, french, slug_of
from .fence import bad_fences, code_in, without_code
from .limits import MARKS, MAX_LINKS, excess
from .link import Link, Picture, addresses_in, misprints, names_defined, picture_in
from .reference import Reference, references_in, unread_problem, unread_reference
from .text import MAX_PROBLEMS

ADMONITIONS = ("dire", "eviter", "ce-soir", "quand-ne-pas", "exemple", "piege", "limite")
"""The named blocks: ``!!! dire "À dire"``."""

_HEADING = re.compile(r"(#{2,6})(.*)")
_ANCHOR = re.compile(r"\{[ ]*#([\w-]+)[ ]*\}$")
_ADMONITION = re.compile(r"!!! ([\w-]+)(?: +\"[^\"]*\")? *")
_TAG = re.compile(r"<(?!https?://[^\s<>]*>|[\w.+-]+@[\w.-]+>)(?=[A-Za-z/!?])(/?[A-Za-z][\w-]*)?")
_FOOTNOTE = re.compile(r"\[\^([^\[\]]*)\]")
_ADDRESS = re.compile(r"(?<=\])\((?:[^()\n]|\([^()\n]*\))*+\)|<[^<>\n]*>|\[\[[^\[\]\n|]*|^[ >]*\[[^\]\n]*\]:.*")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the anchor that links to it."""

    level: int
    title: str
    anchor: str
    line: int
    place: Place


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference in the prose; *alone* when it has its line to itself, which makes it a card."""

    reference: Reference
    line: int
    place: Place
    alone: bool


@dataclass(frozen=True)
class Prose:
    """The prose of one file: its *lines* as typed, what was found in them, and which are *code* (from 0)."""

    path: str
    lines: tuple[str, ...]
    first_line: int = 1
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    mentions: tuple[Mention, ...] = ()
    pictures: tuple[Picture, ...] = ()
    code: frozenset[int] = frozenset()

    def anchor_at(self, line: int) -> str:
        """The anchor of the heading above *line*, "" before the first."""
        above = bisect_right(self.headings, line, key=lambda heading: heading.line)
        return self.headings[above - 1].anchor if above else ""

    def markdown(self, written: Callable[[Mention], str], drawn: Callable[[Picture], str] = lambda picture: "") -> str:
        """The prose as an engine gets it: headings with their anchors, references as *written*, pictures as *drawn*."""
        lines = list(self.lines)
        for mention in reversed(self.mentions):
            line, reference = lines[mention.line], mention.reference
            lines[mention.line] = line[: reference.start] + written(mention) + line[reference.end :]
        for picture in self.pictures:
            if block := drawn(picture):
                lines[picture.line] = f"\n{block}\n"  # a block of its own: blank lines around it
        for heading in self.headings:
            title, _ = _titled(lines[heading.line])
            lines[heading.line] = f"{'#' * heading.level} {title} {{ #{heading.anchor} }}"
        return "\n".join(lines).strip("\n") + "\n"

    @cached_property
    def words(self) -> int:
        """How many words a reader reads."""
        return len(re.findall(r"\w[\w'’-]*", "\n".join(self.lines)))


def read_prose(text: str, path: str, first_line: int = 1) -> tuple[Prose, list[Problem]]:
    """The prose in *text*, which begins at *first_line* of *path*, and every problem in it, in file order."""
    reader = _Reader(text.split("\n"), path, first_line)
    reader.read()
    prose = Prose(
        path,
        tuple(reader.lines),
        first_line,
        tuple(reader.headings),
        tuple(reader.links),
        tuple(reader.mentions),
        tuple(reader.pictures),
        frozenset(reader.code),
    )
    return prose, sorted(set(reader.problems))


class _Reader:
    def __init__(self, lines: list[str], path: str, first_line: int) -> None:
        self.lines, self.path, self.first_line = lines, path, first_line
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.mentions: list[Mention] = []
        self.pictures: list[Picture] = []
        self.code: set[int] = set()
        self.problems: list[Problem] = []
        self.named: set[str] = set()  # tags and notes: each is reported where it opens
        self.anchors: set[str] = set()

    def read(self) -> None:
        self.code = code_in(self.lines)
        bare = without_code(self.lines, self.code)
        for line_number, column, message, hint in chain(bad_fences(self.lines), excess(self.lines, bare)):
            self._report(line_number, column, message, hint)
        self._set_in_french(bare)
        defined = {name for line in bare for name in names_defined(line)}
        for number, line in enumerate(bare):
            if not line.strip():
                continue
            if len(self.problems) >= MAX_PROBLEMS:
                break
            if len(self.links) + len(self.mentions) > MAX_LINKS:
                self._report(number, 0, f"plus de {MAX_LINKS} liens dans une page", "faites-en plusieurs pages")
                break
            self._check_markup(number, line)
            self._check_structure(number, line, bare[number - 1] if number else "")
            self._read_mentions(number, line)
            self._read_heading(number, line)
            addresses = list(addresses_in(line))
            address, caption = picture_in(line) or (-1, slice(0))
            for start, end, image in addresses:
                target, alone = line[start:end].strip("<>").strip(), start == address
                self.links.append(Link(target, self._at(number, start), image, alone))
                if alone:
                    self.pictures.append(Picture(target, self.lines[number][caption], number))
            for column, message, hint in misprints(line, addresses, defined):
                self._report(number, column, message, hint)
        self._number_anchors()

    def _set_in_french(self, bare: list[str]) -> None:
        """Spaces and apostrophes as French wants them, but in code and in addresses. No place moves."""
        for number, line in enumerate(bare):
            if "[" not in line and "<" not in line and line == self.lines[number]:
                self.lines[number] = french(line)
                continue
            signs = list(self.lines[number])
            for sign in SIGNS.finditer(french(_ADDRESS.sub(lambda address: "\0" * len(address[0]), line))):
                signs[sign.start()] = sign[0]
            self.lines[number] = "".join(signs)

    # -- what cannot pass ------------------------------------------------------------------------------------

    def _check_markup(self, number: int, line: str) -> None:
        for tag in _TAG.finditer(line):
            name = (tag[1] or "").lower()
            if name.startswith("/") and name[1:] in self.named:
                continue
            self.named.add(name)
            hint = "retirez la balise et sa fermeture, ou écrivez &lt; pour le signe <"
            self._report(number, tag.start(), "HTML brut non admis", hint)
        brace = line.find("{")
        if brace >= 0 and not (_titled(line)[1] and brace == line.rindex("{")):
            hint = "seule une ancre de titre en a : « ## Titre {#ancre} » ; sinon, entourez-les d'accents graves"
            self._report(number, brace, "accolades non admises", hint)
        for note in _FOOTNOTE.finditer(line):
            if note[1] not in self.named:
                self.named.add(note[1])
                hint = "mettez l'explication dans le texte, ou [[source:…]]"
                self._report(number, note.start(), "note de bas de page non admise", hint)

    def _check_structure(self, number: int, line: str, before: str) -> None:
        """What a line is by its first signs, within the lists and the quotes that it stands in."""
        start = MARKS.match(line).end()  # type: ignore[union-attr]
        inner, above = line[start:], before.strip(" ")
        if "\t" in line:
            self._report(
                number,
                line.index("\t"),
                "tabulation",
                "remplacez-la par des espaces (quatre en début de ligne)",
            )
        if not inner.startswith(("#", "=", "-", "!", "?")):
            return
        if re.match(r"#(?!#)", inner) or re.fullmatch(r"=+ *", inner):
            hint = "le titre est dans l'en-tête « title: » ; dans la page, commencez à « ## »"
            self._report(number, start, "titre de premier niveau dans la page", hint)
        if re.fullmatch(r"-+ *", inner) and above:
            hint = "pour un titre, écrivez « ## Titre » ; pour un trait, laissez une ligne vide avant"
            self._report(number, start, "ligne de tirets sous un texte", hint)
        if inner.startswith(("!!!", "???")):
            self._check_admonition(number, start, inner)

    def _check_admonition(self, number: int, start: int, typed: str) -> None:
        block = _ADMONITION.fullmatch(typed)
        if block and block[1] not in ADMONITIONS:
            self._report(number, start, f"encadré « {block[1]} » inconnu", did_you_mean(block[1], ADMONITIONS))
        elif not block:
            self._report(number, start, "encadré mal écrit", 'écrivez : !!! dire "À dire"')

    # -- what is kept ----------------------------------------------------------------------------------------

    def _read_heading(self, number: int, line: str) -> None:
        title, anchor = _titled(line) if line.startswith("#") else ("", "")
        if not title:
            return
        if anchor and anchor in self.anchors:
            column = line.rindex("{")
            self._report(number, column, f"ancre « #{anchor} » en double", "donnez à chaque titre sa propre ancre")
        self.anchors.add(anchor)
        level = len(line) - len(line.lstrip("#"))
        self.headings.append(Heading(level, title, anchor, number, self._at(number, 0)))

    def _number_anchors(self) -> None:
        """Give each heading without an anchor the one that its words make, unique in the page."""
        counts: dict[str, int] = {}
        for index, heading in enumerate(self.headings):
            if heading.anchor:
                continue
            words = anchor = slug_of(heading.title) or "section"
            while anchor in self.anchors:
                counts[words] = counts.get(words, 1) + 1
                anchor = f"{words}-{counts[words]}"
            self.anchors.add(anchor)
            self.headings[index] = replace(heading, anchor=anchor)

    def _read_mentions(self, number: int, line: str) -> None:
        if "[[" not in line:
            return
        for reference in references_in(line):
            if line.startswith("#"):
                self._report(number, reference.start, "renvoi dans un titre", "mettez-le dans le texte, sous le titre")
            alone = reference.start == 0 and not line[reference.end :].strip()
            self.mentions.append(Mention(reference, number, self._at(number, reference.start), alone))
        unread = unread_reference(line)
        if unread is not None:
            self.problems.append(unread_problem(self._at(number, unread)))

    def _at(self, number: int, column: int) -> Place:
        return Place(self.path, number + self.first_line, column + 1)

    def _report(self, number: int, column: int, message: str, hint: str) -> None:
        self.problems.append(Problem(self._at(number, column), message, hint))


def _titled(line: str) -> tuple[str, str]:
    """The title of a heading's line and the anchor typed for it, "" and "" for another line."""
    heading = _HEADING.fullmatch(line.rstrip(" "))
    text = heading[2].strip(" ") if heading else ""
    if named := _ANCHOR.search(text):
        return text[: named.start()].rstrip(" #"), named[1]
    return text.rstrip("#").rstrip(" "), ""


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """The YAML between two ``---`` lines (``None`` without them), the prose after it, and its first line.

    Blank lines above the head are kept in the YAML, so that its first line is always the file's second.
    """
    lines = text.split("\n")
    opening = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[opening].rstrip() != "---":
        return None, text, 1
    for number, line in enumerate(lines[opening + 1 :], opening + 1):
        if line.rstrip() in ("---", "..."):
            head = ["", *lines[:opening], *lines[opening + 1 : number]][1:]
            return "\n".join(head) + "\n", "\n".join(lines[number + 1 :]), number + 2
    return None, text, 1
