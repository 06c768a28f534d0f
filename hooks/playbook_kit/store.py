"""What a build made, kept for the next ones: bytes by key, in one SQLite file.

A row counts only if this machine wrote it as it stands: each carries a digest made with a secret that no project holds.
A file that is damaged, half-written or somebody else's therefore gives nothing, and is begun anew with a word.
"""

import contextlib
import os
import secrets
import sqlite3
import sys
from collections import Counter
from hashlib import blake2b
from pathlib import Path

FILE = ".cache/playbooks.sqlite3"
"""Where a project keeps it."""

OFF = "PLAYBOOKS_NO_CACHE"
"""The variable that, when it is set, has each build begin with nothing."""

_LAYOUT = 2
_MOST_WAITING = 4_000_000  # bytes in memory before they are written
_MOST_KEPT = 3  # times the weight of what a build uses: two or three sorts of builds find each their own
_SETTINGS = (
    *("page_size = 8192", "auto_vacuum = FULL", f"user_version = {_LAYOUT}"),
    *("journal_mode = WAL", "synchronous = OFF"),
)
_TABLES = (
    "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB NOT NULL, seal BLOB NOT NULL)",
    # apart: to change a number beside a value, SQLite would write the value again
    "CREATE TABLE IF NOT EXISTS used (key BLOB PRIMARY KEY, size INTEGER, build INTEGER) WITHOUT ROWID",
)
_SPOILT = "ce qui était gardé de la dernière construction est illisible ou vient d'ailleurs : tout est refait"


def key_of(*parts: str | bytes) -> bytes:
    """A key of its own for these *parts*, in this order."""
    digest = blake2b(digest_size=20)
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.digest()


