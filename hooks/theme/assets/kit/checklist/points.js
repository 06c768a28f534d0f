// @ts-check
// The points of a checklist in its page: each with its box, and a panel for the two other answers, not applicable and
// put off. What is answered is kept elsewhere (current.js).

/**
 * @typedef {object} Item
 * @property {string} id @property {string} text @property {string} pause @property {string} fingerprint
 * @property {boolean} critical @property {HTMLElement} row @property {HTMLInputElement} box
 * @property {HTMLElement} said @property {HTMLButtonElement} other @property {HTMLElement | null} panel
 */

const kitPoints = (() => {
  "use strict";
  const { make, button, speaker } = self.kit;
  const { NOTE_LENGTH, today, answer, inWords } = kitRuns;
  const say = speaker("checklist");

  /** @param {Item} item */
  const close = (item) => {
    if (item.panel?.contains(document.activeElement)) item.other.focus();
    item.panel?.remove();
    item.panel = null;
    item.other.setAttribute("aria-expanded", "false");
  };

  /** The two other answers, under the point. */
  /** @param {Item} item @param {Answer | undefined} had @param {(given: Answer | undefined) => void} answered */
  const open = (item, had, answered) => {
    /** @param {Answer | undefined} given */
    const give = (given) => {
      close(item);
      answered(given);
    };
    /** @param {string} label @param {string} action @param {Record<string, unknown>} input @param {(value: string) => Answer} made */
    const form = (label, action, input, made) => {
      const id = `${input.name}--${item.id}`;
      const field = make("input", { id, class: "pk-input", ...input });
      return make(
        "form",
        {
          onsubmit: (/** @type {Event} */ event) => {
            event.preventDefault();
            field.value = field.value.trim();
            if (field.reportValidity()) give(made(field.value));
          },
        },
        make("label", { for: id }, label),
        field,
        make("button", { class: "pk-button" }, action),
      );
    };
    const note = {
      name: "note",
      type: "text",
      maxlength: NOTE_LENGTH,
      required: item.critical,
      autocomplete: "off",
      value: had?.note ?? "",
    };
    const day = { name: "day", type: "date", min: today(), required: true, value: had?.day ?? "" };
    const panel = make(
      "div",
      {
        class: "pk-panel",
        role: "group",
        "aria-label": say("other_for", { text: item.text }),
        onkeydown: (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && close(item),
      },
      form(say(item.critical ? "why_na_critical" : "why_na"), say("set_na"), note, (note) => ({
        state: "na",
        ...(note && { note }),
      })),
      form(say("when_later"), say("set_later"), day, (day) => ({ state: "later", day })),
      had && had.state !== "done" && button(say("set_todo"), () => give(undefined)),
    );
    item.panel = panel;
    item.said.after(panel);
    item.other.setAttribute("aria-expanded", "true");
  };

  /**
   * The points of the list in *place*. *run* gives the one that holds their answers; *answered* is told another answer.
   * @param {HTMLElement} place @param {() => Run} run @param {(item: Item, given: Answer | undefined) => void} answered
   */
  const itemsOf = (place, run, answered) => {
    /** @param {HTMLInputElement} box @returns {Item} */
    const itemOf = (box) => {
      const id = box.dataset.item ?? "";
      const row = /** @type {HTMLElement} */ (box.closest("li"));
      const text = row.querySelector(".pk-text")?.textContent ?? "";
      const said = make("p", { class: "pk-said", id: `said--${id}` });
      const toggle = () =>
        item.panel ? close(item) : open(item, answer(run(), item), (given) => answered(item, given));
      const other = button(say("other"), toggle, {
        class: "pk-other",
        "aria-expanded": "false",
        "aria-label": say("other_for", { text }),
      });
      box.setAttribute("aria-describedby", said.id);
      box.parentElement?.append(other);
      box.parentElement?.after(said);
      const pause = box.closest("ul")?.dataset.pause ?? "";
      const { fingerprint = "" } = box.dataset;
      const critical = "critical" in box.dataset;
      /** @type {Item} */
      const item = { id, text, pause, fingerprint, critical, row, box, said, other, panel: null };
      return item;
    };
    return [...place.querySelectorAll("input[data-item]")].filter((box) => box instanceof HTMLInputElement).map(itemOf);
  };

  /** @param {Item} item @param {Run} run @param {boolean} locked */
  const show = (item, run, locked) => {
    const given = answer(run, item);
    item.box.checked = given?.state === "done";
    item.box.disabled = locked;
    item.row.dataset.state = given?.state ?? "todo";
    item.said.textContent = given && given.state !== "done" ? inWords(given) : "";
    item.other.hidden = locked;
    if (locked) close(item);
  };

  /** A link to a point, that leads the keyboard to its box. @param {Item} item */
  const linkTo = ({ id, text, box }) =>
    make("a", { href: `#${id}`, onclick: () => setTimeout(() => box.focus({ preventScroll: true })) }, text);

  return { itemsOf, show, linkTo };
})();
