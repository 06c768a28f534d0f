"""The words of a text as the search knows them: folded, cut at every sign. ``french.js`` cuts a query in the same way."""

import re
from collections.abc import Iterator

from ..typography import unaccented

STOP_WORDS = frozenset(
    (
        "a ai aie aient ait as au aura aurai aurait auront aux avaient avais avait avec avez avoir avons ayant c ca ce "
        "ceci cela ces cet cette comme d dans de des donc du elle elles en es est et etaient etais etait etant ete etes "
        "etre eu eux fut hui il ils j je jusqu l la le les leur leurs lorsqu lorsque lui m ma mais me meme mes moi mon "
        "n ne ni nos notre nous on ont or ou par parce pas pour puisqu puisque qu quand que quel quelle quelles quels "
        "quelqu qui quoi quoiqu quoique s sa sans se sera serai serait seront ses si soi soient sois soit sommes son "
        "sont soyez suis sur t ta te tes toi ton tu un une vos votre vous y aujourd presqu plus tres"
    ).split()
)
"""Words that say nothing of a subject. What an elision leaves (l', d', qu', jusqu'…) is among them."""

WEAK_WORDS = frozenset(
    (
        "aller allez allons alors apres arrive arriver assez aucun aucune aussi autre autres avant beaucoup besoin bien "
        "bon bonne bonnes bons car certain certains chacun chaque cherche chercher chez chose choses combien comment "
        "contre deja depuis dernier derniere devenir devoir devons devrais devrait dire dis disent dit dites doit dois "
        "doivent encore enfin ensuite entre envie exister existe face faire fais faisons fait faites faudrait faut font "
        "grand grande ici ira juste lors maintenant meilleur meilleure mettre mieux moins nouveau nouveaux nouvelle "
        "passe passer petit petite peu peut peuvent peux pose poser possible pourquoi pourrait pouvoir premier premiere "
        "premieres premiers prendre pres propose proposer puis quelque quelques quelqu rapide rendre reste rester rien "
        "sais sait savoir selon sert servent servir seul seulement souvent sous sujet tant tel telle tellement temps "
        "tenir toujours tous tout toute toutes trop trouve trouver va vais vas venir veulent veut veux vient viennent "
        "voir voit vois voila vont vouloir voudrais voudrait vraiment jamais marche marre simple moyen moyens truc utile"
    ).split()
)
"""Words that say little of a subject: in a query they count for less than the others."""

_WORD = re.compile(r"[a-z0-9]+")
_COMPOUND = re.compile(r"(?<![a-z0-9-])([a-z0-9]+)-([a-z0-9]+)(?![a-z0-9-])")


def words_of(text: str) -> Iterator[str]:
    """The telling words of *text*, in order, and each compound of two as one word too: « kick-off » is « kickoff »."""
    plain = unaccented(text)
    yield from (word for word in _WORD.findall(plain) if word not in STOP_WORDS)
    if "-" in plain:
        yield from (one + two for one, two in _COMPOUND.findall(plain) if not {one, two} & STOP_WORDS)
