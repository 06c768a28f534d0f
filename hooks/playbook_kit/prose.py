"""A contributor's Markdown: read line by line, refused where it could run code, load something or lead nowhere.

The rules are narrower than Markdown's on purpose, so that what they let through can be nothing but text whatever the
engine: outside code nothing that looks like a tag, no brace but a heading's ``{#anchor}``, and every address of a known kind,
in the plainest form of link. Code is only what is code for certain: a fence at the start of a line, and a span whose line
has an even number of single backticks.
"""

import html
import posixpath
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import unquote

from .problems import Place, Problem, did_you_mean
from .references import Reference, references_in, unread_problem, unread_reference
from .text import MAX_PROBLEMS
from .typography import french

ADMONITIONS = ("dire", "eviter", "ce-soir", "quand-ne-pas", "exemple", "piege", "limite")
"""The named blocks: ``!!! dire "À dire"``."""

MAX_PROSE = 100_000
"""Characters in a page: some 15,000 words, an hour and more of reading."""
MAX_LINE = 5_000
"""Characters in a line."""
MAX_BLOCK = 20_000
"""Characters in a paragraph (lines without a blank line between)."""
MAX_MARKS = 60
"""Unbalanced brackets, or runs of one emphasis mark, in a paragraph: Python-Markdown's time grows with their square."""
MAX_INDENT = 24
"""Columns of indentation, list and quote marks included."""
MAX_NESTING = 6
"""Quotes and lists opened on one line."""
MAX_LINKS = 2_000
"""Links and references in a page."""

_SCHEMES = ("https", "http", "mailto", "tel")
_FENCE = re.compile(r"(`{3,}|~{3,})[ ]*[\w-]*[ ]*")
_MARKS = re.compile(r"(?:[ >]|[-*+] |\d+[.)] )*")
_HEADING = re.compile(r"(#{2,6})(.*)")
_ANCHOR = re.compile(r"\{[ ]*#([\w-]+)[ ]*\}$")
_ADMONITION = re.compile(r"!!! ([\w-]+)(?: +\"[^\"]*\")? *")
_TAG = re.compile(r"<(?!https?://[^\s<>]*>|[\w.+-]+@[\w.-]+>)(?=[A-Za-z/!?])(/?[A-Za-z][\w-]*)?")
_FOOTNOTE = re.compile(r"\[\^([^\[\]]*)\]")
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"\([ ]*+(<[^<>]*>|(?:[^\s()<>\"]|\([^\s()<>\"]*\))*+)[ ]*+(?:\"[^\"]*\"[ ]*+)?\)"
)
_DEFINITION = re.compile(r"(?<!\])\[([^\^\[\]][^\[\]]*)\]:[ ]*(<[^<>]*>|\S+)")
_USE = re.compile(r"(?<!\])\[([^\[\]]+)\]\[([^\[\]]*)\]")
_AUTOLINK = re.compile(r"<(https?://[^\s<>]*)>")
_ADDRESS = re.compile(r"(?<=\])\((?:[^()\n]|\([^()\n]*\))*+\)|<[^<>\n]*>|\[\[[^\[\]\n|]*|^[ >]*\[[^\]\n]*\]:.*")
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
    """The prose of one file, read: its *lines* as typed, and what was found in them (line numbers from 0); *code* is no prose."""

    path: str
    lines: tuple[str, ...]
    first_line: int = 1
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    mentions: tuple[Mention, ...] = ()
    code: frozenset[int] = frozenset()

    def anchor_at(self, line: int) -> str:
        """The anchor of the heading above *line*, "" before the first."""
        above = bisect_right(self.headings, line, key=lambda heading: heading.line)
        return self.headings[above - 1].anchor if above else ""

    def markdown(self, written: Callable[[Mention], str]) -> str:
        """The prose as an engine gets it: every heading with its anchor, every reference as *written* for it."""
        lines = list(self.lines)
        for mention in reversed(self.mentions):
            line, reference = lines[mention.line], mention.reference
            lines[mention.line] = line[: reference.start] + written(mention) + line[reference.end :]
        for heading in self.headings:
            title, _ = _titled(lines[heading.line])
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
        frozenset(reader.code),
    )
    return prose, sorted(set(reader.problems))


def link_problem(
    link: Link, page: str, uris: frozenset[str], anchors: Callable[[str], frozenset[str] | None]
) -> Problem | None:
    """What is wrong with a *link* on *page*, given the site's *uris* and each page's *anchors* (``None``: not known)."""
    target = re.sub(r"[\x00-\x20]", "", html.unescape(unquote(link.target)))  # browsers leave these out too
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
        return Problem(link.place, f"lien mort : « {link.target} » ne mène nulle part", _remedy(path, page, uris))
    known = anchors(uri)
    if anchor and known is not None and anchor not in known:
        hint = did_you_mean(anchor, known) or "cette page n'a aucune ancre"
        return Problem(link.place, f"ancre morte : « #{anchor} » n'existe pas dans « {uri} »", hint)
    return None


