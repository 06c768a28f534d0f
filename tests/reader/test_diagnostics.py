"""A diagnostic, as its reader meets it: on paper and without script, then counted, kept, compared and shared."""

import base64
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from browser import watched
from conftest import ROOT
from playbook_kit.build.plan import plan_site
from playbook_kit.model.diagnostic import Diagnostic

KEY = "playbooks:/:diagnostic:arret"
"""Where the browser keeps what is answered."""

STUCK = {"derniere-decision": "ancienne", "reponses": "renvoie", "livrable": "non", "perimetre": "non", "vous": "oui"}
"""Answers to the small project's diagnostic, and what they weigh, counted by hand: A 3 + 2 of 6, B 1 of 3, C 3 of 5."""
COUNTED = [
    "A. Personne ne tranche | signes nets | 5 sur 6 (83 %)",
    "B. Le sujet n’intéresse plus | possible | 1 sur 3 (33 %)",
    "C. La demande est floue | signes nets | 3 sur 5 (60 %)",
]

Opened = Callable[..., AbstractContextManager[Page]]


@pytest.fixture
def small_diagnostic(small: str) -> str:
    """The address of the small project's diagnostic."""
    return f"{small}/relance/diagnostics/arret/"


@pytest.fixture
def opened(browser: Browser, small_diagnostic: str) -> Opened:
    """Opens the small project's diagnostic in a browser of its own; *before* runs ahead of the page's scripts."""

    @contextmanager
    def page(fragment: str = "", before: str = "", **options: object) -> Iterator[Page]:
        with watched(browser, **options) as watch:
            if before:
                watch.page.add_init_script(before)
            watch.page.goto(small_diagnostic + fragment)
            yield watch.page
            assert [error for error in watch.errors if error != "SecurityError"] == []  # that one is the theme's own
            assert watch.abroad == []

    return page


def answer(page: Page, answers: dict[str, str]) -> None:
    """Answer on the page with all questions."""
    if (all_questions := page.get_by_role("button", name="Toutes les questions")).is_visible():
        all_questions.click()
    for question, value in answers.items():
        page.locator(f"#{question} input[value='{value}']").check()


def table(page: Page, part: str = ".pk-scale") -> list[str]:
    """The rows of a table, their cells between bars, in plain spaces."""
    rows = page.locator(f"{part} tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim()).join(' | '))"
    )
    return [plain(row) for row in rows]


def plain(text: str) -> str:
    return re.sub(r"\s", " ", text)


def kept(page: Page) -> dict[str, object]:
    """What the browser keeps."""
    return json.loads(page.evaluate("key => localStorage.getItem(key)", KEY) or "{}")


def fragment(value: object) -> str:
    """A link's fragment that holds *value*."""
    return "#reponses=" + base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


# -- without script ----------------------------------------------------------------------------------------------


def test_without_script_the_page_is_a_grid_to_fill_and_count(opened: Opened) -> None:
    with opened(java_script_enabled=False) as page:
        assert page.locator(".pk-play").count() == 0 and page.get_by_role("button", name="Suivant").count() == 0
        page.get_by_label("Il y a plus d’un mois").check()
        page.locator("#livrable").get_by_label("Je ne sais pas").check()
        expect(page.locator(".pk-answer input:checked")).to_have_count(2)
        expect(page.locator("#derniere-decision .pk-points")).to_have_text("A 3 · B 1")
        assert table(page, ".pk-hand")[0] == "A. Personne ne tranche | 1, 2, 4 | 6 | 4 | 2 | ……"
        page.get_by_role("link", name="voir l’alerte").click()
        expect(page.get_by_role("heading", name="Alerte")).to_be_in_viewport()


def test_without_script_the_page_says_all_that_was_typed(opened: Opened) -> None:
    entry = next(iter(plan_site(ROOT / "tests/base").library.of_kind("diagnostic")))
    typed = entry.content.model_dump()
    with opened(java_script_enabled=False) as page:
        shown = plain(page.locator("article").inner_text()).replace("’", "'")
    for text in texts_of(typed):
        assert re.sub(r"\[\[.*?\]\].*", "", text) in shown, text


