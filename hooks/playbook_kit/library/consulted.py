"""A library as one page sees it: each question that it asks is noted with a digest of the answer.

The same text and the same answers make the same page: a later build asks them again instead of making it. What cannot
be asked for here, such as all entries at once, is not there: a page whose question would go unnoticed fails at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import NoReturn, TypeAlias, TypeVar

from ..kind import Entry, Target
from ..model.base import Content
from ..model.playbook import Playbook
from ..read.drawing import Drawing
from .citation import Citation
from .library import Library

Answer = TypeVar("Answer")
Key = TypeVar("Key")
Value = TypeVar("Value")

Question: TypeAlias = tuple[str, tuple[object, ...]]
"""What is asked of a library, and about what: ``("entry", ("page", "relance", "premiers-pas"))``."""


_MOST_KNOWN = 10_000
"""Answers whose digests stay in memory."""


@dataclass(frozen=True)
class Facts:
    """What a *library* answers, as digests, each found once."""

    library: Library
    _known: dict[Question, bytes] = field(default_factory=dict)

    def digest(self, question: Question) -> bytes:
        """Of what the library answers."""
        if question not in self._known:
            self.note(question, self._answer(question))
        return self._known[question]

    def note(self, question: Question, answer: object) -> bytes:
        """The digest of an *answer* that was just given."""
        if question not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()  # those of one page are asked again by its neighbours, seldom by all
            self._known[question] = blake2b(repr(_plain(answer)).encode(), digest_size=12).digest()
        return self._known[question]

    def _answer(self, question: Question) -> object:
        name, about = question
        asked = getattr(self.library, name)
        if callable(asked):
            return asked(*about)
        return asked.get(about[0], "nothing") if isinstance(asked, dict) else asked


class Consulted(Library):
    """The library of *facts*, noting what is asked in ``questions``."""

    def __init__(self, facts: Facts) -> None:
        library = facts.library
        questions: dict[Question, bytes] = {}
        noted = {
            "_library": library,
            "_facts": facts,
            "questions": questions,
            "targets": _Noted("targets", library.targets, facts, questions),
            "drawings": _Noted("drawings", library.drawings, facts, questions),
        }
        for name, value in noted.items():
            object.__setattr__(self, name, value)  # the library is frozen, and so is this one

    questions: dict[Question, bytes]
    _library: Library
    _facts: Facts

    def _note(self, answer: Answer, name: str, *about: object) -> Answer:
        question = (name, about)
        self.questions[question] = self._facts.note(question, answer)
        return answer

    @property
    def playbooks(self) -> tuple[Entry[Playbook], ...]:
        """As the library's."""
        return self._note(self._library.playbooks, "playbooks")

    @property
    def newest_review(self) -> date | None:
        """As the library's."""
        return self._note(self._library.newest_review, "newest_review")

    def of_kind(self, kind: str, playbook: str | None = None) -> Sequence[Entry[Content]]:
        """As the library's."""
        return self._note(self._library.of_kind(kind, playbook), "of_kind", kind, playbook)

    def entry(self, kind: str, playbook: str, id: str) -> Entry[Content] | None:
        """As the library's."""
        return self._note(self._library.entry(kind, playbook, id), "entry", kind, playbook, id)

    def entry_at(self, uri: str) -> Entry[Content] | None:
        """As the library's."""
        return self._note(self._library.entry_at(uri), "entry_at", uri)

    def title_at(self, uri: str) -> tuple[str, str]:
        """As the library's."""
        return self._note(self._library.title_at(uri), "title_at", uri)

    def citations_on(self, page: str) -> Sequence[Citation]:
        """As the library's."""
        return self._note(self._library.citations_on(page), "citations_on", page)

    def sources_of(self, page: str) -> tuple[Target, ...]:
        """As the library's."""
        return self._note(self._library.sources_of(page), "sources_of", page)

    def citing(self, source: str) -> Sequence[Citation]:
        """As the library's."""
        return self._note(self._library.citing(source), "citing", source)

    def near(self, uri: str) -> Sequence[Target]:
        """As the library's."""
        return self._note(self._library.near(uri), "near", uri)


class _Noted(dict[Key, Value]):
    """A mapping that can be asked for one key after the other."""

    def __init__(self, name: str, answers: Mapping[Key, Value], facts: Facts, questions: dict[Question, bytes]) -> None:
        super().__init__()
        self._name, self._answers, self._facts, self._questions = name, answers, facts, questions

    def _note(self, key: object) -> None:
        question = (self._name, (key,))
        if question not in self._questions:
            self._questions[question] = self._facts.digest(question)

    def __getitem__(self, key: Key) -> Value:
        self._note(key)
        return self._answers[key]

    def __contains__(self, key: object) -> bool:
        self._note(key)
        return key in self._answers

    def get(self, key: Key, default: Value | None = None) -> Value | None:  # type: ignore[override]
        self._note(key)
        return self._answers.get(key, default)

    def _whole(self, *_: object) -> NoReturn:
        raise TypeError(f"a page asks for one of the {self._name} at a time")

    keys = values = items = __len__ = _whole

    def __iter__(self) -> Iterator[Key]:
        self._whole()


def _plain(answer: object) -> object:
    """The *answer* as what prints the same wherever it is the same."""
    match answer:
        case Entry():
            return answer.kind.name, answer.playbook, answer.id, answer.digest
        case Target():
            return answer.kind, answer.id, answer.title, answer.uri, answer.summary
        case Citation():
            return answer.kind, answer.id, answer.page, answer.anchor, answer.title
        case tuple() | list():
            return [_plain(part) for part in answer]
        case str() | date() | Drawing() | None:
            return answer
    raise TypeError(f"an answer of no known sort: {type(answer)}")
