// @ts-check
// Keys and screen readers around a page: buttons open and close the menu and the search, what covers the page holds the
// focus while it does and gives it back, and what is too wide scrolls with the arrows. The theme's own script may come
// later, or never (search-door.js).
(() => {
  "use strict";
  const say = self.kit.speaker("access");

  /** @param {string} selector @returns {HTMLElement | null} */
  const find = (selector) => document.querySelector(selector);

  /** @param {string} name @returns {HTMLInputElement | null} the box that is ticked while the menu or the search is open */
  const boxOf = (name) => /** @type {HTMLInputElement | null} */ (find(`[data-md-toggle=${name}]`));

  /** As a click does, but for what else listens to clicks. @param {HTMLInputElement} box @param {boolean} open */
  const turn = (box, open) => {
    if (box.checked === open) return;
    box.checked = open;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };

  /** What a box opens has a button to open it, and one to close it. @param {string} name @param {HTMLInputElement} box */
  const join = (name, box) => {
    const opener = find(`[data-pk-opens=${name}]`);
    opener?.addEventListener("click", () => turn(box, true));
    find(`[data-pk-closes=${name}]`)?.addEventListener("click", () => turn(box, false));
    box.addEventListener("change", () => opener?.setAttribute("aria-expanded", String(box.checked)));
    return opener;
  };

  // -- the menu, which lies over the page where there is no room beside it --------------------------------------------

  const drawer = boxOf("drawer");
  const menu = document.getElementById("pk-menu");
  if (drawer && menu) {
    const opener = join("drawer", drawer);
    const wide = matchMedia("(min-width: 76.25em)");
    const under = [".md-skip", ".md-header", ".md-content", ".md-sidebar--secondary", ".md-footer"].map(find);
    let left = false; // for another place in the page: the focus goes there
    menu.addEventListener("click", ({ target }) => {
      left = target instanceof Element && !!target.closest("a");
    });
    drawer.addEventListener("change", () => {
      const open = drawer.checked && !wide.matches;
      for (const part of under) if (part) part.inert = open;
      if (open) menu.querySelector("button")?.focus({ preventScroll: true });
      else if (!left) opener?.focus();
      left = false;
    });
    wide.addEventListener("change", () => turn(drawer, false));
  }

  // -- the search ------------------------------------------------------------------------------------------------------

  const search = boxOf("search");
  const form = document.forms.namedItem("search");
  const area = form?.parentElement;
  const query = form?.querySelector("input");
  const opener = search && join("search", search);

  /** What the theme goes through a page with. One letter alone is for those who speak to their computer too. */
  const LETTERS = ["f", "s", "/", "p", ",", "n", "."];

  if (search && form && area && query) {
    form.addEventListener("submit", (event) => event.preventDefault());
    query.addEventListener("click", () => turn(search, true));
    area.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !area.contains(relatedTarget)) turn(search, false);
    });

    /** Close the search; the focus stays in it, or goes back to what opened it. */
    const close = () => {
      if (opener?.offsetParent) {
        turn(search, false);
        opener.focus();
        return;
      }
      query.focus();
      setTimeout(() => turn(search, false), 20); // not before the theme has seen the focus come: it would open again
    };

    /** Before anyone else hears of it. */
    addEventListener(
      "keydown",
      (event) => {
        const { key, target } = event;
        if (event.isComposing || !(target instanceof HTMLElement)) return;
        const alone = !event.ctrlKey && !event.metaKey && !event.altKey;
        if (!alone) {
          if (key.toLowerCase() !== "k" || event.altKey || event.shiftKey) return;
          event.preventDefault();
          if (search.checked) query.focus();
          else turn(search, true);
        } else if (search.checked) {
          if (key === "Escape") close();
          // the theme would close the search on Tab, and go back to the box on any other key
          const heard = target === query ? key !== "Tab" : key.length === 1 ? key !== " " : /^(Enter|Arrow)/.test(key);
          if (key === "Escape" || !heard) event.stopImmediatePropagation();
        } else if (LETTERS.includes(key) && !target.matches("input, textarea, select, [contenteditable]")) {
          event.stopImmediatePropagation();
        }
      },
      { capture: true },
    );
  }

  // -- light and dark --------------------------------------------------------------------------------------------------

  const shades = [...document.querySelectorAll("[data-pk-picks]")].filter((button) => button instanceof HTMLElement);
  for (const button of shades) {
    button.addEventListener("keydown", (event) => event.key === "Enter" && event.stopPropagation()); // the theme would too
    button.addEventListener("click", () => {
      const shade = document.getElementById(button.dataset.pkPicks ?? "");
      if (!(shade instanceof HTMLInputElement)) return;
      shade.checked = false; // the device may have changed it since
      shade.click();
      shades.find((one) => !one.hidden)?.focus();
    });
  }

  // -- headings --------------------------------------------------------------------------------------------------------

  // « ¶ » gives the address of a section to who points at it; read aloud and stopped at, it is noise in every heading
  for (const mark of document.querySelectorAll(".headerlink")) {
    mark.setAttribute("tabindex", "-1");
    mark.setAttribute("aria-hidden", "true");
  }

  // -- what is wider than the page -------------------------------------------------------------------------------------

  const content = find(".md-content");
  const headings = [...(content?.querySelectorAll("h1, h2, h3, h4") ?? [])];

  /** @param {Element} part @returns {string} the heading it stands under */
  const titleOf = (part) => {
    const above = headings.filter((one) => one.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING);
    return above.at(-1)?.textContent?.replace("¶", "").trim() ?? document.title;
  };

  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth;
      const given = { tabindex: "0", role: "group", "aria-label": say("scrolls", { title: titleOf(target) }) };
      for (const [name, value] of Object.entries(given))
        if (scrolls) target.setAttribute(name, value);
        else target.removeAttribute(name);
    }
  });
  for (const part of content?.querySelectorAll(".md-typeset__scrollwrap, pre > code") ?? []) sizes.observe(part);
})();
