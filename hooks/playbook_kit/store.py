"""What a build made, kept for the next ones: bytes by key, in one SQLite file.

A row counts only if this machine wrote it as it stands: each carries a digest made with a secret that no project holds.
A file that is damaged, half-written or somebody else's therefore gives nothing, and is begun anew with a word.
"""

import contextlib
import os
import secrets
import sqlite3
import sys
import tempfile
import weakref
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

FILE = ".cache/playbooks.sqlite3"
"""Where a project keeps it."""

OFF = "PLAYBOOKS_NO_CACHE"
"""The variable that, when it is set, has each build begin with nothing."""

_LAYOUT = 1
_MOST_WAITING = 4_000_000  # bytes in memory before they are written
_MOST_KEPT = 3  # times the weight of what a build uses: two or three sorts of builds find each their own
_TABLE = """
CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB NOT NULL, seal BLOB NOT NULL, build INTEGER NOT NULL)
"""


def key_of(*parts: str | bytes) -> bytes:
    """A key of its own for these *parts*, in this order."""
    digest = blake2b(digest_size=20)
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.digest()


class Store:
    """Bytes by key. ``save`` writes what is new and lets go of what no build has used for long."""

    def __init__(self, file: Path | None, secret: bytes) -> None:
        """Kept in *file*, or for this process alone without one."""
        self.notice = ""
        """What a person should know of: that what was kept could not be used."""
        self.work: Counter[str] = Counter()
        """What was made because it was not kept: texts read, files rendered, pages converted, pages built."""
        self._secret = secret
        self._waiting: dict[bytes, bytes] = {}
        self._weight = 0
        self._used: set[bytes] = set()
        self._alive: dict[tuple[str, str | bytes], object] = {}
        self._awake: dict[tuple[str, str | bytes], object] = {}
        self._process = os.getpid()
        self._aside: Path | None = None
        if file is None or not _may_hold(file.parent):
            file = _file_of_this_process(self)
            self._aside = file
        self.file = file
        self._base = self._begun()

    def get(self, key: bytes) -> bytes | None:
        """What was kept under *key*."""
        value = self._waiting.get(key)
        if value is not None:
            return value
        try:
            row = self._connection().execute("SELECT value, seal FROM kept WHERE key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError:
            self._begin_anew()
            return None
        if row is None:
            return None
        value, seal = row
        if not (isinstance(value, bytes) and seal == self._seal(key, value)):
            self.notice = self.notice or _SPOILT
            return None
        self._used.add(key)
        return value

    def put(self, key: bytes, value: bytes) -> None:
        """Keep *value* under *key*."""
        self._waiting[key] = value
        self._weight += len(value)
        if self._weight > _MOST_WAITING:
            self._write()

    def alive(self, room: str, key: str | bytes) -> object:
        """What this process still has of a *room*, as an object."""
        return self._alive.get((room, key))

    def keep_alive(self, room: str, key: str | bytes, value: object) -> None:
        """Keep a *value* for the next build of this process."""
        self._awake[room, key] = value

    def gone(self, room: str) -> list[str | bytes]:
        """The keys of what was alive in a *room*, and that this build has not kept so."""
        return [key for of, key in self._alive if of == room and (of, key) not in self._awake]

    def save(self) -> None:
        """Write all that is new; forget what has not been of use while others were, three times their weight."""
        self._write()
        with contextlib.suppress(sqlite3.OperationalError), self._base as base:  # busy or full: kept another time
            (build,) = base.execute("SELECT coalesce(max(build), 0) + 1 FROM kept").fetchone()
            base.executemany("UPDATE kept SET build = ? WHERE key = ?", ((build, key) for key in self._used))
            weights = "SELECT build, sum(length(value)) FROM kept GROUP BY build ORDER BY build DESC"
            rows, total = base.execute(weights).fetchall(), 0
            for number, weight in rows:
                total += weight
                if total > _MOST_KEPT * max(rows[0][1], _MOST_WAITING):
                    base.execute("DELETE FROM kept WHERE build <= ?", (number,))
                    break
        self._used.clear()
        self._alive, self._awake = self._awake, {}
        self.work.clear()

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    # -- the file ----------------------------------------------------------------------------------------------

    def _connection(self) -> sqlite3.Connection:
        """The connection of this process: one that another process opened is never touched."""
        if os.getpid() != self._process:
            self._process = os.getpid()
            self._base = _connected(self.file)
        return self._base

    def _begun(self) -> sqlite3.Connection:
        base = _connected(self.file)
        try:
            (layout,) = base.execute("PRAGMA user_version").fetchone()
            (tables,) = base.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if layout != _LAYOUT and tables:
                raise sqlite3.DatabaseError("another layout")
            for setting in (
                "auto_vacuum = FULL",
                f"user_version = {_LAYOUT}",
                "journal_mode = WAL",
                "synchronous = OFF",
            ):
                base.execute(f"PRAGMA {setting}")
            base.execute(_TABLE)
        except sqlite3.OperationalError:  # locked, full, on a disk that cannot lock
            base.close()
            return self._without_file()
        except sqlite3.DatabaseError:
            base.close()
            self.notice = _SPOILT
            _erase(self.file)
            base = _connected(self.file)
            base.execute(f"PRAGMA user_version = {_LAYOUT}")
            base.execute(_TABLE)
        return base

    def _without_file(self) -> sqlite3.Connection:
        """Where the file may not be opened, each build begins with nothing."""
        self.file = self._aside = _file_of_this_process(self)
        base = _connected(self.file)
        base.execute(_TABLE)
        return base

    def _begin_anew(self) -> None:
        self.notice = _SPOILT
        if os.getpid() != self._process:
            return
        self._base.close()
        _erase(self.file)
        self._base = self._begun()

    def _write(self) -> None:
        rows = [(key, value, self._seal(key, value)) for key, value in self._waiting.items()]
        try:
            with self._base as base:
                base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, 0)", rows)
        except sqlite3.OperationalError:  # busy, full, read-only: made again another time
            pass
        except sqlite3.DatabaseError:
            self._begin_anew()
        self._used.update(self._waiting)
        self._waiting.clear()
        self._weight = 0

    def _seal(self, key: bytes, value: bytes) -> bytes:
        return blake2b(key + value, key=self._secret, digest_size=16).digest()


