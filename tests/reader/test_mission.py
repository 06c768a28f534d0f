"""« Ma mission »: kept as one types, used everywhere, carried in a file, erased for good; nothing half-done."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from test_site import CONTRAST

from browser import Watched, watched
from conftest import Project

PAGE = "/ma-mission/"
CHECKLIST = "/relancer-mission/checklists/relance/"
PHONE = {"viewport": {"width": 320, "height": 640}}

DAY = "2026-11-02T08:00:00.000Z"
RUN = {"id": "r1", "mission": "m1", "name": "lundi", "started": DAY, "touched": DAY, "ended": None, "items": {}}
RESULT = {"at": "2026-11-03T08:00:00Z", "mission": "m1", "answers": {}}
DESK = {
    "missions": {"current": "m1", "list": [{"id": "m1", "name": "Tours", "mission": "Tours", "client": "La Poste"}]},
    "checklist:relance": {"runs": [RUN], "seen": {}},
    "diagnostic:blocage": {"draft": {}, "kept": [RESULT]},
    "view:diagnostic": "all",
}
"""A desk with one of each thing that the site keeps."""


@contextmanager
def opened(browser: Browser, url: str, desk: dict[str, Any] | None = None, **options: object) -> Iterator[Watched]:
    """The page, in a browser that keeps *desk* for the site."""
    with watched(browser, **({"service_workers": "block"} | options)) as watch:
        watch.page.goto(url)
        if desk:
            watch.page.evaluate(
                "desk => Object.entries(desk).forEach(([name, value]) => kit.store.write(name, value))", desk
            )
            watch.page.reload()
        yield watch
        assert watch.abroad == []


def kept(page: Page) -> dict[str, Any]:
    """All that the browser keeps under the site's prefix."""
    texts: dict[str, str] = page.evaluate("Object.fromEntries(kit.store.names().map(n => [n, kit.store.text(n)]))")
    return {name: json.loads(text) for name, text in texts.items() if not name.startswith("copy:")}


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def answer(page: Page, action: str) -> None:
    """Press a button of the dialog, and see it close."""
    page.locator("dialog").get_by_role("button", name=action, exact=True).click()
    expect(page.locator("dialog")).to_have_count(0)


def said(page: Page, text: str) -> None:
    """A status line says *text*; « Gardé » all by itself."""
    expect(
        page.get_by_role("status").filter(has_text=re.compile(f"^{text}$") if text == "Gardé" else text)
    ).to_have_count(1)


def soon(page: Page, expression: str) -> None:
    """What JavaScript says becomes true before five seconds have passed."""
    for _ in range(50):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(expression)


def bring(page: Page, content: object, *, how: str = "") -> None:
    """Choose a file with that *content*, and take it: beside what is kept, but for another word on *how*."""
    choose(page, json.dumps(content).encode())
    if how:
        page.locator("dialog").locator(f"input[value={how}]").check()
    answer(page, "Reprendre")


def choose(page: Page, content: bytes) -> None:
    file = {"name": "mes-missions.json", "mimeType": "application/json", "buffer": content}
    page.get_by_label("Reprendre un fichier").set_input_files([file])  # type: ignore[list-item]


def desk_file(entries: dict[str, Any], **more: object) -> dict[str, Any]:
    saved = {"format": "playbooks-desk", "version": 1, "saved": "2026-11-20T10:00:00.000Z", "entries": entries}
    return saved | more


# -- the sheet -------------------------------------------------------------------------------------------------


def test_without_script_it_is_a_sheet_to_fill_in_by_hand(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGE, java_script_enabled=False) as watch:
        page = watch.page
        expect(page.get_by_text("Garder ce que vous écrivez demande JavaScript")).to_be_visible()
        page.get_by_label("Nom de la mission").fill("Tours")
        expect(page.get_by_label("Commanditaire et fonction")).to_be_editable()
        expect(page.locator("#__content button, .pk-mission button")).to_have_count(0)
        page.emulate_media(media="print")
        expect(page.get_by_label("Nom de la mission")).to_be_visible()
        expect(page.get_by_text("Au démarrage / En cours", exact=False)).to_be_visible()
        expect(page.get_by_role("heading", name="Tout effacer")).to_be_hidden()


