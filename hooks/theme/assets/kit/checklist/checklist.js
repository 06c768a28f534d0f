// @ts-check
// A checklist that follows its reader: each point done, not applicable or put off, in named lists of a mission, kept in
// this browser under the points' stable ids: a corrected wording keeps its answer. Nothing is sent: links hold their
// data in the fragment. Without this script the list reads and its boxes tick.
(() => {
  "use strict";
  const place = document.querySelector("[data-checklist]");
  if (!(place instanceof HTMLElement)) return;
  const { make, button, ask, status, speaker, longDate, ...kit } = self.kit;
  const runs = kitRuns;
  const { now, today, here, copy, answer, settled, inWords, missionName } = runs;
  const say = speaker("checklist");
  const common = speaker("kit");
  const list = place.dataset.checklist ?? "";
  const title = place.dataset.title ?? "";

  /** @typedef {{state: "done" | "na" | "later", note?: string, day?: string}} Answer as runs.js tells */
  /** @typedef {{id: string, mission: string, name: string, started: string, touched: string, ended: string | null, items: Record<string, Answer>}} Run */
  /** @typedef {{runs: Run[], seen: Record<string, string>}} Kept */

  const LINK = "liste="; // what the fragment of a shared link begins with
  const LINK_LENGTH = 2000; // past which messengers cut links
  const FILE_LENGTH = 1_000_000;

  // -- the list that is shown ------------------------------------------------------------------------------------------

  const keeper = runs.keeper(list);
  let fresh = runs.blank();
  /** @type {Run} the run shown, one of those kept or *fresh* */
  let run = fresh;
  /** @type {Run | null} one that was received, shown in its place */
  let preview = null;
  let chosen = "";

  /** @param {Kept} kept @returns {Run} the chosen run, or the last one of this mission, or a fresh one */
  const current = (kept) =>
    kept.runs.find(({ id }) => id === chosen) ??
    runs.lastFirst(kept.runs.filter(({ mission }) => mission === here()))[0] ??
    fresh;

  /** @param {Run} added */
  const add = (added) => {
    keeper.update((/** @type {Kept} */ kept) => kept.runs.push(copy(added)));
    chosen = added.id;
  };

  /** Change the run that is shown. One of another tab takes the place of one where nothing was done yet. */
  /** @param {(run: Run) => void} act */
  const edit = (act) => {
    const kept = keeper.kept();
    let shown = run === fresh ? current(kept) : run;
    if (shown === fresh) shown = runs.begun(kept, { id: fresh.id });
    const touched = now();
    keeper.update((/** @type {Kept} */ kept) => {
      const found = kept.runs.find(({ id }) => id === shown.id) ?? copy(shown);
      if (!kept.runs.includes(found)) kept.runs.push(found);
      act(found);
      found.touched = touched;
    });
    chosen = shown.id;
  };

  // -- its points ----------------------------------------------------------------------------------------------------

  /**
   * @typedef {object} Item
   * @property {string} id @property {string} text @property {string} pause @property {string} fingerprint
   * @property {boolean} critical @property {HTMLElement} row @property {HTMLInputElement} box
   * @property {HTMLElement} said @property {HTMLButtonElement} other @property {HTMLElement | null} panel
   */

  /** @param {HTMLInputElement} box @returns {Item} */
  const itemOf = (box) => {
    const id = box.dataset.item ?? "";
    const row = /** @type {HTMLElement} */ (box.closest("li"));
    const text = row.querySelector(".pk-text")?.textContent ?? "";
    const said = make("p", { class: "pk-said", id: `said--${id}` });
    const other = button(say("other"), () => (item.panel ? close(item) : open(item)), {
      class: "pk-other",
      "aria-expanded": "false",
      "aria-label": say("other_for", { text }),
    });
    box.setAttribute("aria-describedby", said.id);
    box.parentElement?.append(other);
    box.parentElement?.after(said);
    const pause = box.closest("ul")?.dataset.pause ?? "";
    const item = {
      id,
      text,
      pause,
      fingerprint: box.dataset.fingerprint ?? "",
      critical: "critical" in box.dataset,
      row,
      box,
      said,
      other,
      panel: null,
    };
    return item;
  };

  /** @param {Item} item @param {Answer | undefined} given */
  const set = (item, given) => {
    edit(({ items }) => {
      if (given) items[item.id] = given;
      else delete items[item.id];
    });
    show();
  };

  /** @param {Item} item */
  const close = (item) => {
    if (item.panel?.contains(document.activeElement)) item.other.focus();
    item.panel?.remove();
    item.panel = null;
    item.other.setAttribute("aria-expanded", "false");
  };

  /** The two other answers, under the point. @param {Item} item */
  const open = (item) => {
    const had = answer(run, item);
    /** @param {Answer | undefined} given */
    const give = (given) => {
      close(item);
      set(item, given);
      line.textContent = say("now", { state: inWords(given && { ...given, note: "" }) });
    };
    /** @param {string} label @param {string} action @param {Record<string, any>} input @param {(value: string) => Answer} made */
    const form = (label, action, input, made) => {
      const id = `${input.name}--${item.id}`;
      const field = make("input", { id, class: "pk-input", ...input });
      return make(
        "form",
        {
          onsubmit: (/** @type {Event} */ event) => {
            event.preventDefault();
            field.value = field.value.trim();
            if (field.reportValidity()) give(made(field.value));
          },
        },
        make("label", { for: id }, label),
        field,
        make("button", { class: "pk-button" }, action),
      );
    };
    const note = {
      name: "note",
      type: "text",
      maxlength: runs.NOTE_LENGTH,
      required: item.critical,
      autocomplete: "off",
      value: had?.note ?? "",
    };
    const day = { name: "day", type: "date", min: today(), required: true, value: had?.day ?? "" };
    const panel = make(
      "div",
      {
        class: "pk-panel",
        role: "group",
        "aria-label": say("other_for", { text: item.text }),
        onkeydown: (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && close(item),
      },
      form(say(item.critical ? "why_na_critical" : "why_na"), say("set_na"), note, (note) => ({
        state: "na",
        ...(note && { note }),
      })),
      form(say("when_later"), say("set_later"), day, (day) => ({ state: "later", day })),
      had && had.state !== "done" && button(say("set_todo"), () => give(undefined)),
    );
    item.panel = panel;
    item.said.after(panel);
    item.other.setAttribute("aria-expanded", "true");
  };

  /** @param {Item} item @param {Run} run @param {boolean} locked */
  const showItem = (item, run, locked) => {
    const given = answer(run, item);
    item.box.checked = given?.state === "done";
    item.box.disabled = locked;
    item.row.dataset.state = given?.state ?? "todo";
    item.said.textContent = given && given.state !== "done" ? inWords(given) : "";
    item.other.hidden = locked;
    if (locked) close(item);
  };

  /** @type {Item[]} */
  const items = [...place.querySelectorAll("input[data-item]")]
    .filter((box) => box instanceof HTMLInputElement)
    .map(itemOf);

  /** A link to a point, that leads the keyboard to its box. @param {Item} item */
  const linkTo = ({ id, text, box }) =>
    make("a", { href: `#${id}`, onclick: () => setTimeout(() => box.focus({ preventScroll: true })) }, text);

  // -- what the page says of it ----------------------------------------------------------------------------------------

  /** @param {string} key @param {number} count */
  const several = (key, count) => say(count === 1 ? `${key}_one` : `${key}_many`, { count });

  /** A passage above the list, shown as long as it has something to say. @param {string} [kind] */
  const notice = (kind = "") => make("div", { class: `pk-notice ${kind}`, tabindex: "-1", hidden: true });
  /** @param {HTMLElement} notice @param {(Node | string | false)[]} said */
  const tell = (notice, said) => {
    notice.replaceChildren(...said.filter((part) => part !== false));
    notice.hidden = said.length === 0;
  };
  /** @param {(Node | string | false)[]} said */
  const p = (...said) => make("p", {}, ...said);
  /** @param {Node[]} said */
  const actions = (...said) => make("p", { class: "pk-actions" }, ...said);

  const line = status();
  const heading = make("p", { class: "pk-run" });
  const faults = make("div", { role: "status" });
  const keptNote = make("p", { class: "pk-kept" }, common("kept"));
  const received = notice();
  const ended = notice();
  const lacking = notice("pk-notice--alert");
  const changed = notice();
  let finishing = false;

  /** @param {Run} shown */
  const showHeading = (shown) => {
    const name =
      shown.name && (shown.ended ? `${shown.name} (${say("ended_mark", { day: longDate(shown.ended) })})` : shown.name);
    const mission = shown === fresh ? here() : shown.mission;
    heading.textContent = [name, mission && say("run_mission", { name: missionName(mission) })]
      .filter(Boolean)
      .join(" · ");
  };

  /** @param {Run} shown */
  const showCount = (shown) => {
    /** @param {Answer["state"]} state */
    const having = (state) => items.filter((item) => answer(shown, item)?.state === state).length;
    const [done, na, later] = [having("done"), having("na"), having("later")];
    progress.value = done + na;
    count.textContent = [
      say("count", { done, total: items.length }),
      na && say("count_na", { count: na }),
      later && say("count_later", { count: later }),
    ]
      .filter(Boolean)
      .join(" · ");
  };

  /** @param {Run} shown */
  const showEnded = (shown) => {
    if (!shown.ended || preview) return tell(ended, []);
    const open = items.filter((item) => !["done", "na"].includes(answer(shown, item)?.state ?? "")).length;
    const said = [
      say("ended", { day: longDate(shown.ended) }),
      open > 0 && several("ended_open", open),
      say("ended_locked"),
    ];
    tell(ended, [
      p(said.filter(Boolean).join(" ")),
      actions(button(say("new"), startNew), button(say("reopen"), reopen)),
    ]);
  };

  /** Words, with links, for the critical points that stand in the way; once asked, until none is left. @param {Run} shown */
  const showLacking = (shown) => {
    const left = items.filter((item) => item.critical && !settled(answer(shown, item)));
    finishing &&= left.length > 0 && !preview;
    const reasons = { later: say("missing_later"), na: say("missing_why"), done: "" };
    const rows = left.map((item) => {
      const given = answer(shown, item);
      return make("li", {}, linkTo(item), given ? ` (${reasons[given.state]})` : "");
    });
    tell(lacking, finishing ? [p(several("missing", left.length)), make("ul", {}, ...rows)] : []);
  };

  /** @param {Kept["seen"]} seen */
  const showChanged = (seen) => {
    const known = Object.keys(seen).length > 0;
    const added = items.filter(({ id }) => known && !Object.hasOwn(seen, id));
    const reworded = items.filter(({ id, fingerprint }) => Object.hasOwn(seen, id) && seen[id] !== fingerprint);
    const removed = Object.keys(seen).filter((id) => !items.some((item) => item.id === id)).length;
    const total = added.length + reworded.length + removed;
    /** @param {string} what @param {Item} item */
    const row = (what, item) => make("li", {}, say(what), " ", linkTo(item));
    const rows = [
      ...added.map((item) => row("added", item)),
      ...reworded.map((item) => row("reworded", item)),
      ...(removed ? [make("li", {}, several("removed", removed))] : []),
    ];
    tell(
      changed,
      total ? [p(several("changed", total)), make("ul", {}, ...rows), actions(button(say("seen"), acknowledge))] : [],
    );
  };

  /** Keep what the reader has now seen of the points. @param {boolean} [quiet] */
  const see = (quiet) => {
    const seen = Object.fromEntries(items.map(({ id, fingerprint }) => [id, fingerprint]));
    keeper.update((/** @type {Kept} */ kept) => (kept.seen = seen), quiet);
    show();
  };

  const acknowledge = () => {
    see();
    more.focus();
  };

  const showReceived = () =>
    tell(
      received,
      preview
        ? [
            p(say("received", { name: preview.name })),
            p(say("received_kept")),
            actions(button(say("take"), take), button(say("ignore"), ignore)),
          ]
        : [],
    );

  const showFaults = () => {
    keptNote.hidden = keeper.faults().includes("refused");
    const said = keeper.faults().map((fault) => make("p", { class: "pk-notice pk-notice--alert" }, common(fault)));
    if (faults.textContent !== said.map(({ textContent }) => textContent).join("")) faults.replaceChildren(...said); // said once
  };

  /** @param {Run[]} kept */
  const showChoice = (kept) => {
    /** @param {Run} run */
    const option = ({ id, name, ended }) => make("option", { value: id }, ended ? say("run_ended", { name }) : name);
    const groups = [...new Set([here(), ...kept.map(({ mission }) => mission)])]
      .map((id) => ({ id, members: runs.lastFirst(kept.filter(({ mission }) => mission === id)) }))
      .filter(({ members }) => members.length > 0);
    const grouped = groups.map(({ id, members }) => {
      const options = members.map(option);
      return groups.length > 1 || id ? [make("optgroup", { label: missionName(id) }, ...options)] : options;
    });
    choice.replaceChildren(
      ...(run === fresh ? [make("option", { value: fresh.id }, say("run_fresh"))] : []),
      ...grouped.flat(),
    );
    choice.value = run.id;
  };

  const show = () => {
    const kept = keeper.kept();
    run = current(kept);
    if (run !== fresh) chosen = run.id;
    const shown = preview ?? run;
    items.forEach((item) => showItem(item, shown, !!preview || !!shown.ended));
    showHeading(shown);
    showCount(shown);
    showEnded(shown);
    showLacking(shown);
    showChanged(preview ? {} : kept.seen);
    showReceived();
    showFaults();
    showChoice(kept.runs);
    finish.hidden = !!preview || !!run.ended;
    more.hidden = !!preview;
    another.disabled = !run.ended && Object.keys(run.items).length === 0;
    erase.disabled = run === fresh;
  };

  // -- what the reader does with it ------------------------------------------------------------------------------------

  const end = () => {
    finishing = items.some((item) => item.critical && !settled(answer(run, item)));
    const time = now();
    if (!finishing) edit((run) => (run.ended = time));
    line.textContent = "";
    show();
    (finishing ? lacking : ended).focus();
  };

  const reopen = () => {
    edit((run) => (run.ended = null));
    show();
    line.textContent = say("reopened");
    finish.focus();
  };

  const startNew = () => {
    add(runs.begun(keeper.kept()));
    show();
    line.textContent = say("new_shown");
    more.focus();
  };

  const rename = async () => {
    const id = "pk--name";
    const input = make("input", {
      id,
      name: "name",
      class: "pk-input",
      maxlength: runs.NAME_LENGTH,
      required: true,
      autocomplete: "off",
      value: run.name,
    });
    const answered = await ask({
      title: say("rename_title"),
      content: [p(make("label", { for: id }, say("rename_label")), input)],
      action: say("rename"),
    });
    if (!answered?.name) return;
    edit((run) => (run.name = answered.name));
    show();
    line.textContent = say("renamed", { name: answered.name });
  };

  const remove = async () => {
    const { id, name } = run;
    const answered = await ask({
      title: say("delete_title", { name }),
      content: [p(say("delete_text"))],
      action: say("delete"),
      danger: true,
    });
    if (!answered) return;
    keeper.update((/** @type {Kept} */ kept) => (kept.runs = kept.runs.filter((run) => run.id !== id)));
    chosen = "";
    fresh = runs.blank();
    show();
    line.textContent = say("deleted", { name });
  };

  /** @param {string} id */
  const choose = (id) => {
    chosen = id;
    show();
    edit(() => {}); // opened: the last one touched
    finishing = false;
    show();
    line.textContent = say("shown", { name: run.name });
  };

  /** What passes from hand to hand. */
  const shared = () => ({ list, name: run.name || say("run_fresh"), ended: run.ended, items: run.items });

  const link = async () => {
    const fragment = `${LINK}${kit.packed(shared())}`;
    await kit.share(fragment, line);
    line.append(make("span", {}, " ", say("link_holds"), fragment.length > LINK_LENGTH && ` ${say("link_long")}`));
  };

  const forgetLink = () =>
    location.hash.startsWith(`#${LINK}`) && history.replaceState(null, "", location.href.split("#")[0]);

  /** Show what was received, if it is a list of this page; else say *refusal*. @param {any} value @param {string} refusal */
  const offer = (value, refusal) => {
    preview = null;
    if (runs.isShared(value, list)) {
      const known = items.filter(({ id }) => Object.hasOwn(value.items, id));
      const answers = Object.fromEntries(known.map(({ id }) => [id, value.items[id]]));
      preview = { ...runs.blank(), name: value.name || say("run_fresh"), ended: value.ended, items: answers };
    } else forgetLink();
    show();
    line.textContent = preview ? "" : refusal;
    if (preview) received.focus();
  };

  const receive = () =>
    location.hash.startsWith(`#${LINK}`) && offer(kit.unpacked(location.hash.slice(LINK.length + 1)), say("bad_link"));

  /** @param {File} file */
  const openFile = async (file) => {
    let value;
    try {
      value = file.size <= FILE_LENGTH && JSON.parse(await file.text());
    } catch {} // no JSON, or gone since: refused below
    offer(value, say("bad_file"));
  };

  const take = () => {
    if (!preview) return;
    add(runs.begun(keeper.kept(), { name: preview.name, ended: preview.ended, items: preview.items }));
    preview = null;
    forgetLink();
    show();
    line.textContent = say("taken", { name: run.name });
    more.focus();
  };

  const ignore = () => {
    preview = null;
    forgetLink();
    show();
    line.textContent = say("ignored");
    more.focus();
  };

  // -- the bar -----------------------------------------------------------------------------------------------------------

  /** @param {string} extension */
  const fileName = (extension) => `${kit.fileName(`${list} ${run.name}`)}.${extension}`;

  const progress = make("progress", { max: items.length, "aria-label": say("progress") });
  const count = make("span", { class: "pk-count", role: "status" });
  const finish = button(say("finish"), end);
  const more = button(say("more"), () => unfold(Boolean(menu.hidden)), {
    "aria-expanded": "false",
    "aria-controls": "pk--menu",
  });

  /** @param {boolean} wanted */
  const unfold = (wanted) => {
    menu.hidden = !wanted;
    more.setAttribute("aria-expanded", String(wanted));
  };

  /** A line of the menu, which closes as it acts. @param {string} key @param {() => void} does */
  const entry = (key, does) =>
    button(say(key), () => {
      unfold(false);
      more.focus();
      line.textContent = "";
      does();
    });

  const choice = make("select", { id: "pk--choice", class: "pk-input", onchange: () => choose(choice.value) });
  const another = entry("new", startNew);
  const erase = entry("delete", remove);
  const picker = make("input", {
    type: "file",
    accept: ".json,application/json",
    hidden: true,
    onchange: () => {
      const file = picker.files?.[0];
      if (file) openFile(file);
      picker.value = "";
    },
  });
  /** @param {string} key @param {HTMLElement[]} entries */
  const group = (key, ...entries) =>
    make(
      "div",
      { role: "group", "aria-label": say(key) },
      make("p", { class: "pk-label", "aria-hidden": "true" }, say(key)),
      ...entries,
    );
  const menu = make(
    "div",
    { class: "pk-menu", id: "pk--menu", hidden: true },
    group("lists", make("label", { for: choice.id }, say("run")), choice, another, entry("rename", rename), erase),
    group(
      "sharing",
      entry("link", link),
      entry("file", () => kit.download(fileName("json"), "application/json", JSON.stringify(shared(), null, 1))),
      entry("open_file", () => picker.click()),
      picker,
    ),
    group(
      "exporting",
      entry("print", () => self.print()),
      entry("csv", () => kit.download(fileName("csv"), "text/csv", runs.csv(run, items))),
      entry("markdown", () => kit.download(fileName("md"), "text/markdown", runs.markdown(title, run, items))),
    ),
  );
  const bar = make("div", { class: "pk-bar" }, progress, count, finish, more, menu, line);
  bar.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || menu.hidden) return;
    unfold(false);
    more.focus();
  });
  document.addEventListener(
    "click",
    ({ target }) => !menu.hidden && target instanceof Node && !bar.contains(target) && unfold(false),
  );

  // what a link leads to stops under the bar, however tall the bar is
  new ResizeObserver(() => place.style.setProperty("--pk-bar", `${bar.offsetHeight}px`)).observe(bar);
  place.prepend(bar, heading, faults, received, ended, lacking, changed);
  place.append(keptNote);
  place.addEventListener("change", ({ target }) => {
    const item = items.find(({ box }) => box === target);
    if (!item) return;
    line.textContent = "";
    set(item, item.box.checked ? { state: "done" } : undefined);
  });
  keeper.watch(show);
  kit.store.watch("missions", () => {
    chosen = "";
    show();
  });
  self.addEventListener("hashchange", receive);

  if (Object.keys(keeper.kept().seen).length === 0) see(true);
  show();
  receive();
})();
