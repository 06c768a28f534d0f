// @ts-check
// What the search found, as a page shows it. Loaded by box.js with what finds it.
(() => {
  "use strict";

  /** @typedef {[text: string, found: boolean][]} Marked a text in pieces: true for a word that was looked for */
  /** @typedef {{url: string, kind: string, kindTitle: string, title: Marked, page: string, playbook: string, excerpt: Marked}} Answer */
  /** @typedef {{total: number, answers: Answer[], near: string[], situations: Answer[]}} Found */

  const { button, home, make, speaker } = self.kit;
  const say = speaker("search");

  /** @param {Marked} pieces */
  const marked = (pieces) => pieces.map(([text, looked]) => (looked ? make("mark", {}, text) : text));

  let count = 0;

  /** The kind and the title are the link, all of it is the link's target, and the rest describes it. @param {Answer} answer */
  const item = ({ url, kind, kindTitle, title, page, playbook, excerpt }) => {
    const id = `pk-answer-${++count}`;
    const icon = make("span", { class: `pk-icon pk-icon--${kind}`, "aria-hidden": "true" });
    const word = make("span", { class: `pk-kind pk-head--${kind}` }, icon, kindTitle);
    const of = page ? [`${page} `, make("span", { "aria-hidden": "true" }, "›"), " "] : [];
    const link = make(
      "a",
      { href: new URL(`./${url}`, home).href, "aria-describedby": id },
      word,
      " ",
      ...of,
      ...marked(title),
    );
    return make("li", {}, link, make("p", { id }, ...marked(excerpt), " ", playbook && make("small", {}, playbook)));
  };

  /** @param {string} name @param {Answer[]} answers */
  const list = (name, answers) => make("ol", { "aria-label": name }, ...answers.map(item));

  /** @param {string} text */
  const label = (text) => make("p", { class: "pk-label" }, text);

  /**
   * What was found, for the place where it is shown; when nothing was, what comes near to it.
   * @param {Found} found @param {(word: string) => void} put what searches for another word @param {() => void} more
   * @returns {HTMLElement[]}
   */
  const shown = ({ total, answers, near, situations }, put, more) => {
    if (total) {
      const next = total > answers.length ? [button(say("more"), more)] : [];
      return [list(say("answers"), answers), ...next];
    }
    const words = near.map((word) => button(word, () => put(word)));
    return [
      ...(words.length ? [label(say("near")), make("p", { class: "pk-actions" }, ...words)] : []),
      ...(situations.length ? [label(say("situations")), list(say("situations"), situations)] : []),
    ];
  };

  Object.assign(self.kit, { answers: { item, shown } });
})();
