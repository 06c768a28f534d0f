// @ts-check
// What a checklist says above its points: which run it shows, what was received, what is ended, what stands in the way
// of ending, what changed since the last visit, what cannot be kept.

const kitNotices = (() => {
  "use strict";
  const { make, button, speaker, longDate } = self.kit;
  const { here, missionName, answer, settled } = kitRuns;
  const { linkTo } = kitPoints;
  const say = speaker("checklist");
  const common = speaker("kit");

  /** @param {string} key @param {number} count */
  const several = (key, count) => say(count === 1 ? `${key}_one` : `${key}_many`, { count });

  /** A passage above the list, shown as long as it has something to say. @param {string} [kind] */
  const notice = (kind = "") => make("div", { class: `pk-notice ${kind}`, tabindex: "-1", hidden: true });

  /** @param {HTMLElement} notice @param {(Node | string | false)[]} said */
  const tell = (notice, said) => {
    notice.replaceChildren(...said.filter((part) => part !== false));
    notice.hidden = said.length === 0;
  };

  /** @param {string[]} said */
  const p = (...said) => make("p", {}, ...said);
  /** @param {Node[]} said */
  const actions = (...said) => make("p", { class: "pk-actions" }, ...said);

  /** @typedef {Record<"start" | "reopen" | "acknowledge" | "take" | "ignore", () => void>} Acts what their buttons do */

  /** @param {Item[]} items @param {Current} current @param {Acts} acts */
  return (items, current, acts) => {
    const heading = make("p", { class: "pk-run" });
    const faults = make("div", { role: "status" });
    const keptNote = make("p", { class: "pk-kept" }, common("kept"));
    const received = notice();
    const ended = notice();
    const lacking = notice("pk-notice--alert");
    const changed = notice();
    let finishing = false; // whether the critical points that stand in the way are listed

    /** @param {Run} shown */
    const showHeading = (shown) => {
      const { name, ended } = shown;
      const named = name && (ended ? `${name} (${say("ended_mark", { day: longDate(ended) })})` : name);
      const mission = !current.preview() && current.isFresh() ? here() : shown.mission;
      heading.textContent = [named, mission && say("run_mission", { name: missionName(mission) })]
        .filter(Boolean)
        .join(" · ");
    };

    const showReceived = () => {
      const preview = current.preview();
      if (!preview) return tell(received, []);
      tell(received, [
        p(say("received", { name: preview.name })),
        p(say("received_kept")),
        actions(button(say("take"), acts.take), button(say("ignore"), acts.ignore)),
      ]);
    };

    /** @param {Run} shown */
    const showEnded = (shown) => {
      if (!shown.ended || current.preview()) return tell(ended, []);
      const open = items.filter((item) => !["done", "na"].includes(answer(shown, item)?.state ?? "")).length;
      const said = [
        say("ended", { day: longDate(shown.ended) }),
        open > 0 && several("ended_open", open),
        say("ended_locked"),
      ];
      tell(ended, [
        p(said.filter(Boolean).join(" ")),
        actions(button(say("new"), acts.start), button(say("reopen"), acts.reopen)),
      ]);
    };

    /** Words, with links, for the critical points that stand in the way; once asked, until none is left. @param {Run} shown */
    const showLacking = (shown) => {
      const left = items.filter((item) => item.critical && !settled(answer(shown, item)));
      finishing &&= left.length > 0 && !current.preview();
      const reasons = { later: say("missing_later"), na: say("missing_why"), done: "" };
      const rows = left.map((item) => {
        const given = answer(shown, item);
        return make("li", {}, linkTo(item), given ? ` (${reasons[given.state]})` : "");
      });
      tell(lacking, finishing ? [p(several("missing", left.length)), make("ul", {}, ...rows)] : []);
    };

    /** @param {Runs["seen"]} seen */
    const showChanged = (seen) => {
      const known = Object.keys(seen).length > 0;
      const added = items.filter(({ id }) => known && !Object.hasOwn(seen, id));
      const reworded = items.filter(({ id, fingerprint }) => Object.hasOwn(seen, id) && seen[id] !== fingerprint);
      const removed = Object.keys(seen).filter((id) => !items.some((item) => item.id === id)).length;
      const total = added.length + reworded.length + removed;
      if (!total) return tell(changed, []);
      /** @param {string} what @param {Item} item */
      const row = (what, item) => make("li", {}, say(what), " ", linkTo(item));
      const rows = [
        ...added.map((item) => row("added", item)),
        ...reworded.map((item) => row("reworded", item)),
        ...(removed ? [make("li", {}, several("removed", removed))] : []),
      ];
      const seenAll = button(say("seen"), acts.acknowledge);
      tell(changed, [p(several("changed", total)), make("ul", {}, ...rows), actions(seenAll)]);
    };

    const showFaults = () => {
      const found = current.keeper.faults();
      keptNote.hidden = found.includes("refused");
      const said = found.map((fault) => make("p", { class: "pk-notice pk-notice--alert" }, common(fault)));
      if (faults.textContent !== said.map(({ textContent }) => textContent).join("")) faults.replaceChildren(...said); // said once
    };

    return {
      above: [heading, faults, received, ended, lacking, changed],
      below: keptNote,
      received,
      ended,
      lacking,

      /** List the critical points that stand in the way, or no more. @param {boolean} wanted */
      insist: (wanted) => {
        finishing = wanted;
      },

      /** @param {Runs} kept */
      show: (kept) => {
        const shown = current.shown();
        showHeading(shown);
        showEnded(shown);
        showLacking(shown);
        showChanged(current.preview() ? {} : kept.seen);
        showReceived();
        showFaults();
      },
    };
  };
})();
