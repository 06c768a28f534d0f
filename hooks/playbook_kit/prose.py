"""A contributor's Markdown: read line by line, refused where it could run code, load something or lead nowhere.

The rules are narrower than Markdown's on purpose, so that what they let through can be nothing but text whatever the
engine: outside code nothing that looks like a tag, an attribute list only as a heading's ``{#anchor}``, and every
address of a known kind. Code is only what is code for certain: a fence at the start of a line, and a span whose line
has an even number of single backticks.
"""

import html
import posixpath
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from .problems import Place, Problem, did_you_mean
from .references import Reference, references_in, unread_problem, unread_reference
from .typography import french

ADMONITIONS = ("dire", "eviter", "ce-soir", "quand-ne-pas", "exemple", "piege", "limite")
"""The named blocks: ``!!! dire "À dire"``."""

MAX_LINE = 5_000
"""Characters in a line."""
MAX_BLOCK = 20_000
"""Characters in a paragraph (lines without a blank line between)."""
MAX_MARKS = 60
"""Unbalanced brackets, or runs of one emphasis mark, in a paragraph: Python-Markdown's time grows with their square."""
MAX_INDENT = 24
"""Columns of indentation, list and quote marks included."""

_SCHEMES = ("https", "http", "mailto", "tel")
_FENCE = re.compile(r"(`{3,}|~{3,})[ ]*[\w-]*[ ]*")
_HEADING = re.compile(r"(#{1,6})[ \t]*(.*?)[ \t]*#*[ \t]*")
_ANCHOR = re.compile(r"(.*?)[ \t]*\{[ \t]*#([\w-]+)[ \t]*\}")
_TAG = re.compile(r"<(?!https?://[^\s<>]*>|[\w.+-]+@[\w.-]+>)(?=[A-Za-z/!?])")
_ATTRIBUTES = re.compile(r"\{[ ]*[:#.][^\n]*|\{[^}\n]*=[^\n]*|(?:(?<=[)\]*_`])|(?<=^)[ ]*|(?<=\|)[^|]*[ ])\{[^}\n]*\}")
_LINK = re.compile(r"(!?)\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\([ \t]*(<[^<>\n]*>|(?:[^()\n]|\([^()\n]*\))*?)[ \t]*(?:[\"'][^\n]*?[\"'][ \t]*)?\)")
_DEFINITION = re.compile(r"[ >]*\[([^\[\]\n]+)\]:[ \t]*(<[^<>\n]*>|\S+)")
_USE = re.compile(r"(?<!\])(!?)\[([^\[\]\n]+)\]\[([^\[\]\n]*)\]")
_AUTOLINK = re.compile(r"<(https?://[^\s<>]*)>")
_ADDRESS = re.compile(r"(?<=\])\([^\n]*?\)|<[^<>\n]*>|\[\[[^\[\]\n|]*|^[ >]*\[[^\]\n]*\]:.*")
_HIDDEN_SCHEME = re.compile(r"(?:java|vb|live)script:|data:\w+/|file:/", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """A heading and the anchor that links to it."""

    level: int
    title: str
    anchor: str
    line: int
    place: Place


@dataclass(frozen=True)
class Link:
    """An address typed in the prose, as typed; *image* when it is a picture's."""

    target: str
    place: Place
    image: bool


@dataclass(frozen=True)
class Mention:
    """A reference in the prose; *alone* when it has its line to itself, which makes it a card."""

    reference: Reference
    line: int
    place: Place
    alone: bool


@dataclass(frozen=True)
class Prose:
    """The prose of one file, read: its *lines* as typed, and what was found in them (line numbers from 0)."""

    path: str
    lines: tuple[str, ...]
    first_line: int = 1
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    mentions: tuple[Mention, ...] = ()

    def anchor_at(self, line: int) -> str:
        """The anchor of the heading above *line*, "" before the first."""
        above = [heading.anchor for heading in self.headings if heading.line <= line]
        return above[-1] if above else ""

    def markdown(self, written: Callable[[Mention], str]) -> str:
        """The prose as an engine gets it: every heading with its anchor, every reference as *written* for it."""
        lines = list(self.lines)
        for mention in reversed(self.mentions):
            line, reference = lines[mention.line], mention.reference
            lines[mention.line] = line[: reference.start] + written(mention) + line[reference.end :]
        for heading in self.headings:
            title = _heading_text(lines[heading.line])
            lines[heading.line] = f"{'#' * heading.level} {title} {{ #{heading.anchor} }}"
        return "\n".join(lines).strip("\n") + "\n"

    def words(self) -> int:
        """How many words a reader reads."""
        return sum(len(re.findall(r"\w[\w'’-]*", line)) for line in self.lines)


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
    )
    return prose, sorted(set(reader.problems))


