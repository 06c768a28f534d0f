"""The kinds of content, registered here and nowhere else.

A new kind is a model in ``model/``, a renderer in ``render/``, its templates in ``templates/``, its labels in
``labels/fr/``, a scaffold in ``scaffold/``, and an entry in ``KINDS``.
"""

from typing import Any

from .kind import file_target
from .library.citation import SOURCE
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
from .render.glossary import glossary_hints, glossary_page, glossary_targets
from .render.mission import mission_page, mission_problems
from .render.output import PublishedKind
from .render.playbook import playbook_hints, playbook_page, playbook_target
from .render.prose import hand_page, prose_page
from .render.situation import situation_hints, situations_page
from .render.source import framework_hints, framework_targets, frameworks_page, source_targets, sources_page
from .render.synonym import synonym_hints, synonym_problems, synonyms_page
from .render.template import template_outputs, template_problems
from .render.tension import tension_hints, tension_targets, tensions_page

KINDS: tuple[PublishedKind[Any], ...] = (
    PublishedKind(
        name="situation",
        model=Situations,
        file="playbooks/situations.yml",
        page="situations.md",
        render=situations_page,
        hints=situation_hints,
        search_boost=0.5,
    ),
    PublishedKind(
        name="mission",
        model=Mission,
        file="playbooks/mission.yml",
        page="ma-mission.md",
        render=mission_page,
        check=mission_problems,
        search_boost=0.5,
    ),
    PublishedKind(
        name="playbook",
        model=Playbook,
        file="playbooks/{playbook}/playbook.yml",
        page="{playbook}/index.md",
        render=playbook_page,
        targets=playbook_target,
        hints=playbook_hints,
    ),
    PublishedKind(
        name="opening",
        model=Opening,
        file="playbooks/{playbook}/index.md",
        page="{playbook}/index.md",
        render=lambda entry, library: (),  # the playbook's page shows it
    ),
    PublishedKind(
        name="page",
        model=Page,
        file="playbooks/{playbook}/{id}.md",
        page="{playbook}/{id}.md",
        render=prose_page,
    ),
    PublishedKind(
        name="checklist",
        model=Checklist,
        file="playbooks/{playbook}/checklists/{id}.yml",
        page="{playbook}/checklists/{id}.md",
        render=checklist_outputs,
        targets=file_target,
        index="checklists.md",
    ),
    PublishedKind(
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
    PublishedKind(
        name="template",
        model=Template,
        file="playbooks/{playbook}/templates/{id}.yml",
        page="{playbook}/modeles/{id}.md",
        render=template_outputs,
        targets=file_target,
        check=template_problems,
        index="modeles.md",
    ),
    PublishedKind(
        name="case",
        model=Case,
        file="playbooks/{playbook}/cases/{id}.md",
        page="{playbook}/cas/{id}.md",
        render=case_page,
        targets=file_target,
        check=case_problems,
        index="cas.md",
    ),
    PublishedKind(
        name="tension",
        model=Tensions,
        file="playbooks/tensions.yml",
        page="tensions.md",
        render=tensions_page,
        targets=tension_targets,
        hints=tension_hints,
    ),
    PublishedKind(
        name="glossary",
        model=Glossary,
        file="playbooks/glossary.yml",
        page="glossaire.md",
        render=glossary_page,
        targets=glossary_targets,
        hints=glossary_hints,
    ),
    PublishedKind(
        name="source",
        model=Sources,
        file="playbooks/sources.yml",
        page="sources.md",
        render=sources_page,
        targets=source_targets,
        search_boost=0.3,
    ),
    PublishedKind(
        name="framework",
        model=Frameworks,
        file="playbooks/frameworks.yml",
        page="cadres.md",
        render=frameworks_page,
        targets=framework_targets,
        hints=framework_hints,
        search_boost=0.5,
        prefix=SOURCE,
    ),
    PublishedKind(
        name="synonym",
        model=Synonyms,
        file="playbooks/synonyms.yml",
        page="recherche.md",
        render=synonyms_page,
        check=synonym_problems,
        hints=synonym_hints,
        search_boost=0,
    ),
    PublishedKind(
        name="hand-page",
        model=HandPage,
        file="docs/{id}.md",
        page="{id}.md",
        render=hand_page,
        search_boost=0.7,
    ),
)
