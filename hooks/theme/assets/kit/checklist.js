// @ts-check
// A checklist that remembers its ticks in this browser, by the items' stable ids: a corrected label keeps its tick.
// Nothing is sent anywhere. Without this script, without storage, the boxes still tick for as long as the page is open.
(() => {
  "use strict";

  /** @param {string} id @returns {string} */
  const key = (id) => `prise-de-recul:checklist:${id}`;

  /** @param {string} id @returns {Set<string>} the ids ticked, none when nothing was kept or can be read */
  const load = (id) => {
    try {
      const kept = JSON.parse(localStorage.getItem(key(id)) ?? "[]");
      return new Set(Array.isArray(kept) ? kept.filter((item) => typeof item === "string") : []);
    } catch {
      return new Set();
    }
  };

  /** @param {string} id @param {Iterable<string>} ticked @returns {boolean} whether the browser kept it */
  const save = (id, ticked) => {
    try {
      localStorage.setItem(key(id), JSON.stringify([...ticked].sort()));
      return true;
    } catch {
      return false;
    }
  };

  /** @param {string} text @param {() => void} act @returns {HTMLButtonElement} */
  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "pk-button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };

  /** @param {HTMLElement} list */
  const start = (list) => {
    const id = list.dataset.checklist ?? "";
    /** @type {HTMLInputElement[]} */
    const boxes = [...list.querySelectorAll("input[data-item]")].filter((box) => box instanceof HTMLInputElement);
    /** @param {HTMLInputElement} box */
    const item = (box) => box.dataset.item ?? "";

    const bar = document.createElement("div");
    bar.className = "pk-bar";
    const progress = document.createElement("progress");
    progress.max = boxes.length;
    progress.setAttribute("aria-label", list.dataset.progress ?? "");
    const count = document.createElement("span");
    count.setAttribute("role", "status");
    const reset = button(list.dataset.reset ?? "", () => {
      boxes.forEach((box) => (box.checked = false));
      changed();
      boxes[0]?.focus();
    });
    bar.append(progress, count, reset, button(list.dataset.print ?? "", () => window.print()));

    const show = () => {
      const done = boxes.filter((box) => box.checked).length;
      progress.value = done;
      count.textContent = `${done} / ${boxes.length} ${list.dataset.done ?? ""}`;
      reset.disabled = done === 0;
    };

    const changed = () => {
      // ids that this page does not know any more are forgotten with the first change
      const kept = save(id, boxes.filter((box) => box.checked).map(item));
      show();
      if (!kept) count.textContent += ` · ${list.dataset.unkept ?? ""}`;
    };

    const read = () => {
      const ticked = load(id);
      boxes.forEach((box) => (box.checked = ticked.has(item(box))));
      show();
    };

    read();
    list.prepend(bar);
    list.addEventListener("change", changed);
    // the same list in another tab
    window.addEventListener("storage", (event) => event.key === key(id) && read());
  };

  document.querySelectorAll("[data-checklist]").forEach((list) => list instanceof HTMLElement && start(list));
})();