_SPOILT = "ce qui était gardé de la dernière construction est illisible ou vient d'ailleurs : tout est refait"


def project_store(root: Path) -> Store:
    """The store of the project at *root*, one for the whole process."""
    if os.environ.get(OFF):
        return Store(None, secrets.token_bytes(32))
    store = _open.get(root)
    if store is None:
        secret = _secret()
        store = _open[root] = Store(root / FILE if secret else None, secret or secrets.token_bytes(32))
    return store


_open: dict[Path, Store] = {}


def _secret() -> bytes:
    """What only this person's account holds; empty where nothing can be kept for it."""
    home = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_CACHE_HOME")
    file = Path(home or Path("~/.cache").expanduser()) / "playbooks" / "secret"
    with contextlib.suppress(OSError):
        if not file.is_file():
            file.parent.mkdir(parents=True, exist_ok=True)
            aside = file.with_name(f"secret-{os.getpid()}")
            aside.touch(mode=0o600)
            aside.write_bytes(secrets.token_bytes(32))
            aside.replace(file)
        secret = file.read_bytes()
        if len(secret) == 32:
            return secret
    return b""


def _may_hold(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _file_of_this_process(store: Store) -> Path:
    folder = tempfile.TemporaryDirectory(prefix="playbooks-")
    weakref.finalize(store, folder.cleanup)
    return Path(folder.name) / "store.sqlite3"


def _connected(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=2, check_same_thread=False)  # a preview builds in a thread of its own


def _erase(file: Path) -> None:
    for part in _parts(file):
        with contextlib.suppress(OSError):
            part.unlink()


def _parts(file: Path) -> Iterator[Path]:
    yield from (file.with_name(file.name + suffix) for suffix in ("", "-wal", "-shm"))