def link_problem(
    link: Link, page: str, uris: frozenset[str], anchors: Callable[[str], frozenset[str] | None]
) -> Problem | None:
    """What is wrong with a *link* on *page*, given the site's *uris* and each page's *anchors* (``None``: not known)."""
    target = html.unescape(unquote(link.target))
    scheme = re.match(r"([A-Za-z][\w+.-]*):", target)
    if scheme and scheme[1].lower() in _SCHEMES:
        if link.image:
            return Problem(link.place, "image prise sur un autre site", "copiez-la dans le dossier « images » de la fiche")
        return None
    if scheme or target.startswith(("//", "\\")):
        return Problem(link.place, f"adresse « {link.target} » non admise", f"commencez par {', '.join(_SCHEMES)}, ou un chemin")
    path, _, anchor = target.partition("#")
    path = path.partition("?")[0]
    if path.startswith("/"):
        return Problem(link.place, f"lien absolu « {link.target} »", "écrivez le chemin depuis cette page : « ../autre/page.md »")
    uri = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if uri not in uris:
        near = did_you_mean(uri, uris).partition("choix possibles")[0]
        if path.endswith((".yml", ".yaml")):
            near = "pour une checklist ou un modèle, écrivez [[checklist:nom]] ou [[template:nom]]"
        return Problem(link.place, f"lien mort : « {link.target} » ne mène nulle part", near or "vérifiez le nom du fichier")
    known = anchors(uri)
    if anchor and known is not None and anchor not in known:
        hint = did_you_mean(anchor, known) or "cette page n'a aucune ancre"
        return Problem(link.place, f"ancre morte : « #{anchor} » n'existe pas dans « {uri} »", hint)
    return None


