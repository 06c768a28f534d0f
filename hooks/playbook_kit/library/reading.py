"""One file of content, read by itself: its head, its prose, the rules that it must meet alone, what it refers to."""

import io
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..kind import Entry, Kind
from ..model.base import Content, typed_values
from ..model.reader import read_model
from ..problems import Place, Problem
from ..read.prose import Prose, read_prose, split_front_matter
from ..read.text import read_text
from ..read.yaml import Document, KeyPath, read_yaml
from ..share import shared
from ..store import Store, key_of
from .citation import Citation, citations_in
from .tree import Found


@dataclass(frozen=True)
class Reading:
    """What came of one file: an *entry* where something could be made of it."""

    entry: Entry[Content] | None
    problems: tuple[Problem, ...]
    citations: tuple[Citation, ...] = ()


def read_files(files: Sequence[Found], store: Store | None, edition: bytes) -> Iterator[Reading]:
    """What comes of each of the *files*, or came of the same text before with this *edition* of the generator.

    Without a *store*, each is read here and now.
    """
    typed = [(found, read_text(found.file, found.path)) for found in files]
    if store is None:
        yield from (_reading(found, text) for found, text in typed)
        return
    keys = [key_of("reading", edition, found.kind.name, found.path, str(text)) for found, text in typed]
    known = [store.alive("reading", key) or store.get(key) for key in keys]
    missing = [(*one, key.hex()) for one, key, old in zip(typed, keys, known, strict=True) if old is None]
    fresh = shared(lambda one: _packed(_reading(*one)), missing)
    for found, key, reading in zip(files, keys, known, strict=True):
        if reading is None:
            reading = next(fresh)
            store.work["read"] += 1
            store.put(key, reading)
        if isinstance(reading, bytes):
            reading = _unpacked(reading, found.kind)
        assert isinstance(reading, Reading)
        store.keep_alive("reading", key, reading)
        yield reading


def _reading(found: Found, text: str | Problem, digest: str = "") -> Reading:
    return Reading(None, (text,)) if isinstance(text, Problem) else _read(found, text, digest)


class _Packer(pickle.Pickler):
    """A kind is code: only its place is kept, and the kind of the file takes it again."""

    def persistent_id(self, value: Any) -> str | None:
        """What stands for a kind."""
        return "kind" if isinstance(value, Kind) else None


class _Unpacker(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, kind: Kind[Content]) -> None:
        super().__init__(file)
        self._kind = kind

    def persistent_load(self, name: Any) -> Kind[Content]:
        """The kind of the file that is read."""
        return self._kind


def _packed(reading: Reading) -> bytes:
    file = io.BytesIO()
    _Packer(file, pickle.HIGHEST_PROTOCOL).dump(reading)
    return file.getvalue()


def _unpacked(packed: bytes, kind: Kind[Content]) -> Reading:
    reading = _Unpacker(io.BytesIO(packed), kind).load()
    assert isinstance(reading, Reading)
    return reading


def _read(found: Found, text: str, digest: str) -> Reading:
    prose: Prose | None = None
    problems: list[Problem] = []
    head: str | None = text
    if found.file.suffix == ".md":
        head, body, first_line = split_front_matter(text)
        prose, problems = read_prose(body, found.path, first_line)
        if head is None and found.kind.model.model_fields:
            hint = "commencez le fichier par : une ligne « --- », « title: … », « summary: … », une ligne « --- »"
            missing = Problem(Place(found.path), "en-tête absent, ou jamais refermé par « --- »", hint)
            return Reading(None, (missing, *problems))
    if not found.kind.model.model_fields:
        document: Document | None = Document(found.path, {})
        if found.file.suffix == ".md" and head is not None:
            hint = "le titre et le reste sont dans playbook.yml : retirez l'en-tête"
            problems.append(Problem(Place(found.path), "cette page n'a pas d'en-tête", hint))
    else:
        document, mistakes = read_yaml(head or "", found.path, 2 if prose else 1)
        problems += mistakes
    if document is None:
        return Reading(None, tuple(problems))
    content, mistakes = read_model(document, found.kind.model)
    problems += mistakes
    if content is None:
        return Reading(None, tuple(problems))
    entry = Entry(
        found.kind,
        found.playbook,
        found.id,
        content,
        document,
        prose,
        digest,
        frozenset(id for _, id in _ids_in(content)),
    )
    found_wrong = (*problems, *_repeated_ids(entry), *found.kind.check(entry))
    citations = tuple(citations_in(entry))
    document.fold()
    return Reading(entry, found_wrong, citations)


def _repeated_ids(entry: Entry[Content]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for at, id in _ids_in(entry.content):
        place = entry.document.place(*at, "id")
        if id not in first:
            first[id] = place
            continue
        hint = "donnez à chacun le sien : il sert d'adresse dans la page"
        for one, other in ((first[id], place), (place, first[id])):
            yield Problem(one, f"identifiant « {id} » en double (aussi ligne {other.line})", hint)


def _ids_in(content: Content) -> Iterator[tuple[KeyPath, str]]:
    """The id of each part of a content, which is its anchor on the page, with the path of its keys."""
    for at, part in typed_values(content, Content):
        if at and part.anchored and (id := getattr(part, "id", "")):
            yield at, id.lower()
