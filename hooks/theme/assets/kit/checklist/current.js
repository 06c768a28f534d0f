// @ts-check
// Which run of a checklist is shown: one of those kept, a fresh one in which nothing was done yet, or one that was
// received, until the reader takes it or not. No page here.

/** @typedef {ReturnType<typeof kitCurrent>} Current */

const kitCurrent = (() => {
  "use strict";
  const { keeper: keeperOf, blank, begun, copy, lastFirst, now, here } = kitRuns;

  /** @param {string} list */
  return (list) => {
    const keeper = keeperOf(list);
    let fresh = blank();
    /** @type {Run} the reader's: one of those kept or *fresh* */
    let run = fresh;
    /** @type {Run | null} one that was received, shown in its place */
    let preview = null;
    let chosen = "";

    /** @param {Runs} kept @returns {Run} the chosen run, or the last one of this mission, or a fresh one */
    const among = (kept) =>
      kept.runs.find(({ id }) => id === chosen) ??
      lastFirst(kept.runs.filter(({ mission }) => mission === here()))[0] ??
      fresh;

    return {
      keeper,
      /** The reader's run. */
      run: () => run,
      preview: () => preview,
      shown: () => preview ?? run,
      /** Whether nothing was done yet in the reader's run, and none of it is kept. */
      isFresh: () => run === fresh,

      /** Look again at what is kept: another tab may have changed it. */
      look: () => {
        const kept = keeper.kept();
        run = among(kept);
        if (run !== fresh) chosen = run.id;
        return kept;
      },

      /** @param {Run} added */
      add: (added) => {
        keeper.update((kept) => kept.runs.push(copy(added)));
        chosen = added.id;
      },

      /** Change the reader's run. One of another tab takes the place of one where nothing was done yet. */
      /** @param {(run: Run) => void} act */
      edit: (act) => {
        const kept = keeper.kept();
        let edited = run === fresh ? among(kept) : run;
        if (edited === fresh) edited = begun(kept, { id: fresh.id });
        const touched = now();
        keeper.update((kept) => {
          const found = kept.runs.find(({ id }) => id === edited.id) ?? copy(edited);
          if (!kept.runs.includes(found)) kept.runs.push(found);
          act(found);
          found.touched = touched;
        });
        chosen = edited.id;
      },

      /** @param {string} id "" for the last one of the mission */
      choose: (id) => {
        chosen = id;
      },

      /** @param {string} id */
      remove: (id) => {
        keeper.update((kept) => {
          kept.runs = kept.runs.filter((run) => run.id !== id);
        });
        chosen = "";
        fresh = blank();
      },

      /** @param {Run | null} received */
      receive: (received) => {
        preview = received;
      },
    };
  };
})();