def _remedy(path: str, page: str, uris: frozenset[str]) -> str:
    """What may have been meant by a *path* that leads nowhere, as it is written on *page*."""
    suffix, folder = posixpath.splitext(path)[1], posixpath.dirname(page) or "."
    if suffix in (".yml", ".yaml"):
        return "pour une checklist ou un modèle, écrivez [[checklist:nom]] ou [[template:nom]]"
    if path.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".webp")):
        return "déposez l'image dans le dossier « images » de la fiche : « images/nom.png »"
    if not suffix:
        return "nommez le fichier, avec son extension : « index.md »"
    known = {posixpath.relpath(uri, folder) for uri in uris if uri.endswith(suffix) and uri != page}
    near = did_you_mean(path, known).partition("choix possibles")[0]
    return near or "vérifiez le nom du fichier, et le chemin depuis cette page"


class _Reader:
    def __init__(self, lines: list[str], path: str, first_line: int) -> None:
        self.lines, self.path, self.first_line = lines, path, first_line
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.mentions: list[Mention] = []
        self.code: set[int] = set()
        self.problems: list[Problem] = []
        self.named: set[str] = set()  # tags and notes: each is reported where it opens
        self.anchors: set[str] = set()
        self.defined: set[str] = set()

    def read(self) -> None:
        bare = self._without_code()
        self._check_size(bare)
        self._set_in_french(bare)
        self.defined = {name.strip().lower() for line in bare for name in re.findall(r"\[([^\[\]]+)\]:", line)}
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
            self._check_addresses(number, line, self._read_links(number, line))
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
                self.code |= {*range(number, closing + 1)}
                number = closing
            elif re.match(r"[ ]*(```|~~~)", bare[number]):
                hint = "commencez-la en début de ligne : trois accents graves, puis au plus un mot"
                self._report(number, 0, "clôture de code mal écrite", hint)
            number += 1
        if all(_spans_are_plain(line) for line in bare):
            bare = [re.sub(r"`[^`]*`", lambda span: f"`{' ' * (len(span[0]) - 2)}`", line) for line in bare]
        return bare

    def _closing(self, fence: str, opening: int) -> int | None:
        for number in range(opening + 1, len(self.lines)):
            if self.lines[number].rstrip(" \t") == fence:
                return number
        return None

    def _set_in_french(self, bare: list[str]) -> None:
        """Spaces and apostrophes as French wants them, but in code and in addresses. No place moves."""
        for number, line in enumerate(bare):
            masked = _ADDRESS.sub(lambda address: "\0" * len(address[0]), line)
            improved = french(masked)
            if improved != masked:
                signs = zip(self.lines[number], masked, improved, strict=True)
                self.lines[number] = "".join(new if old != new else typed for typed, old, new in signs)

    # -- what cannot pass ------------------------------------------------------------------------------------

    def _check_markup(self, number: int, line: str) -> None:
        for tag in _TAG.finditer(line):
            name = (tag[1] or "").lower()
            if name.startswith("/") and name[1:] in self.named:
                continue
            self.named.add(name)
            hint = "retirez la balise et sa fermeture, ou écrivez &lt; pour le signe <"
            self._report(number, tag.start(), "HTML brut non admis", hint)
        _, anchor = _titled(line)
        brace = (line[: line.rindex("{")] if anchor else line).find("{")
        if brace >= 0:
            hint = "seule une ancre de titre en a : « ## Titre {#ancre} » ; ailleurs, mettez-les entre accents graves"
            self._report(number, brace, "accolades non admises", hint)
        for note in _FOOTNOTE.finditer(line):
            if note[1] not in self.named:
                self.named.add(note[1])
                hint = "mettez l'explication dans le texte, ou [[source:…]]"
                self._report(number, note.start(), "note de bas de page non admise", hint)

    def _check_structure(self, number: int, line: str, before: str) -> None:
        """What a line is by its first signs, within the lists and the quotes that it stands in."""
        start = _MARKS.match(line).end()  # type: ignore[union-attr]
        inner, above = line[start:], before.strip(" ")
        if "\t" in line:
            self._report(number, line.index("\t"), "tabulation", "remplacez-la par des espaces (quatre en début de ligne)")
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

    def _check_size(self, bare: list[str]) -> None:
        """What would keep the engine busy. A paragraph that is refused is blanked out: nothing more is read of it."""
        if (size := sum(map(len, self.lines))) > MAX_PROSE:
            message = f"page trop longue : {size} caractères, la limite est de {MAX_PROSE}"
            self._report(0, 0, message, "faites-en plusieurs pages")
        start, block, deep = 0, "", False
        for number, line in enumerate([*bare, ""]):
            if len(line) > MAX_LINE:
                self._report(number, MAX_LINE, f"ligne de plus de {MAX_LINE} caractères", "coupez-la en phrases")
            marks = _MARKS.match(self.lines[number]) if line.strip() else None
            shallow, deep = not deep, bool(marks and _is_deep(marks[0]))
            if deep and shallow:
                self._report(number, 0, "imbrication trop profonde", "remontez la liste ou la citation d'un niveau")
            if line.strip(" "):
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
                bare[start:number] = [""] * (number - start)
            start, block = number + 1, ""

    # -- what is kept ----------------------------------------------------------------------------------------

    def _read_heading(self, number: int, line: str) -> None:
        title, anchor = _titled(line)
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
            words = anchor = slug_of(heading.title)
            while anchor in self.anchors:
                counts[words] = counts.get(words, 1) + 1
                anchor = f"{words}-{counts[words]}"
            self.anchors.add(anchor)
            self.headings[index] = replace(heading, anchor=anchor)

    def _read_mentions(self, number: int, line: str) -> None:
        for reference in references_in(line):
            if line.startswith("#"):
                self._report(number, reference.start, "renvoi dans un titre", "mettez-le dans le texte, sous le titre")
            alone = reference.start == 0 and not line[reference.end :].strip()
            self.mentions.append(Mention(reference, number, self._at(number, reference.start), alone))
        unread = unread_reference(line)
        if unread is not None:
            self.problems.append(unread_problem(self._at(number, unread)))

    def _read_links(self, number: int, line: str) -> str:
        """Keep the links of the *line*; the line without their addresses."""
        found = [(link.span(3), bool(link[1])) for link in _LINK.finditer(line)]
        for link in _LINK.finditer(line):
            start = link.start(2)
            inner = _LINK.finditer(link[2])
            found += [((start + one.start(3), start + one.end(3)), bool(one[1])) for one in inner]
        found += [(link.span(1), False) for link in _AUTOLINK.finditer(line)]
        found += [(link.span(2), False) for link in _DEFINITION.finditer(line)]
        rest = line
        for (start, end), image in found:
            self.links.append(Link(line[start:end].strip("<>").strip(), self._at(number, start), image))
            rest = rest[:start] + " " * (end - start) + rest[end:]
        return rest

    def _check_addresses(self, number: int, typed: str, line: str) -> None:
        """What leads somewhere without being a link that was kept: the *line* is as *typed*, less the addresses kept."""
        plain = re.sub(r"[\s\\\x00-\x20]", "", html.unescape(unquote(html.unescape(line))))
        if _HIDDEN_SCHEME.search(plain):
            column = re.search(r"java|vb|live|data|file|$", line, re.IGNORECASE).start()  # type: ignore[union-attr]
            self._report(number, column, "adresse qui exécuterait du code", "retirez-la")
        rest = _LINK.sub(lambda link: " " * len(link[0]), line)
        if (image := rest.find("![")) >= 0:
            self._report(number, image, "image mal écrite", "écrivez ![description](images/nom.png), sur une seule ligne")
        elif (left := rest.find("](")) >= 0:
            hint = "écrivez [texte](page.md) sur une seule ligne, sans parenthèse ni espace dans l'adresse"
            self._report(number, left, "lien mal écrit", hint)
        if cut := re.search(r"^[^\[]*\]:|(?<!\])\]:[ ]*$", _DEFINITION.sub("", typed)):
            hint = "écrivez « [nom]: page.md » sur une seule ligne"
            self._report(number, cut.start(), "adresse d'un lien mal écrite", hint)
        for use in _USE.finditer(rest):
            name = (use[2] or use[1]).strip().lower()
            if name not in self.defined:
                self._report(number, use.start(), f"lien « [{name}] » jamais défini", "écrivez [texte](page.md)")

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


def _is_deep(marks: str) -> bool:
    return len(marks) > MAX_INDENT or len(re.findall(r"[^\d .)]|\d+", marks)) > MAX_NESTING


def _spans_are_plain(line: str) -> bool:
    """Whether each backtick of the *line* surely opens or closes a span on that line."""
    return line.count("`") % 2 == 0 and "``" not in line and "\\`" not in line


def slug_of(text: str) -> str:
    """The anchor that a heading's words make: lower-case ASCII words joined by hyphens."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-") or "section"


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """The YAML between the two ``---`` lines (``None`` without them), the prose after it, and the prose's first line.

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
