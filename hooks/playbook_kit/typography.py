"""French typography, at render time: contributors type plain spaces and straight apostrophes.

Every replacement is one character for one, so that places in a text stay true. Rules of the Imprimerie nationale's
*Lexique*: a narrow no-break space before ; ! ? and inside « », a no-break space before : and between a number and its
unit.
"""

import re

_NARROW, _WIDE, _APOSTROPHE = "\u202f", "\u00a0", "\u2019"

_RULES = (
    (re.compile(r"(?<=[^\s|]) (?=[;!?]+(?:[\s»)\"*_|.,]|$))"), _NARROW),
    (re.compile(r"(?<=«) (?=\S)"), _NARROW),
    (re.compile(r"(?<=\S) (?=»)"), _NARROW),
    (re.compile(r"(?<=[^\s|]) (?=:(?:\s|$))"), _WIDE),
    (re.compile(r"(?<=\d) (?=(?:%|€|h|min|s|km|jours?|semaines?|mois|ans?|heures?|minutes?)(?:\W|$))"), _WIDE),
    (re.compile(r"(?<=[^\W\d_])'(?=[^\W_]|«)"), _APOSTROPHE),
)


def french(text: str) -> str:
    """The *text* with the spaces and apostrophes that French wants, character for character."""
    for pattern, sign in _RULES:
        text = pattern.sub(sign, text)
    return text
