"""From YAML text to plain data that remembers where each value was typed.

Every value stays the text that was typed (PyYAML's ``BaseLoader``): ``non``, ``9:30`` or ``2026-01-05`` change
meaning only where a model asks for a flag, a number or a date. The parser's events are read one by one, so that
references, tags, depth and duplicate keys are refused before anything is built from them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import yaml

from .problems import Place, Problem
from .text import forbidden_character

if TYPE_CHECKING:
    from yaml import Mark
    from yaml._yaml import Mark as CMark

MAX_DEPTH = 12
"""Levels of lists and mappings; the deepest model of ours needs eight."""

MAX_SYNTAX_REPAIRS = 50
"""Unquoted colons or tabs named in one file before giving up on the rest of it."""

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Data: TypeAlias = "str | list[Data] | dict[str, Data]"
KeyPath: TypeAlias = tuple[str | int, ...]

QUOTE_IT = 'entourez la phrase de guillemets droits : "Qui décide : le DRH ?"'


@dataclass
class Document:
    """The data of one YAML text. *values* and *keys* give the place of each value and of each mapping key."""

    path: str
    data: Data = ""
    values: dict[KeyPath, Place] = field(default_factory=dict)
    keys: dict[KeyPath, Place] = field(default_factory=dict)

    def place(self, *key_path: str | int) -> Place:
        """Where the value at *key_path* was typed, or the nearest value around it."""
        for end in range(len(key_path), -1, -1):
            if found := self.values.get(key_path[:end]):
                return found
        return Place(self.path)


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Document | None, list[Problem]]:
    """The document typed in *text*, which begins at *first_line* of *path*; ``None`` when it cannot be read at all."""
    lines = text.split("\n")
    tabs: list[Problem] = []
    colons: list[Problem] = []
    for _ in range(MAX_SYNTAX_REPAIRS):
        reader = _Reader(lines, path, first_line)
        try:
            document = reader.read()
        except yaml.YAMLError as error:
            complaint = _Complaint(error, reader)
            if tab := complaint.mended_tab():
                tabs.append(tab)
            elif colon := complaint.mended_colon():
                colons.append(colon)
            else:
                named = {problem.place.line for problem in colons}
                rest = [complaint.problem(), *reader.problems]
                return None, tabs + colons + [problem for problem in rest if not tabs and problem.place.line not in named]
            continue
        if tabs:  # what the tabs were to align is a guess, and so would be any problem of it
            return None, tabs + colons
        return (None if reader.refused else document), colons + reader.problems
    return None, tabs + colons


def _spot(mark: "Mark | CMark | None") -> tuple[int, int]:
    """A line and a column, from 0."""
    return (mark.line, mark.column) if mark else (0, 0)


class _Refused(Exception):
    """Nothing more can be read from this text; the reason is among the reader's problems."""