def texts_of(value: object) -> Iterator[str]:
    """The sentences of a model, all that is no id."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("id", "family", "sources", "page", "checklist", "template", "points", "results"):
                yield from texts_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_of(inner)
    elif isinstance(value, str):
        yield value


def test_without_an_answer_paper_shows_the_grid(opened: Opened) -> None:
    with opened() as page:
        page.emulate_media(media="print")
        expect(page.locator(".pk-question:visible")).to_have_count(5)
        expect(page.locator("#reponses .pk-points").first).to_be_visible()
        expect(page.locator(".pk-hand table")).to_be_visible()
        expect(page.get_by_role("button", name="Suivant")).to_be_hidden()


# -- counting ------------------------------------------------------------------------------------------------------


def test_answers_weigh_what_a_hand_would_count(opened: Opened) -> None:
    with opened() as page:
        answer(page, STUCK)
        assert table(page) == COUNTED
        order = page.locator(".pk-retained .pk-cause h3").all_inner_texts()
        assert [title[0] for title in order] == ["A", "C", "B"]
        first = page.locator(".pk-retained .pk-cause").first
        assert first.locator(".pk-because li").all_inner_texts() == [
            "Quand une décision a-t-elle été prise ? Il y a plus d’un mois".replace(" ?", "\u202f?"),
            "Le client répond-il aux mails ? Il renvoie vers un autre".replace(" ?", "\u202f?"),
        ]
        expect(first).to_contain_text("Sans décision")
        expect(first).to_contain_text("Une décision écrite")
        expect(page.locator(".pk-result")).to_contain_text("Ni un test clinique ni une preuve")
        expect(page.locator(".pk-result")).to_contain_text("Plusieurs causes peuvent jouer")


def test_a_result_follows_each_change_of_an_answer(opened: Opened) -> None:
    with opened() as page:
        answer(page, STUCK)
        answer(page, {"derniere-decision": "recente", "livrable": "oui"})
        assert table(page) == [
            "A. Personne ne tranche | possible | 2 sur 6 (33 %)",
            "B. Le sujet n’intéresse plus | peu de signes | 0 sur 3 (0 %)",
            "C. La demande est floue | peu de signes | 0 sur 5 (0 %)",
        ]
        folded = page.locator(".pk-few", has_text="Peu de signes (2)")
        expect(folded.locator(".pk-cause").first).to_be_hidden()
        folded.locator("summary").click()
        expect(folded.locator(".pk-cause").first).to_be_visible()
        answer(page, {"reponses": "oui"})
        expect(page.locator(".pk-nothing")).to_contain_text("mot à mot")


def test_what_one_does_not_know_counts_neither_for_nor_against(opened: Opened) -> None:
    with opened() as page:
        answer(page, {"derniere-decision": "ancienne", "reponses": "?", "livrable": "?", "perimetre": "oui"})
        assert table(page) == [  # A could have 4 of its 6; B 1 of its 3, C 2 of its 5: less than half
            "A. Personne ne tranche | signes nets | 4 sur 4 (100 %)",
            "B. Le sujet n’intéresse plus | pas assez de réponses | non compté",
            "C. La demande est floue | pas assez de réponses | non compté",
        ]
        expect(page.locator(".pk-result")).to_contain_text("1 question sans réponse")
        page.get_by_text("Vos « je ne sais pas »".replace("« ", "«\u202f").replace(" »", "\u202f»")).click()
        expect(page.locator(".pk-few[open] li")).to_have_text(
            ["Le client répond-il aux mails\u202f?", "Deux personnes décriraient-elles le même livrable\u202f?"]
        )
        answer(page, {"derniere-decision": "?", "perimetre": "?"})
        expect(page.locator(".pk-result")).to_contain_text("Pas assez de réponses, pour l’instant")
        expect(page.locator(".pk-retained .pk-cause")).to_have_count(0)


def test_an_alert_comes_before_any_score(opened: Opened) -> None:
    with opened() as page:
        answer(page, STUCK | {"vous": "non"})
        expect(page.get_by_role("alert")).to_contain_text("lisez l’alerte")
        assert kept(page)["draft"] == {question: given for question, given in STUCK.items() if question != "vous"}
        page.get_by_role("link", name="lisez l’alerte").click()
        expect(page.locator(".pk-alert h2")).to_be_focused()
        expect(page.locator(".pk-alert")).to_contain_text("Appelez votre médecin")
        for score in (".pk-scale", ".pk-level", ".pk-retained", ".pk-cause", ".pk-hand"):
            expect(page.locator(f"{score}:visible")).to_have_count(0)
        expect(page.get_by_role("button", name="Garder ce résultat")).to_be_hidden()
        page.emulate_media(media="print")
        expect(page.locator(".pk-alert")).to_be_visible()
        expect(page.locator(".pk-scale")).to_be_hidden()
        page.emulate_media(media="screen")
        answer(page, {"vous": "oui"})
        expect(page.locator(".pk-alert")).to_be_hidden()
        assert table(page) == COUNTED


def test_every_diagnostic_of_the_site_counts_as_its_file_says(browser: Browser, address: str) -> None:
    """The page's script against the typed points, for answers picked at the beginning, at the end and across."""
    entries = plan_site(ROOT).library.of_kind("diagnostic")
    picks: list[Callable[[int, int], int]] = [lambda at, size: at % size, lambda at, size: size - 1, lambda at, size: 0]
    with watched(browser, viewport={"width": 320, "height": 640}) as watch:
        for entry in entries:
            diagnostic = entry.content
            assert isinstance(diagnostic, Diagnostic)
            for pick in picks:
                harmless = [[one for one in question.answers if not one.alert] for question in diagnostic.questions]
                chosen = [answers[pick(at, len(answers))] for at, answers in enumerate(harmless)]
                given = {q.id: one.id for q, one in zip(diagnostic.questions, chosen, strict=True)}
                watch.page.goto(f"{address}/{entry.uri.removesuffix('.md')}/{fragment(given)}")
                expect(watch.page.locator(".pk-answer input:checked")).to_have_count(len(given))
                shown = {row[0]: row for row in table(watch.page)}
                for letter, cause in zip("ABCDEFGHIJKLMNOPQRSTUVWX", diagnostic.causes, strict=False):
                    points = sum(one.points.get(cause.id, 0) for one in chosen)
                    most = sum(question.most(cause.id) for question in diagnostic.questions)
                    level = "signes nets" if points >= 0.6 * most else "possible" if points >= 0.3 * most else "peu de"
                    assert f"| {level}" in shown[letter] and f"| {points} sur {most} (" in shown[letter]
                assert not watch.page.evaluate("document.documentElement.scrollWidth > innerWidth"), entry.uri
        assert watch.errors == []