def test_what_is_typed_is_kept_and_serves_the_other_pages(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGE) as watch:
        page = watch.page
        expect(page.get_by_label("Nom de la mission")).to_be_hidden()
        press(page, "Nouvelle mission")
        expect(page.get_by_label("Nom de la mission")).to_be_focused()
        page.keyboard.type("<b onclick=x>Tours</b>")
        page.get_by_label("Début").fill("2026-11-21")
        page.get_by_label("Où elle en est").select_option("En cours")
        page.get_by_label("Client et entité").fill("La Poste, à Tours")
        said(page, "Gardé")
        expect(page.get_by_label("Mission en cours")).to_have_text(re.compile("<b onclick=x>Tours</b>"))
        page.reload()
        expect(page.get_by_label("Client et entité")).to_have_value("La Poste, à Tours")
        expect(page.get_by_label("Début")).to_have_value("2026-11-21")
        expect(page.locator(".pk-mission b")).to_have_count(0)
        page.get_by_label("Client et entité").fill("typed, then left at once")
        page.goto(address + CHECKLIST)
        mission = page.evaluate("kit.mission()")
        assert (mission["name"], mission["mission"]) == ("<b onclick=x>Tours</b>",) * 2
        assert (mission["debut"], mission["moment"]) == ("2026-11-21", "En cours")
        assert mission["client"] == "typed, then left at once"
        assert watch.errors == []


def test_several_missions_one_of_them_or_none_is_current(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGE, DESK) as watch:
        page = watch.page
        chooser = page.get_by_label("Mission en cours")
        press(page, "Nouvelle mission")
        expect(page.get_by_label("Client et entité")).to_have_value("")
        page.keyboard.type("Blois")
        press(page, "Nouvelle mission")
        press(page, "Nouvelle mission")  # one blank sheet is enough
        expect(chooser.locator("option")).to_have_text(
            ["Aucune mission en cours", "Tours", "Blois", "Mission sans nom"]
        )
        chooser.select_option("Tours")
        expect(page.get_by_label("Client et entité")).to_have_value("La Poste")
        chooser.select_option("Aucune mission en cours")
        expect(page.get_by_label("Client et entité")).to_be_hidden()
        page.reload()
        expect(page.get_by_text("Aucune mission n’est en cours")).to_be_visible()
        assert page.evaluate("kit.mission() === undefined")


@pytest.mark.parametrize("with_all", [True, False])
def test_a_mission_goes_with_what_is_tied_to_it_or_without(browser: Browser, address: str, with_all: bool) -> None:
    other = RUN | {"id": "r2", "mission": "m2"}
    desk = DESK | {"checklist:relance": {"runs": [RUN, other], "seen": {}}}
    with opened(browser, address + PAGE, desk) as watch:
        page = watch.page
        press(page, "Effacer cette mission")
        page.get_by_label("1 checklist remplie, 1 diagnostic").set_checked(with_all)
        answer(page, "Effacer")
        said(page, "« Tours » est effacée")
        after = kept(page)
        assert after["missions"] == {"current": "", "list": []}
        assert [run["id"] for run in after["checklist:relance"]["runs"]] == (["r2"] if with_all else ["r1", "r2"])
        assert [run["mission"] for run in after["checklist:relance"]["runs"]][-1] == "m2"
        assert [result["mission"] for result in after["diagnostic:blocage"]["kept"]] == ([] if with_all else [""])


def test_two_tabs_do_not_undo_each_other(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGE, DESK) as watch:
        first, second = watch.page, watch.page.context.new_page()
        second.goto(address + PAGE)
        first.get_by_label("Client et entité").fill("La Banque postale")
        second.get_by_label("Sponsor").fill("La directrice")
        expect(first.get_by_label("Sponsor")).to_have_value("La directrice")
        expect(second.get_by_label("Client et entité")).to_have_value("La Banque postale")
        press(second, "Effacer cette mission")
        first.get_by_label("Manager").press_sequentially("Typed while it goes")
        answer(second, "Effacer")
        expect(first.get_by_label("Manager")).to_be_hidden()
        said(first, "a été effacée dans un autre onglet")
        first.wait_for_timeout(500)  # what was being typed does not bring it back
        assert kept(first)["missions"]["list"] == []


