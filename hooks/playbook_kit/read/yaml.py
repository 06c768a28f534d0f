"""From YAML text to plain data that remembers where each value was typed.

Every value stays the text that was typed (PyYAML's ``BaseLoader``): ``non``, ``9:30`` or ``2026-01-05``
change meaning only where a model asks for a flag, a number or a date. The parser's events are read one by
one, so that references, tags, depth and duplicate keys are refused before anything is built from them.
"""

import pickle
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn, TypeAlias

import yaml

from ..problems import Place, Problem
from .complaint import QUOTE_IT, Complaint, spot
from .text import MAX_PROBLEMS, forbidden_character

MAX_DEPTH = 12
"""Levels of lists and mappings; the deepest model of ours needs eight."""

MAX_VALUES = 10_000
"""Values in one file: some 2,000 terms or ideas."""

MAX_SYNTAX_REPAIRS = 50
"""Unquoted colons or tabs named in one file before giving up on the rest of it."""

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Data: TypeAlias = "str | list[Data] | dict[str, Data]"
KeyPath: TypeAlias = tuple[str | int, ...]
Spot: TypeAlias = tuple[int, int]

_EMPTY = (
    ("fichier sans contenu", "« playbooks new » montre un exemple complet"),
    ("en-tête sans contenu", "écrivez « title: … » et « summary: … » entre les deux lignes « --- »"),
)
"""Of a whole file, of a page's head."""


_unfolded: "dict[bytes, tuple[dict[KeyPath, Spot], dict[KeyPath, Spot]]]" = {}


@dataclass
class Document:
    """The data of one YAML text, and the spot (line and column from 0) of each of its values and mapping keys."""

    path: str
    data: Data = ""
    first_line: int = 1
    values: dict[KeyPath, Spot] = field(default_factory=dict)
    keys: dict[KeyPath, Spot] = field(default_factory=dict)

    def place(self, *key_path: str | int) -> Place:
        """Where the value at *key_path* was typed, or the nearest value around it."""
        values = self._spots()[0]
        for end in range(len(key_path), -1, -1):
            if found := values.get(key_path[:end]):
                return self._at(found)
        return Place(self.path)

    def key_place(self, *key_path: str | int) -> Place:
        """Where the key at the end of *key_path* was typed, or what stands there without a key."""
        found = self._spots()[1].get(key_path)
        return self._at(found) if found else self.place(*key_path)

    def fold(self) -> None:
        """It has been read: keep where things stand, which only a mistake asks for, in a tenth of the room."""
        self._folded = pickle.dumps((self.values, self.keys), pickle.HIGHEST_PROTOCOL)
        self.data, self.values, self.keys = "", {}, {}

    _folded: bytes = b""

    def _spots(self) -> tuple[dict[KeyPath, Spot], dict[KeyPath, Spot]]:
        if not self._folded:
            return self.values, self.keys
        if self._folded not in _unfolded:  # one at a time: what is asked of a document is asked in a row
            _unfolded.clear()
            _unfolded[self._folded] = pickle.loads(self._folded)
        return _unfolded[self._folded]

    def _at(self, found: tuple[int, int]) -> Place:
        return Place(self.path, found[0] + self.first_line, found[1] + 1)


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Document | None, list[Problem]]:
    """The document typed in *text*, which begins at *first_line* of *path*; ``None`` if it cannot be read."""
    lines = text.split("\n")
    tabs: list[Problem] = []
    colons: list[Problem] = []
    for _ in range(MAX_SYNTAX_REPAIRS):
        reader = _Reader(lines, Place(path, first_line))
        try:
            document = reader.read()
        except yaml.YAMLError as error:
            complaint = Complaint(error, lines, reader.last, reader.start)
            if tab := complaint.mended_tab():
                tabs.append(tab)
            elif colon := complaint.mended_colon():
                colons.append(colon)
            else:
                named = {problem.place.line for problem in colons}
                rest = [complaint.problem(), *reader.problems]
                return None, tabs + colons + [
                    problem for problem in rest if not tabs and problem.place.line not in named
                ]
            continue
        if tabs:  # what the tabs were to align is a guess, and so would be any problem of it
            return None, tabs + colons
        return (None if reader.refused else document), colons + reader.problems
    return None, tabs + colons


