// @ts-check
// Each answer of the search says what it is: a checklist, a template, a case… as a word, with its colour and icon.
// Kinds come from search-words.js, read when the first answers show; without it the answers stay as they are.
(() => {
  "use strict";
  const results = document.querySelector(".md-search-result");
  const list = results?.querySelector(".md-search-result__list");
  const own = document.currentScript;
  if (!results || !list || !(own instanceof HTMLScriptElement)) return;

  /** @type {{kinds: Record<string, string>, pages: Record<string, string>} | undefined} */
  let words;
  const config = JSON.parse(document.getElementById("__config")?.textContent ?? "{}");
  const base = new URL(config.base ?? ".", location.href).pathname.replace(/\/?$/, "/");

  /** @param {HTMLAnchorElement} link @returns {string} the page it leads to, as search-words.js names it */
  const pageOf = (link) =>
    decodeURI(link.pathname).slice(decodeURI(base).length).replace(/(?:(?<![^/])index)?\.html$/, "").replace(/\/$/, "");

  /** @param {Element} item */
  const label = (item) => {
    const link = item.querySelector("a");
    const article = link?.querySelector("article");
    const kind = link && words?.pages[pageOf(link)];
    if (!article || !kind || article.querySelector(".pk-kind")) return;
    const title = words?.kinds[kind] ?? "";
    const icon = document.createElement("span");
    icon.className = `pk-icon pk-icon--${kind}`;
    icon.setAttribute("aria-hidden", "true");
    // some pages begin with that word, and with how long they take to read
    const said = [...article.querySelectorAll(":scope > p")].find((text) => text.textContent?.startsWith(`${title} ·`));
    const word = said ?? document.createElement("p");
    word.className = `pk-kind pk-head--${kind}`;
    word.prepend(icon, said ? "" : title);
    article.prepend(word);
  };

  /** Tab stops at each answer; its headings and tags are none of the page's. @param {Element} item */
  const open = (item) => {
    for (const link of item.querySelectorAll("a")) link.removeAttribute("tabindex");
    for (const heading of item.querySelectorAll("h1, h2")) heading.setAttribute("aria-level", heading.matches("h1") ? "2" : "3");
    for (const tags of item.querySelectorAll("nav")) tags.setAttribute("role", "none");
  };

  const labelAll = () => list.querySelectorAll(".md-search-result__item").forEach(label);

  const load = () => {
    const script = document.createElement("script");
    script.src = own.src.replace(/[^/]*$/, "search-words.js");
    script.addEventListener("load", () => {
      words = /** @type {any} */ (window).searchWords;
      labelAll();
    });
    document.head.append(script);
  };

  let asked = false;
  new MutationObserver(() => {
    list.querySelectorAll(".md-search-result__item").forEach(open);
    if (words) labelAll();
    else if (!asked) {
      asked = true;
      load();
    }
  }).observe(list, { childList: true });

  // the count of answers is told to those who do not see it change
  results.querySelector(".md-search-result__meta")?.setAttribute("role", "status");
})();