class Store:
    """Bytes by key. ``save`` writes what is new, and lets go of what no build has used for long."""

    def __init__(self, file: Path | None = None, secret: bytes = b"") -> None:
        """Kept in *file*, under a seal made with *secret*; without a file, or where it cannot be, in memory."""
        self.notice = ""
        """What a person should know of: that what was kept could not be used."""
        self.work: Counter[str] = Counter()
        """What was made because it was not kept: texts read, files rendered, pages converted, pages built."""
        self.lives_on = False
        """Whether this process goes on to other builds, as a preview does."""
        self.file = file
        self._is_spoilt = self._has_grown = False
        self._secret = secret
        self._waiting: dict[bytes, bytes] = {}
        self._weight = 0
        self._used: set[bytes] = set()
        self._alive: dict[tuple[str, str | bytes], object] = {}
        self._awake: dict[tuple[str, str | bytes], object] = {}
        self._process = os.getpid()
        self._base = self._opened()

    def get(self, key: bytes) -> bytes | None:
        """What was kept under *key*."""
        value = self._waiting.get(key)
        if value is not None:
            return value
        base = self._base_of_this_process()
        try:
            row = base and base.execute("SELECT value, seal FROM kept WHERE key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError:
            self._is_spoilt = True  # what can still be read of it serves until the build ends
            return None
        if not row:
            return None
        value, seal = row
        if not (isinstance(value, bytes) and seal == self._seal(key, value)):
            self._is_spoilt = True
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
        """Keep a *value* for the next build of this process, if there will be one."""
        if self.lives_on:
            self._awake[room, key] = value

    def gone(self, room: str) -> list[str | bytes]:
        """The keys of what was alive in a *room*, and that this build has not kept so."""
        return [key for of, key in self._alive if of == room and (of, key) not in self._awake]

    @property
    def is_written(self) -> bool:
        """Whether another process finds in the file all that was put here."""
        return self.file is not None and not self._waiting

    def save(self) -> None:
        """End a build: write all that is new, and forget what only builds of long ago have used."""
        if self._is_spoilt:
            self._begin_anew()
        self._write()
        if self._has_grown:
            with contextlib.suppress(sqlite3.DatabaseError):  # busy, full: another time
                self._forget()
        self._has_grown = False
        self._used.clear()
        self._alive, self._awake = self._awake, {}
        self.work.clear()

    # -- the file ----------------------------------------------------------------------------------------------

    def _opened(self) -> sqlite3.Connection | None:
        """The file, ready; ``None`` where there can be none."""
        if self.file is None:
            return None
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            base = self._connected()
            (layout,) = base.execute("PRAGMA user_version").fetchone()
            (tables,) = base.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if layout != _LAYOUT and tables:
                raise sqlite3.DatabaseError("another layout")
            for setting in _SETTINGS:
                base.execute(f"PRAGMA {setting}")
            for table in _TABLES:
                base.execute(table)
        except (sqlite3.OperationalError, OSError):  # locked for long, full, read-only
            return None
        except sqlite3.DatabaseError:
            base.close()
            self.notice = _SPOILT
            return self._opened() if self._erased() else None
        return base

    def _connected(self) -> sqlite3.Connection:
        assert self.file
        return sqlite3.connect(self.file, timeout=2, check_same_thread=False)  # a preview builds in a thread of its own

    def _base_of_this_process(self) -> sqlite3.Connection | None:
        """What another process opened is never touched: a child opens the file for itself."""
        if self._process != os.getpid() and self._base:
            self._process = os.getpid()
            self._base = self._connected()
        return self._base

    def _begin_anew(self) -> None:
        """Write what this build could use of a spoilt file, and what it made, into another."""
        used = {key: value for key in self._used if (value := self.get(key)) is not None}
        self.notice = _SPOILT
        self._is_spoilt = False
        if base := self._base_of_this_process():
            base.close()
            self._base = self._opened() if self._erased() else None
        self._waiting = used | self._waiting

    def _erased(self) -> bool:
        assert self.file
        try:
            for suffix in ("-wal", "-shm", ""):
                self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def _write(self) -> None:
        base = self._base_of_this_process()
        if base is None or self._is_spoilt:
            return
        rows = [(key, value, self._seal(key, value)) for key, value in self._waiting.items()]
        try:
            with base:
                base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
                sizes = ((key, len(value)) for key, value, _ in rows)
                base.executemany("INSERT OR REPLACE INTO used VALUES (?, ?, 0)", sizes)
        except sqlite3.OperationalError:  # busy, full: this process keeps it in memory, and makes it again another time
            return
        except sqlite3.DatabaseError:
            self._is_spoilt = True
            return
        self._has_grown = self._has_grown or bool(rows)
        self._used.update(self._waiting)
        self._waiting.clear()
        self._weight = 0

    def _forget(self) -> None:
        base = self._base_of_this_process()
        if base is None:
            return
        with base:
            (build,) = base.execute("SELECT coalesce(max(build), 0) + 1 FROM used").fetchone()
            base.executemany("UPDATE used SET build = ? WHERE key = ?", ((build, key) for key in self._used))
            sizes = base.execute("SELECT build, sum(size) FROM used GROUP BY build ORDER BY build DESC").fetchall()
            allowed = _MOST_KEPT * max(sizes[0][1], _MOST_WAITING) if sizes else 0
            for number, size in sizes:
                allowed -= size
                if allowed < 0:
                    base.execute("DELETE FROM kept WHERE key IN (SELECT key FROM used WHERE build <= ?)", (number,))
                    base.execute("DELETE FROM used WHERE build <= ?", (number,))
                    break

    def _seal(self, key: bytes, value: bytes) -> bytes:
        return blake2b(key + value, key=self._secret, digest_size=16).digest()


_open: dict[Path, Store] = {}


def project_store(root: Path) -> Store:
    """The store of the project at *root*, one for the whole process."""
    return Store() if os.environ.get(OFF) else store_at(root / FILE)


def store_at(file: Path) -> Store:
    """The store in a *file*."""
    if file not in _open:
        secret = _secret()
        _open[file] = Store(file, secret) if secret else Store()
    return _open[file]


def _secret() -> bytes:
    """What only this person's account holds; empty where nothing can be kept for it."""
    folder = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    file = Path(folder or Path("~/.cache").expanduser()) / "playbooks" / "secret"
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
