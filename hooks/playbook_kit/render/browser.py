"""What the scripts of the site say, as a script that only sets a value: one place for words, none in the code."""

import json
from collections.abc import Iterator, Sequence

from ..kind import Kind
from ..labels import browser_labels
from ..model.base import Content
from ..typography import french
from .output import Output

_FOLDER = "assets/kit"
_ORIGIN = "hooks/playbook_kit/labels/fr/browser"


def script_data(value: object) -> str:
    """The *value* as JSON that stays data wherever a script may stand: in ASCII, without any markup sign."""
    text = json.dumps(value, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def browser_words(kinds: Sequence[Kind[Content]]) -> Iterator[Output]:
    """``words.js``, which every page reads before the other scripts, and the words of each of the *kinds* with one."""
    words = {part: {key: french(text) for key, text in said.items()} for part, said in browser_labels().items()}
    own = [kind.name for kind in kinds if kind.name in words]
    shared = {part: said for part, said in words.items() if part not in own}
    yield Output(f"{_FOLDER}/page/words.js", _ORIGIN, f"self.kitWords = {script_data(shared)};\n")
    for name in own:
        script = f"self.kitWords.{name} = {script_data(words[name])};\n"
        yield Output(f"{_FOLDER}/{name}/words.js", f"{_ORIGIN}/{name}.yml", script)