# -- the picture ---------------------------------------------------------------------------------------------------


def test_the_picture_says_in_words_what_the_table_says(opened: Opened) -> None:
    with opened() as page:
        answer(page, STUCK)
        picture = page.get_by_role("img", name="Ce que pèsent vos réponses")
        expect(picture).to_be_visible()
        described = plain(page.locator(f"#{picture.get_attribute('aria-describedby')}").text_content() or "")
        assert described == " ".join(f"{row.replace(' | ', ', ')}." for row in table(page))
        bars = picture.locator("rect").evaluate_all(
            "bars => bars.map((bar) => [Math.round(bar.getBBox().width), getComputedStyle(bar).fill])"
        )
        tracks, filled = bars[::2], bars[1::2]
        assert [round(bar[0] / track[0], 2) for bar, track in zip(filled, tracks, strict=True)] == [0.83, 0.33, 0.6]
        assert all(bar[1] != "none" and bar[1] != track[1] for bar, track in zip(filled, tracks, strict=True))
        drawn = plain(" ".join(picture.locator("text").all_text_contents()))
        assert "Du côté de la mission C. La demande est floue signes nets · 3 sur 5 (60 %)" in drawn


@pytest.mark.parametrize("width", [320, 1280])
def test_no_label_of_the_picture_is_cut(opened: Opened, width: int) -> None:
    with opened(viewport={"width": width, "height": 640}) as page:
        answer(page, STUCK)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        outside = page.evaluate(
            """() => {
                const frame = document.querySelector('.pk-chart').getBoundingClientRect();
                return [...document.querySelectorAll('.pk-chart text')].filter((text) => {
                  const box = text.getBoundingClientRect();
                  return box.right > frame.right + 1 || box.bottom > frame.bottom + 1 || box.height < 12;
                }).map((text) => text.textContent);
            }"""
        )
        assert outside == []


