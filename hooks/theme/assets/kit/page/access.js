// @ts-check
// Keys and screen readers around a page: buttons open and close the menu, which holds the focus while it covers the page
// and gives it back, and what is too wide scrolls with the arrows. The theme's own script may be there, or not.
(() => {
  "use strict";
  const say = self.kit.speaker("access");

  /** @param {string} selector @returns {HTMLElement | null} */
  const find = (selector) => document.querySelector(selector);

  /** As a click does, but for what else listens to clicks. @param {HTMLInputElement} box @param {boolean} open */
  const turn = (box, open) => {
    if (box.checked === open) return;
    box.checked = open;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // -- the menu, which lies over the page where there is no room beside it --------------------------------------------

  const drawer = find("[data-md-toggle=drawer]");
  const menu = document.getElementById("pk-menu");
  if (drawer instanceof HTMLInputElement && menu) {
    const opener = find(".pk-opens--drawer");
    opener?.addEventListener("click", () => turn(drawer, true));
    find(".pk-closes--drawer")?.addEventListener("click", () => turn(drawer, false));
    const wide = matchMedia("(min-width: 76.25em)");
    const under = [".md-skip", ".md-header", ".md-content", ".md-sidebar--secondary", ".md-footer"].map(find);
    let left = false; // for another place in the page: the focus goes there
    menu.addEventListener("click", ({ target }) => {
      left = target instanceof Element && !!target.closest("a");
    });
    drawer.addEventListener("change", () => {
      opener?.setAttribute("aria-expanded", String(drawer.checked));
      const open = drawer.checked && !wide.matches;
      for (const part of under) if (part) part.inert = open;
      if (open) menu.querySelector("button")?.focus({ preventScroll: true });
      else if (!left) opener?.focus();
      left = false;
    });
    wide.addEventListener("change", () => turn(drawer, false));
  }

  // -- letters ---------------------------------------------------------------------------------------------------------

  // What the theme's script goes through a site with. One letter alone is for those who speak to their computer too.
  const LETTERS = ["f", "s", "/", "p", ",", "n", "."];
  addEventListener(
    "keydown",
    (event) => {
      const typing =
        event.target instanceof Element && event.target.matches("input, textarea, select, [contenteditable]");
      const held = event.ctrlKey || event.metaKey || event.altKey;
      if (LETTERS.includes(event.key) && !typing && !held) event.stopImmediatePropagation();
    },
    { capture: true },
  );

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