class _Reader:
    def __init__(self, lines: list[str], path: str, first_line: int) -> None:
        self.lines, self.path, self.first_line = lines, path, first_line
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.mentions: list[Mention] = []
        self.problems: list[Problem] = []

    def read(self) -> None:
        bare = self._without_code()
        self._check_size(bare)
        self._set_in_french(bare)
        definitions: dict[str, int] = {}
        for number, line in enumerate(bare):
            if not line.strip():
                continue
            self._check_markup(number, line)
            self._check_structure(number, line, bare[number - 1] if number else "")
            self._read_mentions(number, line)
            self._read_heading(number, line)
            blanked = self._read_links(number, line)
            if definition := _DEFINITION.match(line):
                definitions[definition[1].strip().lower()] = number
                self._link(number, definition.start(2), definition[2], image=False)
            for use in _USE.finditer(blanked):
                name = (use[3] or use[2]).strip().lower()
                if name not in definitions and not self._defined_later(name, bare):
                    self._report(number, use.start(), f"lien « [{name}] » jamais défini", "écrivez [texte](page.md)")
        self._number_anchors()

    # -- code ------------------------------------------------------------------------------------------------

    def _without_code(self) -> list[str]:
        """The lines with all that is code for certain blanked out, column for column."""
        bare = list(self.lines)
        number = 0
        while number < len(bare):
            if fence := _FENCE.fullmatch(bare[number]):
                closing = self._closing(fence[1], number)
                if closing is None:
                    self._report(number, 0, "bloc de code jamais refermé", f"ajoutez une ligne « {fence[1]} » après lui")
                    break
                bare[number : closing + 1] = [""] * (closing + 1 - number)
                number = closing
            elif re.match(r"[ ]*(```|~~~)", bare[number]):
                hint = "commencez-la en début de ligne : trois accents graves, puis au plus un mot"
                self._report(number, 0, "clôture de code mal écrite", hint)
            number += 1
        if all(_spans_are_plain(line) for line in bare):
            bare = [re.sub(r"`[^`]*`", lambda span: " " * len(span[0]), line) for line in bare]
        return bare

    def _closing(self, fence: str, opening: int) -> int | None:
        for number in range(opening + 1, len(self.lines)):
            if self.lines[number].rstrip(" ") == fence:
                return number
        return None

    def _set_in_french(self, bare: list[str]) -> None:
        """Spaces and apostrophes as French wants them, but in code and in addresses. No place moves."""
        for number, line in enumerate(bare):
            masked = _ADDRESS.sub(lambda address: "\0" * len(address[0]), line)
            signs = zip(self.lines[number], masked, french(masked), strict=True) if line else ()
            changed = "".join(new if old != new else typed for typed, old, new in signs)
            self.lines[number] = changed or self.lines[number]

    # -- what cannot pass ------------------------------------------------------------------------------------

    def _check_markup(self, number: int, line: str) -> None:
        for tag in _TAG.finditer(line):
            self._report(number, tag.start(), "HTML brut non admis", "retirez la balise, ou écrivez &lt; pour le signe <")
        heading = _HEADING.fullmatch(line) if line.startswith("#") else None
        rest = line.replace(line[line.rfind("{"):], "") if heading and _ANCHOR.fullmatch(heading[2]) else line
        if attributes := _ATTRIBUTES.search(rest):
            start = attributes.start() + attributes[0].index("{")
            hint = "seule une ancre de titre est admise : « ## Titre {#ancre} »"
            self._report(number, start, "attributs entre accolades non admis", hint)
        plain = re.sub(r"[\s\\\x00-\x20]", "", html.unescape(unquote(html.unescape(line))))
        if _HIDDEN_SCHEME.search(plain):
            self._report(number, 0, "adresse qui exécuterait du code", "retirez-la")

    def _check_structure(self, number: int, line: str, before: str) -> None:
        if "\t" in re.match(r"\s*", line)[0]:  # type: ignore[index]
            self._report(number, 0, "tabulation en début de ligne", "remplacez-la par quatre espaces")
        if line.startswith("# ") or (re.fullmatch(r"=+ *", line) and before.strip()):
            hint = "le titre est dans l'en-tête « title: » ; dans la page, commencez à « ## »"
            self._report(number, 0, "titre de premier niveau dans la page", hint)
        if re.fullmatch(r"-+ *", line) and before.strip():
            hint = "pour un titre, écrivez « ## Titre » ; pour un trait, laissez une ligne vide avant"
            self._report(number, 0, "ligne de tirets sous un texte", hint)
        if admonition := re.match(r"( *)(!!!|\?\?\?\+?)(?: ?([\w-]*))?", line):
            if admonition[2] != "!!!" or admonition[3] not in ADMONITIONS:
                name = admonition[3] or ""
                self._report(number, admonition.start(2), f"encadré « {name} » inconnu", did_you_mean(name, ADMONITIONS))
        if re.match(r" {0,3}\[\^[^\]]*\]:|.*\[\^[^\]]*\]", line):
            self._report(number, 0, "note de bas de page non admise", "mettez l'explication dans le texte, ou [[source:…]]")

    def _check_size(self, bare: list[str]) -> None:
        start, block = 0, ""
        for number, line in enumerate([*bare, ""]):
            if len(line) > MAX_LINE:
                self._report(number, MAX_LINE, f"ligne de plus de {MAX_LINE} caractères", "coupez-la en phrases")
            marks = re.match(r"(?:[ >]|[-*+] |\d+[.)] )*", self.lines[number]) if line.strip() else None
            if marks and marks.end() > MAX_INDENT:
                self._report(number, 0, "imbrication trop profonde", "remontez la liste ou la citation d'un niveau")
            if line.strip():
                block += line + "\n"
                continue
            crowded = (
                len(block) > MAX_BLOCK
                or abs(block.count("[") - block.count("]")) > MAX_MARKS
                or max(block.count("["), block.count("(")) > 400
                or any(len(re.findall(mark, block)) > 400 for mark in (r"\*+", r"_+", r"`+", "<", "!", r"\\"))
            )
            if crowded:
                self._report(start, 0, "paragraphe trop long ou trop chargé de signes", "coupez-le par une ligne vide")
            start, block = number + 1, ""

    # -- what is kept ----------------------------------------------------------------------------------------

    def _read_heading(self, number: int, line: str) -> None:
        heading = _HEADING.fullmatch(line)
        if not heading or not heading[2] or line.startswith("# "):
            return
        named = _ANCHOR.fullmatch(heading[2])
        title = named[1] if named else heading[2]
        anchor = named[2] if named else ""
        if anchor and any(other.anchor == anchor for other in self.headings):
            column = line.index("{")
            self._report(number, column, f"ancre « #{anchor} » en double", "donnez à chaque titre sa propre ancre")
        self.headings.append(Heading(len(heading[1]), title, anchor, number, self._at(number, 0)))

    def _number_anchors(self) -> None:
        """Give each heading without an anchor the one that its words make, unique in the page."""
        taken = {heading.anchor for heading in self.headings}
        for index, heading in enumerate(self.headings):
            if heading.anchor:
                continue
            words = anchor = slug_of(heading.title)
            count = 1
            while anchor in taken:
                count += 1
                anchor = f"{words}-{count}"
            taken.add(anchor)
            self.headings[index] = Heading(heading.level, heading.title, anchor, heading.line, heading.place)

    def _read_mentions(self, number: int, line: str) -> None:
        for reference in references_in(line):
            alone = reference.start == 0 and not line[reference.end :].strip()
            self.mentions.append(Mention(reference, number, self._at(number, reference.start), alone))
        unread = unread_reference(line)
        if unread is not None:
            self.problems.append(unread_problem(self._at(number, unread)))

    def _read_links(self, number: int, line: str) -> str:
        """Keep the links of the *line*; the line without them."""
        for link in _LINK.finditer(line):
            self._link(number, link.start(3), link[3], image=bool(link[1]))
            if inner := _LINK.search(link[2]):
                self._link(number, link.start(2) + inner.start(3), inner[3], image=bool(inner[1]))
        for link in _AUTOLINK.finditer(line):
            self._link(number, link.start(1), link[1], image=False)
        rest = _LINK.sub(lambda link: " " * len(link[0]), line)
        if (left := rest.find("](")) >= 0:
            hint = "écrivez [texte](page.md) sur une seule ligne, sans parenthèse ni espace dans l'adresse"
            self._report(number, left, "lien mal écrit", hint)
        return rest

    def _link(self, number: int, column: int, target: str, *, image: bool) -> None:
        self.links.append(Link(target.strip("<>").strip(), self._at(number, column), image))

    def _defined_later(self, name: str, bare: list[str]) -> bool:
        definitions = (_DEFINITION.match(line) for line in bare)
        return any(found and found[1].strip().lower() == name for found in definitions)

    def _at(self, number: int, column: int) -> Place:
        return Place(self.path, number + self.first_line, column + 1)

    def _report(self, number: int, column: int, message: str, hint: str) -> None:
        self.problems.append(Problem(self._at(number, column), message, hint))


def _heading_text(line: str) -> str:
    """A heading's line without its signs and its anchor."""
    heading = _HEADING.fullmatch(line)
    text = heading[2] if heading else line
    named = _ANCHOR.fullmatch(text)
    return named[1] if named else text


def _spans_are_plain(line: str) -> bool:
    """Whether each backtick of the *line* surely opens or closes a span on that line."""
    return line.count("`") % 2 == 0 and "``" not in line and "\\`" not in line


def slug_of(text: str) -> str:
    """The anchor that a heading's words make: lower-case ASCII words joined by hyphens."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-") or "section"


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """The YAML between the two ``---`` lines (``None`` without them), the prose after it, and the prose's first line."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, text, 1
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            return "\n".join(lines[1:number]) + "\n", "\n".join(lines[number + 1 :]), number + 2
    return None, text, 1