def test_printed_a_result_is_a_result(opened: Opened) -> None:
    with opened() as page:
        answer(page, STUCK | {"livrable": "oui"})
        page.emulate_media(media="print")
        for shown in (".pk-chart", ".pk-scale table", ".pk-retained .pk-cause", ".pk-yours li", ".pk-printed"):
            expect(page.locator(shown).first).to_be_visible()
        hidden = (
            ".pk-question",
            ".pk-progress",
            ".pk-actions",
            ".pk-hand",
            ".pk-few .pk-cause",
            ".pk-kept",
            ".pk-privacy",
        )
        for part in hidden:
            expect(page.locator(f"{part}:visible")).to_have_count(0)
        expect(page.locator(".pk-yours")).to_contain_text("Dormez-vous")


# -- one question at a time ------------------------------------------------------------------------------------------


def test_a_keyboard_alone_goes_from_the_first_question_to_the_result(opened: Opened) -> None:
    with opened() as page:
        expect(page.locator(".pk-question:visible")).to_have_count(1)
        page.locator("#derniere-decision input").first.focus()
        for index, question in enumerate(STUCK):
            if index:
                expect(page.locator(f"#{question} legend")).to_be_focused()
                while not page.evaluate("document.activeElement.type === 'radio'"):
                    page.keyboard.press("Tab")
            page.keyboard.press("Space")
            if STUCK[question] not in ("oui", "recente"):
                values = page.locator(f"#{question} input").evaluate_all("inputs => inputs.map((input) => input.value)")
                for _ in range(values.index(STUCK[question])):
                    page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Causes probables")).to_be_focused()
        assert table(page) == COUNTED
        page.get_by_role("button", name="Revoir les questions").press("Enter")
        expect(page.locator("#derniere-decision legend")).to_be_focused()
        expect(page.locator(".pk-place")).to_contain_text("Question 1 sur 5 · 5 réponses sur 5")


def test_the_way_to_answer_is_remembered(opened: Opened) -> None:
    with opened() as page:
        page.get_by_role("button", name="Toutes les questions").click()
        page.reload()
        expect(page.locator(".pk-question:visible")).to_have_count(5)
        page.get_by_role("button", name="Une question à la fois").click()
        page.reload()
        expect(page.locator(".pk-question:visible")).to_have_count(1)


def test_an_address_leads_to_its_cause_and_its_question(opened: Opened) -> None:
    with opened("#demande-floue") as page:
        expect(page.get_by_role("heading", name="C. La demande est floue")).to_be_in_viewport()
    with opened("#livrable") as page:
        expect(page.locator("#livrable")).to_be_visible()
    with opened("#pk-alert") as page:
        expect(page.locator(".pk-alert")).to_contain_text("Si une réponse renvoie ici")
        expect(page.get_by_role("heading", name="Alerte")).to_be_in_viewport()
        expect(page.locator(".pk-question:visible")).to_have_count(1)


