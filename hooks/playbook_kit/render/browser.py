"""What the scripts of the site say, as a script that only sets a value: one place for words, none in the code."""

import json

from ..kind import Output
from ..labels import browser_labels
from ..typography import french

BROWSER_WORDS = "assets/kit/words.js"
"""Read before every other script of the kit."""


def script_data(value: object) -> str:
    """The *value* as JSON that stays data wherever a script may stand: in ASCII, without any markup sign."""
    text = json.dumps(value, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def browser_words() -> Output:
    """The words of the scripts, by script."""
    words = {part: {key: french(text) for key, text in said.items()} for part, said in browser_labels().items()}
    origin = "hooks/playbook_kit/labels/fr/browser"
    return Output(BROWSER_WORDS, origin, f"self.kitWords = {script_data(words)};\n")
