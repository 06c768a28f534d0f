"""A checklist follows its reader: answers, named lists, what changed since, links, files, paper, and mishaps."""

import base64
import csv
import io
import json
import re
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Locator, Page, expect

from browser import served, watched
from conftest import Project
from playbook_kit.typography import french_date

LIST = "/relance/checklists/demarrage/"
LONG_LIST = "/relancer-mission/checklists/relance/"
KEPT = "playbooks:/:checklist:demarrage"
CRITICAL, SECOND, THIRD, FOURTH, FIFTH = (
    "nommer-le-blocage",
    "dater-l-arret",
    "choisir-qui-decide",
    "ecrire-la-demande",
    "proposer-une-date",
)
TODAY = date.today()
SOON = TODAY + timedelta(days=9)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"


# -- answers ----------------------------------------------------------------------------------------------------------


def test_answers_and_their_count_survive_a_reload(browser: Browser, small: str) -> None:
    with watched(browser) as watch:
        page = opened(watch.page, small + LIST)
        box(page, SECOND).check()
        does_not_apply(page, THIRD, "le client a déjà tranché")
        put_off(page, FOURTH, SOON)
        for _ in range(2):
            expect(box(page, SECOND)).to_be_checked()
            expect(box(page, THIRD)).not_to_be_checked()
            expect(point(page, THIRD)).to_contain_text("Sans objet : le client a déjà tranché")
            expect(point(page, FOURTH)).to_contain_text(f"Reporté au {french_date(SOON)}")
            expect(count(page)).to_have_text("1 / 5 faits · 1 sans objet · 1 à reprendre plus tard")
            page.reload()
        other(page, THIRD).click()
        point(page, THIRD).get_by_role("button", name="Remettre à faire").click()
        box(page, SECOND).uncheck()
        page.reload()
        expect(count(page)).to_have_text("0 / 5 faits · 1 à reprendre plus tard")
        assert watch.errors == []


def test_a_date_that_has_passed_says_so(browser: Browser, small: str) -> None:
    with watched(browser) as watch:
        keep(watch.page, kept(run(items={FOURTH: {"state": "later", "day": "2026-03-01"}})))
        page = opened(watch.page, small + LIST)
        expect(point(page, FOURTH)).to_contain_text("Reporté au 1er mars 2026 : cette date est passée")


def test_keys_alone_give_every_answer_and_states_are_said_in_words(browser: Browser, small: str) -> None:
    with watched(browser) as watch:
        page = opened(watch.page, small + LIST)
        keys = page.keyboard
        tab_to(page, box(page, SECOND))
        keys.press("Space")
        expect(box(page, SECOND)).to_be_checked()
        assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") != "0px"
        tab_to(page, other(page, THIRD))
        keys.press("Enter")
        expect(other(page, THIRD)).to_have_attribute("aria-expanded", "true")
        keys.press("Tab")
        keys.type("déjà tranché")
        keys.press("Enter")
        expect(other(page, THIRD)).to_be_focused()
        expect(box(page, THIRD)).to_have_accessible_description("Sans objet : déjà tranché")
        expect(page.locator(".pk-bar .pk-status")).to_have_text("Noté. Sans objet")
        keys.press("Enter")
        keys.press("Tab")
        keys.press("Escape")
        expect(other(page, THIRD)).to_be_focused()
        expect(page.get_by_label("À reprendre le")).to_have_count(0)
        page.get_by_role("button", name="Plus").focus()
        keys.press("Enter")
        expect(page.get_by_role("button", name="Renommer")).to_be_visible()
        keys.press("Escape")
        expect(page.get_by_role("button", name="Renommer")).to_be_hidden()
        expect(page.get_by_role("button", name="Plus")).to_be_focused()


