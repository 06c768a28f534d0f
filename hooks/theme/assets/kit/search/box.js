// @ts-check
// The search box. Nothing is loaded for it before somebody comes to it: then what finds (client.js) and what shows
// (answers.js). What is typed stands in no address; this tab remembers it for who comes back from an answer.
(() => {
  "use strict";

  /** @typedef {{total: number, answers: {}[]}} Found as answers.js shows it */
  /** @typedef {{open(): Promise<void>, ask(query: string, which: {from: number, count: number}): Promise<Found | null>}} Search */
  /** @typedef {{item(answer: {}): HTMLElement, shown(found: Found, put: (word: string) => void, more: () => void): HTMLElement[]}} Shows */

  const kit = /** @type {typeof self.kit & {search: Search, answers: Shows}} */ (self.kit);
  const say = kit.speaker("search");
  const area = document.getElementById("pk-search");
  const [form, panel] = [area?.querySelector("form"), area?.querySelector(".pk-search__panel")];
  const field = form?.querySelector("input");
  const opener = document.querySelector(".pk-opens--search");
  const own = document.currentScript;
  if (!area || !form || !field || !(panel instanceof HTMLElement) || !(opener instanceof HTMLElement)) return;
  if (!(own instanceof HTMLScriptElement)) return;
  const [line, found, ways] = [...panel.children].map((part) => /** @type {HTMLElement} */ (part));

  const MOST = 200; // letters
  const AT_ONCE = 10; // answers
  const wide = matchMedia("(min-width: 60em)"); // as in style.css: elsewhere it covers the page
  const isOpen = () => !panel.hidden;

  /** What there is to go through below the field. */
  const stops = () => {
    const all = [...panel.querySelectorAll("a, button")].filter((one) => one.getClientRects().length > 0);
    return /** @type {HTMLElement[]} */ (all);
  };

  const focused = () => /** @type {HTMLElement} */ (document.activeElement);

  // -- what is asked ---------------------------------------------------------------------------------------------------

  /** @param {string} name */
  const load = (name) => kit.load(own.src.replace(/box\.js/, name));

  const open = async () => {
    await Promise.all([kit.answers ?? load("answers.js"), kit.search ?? load("client.js")]);
    await kit.search.open();
    ready = true;
  };

  /** @type {Promise<void> | undefined} */
  let opened;
  let ready = false;
  let turn = 0; // of the latest question: an answer to any other comes too late
  let frame = 0;

  /** @param {string} key @param {Record<string, string>} [values] what is said aloud, when it changes */
  const tell = (key, values) => {
    const text = say(key, values);
    if (line.textContent !== text) line.textContent = text;
  };

  /** @param {string} key what is said in the place of answers */
  const tellOnly = (key) => {
    tell(key);
    found.replaceChildren();
    ways.hidden = false;
  };

  /**
   * The answer to a question, null when another was asked meanwhile, or when it fails: that is told.
   * @param {string} query @param {{from: number, count: number}} which @returns {Promise<Found | null>}
   */
  const answerTo = async (query, which) => {
    const mine = ++turn;
    try {
      opened ??= open();
      await opened;
      const answer = query ? await kit.search.ask(query, which) : null;
      return mine === turn ? answer : null;
    } catch {
      opened = undefined; // each letter is another try
      if (mine === turn) tellOnly("failed");
      return null;
    }
  };

  /** Show what answers the field. @returns {Promise<boolean>} whether there is something, still wanted */
  const ask = async (count = AT_ONCE) => {
    cancelAnimationFrame(frame);
    frame = 0;
    const query = field.value.slice(0, MOST).trim();
    if (!query) tellOnly("hint");
    else if (!ready) tellOnly("loading");
    const answer = await answerTo(query, { from: 0, count });
    if (!answer) return false;
    const { total } = answer;
    tell(total > 1 ? "many" : total ? "one" : "none", { query, count: total.toLocaleString("fr-FR") });
    found.replaceChildren(...kit.answers.shown(answer, put, () => askMore(query, total)));
    ways.hidden = total > 0;
    panel.scrollTop = 0;
    return total > 0;
  };

  /** @param {string} query @param {number} total */
  const askMore = async (query, total) => {
    const [list, more] = found.children;
    const from = list.children.length;
    const answer = await answerTo(query, { from, count: AT_ONCE });
    if (!answer) return;
    list.append(...answer.answers.map(kit.answers.item));
    stops()[from]?.focus();
    if (list.children.length >= total || !answer.answers.length) more.remove();
  };

  /** @param {string} word */
  const put = (word) => {
    field.value = word;
    field.focus();
    ask();
  };

  // -- open and closed -------------------------------------------------------------------------------------------------

  /** @type {Element | null} */
  let before = null; // where the focus was when keys called it here

  /** What it lies over is out of reach. */
  const cover = () => {
    for (let part = area; part !== document.body && part.parentElement; part = part.parentElement)
      for (const beside of part.parentElement.children)
        if (beside instanceof HTMLElement && beside !== part) beside.inert = isOpen() && !wide.matches;
  };

  /** @param {boolean} shown */
  const turnTo = (shown) => {
    panel.hidden = !shown;
    area.classList.toggle("pk-search--open", shown);
    opener.setAttribute("aria-expanded", String(shown));
    cover();
  };

  /** Open, which is a step in the history of a phone: « Back » closes what covers the page. */
  const come = () => {
    if (isOpen()) return;
    const drawer = document.getElementById("__drawer");
    if (drawer instanceof HTMLInputElement && drawer.checked) drawer.click();
    if (wide.matches) history.replaceState({ pkSearch: "here" }, "");
    else history.pushState({ pkSearch: "over" }, "");
    turnTo(true);
    ask();
  };

  const leave = () => {
    if (!isOpen()) return;
    before = null;
    turnTo(false);
    const step = history.state?.pkSearch;
    if (step === "over") history.back();
    else if (step) history.replaceState(null, "");
  };

  /** Closed, and the focus where it was. */
  const giveBack = () => {
    const to = !wide.matches ? opener : before?.isConnected ? before : field;
    field.focus(); // while it is open: to come to it later would open it
    leave();
    if (to instanceof HTMLElement) to.focus({ preventScroll: true });
  };

  opener.addEventListener("click", () => {
    come();
    field.focus();
  });
  area.querySelector(".pk-closes--search")?.addEventListener("click", giveBack);
  for (const name of ["focus", "click"]) field.addEventListener(name, come);
  field.addEventListener("input", () => {
    come();
    frame ||= requestAnimationFrame(() => ask());
  });
  form.addEventListener("reset", () => setTimeout(() => put("")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    come();
    if ((await ask()) && isOpen()) stops()[0]?.click();
  });
  area.addEventListener("focusout", ({ relatedTarget }) => {
    if (wide.matches && relatedTarget instanceof Node && !area.contains(relatedTarget)) leave();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (wide.matches && target instanceof Node && !area.contains(target)) leave();
  });
  wide.addEventListener("change", cover);

  addEventListener("keydown", (event) => {
    const { key, isComposing, altKey, shiftKey, target } = event;
    const called = (event.ctrlKey || event.metaKey) && key.toLowerCase() === "k";
    if (isComposing || altKey || shiftKey || document.querySelector("dialog[open]")) return;
    const inside = target instanceof Node && area.contains(target);
    if (called) {
      const now = document.activeElement;
      come();
      if (!inside && now !== document.body) before = now;
      field.focus();
      field.select();
    } else if (event.ctrlKey || event.metaKey || !inside) return;
    else if (key === "Escape" && isOpen()) giveBack();
    else if (key === "ArrowDown" || key === "ArrowUp") {
      come();
      const all = [field, ...stops()];
      all[all.indexOf(focused()) + (key === "ArrowDown" ? 1 : -1)]?.focus();
    } else return;
    event.preventDefault();
  });

  // -- there and back --------------------------------------------------------------------------------------------------

  const kept = `${kit.store.prefix}search:${location.pathname}`; // in the memory of this tab, and gone with it
  let left = { query: "", count: AT_ONCE, at: -1 };

  const note = () => {
    const at = stops().indexOf(focused());
    left = { query: field.value, count: Math.max(AT_ONCE, found.querySelectorAll("li").length), at };
  };

  /** As the reader left it, the focus on the answer that was followed. */
  const comeBack = async () => {
    turnTo(true);
    field.value = left.query;
    const at = (await ask(left.count)) ? left.at : -1;
    (stops()[at] ?? field).focus();
  };

  panel.addEventListener("click", ({ target, ctrlKey, metaKey, shiftKey }) => {
    const link = target instanceof Element && target.closest("a");
    if (!link) return;
    link.focus(); // not every browser does
    const [page, anchor] = link.href.split("#");
    if (ctrlKey || metaKey || shiftKey || !anchor || page !== location.href.split("#")[0]) return;
    note();
    turnTo(false); // in this very page: another step in its history
  });
  addEventListener("popstate", () => {
    const here = !!history.state?.pkSearch;
    if (here === isOpen()) return;
    if (here) return comeBack();
    turnTo(false);
    if (!wide.matches) opener.focus({ preventScroll: true });
  });

  /** @template Value @param {() => Value} act @returns {Value | null} null where a browser keeps nothing, or what it kept is spoilt */
  const orNull = (act) => {
    try {
      return act();
    } catch {
      return null;
    }
  };
  addEventListener("pagehide", () => {
    if (!isOpen()) return;
    note();
    orNull(() => sessionStorage.setItem(kept, JSON.stringify(left)));
  });
  addEventListener("pageshow", ({ persisted }) => persisted && orNull(() => sessionStorage.removeItem(kept)));
  if (!history.state?.pkSearch) return;
  left = { ...left, ...orNull(() => JSON.parse(sessionStorage.getItem(kept) ?? "{}")) };
  orNull(() => sessionStorage.removeItem(kept));
  comeBack();
})();