def test_a_result_leads_back_to_the_questions_and_stands_for_what_it_replaced(opened: Opened) -> None:
    with opened() as page:
        for _ in range(2):  # the second time the address does not change
            page.get_by_role("link", name="Commencer", exact=True).click()
            expect(page.locator("#derniere-decision")).to_be_visible()
            for question, value in STUCK.items():
                page.locator(f"#{question} input[value='{value}']").check()
                page.get_by_role("button", name=re.compile("^(Suivant|Voir le résultat)$")).click()
            expect(page.get_by_role("heading", name="Causes probables")).to_be_focused()
        menu = page.locator(".md-sidebar--secondary")
        for name in ("Les causes", "Si rien ne ressort"):
            page.evaluate("scrollTo(0, 0)")
            menu.get_by_role("link", name=name).click()
            expect(page.get_by_role("heading", name="Causes probables")).to_be_in_viewport()
        expect(menu.get_by_role("link", name="Personne ne tranche")).to_be_hidden()
        menu.get_by_role("link", name="Les questions").click()
        expect(page.locator("#derniere-decision")).to_be_visible()


# -- kept in the browser -----------------------------------------------------------------------------------------------


def test_a_draft_survives_a_reload_and_can_be_erased(opened: Opened) -> None:
    with opened() as page:
        answer(page, {"derniere-decision": "ancienne", "reponses": "?"})
        page.reload()
        expect(page.locator(".pk-answer input:checked")).to_have_count(2)
        expect(page.locator(".pk-place")).to_contain_text("2 réponses sur 5")
        expect(page.locator(".pk-privacy").last).to_contain_text("Gardé dans ce navigateur")
        page.get_by_role("button", name="Effacer mes réponses").click()
        page.locator(".pk-dialog").get_by_role("button", name="Annuler").click()
        expect(page.locator(".pk-answer input:checked")).to_have_count(2)
        page.get_by_role("button", name="Effacer mes réponses").click()
        page.locator(".pk-dialog").get_by_role("button", name="Effacer").click()
        expect(page.locator(".pk-answer input:checked")).to_have_count(0)
        assert kept(page) == {}


def test_answers_to_questions_that_are_gone_are_ignored(opened: Opened) -> None:
    draft = {"partie": "oui", "livrable": "partie", "__proto__": "x", "reponses": "non"}
    value = json.dumps(json.dumps({"draft": draft, "kept": []}))
    with opened(before=f"localStorage.setItem('{KEY}', {value})") as page:
        expect(page.locator(".pk-place")).to_contain_text("1 réponse sur 5")
        expect(page.locator(".pk-answer input:checked")).to_have_count(1)


def test_a_result_is_kept_then_compared_then_erased(opened: Opened) -> None:
    mission = {"current": "m1", "list": [{"id": "m1", "name": "Mission Alizé"}]}
    with opened(before=f"localStorage.setItem('playbooks:/:missions', '{json.dumps(mission)}')") as page:
        answer(page, STUCK)
        page.get_by_role("button", name="Garder ce résultat").click()
        expect(page.get_by_role("status").filter(has_text="Résultat gardé")).to_be_visible()
        expect(page.locator(".pk-kept li")).to_contain_text("Mission Alizé")
        (one,) = kept(page)["kept"]  # type: ignore[misc]
        assert (one["mission"], one["answers"]) == ("m1", STUCK)
        answer(page, {"livrable": "oui", "reponses": "?"})
        page.reload()
        page.get_by_role("button", name="Comparer avec").click()
        assert table(page, ".pk-comparison") == [
            "A. Personne ne tranche | signes nets · 5 sur 6 (83 %) | signes nets · 3 sur 4 (75 %) | moins net",
            "B. Le sujet n’intéresse plus | possible · 1 sur 3 (33 %) | pas assez de réponses · non compté"
            " | on ne peut pas dire",
            "C. La demande est floue | signes nets · 3 sur 5 (60 %) | peu de signes · 0 sur 5 (0 %) | moins net",
        ]
        changed = page.locator(".pk-comparison li")
        expect(changed).to_have_count(2)
        expect(changed.last).to_contain_text("Avant : Non. Maintenant : Oui.".replace(" :", "\u00a0:"))
        answer(page, {"livrable": "non", "reponses": "renvoie"})
        expect(page.locator(".pk-comparison")).to_contain_text("Aucune réponse n’a changé")
        page.get_by_role("button", name="Effacer mes réponses").click()
        page.locator(".pk-dialog").get_by_role("button", name="Effacer").click()
        page.get_by_role("button", name="Comparer avec").click()
        assert table(page, ".pk-comparison")[0] == "A. Personne ne tranche | signes nets · 5 sur 6 (83 %)"
        page.get_by_role("button", name="Effacer le résultat").click()
        page.locator(".pk-dialog").get_by_role("button", name="Effacer").click()
        expect(page.locator(".pk-kept")).to_be_hidden()
        assert kept(page) == {}