def test_a_critical_point_holds_back_the_end(browser: Browser, small: str) -> None:
    with watched(browser) as watch:
        page = opened(watch.page, small + LIST)
        finish = page.get_by_role("button", name="Terminer")
        lacking = page.locator(".pk-notice", has_text="Pour terminer, il manque un point critique")
        finish.click()
        expect(lacking).to_be_focused()
        lacking.get_by_role("link", name="Nommer le blocage en une phrase").click()
        expect(box(page, CRITICAL)).to_be_focused()
        bar, row = page.locator(".pk-bar").bounding_box(), point(page, CRITICAL).bounding_box()
        assert bar and row and bar["y"] + bar["height"] <= row["y"] + 1, "the bar covers the point"

        put_off(page, CRITICAL, SOON)
        expect(lacking).to_contain_text("reporté ; un point critique ne se reporte pas")
        does_not_apply(page, CRITICAL, "   ")  # refused: the field stays open
        expect(point(page, CRITICAL)).to_contain_text("Reporté au")
        does_not_apply(page, CRITICAL, "pas de blocage ici")
        expect(lacking).to_be_hidden()
        finish.click()
        expect(page.locator(".pk-notice", has_text="Liste terminée le")).to_be_focused()

        keep(page, kept(run(items={CRITICAL: {"state": "na"}})))
        page.reload()
        finish.click()
        expect(lacking).to_contain_text("sans objet, mais sans raison")
        box(page, CRITICAL).check()
        finish.click()
        expect(page.locator(".pk-notice", has_text="Liste terminée le")).to_be_visible()


def test_a_finished_list_says_when_and_can_be_reopened(browser: Browser, small: str) -> None:
    with watched(browser) as watch:
        page = opened(watch.page, small + LIST)
        box(page, CRITICAL).check()
        page.get_by_role("button", name="Terminer").click()
        page.reload()
        expect(page.locator(".pk-checklist")).to_contain_text(
            f"Liste terminée le {french_date(TODAY)}. 4 points restent ouverts."
        )
        expect(box(page, SECOND)).to_be_disabled()
        expect(page.get_by_role("button", name="Terminer")).to_be_hidden()
        page.get_by_role("button", name="Rouvrir").click()
        box(page, SECOND).check()
        expect(count(page)).to_have_text("2 / 5 faits")
        expect(page.locator(".pk-checklist")).not_to_contain_text("Liste terminée")


# -- several lists ----------------------------------------------------------------------------------------------------


def test_lists_are_named_chosen_and_deleted(browser: Browser, small: str) -> None:
    with watched(browser) as watch:
        page = opened(watch.page, small + LIST)
        box(page, SECOND).check()
        menu(page, "Renommer")
        page.get_by_label("Son nom").fill("Lundi")
        page.get_by_role("dialog").get_by_role("button", name="Renommer").click()
        expect(page.locator(".pk-run")).to_have_text("Lundi")
        menu(page, "Nouvelle liste")
        expect(count(page)).to_have_text("0 / 5 faits")
        box(page, THIRD).check()
        page.reload()
        expect(page.locator(".pk-run")).to_have_text(f"Liste du {french_date(TODAY)}")

        menu(page)
        page.get_by_label("Liste affichée").select_option(label="Lundi")
        expect(box(page, SECOND)).to_be_checked()
        page.reload()
        expect(page.locator(".pk-run")).to_have_text("Lundi")  # the last one touched

        menu(page, "Supprimer")
        page.get_by_role("dialog").get_by_role("button", name="Annuler").click()
        expect(page.locator(".pk-run")).to_have_text("Lundi")
        menu(page, "Supprimer")
        page.get_by_role("dialog").get_by_role("button", name="Supprimer").click()
        expect(box(page, THIRD)).to_be_checked()
        assert [found["name"] for found in stored(page)["runs"]] == [f"Liste du {french_date(TODAY)}"]
        assert watch.errors == []


