"""What a build makes of each entry, taken from an earlier one where nothing that it rests on has changed.

It rests on the text of the entry, on what it asked of the library (``library.consulted``), and on the *edition* of the
generator. All three are looked at; nothing is trusted for its date.
"""

import errno
import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..library.consulted import Consulted, Facts, Question
from ..library.library import Library
from ..render.output import Output
from ..store import Store, key_of
from .share import shared


@dataclass(frozen=True)
class Job:
    """Files to make: *name* says of what, *digest* from which text, *make* how."""

    name: str
    digest: str
    make: Callable[[Library], Sequence[Output]]


class KeptOutput(Output):
    """A file of the planned site whose content stays in the store, under *key*, until somebody reads it."""

    def __init__(self, output: Output, key: bytes, store: Store) -> None:
        for name in ("uri", "origin", "digest", "head"):
            object.__setattr__(self, name, getattr(output, name))  # frozen, as all outputs are
        object.__setattr__(self, "_key", key)
        object.__setattr__(self, "_store", store)

    _key: bytes
    _store: Store

    @property
    def content(self) -> str | bytes:
        """As it was made."""
        packed = self._store.get(self._key)
        if packed is None:  # it stood there when the build began
            raise FileNotFoundError(errno.ENOENT, "lost while the build ran", str(self._store.file))
        outputs: list[Output] = pickle.loads(packed)[1]
        return next(output.content for output in outputs if output.uri == self.uri)


@dataclass(frozen=True)
class _Record:
    """What one job asked, with a digest of each answer, and what came of it."""

    questions: dict[Question, bytes]
    outputs: tuple[Output, ...]


def made(jobs: Sequence[Job], library: Library, store: Store | None, edition: bytes) -> Iterator[Output]:
    """The outputs of the *jobs*, in their order: from the *store* where they would be the same, else made now."""
    if store is None:
        for job in jobs:
            yield from job.make(library)
        return
    facts = Facts(library)
    keys = [key_of("outputs", edition, job.name, job.digest) for job in jobs]
    known = [_known(key, facts, store) for key in keys]

    def make(job: Job) -> tuple[dict[Question, bytes], list[Output]]:
        consulted = Consulted(facts)
        outputs = [*job.make(consulted)]
        for output in outputs:
            _ = output.digest, output.head  # found here, where work is shared
        return consulted.questions, outputs

    fresh = shared(make, [job for job, record in zip(jobs, known, strict=True) if record is None])
    for key, found in zip(keys, known, strict=True):
        if found is None:
            questions, outputs = next(fresh)
            store.work["rendered"] += len(outputs)
            store.put(key, pickle.dumps((questions, outputs), pickle.HIGHEST_PROTOCOL))
            found = _record(questions, outputs, key, store)
        store.keep_alive("outputs", key, found)
        yield from found.outputs


def _known(key: bytes, facts: Facts, store: Store) -> _Record | None:
    """What the store has under *key*, if all that was asked then has the same answers now."""
    record = store.alive("outputs", key)
    if not isinstance(record, _Record):
        packed = store.get(key)
        if packed is None:
            return None
        questions, outputs = pickle.loads(packed)
        record = _record(questions, outputs, key, store)
    same = all(facts.digest(question) == digest for question, digest in record.questions.items())
    return record if same else None


def _record(questions: dict[Question, bytes], outputs: Sequence[Output], key: bytes, store: Store) -> _Record:
    return _Record(questions, tuple(KeptOutput(output, key, store) for output in outputs))
