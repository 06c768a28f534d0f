"""A playbook's opening prose (``index.md``) has no head of its own: ``playbook.yml`` says it all."""

from .base import Content


class Opening(Content):
    """La page d'ouverture d'une fiche : du texte seul."""
