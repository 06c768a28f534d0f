"""The YAML parser's complaints, in a contributor's words: what was meant, where, and how to type it."""

import re
from typing import TYPE_CHECKING

import yaml

from ..problems import Place, Problem

if TYPE_CHECKING:
    from yaml import Mark
    from yaml._yaml import Mark as CMark

QUOTE_IT = 'entourez la phrase de guillemets droits : "Qui décide : le DRH ?"'

_UNCLOSED = ("guillemet ouvert et jamais fermé", "ajoutez le guillemet qui manque à la fin de la phrase")
_OPEN = ("crochet ou accolade ouvert et jamais fermé", f"fermez-le, ou {QUOTE_IT}")
_AFTER_QUOTE = (
    "texte après un guillemet fermé",
    "le guillemet finit la valeur : à l'intérieur, citez avec « », et doublez l'apostrophe entre apostrophes",
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
    ("document start", "texte après la fin du document", "retirez « ... », ou alignez-le à gauche"),
)  # fmt: skip


def spot(mark: "Mark | CMark | None") -> tuple[int, int]:
    """A line and a column, from 0."""
    return (mark.line, mark.column) if mark else (0, 0)


class Complaint:
    """The parser's complaint, and what it says of the lines that were read."""

    def __init__(self, error: yaml.YAMLError, lines: list[str], last: yaml.Event | None, start: Place) -> None:
        """The *error* found in *lines*, which begin at *start*, after the *last* event that was read."""
        marked = error if isinstance(error, yaml.MarkedYAMLError) else yaml.MarkedYAMLError()
        self.lines, self.last, self.start = lines, last, start
        self.said = str(marked.problem or error)
        self.line, self.column = spot(marked.problem_mark)
        self.opening = spot(marked.context_mark)
        self.typed = lines[self.line] if self.line < len(lines) else ""

    def mended_tab(self) -> Problem | None:
        """The problem of a tab that indents the line; the line is mended, so as to read on after it."""
        indent = re.match(r"\s*", self.typed)[0]  # type: ignore[index]
        if "\t" not in indent:
            return None
        self.lines[self.line] = indent.replace("\t", "  ") + self.typed[len(indent) :]
        return self._at(self.line, indent.index("\t"), "tabulation en début de ligne", "remplacez-la par deux espaces")

    def mended_colon(self) -> Problem | None:
        """The problem of a colon inside a sentence; the line is mended, so as to read on after it."""
        before, colon, after = (
            self.typed[: self.column],
            self.typed[self.column : self.column + 1],
            self.column + 1,
        )
        inside = "mapping values are not allowed" in self.said or "expected ',' or" in self.said
        if not inside or colon != ":" or _is_key(before):
            return None
        self.lines[self.line] = f"{before}.{self.typed[after:]}"
        return self._here("« : » au milieu d'une phrase", QUOTE_IT)

    def problem(self) -> Problem:
        """What stands in the way of reading on."""
        if "end of stream" in self.said:
            return self._at(*self.opening, *_UNCLOSED)
        if quoted := self._quote_before():
            start = spot(quoted.start_mark)
            return self._at(*start, *_UNCLOSED) if start[0] < self.line else self._here(*_AFTER_QUOTE)
        if "mapping values are not allowed" in self.said:
            hint = f"alignez-la avec la clé du dessus, ou {QUOTE_IT}"
            return self._here("clé mal alignée, ou phrase commencée à la ligne du dessus", hint)
        if isinstance(self.last, yaml.CollectionEndEvent) and self.typed[: self.column].strip():
            return self._here("texte après un crochet ou une accolade fermés", QUOTE_IT)
        if "expected ',' or" in self.said:
            return self._at(*self.opening, *_OPEN)
        if "node content" in self.said and self.last and not self.typed[self.column :].strip():
            return self._at(*spot(self.last.start_mark), *_OPEN)
        if "expected ':'" in self.said:
            hint = "écrivez « clé: valeur », ou alignez la suite de la phrase sous son début"
            return self._at(*self.opening, "clé sans deux-points, ou sans espace après eux", hint)
        for part, meaning, remedy in _SYNTAX_MESSAGES:
            if part in self.said:
                return self._here(meaning, remedy)
        return self._here(f"YAML illisible ({self.said})", QUOTE_IT)

    def _quote_before(self) -> yaml.ScalarEvent | None:
        """The quoted text that the complaint follows on its line."""
        last = self.last
        if not isinstance(last, yaml.ScalarEvent) or last.style not in ("'", '"') or "expected" not in self.said:
            return None
        line, end = spot(last.end_mark)
        return last if line == self.line and not self.typed[end : self.column].strip() else None

    def _here(self, message: str, hint: str) -> Problem:
        return self._at(self.line, self.column, message, hint)

    def _at(self, line: int, column: int, message: str, hint: str) -> Problem:
        return Problem(Place(self.start.path, line + self.start.line, column + 1), message, hint)


def _is_key(before: str) -> bool:
    """Whether what stands *before* a colon is one word, alone on its line: rather a key than a sentence."""
    return bool(re.fullmatch(r"\s*(- )?[\w-]+ ?", before))
