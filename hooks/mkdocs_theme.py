"""MkDocs' theme, read once: its templates stay compiled from build to build, its icons are no files of the site."""

import os
from collections.abc import Iterator
from io import BytesIO

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.theme import Theme

from playbook_kit.store import Store, key_of

_ICONS = ".icons"
"""Fourteen thousand drawings that templates include, and that MkDocs would look through at each build."""


class ReadTheme(Theme):
    """A theme whose environment serves all the builds of a process."""

    store: Store

    @classmethod
    def of(cls, theme: Theme, store: Store) -> "ReadTheme":
        """The *theme*, as one of this class."""
        read = cls.__new__(cls)
        read.__dict__.update(vars(theme))
        read.store = store
        return read

    def get_env(self) -> Environment:
        """MkDocs' own, kept: a template that was saved since is read again."""
        about = (*self.dirs, str(self.locale))
        env = _environments.get(about)
        if env is None:
            env = _environments[about] = super().get_env()
            env.loader = _Loader(self.dirs)
            env.auto_reload = True
        env.bytecode_cache = _Compiled(self.store)
        return env


_environments: dict[tuple[str, ...], Environment] = {}


class _Loader(FileSystemLoader):
    """Lists the files of the theme, not its icons."""

    def list_templates(self) -> list[str]:
        """By path, sorted, as Jinja's own does."""
        return sorted({name for folder in self.searchpath for name in _files(str(folder))})


def _files(folder: str) -> Iterator[str]:
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != _ICONS]
        for name in files:
            yield os.path.relpath(os.path.join(here, name), folder).replace(os.sep, "/")  # noqa: PTH118


class _Compiled(BytecodeCache):
    """Templates as Python code, in the store: Jinja itself sees whether they are of the text as it is now."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """As Jinja's own, of any name that a disk may bear."""
        return super().get_cache_key(name, (filename or "").encode("utf-8", "surrogateescape").hex())

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was compiled before, if anything."""
        if code := self._store.get(key_of("template", bucket.key)):
            bucket.load_bytecode(BytesIO(code))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._store.put(key_of("template", bucket.key), bucket.bytecode_to_string())