def test_a_sheet_that_changed_shows_what_it_no_longer_asks(browser: Browser, address: str) -> None:
    mission = {"id": "m1", "name": "Tours", "mission": "Tours", "constructor": "ancien", "moment": "Jamais dit"}
    with opened(browser, address + PAGE, {"missions": {"current": "m1", "list": [mission]}}) as watch:
        page = watch.page
        expect(page.get_by_label("Où elle en est")).to_have_value("Jamais dit")
        expect(page.locator(".pk-others dd")).to_have_text("ancien")
        press(page, "Effacer ces champs")
        said(page, "Gardé")
        assert "constructor" not in kept(page)["missions"]["list"][0]


def test_a_key_alone_describes_a_mission(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGE) as watch:
        page = watch.page
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent") == "Nouvelle mission":
                break
        assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") != "0px"
        page.keyboard.press("Enter")
        page.keyboard.type("Tours")
        page.keyboard.press("Tab")
        page.keyboard.type("La Poste")
        soon(page, "kit.mission()?.client === 'La Poste'")


def test_on_a_phone_nothing_sticks_out_and_all_is_legible(browser: Browser, address: str) -> None:
    long = "Responsabilisation-des-collaborateurs" * 3
    mission = {"id": "m1", "name": long, "mission": long, "objectif-1": "mot " * 300, "ancien": long}
    desk = DESK | {"missions": {"current": "m1", "list": [mission]}, "copy:2026-11-20T10:00:00.000Z:missions": 0}
    for scheme in ("light", "dark"):
        with opened(browser, address + PAGE, desk, color_scheme=scheme, **PHONE) as watch:
            page = watch.page
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert [text for text in page.evaluate(CONTRAST) if text[0] != "¶"] == []
            small = page.evaluate(
                "[...document.querySelectorAll('.pk-mission :is(button, input, select)')].filter(e => e.offsetHeight"
                " && (e.offsetHeight < 40 || e.offsetWidth < 40)).map(e => e.outerHTML)"
            )
            assert small == []
            press(page, "Effacer cette mission")
            assert not page.evaluate("document.querySelector('dialog').scrollWidth > innerWidth")


def test_printed_it_is_one_page_of_the_current_mission(browser: Browser, address: str) -> None:
    filled = {
        "id": "m1",
        "name": "Tours",
        "mission": "Tours",
        "debut": "2026-11-21",
        "objectif-1": "Deux\nlignes. " * 9,
    }
    with opened(browser, address + PAGE, {"missions": {"current": "m1", "list": [filled]}}) as watch:
        page = watch.page
        for label in page.locator(".pk-field--text input").all():
            label.fill("une ligne de texte assez longue pour passer à la ligne sur le papier")
        said(page, "Gardé")
        page.emulate_media(media="print")
        expect(page.locator(".pk-sheet")).to_contain_text("21 novembre 2026")
        expect(page.get_by_label("Nom de la mission")).to_be_hidden()
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))) == 1
        page.emulate_media(media="screen")
        expect(page.locator(".pk-sheet")).to_be_hidden()
        page.get_by_label("Mission en cours").select_option("")
        page.emulate_media(media="print")
        expect(page.get_by_label("Nom de la mission")).to_be_visible()


# -- what the browser keeps ------------------------------------------------------------------------------------


def test_the_page_shows_all_that_is_kept_and_erases_it_one_by_one(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGE, DESK | {"checklist:inconnue": {"runs": [], "seen": {}}}) as watch:
        page = watch.page
        page.get_by_role("button", name="Passer en mode sombre").click()
        page.evaluate("localStorage.setItem(kit.store.prefix + 'checklist:relance', '{broken')")
        page.goto(address + CHECKLIST)  # sets aside what it cannot read
        page.goto(address + PAGE)
        rows = page.locator(".pk-kept tbody tr")
        expect(rows.filter(has_text="1 mission")).to_contain_text("octets")
        expect(rows.filter(has_text="Checklist : inconnue")).to_have_count(1)
        expect(rows.filter(has_text="Mode clair ou sombre")).to_have_count(1)
        expect(rows.filter(has_text="Diagnostic : blocage")).to_contain_text("3 novembre 2026")
        copy = rows.filter(has_text="Copie mise de côté")
        with page.expect_download() as download:
            copy.get_by_role("button", name="Télécharger").click()
        assert Path(download.value.path()).read_text("utf-8") == "{broken"
        copy.get_by_role("button", name="Effacer").click()
        answer(page, "Effacer")
        said(page, "Effacé : Copie mise de côté")
        expect(copy).to_have_count(0)
        expect(rows.filter(has_text="1 mission")).to_have_count(1)
        assert "diagnostic:blocage" in kept(page)


