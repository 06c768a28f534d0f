"""What a preview does beside building: hear of a save at once, and make the search when nobody is waiting."""

import threading
from pathlib import Path

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from playbook_kit.build.edition import edition
from playbook_kit.build.findable import findable
from playbook_kit.build.reuse import Reuse
from playbook_kit.kinds import KINDS
from playbook_kit.library.consulted import Facts
from playbook_kit.library.library import Library
from playbook_kit.store import Store

_IDLE = 2.0
"""Seconds without a save after which the search is made."""


class Saves(Observer):  # type: ignore[misc, valid-type]  # watchdog's own, which is one class or another by system
    """Hears of what is written, not of what is read: a build reads all."""

    def schedule(self, handler: FileSystemEventHandler, path: str, recursive: bool = False) -> ObservedWatch:
        """As watchdog's own."""
        written = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
        watch: ObservedWatch = super().schedule(handler, path, recursive=recursive, event_filter=written)
        return watch


class Preview:
    """The search of the site that is shown, made after it: who corrects a comma waits for a page, not for an index."""

    def __init__(self) -> None:
        self._working = threading.Lock()
        self._timer: threading.Timer | None = None

    def builds(self) -> None:
        """A build begins: wait for a search that is being made, and put off the next."""
        if self._timer:
            self._timer.cancel()
        self._working.acquire()

    def built(self) -> None:
        """It has ended."""
        if self._working.locked():
            self._working.release()

    def index_later(self, library: Library, store: Store, site: Path) -> None:
        """Write the search of a *library* into the *site*, unless a save comes first."""
        self._timer = threading.Timer(_IDLE, self._index, (library, store, site))
        self._timer.daemon = True
        self._timer.start()

    def _index(self, library: Library, store: Store, site: Path) -> None:
        with self._working:
            if not site.is_dir():
                return  # the preview has ended
            for output in findable(library, KINDS, Reuse(store, edition(), Facts(library))):
                file = site / output.uri
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(output.raw)
