"""Work shared between the processors: the same results, in the same order, sooner.

Each child process is a copy of this one (``fork``), takes every n-th item and sends back what it made. Where that
cannot be done, or a child ends before its time, this process makes what is missing itself.
"""

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import BinaryIO, NoReturn, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEWEST = 8
"""Items below which a child costs more than it saves."""

_MOST_CHILDREN = 8

_ROUND = 600
"""Items after which new children take over: what a child looks at becomes its own copy, and a site is large."""


def shared(make: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """What *make* gives for each of the *items*, in their order. Results pass from process to process: plain data."""
    count = min(_processors(), _MOST_CHILDREN)
    if len(items) < _FEWEST or count < 2 or not _can_fork():
        yield from map(make, items)
        return
    for start in range(0, len(items), _ROUND):
        yield from _round(make, items[start : start + _ROUND], count)


def _round(make: Callable[[Item], Result], items: Sequence[Item], count: int) -> Iterator[Result]:
    gc.freeze()  # else each child's first collection would touch, and so copy, all that there is
    children = [_child(make, items[number::count]) for number in range(count)]
    gc.unfreeze()
    try:
        for number, item in enumerate(items):
            _, stream = children[number % count]
            try:
                result = pickle.load(stream)
            except (EOFError, pickle.UnpicklingError):
                result = make(item)
            yield result
    finally:
        for process, stream in children:
            stream.close()
            _end(process)


def apart(make: Callable[[], Result], meanwhile: Callable[[], object]) -> Result:
    """What *make* gives, made in a process of its own where that can be: the memory that it took goes with it.

    This one does what is to be done *meanwhile*.
    """
    if not _can_fork():
        return make()
    process, stream = _child(lambda _: make(), [None])
    meanwhile()
    with stream:
        try:
            result: Result = pickle.load(stream)
        except (EOFError, pickle.UnpicklingError):
            result = make()
        finally:
            _end(process)
    return result


def _child(make: Callable[[Item], Result], items: Sequence[Item]) -> tuple[int, BinaryIO]:
    """A child that makes the *items*: its number, and what it sends."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        _make_all(make, items, writing)
    os.close(writing)
    return process, os.fdopen(reading, "rb")


def _end(process: int) -> None:
    """Have a child ended: it has, unless this process was stopped meanwhile."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def _make_all(make: Callable[[Item], Result], items: Sequence[Item], writing: int) -> NoReturn:
    """Send what is made of each item, then end without any of the farewells that are the parent's to say."""
    try:
        with os.fdopen(writing, "wb") as stream:
            for item in items:
                pickle.dump(make(item), stream, pickle.HIGHEST_PROTOCOL)
                stream.flush()
    finally:
        os._exit(0)


def _can_fork() -> bool:
    """Whether a copy of this process is sure to work: no other thread could hold a lock in it for ever."""
    return sys.platform.startswith("linux") and threading.active_count() == 1


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform.startswith("linux") else 1
