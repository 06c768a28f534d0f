// @ts-check
// Find by situation: the list narrows to a moment, a role, the time at hand, the kind of help. The choice stands in the
// address's fragment, so that « back » brings it back and a link can hold it; it is never sent.
(() => {
  "use strict";
  const place = document.querySelector(".pk-situations");
  if (!(place instanceof HTMLElement)) return;
  const { make, button, status, speaker } = self.kit;
  const say = speaker("situation");
  /** @type {HTMLElement[]} */
  const situations = [...place.querySelectorAll(".pk-situation")].filter((found) => found instanceof HTMLElement);
  const minutes = [10, 15, 30, 60];

  /** @param {HTMLElement} situation @returns {string[]} */
  const tools = (situation) => (situation.dataset.tools ?? "").split(" ").filter(Boolean);

  /** The words that the page itself has for a value. @param {(situation: HTMLElement) => [string, string][]} pairs */
  const choices = (pairs) => [...new Map(situations.flatMap(pairs)).entries()];
  /** @param {HTMLElement} situation @param {string} key @param {string | null | undefined} text @returns {[string, string][]} */
  const pair = (situation, key, text) => [[situation.dataset[key] ?? "", (text ?? "").trim()]];
  /** @param {string} text */
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  /** @type {{name: string, choices: [string, string][], fits: (situation: HTMLElement, wanted: string) => boolean}[]} */
  const filters = [
    {
      name: "moment",
      choices: choices((situation) => {
        let heading = situation.previousElementSibling;
        while (heading && heading.tagName !== "H2") heading = heading.previousElementSibling;
        return pair(situation, "moment", heading?.firstChild?.textContent);
      }),
      fits: (situation, wanted) => situation.dataset.moment === wanted,
    },
    {
      name: "role",
      choices: choices((situation) =>
        pair(situation, "role", capital(situation.querySelector(".pk-note")?.textContent?.split(" · ")[0] ?? "")),
      ),
      fits: (situation, wanted) => situation.dataset.role === wanted,
    },
    {
      name: "time",
      choices: minutes.map((most) => [String(most), say("within", { minutes: most })]),
      fits: (situation, wanted) => Number(situation.dataset.minutes) <= Number(wanted),
    },
    {
      name: "tool",
      choices: choices((situation) =>
        [...situation.querySelectorAll(".pk-note .pk-ref")].map((link, index) => {
          const kind = tools(situation)[index] ?? "";
          return [kind, (link.previousSibling?.textContent ?? "").split("·").pop()?.replace(":", "").trim() ?? ""];
        }),
      ),
      fits: (situation, wanted) => tools(situation).includes(wanted),
    },
  ];

  const selects = filters.map(({ name, choices }) =>
    make(
      "select",
      { class: "pk-input", id: `pk-filter-${name}`, name },
      make("option", { value: "" }, say("any")),
      ...choices.map(([value, text]) => make("option", { value }, text)),
    ),
  );
  const count = status();
  const all = button(say("all"), () => {
    selects.forEach((select) => (select.value = ""));
    chosen();
    selects[0]?.focus();
  });

  const show = () => {
    let left = 0;
    for (const situation of situations) {
      const fits = filters.every(({ fits }, index) => !selects[index].value || fits(situation, selects[index].value));
      situation.hidden = !fits;
      left += Number(fits);
    }
    for (const heading of place.querySelectorAll("h2")) {
      let next = heading.nextElementSibling;
      while (next instanceof HTMLElement && next.tagName !== "H2" && next.hidden) next = next.nextElementSibling;
      heading.hidden = !next || next.tagName === "H2";
    }
    all.hidden = selects.every((select) => !select.value);
    count.textContent = left === 0 ? say("none") : left === 1 ? say("one") : say("many", { count: left });
  };

  const chosen = () => {
    const wanted = new URLSearchParams(selects.filter(({ value }) => value).map(({ name, value }) => [name, value]));
    history.replaceState(null, "", wanted.size ? `#?${wanted}` : location.pathname + location.search);
    show();
  };

  const read = () => {
    const wanted = new URLSearchParams(location.hash.startsWith("#?") ? location.hash.slice(2) : "");
    for (const select of selects) {
      select.value = wanted.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.value = ""; // a value that this page does not know
    }
    show();
  };

  place.before(
    make(
      "form",
      {
        class: "pk-filter",
        "aria-label": say("filter"),
        onchange: chosen,
        onsubmit: (/** @type {Event} */ event) => event.preventDefault(),
      },
      ...selects.map((select) => make("p", {}, make("label", { for: select.id }, say(select.name)), select)),
      make("div", { class: "pk-filter__count" }, count, all),
    ),
  );
  self.addEventListener("hashchange", read);
  read();
})();
