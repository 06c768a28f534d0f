"""French typography, at render time: contributors type plain spaces and straight apostrophes.

Every replacement is one character for one, so that places in a text stay true. Rules of the Imprimerie nationale's
*Lexique*: a narrow no-break space before ; ! ? and inside « », a no-break space before : and between a number and its
unit.
"""

import re
from functools import lru_cache

_SIGNS = {"narrow": "\u202f", "wide": "\u00a0", "apostrophe": "\u2019"}
_UNITS = "%|€|h|min|s|km|jours?|semaines?|mois|ans?|heures?|minutes?"

_TO_SET = re.compile(
    rf"""
      (?P<narrow> (?<=[^\s|])[ ](?=[;!?]+(?:[\s»)"*_|.,]|$)) | (?<=«)[ ](?=\S) | (?<=\S)[ ](?=») )
    | (?P<wide> (?<=[^\s|])[ ](?=:(?:\s|$)) | (?<=\d)[ ](?=(?:{_UNITS})(?:\W|$)) )
    | (?P<apostrophe> (?<=[^\W\d_])'(?=[^\W_]|«) )
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=20_000)  # labels and definitions come back on every page
def french(text: str) -> str:
    """The *text* with the spaces and apostrophes that French wants, character for character."""
    return _TO_SET.sub(lambda found: _SIGNS[str(found.lastgroup)], text)