def test_a_mission_has_its_own_lists(browser: Browser, small: str) -> None:
    with watched(browser) as watch:
        page = opened(watch.page, small + LIST)
        box(page, SECOND).check()
        missions = {"current": "m1", "list": [{"id": "m1", "name": "Refonte de la paie"}]}
        page.evaluate("(value) => self.kit.store.write('missions', value)", missions)
        page.reload()
        expect(page.locator(".pk-run")).to_have_text("mission Refonte de la paie")
        expect(count(page)).to_have_text("0 / 5 faits")
        box(page, THIRD).check()
        assert {found["mission"] for found in stored(page)["runs"]} == {"", "m1"}
        expect(page.locator(".pk-run")).not_to_contain_text("(2)")  # the first of its mission
        menu(page)
        page.get_by_label("Liste affichée").select_option(index=1)  # that of no mission stays within reach
        expect(box(page, SECOND)).to_be_checked()
        page.evaluate("(value) => self.kit.store.write('missions', value)", missions | {"current": ""})
        page.reload()
        expect(box(page, SECOND)).to_be_checked()


def test_two_tabs_lose_nothing_of_each_other(browser: Browser, small: str) -> None:
    with watched(browser) as watch:
        watch.page.add_init_script(
            "self.addEventListener('storage', (event) => self.deaf && event.stopImmediatePropagation())"
        )
        page = opened(watch.page, small + LIST)
        tab = opened(watch.page.context.new_page(), small + LIST)
        box(page, SECOND).check()
        expect(box(tab, SECOND)).to_be_checked()
        box(tab, THIRD).check()
        page.evaluate("self.deaf = true")  # the first tab hears nothing more, and works on what it knows
        box(tab, FOURTH).check()
        expect(box(page, FOURTH)).not_to_be_checked()
        does_not_apply(page, FIFTH, "")
        page.reload()
        expect(count(page)).to_have_text("3 / 5 faits · 1 sans objet")
        assert len(stored(page)["runs"]) == 1


# -- what changed -----------------------------------------------------------------------------------------------------


def test_points_that_changed_are_told_and_keep_their_answers(browser: Browser, project: Project) -> None:
    checklist = "playbooks/relance/checklists/demarrage.yml"
    assert project.build().returncode == 0
    with served(project.root / "site") as url, watched(browser) as watch:
        page = opened(watch.page, url + LIST)
        told = page.locator(".pk-notice", has_text="depuis votre dernière visite")
        box(page, SECOND).check()
        page.reload()
        expect(told).to_be_hidden()

        project.edit(checklist, "Dater le dernier progrès", "Dater le dernier pas")
        added = "      - id: relire-le-mail\n        text: Relire le mail\n"
        project.edit(checklist, '      - id: proposer-une-date\n        text: "Proposer une date de réponse"\n', added)
        assert project.build().returncode == 0
        page.reload()
        expect(box(page, SECOND)).to_be_checked()
        expect(told).to_contain_text("3 points ont changé")
        expect(told.get_by_role("listitem")).to_have_text(
            ["Ajouté : Relire le mail", "Corrigé : Dater le dernier pas", "Un point a été retiré."]
        )
        told.get_by_role("link", name="Dater le dernier pas").click()
        expect(box(page, SECOND)).to_be_focused()
        told.get_by_role("button", name="J’ai vu").click()
        page.reload()
        expect(told).to_be_hidden()


def test_a_point_that_becomes_critical_has_changed(project: Project) -> None:
    def fingerprints() -> list[str]:
        return re.findall(r'data-fingerprint="(\w+)"', project.page("relance/checklists/demarrage.md"))

    before = fingerprints()
    project.edit(
        "playbooks/relance/checklists/demarrage.yml",
        'text: "Dater le dernier progrès"',
        'text: "Dater le dernier progrès"\n        critical: oui\n        why: "Sinon."\n        sources: [S1-01]',
    )
    assert [one == other for one, other in zip(before, fingerprints(), strict=True)] == [True, False, True, True, True]


# -- from hand to hand ------------------------------------------------------------------------------------------------


