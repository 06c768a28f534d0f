"""From YAML text to plain data that remembers where each value was typed.

Every value stays the text that was typed (PyYAML's ``BaseLoader``): ``non``, ``9:30`` or ``2026-01-05`` change
meaning only where a model asks for a flag, a number or a date. The parser's events are read one by one, so that
references, tags, depth and duplicate keys are refused before anything is built from them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from .problems import Place, Problem

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
    problems: list[Problem] = []
    for _ in range(MAX_SYNTAX_REPAIRS):
        reader = _Reader(lines, path, first_line)
        try:
            document = reader.read()
        except yaml.YAMLError as error:
            problem, repaired = _syntax_problem(error, lines, path, first_line)
            problems.append(problem)
            if not repaired:
                return None, problems + reader.problems
            continue
        return (None if reader.refused else document), problems + reader.problems
    return None, problems


class _Refused(Exception):
    """Nothing more can be read from this text; the reason is among the reader's problems."""


class _Reader:
    def __init__(self, lines: list[str], path: str, first_line: int) -> None:
        self.lines = lines
        self.document = Document(path)
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.refused = False
        self.events: Iterator[yaml.Event] = yaml.parse("\n".join(lines), Loader=_LOADER)

    def read(self) -> Document:
        try:
            self._read_stream()
        except _Refused:
            self.refused = True
        return self.document

    def _read_stream(self) -> None:
        next(self.events)  # the stream's start
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            self._refuse(event, "fichier vide", "« playbooks new » montre un exemple complet")
        self.document.data = self._value((), next(self.events))
        next(self.events)  # the document's end
        following = next(self.events)
        if not isinstance(following, yaml.StreamEndEvent):
            self._refuse(following, "plusieurs documents dans un fichier", "retirez les lignes « --- » en trop")

    def _value(self, at: KeyPath, event: yaml.Event) -> Data:
        self.document.values[at] = self._place(event)
        if len(at) > MAX_DEPTH:
            self._refuse(event, f"imbrication trop profonde (plus de {MAX_DEPTH} niveaux)", "simplifiez la structure")
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"renvoi YAML « *{event.anchor} » non admis", f"recopiez la valeur, ou {QUOTE_IT}")
        if getattr(event, "anchor", None):
            self._refuse(event, f"ancre YAML « &{event.anchor} » non admise", f"retirez « & », ou {QUOTE_IT}")
        if getattr(event, "tag", None):
            self._refuse(event, f"étiquette YAML « {event.tag} » non admise", f"retirez « ! », ou {QUOTE_IT}")
        if isinstance(event, yaml.SequenceStartEvent):
            return list(self._items(at))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(at)
        self._check_comment(event)
        return str(event.value)

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
            key, place = event.value, self._place(event)
            if key in mapping:
                first = self.document.keys[(*at, key)]
                hint = "gardez une seule des deux lignes"
                self._report(first, f"clé « {key} » en double (aussi ligne {place.line})", hint)
                self._report(place, f"clé « {key} » en double (déjà ligne {first.line})", hint)
                self._skip(next(self.events))
                continue
            self.document.keys[(*at, key)] = place
            mapping[key] = self._value((*at, key), next(self.events))
        return mapping

    def _skip(self, event: yaml.Event) -> None:
        """Read past a value that is not kept, under the same refusals as any other."""
        kept = dict(self.document.values), dict(self.document.keys)
        self._value(("en double",), event)
        self.document.values, self.document.keys = kept

    def _check_comment(self, event: yaml.ScalarEvent) -> None:
        """A « # » after a space cuts a sentence short without a word. A comment after a single word is left alone."""
        if event.style:
            return
        mark = event.end_mark
        rest = self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""
        cut = re.match(r"\s+#", rest)
        if cut and (" " in event.value or not rest[cut.end() :].startswith(" ")):
            place = Place(self.document.path, mark.line + self.first_line, mark.column + cut.end())
            hint = f"{QUOTE_IT}, ou mettez le commentaire sur sa propre ligne"
            self._report(place, "« # » au milieu d'une phrase : la suite serait perdue", hint)

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.document.path, mark.line + self.first_line, mark.column + 1)

    def _report(self, place: Place, message: str, hint: str) -> None:
        self.problems.append(Problem(place, message, hint))

    def _refuse(self, event: yaml.Event, message: str, hint: str) -> None:
        self._report(self._place(event), message, hint)
        raise _Refused


_SYNTAX_MESSAGES = (
    # a part of libyaml's or PyYAML's message, what it means to a contributor, what to do
    ("unexpected end of stream", "guillemet ouvert et jamais fermé", "ajoutez le guillemet qui manque"),
    ("expected ',' or '", "crochet ou accolade ouvert et jamais fermé", f"fermez-le, ou {QUOTE_IT}"),
    ("cannot start any token", "caractère réservé en début de valeur", QUOTE_IT),
    ("alphabetic or numeric", "« * », « & » ou « ! » en début de valeur", QUOTE_IT),
    ("sequence entries", "tiret de liste mal placé", "mettez chaque « - » sur sa propre ligne, sous la clé"),
    ("comment or line break", "« | » ou « > » en début de valeur", QUOTE_IT),
    ("expected key", "ligne mal alignée, ou texte après un guillemet fermé", "alignez-la sur la ligne du dessus ; un texte "
     "entre guillemets finit avec le guillemet"),
    ("expected <block end>", "ligne mal alignée, ou texte après un guillemet fermé", "alignez-la sur la ligne du dessus"),
    ("':'", "clé sans deux-points", "écrivez « clé: valeur », ou alignez la suite de la phrase sous son début"),
    ("nesting", f"imbrication trop profonde (plus de {MAX_DEPTH} niveaux)", "simplifiez la structure"),
)  # fmt: skip


def _syntax_problem(error: yaml.YAMLError, lines: list[str], path: str, first_line: int) -> tuple[Problem, bool]:
    """The parser's complaint in a contributor's words; ``True`` when *lines* was mended so as to read on after it."""
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", None) or error)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    typed = lines[line] if line < len(lines) else ""
    place = Place(path, line + first_line, column + 1)
    if tab := re.match(r" *\t", typed):
        lines[line] = typed.replace("\t", "  ", 1)
        where = Place(path, line + first_line, tab.end())
        return Problem(where, "tabulation en début de ligne", "remplacez-la par deux espaces"), True
    if "mapping values are not allowed" in said and typed[column : column + 1] == ":":
        if not re.fullmatch(r"\s*(- )?[\w-]+ ?:", typed[: column + 1]):
            lines[line] = typed[:column] + "." + typed[column + 1 :]
            return Problem(place, "« : » au milieu d'une phrase", QUOTE_IT), True
        hint = f"alignez-la avec la clé du dessus, ou {QUOTE_IT}"
        return Problem(place, "clé mal alignée, ou phrase commencée à la ligne du dessus", hint), False
    for part, meaning, remedy in _SYNTAX_MESSAGES:
        if part in said:
            return Problem(place, meaning, remedy), False
    return Problem(place, f"YAML illisible ({said})", QUOTE_IT), False
