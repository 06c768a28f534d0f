// Stands for the search in tests of its box: it answers at once, and always the same. Words that mean something here:
// « rien » finds nothing, « seul » one answer, « lent » answers late, « panne » fails.
(() => {
  const first = {
    url: "relancer-mission/checklists/relance/", kind: "checklist", kindTitle: "Checklist",
    title: [["Avant de ", false], ["relancer", true]], page: "", playbook: "Relancer une mission",
    excerpt: [["Ce qu’il faut ", false], ["relire", true], [" avant d’écrire.", false]],
  };
  const section = {
    url: "relancer-mission/clarifier/#votre-part", kind: "page", kindTitle: "Page", title: [["Dire votre part", false]],
    page: "Clarifier", playbook: "Relancer une mission", excerpt: [["<b>Ce</b> que vous avez fait.", false]],
  };
  const others = [...Array(21).keys()].map((number) => ({
    url: `glossaire/?n=${number}`, kind: "glossary", kindTitle: "Terme", title: [[`Terme ${number}`, false]],
    page: "", playbook: "", excerpt: [["Une définition.", false]],
  }));
  const all = [first, section, ...others];
  self.asked = [];
  self.kit.search = {
    open: async () => {},
    ask: async (query, { from = 0, count = 10 }) => {
      self.asked.push(query);
      if (query.includes("panne")) throw new Error("no network");
      if (query === "lent") await new Promise((done) => setTimeout(done, 600));
      if (query.includes("rien")) return { total: 0, answers: [], near: ["relance", "relation"], situations: [first] };
      const found = query.includes("seul") ? [section] : all;
      return { total: found.length, answers: found.slice(from, from + count), near: [], situations: [] };
    },
  };
})();