def test_two_tabs_answer_the_same_diagnostic(opened: Opened, small_diagnostic: str) -> None:
    with opened() as page:
        other = page.context.new_page()
        other.goto(small_diagnostic)
        answer(page, {"reponses": "non"})
        expect(other.locator("#reponses input[value='non']")).to_be_checked()
        answer(other, {"livrable": "non"})
        expect(page.locator("#livrable input[value='non']")).to_be_checked()
        assert kept(page)["draft"] == {"reponses": "non", "livrable": "non"}


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }", "est plein"),
        (
            "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError') }})",
            "ne garde rien",
        ),
        (f"localStorage.setItem('{KEY}', '{{broken')", "n’était plus lisible"),
        (f'localStorage.setItem("{KEY}", \'{{"draft": {{}}, "kept": [{{"at": "hier"}}]}}\')', "n’était plus lisible"),
    ],
)
def test_a_storage_that_fails_is_said_and_leaves_a_result(opened: Opened, fault: str, said: str) -> None:
    with opened(before=fault) as page:
        answer(page, STUCK)
        expect(page.locator(".pk-fault")).to_contain_text(said)
        expect(page.get_by_text("Gardé dans ce navigateur")).to_be_visible(visible=said != "ne garde rien")
        assert table(page) == COUNTED


# -- shared by a link --------------------------------------------------------------------------------------------------


def test_a_link_shows_answers_without_touching_those_of_the_reader(opened: Opened, small_diagnostic: str) -> None:
    with opened() as page:
        answer(page, STUCK)
        page.evaluate("navigator.clipboard.writeText = (text) => { self.copied = text; return Promise.resolve() }")
        page.get_by_role("button", name="Copier un lien").click()
        expect(page.get_by_role("status").filter(has_text="Lien copié")).to_be_visible()
        link = page.evaluate("self.copied")
        assert link.startswith(f"{small_diagnostic}#reponses=")
    with opened() as page:
        answer(page, {"livrable": "oui"})
        page.goto("about:blank")
        page.goto(link)
        expect(page.get_by_text("Vous regardez des réponses reçues par un lien")).to_be_visible()
        assert table(page) == COUNTED
        answer(page, {"reponses": "oui"})
        assert kept(page)["draft"] == {"livrable": "oui"}
        page.get_by_role("button", name="Revenir aux miennes").click()
        expect(page.locator(".pk-answer input:checked")).to_have_count(1)
        assert page.url == small_diagnostic
        page.goto(link)
        page.get_by_role("button", name="Les reprendre").click()
        page.locator(".pk-dialog").get_by_role("button", name="Remplacer").click()
        expect(page.locator(".pk-preview")).to_be_hidden()
        assert kept(page)["draft"] == STUCK


@pytest.mark.parametrize(
    "hostile",
    [
        "#reponses=",
        "#reponses=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "#reponses=e30",
        fragment({"__proto__": "non", "constructor": "oui", "livrable": ["non"]}),
        fragment({"livrable": "<img src=x onerror=alert(1)>", "autre": "non"}),
        fragment([{"livrable": "non"}]),
    ],
)
def test_a_link_that_holds_no_answers_is_ignored_and_said(opened: Opened, hostile: str) -> None:
    with opened(hostile) as page:
        expect(page.get_by_role("status").filter(has_text="il est ignoré")).to_be_visible()
        expect(page.locator(".pk-preview")).to_be_hidden()
        expect(page.locator(".pk-answer input:checked")).to_have_count(0)
        assert "#" not in page.url and kept(page) == {}