def test_a_list_is_called_by_its_title_and_leads_to_its_page(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGE, DESK) as watch:
        watch.page.get_by_role("link", name="Checklist : Checklist de relance").click()
        expect(watch.page).to_have_url(address + CHECKLIST)


def test_erasing_all_leaves_nothing_of_the_site(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGE, DESK, service_workers="allow") as watch:
        page = watch.page
        page.evaluate(
            """async () => {
              localStorage.setItem(kit.store.prefix + 'copy:2026-11-20T10:00:00.000Z:missions', '{');
              sessionStorage.setItem(kit.store.prefix + 'anything', '1');
              localStorage.setItem('another-site', 'stays');
              await (await caches.open('pages')).put('/glossaire/', new Response('kept'));
              await (await caches.open('elsewhere')).put('https://example.org/', new Response('stays'));
            }"""
        )
        page.get_by_role("button", name="Passer en mode sombre").click()
        assert "/.__palette" in page.evaluate("Object.keys(localStorage)")
        page.reload()
        expect(page.locator(".pk-kept")).to_contain_text("Pages gardées pour lire sans réseau")
        page.get_by_label("Client et entité").press_sequentially("typed and not yet kept")
        press(page, "Tout effacer")
        expect(page.locator("dialog")).to_contain_text("Diagnostic : blocage")
        answer(page, "Annuler")
        assert "missions" in kept(page)
        press(page, "Tout effacer")
        answer(page, "Tout effacer")
        said(page, "Ce navigateur ne garde plus rien pour ce site")
        page.wait_for_timeout(500)  # nothing is written a moment later
        assert page.evaluate("Object.keys(localStorage)") == ["another-site"]
        assert page.evaluate("sessionStorage.length") == 0
        assert page.evaluate("caches.keys()") == ["elsewhere"]
        expect(page.get_by_text("Aucune mission n’est en cours")).to_be_visible()


# -- a file ----------------------------------------------------------------------------------------------------


