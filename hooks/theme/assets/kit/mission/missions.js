// @ts-check
// The missions that the reader described, and what is tied to each: what this browser holds of them, or what it should
// hold when the last writing failed. No words and no page here.

const kitMissions = (() => {
  "use strict";
  const { store, validMissions } = self.kit;
  const { bothMissions, records } = kitDesk;

  const OWN = new Set(["id", "name", "touched"]); // what is kept of a mission beside its fields

  /** @type {{current: string, list: Mission[]}} */
  let desk = { current: "", list: [] };
  let unkept = false; // the last writing failed: *desk* holds what the browser does not
  let firm = true; // what the browser holds may be written over: it was read, or set aside

  /** @param {string} id */
  const find = (id) => desk.list.find((mission) => mission.id === id);

  const read = () => {
    const found = store.read("missions", validMissions);
    const there = found.value ?? { current: "", list: [] };
    firm = found.fault !== "spoilt" || store.text("missions") === null; // no room to set aside what cannot be read
    desk = unkept ? bothMissions(desk, there) : there;
    if (!find(desk.current)) desk.current = "";
    return found.fault;
  };

  const keep = () => {
    const failed = firm ? store.write("missions", desk) : "full";
    unkept = failed !== "";
    return failed;
  };

  /** Make a mission the current one: a blank one that is there already, or another. */
  const begin = () => {
    const blank = desk.list.find((mission) => !mission.name && Object.keys(mission).every((key) => OWN.has(key)));
    const id = `m-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
    if (!blank) desk.list.push({ id, name: "", touched: new Date().toISOString() });
    desk.current = blank?.id ?? id;
  };

  /** @param {string} id "" for none */
  const choose = (id) => {
    desk.current = id;
  };

  /** @param {string} id */
  const drop = (id) => {
    desk.list = desk.list.filter((mission) => mission.id !== id);
    desk.current = "";
  };

  /** How many runs of lists, and results of diagnostics, are tied to a mission. @param {string} id */
  const tied = (id) => {
    const count = { runs: 0, kept: 0 };
    for (const name of store.names()) {
      const found = records(name);
      if (found) count[found.key] += found.list.filter(({ mission }) => mission === id).length;
    }
    return count;
  };

  /** Erase what is tied to a mission, or leave it without one. @param {string} id @param {boolean} erase */
  const untie = (id, erase) => {
    for (const name of store.names()) {
      const found = records(name);
      if (!found?.list.some(({ mission }) => mission === id)) continue;
      const list = erase
        ? found.list.filter(({ mission }) => mission !== id)
        : found.list.map((record) => (record.mission === id ? { ...record, mission: "" } : record));
      store.write(name, { ...found.value, [found.key]: list });
    }
  };

  return {
    OWN,
    read,
    keep,
    find,
    begin,
    choose,
    drop,
    tied,
    untie,
    desk: () => desk,
    current: () => find(desk.current),
    unkept: () => unkept,
    /** What the browser holds is all that counts. */
    forgive: () => {
      unkept = false;
    },
  };
})();
