// @ts-check
// The bar of a checklist: how far it is, the button that ends it, and a menu of its runs, of what passes from hand to
// hand, of files.

const kitBar = (() => {
  "use strict";
  const { make, button, speaker } = self.kit;
  const { here, lastFirst, missionName, answer } = kitRuns;
  const say = speaker("checklist");

  /** @typedef {Record<"end" | "start" | "rename" | "remove" | "link" | "file" | "csv" | "markdown", () => void>} Acts what its buttons do */
  /** @typedef {Acts & {choose: (id: string) => void, open: (file: File) => void}} AllActs */

  /** @param {string} key @param {HTMLElement[]} entries */
  const group = (key, ...entries) =>
    make(
      "div",
      { role: "group", "aria-label": say(key) },
      make("p", { class: "pk-label", "aria-hidden": "true" }, say(key)),
      ...entries,
    );

  /** @param {Item[]} items @param {Current} current @param {HTMLElement} line says what was done @param {AllActs} acts */
  return (items, current, line, acts) => {
    const progress = make("progress", { max: items.length, "aria-label": say("progress") });
    const count = make("span", { class: "pk-count", role: "status" });
    const finish = button(say("finish"), acts.end);
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

    const choice = make("select", { id: "pk--choice", class: "pk-input", onchange: () => acts.choose(choice.value) });
    const another = entry("new", acts.start);
    const erase = entry("delete", acts.remove);
    const picker = make("input", {
      type: "file",
      accept: ".json,application/json",
      hidden: true,
      onchange: () => {
        const file = picker.files?.[0];
        if (file) acts.open(file);
        picker.value = "";
      },
    });
    const choosing = [make("label", { for: choice.id }, say("run")), choice];
    const opening = entry("open_file", () => picker.click());
    const printing = entry("print", () => self.print());
    const menu = make(
      "div",
      { class: "pk-menu", id: "pk--menu", hidden: true },
      group("lists", ...choosing, another, entry("rename", acts.rename), erase),
      group("sharing", entry("link", acts.link), entry("file", acts.file), opening, picker),
      group("exporting", printing, entry("csv", acts.csv), entry("markdown", acts.markdown)),
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

    /** @param {Run[]} kept */
    const showChoice = (kept) => {
      /** @param {Run} run */
      const option = ({ id, name, ended }) => make("option", { value: id }, ended ? say("run_ended", { name }) : name);
      const groups = [...new Set([here(), ...kept.map(({ mission }) => mission)])]
        .map((id) => ({ id, members: lastFirst(kept.filter(({ mission }) => mission === id)) }))
        .filter(({ members }) => members.length > 0);
      const grouped = groups.map(({ id, members }) => {
        const options = members.map(option);
        return groups.length > 1 || id ? [make("optgroup", { label: missionName(id) }, ...options)] : options;
      });
      const { id } = current.run();
      const fresh = current.isFresh() ? [make("option", { value: id }, say("run_fresh"))] : [];
      choice.replaceChildren(...fresh, ...grouped.flat());
      choice.value = id;
    };

    return {
      bar,
      finish,
      more,

      /** @param {Runs} kept */
      show: (kept) => {
        const [run, preview] = [current.run(), current.preview()];
        showCount(current.shown());
        showChoice(kept.runs);
        finish.hidden = !!preview || !!run.ended;
        more.hidden = !!preview;
        another.disabled = !run.ended && Object.keys(run.items).length === 0;
        erase.disabled = current.isFresh();
      },
    };
  };
})();
