"""A diagnostic: questions whose answers weigh for several causes at once, and what to do about each."""

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from .base import ChecklistId, Content, Flag, LinkedText, PageLink, Slug, SourceId, TemplateId, Text, Whole

LIKELY, POSSIBLE = 60, 30
"""Percentages of a cause's points, of those that the answered questions could give: « net », « possible »."""

MAX_POINTS = 3
"""What one answer may weigh for one cause: 1 a hint, 2 a sign, 3 nearly enough by itself."""


def _weights(typed: object) -> object:
    if isinstance(typed, dict):
        return typed
    message = "« points » ne dit pas pour quelle cause" if typed else "« points » sans cause ni nombre"
    hint = "écrivez « points: {ma-cause: 2} » ; une réponse qui n'en donne pas se passe de cette ligne"
    raise PydanticCustomError("advice", "points", {"message": message, "hint": hint})


Points = Annotated[dict[str, Annotated[Whole, Field(ge=1, le=MAX_POINTS)]], BeforeValidator(_weights)]


class Answer(Content):
    """Une réponse possible. « Je ne sais pas » est ajouté d'office."""

    anchored: ClassVar[bool] = False  # « oui » may answer several questions

    id: Slug
    """Identifiant stable : les réponses gardées et les liens partagés le retiennent."""
    text: Annotated[Text, Field(max_length=160)]
    """La réponse, dans les mots du lecteur : un fait qu'il peut constater."""
    points: Points = Field(default_factory=dict)
    """Ce que cette réponse pèse pour chaque cause : { cause: 1 à 3 }. Rien : elle parle contre."""
    alert: Flag = False
    """« oui » : une personne peut être en danger ; le résultat mène à l'aide et ne montre aucun score."""


class Question(Content):
    """Une question."""

    id: Slug
    """Identifiant stable."""
    text: Annotated[Text, Field(max_length=180)]
    """La question."""
    help: Annotated[Text, Field(max_length=240)] | None = None
    """Comment répondre, où regarder."""
    answers: Annotated[tuple[Answer, ...], Field(min_length=2, max_length=6)]
    """Deux à six réponses."""
    sources: tuple[SourceId, ...] = ()
    """D'où vient la question."""

    def most(self, cause: str) -> int:
        """The most points that an answer can give to a *cause*."""
        return max(answer.points.get(cause, 0) for answer in self.answers)


class Cause(Content):
    """Une cause : ce qui explique, ce qui la contredirait, quoi faire."""

    id: Slug
    """Identifiant stable."""
    title: Annotated[Text, Field(max_length=90)]
    """La cause, en quelques mots."""
    family: Slug | None = None
    """La famille à laquelle elle appartient."""
    why: Annotated[LinkedText, Field(max_length=400)]
    """Comment elle produit ce que le lecteur constate."""
    disproof: Annotated[LinkedText, Field(max_length=300)]
    """Le fait à chercher, qui montrerait que ce n'est pas elle."""
    now: Annotated[LinkedText, Field(max_length=300)]
    """La première chose à faire."""
    say: Annotated[Text, Field(max_length=240)] | None = None
    """Une phrase à dire, sans guillemets."""
    page: PageLink
    """La page et la section qui aident : « ma-fiche/ma-page#ma-section »."""
    checklist: ChecklistId | None = None
    """La checklist qui aide."""
    template: TemplateId | None = None
    """Le document qui aide."""
    sources: tuple[SourceId, ...] = ()
    """D'où vient cette cause."""


class Family(Content):
    """Une famille de causes."""

    id: Slug
    """Identifiant stable."""
    title: Annotated[Text, Field(max_length=60)]
    """Son nom."""


class Alert(Content):
    """Ce qui s'affiche, à la place du résultat, quand une personne peut être en danger."""

    title: Annotated[Text, Field(max_length=120)]
    """La phrase qui arrête."""
    steps: Annotated[tuple[LinkedText, ...], Field(min_length=1, max_length=6)]
    """Quoi faire, vers qui se tourner."""
    page: PageLink
    """La page qui aide."""


class Diagnostic(Content):
    """Un diagnostic."""

    title: Annotated[Text, Field(max_length=80)]
    """Titre : la question que se pose le lecteur."""
    purpose: Annotated[LinkedText, Field(max_length=300)]
    """À quoi il sert."""
    when: Text
    """Le moment où on le fait."""
    who: Text
    """Qui répond, et de qui il parle."""
    minutes: Annotated[Whole, Field(ge=1, le=30)]
    """Le temps qu'il prend."""
    limits: Annotated[LinkedText, Field(max_length=500)]
    """Ce qu'il n'est pas : ni un test clinique ni une preuve ; quand ne pas s'en servir."""
    results: Annotated[Text, Field(max_length=80)]
    """Le titre du résultat : « Causes probables, de la plus nette à la moins nette »."""
    nothing: Annotated[LinkedText, Field(max_length=400)]
    """Ce que l'on dit quand aucune cause ne ressort."""
    families: tuple[Family, ...] = ()
    """Les familles de causes, dans l'ordre."""
    causes: Annotated[tuple[Cause, ...], Field(min_length=2, max_length=24)]
    """Les causes."""
    questions: Annotated[tuple[Question, ...], Field(min_length=4, max_length=30)]
    """Les questions, de la plus facile à la plus délicate."""
    alert: Alert | None = None
    """L'alerte, si une réponse peut en donner une."""
    sources: tuple[SourceId, ...] = ()
    """Ce sur quoi tout le diagnostic repose."""
