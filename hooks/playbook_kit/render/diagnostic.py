"""A diagnostic: a grid to answer and to count by hand, which is also all that the script in the page knows."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from ..kind import Entry, Hint, summary_hint
from ..labels import labels
from ..library.library import Library
from ..model.base import PageLink
from ..model.diagnostic import LIKELY, POSSIBLE, Cause, Diagnostic
from ..problems import Place, Problem, did_you_mean
from .output import Output
from .page.entry import page_output
from .page.writer import plain

MIN_WEIGHINGS = 2
"""Questions that must weigh for a cause: one answer alone decides nothing."""


@dataclass(frozen=True)
class Row:
    """A cause as one counts it by hand: the numbers of its questions, its most points, those of each level."""

    letter: str
    cause: Cause
    questions: tuple[int, ...]
    most: int

    @property
    def likely(self) -> int:
        """The points from which its signs are clear."""
        return -(-self.most * LIKELY // 100)

    @property
    def possible(self) -> int:
        """The points from which it is possible."""
        return -(-self.most * POSSIBLE // 100)


def diagnostic_page(entry: Entry[Diagnostic], library: Library) -> Iterator[Output]:
    """The page: the questions, how to count, the causes, the alert."""
    diagnostic = entry.content
    pages = [cause.page for cause in diagnostic.causes] + ([diagnostic.alert.page] if diagnostic.alert else [])
    letters = {cause.id: letter for letter, cause in zip(ascii_uppercase, diagnostic.causes, strict=False)}
    yield page_output(
        entry,
        library,
        title=diagnostic.title,
        summary=plain(diagnostic.purpose, library),
        diagnostic=diagnostic,
        rows=[*rows(diagnostic)],
        weighs=lambda answer: sorted((letters[cause], cause, points) for cause, points in answer.points.items()),
        families={family.id: family.title for family in diagnostic.families},
        names={page: _name(page, library) for page in pages},
        likely=LIKELY,
        possible=POSSIBLE,
    )


def rows(diagnostic: Diagnostic) -> Iterator[Row]:
    """The causes, in typed order, as one counts them."""
    for letter, cause in zip(ascii_uppercase, diagnostic.causes, strict=False):
        weights = [(number, question.most(cause.id)) for number, question in enumerate(diagnostic.questions, 1)]
        weighing = tuple(number for number, most in weights if most)
        yield Row(letter, cause, weighing, sum(most for _, most in weights))


def _name(link: PageLink, library: Library) -> str:
    """What a link to a page and its section is called: « Page › Section »."""
    path, _, anchor = link.partition("#")
    playbook, _, id = path.rpartition("/")
    entry = library.entry("opening" if id == "index" else "page", playbook, id)
    named = library.entry("playbook", playbook, "playbook") if id == "index" else entry
    if named is None:  # seldom: the pages of other kinds are looked for one by one
        named = library.entry_at(f"{path}.md")
    if named is None:
        return path  # an index, or a page with a mistake of its own
    title = str(getattr(named.content, "title", "")) or labels()[named.kind.name]["plural"]
    headings = entry.prose.headings if entry and entry.prose else ()
    section = next((heading.title for heading in headings if heading.anchor == anchor), "")
    return f"{title} › {section}" if section else title


def diagnostic_hints(entry: Entry[Diagnostic]) -> Iterator[Hint]:
    """A diagnostic is asked for by the question that is its title, and by the moment when one does it."""
    yield from summary_hint(entry)
    yield Hint(entry.content.title, entry.uri, 1)
    yield Hint(entry.content.when, entry.uri)


def diagnostic_problems(entry: Entry[Diagnostic]) -> Iterator[Problem]:
    """Points, families and alerts name what there is; each cause and each question weighs."""
    causes = entry.content.causes
    if len({cause.id for cause in causes}) == len(causes):  # of two with one id, one is surely the one that lacks
        misnamed = [*_point_problems(entry)]
        yield from misnamed or _weight_problems(entry)  # a cause misspelt may well be the one that lacks a question
    yield from _answer_problems(entry)
    yield from _family_problems(entry)
    alerts = [*_alert_problems(entry)]
    yield from alerts
    if not (alerts and entry.content.alert):  # a question may weigh nothing for want of the alert that nothing gives
        yield from _question_problems(entry)


def _point_problems(entry: Entry[Diagnostic]) -> Iterator[Problem]:
    causes = {cause.id for cause in entry.content.causes}
    unknown: dict[str, list[Place]] = defaultdict(list)
    for number, question in enumerate(entry.content.questions):
        for index, answer in enumerate(question.answers):
            for cause in answer.points.keys() - causes:
                place = entry.document.key_place("questions", number, "answers", index, "points", cause)
                unknown[cause].append(place)
    for cause, places in unknown.items():
        message = f"points donnés à une cause inconnue « {cause} »{_also(places)}"
        yield Problem(places[0], message, did_you_mean(cause, causes))


def _also(places: Sequence[Place]) -> str:
    """Where else than at the first of the *places*: what is mended in one is to be mended in all."""
    lines = sorted({place.line for place in places} - {places[0].line})
    return f" (aussi ligne{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))})" if lines else ""


def _weight_problems(entry: Entry[Diagnostic]) -> Iterator[Problem]:
    for index, row in enumerate(rows(entry.content)):
        if len(row.questions) < MIN_WEIGHINGS:
            asked = f"que seule la question {row.questions[0]} pèse" if row.questions else "qu'aucune question ne pèse"
            hint = f"il en faut au moins {MIN_WEIGHINGS} : donnez-lui des points dans une réponse d'une autre question"
            yield Problem(entry.document.place("causes", index, "id"), f"cause « {row.cause.id} » {asked}", hint)


def _answer_problems(entry: Entry[Diagnostic]) -> Iterator[Problem]:
    for number, question in enumerate(entry.content.questions):
        first: dict[str, int] = {}
        for index, answer in enumerate(question.answers):
            place = entry.document.place("questions", number, "answers", index, "id")
            if answer.id in first:
                hint = "donnez à chaque réponse le sien : les réponses gardées le retiennent"
                yield Problem(place, f"réponse « {answer.id} » en double (déjà ligne {first[answer.id]})", hint)
            first.setdefault(answer.id, place.line)


def _question_problems(entry: Entry[Diagnostic]) -> Iterator[Problem]:
    for number, question in enumerate(entry.content.questions):
        if not any(answer.points or answer.alert for answer in question.answers):
            hint = "donnez des points à une réponse : « points: {ma-cause: 2} », ou retirez la question"
            place = entry.document.place("questions", number, "id")
            yield Problem(place, "question qui ne pèse pour aucune cause", hint)


def _family_problems(entry: Entry[Diagnostic]) -> Iterator[Problem]:
    """Causes have a family when there are families, and each family has a cause."""
    families = [family.id for family in entry.content.families]
    unknown: dict[str, list[Place]] = defaultdict(list)
    for index, cause in enumerate(entry.content.causes):
        if cause.family and cause.family not in families:
            unknown[cause.family].append(entry.document.place("causes", index, "family"))
        elif families and not cause.family:
            place, hint = entry.document.place("causes", index, "id"), f"choix possibles : {', '.join(families)}"
            yield Problem(place, f"cause « {cause.id} » sans famille", f"ajoutez « family: » ; {hint}")
    if unknown and not families:
        hint = "déclarez-les avant « causes: » : « families: », puis pour chacune « id: » et « title: »"
        yield Problem(min(min(unknown.values())), f"familles jamais déclarées : {', '.join(unknown)}", hint)
        return
    for family, places in unknown.items():
        message = f"famille inconnue « {family} »{_also(places)}"
        yield Problem(places[0], message, did_you_mean(family, families))
    for index, family in enumerate(families):
        if not unknown and all(cause.family != family for cause in entry.content.causes):
            place = entry.document.place("families", index, "id")
            yield Problem(place, f"famille « {family} » sans cause", "rangez-y une cause, ou retirez-la")


def _alert_problems(entry: Entry[Diagnostic]) -> Iterator[Problem]:
    alerts = [
        ("questions", number, "answers", index, "alert")
        for number, question in enumerate(entry.content.questions)
        for index, answer in enumerate(question.answers)
        if answer.alert
    ]
    if alerts and not entry.content.alert:
        hint = "ajoutez « alert: » à la fin du fichier : un titre, les gestes (« steps: »), une page"
        yield Problem(entry.document.place(*alerts[0]), "réponse qui alerte, sans rien à montrer", hint)
    if entry.content.alert and not alerts:
        hint = "écrivez « alert: oui » sous la réponse qui la donne, ou retirez ce bloc"
        yield Problem(entry.document.key_place("alert"), "alerte qu'aucune réponse ne donne", hint)