def test_a_link_shows_a_list_that_overwrites_nothing(browser: Browser, small: str) -> None:
    with watched(browser, permissions=["clipboard-read", "clipboard-write"]) as watch:
        page = opened(watch.page, small + LIST)
        box(page, CRITICAL).check()
        does_not_apply(page, THIRD, "déjà « tranché » <b>")
        menu(page, "Copier un lien")
        expect(page.locator(".pk-bar .pk-status")).to_contain_text("Lien copié")
        link = page.evaluate("navigator.clipboard.readText()")
        assert link.startswith(f"{small}{LIST}#liste=")

    with watched(browser) as watch:
        page = opened(watch.page, small + LIST)
        box(page, SECOND).check()
        before = stored(page)
        preview = page.locator(".pk-notice", has_text="Vous regardez une liste reçue")
        page.goto(link)
        expect(preview).to_be_visible()
        expect(box(page, CRITICAL)).to_be_checked()
        expect(box(page, CRITICAL)).to_be_disabled()
        expect(point(page, THIRD)).to_contain_text("Sans objet : déjà « tranché » <b>")
        preview.get_by_role("button", name="Ignorer").click()
        expect(box(page, SECOND)).to_be_checked()
        expect(box(page, CRITICAL)).not_to_be_checked()
        assert "#" not in page.url and stored(page) == before

        page.goto(link)
        preview.get_by_role("button", name="Reprendre comme une nouvelle liste").click()
        box(page, FIFTH).check()
        page.reload()
        expect(count(page)).to_have_text("2 / 5 faits · 1 sans objet")
        assert [sorted(found["items"]) for found in stored(page)["runs"]] == [
            [SECOND],
            sorted([CRITICAL, THIRD, FIFTH]),
        ]
        assert watch.errors == []


SHARED = {"list": "demarrage", "name": "Une liste", "ended": None, "items": {SECOND: {"state": "done"}}}


HOSTILE = (
    "",
    "%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    [],
    SHARED | {"list": "une-autre"},
    SHARED | {"name": 7},
    SHARED | {"name": "x" * 5000},
    SHARED | {"ended": "<img src=x onerror=alert(1)>"},
    SHARED | {"items": {"__proto__": {"state": "done"}}},
    SHARED | {"items": {SECOND: {"state": "maybe"}}},
    SHARED | {"items": {SECOND: {"state": "later"}}},
    SHARED | {"items": {SECOND: {"state": "na", "note": {"toString": "x"}}}},
)


def test_a_hostile_link_is_ignored_in_words(browser: Browser, small: str) -> None:
    with watched(browser) as watch:
        page = opened(watch.page, small + LIST)
        for hostile in HOSTILE:
            box(page, THIRD).set_checked(not box(page, THIRD).is_checked())  # which clears the line below
            before = stored(page)
            link = f"{small}{LIST}#liste={hostile if isinstance(hostile, str) else packed(hostile)}"
            if hostile == HOSTILE[-1]:
                page.goto("about:blank")  # the others come while the page is open
            page.goto(link)
            expect(page.locator(".pk-bar .pk-status")).to_contain_text("Ce lien ne se lit pas")
            expect(box(page, THIRD)).to_be_enabled()
            assert "#" not in page.url and stored(page) == before
        assert watch.errors == []


def test_words_of_a_received_list_are_never_more_than_words(browser: Browser, small: str) -> None:
    hostile = "<img src=x onerror=alert(1)>".ljust(120, "!")
    items = {SECOND: {"state": "na", "note": hostile}, "un-point-retire": {"state": "done"}}
    link = packed(SHARED | {"name": hostile, "items": items})
    with watched(browser) as watch:
        page = opened(watch.page, f"{small}{LIST}#liste={link}")
        expect(page.locator(".pk-notice", has_text="Vous regardez")).to_contain_text(hostile)
        page.get_by_role("button", name="Reprendre comme une nouvelle liste").click()
        expect(point(page, SECOND)).to_contain_text(hostile)
        expect(page.locator(".pk-checklist img")).to_have_count(0)
        page.goto(f"{small}{LIST}#liste={link}")
        page.get_by_role("button", name="Reprendre comme une nouvelle liste").click()
        page.reload()
        assert [list(found["items"]) for found in stored(page)["runs"]] == [[SECOND], [SECOND]]
        assert watch.errors == []