class _Reader:
    def __init__(self, lines: list[str], path: str, first_line: int) -> None:
        self.lines = lines
        self.document = Document(path)
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.refused = False
        self.last: yaml.Event | None = None
        self.events = self._events()

    def read(self) -> Document:
        try:
            self._read_stream()
        except _Refused:
            self.refused = True
        return self.document

    def _events(self) -> Iterator[yaml.Event]:
        for event in yaml.parse("\n".join(self.lines), Loader=_LOADER):
            self.last = event
            yield event

    def _read_stream(self) -> None:
        next(self.events)  # the stream's start
        if isinstance(next(self.events), yaml.StreamEndEvent):
            self._report(Place(self.document.path, self.first_line), *_EMPTY[self.first_line > 1])
            raise _Refused
        self.document.data = self._value((), next(self.events))
        next(self.events)  # the document's end
        following = next(self.events)
        if not isinstance(following, yaml.StreamEndEvent):
            self._refuse(following, "plusieurs documents dans un fichier", "retirez les lignes « --- » en trop")

    def _value(self, at: KeyPath, event: yaml.Event) -> Data:
        self.document.values[at] = self._place(event)
        if len(at) > MAX_DEPTH:
            self._refuse(event, f"imbrication trop profonde (plus de {MAX_DEPTH} niveaux)", "simplifiez la structure")
        self._check_node(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return list(self._items(at))
        if isinstance(event, yaml.ScalarEvent):
            self._check_scalar(event)
            return event.value
        return self._mapping(at)

    def _items(self, at: KeyPath) -> Iterator[Data]:
        index = 0
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self._value((*at, index), event)
            index += 1

    def _mapping(self, at: KeyPath) -> dict[str, Data]:
        mapping: dict[str, Data] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.tag or event.anchor:
                self._refuse(event, "clé illisible", "une clé est un mot suivi de deux-points : « title: … »")
            self._check_characters(event)
            key, place = event.value, self._place(event)
            if key in mapping:
                first = self.document.keys[(*at, key)]
                hint = "gardez une seule des deux lignes"
                self._report(first, f"clé « {key} » en double (aussi ligne {place.line})", hint)
                self._report(place, f"clé « {key} » en double (déjà ligne {first.line})", hint)
                self._value((*at, key, "en double"), next(self.events))  # read past it, under the same refusals
                continue
            self.document.keys[(*at, key)] = place
            mapping[key] = self._value((*at, key), next(self.events))
        return mapping

    def _check_node(self, event: yaml.Event) -> None:
        """What makes a value out of another one, or runs code, is refused before it is built."""
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"renvoi YAML « *{event.anchor} » non admis", f"recopiez la valeur, ou {QUOTE_IT}")
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            self._refuse(event, f"ancre YAML « &{event.anchor} » non admise", f"retirez « & », ou {QUOTE_IT}")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse(event, f"étiquette YAML « {tag} » non admise", f"retirez « ! », ou {QUOTE_IT}")

    def _check_scalar(self, event: yaml.ScalarEvent) -> None:
        self._check_characters(event)
        if not event.style:
            self._check_comment(event)
            self._check_dashes(event)

    def _check_characters(self, event: yaml.ScalarEvent) -> None:
        """An escape such as "\\0" types what the file itself may not hold."""
        if found := forbidden_character(event.value):
            hint = "retirez le code « \\… » entre les guillemets"
            self._refuse(event, f"caractère invisible interdit (U+{ord(found[0]):04X})", hint)

    def _check_comment(self, event: yaml.ScalarEvent) -> None:
        """A « # » after a space cuts a sentence short without a word. A comment after a single word is left alone."""
        line, column = _spot(event.end_mark)
        rest = self.lines[line][column:] if line < len(self.lines) else ""
        cut = re.match(r"\s+#", rest)
        if cut and (" " in event.value or not rest[cut.end() :].startswith(" ")):
            place = Place(self.document.path, line + self.first_line, column + cut.end())
            hint = f"{QUOTE_IT}, ou mettez le commentaire sur sa propre ligne"
            self._report(place, "« # » au milieu d'une phrase : la suite serait perdue", hint)

    def _check_dashes(self, event: yaml.ScalarEvent) -> None:
        """A « - » too far to the right goes on with the sentence above it, without a word."""
        first, last = _spot(event.start_mark)[0] + 1, _spot(event.end_mark)[0]
        for number, line in enumerate(self.lines[first : last + 1], first):
            if dash := re.match(r"( *)- ", line):
                place = Place(self.document.path, number + self.first_line, dash.end(1) + 1)
                self._report(place, "tiret de liste mal aligné", "alignez-le sur le tiret du dessus")

    def _place(self, event: yaml.Event) -> Place:
        line, column = _spot(event.start_mark)
        return Place(self.document.path, line + self.first_line, column + 1)

    def _report(self, place: Place, message: str, hint: str) -> None:
        self.problems.append(Problem(place, message, hint))

    def _refuse(self, event: yaml.Event, message: str, hint: str) -> None:
        self._report(self._place(event), message, hint)
        raise _Refused


_EMPTY = (
    ("fichier sans contenu", "« playbooks new » montre un exemple complet"),
    ("en-tête sans contenu", "écrivez « title: … » et « summary: … » entre les deux lignes « --- »"),
)
"""Of a whole file, of a page's head."""

_UNCLOSED = ("guillemet ouvert et jamais fermé", "ajoutez le guillemet qui manque à la fin de la phrase")
_AFTER_QUOTE = (
    "texte après un guillemet fermé",
    "le guillemet finit la valeur : à l'intérieur, citez avec « », et doublez l'apostrophe entre deux apostrophes",
)

