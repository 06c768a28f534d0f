// @ts-check
// What carries all of this browser's desk away in a file, and brings a file's back: beside what is here, or in its place.

const kitCarrier = (() => {
  "use strict";
  const { make, button, ask, store, longDate, download, fileName } = self.kit;
  const { say, counted, joined, weight, called } = kitWording;
  const { MOST, carried: readable, written, opened, bring: put } = kitDesk;
  const missions = kitMissions;

  /** In words, what a file or this browser holds. @param {Map<string, any>} entries */
  const held = (entries) => {
    const count = { missions: entries.get("missions")?.list.length ?? 0, runs: 0, kept: 0 };
    for (const value of entries.values()) {
      count.runs += value.runs?.length ?? 0;
      count.kept += value.kept?.length ?? 0;
    }
    return joined([counted("missions", count.missions), counted("runs", count.runs), counted("results", count.kept)]);
  };

  /** @param {string} value @param {boolean} checked */
  const choice = (value, checked) =>
    make(
      "p",
      {},
      make("label", {}, make("input", { type: "radio", name: "how", value, checked }), " ", say(`import_${value}`)),
    );

  /** What the page does with it: keep what is typed, keep again, say what happened, say what is under a name. */
  /** @typedef {{flush: () => void, keep: () => void, show: () => void, tell: (said: string) => void, titled: (name: string) => string}} Desk */

  /** @param {Desk} page */
  return ({ flush, keep, show, tell, titled }) => {
    /** What this browser keeps and a file can hold, by name. @returns {Map<string, any>} */
    const carried = () => {
      flush();
      return missions.unkept() ? readable().set("missions", missions.desk()) : readable();
    };

    const carry = () => {
      const entries = carried();
      if (entries.size === 0) return tell(say("nothing"));
      const saved = new Date();
      const name = `${fileName(say("file"))}-${saved.toLocaleDateString("fr-CA")}.json`;
      download(name, "application/json", written(entries, saved));
      const left = store.names().filter((other) => !entries.has(other));
      const more = left.length ? ` ${say("exported_without", { names: left.map(titled).join("\u202f; ") })}` : "";
      tell(say("exported", { name, what: held(entries) }) + more);
    };

    /** @param {File} file */
    const bring = async (file) => {
      const found = await opened(file);
      if (found.why)
        return tell(say(found.why, { name: found.name, size: weight(file.size), most: weight(MOST.bytes) }));
      const names = (found.entries.get("missions")?.list ?? []).slice(0, 12).map(called).join("\u202f; ");
      const mine = carried();
      const how = make("legend", {}, say("import_how", { what: held(mine) }));
      const answer = await ask({
        title: say("import_title"),
        content: [
          make("p", {}, say("import_saved", { day: longDate(found.saved), what: held(found.entries) })),
          names && make("p", {}, say("import_missions", { names })),
          ...(mine.size ? [make("fieldset", {}, how, choice("merge", true), choice("replace", false))] : []),
        ],
        action: say("import_action"),
      });
      if (!answer) return;
      const merging = answer.how !== "replace";
      const { fault, lost } = put(found.entries, merging);
      const trouble = fault === "refused" ? "import_refused" : lost.length ? "too_full_lost" : "too_full";
      if (!fault && !merging) missions.forgive();
      missions.read();
      if (!fault && missions.unkept()) keep();
      show();
      const done = mine.size === 0 ? "imported" : merging ? "imported_merge" : "imported_replace";
      tell(fault ? say(trouble, { names: lost.map(titled).join(", ") }) : say(done, { what: held(found.entries) }));
    };

    const chosen = make("input", {
      class: "pk-input",
      id: "mission_file",
      type: "file",
      accept: ".json,application/json",
      onchange: async () => {
        const file = chosen.files?.[0];
        if (file) await bring(file);
        chosen.value = ""; // the same file may be chosen again
      },
    });

    return [
      make("p", { class: "pk-actions" }, button(say("export"), carry)),
      make("p", {}, make("label", { for: chosen.id }, say("import")), chosen),
    ];
  };
})();
