// @ts-check
// Small services on every page: Escape closes a definition, and a page to read can be printed from its head.
(() => {
  "use strict";

  // Definitions open on hover and on focus by style alone; this lets Escape close the one that is open (WCAG 1.4.13).
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll(".pk-tip:hover, .pk-tip:focus-within").forEach((tip) => {
      tip.classList.add("pk-tip--closed");
      const reopen = () => tip.classList.remove("pk-tip--closed");
      tip.addEventListener("mouseleave", reopen, { once: true });
      tip.addEventListener("focusout", reopen, { once: true });
    });
  });

  // Lists and diagnostics have their own way to print, with what the reader did in them.
  const { button, speaker, status } = self.kit;
  const say = speaker("kit");
  const head = document.querySelector(
    ".pk-head:is(.pk-head--page, .pk-head--playbook, .pk-head--case, .pk-head--template)",
  );
  head?.append(button(say("print_page"), () => self.print(), { class: "pk-button pk-print" }));

  // A playbook prints whole: its pages come after this one, for the printer alone.
  const article = document.querySelector("article");
  if (!article || !head?.matches(".pk-head--playbook")) return;
  const line = status();

  /** @param {string} url @returns {Promise<Element>} what there is to read in the page at *url* */
  const read = async (url) => {
    const page = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
    const found = page.querySelector("article");
    if (!found) throw new Error(`no page at ${url}`);
    found.querySelectorAll("script, .pk-sources, .pk-near, .md-content__button").forEach((part) => part.remove());
    found.querySelectorAll("[id]").forEach((part) => part.closest("svg") ?? part.removeAttribute("id"));
    for (const name of ["href", "src"])
      found
        .querySelectorAll(`[${name}]`)
        .forEach((part) => part.setAttribute(name, new URL(part.getAttribute(name) ?? "", url).href));
    found.classList.add("pk-joined");
    return found;
  };

  const printAll = async () => {
    /** @type {HTMLAnchorElement[]} */
    const links = [...document.querySelectorAll(".pk-contents a")].filter((link) => link instanceof HTMLAnchorElement);
    try {
      const pages = await Promise.all(links.map(({ href }) => read(href)));
      line.textContent = "";
      article.after(...pages);
      self.addEventListener("afterprint", () => pages.forEach((page) => page.remove()), { once: true });
      self.print();
    } catch {
      line.textContent = say("print_failed"); // no network, or a folder, whose pages no script may read
    }
  };
  head.append(button(say("print_all"), printAll, { class: "pk-button pk-print" }), line);
})();
