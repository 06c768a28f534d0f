// @ts-check
// What surrounds a page: its menu, its colours, its keys. The theme's own script does this and much more; it is ten times
// as heavy. A site that turned on something of the rest has it in the place of this one (theme_script.py).
(() => {
  "use strict";

  /** @param {string} name @returns {HTMLElement[]} the parts of the page that the theme names so */
  const parts = (name) => {
    const found = [...document.querySelectorAll(`[data-md-component=${name}]`)];
    return found.filter((part) => part instanceof HTMLElement);
  };
  const [header] = parts("header");
  const [main] = parts("main");
  if (!header || !main) return;
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  const features = document.currentScript?.dataset.features?.split(" ") ?? [];

  const drawer = /** @type {HTMLInputElement} */ (document.querySelector("[data-md-toggle=drawer]"));
  const closeMenu = () => drawer.checked && drawer.click();

  // -- light and dark ----------------------------------------------------------------------------------------------

  /** @type {{__md_get(key: string): any, __md_set(key: string, value: any): void}} */
  const kept = /** @type {any} */ (self);
  const inputs = [...document.querySelectorAll("[data-md-component=palette] input")];
  const shades = inputs.filter((shade) => shade instanceof HTMLInputElement);
  /** What *act* gives, null where it fails: a browser that keeps nothing, an address that means nothing. */
  /** @param {() => any} act */
  const orNull = (act) => {
    try {
      return act();
    } catch {
      return null;
    }
  };
  // what a browser puts around the page, its bars and its own controls
  const [tint, scheme] = ["theme-color", "color-scheme"].map((name) => {
    const meta = document.createElement("meta");
    meta.name = name;
    document.head.append(meta);
    return meta;
  });

  /** @param {HTMLInputElement} shade */
  const wear = (shade) => {
    const color = Object.fromEntries(
      ["media", "scheme", "primary", "accent"].map((key) => [key, shade.getAttribute(`data-md-color-${key}`) ?? ""]),
    );
    document.body.setAttribute("data-md-color-switching", ""); // no transition from one to the other
    for (const [key, value] of Object.entries(color)) document.body.setAttribute(`data-md-color-${key}`, value);
    for (const one of shades) /** @type {HTMLElement} */ (one.nextElementSibling).hidden = one !== shade;
    const style = getComputedStyle(header);
    tint.content = style.backgroundColor;
    scheme.content = style.colorScheme;
    setTimeout(() => document.body.removeAttribute("data-md-color-switching"));
    return { index: shades.indexOf(shade), color };
  };

  /** What the reader chose before, or what the device asks for. */
  const wearFirst = () => {
    const chosen = orNull(() => kept.__md_get("__palette"))?.index;
    const asked = () => shades.find((one) => matchMedia(one.dataset.mdColorMedia ?? "").matches);
    const shade = shades[chosen] ?? asked() ?? shades[0];
    if (shade) wear(shade);
  };
  wearFirst();
  matchMedia("(prefers-color-scheme: light)").addEventListener("change", wearFirst);
  for (const shade of shades)
    shade.addEventListener("change", () => {
      const worn = wear(shade);
      orNull(() => kept.__md_set("__palette", worn));
    });

  /** @param {string} hash @returns {HTMLElement | null} what it leads to; an address may be written in any way */
  const aimOf = (hash) => document.getElementById(orNull(() => decodeURIComponent(hash.slice(1))) ?? "");

  // -- what follows the reader down the page -----------------------------------------------------------------------

  const bars = parts("sidebar").map((bar) => {
    const inner = /** @type {HTMLElement} */ (bar.querySelector(".md-sidebar__scrollwrap"));
    const wide = matchMedia(`(min-width: ${bar.dataset.mdType === "navigation" ? 76.25 : 60}em)`);
    return { bar, inner, wide, above: inner.offsetTop };
  });
  const grid = /** @type {HTMLElement} */ (main.firstElementChild);
  const lists = parts("toc").map((list) => ({
    now: -1,
    links: [...list.querySelectorAll(".md-nav__link")].flatMap((link) => {
      if (!(link instanceof HTMLAnchorElement)) return [];
      const target = aimOf(link.hash);
      return target ? [{ link, target }] : [];
    }),
  }));
  const [topic] = parts("header-title");
  const heading = document.querySelector(".md-content h1");

  /** @param {HTMLElement} target @returns {number} where it shows; what is folded shows where its fold does */
  const heightOf = (target) => {
    /** @type {HTMLElement} */
    let shown = target;
    while (!shown.getClientRects().length && shown.parentElement) shown = shown.parentElement;
    return shown.getBoundingClientRect().top;
  };

  const follow = () => {
    const high = header.offsetHeight;
    if (!high) return; // on paper
    const start = main.offsetTop - high;
    const margin = grid.offsetTop - main.offsetTop;
    const below = innerHeight + scrollY - main.offsetTop - main.offsetHeight;
    const seen = Math.max(0, innerHeight - Math.max(0, main.offsetTop - scrollY, high) - Math.max(0, below));

    const space = seen + Math.min(margin, Math.max(0, scrollY - start)) - margin;
    for (const { bar, inner, wide, above } of bars) {
      inner.style.height = wide.matches ? `${space - 2 * above}px` : "";
      bar.style.top = wide.matches ? `${high}px` : "";
    }

    const line = high + 0.8 * margin;
    const bottom = scrollY + innerHeight >= Math.floor(document.body.offsetHeight);
    for (const list of lists) {
      const next = bottom ? -1 : list.links.findIndex(({ target }) => heightOf(target) >= line);
      const now = (next < 0 ? list.links.length : next) - 1;
      if (now === list.now) continue;
      list.now = now;
      list.links.forEach(({ link }, place) => {
        link.classList.toggle("md-nav__link--passed", place <= now);
        link.classList.toggle("md-nav__link--active", place === now);
      });
      if (now >= 0 && features.includes("toc.follow")) bringIntoView(list.links[now].link);
    }

    if (heading) topic?.classList.toggle("md-header__title--active", heading.getBoundingClientRect().bottom <= high);
  };

  /** In its own list, whatever the page does. @param {HTMLElement} link */
  const bringIntoView = (link) => {
    const list = /** @type {HTMLElement | null} */ (link.closest(".md-sidebar__scrollwrap"));
    if (link.offsetHeight) list?.scrollTo({ top: link.offsetTop - list.offsetTop - list.offsetHeight / 2 });
  };

  let due = 0;
  const soon = () => {
    due ||= requestAnimationFrame(() => {
      due = 0;
      follow();
    });
  };
  follow();
  for (const link of document.querySelectorAll(".md-sidebar .md-nav__link--active[href]"))
    bringIntoView(/** @type {HTMLElement} */ (link));
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon, { passive: true });
  new ResizeObserver(soon).observe(document.body);

  // -- what stands in the page -------------------------------------------------------------------------------------

  /** A table too wide for a phone scrolls by itself. */
  for (const table of document.querySelectorAll(".md-content table:not([class])")) {
    const [outer, inner] = ["md-typeset__scrollwrap", "md-typeset__table"].map((name) => {
      const box = document.createElement("div");
      box.className = name;
      return box;
    });
    outer.append(inner);
    table.replaceWith(outer);
    inner.append(table);
  }

  const reveal = () => {
    const target = aimOf(location.hash);
    const fold = target?.closest("details:not([open])");
    if (!target || !fold) return;
    fold.setAttribute("open", "");
    target.scrollIntoView();
  };
  reveal();
  addEventListener("hashchange", () => {
    reveal();
    closeMenu();
  });

  /** @type {Element[]} */
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll(".md-content details:not([open])")];
    for (const fold of folded) fold.setAttribute("open", "");
  });
  addEventListener("afterprint", () => folded.forEach((fold) => fold.removeAttribute("open")));

  // -- pointer and keys --------------------------------------------------------------------------------------------

  document.addEventListener("pointerover", ({ target }) => {
    const text = target instanceof Element && target.closest(".md-ellipsis");
    if (!(text instanceof HTMLElement) || text.offsetWidth >= text.scrollWidth) return;
    const shown = /** @type {HTMLElement} */ (text.closest("a") ?? text);
    // biome-ignore lint/performance/useDomNodeTextContent: as it shows, once it is the pointer's
    shown.title = text.innerText; // cut short: said whole
  });

  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element) target.classList.toggle("focus-visible", target.matches(":focus-visible"));
  });
  document.addEventListener("focusout", ({ target }) => {
    if (target instanceof Element) target.classList.remove("focus-visible");
  });

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return;
    if (key === "Escape") return closeMenu();
    if (key === "Enter" && target instanceof HTMLLabelElement) target.click(); // other keys: access.js
  });
})();