def test_a_file_passes_from_hand_to_hand(browser: Browser, small: str, tmp_path: Path) -> None:
    with watched(browser) as watch:
        page = opened(watch.page, small + LIST)
        box(page, SECOND).check()
        file = tmp_path / "liste.json"
        downloaded(page, "Enregistrer dans un fichier").save_as(file)
    with watched(browser) as watch:
        page = opened(watch.page, small + LIST)
        (tmp_path / "autre.json").write_text("[1, 2")
        receives(page, tmp_path / "autre.json")
        expect(page.locator(".pk-bar .pk-status")).to_contain_text("Ce fichier ne se lit pas")
        receives(page, file)
        expect(page.locator(".pk-notice", has_text="Vous regardez une liste reçue")).to_be_visible()
        page.get_by_role("button", name="Reprendre comme une nouvelle liste").click()
        page.reload()
        expect(box(page, SECOND)).to_be_checked()


def test_the_files_hold_the_answers_and_no_formula(browser: Browser, small: str) -> None:
    notes = {SECOND: "=1+1", THIRD: '+33 ; "x"', FOURTH: "@a *b* [c](d)"}
    items = {id: {"state": "na", "note": note} for id, note in notes.items()}
    items |= {CRITICAL: {"state": "done"}, FIFTH: {"state": "later", "day": "2027-02-01"}}
    with watched(browser) as watch:
        keep(watch.page, kept(run(name="-Lundi", items=items)))
        page = opened(watch.page, small + LIST)
        table = downloaded(page, "Tableau pour Excel")
        assert table.suggested_filename == "demarrage-lundi.csv"
        raw = table.path().read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf") and b'"\r\n"' in raw
        head, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";")
        assert head == ["Liste", "Mission", "Point d’arrêt", "Point", "Critique", "État", "Raison", "Reporté au"]
        assert {row[0] for row in rows} == {"'-Lundi"}
        assert [row[4:] for row in rows] == [
            ["oui", "Fait", "", ""],
            ["non", "Sans objet", "'=1+1", ""],
            ["non", "Sans objet", '\'+33 ; "x"', ""],
            ["non", "Sans objet", "'@a *b* [c](d)", ""],
            ["non", "Reporté", "", "01/02/2027"],
        ]
        text = downloaded(page, "Texte (Markdown)").path().read_text("utf-8")
        assert text.startswith("# Démarrer une relance — -Lundi\n")
        assert "- [x] Nommer le blocage en une phrase (point critique)\n" in text
        assert "— Sans objet : @a \\*b\\* \\[c\\](d)\n" in plain_spaces(text)
        assert "- [ ] Proposer une date de réponse — Reporté au 1er février 2027\n" in text


# -- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (FULL, "est plein"),
        (
            "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})",
            "ne garde rien pour ce site",
        ),
    ],
    ids=["full", "refused"],
)
def test_a_storage_that_fails_is_told_and_the_list_goes_on(browser: Browser, small: str, fault: str, said: str) -> None:
    with watched(browser) as watch:
        watch.page.add_init_script(fault)
        page = opened(watch.page, small + LIST)
        box(page, CRITICAL).check()
        does_not_apply(page, THIRD, "déjà tranché")
        expect(page.locator(".pk-checklist [role=status]", has_text=said)).to_be_visible()
        expect(count(page)).to_have_text("1 / 5 faits · 1 sans objet")
        menu(page, "Nouvelle liste")
        expect(count(page)).to_have_text("0 / 5 faits")
        menu(page)
        page.get_by_label("Liste affichée").select_option(index=1)
        page.get_by_role("button", name="Terminer").click()
        expect(page.locator(".pk-notice", has_text="Liste terminée")).to_be_visible()
        expect(page.get_by_text("Gardé dans ce navigateur")).to_be_visible(visible=said == "est plein")


def test_what_a_full_storage_refused_is_kept_once_there_is_room(browser: Browser, small: str) -> None:
    with watched(browser) as watch:
        page = opened(watch.page, small + LIST)
        page.evaluate("() => { self.real = Storage.prototype.setItem }")
        page.evaluate(f"() => {{ {FULL} }}")
        box(page, SECOND).check()
        page.evaluate("() => { Storage.prototype.setItem = self.real }")
        box(page, THIRD).check()
        expect(page.locator(".pk-checklist")).not_to_contain_text("est plein")
        page.reload()
        expect(count(page)).to_have_text("2 / 5 faits")