def test_a_file_carries_everything_to_another_browser(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGE, DESK) as watch:
        with watch.page.expect_download() as download:
            press(watch.page, "Enregistrer dans un fichier")
        assert re.fullmatch(r"mes-missions-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)
        saved = json.loads(Path(download.value.path()).read_text("utf-8"))
        assert (saved["format"], saved["version"], saved["entries"]) == ("playbooks-desk", 1, DESK)
    with opened(browser, address + PAGE) as watch:
        choose(watch.page, json.dumps(saved).encode())
        dialog = watch.page.locator("dialog")
        expect(dialog).to_contain_text("1 mission, 1 checklist remplie, 1 diagnostic")
        expect(dialog).to_contain_text("Missions : Tours.")
        expect(dialog.get_by_role("radio")).to_have_count(0)  # nothing here to put it beside, or in the place of
        answer(watch.page, "Annuler")
        assert kept(watch.page) == {}
        bring(watch.page, saved)
        said(watch.page, "Repris")
        assert kept(watch.page) == DESK
        expect(watch.page.get_by_label("Client et entité")).to_have_value("La Poste")


def test_a_file_carries_what_the_lists_keep(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGE, {"missions": DESK["missions"]}) as watch:
        page = watch.page
        page.goto(address + CHECKLIST)
        page.locator("input[data-item]").first.check()
        soon(page, "kit.store.names().includes('checklist:relance')")
        page.goto(address + PAGE)
        expect(page.locator(".pk-kept tbody")).to_contain_text("Checklist de relance")
        with page.expect_download() as download:
            press(page, "Enregistrer dans un fichier")
        said(page, "1 mission, 1 checklist remplie")
        press(page, "Tout effacer")
        answer(page, "Tout effacer")
        saved = Path(download.value.path()).read_bytes()
        bring(page, json.loads(saved))
        said(page, "Repris")
        expect(page.get_by_text("ne garde plus rien")).to_have_count(0)  # true a moment ago
        page.goto(address + CHECKLIST)
        expect(page.locator("input[data-item]").first).to_be_checked()
        assert page.evaluate("kit.store.names().filter(name => name.startsWith('copy:'))") == []


def test_merging_keeps_both_and_replacing_only_the_file(browser: Browser, address: str) -> None:
    newer = {
        "id": "m1",
        "name": "Tours",
        "mission": "Tours",
        "client": "Plus récent",
        "touched": "2026-11-20T10:00:00Z",
    }
    file = desk_file(
        {
            "missions": {"current": "m2", "list": [newer, {"id": "m2", "name": "Blois"}]},
            "checklist:relance": {"runs": [RUN | {"id": "r2"}, RUN | {"name": "older or as old"}], "seen": {"x": "y"}},
            "diagnostic:blocage": {"draft": {"a": "b"}, "kept": [RESULT | {"at": "2026-11-04T08:00:00Z"}, RESULT]},
            "diagnostic:autre": {"draft": {}, "kept": []},
        }
    )
    with opened(browser, address + PAGE, DESK | {"checklist:ici": {"runs": [RUN], "seen": {}}}) as watch:
        bring(watch.page, file)
        said(watch.page, "Repris, et réuni")
        both = kept(watch.page)
        assert both["missions"]["current"] == "m1"
        assert [mission["id"] for mission in both["missions"]["list"]] == ["m1", "m2"]
        assert both["missions"]["list"][0]["client"] == "Plus récent"
        assert [(run["id"], run["name"]) for run in both["checklist:relance"]["runs"]] == [
            ("r1", "lundi"),
            ("r2", "lundi"),
        ]
        assert len(both["diagnostic:blocage"]["kept"]) == 2 and both["diagnostic:blocage"]["draft"] == {"a": "b"}
        assert both["checklist:ici"]["runs"] == [RUN] and "diagnostic:autre" in both
        bring(watch.page, file, how="replace")
        said(watch.page, "Repris, à la place")
        assert kept(watch.page) == file["entries"]


NOT_FILES: dict[str, tuple[bytes, str]] = {
    "a picture": (b"\x89PNG\r\n\x1a\n", "enregistré par cette page"),
    "another JSON": (b'{"format": "autre", "entries": {}}', "enregistré par cette page"),
    "a list": (b"[]", "enregistré par cette page"),
    "a thousand brackets": (b"[" * 200_000, "enregistré par cette page"),
    "a later version": (json.dumps(desk_file({}, version=2)).encode(), "version plus récente"),
    "no date": (json.dumps(desk_file({}, saved="hier")).encode(), "enregistré par cette page"),
    "an unknown name": (json.dumps(desk_file({"prefs": {}})).encode(), "« prefs »"),
    "a name that climbs": (json.dumps(desk_file({"checklist:../x": {"runs": []}})).encode(), "ne connaît pas"),
    "a mission that is a number": (
        json.dumps(desk_file({"missions": {"current": "", "list": [{"id": "a", "name": 3}]}})).encode(),
        "n'a pas la forme",
    ),
    "two missions of one id": (
        json.dumps(desk_file({"missions": {"current": "", "list": [{"id": "a", "name": ""}] * 2}})).encode(),
        "n'a pas la forme",
    ),
    "runs that are none": (json.dumps(desk_file({"checklist:a": {"runs": {"length": 1}}})).encode(), "pas la forme"),
    "a good entry before a bad one": (
        json.dumps(desk_file({"missions": DESK["missions"], "diagnostic:a": []})).encode(),
        "« diagnostic:a »",
    ),
    "a prototype": (
        json.dumps(desk_file({"checklist:a": {"runs": [], "seen": {"x": "1"}}})).replace('"x"', '"__proto__"').encode(),
        "pas la forme",
    ),
    "too deep": (
        json.dumps(desk_file({"checklist:a": {"runs": [], "seen": {}, "x": 0}}))
        .replace("0}}", "[" * 5000 + "]" * 5000 + "}}")
        .encode(),
        "pas la forme",
    ),
    "fifty megabytes": (b" " * 49_000_000, "ne dépasse pas"),
}


def test_a_file_that_is_none_of_ours_changes_nothing(browser: Browser, address: str, tmp_path: Path) -> None:
    with opened(browser, address + PAGE, DESK) as watch:
        page = watch.page
        for what, (content, why) in NOT_FILES.items():
            path = tmp_path / "file.json"
            path.write_bytes(content)
            page.get_by_label("Reprendre un fichier").set_input_files(path)
            status = page.get_by_role("status").filter(has_text="Rien n’a changé")
            expect(status, what).to_contain_text(why.replace("'", "’"))
            expect(page.locator("dialog"), what).to_have_count(0)
            assert kept(page) == DESK, what
            page.evaluate("document.querySelectorAll('[role=status]').forEach(line => line.replaceChildren())")
        assert page.evaluate("({}).x === undefined && ({}).polluted === undefined")
        assert watch.errors == []


def test_a_file_too_large_for_the_browser_leaves_what_was_there(browser: Browser, address: str) -> None:
    runs = [RUN | {"id": f"r{number}", "name": "x" * 10_000} for number in range(150)]
    with opened(browser, address + PAGE, DESK) as watch:
        page = watch.page
        page.evaluate("localStorage.setItem('another-site', 'x'.repeat(4_500_000))")
        for how in ("merge", "replace"):
            bring(
                page,
                desk_file({"missions": {"current": "", "list": []}, "checklist:relance": {"runs": runs, "seen": {}}}),
                how=how,
            )
            said(page, "ce qui était là a été remis en place")
            assert kept(page) == DESK
            page.evaluate("document.querySelectorAll('[role=status]').forEach(line => line.replaceChildren())")


# -- a storage that fails --------------------------------------------------------------------------------------


def test_a_browser_that_keeps_nothing_says_so_and_still_gives_a_file(browser: Browser, address: str) -> None:
    refused = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
    with watched(browser) as watch:
        page = watch.page
        page.add_init_script(refused)
        page.goto(address + PAGE)
        said(page, "Ce navigateur ne garde rien pour ce site")
        press(page, "Nouvelle mission")
        page.keyboard.type("Tours")
        page.get_by_label("Client et entité").fill("La Poste")
        said(page, "Ce navigateur ne garde rien pour ce site")
        with page.expect_download() as download:
            press(page, "Enregistrer dans un fichier")
        saved = json.loads(Path(download.value.path()).read_text("utf-8"))
        assert saved["entries"]["missions"]["list"][0]["client"] == "La Poste"
        bring(page, desk_file(DESK))
        said(page, "rien n’a été repris")


def test_a_full_browser_says_so_and_catches_up_when_there_is_room(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGE, DESK) as watch:
        page = watch.page
        page.evaluate(
            """() => {
              window.keep = Storage.prototype.setItem;
              Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
            }"""
        )
        page.get_by_label("Client et entité").fill("Pendant que c'est plein")
        said(page, "est plein")
        page.evaluate("() => { Storage.prototype.setItem = window.keep }")
        page.get_by_label("Sponsor").fill("Ensuite")
        said(page, "Gardé")
        mission = kept(page)["missions"]["list"][0]
        assert (mission["client"], mission["sponsor"]) == ("Pendant que c'est plein", "Ensuite")
        page.evaluate(
            "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }"
        )
        page.get_by_label("Sponsor").fill("Plein encore")
        said(page, "est plein")
        page.evaluate("() => { Storage.prototype.setItem = window.keep }")
        page.get_by_role("button", name="Effacer : Diagnostic : blocage").click()
        answer(page, "Effacer")  # makes room
        said(page, "Gardé")
        assert kept(page)["missions"]["list"][0]["sponsor"] == "Plein encore"


def test_what_cannot_be_read_is_set_aside_and_said(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGE) as watch:
        page = watch.page
        page.evaluate("localStorage.setItem(kit.store.prefix + 'missions', '{\"current\": 3}')")
        page.reload()
        said(page, "Une copie est mise de côté")
        expect(page.locator(".pk-kept")).to_contain_text("Copie mise de côté")
        press(page, "Nouvelle mission")
        page.keyboard.type("Tours")
        said(page, "Gardé")


# -- typed by a contributor ------------------------------------------------------------------------------------


def test_the_fields_are_those_of_the_documents(project: Project) -> None:
    """A document can be filled in from a mission: what both name alike is the same thing."""
    from playbook_kit.build.plan import plan_site

    library = plan_site(Path(__file__).parent.parent.parent).library
    fields = {
        field.id: field
        for entry in library.of_kind("mission")
        for group in entry.content.groups  # type: ignore[attr-defined]
        for field in group.fields
    }
    used = {
        field.id: field.kind
        for entry in library.of_kind("template")
        for field in entry.content.fields  # type: ignore[attr-defined]
    }
    assert {"mission", "client", "commanditaire", "consultant", "projet", "debut", "fin"} <= fields.keys() & used.keys()
    dates = {id for id in fields.keys() & used.keys() if "date" in (fields[id].kind, used[id])}
    assert {id for id in dates if fields[id].kind != used[id]} == set()
