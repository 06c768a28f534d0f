// @ts-check
// The sheet of the current mission: chosen, filled in and kept as one types, printed.

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Input */

const kitSheet = (() => {
  "use strict";
  const { make, button, ask, status, longDate, speaker } = self.kit;
  const { say, counted, joined, called } = kitWording;
  const { OWN, ...missions } = kitMissions;
  const fault = speaker("kit");

  /** @param {Mission} mission @param {string} field @returns {string} */
  const textOf = (mission, field) => (Object.hasOwn(mission, field) ? String(mission[field]) : "");

  /** @param {HTMLElement} page @param {() => void} show shows all of the page again */
  return (page, show) => {
    const naming = page.dataset.mission ?? "";
    const inputs = /** @type {Input[]} */ ([...page.querySelectorAll("[data-field]")]);
    const fields = new Map(inputs.map((input) => [input.dataset.field ?? "", input]));
    let shown = ""; // the mission that the form shows
    let timer = 0;
    /** @type {Map<string, string>} */
    const typed = new Map(); // what was typed into it since it was last kept, by field
    const line = status();
    const where = make("p", { class: "pk-note" }, fault("kept"));

    const keep = () => {
      const failed = missions.keep();
      where.hidden = failed !== "";
      line.textContent = failed ? fault(failed) : say("kept");
    };

    /** Write what was typed into the mission that the form shows, beside what other tabs wrote in its other fields. */
    const flush = () => {
      clearTimeout(timer);
      if (typed.size === 0) return;
      missions.read();
      const mission = missions.find(shown);
      const texts = [...typed];
      typed.clear();
      if (!mission) {
        show();
        line.textContent = say("gone");
        return;
      }
      for (const [field, text] of texts) {
        if (text) mission[field] = text;
        else delete mission[field];
      }
      mission.name = (mission[naming] ?? "").trim();
      mission.touched = new Date().toISOString();
      keep();
      show();
    };

    /** @param {() => void} act on the missions as they are kept */
    const change = (act) => {
      flush();
      missions.read();
      act();
      keep();
      show();
    };

    const create = () => {
      change(missions.begin);
      inputs[0]?.focus();
    };

    const remove = async () => {
      flush();
      const mission = missions.current();
      if (!mission) return;
      const { runs, kept } = missions.tied(mission.id);
      const what = joined([counted("runs", runs), counted("results", kept)]);
      const free = runs + kept === 0;
      const erasing = make("input", { type: "checkbox", name: "erase", checked: true });
      const answer = await ask({
        title: say("delete_title", { name: called(mission) }),
        content: [
          make("p", {}, say("delete_text")),
          ...(free
            ? []
            : [
                make("p", {}, make("label", {}, erasing, " ", say("delete_with", { what }))),
                make("p", { class: "pk-note" }, say("delete_without")),
              ]),
        ],
        action: say("erase"),
        danger: true,
      });
      if (!answer) return;
      typed.clear();
      missions.read();
      missions.drop(mission.id);
      keep();
      if (!free) missions.untie(mission.id, "erase" in answer);
      show();
      const done = free ? "deleted" : "erase" in answer ? "deleted_with" : "deleted_without";
      if (!missions.unkept()) line.textContent = say(done, { name: called(mission), what });
      chooser.focus();
    };

    const chooser = make("select", {
      class: "pk-input",
      id: "mission_current",
      autocomplete: "off",
      onchange: () => change(() => missions.choose(chooser.value)),
    });
    const empty = make("p", {}, say("empty"));
    const printing = button(say("print"), () => self.print());
    const removing = button(say("delete"), remove, { class: "pk-button pk-button--danger" });
    const others = make("div", { class: "pk-others" });
    const paper = make("section", { class: "pk-sheet" });

    const showChooser = () => {
      const { current, list } = missions.desk();
      chooser.replaceChildren(
        make("option", { value: "" }, say("none")),
        ...list.map((mission) => make("option", { value: mission.id }, called(mission))),
      );
      chooser.value = current;
      chooser.disabled = list.length === 0;
      empty.hidden = Boolean(missions.current());
      removing.hidden = !missions.current();
      printing.textContent = say(missions.current() ? "print" : "print_blank");
    };

    /** @param {Mission | undefined} mission */
    const showFields = (mission) => {
      for (const [field, input] of fields) {
        if (typed.has(field)) continue;
        const text = mission ? textOf(mission, field) : "";
        // a choice that the sheet does not offer any more
        if (input instanceof HTMLSelectElement && text && ![...input.options].some(({ value }) => value === text))
          input.append(make("option", {}, text));
        if (input.value !== text) input.value = text;
      }
      showOthers(mission, mission ? Object.keys(mission).filter((key) => !OWN.has(key) && !fields.has(key)) : []);
    };

    /** What another sheet asked for, and this one does not. @param {Mission | undefined} mission @param {string[]} unknown */
    const showOthers = (mission, unknown) => {
      others.replaceChildren();
      if (!mission || !unknown.length) return;
      const terms = unknown.flatMap((key) => [make("dt", {}, key), make("dd", {}, textOf(mission, key))]);
      const forget = button(say("other_forget"), () => {
        unknown.forEach((key) => typed.set(key, ""));
        flush();
        inputs[0]?.focus();
      });
      others.append(make("h3", {}, say("other_fields")), make("dl", { class: "pk-terms" }, ...terms), forget);
    };

    /** What is printed: what was filled in, group by group. @param {Mission | undefined} mission */
    const showPaper = (mission) => {
      paper.replaceChildren();
      if (!mission) return;
      paper.append(make("h2", {}, called(mission)));
      for (const heading of page.querySelectorAll(".pk-fields h3")) {
        const terms = make("dl", { class: "pk-terms" });
        for (let next = heading.nextElementSibling; next && next.tagName !== "H3"; next = next.nextElementSibling) {
          const input = fields.get(next.id);
          const text = input ? textOf(mission, next.id) : "";
          if (!text || next.id === naming) continue;
          const said =
            input instanceof HTMLInputElement && input.type === "date" && kitDesk.time(text)
              ? longDate(`${text}T12:00`)
              : text;
          terms.append(make("dt", {}, next.querySelector("label")?.textContent ?? next.id), make("dd", {}, said));
        }
        if (terms.childElementCount) paper.append(make("h3", {}, heading.firstChild?.textContent ?? ""), terms);
      }
      paper.append(make("p", { class: "pk-note" }, say("sheet_day", { day: longDate(new Date()) })));
    };

    return {
      choosing: [
        make("p", { class: "pk-chooser" }, make("label", { for: chooser.id }, say("current")), chooser),
        empty,
        make(
          "p",
          { class: "pk-actions" },
          button(say("new"), create, { class: "pk-button pk-button--main" }),
          printing,
          removing,
        ),
        line,
        where,
      ],
      others,
      paper,
      line,
      where,
      keep,
      flush,
      shown: () => shown,
      typing: () => typed.size > 0,

      /** @param {Input} input */
      heard: ({ dataset, value }) => {
        typed.set(dataset.field ?? "", value);
        clearTimeout(timer);
        timer = self.setTimeout(flush, 400);
      },

      /** Forget what was typed and is not kept yet. */
      drop: () => {
        clearTimeout(timer);
        typed.clear();
      },

      show: () => {
        const mission = missions.current();
        if (typed.size && mission?.id !== shown) typed.clear();
        shown = mission?.id ?? "";
        page.classList.toggle("pk-mission--current", Boolean(mission));
        showChooser();
        showFields(mission);
        showPaper(mission);
      },
    };
  };
})();
