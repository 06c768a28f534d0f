// @ts-check
// All that this browser keeps for the site, as a table: what each is, when it last changed, its weight, a button to
// erase it.

/** @typedef {{name: string, what: string, more: string, size: number | null, forget: () => unknown}} Row */

const kitKept = (() => {
  "use strict";
  const { make, button, store, longDate, download, fileName } = self.kit;
  const { say, counted, weight } = kitWording;
  const { records, time, theme, cached, forgetPages } = kitDesk;
  const { desk } = kitMissions;

  /** @param {string} name @returns {string} when what is kept under *name* last changed, "" when nobody knows */
  const changed = (name) => {
    if (name.startsWith(store.aside))
      return say("set_aside", { day: longDate(`${name.slice(store.aside.length).split("Z:")[0]}Z`) });
    const list = name === "missions" ? desk().list : (records(name)?.list ?? []);
    const last = Math.max(
      0,
      ...list.flatMap(({ touched, ended, started, at }) => [touched, ended, started, at].map(time)),
    );
    return last ? say("changed", { day: longDate(last) }) : "";
  };

  /** A copy of what could not be read, to carry away. @param {string} name */
  const copyFile = (name) => download(`${fileName(name)}.txt`, "text/plain", store.text(name) ?? "");

  /** @param {HTMLAnchorElement[]} links to the pages that keep something, by the name of it @param {(row: Row) => void} erase */
  return (links, erase) => {
    const titles = new Map(links.map((link) => [link.dataset.name ?? "", link]));
    const part = make("div", { class: "pk-kept", tabindex: "-1" });
    let pages = 0; // kept to be read without network

    /** @param {string} name @returns {string} what is kept under *name*, in words */
    const titled = (name) => {
      const [kind, ...rest] = name.split(":");
      if (name === "missions") return counted("missions", desk().list.length) || say("none");
      if (`${kind}:` === store.aside) return say("copy", { title: titled(rest.slice(3).join(":")) });
      if (kind !== "checklist" && kind !== "diagnostic") return say("setting", { title: rest.join(":") || name });
      return say(kind, { title: titles.get(name)?.textContent ?? rest.join(":") });
    };

    /** @returns {Row[]} */
    const rows = () => {
      /** @type {Row[]} */
      const found = store.names().map((name) => ({
        name,
        what: titled(name),
        more: changed(name),
        size: new Blob([store.prefix, name, store.text(name) ?? ""]).size,
        forget: () => store.forget(name),
      }));
      const { bytes, forget } = theme();
      if (bytes) found.push({ name: ".theme", what: say("palette"), more: "", size: bytes, forget });
      const more = counted("offline", pages);
      if (pages) found.push({ name: ".pages", what: say("offline"), more, size: null, forget: forgetPages });
      return found;
    };

    /** @param {Row} row */
    const rowOf = (row) => {
      const { name, what, more, size } = row;
      const link = titles.get(name);
      const actions = make("td", { class: "pk-acts" });
      if (name.startsWith(store.aside)) {
        const named = { "aria-label": say("download_of", { what }), "data-act": `d${name}` };
        actions.append(
          button(say("download"), () => copyFile(name), named),
          " ",
        );
      }
      const named = { "aria-label": say("erase_of", { what }), "data-act": `e${name}` };
      actions.append(button(say("erase"), () => erase(row), named));
      return make(
        "tr",
        {},
        make(
          "th",
          { scope: "row" },
          link ? make("a", { href: link.href }, what) : what,
          more && make("span", { class: "pk-note" }, more),
        ),
        make("td", {}, size === null ? "" : weight(size)),
        actions,
      );
    };

    /** @param {Row[]} found */
    const table = (found) => {
      const head = make("tr", {}, ...["what", "size", "act"].map((key) => make("th", { scope: "col" }, say(key))));
      return make(
        "div",
        { class: "pk-table", tabindex: "0", role: "region", "aria-label": say("what") },
        make("table", {}, make("thead", {}, head), make("tbody", {}, ...found.map(rowOf))),
      );
    };

    const show = () => {
      const found = rows();
      const focused = part.contains(document.activeElement) && document.activeElement;
      const act = focused instanceof HTMLElement ? focused.dataset.act : "";
      const size = weight(found.reduce((sum, row) => sum + (row.size ?? 0), 0));
      const count = found.length;
      const total = count ? say(count === 1 ? "total_one" : "total_many", { count, size }) : say("total_none");
      part.replaceChildren(make("p", { class: "pk-note" }, total), ...(count ? [table(found)] : []));
      if (act) ([...part.querySelectorAll("button")].find(({ dataset }) => dataset.act === act) ?? part).focus();
    };

    return {
      part,
      titled,
      rows,
      show,
      countPages: async () => {
        pages = (await cached()).reduce((sum, [, count]) => sum + count, 0);
        show();
      },
    };
  };
})();