class _Refused(Exception):
    """Nothing more can be read from this text; the reason is among the reader's problems."""


class _Reader:
    def __init__(self, lines: list[str], start: Place) -> None:
        self.lines = lines
        self.start = start
        self.document = Document(start.path, first_line=start.line)
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
        for event in iter(LOADER("\n".join(self.lines)).get_event, None):
            self.last = event
            yield event

    def _read_stream(self) -> None:
        next(self.events)  # the stream's start
        if isinstance(next(self.events), yaml.StreamEndEvent):
            self._report(self.start, *_EMPTY[self.start.line > 1])
            raise _Refused
        self.document.data = self._value((), next(self.events))
        next(self.events)  # the document's end
        following = next(self.events)
        if not isinstance(following, yaml.StreamEndEvent):
            self._refuse(following, "plusieurs documents dans un fichier", "retirez les lignes « --- » en trop")

    def _value(self, at: KeyPath, event: yaml.Event) -> Data:
        self.document.values[at] = spot(event.start_mark)
        if len(at) > MAX_DEPTH:
            self._refuse(event, f"imbrication trop profonde (plus de {MAX_DEPTH} niveaux)", "simplifiez la structure")
        if len(self.document.values) > MAX_VALUES:
            self._refuse(event, f"plus de {MAX_VALUES} valeurs dans un fichier", "découpez-le en plusieurs fichiers")
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
            key = event.value
            if key in mapping:
                first, place = self.document.key_place(*at, key), self._place(event)
                hint = "gardez une seule des deux lignes"
                self._report(first, f"clé « {key} » en double (aussi ligne {place.line})", hint)
                self._report(place, f"clé « {key} » en double (déjà ligne {first.line})", hint)
                self._value((*at, key, "en double"), next(self.events))  # read past it, under the same refusals
                continue
            self.document.keys[(*at, key)] = spot(event.start_mark)
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
        if event.style == '"' and (found := forbidden_character(event.value)):
            hint = "retirez le code « \\… » entre les guillemets"
            self._refuse(event, f"caractère invisible interdit (U+{ord(found[0]):04X})", hint)

    def _check_comment(self, event: yaml.ScalarEvent) -> None:
        """A « # » after a space cuts a sentence short, silently. After a single word it is left alone."""
        line, column = spot(event.end_mark)
        rest = self.lines[line][column:] if line < len(self.lines) else ""
        if "#" not in rest:
            return
        cut = re.match(r"\s+#", rest)
        if cut and (" " in event.value or not rest[cut.end() :].startswith(" ")):
            place = Place(self.start.path, line + self.start.line, column + cut.end())
            hint = f"{QUOTE_IT}, ou mettez le commentaire sur sa propre ligne"
            self._report(place, "« # » au milieu d'une phrase : la suite serait perdue", hint)

    def _check_dashes(self, event: yaml.ScalarEvent) -> None:
        """A « - » too far to the right goes on with the sentence above it, without a word."""
        first, last = spot(event.start_mark)[0] + 1, spot(event.end_mark)[0]
        for number, line in enumerate(self.lines[first : last + 1], first):
            if dash := re.match(r"( *)- ", line):
                place = Place(self.start.path, number + self.start.line, dash.end(1) + 1)
                self._report(place, "tiret de liste mal aligné", "alignez-le sur le tiret du dessus")

    def _place(self, event: yaml.Event) -> Place:
        line, column = spot(event.start_mark)
        return Place(self.start.path, line + self.start.line, column + 1)

    def _report(self, place: Place, message: str, hint: str) -> None:
        self.problems.append(Problem(place, message, hint))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Refused

    def _refuse(self, event: yaml.Event, message: str, hint: str) -> NoReturn:
        self._report(self._place(event), message, hint)
        raise _Refused
