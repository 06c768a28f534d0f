// @ts-check
// How « Ma mission » says what is counted, weighed and named.
const kitWording = (() => {
  "use strict";
  const say = self.kit.speaker("mission");

  /** « 1 checklist », « 3 checklists »: "" for none. @param {string} key @param {number} count */
  const counted = (key, count) => (count ? say(count === 1 ? `${key}_one` : `${key}_many`, { count }) : "");

  /** @param {string[]} parts */
  const joined = (parts) => parts.filter(Boolean).join(", ") || say("nothing_held");

  /** @param {number} bytes */
  const weight = (bytes) => {
    const [unit, count] =
      bytes < 1e3 ? ["bytes", bytes] : bytes < 1e6 ? ["kilobytes", bytes / 1e3] : ["megabytes", bytes / 1e6];
    return say(String(unit), { count: Number(count).toLocaleString("fr-FR", { maximumFractionDigits: 1 }) });
  };

  /** @param {{name: string}} mission */
  const called = (mission) => mission.name || say("unnamed");

  return { say, counted, joined, weight, called };
})();
