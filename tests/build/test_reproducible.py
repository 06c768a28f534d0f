"""Same input, same bytes: where, when, by whom and in which language a site is built leaves no trace."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from photograph import photograph

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="umask and TZ are POSIX")

SHIFTED_CLOCK = '''
"""Python runs this at start-up: the day is another day."""
import datetime, os, time

shift = float(os.environ["CLOCK_SHIFT"])
clock, utc, local, text = time.time, time.gmtime, time.localtime, time.strftime
time.time = lambda: clock() + shift
time.time_ns = lambda: int(time.time() * 1e9)
time.gmtime = lambda seconds=None: utc(time.time() if seconds is None else seconds)
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
time.strftime = lambda form, moment=None: text(form, moment or time.localtime())

class LikeTheRealOne(type):
    def __instancecheck__(cls, value):
        return isinstance(value, cls.__mro__[1])

class date(datetime.date, metaclass=LikeTheRealOne):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())

class datetime_(datetime.datetime, metaclass=LikeTheRealOne):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)

    today = now

datetime.date, datetime.datetime = date, datetime_
'''

YEAR = 365 * 86_400

HERE = {
    "TZ": "America/Los_Angeles",
    "LC_ALL": "C.UTF-8",
    "LANG": "fr_FR.UTF-8",
    "PYTHONHASHSEED": "1",
    "CLOCK_SHIFT": "0",
    "HOME": "/nonexistent",
    "USER": "claire",
}
THERE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "de_DE@euro",
    "PYTHONHASHSEED": "31337",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "CLOCK_SHIFT": str(3 * YEAR + 12_345),
    "HOME": "/tmp",
    "USER": "root",
}


@pytest.fixture
def another_disk() -> Iterator[Path]:
    """A folder on another file system where there is one, since it lists its files in another order."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder) / "un autre chemin, accentué"


def test_two_checkouts_give_the_same_bytes(tmp_path: Path, another_disk: Path):
    check_out(tmp_path / "a", order=1)
    check_out(another_disk, order=-1)
    build(tmp_path / "a", umask=0o022, around=HERE)
    build(another_disk, umask=0o077, around=THERE)
    first, second = photograph(tmp_path / "a/site"), photograph(another_disk / "site")
    assert list(first) == list(second)
    assert {name for name in first if first[name] != second[name]} == set()
    assert len(first) > 100 and "sitemap.xml.gz" in first


def test_the_clock_of_the_second_build_is_wrong(tmp_path: Path):
    """Or the test above would prove nothing about dates."""
    program = "import datetime, time; print(datetime.datetime.now().year, datetime.date.today().year, time.time())"
    here, there = (run(tmp_path, 0o022, around, "-c", program).stdout.split() for around in (HERE, THERE))
    assert all(float(late) - float(early) >= 3 for early, late in zip(here, there, strict=True))
    assert float(there[2]) - float(here[2]) > 3 * YEAR


def check_out(folder: Path, order: int) -> None:
    """Copy what is under version control, or about to be, into *folder*; files are made in that *order*."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout
    for name in sorted(filter(None, names.split("\0")))[::order]:
        if (ROOT / name).is_file():  # a file may be deleted and still listed
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)


def build(folder: Path, umask: int, around: dict[str, str]) -> None:
    """Publish the site of the checkout at *folder*."""
    built = run(folder, umask, around, "-m", "playbook_kit", "build")
    assert built.returncode == 0, built.stdout + built.stderr


def run(folder: Path, umask: int, around: dict[str, str], *options: str) -> "subprocess.CompletedProcess[str]":
    """Run Python in *folder*, as if elsewhere and at another time."""
    clock = folder / ".clock"
    clock.mkdir(parents=True, exist_ok=True)
    (clock / "sitecustomize.py").write_text(SHIFTED_CLOCK, "utf-8")
    return subprocess.run(
        [sys.executable, *options],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{clock}:{folder / 'hooks'}", **around},
        umask=umask,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