_SYNTAX_MESSAGES = (
    # a part of libyaml's or PyYAML's message, what it means to a contributor, what to do
    ("cannot start any token", "caractère réservé en début de valeur", QUOTE_IT),
    ("node content", "caractère réservé en début de valeur", QUOTE_IT),
    ("alphabetic or numeric", "« * », « & » ou « ! » en début de valeur", QUOTE_IT),
    ("sequence entries", "tiret de liste mal placé", "mettez chaque « - » sur sa propre ligne, sous la clé"),
    ("incompatible", "« % » en début de ligne", QUOTE_IT),
    ("directive", "« % » en début de ligne", QUOTE_IT),
    ("comment or line break", "« | » ou « > » en début de valeur", QUOTE_IT),
    ("escape", "« \\ » dans un texte entre guillemets", "doublez-le : « \\\\ »"),
    ("expected key", "ligne mal alignée", "alignez-la sur la clé du dessus"),
    ("block end", "ligne mal alignée", "alignez-la sur la ligne du dessus"),
    ("'-' indicator", "ligne mal alignée", "alignez-la sur le tiret du dessus, ou sur le texte qui le suit"),
    ("document start", "texte après la fin du document", "retirez la ligne « ... », ou alignez le texte sur la première ligne"),
    ("':'", "clé sans deux-points, ou sans espace après eux", "écrivez « clé: valeur », ou alignez la suite de la phrase sous "
     "son début"),
    ("nesting", f"imbrication trop profonde (plus de {MAX_DEPTH} niveaux)", "simplifiez la structure"),
)  # fmt: skip


class _Complaint:
    """The parser's complaint, and what it says of the lines that were read."""

    def __init__(self, error: yaml.YAMLError, reader: _Reader) -> None:
        marked = error if isinstance(error, yaml.MarkedYAMLError) else yaml.MarkedYAMLError()
        self.reader = reader
        self.said = str(marked.problem or error)
        self.line, self.column = _spot(marked.problem_mark)
        self.opening = _spot(marked.context_mark)
        self.typed = reader.lines[self.line] if self.line < len(reader.lines) else ""

    def mended_tab(self) -> Problem | None:
        """The problem of a tab that indents the line; the reader's line is mended, so as to read on after it."""
        indent = re.match(r"\s*", self.typed)[0]  # type: ignore[index]
        if "\t" not in indent:
            return None
        self.reader.lines[self.line] = indent.replace("\t", "  ") + self.typed[len(indent) :]
        return self._at(self.line, indent.index("\t"), "tabulation en début de ligne", "remplacez-la par deux espaces")

    def mended_colon(self) -> Problem | None:
        """The problem of a colon inside a sentence; the reader's line is mended, so as to read on after it."""
        before, colon, after = self.typed[: self.column], self.typed[self.column : self.column + 1], self.column + 1
        if "mapping values are not allowed" not in self.said or colon != ":" or _is_key(before):
            return None
        self.reader.lines[self.line] = f"{before}.{self.typed[after:]}"
        return self._here("« : » au milieu d'une phrase", QUOTE_IT)

    def problem(self) -> Problem:
        """What stands in the way of reading on."""
        if "end of stream" in self.said:
            return self._at(*self.opening, *_UNCLOSED)
        if quoted := self._quote_before():
            start = _spot(quoted.start_mark)
            return self._at(*start, *_UNCLOSED) if start[0] < self.line else self._here(*_AFTER_QUOTE)
        if "mapping values are not allowed" in self.said:
            hint = f"alignez-la avec la clé du dessus, ou {QUOTE_IT}"
            return self._here("clé mal alignée, ou phrase commencée à la ligne du dessus", hint)
        if isinstance(self.reader.last, yaml.CollectionEndEvent) and self.typed[: self.column].strip():
            return self._here("texte après un crochet ou une accolade fermés", QUOTE_IT)
        if "expected ',' or" in self.said:
            return self._at(*self.opening, "crochet ou accolade ouvert et jamais fermé", f"fermez-le, ou {QUOTE_IT}")
        for part, meaning, remedy in _SYNTAX_MESSAGES:
            if part in self.said:
                return self._here(meaning, remedy)
        return self._here(f"YAML illisible ({self.said})", QUOTE_IT)

    def _quote_before(self) -> yaml.ScalarEvent | None:
        """The quoted text that the complaint follows on its line."""
        last = self.reader.last
        if not isinstance(last, yaml.ScalarEvent) or last.style not in ("'", '"') or "expected" not in self.said:
            return None
        line, end = _spot(last.end_mark)
        return last if line == self.line and not self.typed[end : self.column].strip() else None

    def _here(self, message: str, hint: str) -> Problem:
        return self._at(self.line, self.column, message, hint)

    def _at(self, line: int, column: int, message: str, hint: str) -> Problem:
        return Problem(Place(self.reader.document.path, line + self.reader.first_line, column + 1), message, hint)


def _is_key(before: str) -> bool:
    """Whether what stands *before* a colon is one word, alone on its line: more likely a key than a sentence."""
    return bool(re.fullmatch(r"\s*(- )?[\w-]+ ?", before))