@pytest.mark.parametrize(
    "spoilt",
    [
        "{broken",
        '["dater-l-arret"]',
        '{"runs": [{"id": "a"}], "seen": {}}',
        '{"runs": [], "seen": {"<b>": "x"}}',
    ],
)
def test_a_spoilt_store_is_set_aside_and_told(browser: Browser, small: str, spoilt: str) -> None:
    with watched(browser) as watch:
        page = opened(watch.page, small + LIST)
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEPT, spoilt])
        page.reload()
        expect(page.locator(".pk-checklist")).to_contain_text("n’était plus lisible")
        box(page, SECOND).check()
        copies = page.evaluate("Object.entries(localStorage).filter(([key]) => key.includes(':copy:'))")
        assert [text for _, text in copies] == [spoilt]
        page.reload()
        expect(box(page, SECOND)).to_be_checked()
        expect(page.locator(".pk-checklist")).not_to_contain_text("n’était plus lisible")
        assert watch.errors == []


def test_what_is_spoilt_stays_where_there_is_no_room_for_a_copy(browser: Browser, small: str) -> None:
    with watched(browser) as watch:
        page = opened(watch.page, small + LIST)
        page.evaluate("(key) => localStorage.setItem(key, '{broken')", KEPT)
        page.add_init_script(FULL)
        page.reload()
        box(page, SECOND).check()
        expect(count(page)).to_have_text("1 / 5 faits")
        expect(page.locator(".pk-checklist")).to_contain_text("est plein")
        assert page.evaluate("(key) => localStorage.getItem(key)", KEPT) == "{broken"


def test_without_script_the_list_is_still_a_list(browser: Browser, small: str) -> None:
    with watched(browser, java_script_enabled=False) as watch:
        watch.page.goto(small + LIST)
        box(watch.page, SECOND).check()
        expect(box(watch.page, SECOND)).to_be_checked()
        expect(watch.page.locator(".pk-checklist :is(button, progress, select)")).to_have_count(0)
        for link in watch.page.locator(".pk-download").all():
            assert watch.page.request.get(f"{small}{LIST}{link.get_attribute('href')}").ok


# -- on a phone, on paper ---------------------------------------------------------------------------------------------


def test_on_the_narrowest_phone_nothing_overflows_and_a_thumb_suffices(browser: Browser, small: str) -> None:
    long_word = "x" * 300
    items = {THIRD: {"state": "na", "note": long_word}, FOURTH: {"state": "later", "day": "2026-03-01"}}
    with watched(browser, viewport={"width": 320, "height": 640}, has_touch=True) as watch:
        keep(watch.page, kept(run(name=long_word[:120], items=items)))
        page = opened(watch.page, small + LIST)
        expect(page.get_by_role("link", name="Aller aux points")).to_be_in_viewport()
        other(page, SECOND).tap()
        page.get_by_role("button", name="Terminer").tap()
        menu(page)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        controls = ".pk-checklist :is(button, input, select)"
        small_ones = page.locator(controls).evaluate_all(
            """(all) => all.filter((one) => one.checkVisibility()).map((one) => [one, one.getBoundingClientRect()])
              .filter(([one, {width, height}]) => Math.min(width, height) < (one.type === "checkbox" ? 24 : 38))
              .map(([one]) => one.outerHTML)"""
        )
        assert small_ones == []


