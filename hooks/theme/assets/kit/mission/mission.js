// @ts-check
// « Ma mission »: the sheet of the current mission, kept as one types; all that this browser keeps for the site; a file
// to carry it away and bring it back; erasing (desk.js does these). Nothing is ever sent.
(() => {
  "use strict";
  const page = document.querySelector("[data-mission]");
  if (!(page instanceof HTMLElement)) return;
  const { make, button, ask, status, store, longDate } = self.kit;
  const all = kitDesk;
  const say = self.kit.speaker("mission");
  const fault = self.kit.speaker("kit");
  /** @param {string} name @returns {HTMLElement} */
  const part = (name) => /** @type {HTMLElement} */ (page.querySelector(`[data-part="${name}"]`));

  /** @typedef {{id: string, name: string, touched?: string, [field: string]: any}} Mission */
  /** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Input */

  const OWN = new Set(["id", "name", "touched"]); // what is kept of a mission beside its fields

  // -- in words ---------------------------------------------------------------------------------------------------------

  /** « 1 checklist », « 3 checklists »: "" for none. @param {string} key @param {number} count */
  const counted = (key, count) => (count ? say(count === 1 ? `${key}_one` : `${key}_many`, { count }) : "");
  /** @param {string[]} parts */
  const joined = (parts) => parts.filter(Boolean).join(", ") || say("nothing_held");
  /** @param {number} bytes */
  const weight = (bytes) => {
    const [unit, count] =
      bytes < 1e3 ? ["bytes", bytes] : bytes < 1e6 ? ["kilobytes", bytes / 1e3] : ["megabytes", bytes / 1e6];
    return say(String(unit), { count: Number(count).toLocaleString("fr-FR", { maximumFractionDigits: 1 }) });
  };
  /** @param {Mission} mission */
  const called = (mission) => mission.name || say("unnamed");

  // -- the missions -------------------------------------------------------------------------------------------------------

  const naming = page.dataset.mission ?? "";
  const inputs = /** @type {Input[]} */ ([...page.querySelectorAll("[data-field]")]);
  const fields = new Map(inputs.map((input) => [input.dataset.field ?? "", input]));
  /** @type {{current: string, list: Mission[]}} */
  let desk = { current: "", list: [] };
  let unkept = false; // the last writing failed: *desk* holds what the browser does not
  let firm = true; // what the browser holds may be written over: it was read, or set aside
  let shown = ""; // the mission that the form shows
  let timer = 0;
  /** @type {Map<string, string>} */
  const typed = new Map(); // what was typed into it since it was last kept, by field
  const line = status();
  const where = make("p", { class: "pk-note" }, fault("kept"));

  const read = () => {
    const found = store.read("missions", self.kit.validMissions);
    const there = found.value ?? { current: "", list: [] };
    firm = found.fault !== "spoilt" || store.text("missions") === null; // no room to set aside what cannot be read
    desk = unkept ? all.bothMissions(desk, there) : there;
    if (!desk.list.some(({ id }) => id === desk.current)) desk.current = "";
    return found.fault;
  };

  const keep = () => {
    const failed = firm ? store.write("missions", desk) : "full";
    unkept = failed !== "";
    where.hidden = unkept;
    line.textContent = failed ? fault(failed) : say("kept");
  };

  const current = () => desk.list.find(({ id }) => id === desk.current);

  /** Write what was typed into the mission that the form shows, beside what other tabs wrote in its other fields. */
  const flush = () => {
    clearTimeout(timer);
    if (typed.size === 0) return;
    read();
    const mission = desk.list.find(({ id }) => id === shown);
    const texts = [...typed];
    typed.clear();
    if (!mission) {
      show();
      line.textContent = say("gone");
      return;
    }
    for (const [field, text] of texts) {
      if (text) mission[field] = text;
      else delete mission[field];
    }
    mission.name = (mission[naming] ?? "").trim();
    mission.touched = new Date().toISOString();
    keep();
    show();
  };

  const create = () => {
    flush();
    read();
    const blank = desk.list.find((mission) => !mission.name && Object.keys(mission).every((key) => OWN.has(key)));
    const id = `m-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
    if (!blank) desk.list.push({ id, name: "", touched: new Date().toISOString() });
    desk.current = blank?.id ?? id;
    keep();
    show();
    inputs[0]?.focus();
  };

  const choose = () => {
    flush();
    read();
    desk.current = chooser.value;
    keep();
    show();
  };

  /** What is tied to a mission, in words. @param {string} id */
  const tied = (id) => {
    const count = { runs: 0, kept: 0 };
    for (const name of store.names()) {
      const found = all.records(name);
      if (found)
        count[/** @type {"runs" | "kept"} */ (found.key)] += found.list.filter(({ mission }) => mission === id).length;
    }
    return joined([counted("runs", count.runs), counted("results", count.kept)]);
  };

  /** Erase what is tied to a mission, or leave it without one. @param {string} id @param {boolean} erase */
  const untie = (id, erase) => {
    for (const name of store.names()) {
      const found = all.records(name);
      if (!found?.list.some(({ mission }) => mission === id)) continue;
      const list = erase
        ? found.list.filter(({ mission }) => mission !== id)
        : found.list.map((record) => (record.mission === id ? { ...record, mission: "" } : record));
      store.write(name, { ...found.value, [found.key]: list });
    }
  };

  const remove = async () => {
    flush();
    const mission = current();
    if (!mission) return;
    const what = tied(mission.id);
    const free = what === say("nothing_held");
    const answer = await ask({
      title: say("delete_title", { name: called(mission) }),
      content: [
        make("p", {}, say("delete_text")),
        ...(free
          ? []
          : [
              make(
                "p",
                {},
                make(
                  "label",
                  {},
                  make("input", { type: "checkbox", name: "erase", checked: true }),
                  " ",
                  say("delete_with", { what }),
                ),
              ),
              make("p", { class: "pk-note" }, say("delete_without")),
            ]),
      ],
      action: say("erase"),
      danger: true,
    });
    if (!answer) return;
    typed.clear();
    read();
    desk.list = desk.list.filter(({ id }) => id !== mission.id);
    desk.current = "";
    keep();
    if (!free) untie(mission.id, "erase" in answer);
    show();
    if (!unkept)
      line.textContent = say(free ? "deleted" : "erase" in answer ? "deleted_with" : "deleted_without", {
        name: called(mission),
        what,
      });
    chooser.focus();
  };

  // -- the sheet ---------------------------------------------------------------------------------------------------------

  const chooser = make("select", { class: "pk-input", id: "mission_current", autocomplete: "off", onchange: choose });
  const empty = make("p", {}, say("empty"));
  const printing = button(say("print"), () => self.print());
  const removing = button(say("delete"), remove, { class: "pk-button pk-button--danger" });
  const others = make("div", { class: "pk-others" });
  const sheet = make("section", { class: "pk-sheet" });

  /** @param {Mission} mission @param {string} field @returns {string} */
  const textOf = (mission, field) => (Object.hasOwn(mission, field) ? String(mission[field]) : "");

  const showChooser = () => {
    chooser.replaceChildren(
      make("option", { value: "" }, say("none")),
      ...desk.list.map((mission) => make("option", { value: mission.id }, called(mission))),
    );
    chooser.value = desk.current;
    chooser.disabled = desk.list.length === 0;
    empty.hidden = Boolean(current());
    removing.hidden = !current();
    printing.textContent = say(current() ? "print" : "print_blank");
  };

  /** @param {Mission | undefined} mission */
  const showFields = (mission) => {
    for (const [field, input] of fields) {
      if (typed.has(field)) continue;
      const text = mission ? textOf(mission, field) : "";
      // a choice that the sheet does not offer any more
      if (input instanceof HTMLSelectElement && text && ![...input.options].some(({ value }) => value === text))
        input.append(make("option", {}, text));
      if (input.value !== text) input.value = text;
    }
    const unknown = Object.keys(mission ?? {}).filter((key) => !OWN.has(key) && !fields.has(key));
    others.replaceChildren(
      ...(mission && unknown.length
        ? [
            make("h3", {}, say("other_fields")),
            make(
              "dl",
              { class: "pk-terms" },
              ...unknown.flatMap((key) => [make("dt", {}, key), make("dd", {}, textOf(mission, key))]),
            ),
            button(say("other_forget"), () => {
              unknown.forEach((key) => typed.set(key, ""));
              flush();
              inputs[0]?.focus();
            }),
          ]
        : []),
    );
  };

  /** The sheet to print: what was filled in, group by group. @param {Mission | undefined} mission */
  const showSheet = (mission) => {
    sheet.replaceChildren();
    if (!mission) return;
    sheet.append(make("h2", {}, called(mission)));
    for (const heading of page.querySelectorAll(".pk-fields h3")) {
      const terms = make("dl", { class: "pk-terms" });
      for (let next = heading.nextElementSibling; next && next.tagName !== "H3"; next = next.nextElementSibling) {
        const input = fields.get(next.id);
        const text = input ? textOf(mission, next.id) : "";
        if (!text || next.id === naming) continue;
        const said =
          input instanceof HTMLInputElement && input.type === "date" && all.time(text)
            ? longDate(`${text}T12:00`)
            : text;
        terms.append(make("dt", {}, next.querySelector("label")?.textContent ?? next.id), make("dd", {}, said));
      }
      if (terms.childElementCount) sheet.append(make("h3", {}, heading.firstChild?.textContent ?? ""), terms);
    }
    sheet.append(make("p", { class: "pk-note" }, say("sheet_day", { day: longDate(new Date()) })));
  };

  const show = () => {
    const mission = current();
    if (typed.size && mission?.id !== shown) typed.clear();
    shown = mission?.id ?? "";
    page.classList.toggle("pk-mission--current", Boolean(mission));
    showChooser();
    showFields(mission);
    showSheet(mission);
    showKept();
  };

  // -- what this browser keeps --------------------------------------------------------------------------------------------

  const titles = new Map([...part("keepers").querySelectorAll("a")].map((link) => [link.dataset.name ?? "", link]));
  const [keptLine, fileLine, allLine] = [status(), status(), status()];
  /** What was said before may not be true any more. @param {HTMLElement} line @param {string} said */
  const tell = (line, said) =>
    [keptLine, fileLine, allLine].forEach((one) => (one.textContent = one === line ? said : ""));
  const kept = make("div", { class: "pk-kept", tabindex: "-1" });
  let pages = 0; // kept to be read without network

  const countPages = async () => {
    pages = (await all.cached()).reduce((sum, [, count]) => sum + count, 0);
    showKept();
  };

  /** @param {string} name @returns {string} what is kept under *name*, in words */
  const titled = (name) => {
    const [kind, ...rest] = name.split(":");
    if (name === "missions") return counted("missions", desk.list.length) || say("none");
    if (`${kind}:` === store.aside) return say("copy", { title: titled(rest.slice(3).join(":")) });
    if (kind !== "checklist" && kind !== "diagnostic") return say("setting", { title: rest.join(":") || name });
    return say(kind, { title: titles.get(name)?.textContent ?? rest.join(":") });
  };

  /** @param {string} name @returns {string} when what is kept under *name* last changed, "" when nobody knows */
  const changed = (name) => {
    if (name.startsWith(store.aside))
      return say("set_aside", { day: longDate(`${name.slice(store.aside.length).split("Z:")[0]}Z`) });
    const list = name === "missions" ? desk.list : (all.records(name)?.list ?? []);
    const last = Math.max(
      0,
      ...list.flatMap(({ touched, ended, started, at }) => [touched, ended, started, at].map(all.time)),
    );
    return last ? say("changed", { day: longDate(last) }) : "";
  };

  /** @typedef {{name: string, what: string, more: string, size: number | null, forget: () => unknown}} Row */

  /** @returns {Row[]} */
  const rows = () => {
    /** @type {Row[]} */
    const found = store.names().map((name) => ({
      name,
      what: titled(name),
      more: changed(name),
      size: new Blob([store.prefix, name, store.text(name) ?? ""]).size,
      forget: () => store.forget(name),
    }));
    const theme = all.theme();
    if (theme.bytes)
      found.push({ name: ".theme", what: say("palette"), more: "", size: theme.bytes, forget: theme.forget });
    if (pages)
      found.push({
        name: ".pages",
        what: say("offline"),
        more: counted("offline", pages),
        size: null,
        forget: all.forgetPages,
      });
    return found;
  };

  /** @param {Row} row */
  const eraseOne = async ({ name, what, more, forget }) => {
    flush();
    const answer = await ask({
      title: say("erase_title"),
      content: [make("p", {}, [what, more].filter(Boolean).join(" · "))],
      action: say("erase"),
      danger: true,
    });
    if (!answer) return;
    await forget();
    if (name === "missions") unkept = false;
    read();
    if (unkept) keep(); // there may be room now
    show();
    await countPages();
    tell(keptLine, say("erased", { what }));
    kept.focus();
  };

  /** @param {string} name */
  const copyFile = (name) => self.kit.download(`${self.kit.fileName(name)}.txt`, "text/plain", store.text(name) ?? "");

  /** @param {Row} row */
  const rowOf = (row) => {
    const link = titles.get(row.name);
    const actions = make("td", { class: "pk-acts" });
    if (row.name.startsWith(store.aside))
      actions.append(
        button(say("download"), () => copyFile(row.name), {
          "aria-label": say("download_of", { what: row.what }),
          "data-act": `d${row.name}`,
        }),
        " ",
      );
    actions.append(
      button(say("erase"), () => eraseOne(row), {
        "aria-label": say("erase_of", { what: row.what }),
        "data-act": `e${row.name}`,
      }),
    );
    return make(
      "tr",
      {},
      make(
        "th",
        { scope: "row" },
        link ? make("a", { href: link.href }, row.what) : row.what,
        row.more && make("span", { class: "pk-note" }, row.more),
      ),
      make("td", {}, row.size === null ? "" : weight(row.size)),
      actions,
    );
  };

  const showKept = () => {
    const found = rows();
    const focused =
      document.activeElement instanceof HTMLElement && kept.contains(document.activeElement)
        ? document.activeElement.dataset.act
        : "";
    const size = weight(found.reduce((sum, row) => sum + (row.size ?? 0), 0));
    const head = make("tr", {}, ...["what", "size", "act"].map((key) => make("th", { scope: "col" }, say(key))));
    kept.replaceChildren(
      make(
        "p",
        { class: "pk-note" },
        found.length
          ? say(found.length === 1 ? "total_one" : "total_many", { count: found.length, size })
          : say("total_none"),
      ),
      ...(found.length
        ? [
            make(
              "div",
              { class: "pk-table", tabindex: "0", role: "region", "aria-label": say("what") },
              make("table", {}, make("thead", {}, head), make("tbody", {}, ...found.map(rowOf))),
            ),
          ]
        : []),
    );
    if (focused)
      /** @type {HTMLElement} */ (
        [...kept.querySelectorAll("button")].find(({ dataset }) => dataset.act === focused) ?? kept
      ).focus();
  };

  // -- a file to carry it all ---------------------------------------------------------------------------------------------

  /** What this browser keeps and a file can hold, by name. @returns {Map<string, any>} */
  const carried = () => {
    flush();
    return unkept ? all.carried().set("missions", desk) : all.carried();
  };

  /** In words, what a file or this browser holds. @param {Map<string, any>} entries */
  const held = (entries) => {
    const count = { missions: entries.get("missions")?.list.length ?? 0, runs: 0, kept: 0 };
    for (const value of entries.values()) {
      count.runs += value.runs?.length ?? 0;
      count.kept += value.kept?.length ?? 0;
    }
    return joined([counted("missions", count.missions), counted("runs", count.runs), counted("results", count.kept)]);
  };

  const carry = () => {
    const entries = carried();
    if (entries.size === 0) {
      tell(fileLine, say("nothing"));
      return;
    }
    const saved = new Date();
    const name = `${self.kit.fileName(say("file"))}-${saved.toLocaleDateString("fr-CA")}.json`;
    self.kit.download(name, "application/json", all.written(entries, saved));
    const left = store.names().filter((/** @type {string} */ other) => !entries.has(other));
    const more = left.length ? ` ${say("exported_without", { names: left.map(titled).join("\u202f; ") })}` : "";
    tell(fileLine, say("exported", { name, what: held(entries) }) + more);
  };

  /** @param {File} file */
  const bring = async (file) => {
    const found = await all.opened(file);
    if (found.why) {
      tell(fileLine, say(found.why, { name: found.name, size: weight(file.size), most: weight(all.MOST.bytes) }));
      return;
    }
    const missions = (found.entries.get("missions")?.list ?? []).slice(0, 12).map(called).join("\u202f; ");
    const mine = carried();
    /** @param {string} value @param {boolean} checked */
    const choice = (value, checked) =>
      make(
        "p",
        {},
        make("label", {}, make("input", { type: "radio", name: "how", value, checked }), " ", say(`import_${value}`)),
      );
    const answer = await ask({
      title: say("import_title"),
      content: [
        make("p", {}, say("import_saved", { day: longDate(found.saved), what: held(found.entries) })),
        missions && make("p", {}, say("import_missions", { names: missions })),
        ...(mine.size
          ? [
              make(
                "fieldset",
                {},
                make("legend", {}, say("import_how", { what: held(mine) })),
                choice("merge", true),
                choice("replace", false),
              ),
            ]
          : []),
      ],
      action: say("import_action"),
    });
    if (!answer) return;
    const merging = answer.how !== "replace";
    const { fault: failed, lost } = all.bring(found.entries, merging);
    const trouble = failed === "refused" ? "import_refused" : lost.length ? "too_full_lost" : "too_full";
    if (!failed && !merging) unkept = false;
    read();
    if (!failed && unkept) keep();
    show();
    const done = mine.size === 0 ? "imported" : merging ? "imported_merge" : "imported_replace";
    tell(
      fileLine,
      failed ? say(trouble, { names: lost.map(titled).join(", ") }) : say(done, { what: held(found.entries) }),
    );
  };

  const chosenFile = make("input", {
    class: "pk-input",
    id: "mission_file",
    type: "file",
    accept: ".json,application/json",
    onchange: async () => {
      const file = chosenFile.files?.[0];
      if (file) await bring(file);
      chosenFile.value = ""; // the same file may be chosen again
    },
  });

  // -- erasing ------------------------------------------------------------------------------------------------------------

  const eraseAll = async () => {
    const what =
      rows()
        .map((row) => row.what)
        .join("\u202f; ") || say("all_empty");
    const answer = await ask({
      title: say("all_title"),
      content: [make("p", {}, say("all_text", { what }))],
      action: say("all"),
      danger: true,
    });
    if (!answer) return;
    clearTimeout(timer);
    typed.clear();
    await all.forgetAll();
    unkept = false;
    read();
    show();
    await countPages();
    const again = navigator.serviceWorker && location.protocol !== "file:" ? ` ${say("all_again")}` : "";
    tell(allLine, rows().length ? say("all_partly") : say("all_done", { what }) + again);
  };

  // -- the page -----------------------------------------------------------------------------------------------------------

  page.querySelectorAll("[data-without]").forEach((note) => note.remove());
  part("chooser").append(
    make("p", { class: "pk-chooser" }, make("label", { for: chooser.id }, say("current")), chooser),
    empty,
    make(
      "p",
      { class: "pk-actions" },
      button(say("new"), create, { class: "pk-button pk-button--main" }),
      printing,
      removing,
    ),
    line,
    where,
  );
  part("fields").append(others);
  part("kept").append(keptLine, kept);
  part("file").append(
    make("p", { class: "pk-actions" }, button(say("export"), carry)),
    make("p", {}, make("label", { for: chosenFile.id }, say("import")), chosenFile),
    fileLine,
  );
  part("erase").append(
    make("p", { class: "pk-actions" }, button(say("all"), eraseAll, { class: "pk-button pk-button--danger" })),
    allLine,
  );
  page.append(sheet);

  page.addEventListener("input", ({ target }) => {
    const field = target instanceof HTMLElement ? target.dataset.field : undefined;
    if (field === undefined) return;
    typed.set(field, /** @type {Input} */ (target).value);
    clearTimeout(timer);
    timer = self.setTimeout(flush, 400);
  });
  page.addEventListener("change", flush);
  self.addEventListener("pagehide", flush);
  self.addEventListener("beforeprint", flush);
  document.addEventListener("visibilitychange", flush);
  self.addEventListener("storage", ({ key }) => {
    if (key !== null && key !== `${store.prefix}missions`) return showKept();
    const [before, typing] = [shown, typed.size > 0];
    read(); // writing at once what was typed here could bring back what the other tab is erasing
    const gone = before && !desk.list.some(({ id }) => id === before);
    if (!gone && before !== desk.current) flush();
    show();
    if (before && before !== shown) line.textContent = say(gone && typing ? "gone" : "switched");
  });

  page.classList.add("pk-mission--live");
  const failed = read();
  show();
  if (failed) line.textContent = fault(failed);
  where.hidden = failed === "refused";
  countPages();
})();
