"""What a build makes of each entry, taken from an earlier one where nothing that it rests on has changed.

It rests on the text of the entry, on what it asked of the library (``library.consulted``), and on the *edition* of the
generator. All three are looked at; nothing is trusted for its date.
"""

import errno
import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

from ..library.consulted import Consulted, Facts, Question
from ..library.library import Library
from ..render.output import Output
from ..share import shared
from ..store import Store, key_of, store_at

Value = TypeVar("Value")
Files: TypeAlias = Sequence[Output]


@dataclass(frozen=True)
class Job(Generic[Value]):
    """Something to make: *name* says of what, *digest* from which text, *make* how."""

    name: str
    digest: str
    make: Callable[[Library], Value]


@dataclass(frozen=True)
class Reuse:
    """Where to look for what an earlier build made, and under which *edition* of the generator."""

    store: Store
    edition: bytes
    facts: Facts

    def values(
        self, room: str, jobs: Sequence[Job[Value]], light: Callable[[Value, bytes], Value] = lambda value, _: value
    ) -> Iterator[Value]:
        """What the *jobs* make, in their order: from a *room* of the store where it would be the same, else made now.

        In memory stays what *light* makes of each and of its key.
        """
        keys = [key_of(room, self.edition, job.name, job.digest) for job in jobs]
        known = [self._known(room, key, light) for key in keys]

        def make(job: Job[Value]) -> tuple[dict[Question, bytes], Value]:
            consulted = Consulted(self.facts)
            return consulted.questions, job.make(consulted)

        fresh = shared(make, [job for job, record in zip(jobs, known, strict=True) if record is None])
        for key, record in zip(keys, known, strict=True):
            if record is None:
                questions, value = next(fresh)
                self.store.work[room] += 1
                self.store.put(key, pickle.dumps((questions, value), pickle.HIGHEST_PROTOCOL))
                record = questions, light(value, key)
            self.store.keep_alive(room, key, record)
            yield record[1]

    def _known(
        self, room: str, key: bytes, light: Callable[[Value, bytes], Value]
    ) -> tuple[dict[Question, bytes], Value] | None:
        """What is kept under *key*, if all that was asked then has the same answers now."""
        record = self.store.alive(room, key)
        if record is None:
            packed = self.store.get(key)
            if packed is None:
                return None
            questions, value = pickle.loads(packed)
            record = questions, light(value, key)
        assert isinstance(record, tuple)
        same = all(self.facts.digest(question) == digest for question, digest in record[0].items())
        return record if same else None

    def outputs(self, jobs: Sequence[Job[Files]]) -> Iterator[Output]:
        """The files that the *jobs* make; their contents stay in the store."""

        def light(outputs: Files, key: bytes) -> Files:
            return [KeptOutput(output, key, self.store) for output in outputs]

        for outputs in self.values("rendered", jobs, light):
            yield from outputs


class KeptOutput(Output):
    """A file of the planned site whose content stays in the store, under *key*, until somebody reads it."""

    def __init__(self, output: Output, key: bytes, store: Store) -> None:
        for name in ("uri", "origin", "digest", "head", "is_direct"):
            object.__setattr__(self, name, getattr(output, name))  # frozen, as all outputs are
        object.__setattr__(self, "_key", key)
        object.__setattr__(self, "_store", store)

    _key: bytes
    _store: Store

    def __reduce__(self) -> tuple[object, ...]:
        """On its way to another process, which has the same store."""
        about = Output(self.uri, self.origin, "", "" if self.is_direct else None)
        for name in ("digest", "head"):
            object.__setattr__(about, name, getattr(self, name))
        return _reopened, (about, self._key, self._store.file)

    @property
    def content(self) -> str | bytes:
        """As it was made."""
        return self._whole().content

    @property
    def prose(self) -> str | None:
        """As it was made."""
        return self._whole().prose

    def _whole(self) -> Output:
        outputs = _opened.get(self._key)
        if outputs is None:
            packed = self._store.get(self._key)
            if packed is None:  # it stood there when the build began
                raise FileNotFoundError(errno.ENOENT, "lost while the build ran", str(self._store.file))
            _opened.clear()
            outputs = _opened[self._key] = {output.uri: output for output in pickle.loads(packed)[1]}
        return outputs[self.uri]


def _reopened(about: Output, key: bytes, file: Path) -> KeptOutput:
    return KeptOutput(about, key, store_at(file))


_opened: dict[bytes, dict[str, Output]] = {}
"""What was opened last: files that were made together are read together."""