def test_printed_it_is_a_page_with_its_answers(browser: Browser, small: str, address: str, tmp_path: Path) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("Poppler is missing")
    items = {
        CRITICAL: {"state": "done"},
        THIRD: {"state": "na", "note": "déjà tranché"},
        FOURTH: {"state": "later", "day": "2027-02-01"},
    }
    with watched(browser) as watch:
        keep(watch.page, kept(run(name="Lundi matin", items=items)))
        page = opened(watch.page, small + LIST)
        page.pdf(path=tmp_path / "list.pdf", prefer_css_page_size=True)
        paper = printed(tmp_path / "list.pdf")
        for said in ("Lundi matin", "1 / 5 faits", "Sans objet : déjà tranché", "Reporté au 1er février 2027", LIST):
            assert said in paper, paper
        for unsaid in (
            "Autre",
            "Terminer",
            "Plus",
            "Gardé dans",
            "Télécharger",
            "Aller aux points",
            "Par où commencer",
        ):
            assert unsaid not in paper, paper
        assert paper.count("✓") == 1
        assert pages_of(tmp_path / "list.pdf") == 1
    with watched(browser) as watch:
        opened(watch.page, address + LONG_LIST).pdf(path=tmp_path / "long.pdf", prefer_css_page_size=True)
        assert pages_of(tmp_path / "long.pdf") <= 4


# -- what the tests do as a reader would ------------------------------------------------------------------------------


def opened(page: Page, url: str) -> Page:
    page.goto(url)
    expect(page.locator(".pk-bar")).to_be_visible()
    expect(page.locator(".pk-kept")).to_contain_text("Gardé dans ce navigateur")
    return page


def point(page: Page, id: str) -> Locator:
    return page.locator(f"li#{id}")


def box(page: Page, id: str) -> Locator:
    return point(page, id).get_by_role("checkbox")


def other(page: Page, id: str) -> Locator:
    return point(page, id).get_by_role("button", name="Autre")


def count(page: Page) -> Locator:
    return page.locator(".pk-count")


def does_not_apply(page: Page, id: str, why: str) -> None:
    if other(page, id).get_attribute("aria-expanded") == "false":
        other(page, id).click()
    point(page, id).get_by_label("Sans objet, parce que").fill(why)
    point(page, id).get_by_role("button", name="Noter sans objet").click()


def put_off(page: Page, id: str, day: date) -> None:
    other(page, id).click()
    point(page, id).get_by_label("À reprendre le").fill(day.isoformat())
    point(page, id).get_by_role("button", name="Reporter").click()


def menu(page: Page, entry: str = "") -> None:
    page.get_by_role("button", name="Plus").click()
    if entry:
        page.locator(".pk-menu").get_by_role("button", name=entry).click()


def downloaded(page: Page, entry: str) -> Download:
    with page.expect_download() as download:
        menu(page, entry)
    return download.value


def receives(page: Page, file: Path) -> None:
    with page.expect_file_chooser() as chooser:
        menu(page, "Ouvrir un fichier reçu")
    chooser.value.set_files(file)


def tab_to(page: Page, wanted: Locator) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError(f"no key leads to {wanted}")


def run(*, name: str = "Lundi", items: dict[str, dict[str, str]]) -> dict[str, object]:
    day = "2026-02-28T20:00:00.000Z"
    return {"id": "a", "mission": "", "name": name, "started": day, "touched": day, "ended": None, "items": items}


def kept(*runs: dict[str, object]) -> dict[str, object]:
    return {"runs": runs, "seen": {}}


def keep(page: Page, value: dict[str, object]) -> None:
    """What the browser keeps when the next page opens, as if it had been there before."""
    once = f"checklist-{id(value)}"
    page.add_init_script(
        f"""if (!sessionStorage.getItem({json.dumps(once)})) {{
          sessionStorage.setItem({json.dumps(once)}, "done");
          localStorage.setItem({json.dumps(KEPT)}, {json.dumps(json.dumps(value))});
        }}"""
    )


def stored(page: Page) -> dict[str, list[dict[str, dict[str, object]]]]:
    return json.loads(page.evaluate("(key) => localStorage.getItem(key)", KEPT))


def packed(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def plain_spaces(text: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", text)


def printed(file: Path) -> str:
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, encoding="utf-8", check=True).stdout
    return plain_spaces(text)


def pages_of(file: Path) -> int:
    info = subprocess.run(["pdfinfo", file], capture_output=True, encoding="utf-8", check=True).stdout
    return int(re.findall(r"Pages:\s+(\d+)", info)[0])
