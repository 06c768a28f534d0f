"""What the practice's own diagnostics conclude: the causes that an expert expects in situations told beforehand."""

from collections import Counter

import pytest
import yaml

from conftest import ROOT
from playbook_kit.build.plan import plan_site
from playbook_kit.model.diagnostic import LIKELY, Diagnostic

SITUATIONS = yaml.load((ROOT / "tests/content/diagnostics/situations.yml").read_text("utf-8"), Loader=yaml.BaseLoader)


@pytest.fixture(scope="module")
def diagnostics() -> dict[str, Diagnostic]:
    return {entry.id: entry.content for entry in plan_site(ROOT).library.of_kind("diagnostic")}  # type: ignore[misc]


def shares(diagnostic: Diagnostic, answers: dict[str, str]) -> dict[str, tuple[int, int, int]]:
    """For each cause its points, the most that the answered questions could give, the most of all of them."""
    counted = {}
    for cause in diagnostic.causes:
        points = most = whole = 0
        for question in diagnostic.questions:
            whole += question.most(cause.id)
            if question.id in answers:
                most += question.most(cause.id)
                given = next(answer for answer in question.answers if answer.id == answers[question.id])
                points += given.points.get(cause.id, 0)
        counted[cause.id] = points, most, whole
    return counted


@pytest.mark.parametrize("told", SITUATIONS, ids=lambda told: f"{told['diagnostic']}: {told['what']}")
def test_a_situation_brings_out_its_causes(told: dict, diagnostics: dict[str, Diagnostic]) -> None:  # type: ignore[type-arg]
    diagnostic = diagnostics[told["diagnostic"]]
    answers = {question: answer for question, answer in told["answers"].items() if answer != "?"}
    chosen = [
        answer
        for question in diagnostic.questions
        for answer in question.answers
        if answers.get(question.id) == answer.id
    ]
    assert len(chosen) == len(answers), "an answer that the diagnostic does not have"
    assert any(answer.alert for answer in chosen) == ("alert" in told)
    if "alert" in told:
        return
    counted = shares(diagnostic, answers)
    unsure = {cause for cause, (_, most, whole) in counted.items() if most == 0 or most * 2 < whole}
    net = {
        cause for cause, (points, most, _) in counted.items() if cause not in unsure and points * 100 >= most * LIKELY
    }
    assert net == set(told["net"])
    if "unsure" in told:
        assert unsure == set(told["unsure"])


def test_there_are_five_diagnostics_and_situations_for_each(diagnostics: dict[str, Diagnostic]) -> None:
    told = Counter(one["diagnostic"] for one in SITUATIONS)
    assert len(diagnostics) >= 5
    assert all(told[id] >= 6 for id in diagnostics)


def test_each_cause_can_come_out_first(diagnostics: dict[str, Diagnostic]) -> None:
    """The answers that weigh most for a cause bring it out, and nothing above it: no cause is out of reach."""
    for id, diagnostic in diagnostics.items():
        for cause in diagnostic.causes:
            best = {
                question.id: max(question.answers, key=lambda answer: answer.points.get(cause.id, 0)).id
                for question in diagnostic.questions
                if question.most(cause.id)
            }
            points, most, _ = shares(diagnostic, best)[cause.id]
            assert points == most > 0, (id, cause.id)


def test_each_helps_where_a_person_may_be_in_danger(diagnostics: dict[str, Diagnostic]) -> None:
    for id, diagnostic in diagnostics.items():
        help_lines = " ".join(diagnostic.alert.steps) if diagnostic.alert else ""
        assert "15" in help_lines and "112" in help_lines, id
