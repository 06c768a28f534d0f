"""The kinds of content, registered here and nowhere else.

A new kind is a model in ``model/``, a renderer in ``render/``, its templates in ``templates/``, its labels in
``labels/fr/``, a scaffold in ``scaffold/``, and an entry in ``KINDS``.
"""

from typing import Any

from .kind import Kind, file_target
from .library import SOURCE
from .model.case import Case
from .model.checklist import Checklist
from .model.diagnostic import Diagnostic
from .model.framework import Frameworks
from .model.glossary import Glossary
from .model.hand_page import HandPage
from .model.mission import Mission
from .model.opening import Opening
from .model.page import Page
from .model.playbook import Playbook
from .model.situation import Situations
from .model.sources import Sources
from .model.synonym import Synonyms
from .model.template import Template
from .model.tension import Tensions
from .render.case import case_page, case_problems
from .render.checklist import checklist_outputs
from .render.diagnostic import diagnostic_hints, diagnostic_page, diagnostic_problems
from .render.mission import mission_page, mission_problems
from .render.page import hand_page, prose_page
from .render.playbook import playbook_hints, playbook_page, playbook_target
from .render.search import synonym_problems, synonyms_page
from .render.shared import (
    framework_targets,
    frameworks_page,
    glossary_hints,
    glossary_page,
    glossary_targets,
    situation_hints,
    situations_page,
    source_targets,
    sources_page,
    tension_hints,
    tension_targets,
    tensions_page,
)
from .render.template import template_outputs, template_problems

KINDS: tuple[Kind[Any], ...] = (
    Kind(
        name="situation",
        model=Situations,
        file="playbooks/situations.yml",
        page="situations.md",
        render=situations_page,
        hints=situation_hints,
        search_boost=0.5,
    ),
    Kind(
        name="mission",
        model=Mission,
        file="playbooks/mission.yml",
        page="ma-mission.md",
        render=mission_page,
        check=mission_problems,
        search_boost=0.5,
    ),
    Kind(
        name="playbook",
        model=Playbook,
        file="playbooks/{playbook}/playbook.yml",
        page="{playbook}/index.md",
        render=playbook_page,
        targets=playbook_target,
        hints=playbook_hints,
    ),
    Kind(
        name="opening",
        model=Opening,
        file="playbooks/{playbook}/index.md",
        page="{playbook}/index.md",
        render=lambda entry, library: (),  # the playbook's page shows it
    ),
    Kind(
        name="page",
        model=Page,
        file="playbooks/{playbook}/{id}.md",
        page="{playbook}/{id}.md",
        render=prose_page,
    ),
    Kind(
        name="checklist",
        model=Checklist,
        file="playbooks/{playbook}/checklists/{id}.yml",
        page="{playbook}/checklists/{id}.md",
        render=checklist_outputs,
        targets=file_target,
        index="checklists.md",
    ),
    Kind(
        name="diagnostic",
        model=Diagnostic,
        file="playbooks/{playbook}/diagnostics/{id}.yml",
        page="{playbook}/diagnostics/{id}.md",
        render=diagnostic_page,
        targets=file_target,
        check=diagnostic_problems,
        hints=diagnostic_hints,
        index="diagnostics.md",
    ),
    Kind(
        name="template",
        model=Template,
        file="playbooks/{playbook}/templates/{id}.yml",
        page="{playbook}/modeles/{id}.md",
        render=template_outputs,
        targets=file_target,
        check=template_problems,
        index="modeles.md",
    ),
    Kind(
        name="case",
        model=Case,
        file="playbooks/{playbook}/cases/{id}.md",
        page="{playbook}/cas/{id}.md",
        render=case_page,
        targets=file_target,
        check=case_problems,
        index="cas.md",
    ),
    Kind(
        name="tension",
        model=Tensions,
        file="playbooks/tensions.yml",
        page="tensions.md",
        render=tensions_page,
        targets=tension_targets,
        hints=tension_hints,
    ),
    Kind(
        name="glossary",
        model=Glossary,
        file="playbooks/glossary.yml",
        page="glossaire.md",
        render=glossary_page,
        targets=glossary_targets,
        hints=glossary_hints,
    ),
    Kind(
        name="source",
        model=Sources,
        file="playbooks/sources.yml",
        page="sources.md",
        render=sources_page,
        targets=source_targets,
        search_boost=0.3,
    ),
    Kind(
        name="framework",
        model=Frameworks,
        file="playbooks/frameworks.yml",
        page="cadres.md",
        render=frameworks_page,
        targets=framework_targets,
        search_boost=0.5,
        prefix=SOURCE,
    ),
    Kind(
        name="synonym",
        model=Synonyms,
        file="playbooks/synonyms.yml",
        page="recherche.md",
        render=synonyms_page,
        check=synonym_problems,
        search_boost=0,
    ),
    Kind(
        name="hand-page",
        model=HandPage,
        file="docs/{id}.md",
        page="{id}.md",
        render=hand_page,
        search_boost=0.7,
    ),
)
